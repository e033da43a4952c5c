import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// What Tradovate's calls answer, by its documents (Tradovate §2 to §9).
@Suite struct TradovateServingTests {
  // MARK: Access

  @Test func anAccessTokenIsGivenForNameAndPassword() throws {
    var desk = TradovateDesk()
    let answer = desk.send(
      "POST", "/auth/accesstokenrequest",
      """
      {"name": "paper-name", "password": "paper-password", "sec": "paper-sec", "deviceId": "d", \
      "appId": "a", "appVersion": "1.0", "cid": "1000001"}
      """, token: nil)
    let root = try JSONDocument(parsing: answer.body).root
    #expect(
      root.names == [
        "accessToken", "mdAccessToken", "expirationTime", "passwordExpirationTime", "userStatus",
        "userId", "name", "hasLive",
      ])
    // 80 minutes on; clients read the milliseconds, so they are always there.
    #expect(root["expirationTime"]?.string == "2026-05-28T21:46:40.000Z")
    #expect(root["userStatus"]?.string == "Active")
    let token = try #require(root["accessToken"]?.string)
    #expect(desk.send("GET", "/account/list", token: token).status == 200)
    // Capital letters, and the number as a number, are taken too.
    let other = desk.send(
      "POST", "/auth/accessTokenRequest",
      #"{"name":"paper-name","password":"paper-password","cid":1000001}"#, token: nil)
    #expect(try JSONDocument(parsing: other.body).root["accessToken"]?.string != token)
  }

  /// As the `tradovate` package sends it.
  @Test func anAccessTokenIsGivenForAForm() throws {
    var desk = TradovateDesk()
    let answer = desk.send(
      "POST", "/auth/accesstokenrequest", "name=paper-name&password=paper-password&appVersion=1.0",
      token: nil, type: "application/x-www-form-urlencoded")
    #expect(try JSONDocument(parsing: answer.body).root["accessToken"]?.string != nil)
  }

  @Test(arguments: [
    #"{"name":"paper-name","password":"wrong"}"#, #"{"name":"nobody","password":"paper-password"}"#,
    #"{"name":"paper-name","password":"paper-password","cid":8,"sec":"x"}"#,
    #"{"name":"paper-name","password":"paper-password","sec":"x"}"#, "{}", "",
  ])
  func aWrongPasswordIsHTTP200(_ body: String) throws {
    var desk = TradovateDesk()
    let answer = desk.send("POST", "/auth/accesstokenrequest", body, token: nil)
    #expect(answer.status == 200)
    #expect(
      TradovateDesk.text(answer)
        == #"{"errorText":"Incorrect username or password. Please try again, noting that passwords"#
        + #" are case-sensitive."}"#)
  }

  @Test func tokensGrowOldAndAreRenewed() throws {
    var desk = TradovateDesk()
    let first = desk.send(
      "POST", "/auth/accesstokenrequest", #"{"name":"paper-name","password":"paper-password"}"#,
      token: nil)
    let old = try #require(try JSONDocument(parsing: first.body).root["accessToken"]?.string)
    desk.wait(79 * 60_000)
    let renewed = desk.send("GET", "/auth/renewaccesstoken", token: old)
    let new = try #require(try JSONDocument(parsing: renewed.body).root["accessToken"]?.string)
    desk.wait(60_000)
    let denied = desk.send("GET", "/account/list", token: old)
    #expect(denied.status == 401)
    #expect(TradovateDesk.text(denied) == "Access is denied")
    #expect(desk.send("GET", "/account/list", token: new).status == 200)
    desk.serving.expireTokens(into: &desk.outbox)
    #expect(desk.send("GET", "/account/list", token: new).status == 401)
    #expect(desk.send("GET", "/account/list").status == 401)
  }

  @Test func whoHasNoTokenIsDenied() {
    var desk = TradovateDesk()
    #expect(desk.send("GET", "/account/list", token: nil).status == 401)
    #expect(desk.send("GET", "/account/list", token: "paper-toke").status == 401)
    #expect(desk.send("POST", "/order/placeoco", TradovateDesk.oco, token: "").status == 401)
    #expect(desk.serving.desk.allOrders.isEmpty)
  }

  @Test func pathsThatAreNotThereAre404() {
    var desk = TradovateDesk()
    for path in ["/nothing", "/order/fly", "/order", "/order/list/", "/contract/find?name=E6H9"] {
      let answer = desk.send("GET", path)
      #expect(answer.status == 404, "\(path)")
      #expect(TradovateDesk.text(answer) == "The requested resource could not be found.")
    }
    #expect(desk.serving.answer(HTTPRequest("GET", "/order/list")).status == 404)
    #expect(desk.send("GET", "/order/placeoco").status == 405)
    #expect(desk.send("POST", "/order/list").status == 405)
  }

  // MARK: Placing

  /// Headers as they were recorded (api#45), numbers one after the other as in the sheet.
  @Test func anOCOAnswersWithBothNumbers() throws {
    var desk = TradovateDesk()
    let answer = desk.send("POST", "/order/placeoco", TradovateDesk.oco)
    #expect(answer.status == 200)
    let headers = answer.headers.map { "\($0.name.lowercased()): \($0.value)" }
    #expect(
      headers == [
        "content-type: application/json", "access-control-allow-origin: *",
        "access-control-allow-credentials: true",
      ])
    let root = try JSONDocument(parsing: answer.body).root
    #expect(root.names == ["orderId", "ocoId"])
    let ids = try [#require(root["orderId"]?.int64), #require(root["ocoId"]?.int64)]
    #expect(ids[1] == ids[0] + 1)

    let order = try desk.get("/order/item?id=\(ids[0])")
    #expect(
      order.rawText
        == """
        {"id":\(ids[0]),"accountId":1000001,"contractId":700002,\
        "timestamp":"2026-05-28T20:26:40.000Z","action":"Sell","ordStatus":"Working",\
        "executionProviderId":1,"ocoId":\(ids[1]),"admin":false}
        """)
    let version = try desk.get("/orderVersion/deps?masterid=\(ids[1])")
    #expect(
      version[0]?.rawText.hasSuffix(
        #","orderId":\#(ids[1]),"orderQty":1,"orderType":"Stop","stopPrice":6400,"#
          + #""timeInForce":"Day"}"#) == true)
  }

  @Test func anOSOAnswersWithThreeNumbers() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeOSO", TradovateDesk.oso)
    #expect(ids.count == 3)
    let orders = try desk.get("/order/items?ids=\(ids[0]),\(ids[1]),\(ids[2])")
    #expect(
      orders.elements.map { $0["ordStatus"]?.string } == ["Working", "Suspended", "Suspended"])
    #expect(orders.elements.map { $0["parentId"]?.int64 } == [nil, ids[0], ids[0]])
    #expect(orders.elements.map { $0["ocoId"]?.int64 } == [nil, ids[2], ids[1]])
    let one = try desk.ids("/order/placeoso", TradovateDesk.oto)
    #expect(one.count == 2)
    #expect(try desk.get("/order/item?id=\(one[1])")["ocoId"] == nil)
  }

  @Test(arguments: [
    (#""orderType":"Limit","price":6400"#, "Working"), (#""orderType":"Market""#, "Filled"),
    (#""orderType":"Stop","stopPrice":6600"#, "Working"),
    (#""orderType":"Stop","price":6600"#, "Working"),
    (#""orderType":"StopLimit","stopPrice":6600,"price":6601.25"#, "Working"),
    (#""orderType":"MIT","price":6400"#, "Working"),
    (#""orderType":"MIT","stopPrice":6400"#, "Working"),
    (#""orderType":"TrailingStop","stopPrice":6510"#, "Working"),
    (#""orderType":"TrailingStop","stopPrice":6510,"pegDifference":10"#, "Working"),
    (#""orderType":"Limit","price":6400,"timeInForce":"IOC""#, "Expired"),
    (#""orderType":"Limit","price":6600,"timeInForce":"FOK""#, "Filled"),
    (
      #""orderType":"Limit","price":6400,"timeInForce":"GTD","expireTime":"2026-06-01T00:00:00Z""#,
      "Working"
    ),
  ])
  func singleOrdersOfEveryType(_ members: String, _ status: String) throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeorder", TradovateDesk.single(members))
    #expect(ids.count == 1)
    #expect(try desk.status(ids[0]) == status)
  }

  @Test func aTrailingStopFollowsTheMarketFromItsFirstStop() throws {
    var desk = TradovateDesk()
    let body = TradovateDesk.single(#""orderType":"TrailingStop","stopPrice":6490"#)
    let id = try desk.ids(
      "/order/placeorder", body.replacing("Buy", with: "Sell"))[0]
    desk.trade(6_520)
    desk.trade(quarters(26041))
    #expect(try desk.status(id) == "Working")
    desk.trade(6_510)
    #expect(try desk.status(id) == "Filled")
  }

  // MARK: Requests of public clients, as they were recorded

  /// TradovatePy sends every member, null where it has nothing.
  @Test func membersThatAreNullSayNothing() throws {
    var desk = TradovateDesk()
    let pair = try desk.ids(
      "/order/placeoco",
      """
      {"accountSpec": "PAPER0001", "accountId": 1000001, "clOrdId": null, "action": "Sell", \
      "symbol": "MESZ6", "orderQty": 1, "orderType": "Limit", "price": 6600, "stopPrice": null, \
      "maxShow": null, "pegDifference": null, "timeInForce": "GTC", "expireTime": null, \
      "text": null, "activationTime": null, "customTag50": null, "isAutomated": true, \
      "other": {"action": "Sell", "clOrdId": null, "orderType": "Stop", "price": null, \
      "stopPrice": 6400.0, "maxShow": null, "pegDifference": null, "timeInForce": "GTC", \
      "expireTime": null, "text": null}}
      """)
    #expect(pair.count == 2)
    let one = try desk.ids(
      "/order/placeoso",
      """
      {"accountSpec": "PAPER0001", "accountId": 1000001, "clOrdId": null, "action": "Buy", \
      "symbol": "MESZ6", "orderQty": 1, "orderType": "Limit", "price": 6450.25, \
      "stopPrice": null, "maxShow": null, "pegDifference": null, "timeInForce": null, \
      "expireTime": null, "text": null, "activationTime": null, "customTag50": null, \
      "isAutomated": null, "bracket1": {"action": "Sell", "clOrdId": null, \
      "orderType": "Limit", "price": 6500, "stopPrice": null, "maxShow": null, \
      "pegDifference": null, "timeInForce": null, "expireTime": null, "text": null}, \
      "bracket2": {"action": null, "clOrdId": null, "orderType": null, "price": null, \
      "stopPrice": null, "maxShow": null, "pegDifference": null, "timeInForce": null, \
      "expireTime": null, "text": null}}
      """)
    #expect(one.count == 2)
    let cancel =
      "{\"orderId\": \(pair[0]), \"clOrdId\": null, \"activationTime\": null, "
      + "\"customTag50\": null, \"isAutomated\": null}"
    #expect(desk.post("/order/cancelorder", cancel).hasPrefix(#"{"commandId":"#))
  }

  /// AnthonyHewins/tradovate writes the zero of each type, and a line's end behind the whole.
  @Test func membersThatAreZeroSayNothing() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids(
      "/order/placeoco",
      """
      {"accountSpec":"PAPER0001","accountId":1000001,"clOrdId":"","action":"Sell",\
      "symbol":"MESZ6","orderQty":1,"orderType":"Limit","price":6600.5,"stopPrice":0,"maxShow":0,\
      "pegDifference":0,"timeInForce":"Day","expireTime":"0001-01-01T00:00:00Z","text":"",\
      "activationTime":"0001-01-01T00:00:00Z","customTag50":"","isAutomated":true,\
      "other":{"action":"Sell","clOrdId":"","orderType":"Stop","price":0,"stopPrice":6400,\
      "maxShow":0,"pegDifference":0,"timeInForce":"Day","expireTime":"0001-01-01T00:00:00Z",\
      "text":""}}

      """)
    #expect(ids.count == 2)
    let versions = try desk.get("/orderVersion/ldeps?masterids=\(ids[0]),\(ids[1])")
    #expect(
      versions.elements.map { Array($0.names.dropFirst(2)) } == [
        ["orderQty", "orderType", "price", "timeInForce"],
        ["orderQty", "orderType", "stopPrice", "timeInForce"],
      ])
  }

  // MARK: The library and the account

  /// Keys as in the Swagger file, without what it calls optional and a paper account has not.
  @Test func entitiesHaveTheFieldsOfTheSwaggerFile() throws {
    var desk = TradovateDesk()
    let contract = try desk.get("/contract/find?name=MESZ6")
    #expect(contract.names == ["id", "name", "contractMaturityId"])
    let maturity = try desk.get(
      "/contractMaturity/item?id=\(try #require(contract["contractMaturityId"]?.int64))")
    #expect(
      maturity.names == ["id", "productId", "expirationMonth", "expirationDate", "isFront"])
    #expect(maturity["expirationDate"]?.string?.hasPrefix("2026-12-18") == true)
    let product = try desk.get("/product/find?name=MES")
    #expect(product["id"]?.int64 == maturity["productId"]?.int64)
    #expect(product["tickSize"]?.numberText == "0.25")
    #expect(product["valuePerPoint"]?.numberText == "5")
    #expect(
      product.names == [
        "id", "name", "currencyId", "productType", "description", "exchangeId", "contractGroupId",
        "status", "months", "isSecured", "valuePerPoint", "priceFormatType", "priceFormat",
        "tickSize", "isMicro",
      ])
    let found = try desk.get("/contract/suggest?t=m&l=1")
    #expect(found.elements.map { $0["name"]?.string } == ["MESZ6"])
    let account = try #require(try desk.get("/account/list")[0])
    #expect(account["id"]?.int64 == 1_000_001)
    #expect(account["name"]?.string == "PAPER0001")
    #expect(
      account.names == [
        "id", "name", "userId", "accountType", "active", "clearingHouseId", "riskCategoryId",
        "autoLiqProfileId", "marginAccountType", "legalStatus", "timestamp", "readonly",
      ])
    #expect(try desk.get("/position/list").count == 0)
    #expect(try desk.get("/order/list").rawText == "[]")
    #expect(try desk.get("/userAccountAutoLiq/list").rawText == "[]")
    #expect(
      try desk.get("/cashBalance/list")[0]?.names == [
        "id", "accountId", "timestamp", "tradeDate", "currencyId", "amount", "realizedPnL",
        "weekRealizedPnL",
      ])
    #expect(
      desk.post("/cashBalance/getcashbalancesnapshot", #"{"accountId":7}"#)
        == #"{"errorText":"Access is denied"}"#)
  }
}

/// A price in quarters of a point, the ticks of index futures.
func quarters(_ count: Int128) -> Decimal { Decimal(mantissa: count * 25, scale: 2) ?? .zero }
