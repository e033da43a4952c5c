import Crypto
import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite("BingXServing: OCO lists")
struct BingXServingOCOTests {
  // MARK: The sheet's vectors

  @Test("The documented placement is taken in JSON, as the sheet's vector signs it")
  func documentedJSON() throws {
    var bench = BingXBench(invented: ())
    let reply = bench.send(
      "POST", "/openApi/spot/v1/oco/order",
      body: #"{"symbol":"BTC-USDT","side":"SELL","quantity":"0.001","limitPrice":"70000","#
        + #""triggerPrice":"60000","orderPrice":"59900","listClientOrderId":"1001","#
        + #""aboveClientOrderId":"1002","belowClientOrderId":"1003","recvWindow":5000,"#
        + #""timestamp":1700000000000,"signature":"#
        + #""b272d7e9a0955d00e3813b20096308afabb9d57e3553e78cec3c86489758caf4"}"#,
      key: "fake-key-0001")
    #expect(reply.response.status == 200 && reply.code == 0)
    #expect(reply.json?.names == ["code", "msg", "debugMsg", "data"])
    let legs = try #require(reply.data)
    #expect(legs.count == 2)
    // The members of the documented sample, in its order.
    let members = [
      "transactionTime", "orderId", "clientOrderId", "symbol", "orderType", "side",
      "triggerPrice", "price", "quantity", "orderListId", "status",
    ]
    #expect(legs.elements.map(\.names) == [members, members])
    let (limit, stop) = (try #require(legs[0]), try #require(legs[1]))
    #expect(limit["orderType"]?.string == "ocoLimit" && stop["orderType"]?.string == "ocoTps")
    #expect(limit["clientOrderId"]?.string == "1002" && stop["clientOrderId"]?.string == "1003")
    #expect(limit["orderListId"]?.string == "1001" && stop["orderListId"]?.string == "1001")
    #expect(limit["price"]?.numberText == "70000" && limit["triggerPrice"]?.numberText == "0")
    #expect(stop["price"]?.numberText == "59900" && stop["triggerPrice"]?.numberText == "60000")
    #expect(limit["quantity"]?.numberText == "0.001" && limit["side"]?.string == "SELL")
    #expect(limit["status"]?.string == "" && limit["transactionTime"]?.numberText == "0")
    #expect(limit["orderId"]?.string?.utf8.count == 19)
  }

  @Test("JSON numbers are signed by the digits they were written with")
  func numbers() {
    var bench = BingXBench(invented: ())
    let line =
      "limitPrice=70000.00&orderPrice=5.99e4&quantity=0.0010&side=SELL&symbol=BTC-USDT"
      + "&timestamp=1700000000000&triggerPrice=60000"
    let reply = bench.send(
      "POST", "/openApi/spot/v1/oco/order",
      body: #"{"triggerPrice":60000,"symbol":"BTC-USDT","side":"SELL","quantity":0.0010,"#
        + #""orderPrice":5.99e4,"limitPrice":70000.00,"timestamp":1700000000000,"signature":"#
        + "\"\(bench.sign(line))\"}", key: "fake-key-0001")
    #expect(reply.code == 0)
    #expect(reply.data?[1]?["price"]?.numberText == "59900")
  }

  @Test("A form body is taken as well, signed raw or as it travels")
  func form() {
    for encodes in [false, true] {
      var bench = BingXBench(invented: ())
      let line =
        "limitPrice=70000&orderPrice=59900&quantity=0.001&side=SELL&symbol=BTC-USDT"
        + "&timestamp=1700000000000&triggerPrice=60000"
      let sent = line.replacing("BTC-USDT", with: "BTC%2DUSDT")
      let reply = bench.send(
        "POST", "/openApi/spot/v1/oco/order",
        body: sent + "&signature=" + bench.sign(encodes ? sent : line), key: "fake-key-0001")
      #expect(reply.code == 0)
    }
  }

  @Test(
    "The sheet's other vectors pass the entrance",
    arguments: [
      (
        "POST", "/openApi/spot/v1/oco/cancel",
        "orderId=1827963624962916352&recvWindow=5000&timestamp=1700000000001",
        "74b556ce4463de6ed7f2661129ee714091150df62042b9237dc20074461b87db",
        "100400 the order you want to cancel is FILLED or CANCELLED already, or is not a valid "
          + "order id ,please verify"
      ),
      (
        "GET", "/openApi/spot/v1/oco/orderList",
        "orderListId=1827968196914479104&recvWindow=5000&timestamp=1700000000002",
        "325b2e5dded0a69fa050bee5e77b8021770f71a75762a0ecf4369d5c0bf00882",
        "100404 order not exist"
      ),
      (
        "GET", "/openApi/spot/v1/oco/openOrderList",
        "pageIndex=1&pageSize=100&recvWindow=5000&timestamp=1700000000003",
        "0167f0151c6d5faa34242d4d35661e1dbf1227c4cfc9ead8aabea1cc549370ea", "0 "
      ),
    ])
  func vectors(
    _ method: String, _ path: String, _ line: String, _ signature: String, _ fault: String
  ) {
    var bench = BingXBench(invented: ())
    let reply = bench.send(
      method, path + "?" + line + "&signature=" + signature, key: "fake-key-0001")
    #expect(reply.fault == fault)
  }

  @Test("A buy's limit lies below the market and its stop above, as in the sample figures")
  func buy() {
    var bench = BingXBench(invented: ())
    // Vector 6, moved to this bench's clock.
    bench.serving.desk.pass(to: Timestamp(milliseconds: 1_724_655_430_675))
    let line =
      "limitPrice=48000&orderPrice=88000&quantity=0.001&side=BUY&symbol=BTC-USDT"
      + "&timestamp=1724655430675&triggerPrice=87000"
    let reply = bench.send(
      "POST",
      "/openApi/spot/v1/oco/order?" + line
        + "&signature=c762599ece2f07e7a3a9f2dffc38a3d862f66813ee7c7185820c073bf2d5e3a3",
      key: "fake-key-0001")
    #expect(reply.code == 0)
    #expect(reply.data?[0]?["orderListId"]?.string?.utf8.count == 19)
    #expect(reply.data?[0]?["clientOrderId"]?.string == "")
  }

  // MARK: Life

  @Test("A list is asked for by any of its ids, its stop leg first and without a status")
  func query() throws {
    var bench = BingXBench()
    _ = bench.placeOCO([
      "listClientOrderId": "11", "aboveClientOrderId": "12", "belowClientOrderId": "13",
    ])
    let byClient = bench.call("GET", "/openApi/spot/v1/oco/orderList", ["clientOrderId": "11"])
    let legs = try #require(byClient.data)
    #expect(legs.elements.map { $0["orderType"]?.string } == ["ocoTps", "ocoLimit"])
    #expect(
      legs[0]?.names == [
        "transactionTime", "orderId", "clientOrderId", "symbol", "orderType", "side",
        "triggerPrice", "price", "quantity", "orderListId",
      ])
    #expect(legs[0]?["transactionTime"]?.int64 == BingXBench.start)
    let id = try #require(legs[0]?["orderListId"]?.string)
    #expect(id.utf8.count == 19)
    for name in [id, "11"] {
      let reply = bench.call("GET", "/openApi/spot/v1/oco/orderList", ["orderListId": name])
      #expect(reply.text == byClient.text)
    }
    #expect(bench.call("GET", "/openApi/spot/v1/oco/orderList").fault == "100400 miss arguments")
  }

  @Test("Open legs are NEW and PENDING; either one's id, and not the list's, cancels both")
  func cancel() throws {
    for name in ["above", "below"] {
      var bench = BingXBench()
      _ = bench.placeOCO([
        "listClientOrderId": "11", "aboveClientOrderId": "12", "belowClientOrderId": "13",
      ])
      let page = ["pageIndex": "1", "pageSize": "100"]
      let open = bench.call("GET", "/openApi/spot/v1/oco/openOrderList", page)
      #expect(open.data?.elements.map { $0["status"]?.string } == ["NEW", "PENDING"])
      let list = try #require(open.data?[0]?["orderListId"]?.string)
      for id in [["clientOrderId": "11"], ["orderId": list], ["orderId": "7"]] {
        let refused = bench.call("POST", "/openApi/spot/v1/oco/cancel", id)
        #expect(refused.fault.hasPrefix("100400 the order you want to cancel is FILLED or"))
      }
      bench.pass(1_000)
      let client = name == "above" ? "12" : "13"
      let reply = bench.call("POST", "/openApi/spot/v1/oco/cancel", ["clientOrderId": client])
      #expect(reply.data?.names == ["orderId", "clientOrderId"])
      #expect(reply.data?["clientOrderId"]?.string == client)
      let left = bench.call("GET", "/openApi/spot/v1/oco/openOrderList", page)
      #expect(left.data?.count == 0)
      let ended = bench.call("GET", "/openApi/spot/v1/oco/historyOrderList", page)
      #expect(ended.data?.elements.map { $0["status"]?.string } == ["CANCELED", "CANCELED"])
      let again = bench.call("POST", "/openApi/spot/v1/oco/cancel", ["clientOrderId": client])
      #expect(again.code == 100400)
    }
  }

  @Test("The limit fills: the stop goes, and REST says so")
  func limitFills() {
    var bench = BingXBench()
    _ = bench.placeOCO(["aboveClientOrderId": "12", "belowClientOrderId": "13"])
    bench.trade(32_000)
    let ended = bench.call(
      "GET", "/openApi/spot/v1/oco/historyOrderList", ["pageIndex": "1", "pageSize": "2"])
    #expect(ended.data?.elements.map { $0["status"]?.string } == ["CANCELED", "FILLED"])
    let order = bench.call(
      "GET", "/openApi/spot/v1/trade/query", ["symbol": "BTC-USDT", "clientOrderID": "12"])
    #expect(order.data?["executedQty"]?.string == "0.01")
    #expect(order.data?["cummulativeQuoteQty"]?.string == "320")
    #expect(order.data?["avgPrice"]?.string == "32000")
    // A thousandth of 320, charged to the seller in the quote currency.
    #expect(order.data?["fee"]?.string == "-0.32")
    #expect(order.data?["feeAsset"]?.string == "USDT")
    let balance = bench.call("GET", "/openApi/spot/v1/account/balance")
    let usdt = balance.data?["balances"]?.elements.first { $0["asset"]?.string == "USDT" }
    #expect(usdt?["free"]?.string == "1000319.68" && usdt?["locked"]?.string == "0")
  }

  @Test("The trigger takes the limit leg away, and the stop's own order may rest")
  func triggers() {
    var bench = BingXBench()
    _ = bench.placeOCO(["orderPrice": "29500"])
    bench.trade(29_000)
    let open = bench.call(
      "GET", "/openApi/spot/v1/oco/openOrderList", ["pageIndex": "1", "pageSize": "10"])
    #expect(open.data?.elements.map { $0["status"]?.string } == ["PENDING", "CANCELED"])
    bench.trade(29_500)
    let ended = bench.call(
      "GET", "/openApi/spot/v1/oco/historyOrderList", ["pageIndex": "1", "pageSize": "10"])
    #expect(ended.data?.elements.map { $0["status"]?.string } == ["FILLED", "CANCELED"])
  }

  @Test("A first part of the limit's fill ends the stop, and the rest stays in the book")
  func partialFill() {
    var bench = BingXBench()
    _ = bench.placeOCO(["aboveClientOrderId": "12"])
    // 400 lots of 0.00001 of the 1000.
    bench.trade(32_000, 400)
    let open = bench.call(
      "GET", "/openApi/spot/v1/oco/openOrderList", ["pageIndex": "1", "pageSize": "10"])
    #expect(open.data?.elements.map { $0["status"]?.string } == ["CANCELED", "PARTIALLY_FILLED"])
    let order = bench.call(
      "GET", "/openApi/spot/v1/trade/query", ["symbol": "BTC-USDT", "clientOrderID": "12"])
    #expect(order.data?["executedQty"]?.string == "0.004")
    #expect(order.data?["status"]?.string == "PARTIALLY_FILLED")
  }

  @Test("Pages cut the flat list of legs, even through a pair")
  func pages() {
    var bench = BingXBench()
    for number in 1...3 {
      bench.pass(1_000)
      _ = bench.placeOCO([
        "aboveClientOrderId": "\(number)2", "belowClientOrderId": "\(number)3",
      ])
    }
    func page(_ index: Int, _ size: Int) -> [String?] {
      bench.call(
        "GET", "/openApi/spot/v1/oco/openOrderList",
        ["pageIndex": "\(index)", "pageSize": "\(size)"]
      ).data?.elements.map { $0["clientOrderId"]?.string } ?? []
    }
    #expect(page(1, 3) == ["33", "32", "23"])
    #expect(page(2, 3) == ["22", "13", "12"])
    #expect(page(3, 3).isEmpty)
    for bad in [["pageIndex": "0", "pageSize": "5"], ["pageIndex": "1", "pageSize": "1001"]] {
      let reply = bench.call("GET", "/openApi/spot/v1/oco/openOrderList", bad)
      #expect(reply.fault == "100400 Invalid parameter")
    }
    let missing = bench.call("GET", "/openApi/spot/v1/oco/openOrderList", ["pageIndex": "1"])
    #expect(missing.fault == "100400 miss arguments")
  }

  @Test("Digits beyond the steps are cut off, not refused")
  func truncation() {
    var bench = BingXBench()
    let reply = bench.placeOCO([
      "quantity": "0.0100099", "limitPrice": "32000.019", "orderPrice": "28900.999",
    ])
    #expect(reply.data?[0]?["price"]?.numberText == "32000.01")
    #expect(reply.data?[0]?["quantity"]?.numberText == "0.01")
    #expect(reply.data?[1]?["price"]?.numberText == "28900.99")
  }

  @Test("Our own client half understands what is answered")
  func ownClient() throws {
    var bench = BingXBench()
    let venue = BingX()
    let placed = bench.placeOCO([
      "listClientOrderId": "11", "aboveClientOrderId": "12", "belowClientOrderId": "13",
    ])
    guard case .accepted(.list(let list)) = venue.decode(placed.response.received, to: .place)
    else {
      Issue.record("not a list: \(placed.text)")
      return
    }
    #expect(list.status == .accepted && list.orders.map(\.clientOrderID) == ["12", "13"])
    let open = bench.call(
      "GET", "/openApi/spot/v1/oco/openOrderList", ["pageIndex": "1", "pageSize": "9"])
    guard case .accepted(.lists(let lists)) = venue.decode(open.response.received, to: .openLists)
    else {
      Issue.record("not lists: \(open.text)")
      return
    }
    #expect(lists.first?.orders.map(\.status) == [.working, .waiting])
    let symbols = bench.call("GET", "/openApi/spot/v1/common/symbols")
    guard
      case .accepted(.instruments(let rules)) = venue.decode(
        symbols.response.received, to: .instruments)
    else {
      Issue.record("not instruments: \(symbols.text)")
      return
    }
    #expect(rules == venue.instruments)
    let key = bench.send("POST", "/openApi/user/auth/userDataStream")
    guard case .accepted(.token) = venue.decode(key.response.received, to: .token) else {
      Issue.record("not a token: \(key.text)")
      return
    }
  }
}
