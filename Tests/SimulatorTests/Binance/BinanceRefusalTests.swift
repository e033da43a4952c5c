import Exact
import Orders
import Testing
import WebSocket

@testable import Simulator

/// Every refusal by its code and text, as errors.md and users of the venue report them.
@Suite("Binance, refusals")
struct BinanceServingRefusalTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let path: String
    let line: String
    let changes: [(String, String)]
    let wanted: String

    init(_ path: String, _ line: String, _ changes: [(String, String)], _ wanted: String) {
      self.path = path
      self.line = line
      self.changes = changes
      self.wanted = wanted
    }

    var testDescription: String { "\(path) \(changes): \(wanted)" }
  }

  private static func oco(_ changes: (String, String)..., is wanted: String) -> Row {
    Row("orderList/oco", BinanceLine.oco, changes, wanted)
  }

  private static func order(_ changes: (String, String)..., is wanted: String) -> Row {
    Row("order", BinanceLine.limit, changes, wanted)
  }

  private static let relation =
    "-2010 The relationship of the prices for the orders is not correct."

  static let syntax: [Row] = [
    oco(
      ("aboveType", ""),
      is: "-1102 Mandatory parameter 'aboveType' was not sent, was empty/null, or malformed."),
    oco(
      ("quantity", "1e-2"),
      is: "-1100 Illegal characters found in parameter 'quantity'; legal range is "
        + #"'^([0-9]{1,20})(\.[0-9]{1,20})?$'."#),
    oco(
      ("abovePrice", "-5"),
      is: "-1100 Illegal characters found in parameter 'abovePrice'; legal range is "
        + #"'^([0-9]{1,20})(\.[0-9]{1,20})?$'."#),
    oco(
      ("listClientOrderId", "a.b"),
      is: "-1100 Illegal characters found in parameter 'listClientOrderId'; legal range is "
        + "'^[a-zA-Z0-9-_]{1,36}$'."),
    oco(
      ("symbol", "btcusdt"),
      is: "-1100 Illegal characters found in parameter 'symbol'; legal range is "
        + "'^[A-Z0-9-_.]{1,20}$'."),
    oco(("symbol", "NOSUCH"), is: "-1121 Invalid symbol."),
    oco(("side", "HOLD"), is: "-1117 Invalid side."),
    oco(("belowTimeInForce", "DAY"), is: "-1115 Invalid timeInForce."),
    oco(("aboveType", "MAKER"), is: "-1116 Invalid orderType."),
    oco(
      ("newOrderRespType", "ALL"),
      is: "-1130 Data sent for parameter 'newOrderRespType' is not valid."),
    oco(
      ("aboveStrategyType", "999999"), is: "-1134 strategyType was less than 1000000."),
    oco(("abovePegPriceType", "SOME"), is: "-1210 Invalid pegPriceType."),
    oco(
      ("recvWindow", "60001"),
      is: "-1102 'recvWindow' contains unexpected value. Cannot be greater than 60000."),
    oco(
      ("recvWindow", "5000.1234"), is: "-1111 Parameter 'recvWindow' has too much precision."),
    // Time and signature are counted: 16 of them are read.
    oco(
      ("surprise", "1"),
      is: "-1104 Not all sent parameters were read; read '16' parameter(s) but was sent '17'."),
    Row(
      "orderList/otoco", BinanceLine.otoco, [("pendingTimeInForce", "GTC")],
      "-1104 Not all sent parameters were read; read '18' parameter(s) but was sent '19'."),
    order(
      ("timeInForce", ""),
      is: "-1102 Mandatory parameter 'timeInForce' was not sent, was empty/null, or malformed."),
    order(
      ("type", "MARKET"), ("timeInForce", ""), is: "-1106 Parameter 'price' sent when not required."
    ),
    order(
      ("type", "LIMIT_MAKER"), is: "-1106 Parameter 'timeInForce' sent when not required."),
    order(
      ("type", "STOP_LOSS_LIMIT"),
      is: "-1102 Param 'stopPrice' or 'trailingDelta' must be sent, but both were empty/null!"),
    order(
      ("type", "MARKET"), ("timeInForce", ""), ("price", ""), ("quantity", ""),
      is: "-1102 Param 'quantity' or 'quoteOrderQty' must be sent, but both were empty/null!"),
  ]

  static let lists: [Row] = [
    oco(
      ("aboveTimeInForce", "GTC"),
      is: "-1106 Parameter 'aboveTimeInForce' sent when not required."),
    oco(
      ("belowTimeInForce", ""),
      is: "-1102 Mandatory parameter 'belowTimeInForce' was not sent, was empty/null, or "
        + "malformed."),
    oco(
      ("belowStopPrice", ""),
      is: "-1102 Param 'belowStopPrice' or 'belowTrailingDelta' must be sent, but both were "
        + "empty/null!"),
    oco(("aboveType", "MARKET"), is: "-1158 Order type not supported in OCO."),
    oco(
      ("belowIcebergQty", "0.005"), ("belowTimeInForce", "IOC"),
      is: "-1160 Parameter 'belowIcebergQty' is not supported if "
        + "aboveTimeInForce/belowTimeInForce is not GTC."),
    Row(
      "orderList/oco", BinanceLine.buyOCO,
      [
        ("aboveType", "LIMIT_MAKER"), ("aboveStopPrice", ""), ("aboveTimeInForce", ""),
        ("belowType", "STOP_LOSS"), ("belowPrice", ""), ("belowStopPrice", "29000"),
      ], "-1165 A limit order in a buy OCO must be below."),
    oco(
      ("belowType", "LIMIT_MAKER"), ("belowStopPrice", ""), ("belowTimeInForce", ""),
      ("aboveType", "STOP_LOSS"), ("abovePrice", ""), ("aboveStopPrice", "31000"),
      is: "-1166 A limit order in a sell OCO must be above."),
    oco(
      ("belowType", "LIMIT_MAKER"), ("belowStopPrice", ""), ("belowTimeInForce", ""),
      is: "-1168 At least one OCO order must be contingent."),
    Row(
      "orderList/oco", BinanceLine.buyOCO,
      [("belowType", "STOP_LOSS"), ("belowPrice", ""), ("belowStopPrice", "29000")],
      "-1196 A stop loss order in a buy OCO must be above."),
    oco(
      ("aboveType", "STOP_LOSS"), ("abovePrice", ""), ("aboveStopPrice", "31000"),
      is: "-1197 A stop loss order in a sell OCO must be below."),
    Row(
      "orderList/oco", BinanceLine.buyOCO,
      [("aboveType", "TAKE_PROFIT_LIMIT")],
      "-1198 A take profit order in a buy OCO must be below."),
    oco(
      ("belowType", "TAKE_PROFIT_LIMIT"),
      is: "-1199 A take profit order in a sell OCO must be above."),
    Row(
      "orderList/opo", BinanceLine.opo, [("workingSide", "SELL")],
      "-1222 Working order in an OPO list must be a bid."),
    Row(
      "orderList/opo", BinanceLine.opo, [("pendingSide", "BUY")],
      "-1223 Pending orders in an OPO list must be asks."),
    Row(
      "orderList/opo", BinanceLine.opo, [("workingQuantity", "")],
      "-1224 Working order must include the 'workingQuantity' tag."),
    Row(
      "orderList/opo", BinanceLine.opo, [("pendingQuantity", "0.01")],
      "-1225 Pending orders should not include the 'pendingQuantity' tag."),
    Row(
      "order/oco", BinanceLine.older, [("stopLimitTimeInForce", "")],
      "-1128 Combination of optional parameters invalid. Recommendation: "
        + "'stopLimitTimeInForce' should also be sent."),
    oco(
      ("belowClientOrderId", "tk-oco-0001-a"), is: "-1013 Duplicate order sent."),
  ]

  static let numbers: [Row] = [
    oco(
      ("abovePrice", "32000.123456789"),
      is: "-1111 Parameter 'abovePrice' has too much precision."),
    oco(
      ("belowStopPrice", "29000.123456789"),
      is: "-1111 Parameter 'belowStopPrice' has too much precision."),
    oco(("abovePrice", "32000.001"), is: "-1013 Filter failure: PRICE_FILTER"),
    oco(("belowStopPrice", "29000.001"), is: "-1013 Filter failure: PRICE_FILTER"),
    oco(("abovePrice", "200000"), is: "-1013 Filter failure: PERCENT_PRICE_BY_SIDE"),
    oco(("quantity", "0.000015"), is: "-1013 Filter failure: LOT_SIZE"),
    oco(("quantity", "0.0001"), is: "-1013 Filter failure: NOTIONAL"),
    oco(
      ("belowType", "STOP_LOSS"), ("belowPrice", ""), ("belowTimeInForce", ""),
      ("quantity", "101"), is: "-1013 Filter failure: MARKET_LOT_SIZE"),
    oco(
      ("belowStopPrice", ""), ("belowTrailingDelta", "5"),
      is: "-1013 Filter failure: TRAILING_DELTA"),
    oco(("aboveIcebergQty", "0.00001"), is: "-1013 Filter failure: ICEBERG_PARTS"),
    oco(("aboveIcebergQty", "0.02"), is: "-1013 IcebergQty exceeds QTY."),
    oco(
      ("selfTradePreventionMode", "NONE"),
      is: "-2010 This symbol does not allow the specified self-trade prevention mode."),
    oco(("abovePrice", "29500"), is: relation),
    oco(("belowStopPrice", "30500"), is: relation),
    // At the last price is not beyond it.
    oco(("abovePrice", "30000"), is: relation),
    oco(
      ("quantity", "200"), is: "-2010 Account has insufficient balance for requested action."),
    order(("quantity", "0.000015"), is: "-1013 Filter failure: LOT_SIZE"),
    order(("price", "29000.001"), is: "-1013 Filter failure: PRICE_FILTER"),
    order(("quantity", "0.0001"), is: "-1013 Filter failure: NOTIONAL"),
    order(
      ("quantity", "100"), is: "-2010 Account has insufficient balance for requested action."),
    order(
      ("type", "LIMIT_MAKER"), ("timeInForce", ""), ("price", "30001"),
      is: "-2010 Order would immediately match and take."),
    order(
      ("type", "STOP_LOSS"), ("timeInForce", ""), ("price", ""), ("stopPrice", "29000"),
      is: "-2010 Order would trigger immediately."),
    order(
      ("pegPriceType", "PRIMARY_PEG"), ("price", ""),
      is: "-2010 Pegged orders are not supported for this symbol."),
  ]

  @Test(
    "A request that breaks a rule gets that rule's code and text",
    arguments: syntax + lists + numbers)
  func row(_ row: Row) throws {
    var bench = BinanceBench()
    let answer = try bench.signed("POST", row.path, BinanceLine.changed(row.line, row.changes))
    #expect(answer.fault == row.wanted)
    #expect(answer.status == 400)
    #expect(bench.serving.desk.allLists.isEmpty)
    // A failure weighs 1; a success, nothing (CHANGELOG, 2026-04-02).
    #expect(answer.header("x-mbx-used-weight-1m") == "1")
  }

  @Test("Key, time and signature are looked at in this order")
  func proofs() throws {
    var bench = BinanceBench()
    let now = BinanceBench.time
    func mark(_: String) -> String { "00" }
    let line = "recvWindow=5000"
    let rows: [(BinanceBench.Answer, Int, String)] = [
      (try bench.signed("GET", "account", line, key: ""), 401, "-2014 API-key format invalid."),
      (
        try bench.signed("GET", "account", line, at: 0, key: "other", with: mark), 401,
        "-2015 Invalid API-key, IP, or permissions for action."
      ),
      (
        try bench.signed("GET", "account", line, at: now - 5001, with: mark), 400,
        "-1021 Timestamp for this request is outside of the recvWindow."
      ),
      (
        try bench.signed("GET", "account", line, at: now + 1000, with: mark), 400,
        "-1021 Timestamp for this request was 1000ms ahead of the server's time."
      ),
      (
        try bench.signed("GET", "account", line, at: now + 999, with: mark), 400,
        "-1022 Signature for this request is not valid."
      ),
      (
        try bench.ask(
          "GET", "/api/v3/account?timestamp=\(now)",
          headers: [HeaderField("X-MBX-APIKEY", "paper-key")]), 400,
        "-1102 Mandatory parameter 'signature' was not sent, was empty/null, or malformed."
      ),
      (
        try bench.signed("GET", "account", "recvWindow=1&recvWindow=2"), 400,
        "-1101 Duplicate values for a parameter detected."
      ),
    ]
    for (answer, status, fault) in rows {
      #expect(answer.fault == fault)
      #expect(answer.status == status)
    }
    // The edges that are still good, and microseconds, and capitals in the signature.
    for time in [now - 5000, now + 999, now * 1000] {
      #expect(try bench.signed("GET", "account", line, at: time).status == 200)
    }
    let capitals = try bench.signed("GET", "account") { BinanceBench.mark($0).uppercased() }
    #expect(capitals.status == 200)
  }

  @Test("Query and body are signed as one line with nothing between (sheet, F13)")
  func split() throws {
    var bench = BinanceBench()
    let query = "symbol=BTCUSDT&side=BUY&type=LIMIT"
    let body = "timeInForce=GTC&quantity=0.01&price=29000&timestamp=\(BinanceBench.time)"
    let mark = BinanceBench.mark(query + body)
    let key = [HeaderField("X-MBX-APIKEY", "paper-key")]
    let placed = try bench.ask(
      "POST", "/api/v3/order?" + query, body + "&signature=" + mark, headers: key)
    #expect(placed.status == 200, "\(placed.fault)")
    // What stands in both is taken from the query.
    let both = "side=SELL&" + body
    let line = query + "&price=28000"
    let other = try bench.ask(
      "POST", "/api/v3/order?" + line + "&signature=" + BinanceBench.mark(line + both), both,
      headers: key)
    #expect(other.root["side"]?.string == "BUY" && other.root["price"]?.string == "28000.00000000")
  }

  @Test("An id that is open is taken; one that has ended is free again")
  func ids() throws {
    var bench = BinanceBench()
    #expect(try bench.signed("POST", "orderList/oco", BinanceLine.oco).status == 200)
    let taken = "-2010 Duplicate order sent."
    #expect(try bench.signed("POST", "orderList/oco", BinanceLine.oco).fault == taken)
    let leg = BinanceLine.changed(BinanceLine.oco, [("listClientOrderId", "another")])
    #expect(try bench.signed("POST", "orderList/oco", leg).fault == taken)
    let order = BinanceLine.limit + "&newClientOrderId=tk-oco-0001-a"
    #expect(try bench.signed("POST", "order", order).fault == taken)
    let id = "symbol=BTCUSDT&listClientOrderId=tk-oco-0001"
    #expect(try bench.signed("DELETE", "orderList", id).status == 200)
    #expect(try bench.signed("POST", "orderList/oco", BinanceLine.oco).status == 200)
  }

  @Test("What is not there: orders, lists, paths, listen keys")
  func missing() throws {
    var bench = BinanceBench()
    let rows = [
      (try bench.signed("GET", "order", "symbol=BTCUSDT&orderId=7"), "-2013 Order does not exist."),
      (try bench.signed("GET", "orderList", "orderListId=7"), "-2013 Order does not exist."),
      (
        try bench.signed("DELETE", "order", "symbol=BTCUSDT&orderId=7"),
        "-2011 Unknown order sent."
      ),
      (
        try bench.signed("DELETE", "orderList", "symbol=BTCUSDT&orderListId=7"),
        "-2011 Unknown order sent."
      ),
      (try bench.signed("DELETE", "openOrders", "symbol=BTCUSDT"), "-2011 Unknown order sent."),
      (
        try bench.signed("GET", "order", "symbol=BTCUSDT"),
        "-1102 Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!"
      ),
      (
        try bench.signed("GET", "allOrderList", "startTime=1&endTime=86400002"),
        "-1127 More than 24 hours between startTime and endTime."
      ),
    ]
    for (answer, fault) in rows { #expect(answer.fault == fault) }
    let page = bench.serving.answer(HTTPRequest("GET", "/api/v3/nothing"))
    // nginx's page has 146 bytes, and the one for 410, as users saw it, 136.
    #expect(page.status == 404 && page.body.count == 146)
    let gone = bench.serving.answer(HTTPRequest("POST", "/api/v3/userDataStream"))
    #expect(gone.status == 410 && gone.body.count == 136)
  }

  @Test("Requests that weigh too much are refused until the minute ends; ignoring that bans")
  func limits() throws {
    var bench = BinanceBench(1_700_000_000_000 / 60_000 * 60_000 + 1_000)
    for _ in 0..<75 { #expect(try bench.ask("GET", "/api/v3/ticker/24hr").status == 200) }
    let late = try bench.ask("GET", "/api/v3/ping")
    #expect(late.status == 429)
    #expect(
      late.fault == "-1003 Too much request weight used; current limit is 6000 request weight per "
        + "1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.")
    #expect(late.header("Retry-After") == "59")
    for _ in 0..<99 { _ = try bench.ask("GET", "/api/v3/ping") }
    let banned = try bench.ask("GET", "/api/v3/ping")
    #expect(banned.status == 418 && banned.header("Retry-After") == "120")
    _ = bench.pass(119_999)
    #expect(try bench.ask("GET", "/api/v3/ping").status == 418)
    _ = bench.pass(1)
    #expect(try bench.ask("GET", "/api/v3/ping").status == 200)
  }

  @Test("More orders than ten seconds allow are refused, and counted in headers")
  func orderLimit() throws {
    var bench = BinanceBench(1_700_000_000_000)
    for number in 1...50 {
      let placed = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
      #expect(placed.header("x-mbx-order-count-10s") == String(2 * number))
      #expect(placed.header("x-mbx-used-weight-1m") == "0")
      let id = "symbol=BTCUSDT&listClientOrderId=tk-oco-0001"
      #expect(try bench.signed("DELETE", "orderList", id).status == 200)
    }
    let late = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    #expect(late.status == 429)
    #expect(late.fault == "-1015 Too many new orders; current limit is 100 orders per 10 SECOND.")
    let counts = try bench.signed("GET", "rateLimit/order").root
    #expect(counts.all("count") == ["100", "100"] && counts.all("limit") == ["100", "200000"])
    _ = bench.pass(10_000)
    #expect(try bench.signed("POST", "orderList/oco", BinanceLine.oco).status == 200)
  }
}
