import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite("CryptoComServing refusals")
struct CryptoComServingRefusalTests {
  private func list(
    _ desk: inout CryptoComDesk, _ method: String, _ orders: [[(String, String)]]
  ) throws -> String {
    let root = try desk.ask("private/advanced/" + method, orders: orders)
    #expect(CryptoComDesk.verdict(root) == "0", "\(root.rawText)")
    return try #require(root["result"]?["list_id"]?.numberText)
  }

  struct Row: Sendable, CustomStringConvertible {
    let what: String
    let leg: Int
    let name: String
    let value: String?
    let verdict: String

    init(_ what: String, _ leg: Int, _ name: String, _ value: String?, _ verdict: String) {
      self.what = what
      self.leg = leg
      self.name = name
      self.value = value
      self.verdict = verdict
    }

    var description: String { what }
  }

  @Test(
    "What is wrong with a leg of an OCO has its own code and text",
    arguments: [
      Row("no instrument", 0, "instrument_name", nil, "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("an unknown one", 0, "instrument_name", "DOGE_EUR", "209 INVALID_INSTRUMENT"),
      Row("another one", 1, "instrument_name", "ETH_USDT", "209 INVALID_INSTRUMENT"),
      Row("no side", 0, "side", nil, "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("an odd side", 0, "side", "sell", "220 INVALID_SIDE"),
      Row("another side", 0, "side", "BUY", "220 INVALID_SIDE"),
      Row("an odd type", 1, "type", "STOP", "218 INVALID_ORDTYPE"),
      Row("no trigger leg", 1, "type", "LIMIT", "218 INVALID_ORDTYPE"),
      Row("no quantity", 0, "quantity", nil, "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("no number", 0, "quantity", "0,01", "213 Invalid quantity format"),
      Row("zero", 0, "quantity", "0", "213 INVALID_ORDERQTY"),
      Row("too fine", 0, "quantity", "0.010001", "213 INVALID_ORDERQTY"),
      Row("unequal", 0, "quantity", "0.02", "213 INVALID_ORDERQTY"),
      Row("no price", 0, "price", nil, "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("an odd price", 0, "price", "12abc", "308 INVALID_PRICE"),
      Row("off the tick", 0, "price", "32000.001", "308 INVALID_PRICE"),
      Row("below the market", 0, "price", "29999", "308 INVALID_PRICE"),
      Row("no trigger", 1, "ref_price", nil, "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("trigger off the tick", 1, "ref_price", "29000.001", "229 INVALID_REF_PRICE"),
      Row("trigger above the mark", 1, "ref_price", "31000", "229 INVALID_REF_PRICE"),
      Row("trigger's word", 1, "ref_price_type", "MARK", "230 INVALID_REF_PRICE_TYPE"),
      Row("last price", 1, "ref_price_type", "LAST_PRICE", "230 INVALID_REF_PRICE_TYPE"),
      Row("far away", 1, "price", "20000", "315 FAR_AWAY_LIMIT_PRICE"),
      Row("an odd time", 0, "time_in_force", "GTC", "221 INVALID_TIF"),
      Row("a hasty trigger", 1, "time_in_force", "IMMEDIATE_OR_CANCEL", "221 INVALID_TIF"),
      Row("an odd instruction", 0, "exec_inst", "MAKER", "219 INVALID_EXECINST"),
      Row(
        "a long id", 0, "client_oid", String(repeating: "x", count: 37),
        "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("the other's id", 0, "client_oid", "o-2", "204 DUPLICATE_CLORDID"),
      Row("scope alone", 0, "stp_scope", "M", "40004 MISSING_OR_INVALID_ARGUMENT"),
      Row("an odd fee", 0, "fee_instrument_name", "BTC", "215 INVALID_FEE_CURRENCY"),
    ])
  func refusedLegs(_ row: Row) throws {
    var desk = CryptoComDesk()
    var orders = CryptoComDesk.oco()
    orders[row.leg] = orders[row.leg].with(row.name, row.value)
    let root = try desk.ask("private/advanced/create-oco", orders: orders)
    #expect(CryptoComDesk.verdict(root) == row.verdict)
    #expect(root["result"] == nil)
    #expect(desk.serving.desk.allLists.isEmpty)
  }

  @Test("Quantities and values of both legs have bounds, and funds must be there")
  func sizes() throws {
    for (quantity, verdict) in [
      ("0.00003", "415 BELOW_MIN_ORDER_SIZE"), ("0.000001", "415 BELOW_MIN_ORDER_SIZE"),
      ("101", "306 INSUFFICIENT_AVAILABLE_BALANCE"), ("1000", "314 EXCEEDS_MAX_ORDER_SIZE"),
      ("0.0100001", "213 Invalid quantity format"),
    ] {
      var desk = CryptoComDesk()
      let orders = CryptoComDesk.oco().map { $0.with("quantity", quantity) }
      let root = try desk.ask("private/advanced/create-oco", orders: orders)
      #expect(CryptoComDesk.verdict(root) == verdict, "\(quantity)")
    }
  }

  @Test("A client id is used once, for an ended order too")
  func usedIDs() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-oco", CryptoComDesk.oco())
    let again = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(CryptoComDesk.verdict(again) == "204 DUPLICATE_CLORDID")
    _ = try desk.ask("private/advanced/cancel-oco", [("list_id", list)])
    let later = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(CryptoComDesk.verdict(later) == "204 DUPLICATE_CLORDID")
    let single = try desk.ask("private/create-order", CryptoComDesk.limit("o-1"))
    #expect(CryptoComDesk.verdict(single) == "204 DUPLICATE_CLORDID")
  }

  @Test("Lists have as many legs as their kind, in their slots, around the entry's price")
  func shapes() throws {
    func verdict(
      _ method: String, _ orders: [[(String, String)]]
    ) throws -> String {
      var desk = CryptoComDesk()
      return CryptoComDesk.verdict(
        try desk.ask("private/advanced/" + method, orders: orders))
    }
    let bracket = CryptoComDesk.otoco()
    let missing = "40004 MISSING_OR_INVALID_ARGUMENT"
    #expect(try verdict("create-oco", bracket) == missing)
    #expect(try verdict("create-otoco", CryptoComDesk.oco()) == missing)
    #expect(try verdict("create-oto", [bracket[0], bracket[1]]) == "0")
    #expect(try verdict("create-oto", [bracket[1], bracket[0]]) == "218 INVALID_ORDTYPE")
    #expect(
      try verdict("create-otoco", [bracket[0], bracket[1], bracket[1].with("client_oid", "z")])
        == "218 INVALID_ORDTYPE")
    // The newer documents take a market entry, and triggers on other prices.
    let market = bracket[0].with("type", "MARKET").with("price", nil)
    #expect(try verdict("create-oto", [market, bracket[1]]) == "0")
    #expect(
      try verdict("create-oto", [bracket[0], bracket[1].with("ref_price_type", "LAST_PRICE")])
        == "0")
    #expect(
      try verdict("create-oto", [bracket[0], bracket[1].with("ref_price", "29950")])
        == "229 INVALID_REF_PRICE")
    #expect(
      try verdict("create-oto", [bracket[0], bracket[1].with("side", "BUY")])
        == "220 INVALID_SIDE")
    let attached = bracket[1].with("attach_order_id", "6142909895000000001")
    #expect(try verdict("create-oto", [bracket[0], attached]) == missing)
  }

  @Test("Orders by themselves are refused in the same words")
  func refusedOrders() throws {
    func verdict(_ order: [(String, String)]) throws -> String {
      var desk = CryptoComDesk()
      return CryptoComDesk.verdict(try desk.ask("private/create-order", order))
    }
    let limit = CryptoComDesk.limit()
    #expect(try verdict(limit.with("price", "29000.001")) == "308 INVALID_PRICE")
    #expect(try verdict(limit.with("quantity", "0.0100001")) == "213 Invalid quantity format")
    #expect(try verdict(limit.with("quantity", "0.00003")) == "415 BELOW_MIN_ORDER_SIZE")
    #expect(try verdict(limit.with("quantity", "1000")) == "314 EXCEEDS_MAX_ORDER_SIZE")
    let post = limit.with("price", "30001").with("exec_inst", "POST_ONLY")
    #expect(try verdict(post) == "43005 POST_ONLY_REJ")
    #expect(
      try verdict(post.with("price", "29000").with("time_in_force", "FILL_OR_KILL"))
        == "43005 POST_ONLY_REJ")
    #expect(
      try verdict(limit.with("time_in_force", "FILL_OR_KILL")) == "43003 FILL_OR_KILL")
    #expect(
      try verdict(limit.with("time_in_force", "IMMEDIATE_OR_CANCEL"))
        == "43004 IMMEDIATE_OR_CANCEL")
    let stop = CryptoComDesk.oco()[1]
    #expect(try verdict(stop.with("ref_price", "31000")) == "229 INVALID_REF_PRICE")
    #expect(try verdict(stop.with("ref_price", "70000")) == "229 INVALID_REF_PRICE")
  }

  @Test("What cannot be found, cancelled or amended says why")
  func refusedRequests() throws {
    var desk = CryptoComDesk()
    _ = try desk.ask("private/create-order", CryptoComDesk.limit())
    func verdict(_ method: String, _ params: [(String, String)] = []) throws -> String {
      CryptoComDesk.verdict(try desk.ask("private/" + method, params))
    }
    let missing = "40004 MISSING_OR_INVALID_ARGUMENT"
    #expect(try verdict("get-order-detail") == missing)
    #expect(try verdict("get-order-detail", [("order_id", "zero")]) == "40401 NOT_FOUND")
    #expect(try verdict("advanced/get-order-detail", [("client_oid", "l")]) == "40401 NOT_FOUND")
    #expect(try verdict("cancel-order", [("order_id", "12")]) == "212 INVALID_ORDERID")
    #expect(try verdict("advanced/cancel-oco") == missing)
    #expect(try verdict("get-open-orders", [("instrument_name", "X")]) == "209 INVALID_INSTRUMENT")
    #expect(try verdict("get-order-history", [("limit", "101")]) == missing)
    #expect(try verdict("get-order-history", [("start_time", "now")]) == "40005 INVALID_DATE")
    let same = [("orig_client_oid", "l"), ("new_price", "29000"), ("new_quantity", "0.01")]
    #expect(try verdict("amend-order", same) == "40003 INVALID_REQUEST")
    #expect(try verdict("amend-order", same.with("new_price", nil)) == missing)
    #expect(
      try verdict("amend-order", same.with("new_price", "29000.001")) == "308 INVALID_PRICE")
    #expect(
      try verdict("amend-order", same.with("new_price", "0")) == "130008 NON_APPLICABLE")
    #expect(
      try verdict("create-order-list", [("contingency_type", "OCO")]) == missing)
  }

  @Test("History is of a range that holds its start and not its end")
  func ranges() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-oco", CryptoComDesk.oco())
    _ = try desk.ask("private/advanced/cancel-oco", [("list_id", list)])
    func count(_ params: [(String, String)]) throws -> Int? {
      try desk.ask("private/advanced/get-order-history", params)["result"]?["data"]?.count
    }
    let placed = CryptoComDesk.time + 1_001
    #expect(try count([("start_time", "\(placed)")]) == 2)
    #expect(try count([("start_time", "\(placed + 1)")]) == 0)
    #expect(try count([("end_time", "\(placed)")]) == 0)
    #expect(try count([("end_time", "\(placed)000001")]) == 2)
    #expect(try count([("limit", "1")]) == 1)
  }

  @Test("A halted market and one with a coarser tick are felt")
  func changedRules() throws {
    var desk = CryptoComDesk()
    desk.serving.desk.instruments[0].isTradable = false
    let root = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(CryptoComDesk.verdict(root) == "208 INSTRUMENT_NOT_TRADABLE")
    desk.serving.desk.instruments[0].isTradable = true
    desk.serving.desk.halted = [0]
    let halted = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(CryptoComDesk.verdict(halted) == "309 MARKET_IS_NOT_OPEN")
    desk.serving.desk.halted = []
    desk.serving.desk.instruments[0].tick = 1_000
    let coarse = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(CryptoComDesk.verdict(coarse) == "308 INVALID_PRICE")
  }

  @Test("Every rule that can refuse has a code of its own, and every code its status")
  func ruleTable() {
    let venue = CryptoCom()
    for rule in venue.rules where rule.severity == .error {
      let fault = CryptoComFault(
        Finding(
          venue: venue.id, rule: rule.id, severity: .error, field: .legs, message: ""))
      #expect(fault.code > 0 && (400...500).contains(fault.status), "\(rule.id)")
    }
  }
}
