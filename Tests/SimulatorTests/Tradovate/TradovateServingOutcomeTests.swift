import Exact
import Orders
import Testing
import Venues

@testable import Simulator

/// What becomes of Tradovate's orders: fills, cancels, changes, strategies (Tradovate §3.4 to §4).
@Suite struct TradovateServingOutcomeTests {
  @Test func aFillOfOneLegTakesTheOther() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    desk.trade(quarters(26401))
    #expect(try desk.status(ids[0]) == "Filled")
    #expect(try desk.status(ids[1]) == "Canceled")
    let fill = try #require(try desk.get("/fill/deps?masterid=\(ids[0])")[0])
    #expect(
      fill.names == [
        "id", "orderId", "contractId", "timestamp", "tradeDate", "action", "qty", "price",
        "active", "finallyPaired",
      ])
    #expect(fill["price"]?.numberText == "6600.25")
    #expect(fill["qty"]?.numberText == "1")
    // 20:26 UTC is 15:26 in Chicago, the same day.
    #expect(fill["tradeDate"]?.rawText == #"{"year":2026,"month":5,"day":28}"#)
    let position = try #require(try desk.get("/position/list")[0])
    #expect(
      position.names == [
        "id", "accountId", "contractId", "timestamp", "tradeDate", "netPos", "netPrice", "bought",
        "boughtValue", "sold", "soldValue", "prevPos",
      ])
    #expect(position["netPos"]?.numberText == "-1")
    #expect(position["netPrice"]?.decimal == quarters(26401))
    #expect(position["soldValue"]?.decimal == quarters(26401))
    // Commands of the sibling: what placed it, and what took it away.
    let commands = try desk.get("/command/deps?masterid=\(ids[1])")
    #expect(commands.elements.map { $0["commandType"]?.string } == ["New", "Cancel"])
    let reports = try desk.get(
      "/executionReport/deps?masterid=\(try #require(commands[1]?["id"]?.int64))")
    #expect(reports.elements.map { $0["execType"]?.string } == ["Canceled"])
  }

  @Test func aStopTakesTheLimit() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    desk.trade(6_400)
    #expect(try desk.status(ids[1]) == "Filled")
    #expect(try desk.status(ids[0]) == "Canceled")
  }

  /// There is no PartiallyFilled: partial is Working with cumQty (§6); the choice of §4 is that
  /// nothing else happens yet.
  @Test func aPartialFillChangesNothingElse() throws {
    var desk = TradovateDesk()
    let body = TradovateDesk.oco.replacing(#""orderQty":1"#, with: #""orderQty":3"#)
    let ids = try desk.ids("/order/placeoco", body)
    desk.trade(quarters(26401), 2)
    #expect(try desk.status(ids[0]) == "Working")
    #expect(try desk.status(ids[1]) == "Working")
    let report = try #require(
      try desk.get("/executionReport/list").elements.first { $0["execType"]?.string == "Trade" })
    #expect(report["ordStatus"]?.string == "Working")
    #expect(report["cumQty"]?.numberText == "2")
    #expect(report["lastQty"]?.numberText == "2")
    #expect(report["avgPx"]?.numberText == "6600.25")
    desk.trade(quarters(26401), 5)
    #expect(try desk.status(ids[0]) == "Filled")
    #expect(try desk.status(ids[1]) == "Canceled")
  }

  @Test func exitsWorkWhenTheEntryIsFilled() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoso", TradovateDesk.oso)
    desk.trade(6_450)
    #expect(try ids.map { try desk.status($0) } == ["Filled", "Working", "Working"])
    desk.trade(6_500)
    #expect(try ids.map { try desk.status($0) } == ["Filled", "Filled", "Canceled"])
    // 50 points of $5, less 8 millionths of 32,250 and of 32,500: $0.258 and $0.26.
    let cash = desk.post("/cashBalance/getcashbalancesnapshot", #"{"accountId":1000001}"#)
    #expect(
      cash == """
        {"totalCashValue":1000249.482,"totalPnL":249.482,"initialMargin":0,\
        "maintenanceMargin":0,"netLiq":1000249.482,"openPnL":0,"realizedPnL":249.482,\
        "weekRealizedPnL":249.482}
        """)
  }

  @Test func exitsGoWithTheEntry() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoso", TradovateDesk.oso)
    #expect(desk.post("/order/cancelorder", #"{"orderId":\#(ids[0])}"#).contains("commandId"))
    #expect(try ids.map { try desk.status($0) } == ["Canceled", "Canceled", "Canceled"])
  }

  @Test func anExitOnTheWrongSideIsRejectedWhenItComesToTheMarket() throws {
    var desk = TradovateDesk()
    let body = TradovateDesk.oto.replacing("6420", with: "6460")
    let ids = try desk.ids("/order/placeoso", body)
    desk.trade(6_450)
    #expect(try ids.map { try desk.status($0) } == ["Filled", "Rejected"])
    let report = try #require(
      try desk.get("/commandReport/list").elements.first { $0["rejectReason"] != nil })
    #expect(report["commandStatus"]?.string == "ExecutionRejected")
    #expect(report["rejectReason"]?.string == "InvalidPrice")
  }

  /// Not documented; both go, as the recorded traffic of api#28 has it.
  @Test func cancellingOneLegTakesBoth() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    let answer = desk.post("/order/cancelorder", #"{"orderId":\#(ids[1]),"clOrdId":"mine"}"#)
    let command = try #require(try JSONDocument(parsing: answer).root["commandId"]?.int64)
    #expect(try ids.map { try desk.status($0) } == ["Canceled", "Canceled"])
    let entity = try desk.get("/command/item?id=\(command)")
    #expect(
      entity.rawText == """
        {"id":\(command),"orderId":\(ids[1]),"timestamp":"2026-05-28T20:26:40.000Z",\
        "clOrdId":"mine","commandType":"Cancel","commandStatus":"AtExecution",\
        "senderId":2000001,"userSessionId":0}
        """)
  }

  @Test func anOrderIsChangedByAllOfIt() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    let answer = desk.post(
      "/order/modifyorder",
      #"{"orderId":\#(ids[1]),"orderQty":1,"orderType":"Stop","stopPrice":6410.00,"#
        + #""timeInForce":"Day","text":"DOM"}"#)
    let command = try #require(try JSONDocument(parsing: answer).root["commandId"]?.int64)
    #expect(try desk.status(ids[1]) == "Working")
    // The new version has the command's number (recorded in api#28).
    #expect(
      try desk.get("/orderVersion/item?id=\(command)").rawText == """
        {"id":\(command),"orderId":\(ids[1]),"orderQty":1,"orderType":"Stop","stopPrice":6410,\
        "timeInForce":"Day","text":"DOM"}
        """)
    desk.trade(quarters(25639))
    #expect(try desk.status(ids[1]) == "Filled")
  }

  /// "Omitting timeInForce on a GTC order makes it a TIF change and the exchange silently rejects
  /// it" (forum 4464).
  @Test func aChangedTimeInForceIsTakenAndThenRejected() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids(
      "/order/placeorder",
      TradovateDesk.single(#""orderType":"Limit","price":6400,"timeInForce":"GTC""#))
    let answer = desk.post(
      "/order/modifyorder", #"{"orderId":\#(ids[0]),"orderQty":1,"orderType":"Limit","price":6390}"#
    )
    let command = try #require(try JSONDocument(parsing: answer).root["commandId"]?.int64)
    #expect(try desk.status(ids[0]) == "Working")
    #expect(
      try desk.get("/command/item?id=\(command)")["commandStatus"]?.string == "ExecutionRejected")
    let report = try desk.get("/commandReport/deps?masterid=\(command)")
    #expect(report.elements.map(\.self).last?["text"]?.string == "cannot modify time-in-force")
    desk.trade(6_390)
    #expect(try desk.get("/fill/deps?masterid=\(ids[0])")[0]?["price"]?.numberText == "6400")
  }

  @Test func aPositionIsFlattened() throws {
    var desk = TradovateDesk()
    _ = try desk.ids("/order/placeorder", TradovateDesk.single(#""orderType":"Market""#))
    let waiting = try desk.ids("/order/placeoco", TradovateDesk.oco)
    let ids = try desk.ids(
      "/order/liquidateposition", #"{"accountId":1000001,"contractId":700002,"admin":false}"#)
    #expect(ids.count == 1)
    #expect(try desk.status(ids[0]) == "Filled")
    #expect(try desk.status(waiting[0]) == "Canceled")
    #expect(try desk.get("/position/list")[0]?["netPos"]?.numberText == "0")
    #expect(
      desk.post("/order/liquidateposition", #"{"accountId":1000001,"contractId":700002}"#) == "{}")
  }

  @Test func dayOrdersEndWithTheSession() throws {
    var desk = TradovateDesk()
    let day = try desk.ids("/order/placeoco", TradovateDesk.oco)
    desk.serving.desk.apply(.sessionEnd, to: 1)
    desk.settle()
    #expect(try day.map { try desk.status($0) } == ["Expired", "Expired"])
  }

  // MARK: Strategies

  @Test func aStrategyPlacesItsBracketsAroundTheFill() throws {
    var desk = TradovateDesk()
    let answer = desk.post(
      "/orderStrategy/startorderstrategy",
      #"{"accountId":1000001,"accountSpec":"PAPER0001","symbol":"MESZ6","action":"Buy","#
        + #""orderStrategyTypeId":2,"params":"{\"entryVersion\":{\"orderQty\":2,\"orderType\":"#
        + #"\"Limit\",\"price\":6450,\"timeInForce\":\"Day\"},\"brackets\":[{\"qty\":1,"#
        + #"\"profitTarget\":25,\"stopLoss\":-12,\"trailingStop\":false},{\"qty\":1,"#
        + #"\"profitTarget\":50,\"stopLoss\":-12,\"trailingStop\":false}]}"}"#)
    let strategy = try #require(try JSONDocument(parsing: answer).root["orderStrategy"])
    #expect(strategy["status"]?.string == "ActiveStrategy")
    let id = try #require(strategy["id"]?.int64)
    desk.trade(6_450)
    let links = try desk.get("/orderStrategyLink/deps?masterid=\(id)")
    #expect(links[0]?.names == ["id", "orderStrategyId", "orderId", "label"])
    #expect(links.count == 5)
    let versions = try links.elements.map { link in
      let order = try #require(link["orderId"]?.int64)
      let version = try desk.get("/orderVersion/deps?masterid=\(order)")[0]
      return (version?["price"] ?? version?["stopPrice"])?.numberText
    }
    #expect(versions == ["6450", "6475", "6438", "6500", "6438"])
    desk.trade(6_475)
    #expect(try desk.get("/orderStrategy/item?id=\(id)")["status"]?.string == "ActiveStrategy")
    desk.trade(6_438)
    #expect(try desk.get("/orderStrategy/item?id=\(id)")["status"]?.string == "ExecutionFinished")
    #expect(try desk.get("/position/list")[0]?["netPos"]?.numberText == "0")
  }

  @Test func aStrategyIsStopped() throws {
    var desk = TradovateDesk()
    let object = desk.post(
      "/orderStrategy/startorderstrategy",
      #"{"accountId":1000001,"symbol":"MESZ6","action":"Buy","orderStrategyTypeId":2,"params":{}}"#)
    #expect(object == #"{"errorText":"Invalid or missed parameters"}"#)
    let answer = desk.post(
      "/orderStrategy/startorderstrategy",
      #"{"accountId":1000001,"symbol":"MESZ6","action":"Buy","orderStrategyTypeId":2,"params":"#
        + #""{\"entryVersion\":{\"orderQty\":1,\"orderType\":\"Limit\",\"price\":6450},"#
        + #"\"brackets\":[{\"qty\":1,\"stopLoss\":-12,\"trailingStop\":true}]}"}"#)
    let id = try #require(
      try JSONDocument(parsing: answer).root["orderStrategy"]?["id"]?.int64)
    _ = desk.post("/orderStrategy/interruptorderstrategy", #"{"orderStrategyId":\#(id)}"#)
    #expect(try desk.get("/orderStrategy/item?id=\(id)")["status"]?.string == "StoppedByUser")
    #expect(try desk.get("/order/list")[0]?["ordStatus"]?.string == "Canceled")
  }
}
