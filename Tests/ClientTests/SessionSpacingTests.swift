import Client
import Exact
import Orders
import Simulator
import Testing
import Venues

/// A venue that counts questions by the second is not asked faster than it takes.
@Suite struct SessionSpacingTests {
  /// One placement too many is refused here, not at the venue, which would answer nothing for five
  /// minutes; nothing waits to be sent later.
  @Test func noMoreIsSentInASecondThanTheVenueTakes() throws {
    let venue = VenueID("bingx")
    var bench = try SessionTests.live(venue)
    for _ in 0..<3 { try bench.place(.oco, at: venue) }
    bench.pass(2000)
    #expect(bench.outcomes.count { $0 == .accepted } == 2, "\(bench.news)")
    let refusal = bench.outcomes.compactMap { outcome -> String? in
      if case .notSent(let reason) = outcome { reason } else { nil }
    }
    #expect(refusal.count == 1 && refusal[0].contains("more than 2 of these a second"))
    #expect(bench.truth(venue).count == 2)
    try bench.place(.oco, at: venue)
    bench.pass(2000)
    #expect(bench.outcomes.last == .accepted)
    #expect(bench.truth(venue).count == 3)
  }

  /// Each list is asked about after a lost stream, and each of its legs, for its fill.
  @Test func manyListsDoNotGetASessionShutOut() throws {
    let venue = VenueID("bingx")
    var bench = try SessionTests.live(venue)
    for _ in 0..<15 {
      try bench.place(.oco, at: venue)
      bench.pass(2000)
    }
    bench.arm(Fault(.cutStream, venue: venue))
    bench.trade(SessionTests.spot, at: 32_000)
    // Far less than the five minutes for which the venue answers nothing.
    bench.pass(20_000)
    #expect(bench.paper.client.isSettled(venue), "\(bench.paper.client.diagnosis)")
    #expect(bench.differences(venue) == [])
    #expect(bench.paper.client.lists.allSatisfy { $0.list.status == .done })
  }
}
