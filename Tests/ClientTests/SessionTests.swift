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

  /// A bench that is live.
  static func live(
    _ venue: VenueID, journal: any JournalKeeping = MemoryJournal()
  ) throws -> PaperBench {
    var bench = try PaperBench([venue], journal: journal)
    bench.begin()
    bench.pass(3000)
    try #require(bench.paper.client.state(of: venue) == .live, "\(bench.news)")
    return bench
  }

  @Test(arguments: venues) func itConnects(_ venue: VenueID) throws {
    _ = try Self.live(venue)
  }

  /// Without the venue's time there is no way in; once it is told, there is.
  @Test func nobodySignsInWithoutAClock() throws {
    let venue = VenueID("binance")
    var bench = try PaperBench([venue])
    bench.arm(Fault(.dropReply, venue: venue, path: "/api/v3/time", times: 2))
    bench.begin()
    bench.pass(200)
    #expect(bench.paper.client.state(of: venue) == .connecting)
    #expect(bench.paper.client.clockOffset(of: venue) == nil)
    bench.pass(60_000)
    #expect(bench.paper.client.state(of: venue) == .live)
    #expect(bench.connections == [.connecting, .signingIn, .catchingUp, .live])
  }

  /// A live session goes on by the time it was told, and asks again until it is told another.
  @Test(arguments: [Fault.What.dropReply, .httpStatus(503, isExecuted: false)])
  func aClockThatIsNotToldAgainEndsNothing(_ trouble: Fault.What) throws {
    let venue = VenueID("binance")
    var bench = try Self.live(venue)
    let key = try bench.place(.oco, at: venue)
    bench.pass(2000)
    let before = bench.connections
    bench.arm(Fault(.clock(milliseconds: 60_000), venue: venue))
    bench.arm(Fault(trouble, venue: venue, path: "/api/v3/time", times: 3))
    // Its signature is too old now: the venue's time is asked for.
    bench.paper.perform(.ask(key), bench.moment)
    bench.pass(1)
    #expect(abs(bench.paper.client.clockOffset(of: venue) ?? .max) < 1000)
    bench.pass(60_000)
    #expect(bench.connections == before)
    let offset = bench.paper.client.clockOffset(of: venue)
    #expect(offset.map { abs($0 + 60_000) < 1000 } == true, "\(String(describing: offset))")
    #expect(bench.differences(venue) == [])
  }

  @Test(arguments: venues) func anOCOIsPlacedAndKnown(_ venue: VenueID) throws {
    var bench = try Self.live(venue)
    let key = try bench.place(Self.oco(at: venue), at: venue)
    bench.pass(3000)
    #expect(bench.outcomes == [.accepted], "\(bench.news)")
    let record = try bench.record(key)
    #expect(record.list.status == .open)
    #expect(record.list.venueListID != nil)
    #expect(bench.differences(venue) == [], "\(bench.paper.client.diagnosis)")
    #expect(bench.truth(venue).count == 1)
  }

  /// The market goes through the limit: one leg fills, the other goes.
  @Test(arguments: venues) func aFillTakesTheSiblingAway(_ venue: VenueID) throws {
    var bench = try Self.live(venue)
    let ticket = Self.oco(at: venue)
    let key = try bench.place(ticket, at: venue)
    bench.pass(2000)
    let price = try #require(ticket.legs[0].price)
    bench.trade(ticket.instrument, at: try price + 10)
    bench.pass(3000)
    let record = try bench.record(key)
    #expect(bench.differences(venue) == [], "\(record)")
    #expect(record.list.status == .done)
    #expect(record.history.contains { $0.fill != nil }, "\(record.history)")
  }

  @Test(arguments: venues) func theStopFillsToo(_ venue: VenueID) throws {
    var bench = try Self.live(venue)
    let ticket = Self.oco(at: venue)
    let key = try bench.place(ticket, at: venue)
    bench.pass(2000)
    let trigger = try #require(ticket.legs[1].trigger)
    bench.trade(ticket.instrument, at: trigger)
    bench.pass(3000)
    #expect(bench.differences(venue) == [])
    #expect(try bench.record(key).list.status == .done)
  }

  @Test(arguments: venues) func aPartialFillIsCounted(_ venue: VenueID) throws {
    var bench = try Self.live(venue)
    var ticket = Self.oco(at: venue)
    if venue.name == "tradovate" { ticket.quantity = 4 }
    _ = try bench.place(ticket, at: venue)
    bench.pass(2000)
    let price = try #require(ticket.legs[0].price)
    bench.trade(
      ticket.instrument, at: price, quantity: venue.name == "tradovate" ? 1 : Decimal("0.004"))
    bench.pass(5000)
    #expect(bench.differences(venue) == [])
  }

  @Test(arguments: venues) func aListIsCancelled(_ venue: VenueID) throws {
    var bench = try Self.live(venue)
    let key = try bench.place(Self.oco(at: venue), at: venue)
    bench.pass(2000)
    try bench.cancel(key)
    bench.pass(3000)
    #expect(bench.outcomes == [.accepted, .accepted], "\(bench.news)")
    #expect(try bench.record(key).list.status == .canceled)
    #expect(bench.differences(venue) == [])
  }
}

extension Ticket {
  static let oco = Ticket(
    kind: .oco, instrument: SessionTests.spot, side: .sell, quantity: Decimal("0.01"),
    legs: [Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000)])
}
