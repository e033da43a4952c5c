import Exact
import Orders
import Testing

@testable import Venues

@Suite struct BinanceAmendTests {
  let venue = Binance()

  @Test func onlyAnOrdersQuantityIsAmended() throws {
    let order = OrderReference(
      instrument: .spot(base: "BTC", quote: "USDT"), venueOrderID: "11")
    let amendment = Amendment(order: order, leg: Leg(.limit, quantity: try decimal("0.005")))
    let draft = try #require(try venue.drafts(.amend(amendment)).first)
    let credentials = try venue.credentials(["key": "k", "secret": "s"], .paper)
    let request = try venue.sealed(draft, credentials)
    #expect(request.methodName == "PUT")
    #expect(
      request.target.text().hasPrefix(
        "/api/v3/order/amend/keepPriority?symbol=BTCUSDT&orderId=11&newQty=0.005&timestamp="))
    #expect(throws: Inexpressible.self) {
      try venue.drafts(.amend(Amendment(order: order, leg: Leg(.limit, price: 1))))
    }
  }

  @Test func anAmendedOrderKeepsItsIDAndSaysWhatCannotChange() throws {
    let order = OrderReference(
      instrument: .spot(base: "BTC", quote: "USDT"), venueOrderID: "11", clientOrderID: "td-a")
    let before = Leg(.stopLimit, quantity: 2, price: 28_900, trigger: 29_000)
    func reasons(_ change: (inout Leg) -> Void) -> [String] {
      var leg = before
      change(&leg)
      do throws(Inexpressible) {
        let amendment = Amendment(order: order, leg: leg, before: before)
        let draft = try venue.drafts(.amend(amendment)).first
        return draft?.parameters.map { "\($0.name)=\($0.value.text)" } ?? []
      } catch {
        return error.reasons.map { "\($0.field): \($0.sentence)" }
      }
    }
    #expect(
      reasons { $0.quantity = 1 }
        == ["symbol=BTCUSDT", "orderId=11", "newClientOrderId=td-a", "newQty=1"])
    let way = "cannot be changed at Binance; cancel the list and place it anew"
    #expect(reasons { $0.price = 28_800 } == ["legs[0].price: " + way])
    #expect(reasons { $0.trigger = 29_100 } == ["legs[0].trigger: " + way])
    let more = "quantity: must be less than 2; Binance only takes quantity away"
    #expect(reasons { $0.quantity = 3 } == [more])
    #expect(reasons { _ in } == [more])
  }
}
