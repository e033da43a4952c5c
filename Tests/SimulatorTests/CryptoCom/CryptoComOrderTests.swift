import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite("CryptoComServing orders")
struct CryptoComServingOrderTests {
  /// The legs of a list, by leg id.
  private func legs(_ desk: inout CryptoComDesk, _ list: String) throws -> [JSONNode] {
    let root = try desk.send(
      "private/advanced/get-order-list-detail", #"{"list_id_list":["\#(list)"]}"#,
      signed: "list_id_list\(list)")
    return try #require(root["result"]?["data"]).elements.map { $0 }
  }

  private func statuses(_ desk: inout CryptoComDesk, _ list: String) throws -> [String] {
    try legs(&desk, list).map { $0["status"]?.string ?? "" }
  }

  private func list(
    _ desk: inout CryptoComDesk, _ method: String, _ orders: [[(String, String)]]
  ) throws -> String {
    let root = try desk.ask("private/advanced/" + method, orders: orders)
    #expect(CryptoComDesk.verdict(root) == "0", "\(root.rawText)")
    return try #require(root["result"]?["list_id"]?.numberText)
  }

  @Test("A list is answered with its id alone, a number as in the documents' sample")
  func createdList() throws {
    var desk = CryptoComDesk()
    let root = try desk.ask("private/advanced/create-oco", orders: CryptoComDesk.oco())
    #expect(root.nameSet == ["id", "method", "code", "result"])
    #expect(root["method"]?.string == "private/advanced/create-oco")
    #expect(root["code"]?.numberText == "0")
    #expect(root["result"]?.nameSet == ["list_id"])
    let id = try #require(root["result"]?["list_id"]?.int64)
    // Beyond 2^53, yet it survives a client that reads numbers as binary floating point.
    #expect(id > 1 << 53)
    #expect(Int64(exactly: Double(id)) == id)
    #expect(CryptoComServing.listNumber(String(id)) == 1)
    #expect(CryptoComServing.listNumber(String(id + 1)) == nil)
  }

  @Test("A leg has the keys of the documents' samples, and waits or works as they say")
  func legRecords() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-oco", CryptoComDesk.oco())
    let legs = try legs(&desk, list)
    #expect(legs.count == 2)
    let shared: Set<String> = [
      "account_id", "order_id", "client_oid", "order_type", "time_in_force", "side", "exec_inst",
      "quantity", "maker_fee_rate", "taker_fee_rate", "avg_price", "cumulative_quantity",
      "cumulative_value", "cumulative_fee", "status", "update_user_id", "order_date",
      "instrument_name", "fee_instrument_name", "list_id", "contingency_type", "leg_id",
      "create_time", "create_time_ns", "update_time",
    ]
    #expect(
      legs[0].nameSet == shared.union(["limit_price", "order_value", "exchange_order_id"]))
    let triggered = ["limit_price", "order_value", "ref_price", "ref_price_type"]
    #expect(legs[1].nameSet == shared.union(triggered))
    #expect(legs[0]["status"]?.string == "ACTIVE")
    #expect(legs[1]["status"]?.string == "PENDING")
    #expect(legs[1]["order_type"]?.string == "STOP_LIMIT")
    #expect(legs[1]["ref_price"]?.string == "29000.00")
    #expect(legs[1]["ref_price_type"]?.string == "MARK_PRICE")
    #expect(legs[1]["limit_price"]?.string == "28900.00")
    #expect(legs[0]["quantity"]?.string == "0.01000")
    #expect(legs[0]["order_value"]?.string == "320")
    #expect(legs[0]["taker_fee_rate"]?.string == "0.005000")
    #expect(legs[0]["fee_instrument_name"]?.string == "USDT")
    #expect(legs[0]["contingency_type"]?.string == "OCO")
    #expect(legs[0]["leg_id"]?.numberText == "1")
    #expect(legs[0]["list_id"]?.numberText == list)
    #expect(legs[0]["order_date"]?.string == "2023-11-14")
    #expect(legs[0]["create_time_ns"]?.string == "1700000001001000000")
    // Advanced orders live in their own namespace.
    let ordinary = try desk.ask("private/get-open-orders")
    #expect(ordinary["result"]?["data"]?.count == 0)
    let advanced = try desk.ask("private/advanced/get-open-orders")
    #expect(advanced["result"]?["data"]?.count == 2)
  }

  @Test("An OCO's limit fills and the stop is cancelled; history has both, newest first")
  func pairFills() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-oco", CryptoComDesk.oco())
    desk.trade(32_000)
    let legs = try legs(&desk, list)
    #expect(legs.map { $0["status"]?.string } == ["FILLED", "CANCELED"])
    #expect(legs[0]["cumulative_value"]?.string == "320")
    #expect(legs[0]["avg_price"]?.decimal == 32_000)
    // 0.25 % of 320 for a maker
    #expect(legs[0]["cumulative_fee"]?.string == "0.8")
    let history = try desk.ask("private/advanced/get-order-history")
    let rows = try #require(history["result"]?["data"])
    #expect(rows.elements.map { $0["client_oid"]?.string } == ["o-2", "o-1"])
    let trades = try desk.ask("private/get-trades")
    let trade = try #require(trades["result"]?["data"]?[0])
    #expect(
      trade.nameSet == [
        "account_id", "event_date", "journal_type", "traded_quantity", "traded_price", "fees",
        "order_id", "trade_id", "trade_match_id", "client_oid", "taker_side", "side",
        "instrument_name", "fee_instrument_name", "create_time", "create_time_ns",
        "transact_time_ns", "match_count", "match_index",
      ])
    #expect(trade["fees"]?.string == "-0.8")
    #expect(trade["taker_side"]?.string == "MAKER")
    #expect(trade["order_id"]?.string == legs[0]["exchange_order_id"]?.string)
  }

  @Test("An OCO's stop fires on the mark price, and the limit is cancelled")
  func pairFires() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-oco", CryptoComDesk.oco())
    desk.trade(28_950)
    #expect(try statuses(&desk, list) == ["ACTIVE", "PENDING"])
    desk.mark(29_000)
    #expect(try statuses(&desk, list).first == "CANCELED")
    desk.trade(28_990)
    #expect(try statuses(&desk, list) == ["CANCELED", "FILLED"])
  }

  @Test("Exits of an OTOCO wait for the whole entry; the first to fire takes the other away")
  func bracket() throws {
    var desk = CryptoComDesk()
    let list = try list(&desk, "create-otoco", CryptoComDesk.otoco())
    desk.trade(29_900, size: try Decimal(parsing: "0.004"))
    var rows = try legs(&desk, list)
    #expect(rows.map { $0["status"]?.string } == ["ACTIVE", "PENDING", "PENDING"])
    #expect(rows[0]["cumulative_quantity"]?.string == "0.004")
    #expect(
      rows.map { $0["contingency_type"]?.string } == Array(repeating: "SPOT_ATTACH", count: 3))
    #expect(rows[1]["attach_order_id"]?.string == rows[0]["order_id"]?.string)
    desk.mark(28_000)
    #expect(try statuses(&desk, list) == ["ACTIVE", "PENDING", "PENDING"])
    desk.mark(30_000)
    desk.trade(29_900)
    #expect(try statuses(&desk, list) == ["FILLED", "PENDING", "PENDING"])
    desk.mark(33_000)
    rows = try legs(&desk, list)
    #expect(rows.map { $0["status"]?.string } == ["FILLED", "CANCELED", "FILLED"])
    #expect(rows[1]["exchange_order_id"] == nil)
    #expect(rows[2]["exchange_order_id"] != nil)
  }

  @Test("A list is cancelled by its own kind's method, once, with no result")
  func cancelledLists() throws {
    var desk = CryptoComDesk()
    let pair = try list(&desk, "create-oco", CryptoComDesk.oco())
    let bracket = try list(&desk, "create-otoco", CryptoComDesk.otoco())
    func verdict(_ method: String, _ id: String) throws -> String {
      CryptoComDesk.verdict(try desk.ask("private/advanced/" + method, [("list_id", id)]))
    }
    #expect(try verdict("cancel-oto", pair) == "40401 NOT_FOUND")
    #expect(try verdict("cancel-oco", bracket) == "40401 NOT_FOUND")
    #expect(try verdict("cancel-oco", "12") == "40401 NOT_FOUND")
    let answer = try desk.ask("private/advanced/cancel-oco", [("list_id", pair)])
    #expect(answer.nameSet == ["id", "method", "code"])
    #expect(try verdict("cancel-oco", pair) == "316 NO_ACTIVE_ORDER")
    // The two methods of attached lists are interchangeable.
    #expect(try verdict("cancel-oto", bracket) == "0")
    #expect(try statuses(&desk, pair) == ["CANCELED", "CANCELED"])
    #expect(try statuses(&desk, bracket) == ["CANCELED", "CANCELED", "CANCELED"])
  }

  @Test("A leg is cancelled by itself: of an OCO both go, of an OTOCO one exit")
  func cancelledLegs() throws {
    var desk = CryptoComDesk()
    let pair = try list(&desk, "create-oco", CryptoComDesk.oco())
    let answer = try desk.ask("private/advanced/cancel-order", [("client_oid", "o-2")])
    #expect(CryptoComDesk.verdict(answer) == "0 NO_ERROR")
    #expect(answer["result"]?.nameSet == ["client_oid", "order_id"])
    #expect(try statuses(&desk, pair) == ["CANCELED", "CANCELED"])
    let bracket = try list(&desk, "create-otoco", CryptoComDesk.otoco())
    let leg = try legs(&desk, bracket)[2]
    let id = try #require(leg["order_id"]?.string)
    _ = try desk.ask("private/advanced/cancel-order", [("order_id", id)])
    #expect(try statuses(&desk, bracket) == ["ACTIVE", "PENDING", "CANCELED"])
    #expect(
      CryptoComDesk.verdict(try desk.ask("private/cancel-order", [("client_oid", "t-1")]))
        == "212 INVALID_ORDERID")
    _ = try desk.ask("private/advanced/cancel-all-orders")
    #expect(try statuses(&desk, bracket) == ["CANCELED", "CANCELED", "CANCELED"])
  }

  @Test("An ordinary order is placed, asked for, amended and cancelled")
  func ordinaryOrder() throws {
    var desk = CryptoComDesk()
    let placed = try desk.ask("private/create-order", CryptoComDesk.limit())
    #expect(placed["result"]?.nameSet == ["client_oid", "order_id"])
    #expect(placed["result"]?["client_oid"]?.string == "l")
    let id = try #require(placed["result"]?["order_id"]?.string)
    let detail = try desk.ask("private/get-order-detail", [("order_id", id)])
    #expect(detail["result"]?["status"]?.string == "ACTIVE")
    #expect(detail["result"]?["list_id"] == nil)
    #expect(detail["result"]?["limit_price"]?.string == "29000.00")
    let amended = try desk.ask(
      "private/amend-order",
      [("order_id", id), ("new_price", "28500"), ("new_quantity", "0.02")])
    #expect(amended["result"]?["order_id"]?.string == id)
    let open = try desk.ask("private/get-open-orders", [("instrument_name", "BTC_USDT")])
    #expect(open["result"]?["data"]?.count == 1)
    #expect(open["result"]?["data"]?[0]?["limit_price"]?.string == "28500.00")
    #expect(open["result"]?["data"]?[0]?["quantity"]?.string == "0.02000")
    let gone = try desk.ask("private/cancel-order", [("order_id", id)])
    #expect(CryptoComDesk.verdict(gone) == "0 NO_ERROR")
    #expect(
      CryptoComDesk.verdict(try desk.ask("private/cancel-order", [("order_id", id)]))
        == "316 NO_ACTIVE_ORDER")
    let history = try desk.ask("private/get-order-history", [("limit", "1")])
    #expect(history["result"]?["data"]?[0]?["status"]?.string == "CANCELED")
  }

  @Test("A market order is filled at once; a buy may say what it spends")
  func marketOrders() throws {
    var desk = CryptoComDesk()
    let request = CryptoComDesk.limit().with("type", "MARKET").with("price", nil)
      .with("quantity", nil).with("notional", "600")
    let placed = try desk.ask("private/create-order", request)
    let id = try #require(placed["result"]?["order_id"]?.string)
    let row = try desk.ask("private/get-order-detail", [("order_id", id)])["result"]
    #expect(row?["status"]?.string == "FILLED")
    // 600 / 30000.01 cut to five digits
    #expect(row?["quantity"]?.string == "0.01999")
    // A buyer pays 0.5 % of what was bought.
    #expect(row?["cumulative_fee"]?.string == "0.00009995")
    #expect(row?["fee_instrument_name"]?.string == "BTC")
  }

  @Test("A trigger order waits in the service it was sent to")
  func triggerOrders() throws {
    var desk = CryptoComDesk()
    let stop = CryptoComDesk.oco()[1]
    #expect(CryptoComDesk.verdict(try desk.ask("private/advanced/create-order", stop)) == "0")
    let plain = CryptoComDesk.limit("x")
    #expect(
      CryptoComDesk.verdict(try desk.ask("private/advanced/create-order", plain))
        == "218 INVALID_ORDTYPE")
    #expect(
      CryptoComDesk.verdict(
        try desk.ask("private/create-order", stop.with("client_oid", "s"))) == "0")
    let advanced = try desk.ask("private/advanced/get-open-orders")["result"]?["data"]
    #expect(advanced?.elements.map { $0["client_oid"]?.string } == ["o-2"])
    #expect(advanced?[0]?["status"]?.string == "PENDING")
    #expect(advanced?[0]?["list_id"] == nil)
    let ordinary = try desk.ask("private/get-open-orders")["result"]?["data"]
    #expect(ordinary?.elements.map { $0["client_oid"]?.string } == ["s"])
    let amended = try desk.ask(
      "private/advanced/amend-order",
      [
        ("client_oid", "o-2"), ("new_price", "28800"), ("new_quantity", "0.01"),
        ("new_ref_price", "28950"),
      ])
    #expect(CryptoComDesk.verdict(amended) == "0")
    let row = try desk.ask("private/advanced/get-order-detail", [("client_oid", "o-2")])["result"]
    #expect(row?["ref_price"]?.string == "28950.00")
    #expect(row?["limit_price"]?.string == "28800.00")
  }

  @Test("A batch answers for each of its orders")
  func batches() throws {
    var desk = CryptoComDesk()
    let orders = [CryptoComDesk.limit("a"), CryptoComDesk.limit("b").with("quantity", "100")]
    let root = try desk.ask("private/create-order-list", orders: orders)
    let rows = try #require(root["result"])
    #expect(rows[0]?["code"]?.numberText == "0")
    #expect(rows[0]?["client_oid"]?.string == "a")
    #expect(rows[0]?["order_id"]?.string != nil)
    #expect(rows[1]?["index"]?.numberText == "1")
    #expect(rows[1].map(CryptoComDesk.verdict) == "306 INSUFFICIENT_AVAILABLE_BALANCE")
    let gone = try desk.ask(
      "private/cancel-order-list", orders: [[("client_oid", "a")], [("client_oid", "b")]])
    #expect(gone["result"]?[0]?["code"]?.numberText == "0")
    #expect(gone["result"]?[1]?["code"]?.numberText == "316")
  }

  @Test("An order that is refused after it got an id is remembered as rejected")
  func rejectedOrders() throws {
    var desk = CryptoComDesk()
    let root = try desk.ask(
      "private/create-order", CryptoComDesk.limit().with("quantity", "100"))
    #expect(CryptoComDesk.verdict(root) == "306 INSUFFICIENT_AVAILABLE_BALANCE")
    let id = try #require(root["result"]?["order_id"]?.string)
    let row = try desk.ask("private/get-order-detail", [("order_id", id)])["result"]
    #expect(row?["status"]?.string == "REJECTED")
    #expect(row?["reason"]?.numberText == "306")
    let history = try desk.ask("private/get-order-history")["result"]?["data"]
    #expect(history?.elements.map { $0["order_id"]?.string } == [id])
  }

  @Test("Without a client id the nonce stands in, with an ending for later legs")
  func fallbackIDs() throws {
    var desk = CryptoComDesk()
    let orders = CryptoComDesk.oco().map { $0.with("client_oid", nil) }
    let list = try list(&desk, "create-oco", orders)
    #expect(
      try legs(&desk, list).map { $0["client_oid"]?.string }
        == ["1700000001001", "1700000001001-2"])
  }
}
