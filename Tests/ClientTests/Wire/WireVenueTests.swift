import Client
import Exact
import Orders
import Simulator
import Testing
import Venues

/// Each venue over a real socket, with everything as it should be.
@Suite("The client over sockets") struct WireVenueTests {
  static let venues = VenueCatalogue.ids

  /// The kinds that a venue has.
  private static func kinds(_ id: VenueID) throws -> [Kind] {
    let kinds = Set(try WireBench.venue(id).forms.map(\.kind))
    return kinds.sorted { $0.rawValue < $1.rawValue }
  }

  @Test("Every kind is placed, known and cancelled", arguments: venues)
  func everyKind(_ venue: VenueID) throws {
    let bench = try WireBench([venue], options: WireBench.hearing)
    try bench.goLive()
    let kinds = try Self.kinds(venue)
    try #require(!kinds.isEmpty)
    for kind in kinds {
      let key = try bench.place(try WireBench.ticket(kind, at: venue), at: venue)
      try bench.wait("an answer") { !bench.outcome(of: key).isEmpty }
      #expect(bench.outcome(of: key) == [.accepted], "\(kind)")
      try bench.agree()
      #expect(bench.client.list(key)?.isOpen == true, "\(kind)")
      try bench.cancel(key)
      // The stream may tell the end before the answer comes.
      try bench.wait("the end of a list") {
        bench.client.list(key)?.isOpen == false && bench.outcomes[.cancel(key)] != nil
      }
      #expect(bench.outcomes[.cancel(key)] == [.accepted], "\(kind)")
      try bench.agree()
    }
    bench.finish()
    #expect(try bench.troubles() == [])
  }

  @Test("A fill, whole or in part, arrives by the stream alone", arguments: venues)
  func fills(_ venue: VenueID) throws {
    // Nothing looks at the lists unasked.
    let bench = try WireBench([venue], options: WireBench.hearing)
    try bench.goLive()
    let ticket = try WireBench.ticket(.oco, at: venue)
    let key = try bench.place(ticket, at: venue)
    try bench.wait("an answer") { !bench.outcome(of: key).isEmpty }
    try bench.agree()
    let target = try #require(ticket.legs[0].price)
    let part: Decimal = venue.name == "tradovate" ? 1 : try #require(Decimal("0.004"))
    try bench.trade(venue, at: target, quantity: part)
    try bench.wait("a fill in part") { try bench.filled(key) == part }
    try bench.agree()
    try bench.trade(venue, at: target)
    try bench.wait("the end of the list") { bench.client.list(key)?.list.status == .done }
    #expect(try bench.filled(key) == ticket.quantity)
    try bench.agree()
    #expect(bench.states[venue]?.contains(.stale) == false)
    bench.finish()
    #expect(try bench.troubles() == [])
  }

  @Test("What happened behind a cut socket is known after it", arguments: venues)
  func cut(_ venue: VenueID) throws {
    let bench = try WireBench([venue], options: WireBench.hearing)
    try bench.goLive()
    let ticket = try WireBench.ticket(.oco, at: venue)
    let filling = try bench.place(ticket, at: venue)
    let staying = try bench.place(try WireBench.ticket(.oco, at: venue), at: venue)
    try bench.wait("answers") {
      !bench.outcome(of: filling).isEmpty && !bench.outcome(of: staying).isEmpty
    }
    try bench.agree()
    // Nobody drives the client between the two, so the fill is told to no stream of its.
    try bench.arm(Fault(.cutStream, venue: venue))
    try bench.trade(venue, at: try #require(ticket.legs[0].price), quantity: ticket.quantity)
    try bench.wait("a lost stream") { bench.states[venue]?.contains(.stale) == true }
    try bench.agree()
    #expect(try bench.filled(filling) + bench.filled(staying) == ticket.quantity)
    #expect(bench.client.reason(of: venue) == nil)
    let another = try bench.place(try WireBench.far(ticket), at: venue)
    try bench.wait("an answer") { !bench.outcome(of: another).isEmpty }
    try bench.agree()
    bench.finish()
    #expect(try bench.troubles() == [])
  }
}

extension WireBench {
  /// How much of a list's orders is filled, as far as the client knows.
  func filled(_ key: ListKey) throws -> Decimal {
    let record = try #require(client.list(key))
    return try record.list.orders.reduce(Decimal.zero) { try $0 + ($1.filled ?? Decimal.zero) }
  }

  /// The same with its target so far off that the market has not reached it.
  static func far(_ ticket: Ticket) throws -> Ticket {
    var ticket = ticket
    let target = try #require(ticket.legs[0].price)
    let step = try #require(try target.divided(by: 50, digits: 0, .nearest))
    ticket.legs[0].price = try target + step
    return ticket
  }
}
