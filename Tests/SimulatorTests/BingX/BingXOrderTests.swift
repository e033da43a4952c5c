import Exact
import Orders
import Testing

@testable import Simulator

@Suite("BingXServing: single orders")
struct BingXServingOrderTests {
  private static let root = "/openApi/spot/v1/trade/"

  @Test("A market buy spends money, and receives less by the fee")
  func marketBuy() {
    var bench = BingXBench()
    let reply = bench.placeOrder(["side": "BUY", "type": "MARKET", "quoteOrderQty": "300.01"])
    #expect(reply.data?["status"]?.string == "FILLED")
    // 300.01 / 30000.01 is 0.01000033, of which whole steps of 0.00001 are bought.
    #expect(reply.data?["executedQty"]?.string == "0.01")
    let id = reply.data?["orderId"]?.numberText ?? ""
    let order = bench.call("GET", Self.root + "query", ["symbol": "BTC-USDT", "orderId": id])
    #expect(order.data?["fee"]?.string == "-0.00001" && order.data?["feeAsset"]?.string == "BTC")
    #expect(order.data?["origQuoteOrderQty"]?.string == "300.01")
  }

  @Test("Time in force: what cannot fill at once is cancelled, what may not take is refused")
  func timeInForce() {
    var bench = BingXBench()
    let base = ["side": "BUY", "type": "LIMIT", "quantity": "0.001", "price": "29000"]
    for (word, status) in [("GTC", "PENDING"), ("IOC", "CANCELED"), ("FOK", "CANCELED")] {
      let reply = bench.placeOrder(base.merging(["timeInForce": word]) { $1 })
      #expect(reply.data?["status"]?.string == status, "\(word)")
    }
    let maker = bench.placeOrder(base.merging(["timeInForce": "PostOnly"]) { $1 })
    #expect(maker.data?["status"]?.string == "PENDING")
    let taker = bench.placeOrder(
      base.merging(["timeInForce": "PostOnly", "price": "31000"]) { $1 })
    #expect(
      taker.fault
        == "101215 Post Only order was cancelled because it would have been filled immediately")
    let odd = bench.placeOrder(base.merging(["timeInForce": "DAY"]) { $1 })
    #expect(odd.fault == "100400 Invalid parameter")
  }

  @Test("Stops wait as NEW on either side of the market, and fire when their price comes")
  func stops() {
    var bench = BingXBench()
    let below = bench.placeOrder([
      "side": "SELL", "type": "TAKE_STOP_MARKET", "quantity": "0.001", "stopPrice": "29000",
      "newClientOrderId": "below",
    ])
    let above = bench.placeOrder([
      "side": "SELL", "type": "TRIGGER_LIMIT", "quantity": "0.001", "stopPrice": "31000",
      "price": "31500", "newClientOrderId": "above",
    ])
    for reply in [below, above] { #expect(reply.data?["status"]?.string == "NEW") }
    bench.trade(31_000)
    bench.trade(29_000)
    func status(_ name: String) -> String? {
      bench.call("GET", Self.root + "query", ["symbol": "BTC-USDT", "clientOrderID": name])
        .data?["status"]?.string
    }
    #expect(status("below") == "FILLED")
    #expect(status("above") == "PENDING")
  }

  @Test("An order is found by its client id for two hours, by the venue's for longer")
  func twoHours() {
    var bench = BingXBench()
    let id =
      bench.placeOrder([
        "side": "BUY", "type": "LIMIT", "quantity": "0.001", "price": "29000",
        "newClientOrderId": "mine",
      ]).data?["orderId"]?.numberText ?? ""
    let mine = ["symbol": "BTC-USDT", "clientOrderID": "mine"]
    bench.pass(7_200_000)
    #expect(bench.call("GET", Self.root + "query", mine).code == 0)
    bench.pass(1)
    #expect(bench.call("GET", Self.root + "query", mine).fault == "100404 order not exist")
    let found = bench.call("GET", Self.root + "query", ["symbol": "BTC-USDT", "orderId": id])
    #expect(found.code == 0)
  }

  @Test("Cancelling a leg by the single endpoint takes its pair, too")
  func cancelLeg() {
    var bench = BingXBench()
    _ = bench.placeOCO(["aboveClientOrderId": "12", "belowClientOrderId": "13"])
    let restricted = bench.call(
      "POST", Self.root + "cancel",
      ["symbol": "BTC-USDT", "clientOrderID": "12", "cancelRestrictions": "NEW"])
    #expect(restricted.code == 100400)
    let gone = bench.call(
      "POST", Self.root + "cancel", ["symbol": "BTC-USDT", "clientOrderID": "12"])
    #expect(gone.data?["status"]?.string == "CANCELED")
    let open = bench.call("GET", Self.root + "openOrders")
    #expect(open.data?["orders"]?.count == 0)
  }

  @Test("Of several ids a bad one fails them all, or is listed")
  func cancelSeveral() {
    var bench = BingXBench()
    let ids = ["29000", "28000"].map { price in
      bench.placeOrder(["side": "BUY", "type": "LIMIT", "quantity": "0.001", "price": price])
        .data?["orderId"]?.numberText ?? ""
    }
    let all = ["symbol": "BTC-USDT", "orderIds": ids.joined(separator: ",") + ",5"]
    #expect(bench.call("POST", Self.root + "cancelOrders", all).code == 100400)
    #expect(bench.serving.desk.openOrders.count == 2)
    let some = bench.call(
      "POST", Self.root + "cancelOrders", all.merging(["process": "1"]) { $1 })
    #expect(some.data?["orders"]?.count == 2)
    #expect(some.data?["fails"]?[0]?["orderId"]?.string == "5")
  }

  @Test("Replacing cancels and places, or does neither")
  func replace() {
    var bench = BingXBench()
    let old =
      bench.placeOrder(["side": "BUY", "type": "LIMIT", "quantity": "0.001", "price": "29000"])
      .data?["orderId"]?.numberText ?? ""
    let change = [
      "symbol": "BTC-USDT", "cancelOrderId": old, "cancelReplaceMode": "STOP_ON_FAILURE",
      "side": "BUY", "type": "LIMIT", "quantity": "0.001", "price": "28000",
    ]
    let bad = bench.call(
      "POST", Self.root + "order/cancelReplace", change.merging(["price": "0"]) { $1 })
    #expect(bad.fault == "100400 price can't be lte 0 in limit order")
    #expect(bench.serving.desk.openOrders.map(\.price) == [29_000])
    let reply = bench.call("POST", Self.root + "order/cancelReplace", change)
    #expect(reply.data?["cancelResult"]?["result"]?.bool == true)
    #expect(reply.data?["orderOpenResponse"]?["price"]?.string == "28000")
    #expect(reply.data?["orderCancelResponse"]?["status"]?.string == "CANCELED")
    #expect(bench.serving.desk.openOrders.map(\.price) == [28_000])
  }

  @Test("Cancel All After ends everything when its time has come, and not when it was closed")
  func killSwitch() {
    var bench = BingXBench()
    _ = bench.placeOCO()
    let path = Self.root + "cancelAllAfter"
    let wound = bench.call("POST", path, ["type": "ACTIVATE", "timeOut": "10"])
    #expect(wound.data?["triggerTime"]?.int64 == BingXBench.start / 1_000 + 10)
    #expect(wound.data?["status"]?.string == "ACTIVATED")
    // 1700000010 is 2023-11-14 22:13:30 UTC.
    #expect(wound.data?["note"]?.string?.contains("at 2023-11-14 22:13:30 UTC(+0)") == true)
    #expect(bench.serving.nextDuty == Timestamp(milliseconds: BingXBench.start + 10_000))
    bench.pass(5_000)
    #expect(bench.call("POST", path, ["type": "CLOSE"]).data?["status"]?.string == "CLOSED")
    bench.pass(10_000)
    #expect(bench.serving.desk.openOrders.count == 2)
    _ = bench.call("POST", path, ["type": "ACTIVATE", "timeOut": "120"])
    bench.pass(120_000)
    #expect(bench.serving.desk.openOrders.isEmpty && bench.serving.nextDuty == nil)
    let odd = bench.call("POST", path, ["type": "ACTIVATE", "timeOut": "9"])
    #expect(odd.fault == "100400 Invalid parameter")
  }

  @Test("A batch is placed whole or not at all, and is alike without sync")
  func batch() {
    var bench = BingXBench()
    func order(_ side: String, _ price: String) -> String {
      #"{"symbol":"BTC-USDT","side":"\#(side)","type":"LIMIT","quantity":0.001,"price":\#(price)}"#
    }
    func place(_ orders: [String], sync: String? = nil) -> Reply {
      let data = "[" + orders.joined(separator: ",") + "]"
      return bench.call(
        "POST", Self.root + "batchOrders",
        sync.map { ["data": data, "sync": $0] } ?? ["data": data])
    }
    let refused = place([order("BUY", "29000"), order("BUY", "0")])
    #expect(refused.fault == "100400 price can't be lte 0 in limit order")
    #expect(bench.serving.desk.openOrders.isEmpty)
    let mixed = [order("BUY", "29000"), order("SELL", "31000")]
    #expect(place(mixed).fault == "100400 Invalid parameter")
    bench.pass(1_000)
    #expect(place(mixed, sync: "true").data?["orders"]?.count == 2)
  }
}
