import Exact
import Orders
import Testing
import Venues

@testable import Simulator

/// What Tradovate says when it does not do what it was asked (Tradovate §8).
@Suite struct TradovateServingRefusalTests {
  private static func failure(_ reason: String, _ text: String) -> String {
    #"{"failureReason":"\#(reason)","failureText":"\#(text)"}"#
  }

  private static func violation(_ field: String, _ value: String, _ text: String) -> String {
    #"{"violations":[{"constraint":"\#(field)","value":"\#(value)","description":"\#(text)"}]}"#
  }

  static let denied = failure("UnknownReason", "Access is denied")
  static let combination = failure("InvalidPrice", "Wrong OCO combination")
  static let tick = failure("InvalidPrice", "Price is not a multiple of the tick size")
  static let missing = failure("InvalidPrice", "Price is not specified for this order type")

  /// Changes of the example, and what is said of it.
  static let pairs: [(String, String, String)] = [
    // A wrong account, a user's number for an account, an unknown contract (api#34, api#45).
    ("PAPER0001", "DEMO", denied), ("1000001", "2000001", denied), ("MESZ6", "E6H9", denied),
    // The prices (forum 5823, 11370).
    ("6600.25", "6400.25", combination), ("6400,", "6600,", combination),
    (
      #""Sell","orderType":"Stop","stopPrice":6400"#,
      #""Buy","orderType":"Limit","price":6700"#, combination
    ),
    ("6600.25", "6600.3", tick), ("6400,", "6400.1,", tick),
    (#""price":6600.25,"#, "", missing), (#""stopPrice":6400,"#, "", missing),
    ("6600.25", "-1", missing),
    // Quantities.
    (
      #""orderQty":1"#, #""orderQty":101"#,
      failure("MaxOrderQtyLimitReached", "Your maximum order quantity has been reached.")
    ),
    (
      #""orderQty":1"#, #""orderQty":0"#,
      violation("orderQty", "0", "Order Qty should be positive")
    ),
    (
      #""orderQty":1"#, #""orderQty":1.5"#,
      "400 The request content was malformed:\norderQty is not a whole number"
    ),
    // Times.
    (
      #""timeInForce":"Day","isAuto"#, #""timeInForce":"GTD","isAuto"#,
      violation("expireTime", "", "Expire Time should be specified for GTD")
    ),
    (
      #""timeInForce":"Day","isAuto"#,
      #""timeInForce":"GTD","expireTime":"2026-01-01T00:00:00Z","isAuto"#,
      failure("OtherExecutionRelated", "Expire time is in the past")
    ),
    (
      #""isAutomated":false"#, #""maxShow":-1"#,
      violation("maxShow", "-1", "maxShow has an invalid value")
    ),
    // Words and members.
    (#""Limit""#, #""QTS""#, failure("Unsupported", "The request is not supported")),
    (
      #""isAutomated":false"#, #""activationTime":"2026-06-01T00:00:00Z""#,
      failure("Unsupported", "The request is not supported")
    ),
    (
      #""isAutomated":false"#, #""customTag50":"me""#,
      failure("OtherExecutionRelated", "Unregistered Tag50")
    ),
    (
      #""action":"Sell","symbol""#, #""symbol""#,
      "400 The request content was malformed:\nObject is missing required member 'action'"
    ),
    (
      #""other""#, #""another""#,
      "400 The request content was malformed:\nObject is missing required member 'other'"
    ),
    (
      #""orderType":"Stop","#, "",
      "400 The request content was malformed:\nObject is missing required member 'orderType'"
    ),
    (
      #""Limit""#, #""Limt""#,
      "400 The request content was malformed:\norderType has an odd value 'Limt'"
    ),
  ]

  @Test(arguments: pairs.indices)
  func anOCOIsRefused(_ index: Int) {
    let (old, new, wanted) = Self.pairs[index]
    var desk = TradovateDesk()
    let body = TradovateDesk.oco.replacing(old, with: new)
    #expect(body != TradovateDesk.oco)
    #expect(desk.post("/order/placeoco", body) == wanted)
    #expect(desk.serving.desk.allOrders.isEmpty)
  }

  @Test func anAccountHasToBeNamed() {
    var desk = TradovateDesk()
    let body = TradovateDesk.oco.replacing(
      #""accountSpec":"PAPER0001","accountId":1000001,"#, with: "")
    #expect(
      desk.post("/order/placeoco", body)
        == #"{"violations":[{"constraint":"accountId","value":"","description":"#
        + #""Account Id should be specified"},{"constraint":"accountSpec","value":"","#
        + #""description":"Account Spec should be specified"}]}"#)
  }

  @Test func namesAreNoLongerThan64Characters() {
    var desk = TradovateDesk()
    let long = String(repeating: "x", count: 65)
    let body = TradovateDesk.oco.replacing(
      #""isAutomated""#, with: #""clOrdId":"\#(long)","isAutomated""#)
    #expect(
      desk.post("/order/placeoco", body)
        == Self.violation("clOrdId", long, "clOrdId should have at most 64 characters"))
  }

  /// No rule of uniqueness is documented, so both are taken.
  @Test func aUsedClientIDIsTakenAgain() throws {
    var desk = TradovateDesk()
    let body = TradovateDesk.oco.replacing(
      #""isAutomated""#, with: #""clOrdId":"one","isAutomated""#)
    let first = try desk.ids("/order/placeoco", body)
    let second = try desk.ids("/order/placeoco", body)
    #expect(first.count == 2 && second.count == 2)
    let commands = try desk.get("/command/list").elements.filter {
      $0["clOrdId"]?.string == "one"
    }
    #expect(commands.map { $0["orderId"]?.int64 } == [first[0], second[0]])
  }

  /// The documentation's own sample has a Market leg, and fields that do not exist are ignored.
  @Test func whatOnlyATraderWouldMindIsTaken() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids(
      "/order/placeoco",
      TradovateDesk.single(
        #""orderType":"Market","contractId":5,"ordType":"Stop","timeInForce":"Day","other":"#
          + #"{"action":"Sell","orderType":"Stop","stopPrice":6400}"#))
    #expect(ids.count == 2)
    #expect(try ids.map { try desk.status($0) } == ["Filled", "Canceled"])
  }

  @Test func orderCallsAreRefusedForUnknownAndEndedOrders() throws {
    var desk = TradovateDesk()
    let modify = #"{"orderId":5,"orderQty":1,"orderType":"Limit","price":1}"#
    #expect(desk.post("/order/cancelorder", #"{"orderId":5}"#) == Self.denied)
    #expect(desk.post("/order/modifyorder", modify) == Self.denied)
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    desk.trade(6_400)
    let late = Self.failure("TooLate", "The order has ended already")
    #expect(desk.post("/order/cancelorder", #"{"orderId":\#(ids[0])}"#) == late)
    #expect(desk.post("/order/modifyorder", modify.replacing("5,", with: "\(ids[1]),")) == late)
  }

  @Test func changesAreRefused() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    func body(_ rest: String) -> String {
      #"{"orderId":\#(ids[1]),"orderQty":1,"orderType":"Stop","# + rest + "}"
    }
    #expect(desk.post("/order/modifyorder", body(#""stopPrice":6410.1"#)) == Self.tick)
    #expect(desk.post("/order/modifyorder", body(#""text":"x""#)) == Self.missing)
    let unsupported = Self.failure("Unsupported", "The request is not supported")
    #expect(
      desk.post(
        "/order/modifyorder", body(#""stopPrice":6410"#).replacing(#""Stop""#, with: #""MIT""#))
        == unsupported)
    let trailing = try desk.ids(
      "/order/placeorder",
      TradovateDesk.single(#""orderType":"TrailingStop","stopPrice":6510"#))
    #expect(
      desk.post(
        "/order/modifyorder",
        #"{"orderId":\#(trailing[0]),"orderQty":1,"orderType":"TrailingStop","stopPrice":6520}"#)
        == Self.failure(
          "TrailingStopNonOrderQtyModify", "Only the quantity of a trailing stop can be changed"))
    // The side of the market is looked at by the exchange, after the command was taken.
    let answer = desk.post("/order/modifyorder", body(#""stopPrice":6700"#))
    let command = try #require(try JSONDocument(parsing: answer).root["commandId"]?.int64)
    let report = try desk.get("/commandReport/deps?masterid=\(command)")
    #expect(report.elements.map(\.self).last?["rejectReason"]?.string == "InvalidPrice")
    #expect(try desk.status(ids[1]) == "Working")
  }

  @Test func aHaltedMarketIsClosed() {
    var desk = TradovateDesk()
    desk.serving.desk.halted = [1]
    #expect(
      desk.post("/order/placeoco", TradovateDesk.oco)
        == Self.failure("SessionClosed", "Trading session is closed"))
  }

  @Test func anEmptyAccountHasNoMargin() throws {
    var desk = TradovateDesk()
    // A hundred contracts of the ES lose more than a million in 300 points.
    let buy = TradovateDesk.single(#""orderType":"Market""#).replacing("MESZ6", with: "ESZ6")
      .replacing(#""orderQty":1"#, with: #""orderQty":100"#)
    _ = try desk.ids("/order/placeorder", buy)
    desk.serving.desk.apply(.quote(24_000, 24_002), to: 0)
    desk.trade(6_000, nil, "ESZ6")
    _ = try desk.ids("/order/placeorder", buy.replacing("Buy", with: "Sell"))
    #expect(
      desk.post("/order/placeoco", TradovateDesk.oco)
        == Self.failure("UnknownReason", "Insufficient margin to place the order"))
  }

  // MARK: Bytes

  @Test(arguments: ["{", "[]", "nonsense", "\"x\"", "{\"a\":1,\"a\":2}", "\u{0}", "null", "{}"])
  func junkIsMalformed(_ body: String) {
    var desk = TradovateDesk()
    let answer = desk.send("POST", "/order/placeoco", body)
    #expect(answer.status == 400)
  }

  // MARK: Limits

  @Test func theHoursLimitClosesTheDoorForAnHour() {
    var desk = TradovateDesk()
    for call in 0..<5_000 {
      if call % 900 == 0 { desk.wait(60_000) }
      #expect(desk.send("GET", "/order/list").status == 200)
    }
    let closed = desk.send("GET", "/order/list")
    #expect(closed.status == 429)
    // "429 empty body": whoever writes it adds Content-Length: 0.
    #expect(closed.body.isEmpty)
    desk.wait(3_599_000)
    #expect(desk.send("GET", "/order/list").status == 429)
    desk.wait(1_000)
    #expect(desk.send("GET", "/order/list").status == 200)
  }

  @Test func tooManyInASecondWaitWithATicket() throws {
    var desk = TradovateDesk()
    for _ in 0..<1_000 { _ = desk.send("GET", "/order/list") }
    let penalty = try JSONDocument(parsing: desk.post("/order/placeoco", TradovateDesk.oco)).root
    #expect(penalty.names == ["p-ticket", "p-time", "p-captcha"])
    #expect(penalty["p-time"]?.int64 == 1)
    #expect(penalty["p-captcha"]?.bool == false)
    #expect(desk.serving.desk.allOrders.isEmpty)
    let ticket = try #require(penalty["p-ticket"]?.string)
    let body = TradovateDesk.oco.replacing(
      #""isAutomated""#, with: #""p-ticket":"\#(ticket)","isAutomated""#)
    // Before its time it is a penalty again.
    #expect(desk.post("/order/placeoco", body).contains("p-ticket"))
    desk.wait(1_000)
    #expect(try desk.ids("/order/placeoco", body).count == 2)
    #expect(desk.post("/order/placeoco", body.replacing(ticket, with: "1-aa")).hasPrefix("400"))
  }

  @Test func tooManyAccessRequestsWantACaptcha() {
    var desk = TradovateDesk()
    let body = #"{"name":"paper-name","password":"paper-password"}"#
    for _ in 0..<10 { #expect(desk.post("/auth/accesstokenrequest", body).contains("accessToken")) }
    let penalty = desk.post("/auth/accesstokenrequest", body)
    #expect(penalty.contains(#""p-captcha":true"#))
    #expect(penalty.contains(#""p-time":3600"#))
  }

  @Test func troubleIsPutIntoTheVenuesWords() {
    let desk = TradovateDesk()
    let request = HTTPRequest("GET", "/v1/order/list")
    let broken = desk.serving.refusal(of: request, for: .broken(status: 503))
    #expect(broken.status == 503)
    #expect(TradovateDesk.text(broken).hasPrefix("Internal Server Error, error id: "))
    let limited = desk.serving.refusal(of: request, for: .rateLimited(afterSeconds: 15))
    #expect(limited.status == 200)
    #expect(TradovateDesk.text(limited).contains(#""p-time":15,"p-captcha":false"#))
    let banned = desk.serving.refusal(of: request, for: .banned(afterSeconds: 60))
    #expect(banned.status == 429 && banned.body.isEmpty)
  }
}
