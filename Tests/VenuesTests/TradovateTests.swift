import Crypto
import Exact
import Orders
import Testing

@testable import Venues

/// What Tradovate is sent: bodies, frames, headers and paths.
@Suite struct TradovateTests {
  let venue = Tradovate()

  /// The sheet's own tickets; its examples carry no client ids.
  static let oco = """
    {"kind":"oco","instrument":"MESU5","side":"sell","quantity":"1",
     "legs":[{"type":"limit","price":"6500.25"},{"type":"stop","trigger":"6400"}],
     "options":{"tradovate.ids":"venue","tradovate.path":"lower"}}
    """
  static let otoco = """
    {"kind":"otoco","instrument":"MESU5","quantity":"1",
     "legs":[{"side":"buy","type":"limit","price":"6450"},
             {"side":"sell","type":"limit","price":"6500","tif":"gtc"},
             {"side":"sell","type":"stop","trigger":"6420","tif":"gtc"}],
     "options":{"tradovate.ids":"venue"}}
    """
  static let ocoBody =
    #"{"accountSpec":"DEMO00001","accountId":1234567,"action":"Sell","symbol":"MESU5","#
    + #""orderQty":1,"orderType":"Limit","price":6500.25,"timeInForce":"Day","isAutomated":false,"#
    + #""other":{"action":"Sell","orderType":"Stop","stopPrice":6400,"timeInForce":"Day"}}"#

  static let lines = [
    "name": "fakeuser", "password": "fakepass", "app_id": "Sample App", "app_version": "1.0",
    "cid": "8", "sec": "fake-app-secret", "account": "DEMO00001", "account_id": "1234567",
    "access_token": "FAKE.TOKEN",
  ]

  func fake(_ changes: [String: String] = [:]) throws -> Credentials {
    try venue.credentials(Self.lines.merging(changes) { $1 }, .demo)
  }

  func sealed(
    _ json: String, id: Int64 = 1, _ credentials: Credentials? = nil
  ) throws -> WireRequest {
    try venue.sealed(
      try venue.place(try ticket(json), ListIdentity(1)), id: id, try credentials ?? fake())
  }

  func frame(
    _ call: Call, id: Int64 = 1, _ change: (inout Draft) -> Void = { _ in }
  ) throws -> WireRequest {
    var draft = try #require(try venue.drafts(call).first)
    change(&draft)
    return try venue.sealed(draft, id: id, try fake())
  }

  // MARK: Placing (sheet §3)

  @Test func anOcoIsTheSheetsExampleByteForByte() throws {
    let request = try sealed(Self.oco)
    #expect(request.body.text() == Self.ocoBody)
    #expect(request.body.bytes.count == 251)
    #expect(request.methodName == "POST")
    #expect(
      request.base + request.target.text() == "https://demo.tradovateapi.com/v1/order/placeoco")
    #expect(request.header("Authorization") == "Bearer FAKE.TOKEN")
    #expect(request.header("Content-Type") == "application/json")
    #expect(!request.text(.wire).contains("FAKE"))
  }

  @Test func anOtocoIsTheSheetsExampleByteForByte() throws {
    let request = try sealed(Self.otoco)
    #expect(request.target.text() == "/order/placeOSO")
    #expect(
      request.body.text()
        == #"{"accountSpec":"DEMO00001","accountId":1234567,"action":"Buy","symbol":"MESU5","#
        + #""orderQty":1,"orderType":"Limit","price":6450,"timeInForce":"Day","isAutomated":false,"#
        + #""bracket1":{"action":"Sell","orderType":"Limit","price":6500,"timeInForce":"GTC"},"#
        + #""bracket2":{"action":"Sell","orderType":"Stop","stopPrice":6420,"timeInForce":"GTC"}}"#)
  }

  @Test func theSameTravelsAsAFrame() throws {
    var ticket = try ticket(Self.oco)
    ticket.options["tradovate.transport"] = "ws"
    let request = try venue.sealed(try venue.place(ticket, ListIdentity(1)), id: 7, try fake())
    #expect(request.methodName == "WS")
    #expect(request.base == "wss://demo.tradovateapi.com/v1/websocket")
    #expect(request.body.text() == "order/placeoco\n7\n\n" + Self.ocoBody)
  }

  /// The seed page's try-it sample, as far as its values are a ticket's.
  @Test func theDocumentationsOwnSampleComesOut() throws {
    let request = try sealed(
      """
      {"kind":"oco","instrument":"ESZ6","quantity":"1",
       "legs":[{"side":"buy","type":"market"},{"side":"sell","type":"stop","trigger":"0"}],
       "options":{"tradovate.ids":"venue","tradovate.isAutomated":true}}
      """, try venue.credentials(Self.lines.merging(["account_id": "0"]) { $1 }, .live))
    #expect(
      request.base + request.target.text() == "https://live.tradovateapi.com/v1/order/placeOCO")
    #expect(
      request.body.text()
        == #"{"accountSpec":"DEMO00001","accountId":0,"action":"Buy","symbol":"ESZ6","#
        + #""orderQty":1,"orderType":"Market","timeInForce":"Day","isAutomated":true,"#
        + #""other":{"action":"Sell","orderType":"Stop","stopPrice":0,"timeInForce":"Day"}}"#)
  }

  @Test func ourIdsNameLegsAndList() throws {
    var ticket = try ticket(Self.otoco)
    ticket.options["tradovate.ids"] = nil
    ticket.options["tradovate.bracket2.text"] = "mine"
    let draft = try venue.place(ticket, ListIdentity(77))
    let list = "td-otoco-" + ListIdentity(77).token
    #expect(draft["clOrdId"] == .text(list + "-1"))
    #expect(draft["text"] == .text(list))
    let body = try venue.sealed(draft, try fake()).body.text()
    #expect(body.contains(#""bracket1":{"action":"Sell","clOrdId":"\#(list)-2","orderType""#))
    #expect(body.contains(#""timeInForce":"GTC","text":"\#(list)"},"bracket2""#))
    #expect(body.contains(#""clOrdId":"\#(list)-3""#))
    #expect(body.hasSuffix(#""text":"mine"}}"#))
    #expect(Tradovate.listID(inLegID: list + "-3") == list)
    #expect(Tradovate.listID(inLegID: "a-foreign-id-1") == nil)
  }

  @Test func theTargetIsTheFirstBracketWhateverTheOrder() throws {
    var ticket = try ticket(Self.otoco)
    ticket.legs.swapAt(1, 2)
    let body = try venue.sealed(try venue.place(ticket, ListIdentity(1)), try fake()).body
    #expect(body == (try sealed(Self.otoco)).body)
  }

  @Test(arguments: [
    ("stop", "tradovate.stop_field", "stopPrice", #""orderType":"Stop","stopPrice":6400,"#),
    ("stop", "tradovate.stop_field", "price", #""orderType":"Stop","price":6400,"#),
    ("stop", "tradovate.mit", "stopPrice", #""orderType":"Stop","stopPrice":6400,"#),
    ("take_profit", "tradovate.mit", "price", #""orderType":"MIT","price":6400,"#),
    ("take_profit", "tradovate.mit", "stopPrice", #""orderType":"MIT","stopPrice":6400,"#),
    ("take_profit", "tradovate.stop_field", "price", #""orderType":"MIT","price":6400,"#),
  ])
  func aTriggerStandsWhereTheChoiceSays(
    _ type: String, _ choice: String, _ way: String, _ expected: String
  ) throws {
    var ticket = try ticket(Self.oco)
    ticket.legs[1].type = LegType(rawValue: type)
    ticket.options[choice] = .text(way)
    let draft = try venue.place(ticket, ListIdentity(1))
    #expect(draft.choices[String(choice.dropFirst(10))] == way)
    #expect(try venue.sealed(draft, try fake()).body.text().contains(expected))
  }

  @Test func everyTypeHasItsWordAndItsPrices() throws {
    let request = try sealed(
      """
      {"kind":"otoco","instrument":"CLZ6","quantity":"100",
       "legs":[{"side":"buy","type":"stop_limit","trigger":"70.10","price":"70.20","tif":"gtd",
                "expire":"2026-12-01T21:00:00Z"},
               {"side":"sell","type":"take_profit","trigger":"75.00","tif":"ioc"},
               {"side":"sell","type":"trailing_stop_limit","trigger":"69","price":"68.90",
                "trail":"0.50","tif":"fok"}],
       "options":{"tradovate.ids":"venue","tradovate.maxShow":5,"tradovate.text":"note",
                  "tradovate.activationTime":"2026-11-30T14:00:00Z",
                  "tradovate.customTag50":"TAG","tradovate.bracket1.maxShow":2,
                  "tradovate.p-ticket":"abc"}}
      """)
    #expect(
      request.body.text()
        == #"{"accountSpec":"DEMO00001","accountId":1234567,"action":"Buy","symbol":"CLZ6","#
        + #""orderQty":100,"orderType":"StopLimit","price":70.2,"stopPrice":70.1,"maxShow":5,"#
        + #""timeInForce":"GTD","expireTime":"2026-12-01T21:00:00Z","#
        + #""activationTime":"2026-11-30T14:00:00Z","text":"note","customTag50":"TAG","#
        + #""isAutomated":false,"bracket1":{"action":"Sell","orderType":"MIT","price":75,"#
        + #""maxShow":2,"timeInForce":"IOC"},"bracket2":{"action":"Sell","#
        + #""orderType":"TrailingStopLimit","price":68.9,"stopPrice":69,"pegDifference":0.5,"#
        + #""timeInForce":"FOK"},"p-ticket":"abc"}"#)
  }

  @Test func oneQuantityServesAllLegs() throws {
    var ticket = try ticket(Self.oco)
    ticket.quantity = nil
    ticket.legs[0].quantity = 1
    let draft = try venue.place(ticket, ListIdentity(1))
    #expect(try venue.sealed(draft, try fake()).body.text() == Self.ocoBody)
    ticket.legs[1].quantity = 2
    #expect(throws: Inexpressible.self) { try venue.place(ticket, ListIdentity(1)) }
  }

  @Test(arguments: [
    (#""instrument":"BTC/USDT""#, "limit", #""price":"1""#, "1", "BTC/USDT is none"),
    (#""instrument":"ESZ6""#, "limit_maker", #""price":"1""#, "1", "no post-only"),
    (#""instrument":"ESZ6""#, "take_profit_limit", #""price":"1","trigger":"1""#, "1", "MIT"),
    (#""instrument":"ESZ6""#, "limit", #""price":"1""#, "1.5", "whole contracts"),
    (
      #""instrument":"ESZ6""#, "trailing_stop", #""trigger":"1","trail":"1%""#, "1",
      "by a distance"
    ),
  ])
  func whatItCannotSayIsSaid(
    _ instrument: String, _ type: String, _ prices: String, _ quantity: String, _ reason: String
  ) throws {
    let ticket = try ticket(
      """
      {"kind":"oco",\(instrument),"side":"sell","quantity":"\(quantity)",
       "legs":[{"type":"\(type)",\(prices)},{"type":"stop","trigger":"1"}]}
      """)
    do {
      _ = try venue.place(ticket, ListIdentity(1))
      Issue.record("was said")
    } catch {
      #expect(error.reasons.contains { $0.sentence.contains(reason) }, "\(error.reasons)")
    }
  }

  // MARK: The account

  @Test func theTicketsAccountGoesBeforeTheCredentials() throws {
    var ticket = try ticket(Self.oco)
    ticket.options["tradovate.accountSpec"] = "OTHER"
    ticket.options["tradovate.accountId"] = .number("99")
    let draft = try venue.place(ticket, ListIdentity(1))
    let bare = try venue.credentials(["name": "n", "password": "p", "access_token": "t"], .demo)
    let body = try venue.sealed(draft, bare).body.text()
    #expect(body.hasPrefix(#"{"accountSpec":"OTHER","accountId":99,"action""#))
  }

  @Test func halfAnAccountIsCompletedOnlyByItsOwnOther() throws {
    var ticket = try ticket(Self.oco)
    ticket.options["tradovate.accountId"] = .number("1234567")
    let draft = try venue.place(ticket, ListIdentity(1))
    #expect(try venue.sealed(draft, try fake()).body.text() == Self.ocoBody)
    ticket.options["tradovate.accountId"] = .number("1234568")
    let other = try venue.place(ticket, ListIdentity(1))
    #expect(throws: SealFailure.self) { try venue.sealed(other, try fake()) }
  }

  @Test func nothingIsPlacedWithoutAnAccountOrAToken() throws {
    let draft = try venue.place(try ticket(Self.oco), ListIdentity(1))
    let noAccount = try venue.credentials(
      ["name": "n", "password": "p", "access_token": "t"], .demo)
    #expect(throws: SealFailure.self) { try venue.sealed(draft, noAccount) }
    let noToken = try venue.credentials(
      ["name": "n", "password": "p", "account": "A", "account_id": "1"], .demo)
    #expect(throws: SealFailure.self) { try venue.sealed(draft, noToken) }
    let broken = try fake(["access_token": "a\r\nHost: b"])
    #expect(throws: SealFailure.self) { try venue.sealed(draft, broken) }
    #expect(throws: InvalidCredentials.self) { try fake(["account_id": "DEMO1"]) }
    #expect(throws: InvalidCredentials.self) { try venue.credentials(["name": "n"], .demo) }
  }

  // MARK: Signing in (sheet §2)

  @Test func theTokenRequestHidesItsSecrets() throws {
    let request = try frame(.token)
    #expect(request.target.text() == "/auth/accesstokenrequest")
    #expect(request.header("Authorization") == nil)
    #expect(
      request.body.text()
        == #"{"name":"fakeuser","password":"••••","appId":"Sample App","appVersion":"1.0","#
        + #""deviceId":"••••","cid":8,"sec":"••••"}"#)
    // The vector of the sheet for the FAQ's recipe.
    #expect(
      request.body.text(revealing: true).contains(
        #""deviceId":"6d1e3c174ffb77cb74ac1fa718f9cf0d0ef292b31fb0c74dbcdc13764792481d""#))
    let draft = try #require(try venue.drafts(.token).first)
    let named = try venue.sealed(
      draft, try fake(["device_id": "box-1", "cid": "a7", "password": #"a"b"#]))
    #expect(
      named.body.text(revealing: true)
        == #"{"name":"fakeuser","password":"a\"b","appId":"Sample App","appVersion":"1.0","#
        + #""deviceId":"box-1","cid":"a7","sec":"fake-app-secret"}"#)
  }

  @Test func theSocketIsOpenedWithTheTokenAlone() throws {
    let raw = try frame(.login, id: 5)
    #expect(raw.body.text(revealing: true) == "authorize\n0\n\nFAKE.TOKEN")
    #expect(raw.body.text() == "authorize\n0\n\n••••")
    let quoted = try frame(.login) { $0.choices["token"] = "quoted" }
    #expect(quoted.body.text(revealing: true) == "authorize\n0\n\n\"FAKE.TOKEN\"")
    let market = try #require(try venue.drafts(.login).last)
    let request = try venue.sealed(market, try fake(["md_access_token": "FAKE.MD"]))
    #expect(request.base == "wss://md.tradovateapi.com/v1/websocket")
    #expect(request.body.text(revealing: true) == "authorize\n0\n\nFAKE.MD")
  }

  @Test func framesAreTheDocumentedOnes() throws {
    #expect(try frame(.heartbeat(nil)).body.text() == "[]")
    #expect(
      try frame(.subscribeUser("12345"), id: 2).body.text()
        == "user/syncrequest\n2\n\n{\"users\":[12345]}")
    #expect(
      try frame(.subscribeUser(nil), id: 2).body.text()
        == "user/syncrequest\n2\n\n{\"accounts\":[1234567]}")
    let future = try #require(Instrument("MESU5"))
    let quote = try frame(.subscribeTicker(future), id: 3)
    #expect(quote.body.text() == "md/subscribequote\n3\n\n{\"symbol\":\"MESU5\"}")
    #expect(quote.base == "wss://md.tradovateapi.com/v1/websocket")
  }

  // MARK: Every other request

  func order(_ number: String, client: String? = nil) throws -> OrderReference {
    OrderReference(
      instrument: try #require(Instrument("ESM8")), venueOrderID: number, clientOrderID: client)
  }

  /// Recorded traffic of tradovate/api#28, with the list's id where it has the note "DOM".
  @Test func aModificationSaysEverythingAgain() throws {
    let id = "td-oco-0000000000001"
    let leg = Leg(
      .stop, side: .sell, quantity: 1, trigger: try decimal("2633.00"), timeInForce: .day)
    let request = try frame(
      .amend(Amendment(order: try order("62496", client: id + "-2"), leg: leg)))
    #expect(request.target.text() == "/order/modifyorder")
    #expect(
      request.body.text()
        == #"{"orderId":62496,"orderQty":1,"orderType":"Stop","stopPrice":2633,"#
        + #""timeInForce":"Day","text":"\#(id)"}"#)
    let incomplete = Leg(.stopLimit, quantity: 1, trigger: 1)
    #expect(throws: Inexpressible.self) {
      try venue.drafts(.amend(Amendment(order: try order("62496"), leg: incomplete)))
    }
    // Said again without its time, an order until a date would be another.
    let dated = Leg(.limit, quantity: 1, price: 2633, timeInForce: .gtd)
    #expect(throws: Inexpressible.self) {
      try venue.drafts(.amend(Amendment(order: try order("62496"), leg: dated)))
    }
  }

  @Test func aListIsCancelledOrderByOrder() throws {
    let list = ListReference(
      instrument: try #require(Instrument("ESM8")), kind: .oco, venueOrderIDs: ["62495", "62496"])
    let bodies = try venue.drafts(.cancelList(list, identity: nil)).map {
      try venue.sealed($0, try fake()).body.text()
    }
    #expect(bodies == [#"{"orderId":62495}"#, #"{"orderId":62496}"#])
    var unknown = list
    unknown.venueOrderIDs = []
    #expect(throws: Inexpressible.self) { try venue.drafts(.cancelList(unknown, identity: nil)) }
    #expect(throws: Inexpressible.self) { try venue.drafts(.cancelOrder(try order("6249x"))) }
  }

  @Test func queriesStandInTheAddress() throws {
    let list = ListReference(
      instrument: try #require(Instrument("ESM8")), kind: .oco, venueOrderIDs: ["1", "2"])
    func targets(_ call: Call) throws -> [String] {
      try venue.drafts(call).map { try venue.sealed($0, try fake()).target.text() }
    }
    #expect(
      try targets(.queryList(list)) == [
        "/order/items?ids=1,2", "/orderVersion/ldeps?masterids=1,2", "/command/ldeps?masterids=1,2",
        "/fill/ldeps?masterids=1,2",
      ])
    var unknown = list
    unknown.venueOrderIDs = ["1"]
    #expect(
      try targets(.queryList(unknown)) == [
        "/order/list", "/orderVersion/list", "/command/list", "/fill/list",
      ])
    #expect(try targets(.openOrders(nil)) == ["/order/deps?masterid=1234567"])
    #expect(
      try targets(.instruments(Instrument("MESU5"))) == [
        "/contract/find?name=MESU5", "/product/find?name=MES",
      ])
    #expect(try targets(.renewToken("")) == ["/auth/renewaccesstoken"])
    #expect(try targets(.openLists(page: 2)).isEmpty)
    let balance = try frame(.account)
    #expect(balance.body.text() == #"{"accountId":1234567}"#)
    #expect(balance.target.text() == "/cashBalance/getcashbalancesnapshot")
  }
}
