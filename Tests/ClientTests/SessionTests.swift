import Client
import Exact
import Journal
import Orders
import Simulator
import Testing
import Venues

/// A session's road from nothing to live, and a list's from its sending to its end.
@Suite struct SessionTests {
  static let venues = VenueCatalogue.ids
  static let spot = Instrument.spot(base: "BTC", quote: "USDT")

  static func oco(at venue: VenueID) -> Ticket {
    guard venue.name == "tradovate" else { return .oco }
    return Ticket(
      kind: .oco, instrument: .future(product: "ES", month: "Z", year: "6"), side: .sell,
      quantity: 1,
      legs: [Leg(.limit, price: 6_600), Leg(.stop, trigger: 6_400)])
  }

  @Test(arguments: venues) func itConnects(_ venue: VenueID) throws {
    var bench = try PaperBench([venue])
    bench.begin()
    bench.pass(3000)
    #expect(bench.paper.client.state(of: venue) == .live, "\(bench.news)")
  }

  @Test(arguments: venues) func anOCOIsPlacedAndKnown(_ venue: VenueID) throws {
    var bench = try PaperBench([venue])
    bench.begin()
    bench.pass(3000)
    let key = try bench.place(Self.oco(at: venue), at: venue)
    bench.pass(3000)
    #expect(bench.outcomes == [.accepted], "\(bench.news)")
    let record = try bench.record(key)
    #expect(record.list.status == .open)
    #expect(record.list.venueListID != nil)
    #expect(
      record.list.orders.allSatisfy { $0.status.isLive && $0.venueOrderID != nil }, "\(record)")
    #expect(bench.truth(venue).count == 1)
  }
}

extension Ticket {
  static let oco = Ticket(
    kind: .oco, instrument: SessionTests.spot, side: .sell, quantity: Decimal("0.01"),
    legs: [Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000)])
}
