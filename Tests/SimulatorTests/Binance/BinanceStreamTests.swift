import Crypto
import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

@Suite("Binance, sockets")
struct BinanceServingStreamTests {
  /// A bench with a user stream on socket 1.
  private static func listening() throws -> BinanceBench {
    var bench = BinanceBench()
    #expect(bench.open("/ws-api/v3") == .admitted)
    let answer = try bench.call("userDataStream.subscribe.signature")
    #expect(answer["result"]?.rawText == #"{"subscriptionId":0}"#)
    return bench
  }

  /// `executionReport NEW NEW`, and of others their kind.
  private static func brief(_ event: JSONNode) -> String {
    let inner = event["event"] ?? event
    return ["e", "x", "X", "l", "L", "eR"].compactMap { name in
      inner["e"]?.string == "executionReport" && (name == "l" || name == "L")
        ? nil : inner[name]?.string
    }.joined(separator: " ")
  }

  @Test("Placing an OCO tells the stop, the limit, the list, the balance")
  func placed() throws {
    var bench = try Self.listening()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    let events = try bench.told()
    #expect(
      events.map(Self.brief) == [
        "executionReport NEW NEW", "executionReport NEW NEW",
        "listStatus EXEC_STARTED EXECUTING", "outboundAccountPosition",
      ])
    #expect(events.allSatisfy { $0["subscriptionId"]?.int64 == 0 })
    // The fields of user-data-stream.md, in its order.
    let stop = """
      {"e":"executionReport","E":1700000000000,"s":"BTCUSDT","c":"tk-oco-0001-b","S":"SELL",\
      "o":"STOP_LOSS_LIMIT","f":"GTC","q":"0.01000000","p":"28900.00000000",\
      "P":"29000.00000000","F":"0.00000000","g":1,"C":"","x":"NEW","X":"NEW","r":"NONE","i":1,\
      "l":"0.00000000","z":"0.00000000","L":"0.00000000","n":"0","N":null,"T":1700000000000,\
      "t":-1,"I":1,"w":false,"m":false,"M":false,"O":1700000000000,"Z":"0.00000000",\
      "Y":"0.00000000","Q":"0.00000000","V":"EXPIRE_MAKER"}
      """
    #expect(events.at(0)?["event"]?.rawText == stop)
    #expect(events.at(1)?["event"]?["w"]?.bool == true)
    #expect(events.at(1)?["event"]?["W"]?.int64 == BinanceBench.time)
    let list = """
      {"e":"listStatus","E":1700000000000,"s":"BTCUSDT","g":1,"c":"OCO","l":"EXEC_STARTED",\
      "L":"EXECUTING","r":"NONE","C":"tk-oco-0001","T":1700000000000,\
      "O":[{"s":"BTCUSDT","i":1,"c":"tk-oco-0001-b"},{"s":"BTCUSDT","i":2,"c":"tk-oco-0001-a"}]}
      """
    #expect(events.at(2)?["event"]?.rawText == list)
    #expect(
      events.at(3)?["event"]?["B"]?.rawText == #"[{"a":"BTC","f":"99.99000000","l":"0.01000000"}]"#)
  }

  @Test("A fill tells the trade, then the sibling, then the list")
  func filled() throws {
    var bench = try Self.listening()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    _ = try bench.told()
    bench.trade(32_010)
    let events = try bench.told()
    #expect(
      events.map(Self.brief) == [
        "executionReport TRADE FILLED", "executionReport EXPIRED EXPIRED OCO_TRIGGER",
        "listStatus ALL_DONE ALL_DONE", "outboundAccountPosition",
      ])
    let trade = try #require(events.at(0)?["event"])
    #expect(trade["l"]?.string == "0.01000000" && trade["L"]?.string == "32000.00000000")
    #expect(trade["n"]?.string == "0.32000000" && trade["N"]?.string == "USDT")
    #expect(trade["t"]?.int64 == 1 && trade["m"]?.bool == true && trade["w"]?.bool == false)
    #expect(trade["Y"]?.string == "320.00000000" && trade["Z"]?.string == "320.00000000")
  }

  @Test("A trigger takes the limit away before the stop is in the book")
  func triggered() throws {
    var bench = try Self.listening()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    _ = try bench.told()
    bench.trade(29_000)
    let events = try bench.told()
    #expect(
      events.map(Self.brief).prefix(3) == [
        "executionReport EXPIRED EXPIRED OCO_TRIGGER", "executionReport NEW NEW",
        "executionReport TRADE FILLED",
      ])
    #expect(events.at(1)?["event"]?["o"]?.string == "STOP_LOSS_LIMIT")
    #expect(events.at(1)?["event"]?["w"]?.bool == true)
  }

  @Test("A cancel's events have its id and the order's; an amendment's both ids of the order")
  func renamed() throws {
    var bench = try Self.listening()
    _ = try bench.signed("POST", "orderList/oco", BinanceLine.oco)
    _ = try bench.told()
    let amended = try bench.signed(
      "PUT", "order/amend/keepPriority",
      "symbol=BTCUSDT&orderId=2&newClientOrderId=smaller&newQty=0.005")
    var events = try bench.told()
    let replaced = try #require(events.first { $0["event"]?["i"]?.int64 == 2 }?["event"])
    #expect(replaced["x"]?.string == "REPLACED" && replaced["q"]?.string == "0.00500000")
    #expect(replaced["c"]?.string == "smaller" && replaced["C"]?.string == "tk-oco-0001-a")
    #expect(replaced["I"]?.int64 == amended.root["executionId"]?.int64)
    #expect(events.map(Self.brief).contains("listStatus UPDATED EXECUTING"))
    _ = try bench.signed(
      "DELETE", "orderList", "symbol=BTCUSDT&orderListId=1&newClientOrderId=tk-oco-0001-x")
    events = try bench.told()
    #expect(
      events.map(Self.brief) == [
        "executionReport CANCELED CANCELED", "executionReport CANCELED CANCELED",
        "listStatus ALL_DONE ALL_DONE", "outboundAccountPosition",
      ])
    #expect(events.prefix(2).allSatisfy { $0["event"]?["c"]?.string == "tk-oco-0001-x" })
    #expect(events.prefix(2).map { $0["event"]?["C"]?.string } == ["tk-oco-0001-b", "smaller"])
  }

  @Test("An entry that fills wakes its exits; one that cannot be paid is refused by name")
  func entries() throws {
    var bench = try Self.listening()
    _ = try bench.signed("POST", "orderList/oto", BinanceLine.oto)
    #expect(
      try bench.told().map(Self.brief).prefix(3) == [
        "executionReport NEW NEW", "executionReport NEW PENDING_NEW",
        "listStatus EXEC_STARTED EXECUTING",
      ])
    bench.trade(29_500)
    #expect(
      try bench.told().map(Self.brief).prefix(2) == [
        "executionReport TRADE FILLED", "executionReport NEW NEW",
      ])
    let dear = BinanceLine.changed(
      BinanceLine.oto,
      [
        ("pendingQuantity", "200"), ("listClientOrderId", "dear"), ("workingClientOrderId", ""),
        ("pendingClientOrderId", ""), ("workingPrice", "29400"),
      ])
    #expect(try bench.signed("POST", "orderList/oto", dear).status == 200)
    _ = try bench.told()
    bench.trade(29_400)
    let refused = try #require(
      bench.told().first { $0["event"]?["eR"] != nil }?["event"])
    #expect(refused["eR"]?.string == "REJECTED")
    #expect(refused["r"]?.string == "INSUFFICIENT_BALANCES")
  }

  @Test("The WebSocket API's envelope: status, result or error, and the limits")
  func envelope() throws {
    var bench = BinanceBench()
    #expect(bench.open("/ws-api/v3") == .admitted)
    let time = try bench.send(#"{"id":7,"method":"v3/time"}"#)
    #expect(
      time.first?.rawText == #"{"id":7,"status":200,"result":{"serverTime":1700000000000},"#
        + #""rateLimits":[{"rateLimitType":"REQUEST_WEIGHT","interval":"MINUTE","#
        + #""intervalNum":1,"limit":6000,"count":3}]}"#)
    let quiet = try bench.send(
      #"{"id":null,"method":"ping","params":{"returnRateLimits":false}}"#)
    #expect(quiet.first?.rawText == #"{"id":null,"status":200,"result":{}}"#)
    let rows = [
      ("{", "400 -1135"), ("[]", "400 -1135"), (#"{"id":1}"#, "400 -1102"),
      (#"{"id":1,"method":"nothing"}"#, "400 -1020"),
      (#"{"id":1,"method":"ping","params":[]}"#, "400 -1135"),
      (#"{"id":1,"method":"ping","params":{"odd":1}}"#, "400 -1104"),
      (
        #"{"id":1,"method":"account.status","params":{"timestamp":1,"signature":"a"}}"#, "400 -1102"
      ),
      (#"{"id":1,"method":"userDataStream.subscribe"}"#, "401 -1002"),
      (
        #"{"id":1,"method":"userDataStream.unsubscribe","params":{"subscriptionId":3}}"#,
        "400 -2036"
      ),
    ]
    for (frame, wanted) in rows {
      let answer = try #require(try bench.send(frame).last)
      let seen = "\(answer["status"]?.text ?? "") \(answer["error"]?["code"]?.text ?? "")"
      #expect(seen == wanted, "\(frame)")
    }
    let wrong = try bench.call("account.status") { _ in "00" }
    #expect(
      wrong["error"]?.rawText == #"{"code":-1022,"msg":"Signature for this request is not valid."}"#
    )
    let again = try bench.call("userDataStream.subscribe.signature")
    #expect(again["status"]?.int64 == 200)
    let third = try bench.call("userDataStream.subscribe.signature")
    #expect(third["error"]?["code"]?.int64 == -2035)
    let placed = try bench.call(
      "orderList.place.oco",
      Dictionary(
        uniqueKeysWithValues: BinanceLine.oco.split(separator: "&").map { part in
          let cut = part.split(separator: "=")
          return (String(cut[0]), String(cut[1]))
        }))
    #expect(placed["rateLimits"]?.all("count").prefix(2) == ["2", "2"])
    #expect(try bench.call("openOrderLists.status")["result"]?.count == 1)
    let gone = try bench.call("orderList.cancel", ["symbol": "BTCUSDT", "orderListId": "1"])
    #expect(gone["result"]?["listOrderStatus"]?.string == "ALL_DONE")
  }

  @Test("A session opens to an Ed25519 key alone, and then needs no signatures")
  func session() throws {
    var bench = BinanceBench()
    #expect(bench.open("/ws-api/v3") == .admitted)
    let refused = try bench.call("session.logon")
    #expect(
      refused["error"]?.rawText == #"{"code":-4056,"msg":"HMAC_SHA256 API key is not supported."}"#)
    // RFC 8032, test 1.
    let seed = try #require(
      Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    let half = try #require(
      Hex.decode("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    bench.serving.register(key: "paper-key", try PublicKey(ed25519: half))
    let key = try PrivateKey(ed25519Seed: seed)
    let opened = try bench.call("session.logon") { line in
      (try? Base64.encode(key.sign(Array(line.utf8)))) ?? ""
    }
    #expect(
      opened["result"]?.names == [
        "apiKey", "authorizedSince", "connectedSince", "returnRateLimits", "serverTime",
        "userDataStream",
      ])
    let account = try bench.send(
      #"{"id":1,"method":"account.status","params":{"timestamp":1700000000000}}"#)
    #expect(account.first?["status"]?.int64 == 200, "\(account)")
    let stream = try bench.send(#"{"id":2,"method":"userDataStream.subscribe"}"#)
    #expect(stream.first?["result"]?["subscriptionId"]?.int64 == 0)
    let out = try bench.send(#"{"id":3,"method":"session.logout"}"#)
    #expect(out.map(Self.brief).first == "eventStreamTerminated")
    #expect(out.last?["result"]?["apiKey"]?.isNull == true)
  }

  @Test("A ping every 20 seconds; a minute without its echo ends the socket, as does a day")
  func heartbeat() throws {
    var bench = BinanceBench()
    _ = bench.open("/ws-api/v3", as: 1)
    _ = bench.open("/ws/btcusdt@trade", as: 2)
    #expect(bench.serving.nextDuty?.milliseconds == BinanceBench.time + 20_000)
    #expect(bench.pass(19_999).isEmpty)
    let pings = bench.pass(1)
    #expect(pings.map(\.socket.number) == [1, 2])
    guard case .ping(let payload)? = pings.first?.what else {
      Issue.record("no ping")
      return
    }
    var outbox = Outbox()
    // An unasked pong does not count; the copy does.
    bench.serving.receive(.pong([]), on: SocketID(2), into: &outbox)
    bench.serving.receive(.pong(payload), on: SocketID(1), into: &outbox)
    _ = bench.pass(20_000)
    _ = bench.pass(20_000)
    let ends = bench.pass(20_000).filter { if case .close = $0.what { true } else { false } }
    #expect(ends.map(\.socket.number) == [2])
    #expect(bench.serving.sockets.count == 1)
    _ = bench.open("/ws-api/v3", as: 3)
    for second in 1...4_320 {
      for item in bench.pass(20_000) {
        if case .ping(let payload) = item.what {
          bench.serving.receive(.pong(payload), on: item.socket, into: &outbox)
        }
      }
      if second == 4_310 { #expect(bench.serving.sockets.count == 1) }
    }
    #expect(bench.serving.sockets.isEmpty && bench.serving.nextDuty == nil)
  }

  @Test("Market streams: raw, combined, subscribed by frame; tickers once a second")
  func prices() throws {
    var bench = BinanceBench()
    #expect(bench.open("/ws/btcusdt@trade", as: 1) == .admitted)
    #expect(bench.open("/stream?streams=btcusdt@aggTrade/btcusdt@miniTicker", as: 2) == .admitted)
    let answer = try bench.send(
      #"{"method":"SUBSCRIBE","params":["btcusdt@bookTicker"],"id":1}"#, on: 1)
    #expect(answer.first?.rawText == #"{"result":null,"id":1}"#)
    bench.trade(30_010, try Decimal(parsing: "0.5"))
    let told = try bench.told().map(\.rawText)
    #expect(
      told == [
        #"{"e":"trade","E":1700000000000,"s":"BTCUSDT","t":1,"p":"30010.00000000","#
          + #""q":"0.50000000","T":1700000000000,"m":false,"M":true}"#,
        #"{"stream":"btcusdt@aggTrade","data":{"e":"aggTrade","E":1700000000000,"s":"BTCUSDT","#
          + #""a":1,"p":"30010.00000000","q":"0.50000000","f":1,"l":1,"T":1700000000000,"#
          + #""m":false,"M":true}}"#,
        #"{"u":2,"s":"BTCUSDT","b":"29999.99000000","B":"100.00000000","#
          + #""a":"30010.00000000","A":"100.00000000"}"#,
      ])
    #expect(bench.serving.nextDuty?.milliseconds == BinanceBench.time + 1_000)
    var outbox = Outbox()
    outbox.items = bench.pass(1_000)
    let mini = try outbox.texts()
    #expect(mini.count == 1 && mini.first?["data"]?["c"]?.string == "30010.00000000")
    #expect(mini.first?["data"]?["e"]?.string == "24hrMiniTicker")
    let list = try bench.send(#"{"method":"LIST_SUBSCRIPTIONS","id":3}"#, on: 1)
    #expect(list.first?.rawText == #"{"result":["btcusdt@trade","btcusdt@bookTicker"],"id":3}"#)
    let odd = try bench.send(#"{"method":"GET_PROPERTY","params":["odd"],"id":4}"#, on: 1)
    #expect(odd.first?.rawText == #"{"code":0,"msg":"Unknown property","id":4}"#)
    #expect(try bench.send("{", on: 1).first?["code"]?.int64 == 3)
    #expect(bench.open("/nothing", as: 4) != .admitted)
    // "A connection that goes beyond the limit will be disconnected": five a second.
    for _ in 0..<3 { _ = try bench.send("{", on: 1) }
    #expect(bench.serving.sockets[SocketID(1)] == nil)
  }

  @Test("Listen keys are gone, unless they are asked for; then they expire in an hour")
  func listenKeys() throws {
    var bench = BinanceBench()
    bench.serving.servesListenKeys = true
    let key = [HeaderField("X-MBX-APIKEY", "paper-key")]
    let made = try bench.ask("POST", "/api/v3/userDataStream", headers: key).root
    let token = try #require(made["listenKey"]?.string)
    #expect(token.utf8.count == 64)
    #expect(bench.open("/ws/" + token) == .admitted)
    _ = try bench.signed("POST", "order", BinanceLine.limit)
    #expect(try bench.told().first?["e"]?.string == "executionReport")
    let renewed = try bench.ask(
      "PUT", "/api/v3/userDataStream?listenKey=" + token, headers: key)
    #expect(renewed.root.rawText == "{}")
    var outbox = Outbox()
    outbox.items = bench.pass(3_600_000)
    #expect(try outbox.texts().last?["e"]?.string == "listenKeyExpired")
    let late = try bench.ask("PUT", "/api/v3/userDataStream?listenKey=" + token, headers: key)
    #expect(late.fault == "-1125 This listenKey does not exist.")
  }

  @Test("When tokens end, every user stream says so")
  func expiry() throws {
    var bench = try Self.listening()
    var outbox = Outbox()
    bench.serving.expireTokens(into: &outbox)
    let text = #"{"subscriptionId":0,"event":{"e":"eventStreamTerminated","E":1700000000000}}"#
    #expect(try outbox.texts().map(\.rawText) == [text])
    _ = try bench.signed("POST", "order", BinanceLine.limit)
    #expect(try bench.told().isEmpty)
  }

  @Test("Trouble has the venue's own words")
  func trouble() {
    let bench = BinanceBench()
    let request = HTTPRequest("POST", "/api/v3/order")
    func text(_ trouble: Trouble) -> String {
      String(decoding: bench.serving.refusal(of: request, for: trouble).body, as: UTF8.self)
    }
    #expect(
      text(.broken(status: 504)) == #"{"code":-1007,"msg":"Timeout waiting for response from "#
        + #"backend server. Send status unknown; execution status unknown."}"#)
    #expect(text(.banned(afterSeconds: 60)).contains("IP banned until 1700000060000."))
    let late = bench.serving.refusal(of: request, for: .rateLimited(afterSeconds: 7))
    #expect(late.status == 429 && late.headers.contains { $0.value == "7" })
  }

  @Test("Our own client half understands every event")
  func ownHalf() throws {
    var bench = try Self.listening()
    _ = bench.open("/stream?streams=btcusdt@trade/btcusdt@bookTicker/btcusdt@ticker", as: 2)
    _ = try bench.signed("POST", "orderList/otoco", BinanceLine.otoco)
    bench.trade(29_500)
    bench.trade(32_000)
    var outbox = Outbox()
    bench.serving.tell(bench.serving.desk.takeNews(), into: &outbox)
    outbox.items += bench.pass(1_000)
    #expect(outbox.items.count > 10)
    for item in outbox.items {
      guard case .text(let bytes) = item.what else { continue }
      for event in Binance().events(in: bytes) {
        if case .unknown(let text) = event { Issue.record("\(text)") }
      }
    }
  }
}
