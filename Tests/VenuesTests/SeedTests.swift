import Exact
import Orders
import Testing

@testable import Venues

/// The five pages the project began with: a ticket that says the same gives the page's request.
///
/// The client's ids are left out as on the pages (`<venue>.ids = venue`). Where a page errs, the
/// test says how it is mended; ARCHITECTURE says why.
@Suite struct SeedTests {
  func request(_ id: String, _ json: String) throws -> WireRequest {
    let venue = try #require(VenueCatalogue.venue(VenueID(id)))
    let draft = try venue.place(try ticket(json), ListIdentity(1))
    return try venue.sealed(draft, try venue.paperCredentials())
  }

  /// Names, kinds and texts of an object's members, whatever their order.
  func members(_ node: JSONNode?) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in node?.members.map({ $0 }) ?? [] {
      result[key] = "\(value.kind) \(value.text ?? value.rawText)"
    }
    return result
  }

  /// Seed 000, Crypto.com's page: its trailing commas dropped, and BTCUSD spelt BTC_USD, the name
  /// the venue's newer pages and its instrument list give the spot pair.
  @Test func cryptoComCreateOTO() throws {
    let page = try JSONDocument(
      parsing: """
        {"method":"private/advanced/create-oto","id":123456789,"nonce":123456789000,"params":{
          "order_list":[
            {"instrument_name":"BTC_USD","quantity":"0.1","type":"LIMIT","price":"93000",
             "side":"BUY"},
            {"instrument_name":"BTC_USD","quantity":"0.1","type":"STOP_LOSS","ref_price":"80000",
             "side":"SELL"}]}}
        """
    ).root
    let sent = try request(
      "crypto-com",
      """
      {"kind":"oto","instrument":"BTC/USD","quantity":"0.1","legs":[
        {"side":"buy","type":"limit","price":"93000"},
        {"side":"sell","type":"stop","trigger":"80000"}],"options":{"crypto-com.ids":"venue"}}
      """)
    let body = try JSONDocument(parsing: sent.body.bytes).root
    #expect(sent.methodName == "POST")
    #expect(sent.target.text() == "/exchange/v1/private/advanced/create-oto")
    #expect(body["method"]?.string == page["method"]?.string)
    #expect(body["id"]?.kind == page["id"]?.kind)
    #expect(body["nonce"]?.kind == page["nonce"]?.kind)
    let legs = body["params"]?["order_list"]
    #expect(legs?.count == 2)
    for index in 0..<2 {
      #expect(members(legs?[index]) == members(page["params"]?["order_list"]?[index]))
    }
    #expect(Set(body.members.map(\.key)) == ["method", "id", "nonce", "params", "api_key", "sig"])
  }

  /// Seed 001, Binance's legacy endpoint, byte for byte up to the page's own time stamp.
  @Test func binanceOrderOCO() throws {
    let sent = try request(
      "binance",
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","legs":[
        {"type":"limit","price":"32000"},
        {"type":"stop_limit","trigger":"29000","price":"28900","tif":"gtc"}],
       "options":{"binance.endpoint":"order","binance.ids":"venue"}}
      """)
    #expect(sent.methodName == "POST")
    #expect(
      sent.target.text()
        == "/api/v3/order/oco?symbol=BTCUSDT&side=SELL&quantity=0.01&price=32000"
        + "&stopPrice=29000&stopLimitPrice=28900&stopLimitTimeInForce=GTC"
        + "&timestamp=1700000000000&signature=••••")
    #expect(sent.body.isEmpty)
    #expect(sent.headers.map(\.name) == ["X-MBX-APIKEY"])
  }

  /// Seed 002, BingX's page types prices and quantities float64: `bingx.numbers = number` sends
  /// them so.
  ///
  /// The standard is decimal strings, which the venue's basic-information page advises.
  @Test(arguments: ["string", "number"])
  func bingXOcoOrder(_ kind: String) throws {
    let sent = try request(
      "bingx",
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"buy","quantity":"0.001","legs":[
        {"type":"limit","price":"48000"},{"type":"stop_limit","trigger":"87000","price":"88000"}],
       "options":{"bingx.ids":"venue","bingx.numbers":"\(kind)"}}
      """)
    #expect(sent.methodName == "POST")
    #expect(sent.target.text() == "/openApi/spot/v1/oco/order")
    var body = members(try JSONDocument(parsing: sent.body.bytes).root)
    body["signature"] = nil
    #expect(
      body == [
        "symbol": "string BTC-USDT", "side": "string BUY", "quantity": "\(kind) 0.001",
        "limitPrice": "\(kind) 48000", "orderPrice": "\(kind) 88000",
        "triggerPrice": "\(kind) 87000", "timestamp": "number 1700000000000",
      ])
  }

  /// Seed 003, Tradovate's page and its try-it sample.
  ///
  /// The sample's Market and Stop pair and its prices of 0 are no pair a trader could mean: the
  /// rules say so, and the bytes still come out as printed.
  @Test func tradovatePlaceOCO() throws {
    let sent = try request(
      "tradovate",
      """
      {"kind":"oco","instrument":"ESZ6","quantity":"1","legs":[
        {"side":"buy","type":"market","tif":"day"},{"side":"sell","type":"stop","trigger":"0"}],
       "options":{"tradovate.accountSpec":"accountName","tradovate.accountId":0,
                  "tradovate.isAutomated":true,"tradovate.ids":"venue"}}
      """)
    #expect(sent.methodName == "POST")
    #expect(sent.target.text() == "/order/placeOCO")
    let body = try JSONDocument(parsing: sent.body.bytes).root
    var top = members(body)
    top["other"] = nil
    #expect(
      top == [
        "accountSpec": "string accountName", "accountId": "number 0", "action": "string Buy",
        "symbol": "string ESZ6", "orderQty": "number 1", "orderType": "string Market",
        "timeInForce": "string Day", "isAutomated": "bool true",
      ])
    #expect(
      members(body["other"]) == [
        "action": "string Sell", "orderType": "string Stop", "stopPrice": "number 0",
        "timeInForce": "string Day",
      ])
  }

  /// Seed 004, KuCoin's page: every value a string.
  @Test func kuCoinOcoOrder() throws {
    let sent = try request(
      "kucoin",
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.001","legs":[
        {"type":"limit","price":"70000"},{"type":"stop_limit","trigger":"60000","price":"59900"}],
       "options":{"kucoin.clientOid":"mine-1","kucoin.remark":"note","kucoin.tradeType":"TRADE"}}
      """)
    #expect(sent.methodName == "POST")
    #expect(sent.target.text() == "/api/v3/oco/order")
    #expect(
      members(try JSONDocument(parsing: sent.body.bytes).root) == [
        "clientOid": "string mine-1", "side": "string sell", "symbol": "string BTC-USDT",
        "remark": "string note", "price": "string 70000", "size": "string 0.001",
        "stopPrice": "string 60000", "limitPrice": "string 59900", "tradeType": "string TRADE",
      ])
  }
}
