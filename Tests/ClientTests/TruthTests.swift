import Client
import Exact
import Orders
import Testing
import Venues

/// What is said of lists that should not be as they are, and of sending them anew.
@Suite struct TruthTests {
  private static func record(
    _ kind: Kind, _ orders: [(OrderStatus, Decimal?)], status: ListStatus = .open
  ) -> ListRecord {
    var list = OrderList(venue: VenueID("binance"), status: status)
    list.kind = kind
    list.orders = orders.enumerated().map { index, told in
      var order = Order(status: told.0, venueStatus: "")
      order.role = kind.role(at: index)
      order.side = kind.hasEntry && index == 0 ? .buy : .sell
      order.quantity = 10
      order.filled = told.1
      order.venueOrderID = "\(index)"
      return order
    }
    return ListRecord(
      ListKey(VenueID("binance"), "td-oco-1"), list,
      instrument: .spot(base: "BTC", quote: "USDT"), heard: Timestamp(milliseconds: 1))
  }

  private static func kinds(_ record: ListRecord) -> [Trouble.Kind] {
    Radar.look(at: record, Binance()).map(\.kind)
  }

  @Test func aHealthyPairHasNoTrouble() {
    #expect(Self.kinds(Self.record(.oco, [(.working, 0), (.waiting, 0)])) == [])
    #expect(Self.kinds(Self.record(.oco, [(.filled, 10), (.expired, 0)])) == [])
    // A limit that began to fill takes its stop away: that is how the pair works.
    #expect(Self.kinds(Self.record(.oco, [(.partlyFilled, 4), (.expired, 0)])) == [])
    #expect(Self.kinds(Self.record(.oto, [(.working, 0), (.dormant, 0)])) == [])
  }

  @Test func aLegWithoutItsSiblingIsFound() throws {
    let record = Self.record(.oco, [(.working, 0), (.canceled, 0)])
    let trouble = try #require(Radar.look(at: record, Binance()).first)
    #expect(trouble.kind == .orphan)
    #expect(trouble.leg == 0)
    #expect(trouble.repair != nil)
  }

  @Test func aLegBesideAFilledSiblingIsFound() {
    #expect(Self.kinds(Self.record(.oco, [(.filled, 10), (.waiting, 0)])) == [.orphan])
  }

  @Test func bothExitsTradedIsFound() {
    #expect(Self.kinds(Self.record(.oco, [(.filled, 10), (.filled, 10)])) == [.excess])
  }

  @Test func anExitLargerThanItsEntryIsFound() {
    #expect(Self.kinds(Self.record(.oto, [(.canceled, 4), (.working, 0)])) == [.excess])
    #expect(Self.kinds(Self.record(.oto, [(.canceled, 0), (.working, 0)])) == [.orphan])
  }

  @Test func aVanishedListIsFound() {
    var record = Self.record(.oco, [(.working, 0), (.waiting, 0)])
    record.isVanished = true
    #expect(Self.kinds(record) == [.vanished])
  }

  @Test func exitsLargerThanThePositionAreFound() {
    var record = Self.record(.oco, [(.working, 0), (.waiting, 0)])
    record.instrument = .future(product: "ES", month: "Z", year: "6")
    let held = Position(symbol: "ESZ6", quantity: 4, price: nil)
    #expect(Radar.look(at: [record], positions: [held]).count == 1)
    let enough = Position(symbol: "ESZ6", quantity: 10, price: nil)
    #expect(Radar.look(at: [record], positions: [enough]).isEmpty)
  }

  @Test func theLightIsGreenOnlyWhereNothingIsThere() {
    func light(_ record: ListRecord) -> RetrySafety.Light { record.retrySafety.light }
    var doubtful = Self.record(.oco, [(.unknown, nil), (.unknown, nil)], status: .unknown)
    doubtful.isInDoubt = true
    #expect(light(doubtful) == .wait)
    #expect(light(Self.record(.oco, [(.working, 0), (.waiting, 0)])) == .never)
    #expect(light(Self.record(.oco, [(.filled, 10), (.expired, 0)], status: .done)) == .never)
    let refused = Self.record(.oco, [(.rejected, 0), (.rejected, 0)], status: .rejected)
    #expect(light(refused) == .safe)
    let part = Self.record(.oco, [(.canceled, 4), (.canceled, 0)], status: .canceled)
    #expect(light(part) == .never)
  }

  @Test func theTableOfASessionIsTotal() {
    for state in SessionState.allCases {
      for cause in SessionState.Cause.allCases { _ = state.after(cause) }
      #expect(state.after(.stop) == .offline)
      #expect(state == .offline || state == .refused || state.after(.lost) != .live)
    }
    #expect(SessionState.live.after(.lost) == .stale)
    #expect(SessionState.stale.after(.opened) == .stale)
    #expect(SessionState.stale.after(.caughtUp) == .live)
    #expect(SessionState.refused.after(.begin) == .connecting)
  }

  @Test func keysOfOneEnvironmentNeverMeetAnothersHost() throws {
    let venue = Binance()
    let paper = try venue.paperCredentials()
    let live = try #require(venue.hosts(in: .live))
    #expect(throws: InvalidCredentials.self) { try AccountSetup(venue, paper, hosts: live) }
    let other = try KuCoin().paperCredentials()
    let own = try #require(venue.hosts(in: .paper))
    #expect(throws: InvalidCredentials.self) { try AccountSetup(venue, other, hosts: own) }
  }
}
