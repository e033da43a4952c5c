import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// Answers against the examples of rest-api.md, key by key, and what becomes of lists.
@Suite("Binance, orders and lists")
struct BinanceServingRecordTests {
  private static let listNames = [
    "orderListId", "contingencyType", "listStatusType", "listOrderStatus", "listClientOrderId",
    "transactionTime", "symbol", "orders",
  ]

  @Test("An OCO answers as the sheet's example does, its stop first")
  func oco() throws {
    var bench = BinanceBench()
    let root = try bench.signed("POST", "orderList/oco", BinanceLine.oco).root
    #expect(root.names == Self.listNames + ["orderReports"])
    #expect(root["contingencyType"]?.string == "OCO")
    #expect(root["listStatusType"]?.string == "EXEC_STARTED")
    #expect(root["listOrderStatus"]?.string == "EXECUTING")
    #expect(root["listClientOrderId"]?.string == "tk-oco-0001")
    #expect(root["transactionTime"]?.int64 == BinanceBench.time)
    #expect(root["orders"]?.all("clientOrderId") == ["tk-oco-0001-b", "tk-oco-0001-a"])
    #expect(root["orders"]?[0]?.names == ["symbol", "orderId", "clientOrderId"])
    let reports = try #require(root["orderReports"])
    let stop = """
      {"symbol":"BTCUSDT","orderId":1,"orderListId":1,"clientOrderId":"tk-oco-0001-b",\
      "transactTime":1700000000000,"price":"28900.00000000","origQty":"0.01000000",\
      "executedQty":"0.00000000","origQuoteOrderQty":"0.00000000",\
      "cummulativeQuoteQty":"0.00000000","status":"NEW","timeInForce":"GTC",\
      "type":"STOP_LOSS_LIMIT","side":"SELL","stopPrice":"29000.00000000","workingTime":-1,\
      "selfTradePreventionMode":"EXPIRE_MAKER"}
      """
    let limit = """
      {"symbol":"BTCUSDT","orderId":2,"orderListId":1,"clientOrderId":"tk-oco-0001-a",\
      "transactTime":1700000000000,"price":"32000.00000000","origQty":"0.01000000",\
      "executedQty":"0.00000000","origQuoteOrderQty":"0.00000000",\
      "cummulativeQuoteQty":"0.00000000","status":"NEW","timeInForce":"GTC",\
      "type":"LIMIT_MAKER","side":"SELL","workingTime":1700000000000,\
      "selfTradePreventionMode":"EXPIRE_MAKER"}
      """
    #expect(reports.elements.map(\.rawText) == [stop, limit])
  }

  @Test("The older OCO, and a buy, have the same shape; ACK has the ids alone")
  func shapes() throws {
    var bench = BinanceBench()
    let older = try bench.signed("POST", "order/oco", BinanceLine.older).root
    #expect(older.names == Self.listNames + ["orderReports"])
    #expect(older["orderReports"]?.all("type") == ["STOP_LOSS_LIMIT", "LIMIT_MAKER"])
    #expect(older["orderReports"]?.all("price") == ["28900.00000000", "32000.00000000"])
    let buy = try bench.signed("POST", "orderList/oco", BinanceLine.buyOCO).root
    #expect(buy["orderReports"]?.all("type") == ["STOP_LOSS_LIMIT", "LIMIT_MAKER"])
    #expect(buy["orderReports"]?.all("side") == ["BUY", "BUY"])
    let line = BinanceLine.changed(BinanceLine.oco, [("newOrderRespType", "ACK")])
    let ack = try bench.signed("POST", "orderList/oco", line).root["orderReports"]
    #expect(
      ack?[0]?.names == ["symbol", "orderId", "orderListId", "clientOrderId", "transactTime"])
  }

  @Test("Lists with an entry are called OTO, and their exits wait")
  func entries() throws {
    let lists = [
      ("oto", BinanceLine.oto, ["NEW", "PENDING_NEW"]),
      ("otoco", BinanceLine.otoco, ["NEW", "PENDING_NEW", "PENDING_NEW"]),
      ("opo", BinanceLine.opo, ["NEW", "PENDING_NEW"]),
      ("opoco", BinanceLine.opoco, ["NEW", "PENDING_NEW", "PENDING_NEW"]),
    ]
    for (name, line, statuses) in lists {
      var bench = BinanceBench()
      let root = try bench.signed("POST", "orderList/" + name, line).root
      #expect(root["contingencyType"]?.string == "OTO", "\(name)")
      let reports = try #require(root["orderReports"])
      #expect(reports.all("status") == statuses)
      #expect(
        reports.all("workingTime") == [String(BinanceBench.time)]
          + statuses.dropFirst().map { _ in "-1" })
      // Only the exits of an OPO have no quantity yet.
      let sized = reports.elements.map { $0["origQty"] != nil }
      #expect(sized == [true] + statuses.dropFirst().map { _ in !name.hasPrefix("opo") })
      // The list is open until it is cancelled, and history afterwards.
      let id = root["orderListId"]?.text ?? ""
      #expect(try bench.signed("GET", "openOrderList").root.all("orderListId") == [id])
      #expect(try bench.signed("GET", "openOrders").root.count == statuses.count)
      let gone = try bench.signed("DELETE", "orderList", "symbol=BTCUSDT&orderListId=" + id).root
      #expect(gone["listStatusType"]?.string == "ALL_DONE")
      #expect(gone["orderReports"]?.all("status") == statuses.map { _ in "CANCELED" })
      #expect(try bench.signed("GET", "openOrderList").root.count == 0)
      let past = try bench.signed("GET", "allOrderList").root
      #expect(past.all("listOrderStatus") == ["ALL_DONE"])
      #expect(past[0]?.names == Self.listNames)
    }
  }

  @Test("A cancel names itself in every report, and the orders by their own ids")
  func cancel() throws {
    var bench = BinanceBench()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    _ = bench.pass(50_000)
    let line = "symbol=BTCUSDT&listClientOrderId=tk-oco-0001&newClientOrderId=tk-oco-0001-x"
    let root = try bench.signed("DELETE", "orderList", line).root
    #expect(root.names == Self.listNames + ["orderReports"])
    #expect(root["transactionTime"]?.int64 == BinanceBench.time + 50_000)
    let report = """
      {"symbol":"BTCUSDT","origClientOrderId":"tk-oco-0001-b","orderId":1,"orderListId":1,\
      "clientOrderId":"tk-oco-0001-x","transactTime":1700000050000,"price":"28900.00000000",\
      "origQty":"0.01000000","executedQty":"0.00000000","origQuoteOrderQty":"0.00000000",\
      "cummulativeQuoteQty":"0.00000000","status":"CANCELED","timeInForce":"GTC",\
      "type":"STOP_LOSS_LIMIT","side":"SELL","stopPrice":"29000.00000000",\
      "selfTradePreventionMode":"EXPIRE_MAKER"}
      """
    #expect(root["orderReports"]?[0]?.rawText == report)
    #expect(root["orderReports"]?[1]?["origClientOrderId"]?.string == "tk-oco-0001-a")
  }

  @Test("A query shows what rest-api.md's example shows")
  func query() throws {
    var bench = BinanceBench()
    _ = try bench.signed("POST", "order", BinanceLine.limit + "&newClientOrderId=myOrder1")
    let order = try bench.signed("GET", "order", "symbol=BTCUSDT&origClientOrderId=myOrder1").root
    #expect(
      Set(order.names) == [
        "symbol", "orderId", "orderListId", "clientOrderId", "price", "origQty", "executedQty",
        "cummulativeQuoteQty", "status", "timeInForce", "type", "side", "stopPrice", "icebergQty",
        "time", "updateTime", "isWorking", "workingTime", "origQuoteOrderQty",
        "selfTradePreventionMode",
      ])
    #expect(order["orderListId"]?.int64 == -1)
    #expect(order["isWorking"]?.bool == true)
    let list = try bench.signed("POST", "orderList/oco", BinanceLine.oco).root
    let stop = list["orders"]?[0]?["orderId"]?.text ?? ""
    let waiting = try bench.signed("GET", "order", "symbol=BTCUSDT&orderId=" + stop).root
    #expect(waiting["isWorking"]?.bool == false && waiting["workingTime"]?.int64 == -1)
    #expect(waiting["stopPrice"]?.string == "29000.00000000")
  }

  @Test("Part of a limit takes the stop away; the rest fills, and the fee is a thousandth")
  func partialFill() throws {
    var bench = BinanceBench()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    bench.trade(32_000, try Decimal(parsing: "0.004"))
    func statuses() throws -> [String] {
      try bench.signed("GET", "allOrders", "symbol=BTCUSDT").root.all("status")
    }
    #expect(try statuses() == ["EXPIRED", "PARTIALLY_FILLED"])
    let stop = try bench.signed("GET", "order", "symbol=BTCUSDT&orderId=1").root
    #expect(stop["expiryReason"]?.string == "OCO_TRIGGER")
    #expect(
      try bench.signed("GET", "orderList", "orderListId=1").root["listOrderStatus"]?.string
        == "EXECUTING")
    bench.trade(32_000)
    #expect(try statuses() == ["EXPIRED", "FILLED"])
    #expect(
      try bench.signed("GET", "orderList", "orderListId=1").root["listOrderStatus"]?.string
        == "ALL_DONE")
    let trades = try bench.signed("GET", "myTrades", "symbol=BTCUSDT").root
    #expect(trades.all("qty") == ["0.00400000", "0.00600000"])
    // 0.004 × 32000 = 128, and a thousandth of it.
    #expect(trades[0]?["quoteQty"]?.string == "128.00000000")
    #expect(trades[0]?["commission"]?.string == "0.12800000")
    #expect(trades[0]?["commissionAsset"]?.string == "USDT")
    #expect(trades[0]?["isBuyer"]?.bool == false && trades[0]?["isMaker"]?.bool == true)
    let account = try bench.signed("GET", "account", "omitZeroBalances=true").root
    let usdt = try #require(account["balances"]?.elements.first { $0["asset"]?.string == "USDT" })
    // 1000000 + 320 - 0.32
    #expect(usdt["free"]?.string == "1000319.68000000")
  }

  @Test("A market order by quantity and by money, with its fills")
  func market() throws {
    var bench = BinanceBench()
    let line = "symbol=BTCUSDT&side=BUY&type=MARKET"
    let bought = try bench.signed("POST", "order", line + "&quantity=0.01").root
    #expect(bought["status"]?.string == "FILLED")
    #expect(bought["price"]?.string == "0.00000000")
    #expect(
      bought["fills"]?[0]?.rawText == #"{"price":"30000.01000000","qty":"0.01000000","#
        + #""commission":"0.00001000","commissionAsset":"BTC","tradeId":1}"#)
    // 100 / 30000.01 = 0.00333333, cut to the lot.
    let spent = try bench.signed("POST", "order", line + "&quoteOrderQty=100").root
    #expect(spent["executedQty"]?.string == "0.00333000")
    #expect(spent["origQuoteOrderQty"]?.string == "100.00000000")
    let test = try bench.signed("POST", "order/test", line + "&quantity=0.01").root
    #expect(test.rawText == "{}" && bench.serving.desk.allOrders.count == 2)
  }

  @Test("An entry that fills at once still shows its exit as pending, which then works")
  func filledAtOnce() throws {
    var bench = BinanceBench()
    let line = BinanceLine.changed(BinanceLine.opo, [("workingPrice", "30100")])
    let root = try bench.signed("POST", "orderList/opo", line).root
    #expect(root["orderReports"]?.all("status") == ["FILLED", "PENDING_NEW"])
    let exit = try bench.signed("GET", "order", "symbol=BTCUSDT&orderId=2").root
    #expect(exit["status"]?.string == "NEW" && exit["isWorking"]?.bool == true)
    // There is other BTC to pay the commission from, so all that was bought is sold.
    #expect(exit["origQty"]?.string == "0.01000000")
  }

  @Test("Amending takes quantity away from both legs of a pair, and gives a new id")
  func amend() throws {
    var bench = BinanceBench()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    let path = "order/amend/keepPriority"
    let line = "symbol=BTCUSDT&orderId=2&newClientOrderId=smaller&newQty="
    let root = try bench.signed("PUT", path, line + "0.005").root
    #expect(root.names == ["transactTime", "executionId", "amendedOrder", "listStatus"])
    let order = try #require(root["amendedOrder"])
    #expect(order["origClientOrderId"]?.string == "tk-oco-0001-a")
    #expect(order["clientOrderId"]?.string == "smaller")
    #expect(order["qty"]?.string == "0.00500000")
    #expect(order["cumulativeQuoteQty"]?.string == "0.00000000")
    #expect(root["listStatus"]?["orders"]?.all("clientOrderId") == ["tk-oco-0001-b", "smaller"])
    let orders = try bench.signed("GET", "openOrders", "symbol=BTCUSDT").root
    #expect(orders.all("origQty") == ["0.00500000", "0.00500000"])
    let faults = [
      ("0.005", "-2038 The requested action would change no state; rejecting."),
      ("0.006", "-2038 Order amend (quantity increase) is not supported."),
      ("0.000001", "-1013 Filter failure: LOT_SIZE"),
    ]
    for (quantity, fault) in faults {
      #expect(try bench.signed("PUT", path, line + quantity).fault == fault)
    }
    #expect(
      try bench.signed("GET", "order", "symbol=BTCUSDT&origClientOrderId=smaller").status == 200)
  }

  @Test("All that is open on a symbol goes at once, plain orders and lists in one array")
  func cancelAll() throws {
    var bench = BinanceBench()
    _ = try bench.signed("POST", "order", BinanceLine.limit)
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    let gone = try bench.signed("DELETE", "openOrders", "symbol=BTCUSDT").root
    #expect(gone.elements.map { $0["contingencyType"]?.string ?? "" } == ["", "OCO"])
    #expect(gone[0]?["status"]?.string == "CANCELED")
    #expect(gone[1]?["orderReports"]?.all("status") == ["CANCELED", "CANCELED"])
    // One leg's cancel takes the list.
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    let leg = try bench.signed("DELETE", "order", "symbol=BTCUSDT&origClientOrderId=tk-oco-0001-a")
    #expect(leg.root["listStatusType"]?.string == "ALL_DONE")
  }

  @Test("The paper markets are described as the sheet's row is")
  func instruments() throws {
    var bench = BinanceBench()
    let root = try bench.ask("GET", "/api/v3/exchangeInfo?symbol=BTCUSDT").root
    #expect(root.names == ["timezone", "serverTime", "rateLimits", "exchangeFilters", "symbols"])
    let row = try #require(root["symbols"]?[0])
    let filters = row["filters"]?.elements.map(\.rawText) ?? []
    for filter in [
      #"{"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000","#
        + #""tickSize":"0.01000000"}"#,
      #"{"filterType":"LOT_SIZE","minQty":"0.00001000","#
        + #""maxQty":"9000.00000000","stepSize":"0.00001000"}"#,
      #"{"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","#
        + #""maxQty":"100.00000000","stepSize":"0.00000000"}"#,
      #"{"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,"#
        + #""maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5}"#,
      #"{"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":5}"#,
    ] { #expect(filters.contains(filter), "\(filter)") }
    let price = try bench.ask("GET", "/api/v3/ticker/price?symbol=BTCUSDT").root
    #expect(price.rawText == #"{"symbol":"BTCUSDT","price":"30000.00000000"}"#)
    let two = try bench.ask(
      "GET", "/api/v3/ticker/bookTicker?symbols=%5B%22BTCUSDT%22,%22ETHUSDT%22%5D")
    #expect(two.root.all("bidPrice") == ["29999.99000000", "1999.99000000"])
    let fine = try bench.ask(
      "GET", "/api/v3/time", headers: [HeaderField("X-MBX-TIME-UNIT", "MICROSECOND")])
    #expect(fine.root.rawText == #"{"serverTime":1700000000000000}"#)
  }

  @Test("Our own client half understands what is answered")
  func ownHalf() throws {
    let venue = Binance()
    var bench = BinanceBench()
    let credentials = try venue.paperCredentials()
    let seal = Seal(
      now: Timestamp(milliseconds: BinanceBench.time), requestID: 1, credentials: credentials)
    for kind in Kind.allCases {
      let legs =
        (kind.hasEntry ? [Leg(.limit, side: .buy, quantity: 1, price: 29_500)] : [])
        + (kind == .oto || kind == .opo ? [] : [Leg(.limitMaker, side: .sell, price: 32_000)])
        + [Leg(.stopLimit, side: .sell, price: 28_900, trigger: 29_000)]
      var ticket = Ticket(kind: kind, instrument: .spot(base: "BTC", quote: "USDT"), legs: legs)
      if !kind.sizesExitsFromEntry { ticket.quantity = 1 }
      let request = try venue.seal(
        try venue.place(ticket, ListIdentity(UInt64(kind.legCount * 7 + kind.rawValue.count))), seal
      )
      let answer = bench.serving.answer(HTTPRequest(request))
      guard case .accepted(.list(let list)) = venue.decode(answer.received, to: .place) else {
        Issue.record("\(kind): \(String(decoding: answer.body, as: UTF8.self))")
        continue
      }
      #expect(list.kind == kind && list.status == .open)
      #expect(list.orders.count == kind.legCount)
      let call = Call.cancelList(
        ListReference(
          instrument: ticket.instrument, kind: kind, venueListID: list.venueListID), identity: nil)
      for draft in try venue.drafts(call) {
        let gone = bench.serving.answer(HTTPRequest(try venue.seal(draft, seal)))
        guard case .accepted(.list(let ended)) = venue.decode(gone.received, to: .cancelList) else {
          Issue.record("\(kind) is not cancelled")
          continue
        }
        #expect(ended.status == .canceled)
      }
    }
    for (call, operation) in [
      (Call.account, Operation.account), (.instruments(nil), .instruments),
      (.openOrders(nil), .openOrders), (.openLists(page: 1), .openLists),
      (.serverTime, .serverTime), (.history(HistoryRange()), .history),
    ] {
      for draft in try venue.drafts(call) {
        let answer = bench.serving.answer(HTTPRequest(try venue.seal(draft, seal)))
        guard case .accepted = venue.decode(answer.received, to: operation) else {
          Issue.record("\(operation): \(String(decoding: answer.body, as: UTF8.self))")
          continue
        }
      }
    }
  }
}
