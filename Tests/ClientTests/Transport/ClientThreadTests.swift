import Client
import Exact
import Foundation
import Journal
import Orders
import Synchronization
import Testing
import Venues

@Suite("The client on a thread of its own, over sockets")
struct ClientThreadTests {
  /// What the thread told, gathered as the loop of a program would.
  final class Listener {
    private let bell = DispatchSemaphore(value: 0)
    private(set) var news: [ClientNews] = []
    private(set) var rings = 0

    var ring: @Sendable () -> Void {
      let bell = bell
      return { bell.signal() }
    }

    /// Takes news, ring by ring, until something is among it; a bound keeps a broken client from
    /// hanging the tests.
    func wait(_ client: ClientThread, for isThere: ([ClientNews]) -> Bool) -> Bool {
      while true {
        news += client.takeNews()
        if isThere(news) { return true }
        guard bell.wait(timeout: .now() + 60) == .success else { return false }
        rings += 1
      }
    }

    func state(of venue: VenueID) -> SessionState? {
      news.reversed().lazy.compactMap { item in
        if case .connection(venue, let connection) = item { connection.state } else { nil }
      }.first
    }

    func outcome(of sent: Sent) -> Outcome? {
      news.lazy.compactMap { item in
        if case .outcome(sent, let outcome) = item { outcome } else { nil }
      }.first
    }

    func credentials(of venue: VenueID) -> Credentials? {
      news.reversed().lazy.compactMap { item in
        if case .credentials(venue, let keys) = item { keys } else { nil }
      }.first
    }
  }

  private static func account(_ venue: any Venue, _ served: ServedVenues) throws -> AccountSetup {
    let hosts = try #require(venue.hosts(in: .paper))
    let at = try #require(VenueCatalogue.ids.firstIndex(of: venue.id))
    // Free ports stand in no row: each venue is reached by its own.
    return try AccountSetup(
      venue, try venue.paperCredentials(),
      hosts: hosts.moved(to: "127.0.0.1", port: Int(served.port(venue.id)) - at, of: venue.id))
  }

  @Test("Every venue goes live, a list is placed, and the end is written down")
  func places() throws {
    let served = try ServedVenues()
    defer { served.end() }
    let journal = MemoryJournal()
    let listener = Listener()
    let client = try ClientThread(
      try VenueCatalogue.all.map { try Self.account($0, served) }, journal: journal, seed: 7,
      ring: listener.ring)
    #expect(
      listener.wait(client) { _ in
        VenueCatalogue.ids.allSatisfy { listener.state(of: $0) == .live }
      })
    let venue = KuCoin()
    let identity = ListIdentity(11)
    let ticket = Ticket(
      kind: .oco, instrument: .spot(base: "BTC", quote: "USDT"), side: .sell,
      quantity: Decimal("0.01"),
      legs: [Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000)])
    let request = try venue.seal(
      try venue.place(ticket, identity),
      Seal(
        now: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)), requestID: 1,
        credentials: try venue.paperCredentials()))
    let key = ListKey(venue.id, identity.listID(.oco))
    client.send(
      .place(Placement(key: key, identity: identity, ticket: ticket, request: request)))
    #expect(listener.wait(client) { _ in listener.outcome(of: .place(key)) != nil })
    #expect(listener.outcome(of: .place(key)) == .accepted)
    #expect(client.finish(within: 30_000))
    // The end of the program writes down how the list stood.
    var kinds: [JournalEntry.Kind] = []
    journal.forEach { if $0.list == key.id { kinds.append($0.kind) } }
    #expect(kinds.starts(with: [.intent, .attempt]))
    #expect(kinds.contains(.outcome))
    #expect(kinds.contains(.state))
  }

  @Test("Nobody listens: nothing is sent, the screen is told, and the thread still ends at once")
  func nobody() throws {
    let venue = Binance()
    let hosts = try #require(venue.hosts(in: .paper))
    let listener = Listener()
    // Port 1 is nobody's on a loopback.
    let client = try ClientThread(
      [
        try AccountSetup(
          venue, try venue.paperCredentials(),
          hosts: hosts.moved(to: "127.0.0.1", port: 1, of: venue.id))
      ], journal: MemoryJournal(), seed: 7, ring: listener.ring)
    #expect(
      listener.wait(client) { news in
        news.contains { item in
          if case .connection(_, let connection) = item { connection.reason != nil } else { false }
        }
      })
    client.send(.cancel(Cancellation(key: ListKey(venue.id, "x"), leg: nil, requests: [])))
    let sent = Sent.cancel(ListKey(venue.id, "x"))
    #expect(listener.wait(client) { _ in listener.outcome(of: sent) != nil })
    guard case .notSent? = listener.outcome(of: sent) else {
      Issue.record("something was sent")
      return
    }
    #expect(client.finish(within: 30_000))
    #expect(client.finish())
  }
}
