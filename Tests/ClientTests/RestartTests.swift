import Client
import Exact
import Journal
import Orders
import Simulator
import Testing
import Venues

/// What another run of the program left, taken up by the next.
@Suite struct RestartTests {
  static let venues = VenueCatalogue.ids

  /// The program ends, and begins anew at the same venue with the same journal.
  private func restart(_ bench: PaperBench, _ venue: VenueID) throws -> PaperBench {
    var next = try PaperBench(
      [venue], journal: bench.journal, simulator: bench.paper.transport.simulator, seed: 2,
      moment: bench.moment)
    next.begin()
    return next
  }

  /// A request of a run that was killed may still be on its way: it is not called missing before
  /// one of this run would be.
  @Test(arguments: venues) func aDoubtOfAnotherRunIsNotSettledSooner(_ venue: VenueID) throws {
    var bench = try SessionTests.live(venue)
    bench.arm(Fault(.httpStatus(503, isExecuted: false), venue: venue, operation: .place))
    let key = try bench.place(SessionTests.oco(at: venue), at: venue)
    bench.pass(500)
    #expect(try bench.record(key).isInDoubt)

    var next = try restart(bench, venue)
    next.pass(9_000)
    #expect(next.paper.client.state(of: venue) == .live)
    #expect(try next.record(key).isInDoubt)
    next.pass(30_000)
    let record = try next.record(key)
    #expect(!record.isInDoubt)
    #expect(record.list.status == .rejected)
  }

  private func states(_ bench: PaperBench) throws -> [String] {
    var states: [String] = []
    try bench.journal.forEach { if $0.kind == .state { states.append($0.body.text) } }
    return states
  }

  /// However often somebody looks, the journal says once how a list stands.
  @Test(arguments: venues) func whatTheJournalSaysIsNotSaidAgain(_ venue: VenueID) throws {
    var bench = try SessionTests.live(venue)
    let done = try bench.place(SessionTests.oco(at: venue), at: venue)
    bench.pass(3_000)
    try bench.cancel(done)
    bench.pass(3_000)
    try bench.place(SessionTests.oco(at: venue), at: venue)
    bench.pass(3_000)
    // The first look may tell more than the answers and events did (KuCoin: when it was placed).
    bench = try restart(bench, venue)
    bench.pass(3_000)
    let before = try states(bench)
    #expect(before.count >= 2)
    for _ in 0..<3 {
      bench = try restart(bench, venue)
      // Longer than between two looks at everything that is open.
      bench.pass(40_000)
    }
    #expect(try states(bench) == before)
    #expect(bench.differences(venue) == [])
  }

  /// What happened in between is.
  @Test(arguments: venues) func whatHappenedMeanwhileIsWrittenDown(_ venue: VenueID) throws {
    var bench = try SessionTests.live(venue)
    let ticket = SessionTests.oco(at: venue)
    let key = try bench.place(ticket, at: venue)
    bench.pass(3_000)
    let before = try states(bench).count
    let price = try #require(ticket.legs[0].price)
    bench.trade(ticket.instrument, at: try price + 10)
    var next = try restart(bench, venue)
    next.pass(3_000)
    #expect(try next.record(key).list.status == .done)
    #expect(try states(next).count > before)
    #expect(try states(next).last?.contains("\"status\":\"done\"") == true)
  }
}
