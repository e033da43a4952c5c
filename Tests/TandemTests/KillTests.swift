import Exact
import Glibc
import Orders
import Testing
import Venues

@testable import tandem

/// A submit that is killed at any moment: what is said of it afterwards is what the engine has.
@Suite(.serialized) struct KillTests {
  private let exchange: ServedExchange
  private var random = SeededGenerator(seed: 20_261_130)

  init() throws { exchange = try ServedExchange() }

  /// How many are killed; `TANDEM_KILLS=1000` for an evening.
  private static var count: Int {
    getenv("TANDEM_KILLS").flatMap { Int(String(cString: $0)) } ?? 60
  }

  /// Microseconds; a whole submit takes a little less, so that the ends fall everywhere.
  private static let longest: UInt64 = 130_000

  @Test mutating func whatIsSaidOfAKilledSubmitIsTrue() throws {
    let venues = VenueCatalogue.ids.map(\.name)
    var arrived = 0
    var unsent = 0
    for round in 0..<Self.count {
      let venue = venues[round % venues.count]
      if venue == "bingx" { Self.waitForTheNextSecond() }
      let running = try exchange.begin(
        ["submit", try exchange.ticket(for: venue), "--venue", venue])
      usleep(UInt32(random.next() % Self.longest))
      kill(running.child.id, SIGKILL)
      _ = try running.child.wait()
      let seen = try exchange.run("lists", "--venue", venue, "--format", "json")
      try #require(seen.status == 0, "round \(round) at \(venue): \(seen.errors)\(seen.output)")
      let engine = try exchange.lists(venue)
      expectTruth(seen.objects, engine, "round \(round) at \(venue)")
      if engine.last?["status"]?.string == "open" { arrived += 1 } else { unsent += 1 }
      finishAll(venue)
    }
    let verified = try exchange.run("journal", "verify")
    #expect(verified.status == 0, "\(verified.errors)")
    // Some were killed before anything left, some after it arrived; otherwise this shows nothing.
    #expect(arrived > 0 && unsent > 0, "\(arrived) arrived, \(unsent) did not")
  }

  /// BingX gives two keys of a stream in a second of the clock, and refuses a third.
  private static func waitForTheNextSecond() {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    usleep(UInt32(1_000_000 - now.tv_nsec / 1_000))
  }

  /// Every list of the engine is known, once, and as it is; every other never reached it.
  private func expectTruth(_ told: [JSONNode], _ engine: [JSONNode], _ place: String) {
    var claimed: [Int] = []
    for list in told {
      let ids = Self.ids(list)
      let matches = engine.indices.filter { !ids.isDisjoint(with: Self.ids(engine[$0])) }
      #expect(list["in_doubt"]?.bool == false, "\(place): \(list["list"]?.string ?? "")")
      if list["status"]?.string == "rejected" {
        #expect(matches.isEmpty, "\(place): it is at the engine")
      } else {
        #expect(matches.count == 1, "\(place): \(matches.count) of it at the engine")
      }
      claimed += matches
    }
    #expect(claimed.sorted() == Array(engine.indices), "\(place): \(claimed)")
  }

  /// Everything that a list and its orders are called.
  private static func ids(_ list: JSONNode) -> Set<String> {
    var ids: Set<String> = []
    if let id = list["client_list_id"]?.string { ids.insert(id) }
    for order in list["orders"].map({ Array($0.elements) }) ?? [] {
      if let id = order["client_order_id"]?.string { ids.insert(id) }
    }
    return ids
  }

  /// Venues allow few lists at once: the limit legs fill, and the market goes back.
  private func finishAll(_ venue: String) {
    let (instrument, up, back) =
      venue == "tradovate" ? ("ESZ6", "6610", "6500") : ("BTC/USDT", "32010", "30000")
    exchange.trade(instrument, at: up)
    exchange.trade(instrument, at: back)
  }
}
