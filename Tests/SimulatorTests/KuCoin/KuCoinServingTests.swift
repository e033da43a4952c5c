import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

@Suite("KuCoin simulator")
struct KuCoinServingTests {
  @Test("An OCO is placed, told, listed and cancelled in the words of the documentation")
  func lifeOfAList() throws {
    var venue = KuCoinDesk()
    let placed = venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    let id = "674c3b6e0000000000000001"
    #expect(placed == #"{"code":"200000","data":{"orderId":"\#(id)"}}"#)

    // Sheet §3.3 and §3.4: the header, and the legs padded to twenty digits, the limit leg with
    // its own price as its stopPrice.
    let header = [
      #"{"orderId":"\#(id)","symbol":"BTC-USDT","clientOid":"oco-test-0001","#,
      #""orderTime":1700000000000,"status":"NEW"}"#,
    ].joined()
    let told = venue.ask("GET", "/api/v3/oco/client-order/oco-test-0001")
    #expect(told == #"{"code":"200000","data":\#(header)}"#)
    #expect(venue.ask("GET", "/api/v3/oco/order/\(id)") == told)
    let details = venue.ask("GET", "/api/v3/oco/order/details/\(id)")
    let zeros = String(repeating: "0", count: 20)
    let limit = [
      #"{"id":"vs93gpqc7d00000000000001","symbol":"BTC-USDT","side":"sell","#,
      #""price":"32000.\#(zeros)","stopPrice":"32000.\#(zeros)","#,
      #""size":"0.01000000000000000000","status":"NEW"}"#,
    ].joined()
    let stop = [
      #"{"id":"vs93gpqc7d00000000000002","symbol":"BTC-USDT","side":"sell","#,
      #""price":"28900.\#(zeros)","stopPrice":"29000.\#(zeros)","#,
      #""size":"0.01000000000000000000","status":"NEW"}"#,
    ].joined()
    let whole: String =
      #"{"code":"200000","data":\#(header.dropLast()),"orders":[\#(limit),\#(stop)]}}"#
    #expect(details == whole)
    let page = venue.ask("GET", "/api/v3/oco/orders?symbol=BTC-USDT&pageSize=50&currentPage=1")
    let list =
      #"{"currentPage":1,"pageSize":50,"totalNum":1,"totalPage":1,"items":[\#(header)]}"#
    #expect(page == #"{"code":"200000","data":\#(list)}"#)

    // Sheet §3.2: the array holds the two legs' ids.
    let cancelled = venue.ask("DELETE", "/api/v3/oco/order/\(id)")
    let legs = #"["vs93gpqc7d00000000000001","vs93gpqc7d00000000000002"]"#
    #expect(cancelled == #"{"code":"200000","data":{"cancelledOrderIds":\#(legs)}}"#)
    let after = try venue.data("GET", "/api/v3/oco/order/details/\(id)")
    #expect(after["status"]?.string == "CANCELLED")
    #expect(after["orders"]?[1]?["status"]?.string == "CANCELLED")
    #expect(
      venue.ask("DELETE", "/api/v3/oco/client-order/oco-test-0001")
        == #"{"code":"400100","msg":"order_not_exist_or_not_allow_to_cancel"}"#)
  }

  @Test("Many lists are cancelled by ids, by pair, or all")
  func cancelMany() throws {
    var venue = KuCoinDesk()
    var ids: [String] = []
    for number in 1...4 {
      let body = KuCoinDesk.placing.replacing("0001", with: "000\(number)")
      let data = try venue.data("POST", "/api/v3/oco/order", body)
      ids.append(try #require(data["orderId"]?.string))
    }
    // Signed as it reads, sent percent-encoded, as the official SDK does (sheet §2).
    let request = KuCoinDesk.signed(
      "DELETE", "/api/v3/oco/orders?orderIds=\(ids[0])%2C\(ids[1])&symbol=BTC-USDT",
      signing: "/api/v3/oco/orders?orderIds=\(ids[0]),\(ids[1])&symbol=BTC-USDT")
    let answer = try JSONDocument(parsing: venue.serving.answer(request).body).root
    #expect(answer["data"]?["cancelledOrderIds"]?.count == 4)
    let other = try venue.data("DELETE", "/api/v3/oco/orders?symbol=ETH-USDT")
    #expect(other["cancelledOrderIds"]?.count == 0)
    let rest = try venue.data("DELETE", "/api/v3/oco/orders")
    #expect(rest["cancelledOrderIds"]?.count == 4)
    #expect(venue.serving.desk.openLists.isEmpty)
  }

  @Test(
    "Who asks is checked in the order of the codes",
    arguments: [
      ("KC-API-SIGN", nil, "400001"), ("KC-API-TIMESTAMP", "1699999995000", "400002"),
      ("KC-API-TIMESTAMP", "1700000005000", "400002"), ("KC-API-TIMESTAMP", "soon", "400002"),
      // 2^63 ms before the venue's time: the difference is the one number without a positive.
      ("KC-API-TIMESTAMP", "-9223370336854775808", "400002"),
      ("KC-API-KEY", "other", "400003"), ("KC-API-PASSPHRASE", "paper-passphrase", "400004"),
      ("KC-API-SIGN", "cr78xEXimiJls8nAz9sVDl6JmMacll+reAJs5n/czss=", "400005"),
    ])
  func whoAsks(_ name: String, _ value: String?, _ code: String) throws {
    var venue = KuCoinDesk()
    var request = KuCoinDesk.signed("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    request.headers.removeAll { $0.name == name }
    if let value { request.headers.append(HeaderField(name, value)) }
    let answer = venue.serving.answer(request)
    #expect(answer.status == 200)
    #expect(try JSONDocument(parsing: answer.body).root["code"]?.string == code)
    #expect(venue.serving.desk.allLists.isEmpty)
  }

  @Test("Signatures that another implementation made are taken")
  func foreignSignatures() throws {
    // python3: hmac.new(b"paper-secret", b"1700000000000POST/api/v3/oco/order{…}", sha256)
    let request = KuCoinDesk.signed("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    #expect(request.header("KC-API-SIGN") == "Zr6OambZRpmybEE22jITjPF5uAsst1xf2/nqMygCfPQ=")
    let query = KuCoinDesk.signed("DELETE", "/api/v3/oco/orders?orderIds=a,b&symbol=BTC-USDT")
    #expect(query.header("KC-API-SIGN") == "838H/2qiVoI6xn/LRCLEm4jAImzcZKpkmoduner304g=")
    // A key of version 1 sends its passphrase as it is.
    var plain = request
    plain.headers.removeAll { ["KC-API-PASSPHRASE", "KC-API-KEY-VERSION"].contains($0.name) }
    plain.headers.append(HeaderField("KC-API-PASSPHRASE", "paper-passphrase"))
    var venue = KuCoinDesk()
    #expect(venue.text(venue.serving.answer(plain)).hasPrefix(#"{"code":"200000""#))
  }

  @Test(
    "What is wrong with a list is told with KuCoin's code and text",
    arguments: [
      (#""price":"32000""#, #""price":"29999""#, "400100", "two sides"),
      (#""stopPrice":"29000""#, #""stopPrice":"30000""#, "400100", "two sides"),
      (#""price":"32000""#, #""price":"32000.01""#, "600100", "Order price increment invalid."),
      (#""size":"0.01""#, #""size":"0.010000001""#, "600100", "Order size increment invalid."),
      (
        #""size":"0.01""#, #""size":"0.00000001""#, "400100",
        "Order size below the minimum requirement."
      ),
      ("BTC-USDT", "BTC-EUR", "900001", "symbol not exists"),
      (#""side":"sell""#, #""side":"SELL""#, "400100", "Parameter Error"),
      (
        #""limitPrice":"28900","#, "", "400100", "validation.createOrder.limitPriceIsRequired"
      ),
      (
        "limitPrice", "stopLimitPrice", "400100", "validation.createOrder.limitPriceIsRequired"
      ),
      (
        "oco-test-0001", "oco test", "400100", "validation.createOrder.clientOidIsInvalid"
      ),
      (#""price":"32000""#, #""price":"12abc""#, "400100", "Parameter Error"),
      (#""tradeType":"TRADE""#, #""tradeType":"MARGIN_TRADE""#, "400100", "Parameter Error"),
      (#""remark":"tkt""#, #""remark":"abcdefghijklmnopqrstu""#, "400100", "Parameter Error"),
      ("{", "[", "400100", "Parameter Error"),
    ])
  func flaws(_ old: String, _ new: String, _ code: String, _ text: String) throws {
    var venue = KuCoinDesk()
    let body = KuCoinDesk.placing.replacing(old, with: new, maxReplacements: 1)
    let answer = venue.ask("POST", "/api/v3/oco/order", body)
    #expect(answer.hasPrefix(#"{"code":"\#(code)","msg":""#) && answer.contains(text))
    #expect(venue.serving.desk.allLists.isEmpty)
  }

  @Test("A client id is refused while its list is open, and taken again afterwards")
  func duplicates() {
    var venue = KuCoinDesk()
    _ = venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    #expect(
      venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
        == #"{"code":"400100","msg":"validation.createOrder.clientOidDuplicated"}"#)
    _ = venue.ask("DELETE", "/api/v3/oco/client-order/oco-test-0001")
    let again = venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    #expect(again.hasPrefix(#"{"code":"200000""#))
  }

  @Test("The eleventh list of a pair is one too many: each has two rows, and twenty may wait")
  func crowded() {
    var venue = KuCoinDesk()
    for number in 0..<10 {
      let body = KuCoinDesk.placing.replacing("0001", with: "100\(number)")
      #expect(venue.ask("POST", "/api/v3/oco/order", body).hasPrefix(#"{"code":"200000""#))
    }
    #expect(
      venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
        == #"{"code":"200003","msg":"Number of orders breached the limit"}"#)
  }

  @Test("A pool of weight empties, is told in every answer, and fills again after 30 seconds")
  func rateLimit() throws {
    var venue = KuCoinDesk()
    let request = HTTPRequest("GET", "/api/v1/timestamp")
    var answer = venue.serving.answer(request)
    #expect(answer.headers.contains(HeaderField("gw-ratelimit-limit", "2000")))
    #expect(answer.headers.contains(HeaderField("gw-ratelimit-remaining", "1997")))
    for _ in 0..<665 { answer = venue.serving.answer(request) }
    #expect(answer.status == 200)
    answer = venue.serving.answer(request)
    #expect(answer.status == 429)
    #expect(venue.text(answer) == #"{"code":"429000","msg":"Too Many Requests"}"#)
    #expect(answer.headers.contains(HeaderField("gw-ratelimit-reset", "30000")))
    venue.serving.desk.pass(to: Timestamp(milliseconds: KuCoinDesk.time + 30_000))
    #expect(venue.serving.answer(request).status == 200)
  }

  @Test("Places that are not there answer as the venue does")
  func unknownPlaces() {
    var venue = KuCoinDesk()
    let answer = venue.serving.answer(KuCoinDesk.signed("GET", "/api/v9/none"))
    #expect(answer.status == 404)
    #expect(venue.text(answer) == #"{"code":"404000","msg":"Url Not Found"}"#)
    #expect(
      venue.ask("GET", "/api/v3/oco/order/nonsense")
        == #"{"code":"400100","msg":"order not exist."}"#)
    #expect(
      venue.ask("GET", "/api/v1/market/orderbook/level1?symbol=NO-SUCH")
        == #"{"code":"200000","data":null}"#)
  }
}
