import Exact
import Orders
import Testing

@testable import Simulator

@Suite("BingXServing: refusals")
struct BingXServingRefusalTests {
  private static let signed = "/openApi/spot/v1/account/balance"

  // MARK: The entrance

  @Test("Key, signature and time are checked in turn, each with its own code and text")
  func entrance() {
    var bench = BingXBench()
    let line = "timestamp=\(bench.now)"
    let good = Self.signed + "?" + line + "&signature=" + bench.sign(line)
    #expect(bench.send("GET", good, key: nil).fault == "100413 Null apiKey")
    #expect(bench.send("GET", good, key: "paper-kez").fault == "100413 Incorrect apiKey")
    #expect(
      bench.send("GET", Self.signed + "?" + line).fault
        == "100412 Request is missing the signature parameter")
    let wrong = bench.send("GET", Self.signed + "?" + line + "&signature=" + bench.sign("x"))
    #expect(
      wrong.fault == "100001 Signature verification failed due to signature mismatch")
    // As the sheet's sample of a gateway error: a time, no data and no debugMsg.
    #expect(wrong.json?.names == ["code", "msg", "timestamp"])
    #expect(wrong.json?["timestamp"]?.int64 == bench.now && wrong.response.status == 200)
    #expect(bench.send("GET", good).code == 0)
  }

  @Test("A request is taken within its window and refused beyond, late or early")
  func window() {
    let mismatch = "100421 Null timestamp or timestamp mismatch"
    var bench = BingXBench()
    let start = BingXBench.start
    let empty = bench.send("GET", Self.signed + "?signature=" + bench.sign(""))
    #expect(empty.fault == mismatch)
    #expect(bench.call("GET", Self.signed, at: start - 5_000).code == 0)
    #expect(bench.call("GET", Self.signed, at: start - 5_001).fault == mismatch)
    bench.pass(1_000)
    #expect(bench.call("GET", Self.signed, at: bench.now + 5_001).fault == mismatch)
    let narrow = bench.call("GET", Self.signed, ["recvWindow": "1000"], at: bench.now - 1_001)
    #expect(narrow.fault == mismatch)
    let wide = bench.call("GET", Self.signed, ["recvWindow": "60000"], at: bench.now - 60_000)
    #expect(wide.code == 0)
    // The authentication page's sample sends 0.
    #expect(bench.call("GET", Self.signed, ["recvWindow": "0"]).code == 0)
    bench.pass(1_000)
    let line = "timestamp=soon"
    let odd = bench.send("GET", Self.signed + "?" + line + "&signature=" + bench.sign(line))
    #expect(odd.fault == "80014 timestamp is invalid")
  }

  @Test("Unknown paths and wrong methods are no API")
  func paths() {
    var bench = BingXBench()
    for (method, path) in [
      ("GET", "/openApi/spot/v1/oco/order"), ("POST", "/openApi/spot/v1/nothing"),
    ] {
      let reply = bench.send(method, path)
      #expect(reply.fault == "100400 this api is not exist")
      #expect(reply.response.status == 200)
    }
    #expect(bench.send("GET", "/").response.status == 404)
  }

  @Test("The limit is told in headers, and one request too many is refused until the second ends")
  func rates() {
    var bench = BingXBench()
    bench.pass(300)
    for left in (0..<5).reversed() {
      let reply = bench.call("GET", Self.signed)
      #expect(reply.header("X-RateLimit-Requests-Remain") == String(left))
      #expect(reply.header("X-RateLimit-Requests-Expire") == "1700000001000")
    }
    let refused = bench.call("GET", Self.signed)
    #expect(refused.response.status == 429)
    #expect(
      refused.fault
        == "100410 code:100410:The endpoint trigger frequency limit rule is currently in the "
        + "disabled period and will be unblocked after 1700000001000")
    bench.pass(700)
    #expect(bench.call("GET", Self.signed).code == 0)
  }

  @Test("Trouble that is not the request's fault has the venue's words")
  func trouble() {
    let bench = BingXBench()
    let request = HTTPRequest("GET", Self.signed)
    func reply(_ trouble: Trouble) -> Reply {
      Reply(bench.serving.refusal(of: request, for: trouble))
    }
    let broken = reply(.broken(status: 503))
    #expect(broken.response.status == 503)
    #expect(broken.fault == "100500 The current system is busy, please try again later")
    #expect(reply(.broken(status: 504)).fault == "101500 RPC timeout")
    #expect(reply(.banned(afterSeconds: 300)).response.status == 418)
    #expect(reply(.rateLimited(afterSeconds: 300)).fault.hasSuffix("after 1700000300000"))
  }

  // MARK: Placing

  @Test(
    "What is wrong with an OCO is answered with the venue's code and text",
    arguments: [
      (["symbol": ""], "100400 miss arguments"),
      (["limitPrice": ""], "100400 miss arguments"),
      (["symbol": "BTCUSDT"], "100400 invalid symbol, send symbol like BTC-USDT"),
      (["symbol": "btc-usdt"], "100400 invalid symbol, send symbol like BTC-USDT"),
      (["symbol": "DOGE-USDT"], "100421 CheckUserAndSymbol: contract not exist"),
      (["side": "sell"], "100400 Invalid parameter"),
      (["quantity": "12abc"], "100400 Invalid parameter"),
      (["quantity": "0"], "100400 quantity/quoteOrderQty can't both be lte 0 in limit order"),
      (
        ["quantity": "0.000009"], "100400 quantity/quoteOrderQty can't both be lte 0 in limit order"
      ),
      (["limitPrice": "-1"], "100400 price can't be lte 0 in limit order"),
      (["orderPrice": "0"], "100400 price can't be lte 0 in limit order"),
      (["quantity": "0.0001"], "100400 The minimum amount per order is 5"),
      (["quantity": "16"], "100400 The maximum amount per order is 500000"),
      (["listClientOrderId": "mine"], "100400 clientOrderId only supports numeric strings"),
      (
        ["aboveClientOrderId": "7", "belowClientOrderId": "7"], "100400 duplicate clientOrderID"
      ),
      (
        ["limitPrice": "29999"],
        "100400 the limit price should be greater than the current price, and the trigger price "
          + "lower"
      ),
      (
        ["triggerPrice": "30000"],
        "100400 the limit price should be greater than the current price, and the trigger price "
          + "lower"
      ),
      (
        ["side": "BUY", "limitPrice": "30001", "triggerPrice": "31000", "orderPrice": "31000"],
        "100400 the limit price should be lower than the current price, and the trigger price "
          + "greater"
      ),
      (
        ["limitPrice": "150000.01"],
        "100440 check price diverge fail, entrustPrice to high, userID: 1000001,"
          + "entrustPrice:150000.01, indexPrice:30000,tradePrice: 30000, "
          + "maxEntrustPriceDiverge:150000, minEntrustPriceDiverge:6000,"
          + "minDivergeRatio:0.2000000000,maxDivergeRatio:5.0000000000"
      ),
    ])
  func placing(_ changes: [String: String], _ fault: String) {
    var bench = BingXBench()
    let reply = bench.placeOCO(changes)
    #expect(reply.fault == fault)
    #expect(reply.json?.names == ["code", "msg", "debugMsg"])
    #expect(bench.serving.desk.allLists.isEmpty)
  }

  @Test("More than the account has is refused")
  func funds() {
    var bench = BingXBench()
    // 100 BTC are there; each takes 15.6, which is worth less than 500000.
    for number in 1...6 {
      let reply = bench.placeOCO(["quantity": "15.6", "listClientOrderId": "\(number)"])
      #expect(reply.code == 0)
    }
    let reply = bench.placeOCO(["quantity": "15.6", "listClientOrderId": "7"])
    #expect(reply.fault == "100202 Insufficient assets, please verify the assets status")
  }

  @Test("The same order twice in a second, and a used id later, are refused")
  func duplicates() {
    var bench = BingXBench()
    let ids = ["listClientOrderId": "11", "aboveClientOrderId": "12", "belowClientOrderId": "13"]
    #expect(bench.placeOCO(ids).code == 0)
    bench.pass(999)
    let again = "100400 The same order can only be submitted once per second."
    #expect(bench.placeOCO(ids).fault == again)
    bench.pass(1)
    #expect(bench.placeOCO(ids).fault == "100400 duplicate clientOrderID")
    _ = bench.call("POST", "/openApi/spot/v1/oco/cancel", ["clientOrderId": "12"])
    // Ended lists keep their ids.
    for name in ids.keys {
      bench.pass(1_000)
      let reply = bench.placeOCO([name: ids[name] ?? ""])
      #expect(reply.fault == "100400 duplicate clientOrderID")
    }
    bench.pass(1_000)
    #expect(bench.placeOCO(["listClientOrderId": "12"]).code == 0)
    #expect(bench.placeOCO(["listClientOrderId": "14"]).code == 0)
  }

  @Test("A halted market is offline")
  func halted() {
    var bench = BingXBench()
    bench.serving.desk.halted.insert(0)
    #expect(bench.placeOCO().fault == "100490 spot symbol is offline")
    let symbols = bench.call("GET", "/openApi/spot/v1/common/symbols", ["symbol": "BTC-USDT"])
    #expect(symbols.data?["symbols"]?[0]?["status"]?.int64 == 0)
  }

  @Test("Bytes that are no request are refused, not feared")
  func junk() {
    var bench = BingXBench()
    let path = "/openApi/spot/v1/oco/order"
    for body in ["{", "{}", "[1]", "a=%zz", "=&=&", "{\"a\":{\"b\":[1,2]}}", "\u{0}"] {
      let reply = bench.send("POST", path, body: body)
      #expect(reply.code == 100400 || reply.code == 100412)
    }
    let many = (0..<300).map { "p\($0)=1" }.joined(separator: "&")
    #expect(bench.send("GET", Self.signed + "?" + many).fault == "100400 Invalid parameter")
    let huge = HTTPRequest("POST", path, body: [0xff, 0xfe])
    #expect(bench.serving.answer(huge).status == 200)
    bench.pass(1_000)
    for value in ["9223372036854775808", "-9223372036854775808", "1e9", "0.5"] {
      let reply = bench.call(
        "GET", "/openApi/spot/v1/oco/openOrderList", ["pageIndex": value, "pageSize": "100"])
      #expect(reply.fault == "100400 Invalid parameter")
    }
    let far = bench.call(
      "GET", "/openApi/spot/v1/oco/openOrderList",
      ["pageIndex": "9223372036854775807", "pageSize": "1000"])
    #expect(far.data?.count == 0)
  }
}
