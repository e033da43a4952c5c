import Client
import Exact
import Foundation
import Journal
import Orders
import Sampling
import Simulator
import Testing
import Venues

/// A client that speaks over real sockets with the simulators, and keeps its journal on a disk.
///
/// The simulators have a thread of their own; the client is driven on the test's, by the real
/// clocks. Nothing is awaited without a bound.
final class WireBench {
  let venues: [VenueID]
  let served: ServedVenues
  let folder: WireFolder
  let journal: Journal
  private(set) var client: Client
  private let transport: CurlTransport
  /// Speaks with the control port.
  private let control: Caller
  private(set) var placed: [ListKey: Placement] = [:]
  private(set) var outcomes: [Sent: [Outcome]] = [:]
  /// Every state that a venue's session was ever told to be in.
  private(set) var states: [VenueID: Set<SessionState>] = [:]
  /// Everything that was ever said in words.
  private(set) var sentences: Set<String> = []
  var identities = SeededGenerator(seed: 7)

  init(
    _ venues: [VenueID] = VenueCatalogue.ids, options: ClientOptions = WireBench.watchful,
    transport: CurlTransport.Options = .standard,
    account: (ServedVenues, any Venue) throws -> AccountSetup = { try $0.account($1) }
  ) throws {
    self.venues = venues
    served = try ServedVenues()
    folder = try WireFolder()
    journal = try Journal.open(folder.path, access: .write)
    self.transport = try CurlTransport(transport)
    control = try Caller()
    let entries = try venues.map { try #require(VenueCatalogue.venue($0)) }
    client = try Client(
      try entries.map { [served] in try account(served, $0) }, journal: journal, options: options,
      chance: .seeded(7), now: .current())
    client.begin(.current())
    settle()
  }

  deinit { served.end() }

  /// Looks at everything as often as a client does at all, and does not wait long for what does
  /// not come.
  static let watchful: ClientOptions = {
    var options = hearing
    options.audit = 2_500
    return options
  }()

  /// Knows what the streams tell, and asks only where something is unclear.
  static let hearing: ClientOptions = {
    var options = ClientOptions.network
    options.requestTimeout = 2_000
    options.openTimeout = 5_000
    options.audit = nil
    (options.firstRetry, options.lastRetry) = (20, 200)
    (options.firstProbe, options.lastProbe) = (50, 500)
    return options
  }()

  // MARK: Time

  /// What did not come about.
  struct Overdue: Error, CustomStringConvertible {
    let description: String
  }

  /// Lets the client do what it has to until something is so; a bound keeps it from hanging.
  func wait(
    _ what: String, seconds: Int64 = 30, until isSo: () throws -> Bool
  ) throws {
    let end = Moment.current().uptime + seconds * 1000
    while try !isSo() {
      let now = Moment.current().uptime
      guard now < end else {
        throw Overdue(description: "\(what): not within \(seconds) s; \(client.diagnosis)")
      }
      // What is looked at elsewhere than in the client is looked at a few times a second.
      turn(until: min(client.nextDuty ?? .max, now + 100))
    }
  }

  private func turn(until due: Int64) {
    let events = transport.wait(milliseconds: max(0, due - Moment.current().uptime))
    let now = Moment.current()
    if !events.isEmpty { client.take(events, now) }
    if let due = client.nextDuty, due <= now.uptime { client.pass(now) }
    settle()
  }

  private func settle() {
    for action in client.takeActions() { transport.perform(action) }
    for item in client.takeNews() {
      switch item {
      case .connection(let venue, let connection):
        states[venue, default: []].insert(connection.state)
        note(connection.reason)
      case .outcome(let sent, let outcome):
        outcomes[sent, default: []].append(outcome)
        note(outcome.reason)
      case .note(let remark): note(remark.text)
      case .lists(let records):
        for record in records { for step in record.history { note(step.text) } }
      case .market, .account, .instrument, .credentials, .gone: break
      }
    }
  }

  private func note(_ text: String?) {
    if let text, sentences.count < 10_000 { sentences.insert(text) }
  }

  // MARK: What is done

  func perform(_ command: ClientCommand) {
    client.perform(command, .current())
    settle()
  }

  @discardableResult
  func place(_ ticket: Ticket, at venue: VenueID) throws -> ListKey {
    let identity = ListIdentity(identities.next())
    let placement = try client.placement(ticket, identity, at: venue, .current())
    placed[placement.key] = placement
    perform(.place(placement))
    return placement.key
  }

  func cancel(_ key: ListKey) throws {
    perform(.cancel(try client.cancellation(of: key, .current()) { identities.next() }))
  }

  /// Ends what the client is about, as the end of the program does.
  func finish() {
    client.finish(.current())
    settle()
  }

  /// Says something to the control port.
  func tell(_ path: String, _ body: JSON) throws {
    let request = WireRequest.plain(served.control, path, method: .post, body: body.text)
    let answer = try control.ask(request)
    try #require(answer.status == 200, "\(String(decoding: answer.body, as: UTF8.self))")
  }

  func outcome(of key: ListKey) -> [Outcome] { outcomes[.place(key)] ?? [] }
}

/// A folder of a test's own for its journal, taken away at its end.
final class WireFolder {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("wire-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var path: String { folder.appendingPathComponent("journal").path }

  /// The bytes of the journal, and of everything beside it.
  func files() throws -> [(name: String, bytes: Data)] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map { name in
      (name, try Data(contentsOf: folder.appendingPathComponent(name)))
    }
  }
}
