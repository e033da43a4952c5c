import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite("Desk")
struct DeskTests {
  private static let now = Timestamp(milliseconds: 1_700_000_000_000)

  private static func desk(_ commission: MarketSpec.Commission = .none) -> Desk {
    Desk(Binance(), commission: commission, now: now)
  }

  /// Sell 0.01 BTC at 32000, or from 29000 at 28900 at least.
  private static func oco(_ id: String) -> PlaceRequest {
    PlaceRequest(
      .oco, market: 0,
      legs: [
        Leg(.limitMaker, side: .sell, quantity: cents(1), price: 32_000),
        Leg(.stopLimit, side: .sell, quantity: cents(1), price: 28_900, trigger: 29_000),
      ], listID: id, legIDs: [id + "-a", id + "-b"])
  }

  private static func cents(_ count: Int128) -> Decimal {
    Decimal(mantissa: count, scale: 2) ?? .zero
  }

  @Test("A list's limit leg fills, its sibling goes, and every record says so")
  func limitFills() throws {
    var desk = Self.desk(MarketSpec.Commission(maker: 1_000, taker: 1_000, taken: .received))
    let number = try desk.place(Self.oco("one"))
    #expect(desk.openLists.map(\.clientID) == ["one"])
    #expect(desk.account(in: 0).openOrders == 2)
    #expect(desk.account(in: 0).openAlgoOrders == 1)
    _ = desk.takeNews()

    desk.apply(.trade(desk.specs[0].nearestTicks(32_000)), to: 0)

    let list = try #require(desk.list(number))
    #expect(list.status == .done)
    let orders = desk.orders(of: list)
    #expect(orders.map(\.status) == [.filled, .expired])
    // 0.01 × 32000 = 320; a thousandth of it is the fee of a seller, in the quote currency.
    #expect(orders[0].value == 320)
    #expect(orders[0].fills.map(\.fee) == [Self.cents(32)])
    #expect(orders[0].fills.map(\.feeAsset) == ["USDT"])
    #expect(desk.openLists.isEmpty)
    #expect(desk.account(in: 0).openOrders == 0)
    #expect(desk.account(in: 0).openAlgoOrders == 0)
    let free = desk.balances.first { $0.asset == "USDT" }?.free
    #expect(free == (try Decimal(parsing: "1000319.68")))
    let told = desk.takeNews().compactMap { news -> PaperOrder? in
      if case .order(let order, _) = news { order } else { nil }
    }
    #expect(Set(told.map(\.clientID)) == ["one-a", "one-b"])
  }

  @Test("A refused list leaves nothing behind")
  func refused() {
    var desk = Self.desk()
    var request = Self.oco("dear")
    for leg in request.legs.indices { request.legs[leg].quantity = 1_000 }
    #expect(throws: PlaceRefusal.engine(.insufficientFunds, leg: 0)) {
      _ = try desk.place(request)
    }
    let news = desk.takeNews()
    #expect(desk.allLists.isEmpty && news.isEmpty)
    request.legs[1].price = Decimal(mantissa: 289_005_555, scale: 4)
    #expect(throws: PlaceRefusal.inexact(leg: 1, .price)) { _ = try desk.place(request) }
  }

  @Test("A client id is live while its order is, and the newest order is found by it afterwards")
  func clientIDs() throws {
    var desk = Self.desk()
    let first = try desk.place(Self.oco("same"))
    #expect(desk.liveList(named: "same")?.number == first)
    let wasLive = [desk.cancel(list: first), desk.cancel(list: first)]
    #expect(wasLive == [true, false])
    #expect(desk.liveList(named: "same") == nil && desk.liveOrder(named: "same-a") == nil)
    let second = try desk.place(Self.oco("same"))
    #expect(desk.newestList(named: "same")?.number == second)
    #expect(desk.list(first)?.status == .canceled)
  }

  @Test("Of ended lists only as many as wanted are remembered, the newest")
  func memory() throws {
    var desk = Self.desk()
    desk.memory = 100
    let kept = try desk.place(Self.oco("kept"))
    var last: Int64 = 0
    for number in 0..<1_000 {
      last = try desk.place(Self.oco("gone\(number)"))
      _ = desk.cancel(list: last)
    }
    #expect(desk.allLists.count <= 1 + 100 + 13)
    #expect(desk.allOrders.count == 2 * desk.allLists.count)
    #expect(desk.list(kept)?.status == .accepted || desk.list(kept)?.status == .open)
    #expect(desk.list(last)?.clientID == "gone999")
    #expect(desk.list(2) == nil)
  }

  @Test("A copy of a desk runs as the original did")
  func copies() throws {
    var desk = Self.desk()
    _ = try desk.place(Self.oco("one"))
    var copy = desk
    for price in [29_500, 29_000, 28_900, 31_000] as [Decimal] {
      desk.apply(.trade(desk.specs[0].nearestTicks(price)), to: 0)
    }
    let isUntouched = copy.allOrders.allSatisfy { $0.status.isLive }
    #expect(isUntouched)
    for price in [29_500, 29_000, 28_900, 31_000] as [Decimal] {
      copy.apply(.trade(copy.specs[0].nearestTicks(price)), to: 0)
    }
    #expect(copy.allOrders == desk.allOrders)
    #expect(copy.exchange == desk.exchange)
  }
}
