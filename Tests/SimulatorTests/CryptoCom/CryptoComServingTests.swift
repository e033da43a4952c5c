import Crypto
import Exact
import Orders
import PaperExchange
import Testing
import Venues
import WebSocket

@testable import Simulator

@Suite("CryptoComServing")
struct CryptoComServingTests {
  // MARK: Who asks

  @Test("The text that is signed is that of the documents' own samples and vectors")
  func signedTexts() throws {
    // Vectors A and B have the samples' own key; the rest are of the sheet's section 2.
    func text(
      _ method: String, _ id: Int64, _ key: String, _ params: String?, _ nonce: Int64,
      _ style: SignedText.Style = .flat
    ) throws -> String {
      let node = try params.map { try JSONDocument(parsing: $0).root }
      return SignedText.of(method, String(id), key, node, String(nonce), style)
    }
    func sig(_ text: String, _ secret: String) -> String {
      Hex.encode(HMACKey(Secret(secret)).sign(Array(text.utf8)))
    }
    let login = try text("public/auth", 11, "token", nil, 1_589_594_102_779)
    #expect(login == "public/auth11token1589594102779")
    #expect(
      sig(login, "secretKey")
        == "9dcebf6eeec155f829227ee447dee73120e0aead42fab74d38ed5d8271793dc8")
    let detail = try text(
      "private/get-order-detail", 11, "token", #"{"order_id":"53287421324"}"#, 1_587_846_358_253)
    #expect(
      sig(detail, "secretKey")
        == "02ef0a52c9428e5d3dcc5dd24d534ca39ef73f35acd3f6945f139a2364ef67a9")
    let oto = try text(
      "private/advanced/create-oto", 1, "fake-key-0001",
      #"""
      {"order_list":[{"instrument_name":"BTC_USD","quantity":"0.1","type":"LIMIT","price":"93000",\#
      "side":"BUY"},{"instrument_name":"BTC_USD","quantity":"0.1","type":"STOP_LOSS",\#
      "ref_price":"80000","side":"SELL"}]}
      """#,
      1_700_000_000_000)
    #expect(
      sig(oto, "fake-secret-0001")
        == "57c4008202b9063281a06024d12935361adedaf925a00f6a399598305424efef")
    let otoco =
      #"""
      {"order_list":[{"instrument_name":"BTC_USD","quantity":"0.1","type":"LIMIT","price":"93000",\#
      "side":"BUY","exec_inst":["POST_ONLY"]},{"instrument_name":"BTC_USD","quantity":"0.1",\#
      "type":"STOP_LOSS","ref_price":"80000","side":"SELL"},{"instrument_name":"BTC_USD",\#
      "quantity":"0.1","type":"TAKE_PROFIT","ref_price":"108000","side":"SELL"}]}
      """#
    for (style, wanted) in [
      (SignedText.Style.flat, "599ec34443f23d82a81c8b539a804322c3ec4a9a8ba1e46bfd276ec7191ef3d0"),
      (.java, "907b7c93f838ba1ad2c0e599248b22a015a8bc8a27b092b2c2b4a5bb0b7329df"),
    ] {
      let text = try text(
        "private/advanced/create-otoco", 4, "fake-key-0001", otoco, 1_700_000_000_003, style)
      #expect(sig(text, "fake-secret-0001") == wanted)
    }
    let lists = try text(
      "private/advanced/get-order-list-detail", 5, "fake-key-0001",
      #"{"list_id_list":["4611686018427705308","4611686018427705309"]}"#, 1_700_000_000_004)
    #expect(
      sig(lists, "fake-secret-0001")
        == "69e4629e6660f4e3e0f6c6f66cc1bef86db7db52152df7a60ff03e5f01044209")
  }

  /// Requests that ccxt 4.5.90 sent, key `paper-key`, secret `paper-secret`, its clock stopped at
  /// 1700000000000.
  static let recorded: [(method: String, body: String, verdict: String)] = [
    (
      "private/user-balance",
      #"""
      {"id":"1700000000000","method":"private/user-balance","params":{},"api_key":"paper-key",\#
      "sig":"ff8b489ac1867e2e6cf0cddb8bf18819474b7a9321e7bf0dcac60e242fe0684b",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/create-order",
      #"""
      {"id":"1700000000000","method":"private/create-order",\#
      "params":{"instrument_name":"BTC_USDT","side":"BUY","quantity":"0.01","price":"29000",\#
      "broker_id":"CCXT","spot_margin":"SPOT","exec_inst":["POST_ONLY"],\#
      "time_in_force":"GOOD_TILL_CANCEL","type":"LIMIT","client_oid":"c-1"},"api_key":"paper-key",\#
      "sig":"a0e5a64ef1fbb0f2533c5f5fff45c57b42d91b4ec554ce34af7c8b1c43c25e44",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/create-order",
      #"""
      {"id":"1700000000000","method":"private/create-order",\#
      "params":{"instrument_name":"BTC_USDT","side":"SELL","quantity":"0.01","broker_id":"CCXT",\#
      "spot_margin":"SPOT","type":"STOP_LOSS","ref_price":"29000"},"api_key":"paper-key",\#
      "sig":"f1b74aa458a5698b6a9e0a43abfcc6ca1dc4e6fc39c327f46683402f1ab3b6f0",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/get-open-orders",
      #"""
      {"id":"1700000000000","method":"private/get-open-orders",\#
      "params":{"instrument_name":"BTC_USDT"},"api_key":"paper-key",\#
      "sig":"005f389fb96f9dea11673264cdb9446f02da596fd6903b6cfbaf8279882894b0",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/get-order-history",
      #"""
      {"id":"1700000000000","method":"private/get-order-history",\#
      "params":{"instrument_name":"BTC_USDT","start_time":1699999999000,"limit":5},\#
      "api_key":"paper-key",\#
      "sig":"159f295995676c5c93530d3fe9dbfa1f1ac30fcc2c5202b0bc954ae27d8143a2",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/cancel-order",
      #"""
      {"id":"1700000000000","method":"private/cancel-order",\#
      "params":{"order_id":"6142909895000000001"},"api_key":"paper-key",\#
      "sig":"614289ef8cac2676e56c097e58e190691d9e6448d4ad6630bc3861d3eee0a421",\#
      "nonce":"1700000000000"}
      """#,
      "0 NO_ERROR"
    ),
    (
      "private/create-order-list",
      #"""
      {"id":"1700000000000","method":"private/create-order-list",\#
      "params":{"contingency_type":"LIST","order_list":[{"instrument_name":"BTC_USDT",\#
      "side":"SELL","price":"32000","broker_id":"CCXT","type":"LIMIT","quantity":"0.01"},\#
      {"instrument_name":"BTC_USDT","side":"SELL","price":"32000","broker_id":"CCXT",\#
      "type":"LIMIT","quantity":"5000"}]},"api_key":"paper-key",\#
      "sig":"981d4433a70dac747bce44ef93f09ab58043436f6d418539fc5284cf264fa6cf",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/advanced/create-oco",
      #"""
      {"id":"1700000000000","method":"private/advanced/create-oco",\#
      "params":{"order_list":[{"instrument_name":"BTC_USDT","side":"SELL","type":"LIMIT",\#
      "price":"32000","quantity":"0.01","client_oid":"o-1","exec_inst":["POST_ONLY"]},\#
      {"instrument_name":"BTC_USDT","side":"SELL","type":"STOP_LIMIT","price":"28900",\#
      "ref_price":"29000","quantity":"0.01","client_oid":"o-2"}]},"api_key":"paper-key",\#
      "sig":"428c1d144515542ce0b0e793f055a9ce409caac2f36c0c67a119204661fe9c1a",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
    (
      "private/advanced/get-order-list-detail",
      #"""
      {"id":"1700000000000","method":"private/advanced/get-order-list-detail",\#
      "params":{"list_id_list":["6498090546000128000"]},"api_key":"paper-key",\#
      "sig":"d9ead70dfbe567f009cd204272782d081f24c25f0c2b84e1baec81ef30fb624b",\#
      "nonce":"1700000000000"}
      """#,
      "0"
    ),
  ]

  @Test("Requests recorded from ccxt are taken, byte for byte")
  func recordedRequests() throws {
    var desk = CryptoComDesk()
    for (method, body, verdict) in Self.recorded {
      let answer = desk.serving.answer(CryptoComDesk.post(method, body))
      let root = try desk.root(answer)
      #expect(CryptoComDesk.verdict(root) == verdict, "\(method)")
      #expect(answer.status == 200)
      // Its ids are strings; the venue's answers have numbers.
      #expect(root["id"]?.numberText == "1700000000000")
      #expect(root["method"]?.string == method)
    }
    let spoilt = Self.recorded[0].body.replacing("ff8b", with: "ff8c")
    let answer = desk.serving.answer(CryptoComDesk.post(Self.recorded[0].method, spoilt))
    #expect(answer.status == 401)
  }

  @Test("A signature is over the parameters, and by the right key")
  func signatures() throws {
    var desk = CryptoComDesk()
    func verdict(_ request: HTTPRequest) throws -> String {
      let answer = desk.serving.answer(request)
      return "\(answer.status) " + CryptoComDesk.verdict(try desk.root(answer))
    }
    let method = "private/get-order-detail"
    let params = #"{"order_id":"1"}"#
    let refused = "401 40101 UNAUTHORIZED"
    #expect(
      try verdict(CryptoComDesk.request(method, params, signed: "order_id1"))
        == "200 40401 NOT_FOUND")
    #expect(
      try verdict(CryptoComDesk.request(method, params, signed: "order_id2")) == refused)
    #expect(
      try verdict(
        CryptoComDesk.request(method, params, signed: "order_id1", key: "other-key")) == refused)
    #expect(
      try verdict(
        CryptoComDesk.request(method, params, signed: "order_id1", secret: "other")) == refused)
    let bare = #"{"id":1,"method":"private/get-order-detail","params":{},"nonce":1700000000000}"#
    #expect(try verdict(CryptoComDesk.post(method, bare)) == refused)
    // An envelope for another method does not open this one.
    let other = CryptoComDesk.request("private/user-balance", "{}", signed: "")
    #expect(
      try verdict(CryptoComDesk.post(method, String(decoding: other.body, as: UTF8.self)))
        == "400 40003 INVALID_REQUEST")
  }

  @Test(
    "A nonce may be a minute off, either way",
    arguments: [
      (-60_000, "0"), (60_000, "0"), (-60_001, "40102 INVALID_NONCE"),
      (60_001, "40102 INVALID_NONCE"),
    ])
  func nonces(_ offset: Int64, _ verdict: String) throws {
    var desk = CryptoComDesk()
    let request = CryptoComDesk.request(
      "private/user-balance", "{}", signed: "", nonce: CryptoComDesk.time + offset)
    let answer = desk.serving.answer(request)
    #expect(CryptoComDesk.verdict(try desk.root(answer)) == verdict)
    #expect(answer.status == (verdict == "0" ? 200 : 400))
  }

  @Test("An envelope is taken once")
  func repeatedEnvelopes() throws {
    var desk = CryptoComDesk()
    let request = CryptoComDesk.request("private/user-balance", "{}", signed: "")
    #expect(CryptoComDesk.verdict(try desk.root(desk.serving.answer(request))) == "0")
    let again = desk.serving.answer(request)
    #expect(again.status == 400)
    #expect(CryptoComDesk.verdict(try desk.root(again)) == "40006 DUPLICATE_REQUEST")
  }

  @Test("Thirty calls of an advanced method are taken in a second, and one of a history")
  func limits() throws {
    for (method, most) in [
      ("private/advanced/get-open-orders", 30), ("private/cancel-all-orders", 150),
      ("private/get-order-history", 1),
    ] {
      var desk = CryptoComDesk()
      for id in 1...Int64(most + 1) {
        let answer = desk.serving.answer(
          CryptoComDesk.request(method, "{}", signed: "", id: id))
        let verdict = CryptoComDesk.verdict(try desk.root(answer))
        #expect(verdict == (id <= most ? "0" : "42901 TOO_MANY_REQUESTS"), "\(method) \(id)")
        #expect(answer.status == (id <= most ? 200 : 429))
      }
    }
  }

  @Test(
    "What is no request is refused in the venue's words",
    arguments: [
      ("GET", "/api/v3/time", "", 404, "-1 40401 NOT_FOUND"),
      ("GET", "/exchange/v1/public/get-nothing", "", 400, "-1 40002 METHOD_NOT_FOUND"),
      ("POST", "/exchange/v1/private/get-nothing", "{}", 400, "-1 40002 METHOD_NOT_FOUND"),
      ("POST", "/exchange/v1/private/user-balance", "{", 400, "-1 40001 BAD_REQUEST"),
      ("POST", "/exchange/v1/private/user-balance", "[]", 400, "-1 40001 BAD_REQUEST"),
      ("POST", "/exchange/v1/private/user-balance", "{}", 400, "-1 40001 BAD_REQUEST"),
      (
        "POST", "/exchange/v1/private/user-balance",
        #"{"id":7,"method":"private/user-balance","params":[]}"#, 400, "-1 40003 INVALID_REQUEST"
      ),
      (
        "POST", "/exchange/v1/private/user-balance",
        #"{"id":-7,"method":"private/user-balance"}"#, 400, "-1 40003 INVALID_REQUEST"
      ),
      (
        "POST", "/exchange/v1/private/user-balance",
        #"{"id":7,"method":"private/user-balance"}"#, 401, "7 40101 UNAUTHORIZED"
      ),
      ("GET", "/exchange/v1/private/user-balance", "", 400, "-1 40003 INVALID_REQUEST"),
      ("POST", "/exchange/v1/public/get-tickers", "{}", 400, "-1 40003 INVALID_REQUEST"),
      (
        "GET", "/exchange/v1/public/get-tickers?instrument_name=DOGE_EUR", "", 400,
        "-1 209 INVALID_INSTRUMENT"
      ),
      (
        "GET", "/exchange/v1/public/get-valuations?instrument_name=BTC_USDT", "", 400,
        "-1 40004 MISSING_OR_INVALID_ARGUMENT"
      ),
    ])
  func notRequests(
    _ method: String, _ target: String, _ body: String, _ status: Int, _ verdict: String
  ) throws {
    var desk = CryptoComDesk()
    let answer = desk.serving.answer(HTTPRequest(method, target, body: Array(body.utf8)))
    let root = try desk.root(answer)
    #expect(answer.status == status)
    #expect((root["id"]?.numberText ?? "") + " " + CryptoComDesk.verdict(root) == verdict)
  }

  // MARK: Market data

  @Test("Instruments have the keys that ccxt's recorded row has")
  func instruments() throws {
    var desk = CryptoComDesk()
    let root = try desk.root(desk.serving.answer(CryptoComDesk.get("public/get-instruments")))
    #expect(root["id"]?.numberText == "-1")
    #expect(root["code"]?.numberText == "0")
    let rows = try #require(root["result"]?["data"])
    #expect(rows.count == 4)
    let row = try #require(rows[0])
    #expect(
      row.rawText
        == #"""
        {"symbol":"BTC_USDT","inst_type":"CCY_PAIR","display_name":"BTC/USDT","base_ccy":"BTC",\#
        "quote_ccy":"USDT","quote_decimals":2,"quantity_decimals":5,"price_tick_size":"0.01",\#
        "qty_tick_size":"0.00001","max_leverage":"50","tradable":true,"expiry_timestamp_ms":0,\#
        "beta_product":false,"margin_buy_enabled":false,"margin_sell_enabled":false}
        """#
    )
  }

  @Test("A ticker has the documented keys, and follows the trades")
  func tickers() throws {
    var desk = CryptoComDesk()
    desk.trade(30_600)
    desk.trade(29_400)
    _ = desk.heard()
    let target = "public/get-tickers?instrument_name=BTC_USDT"
    let root = try desk.root(desk.serving.answer(CryptoComDesk.get(target)))
    let row = try #require(root["result"]?["data"]?[0])
    #expect(row.nameSet == ["h", "l", "a", "i", "v", "vv", "oi", "c", "b", "k", "t"])
    #expect(row["h"]?.string == "30600.00")
    #expect(row["l"]?.string == "29400.00")
    #expect(row["a"]?.string == "29400.00")
    // 29400 / 30000 - 1
    #expect(row["c"]?.string == "-0.02")
    #expect(row["t"]?.numberText == "1700000000000")
    let mark = try desk.root(
      desk.serving.answer(
        CryptoComDesk.get(
          "public/get-valuations?instrument_name=BTC_USDT&valuation_type=mark_price&count=1")))
    #expect(
      mark["result"]?.rawText
        == #"{"data":[{"v":"30000.00","t":1700000000000}],"instrument_name":"BTC_USDT"}"#)
  }

  @Test("A balance has the documented keys, and what an order reserves")
  func balances() throws {
    var desk = CryptoComDesk()
    _ = try desk.ask("private/create-order", CryptoComDesk.limit())
    let root = try desk.ask("private/user-balance")
    let row = try #require(root["result"]?["data"]?[0])
    for key in [
      "total_available_balance", "total_margin_balance", "total_initial_margin",
      "total_maintenance_margin", "total_position_cost", "total_cash_balance",
      "total_collateral_value", "total_session_unrealized_pnl", "instrument_name",
      "total_session_realized_pnl", "position_balances", "total_effective_leverage",
      "position_limit", "used_position_limit", "is_liquidating",
    ] { #expect(row[key] != nil, "\(key)") }
    let balances = try #require(row["position_balances"])
    let quote = balances.elements.first { $0["instrument_name"]?.string == "USDT" }
    #expect(quote?["quantity"]?.string == "1000000.00000000")
    // 0.01 at 29000
    #expect(quote?["reserved_qty"]?.decimal == 290)
  }
}
