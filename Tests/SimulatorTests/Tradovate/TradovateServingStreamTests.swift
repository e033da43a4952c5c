import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// What Tradovate's socket says, frame by frame (Tradovate §7).
@Suite struct TradovateServingStreamTests {
  @Test func aSocketOpensAndIsAuthorized() {
    var desk = TradovateDesk()
    let socket = desk.open(token: nil)
    #expect(desk.frames(on: socket) == ["o"])
    desk.say("account/list\n4\n\n", on: socket)
    #expect(desk.frames(on: socket) == [#"a[{"s":401,"i":4,"d":"Access is denied"}]"#])
    desk.say("authorize\n0\n\nnobody", on: socket)
    #expect(desk.frames(on: socket) == [#"a[{"s":401,"i":0,"d":"Access is denied"}]"#])
    desk.say("authorize\n0\n\npaper-token", on: socket)
    #expect(desk.frames(on: socket) == [#"a[{"s":200,"i":0}]"#])
  }

  /// In quotes as the tutorial's socket sends it, with a line's end as Go's encoder does.
  @Test(arguments: ["\"paper-token\"", "\"paper-token\"\n", " paper-token "])
  func tokensMayStandInQuotes(_ token: String) {
    var desk = TradovateDesk()
    let socket = desk.open(token: nil)
    desk.say("authorize\n1\n\n" + token, on: socket)
    #expect(desk.frames(on: socket).last == #"a[{"s":200,"i":1}]"#)
  }

  @Test func otherPathsAreNoSockets() {
    var desk = TradovateDesk()
    let answer = desk.serving.admit(
      HTTPRequest("GET", "/ws"), as: SocketID(1), into: &desk.outbox)
    guard case .refused(let response) = answer else {
      Issue.record("admitted")
      return
    }
    #expect(response.status == 404)
  }

  @Test func heartbeatsComeAndAreWanted() {
    var desk = TradovateDesk()
    let socket = desk.open()
    _ = desk.frames(on: socket)
    #expect(desk.serving.nextDuty?.milliseconds == TradovateDesk.start.milliseconds + 2_500)
    desk.wait(2_499)
    #expect(desk.frames(on: socket).isEmpty)
    desk.wait(1)
    #expect(desk.frames(on: socket) == ["h"])
    desk.say("[]", on: socket)
    for _ in 0..<3 { desk.wait(2_500) }
    #expect(desk.frames(on: socket) == ["h", "h", "h"])
    // Other traffic is no heartbeat.
    desk.say("account/list\n1\n\n", on: socket)
    _ = desk.frames(on: socket)
    desk.wait(2_500)
    #expect(desk.frames(on: socket) == [#"c[3000,"Go away!"]"#, "close 1000"])
    #expect(desk.serving.nextDuty == nil)
  }

  @Test func callsAreMadeOverTheSocket() throws {
    var desk = TradovateDesk()
    let socket = desk.open()
    _ = desk.frames(on: socket)
    // The tutorial's socket writes the word undefined where it has no body.
    desk.say("account/list\n4\n\nundefined", on: socket)
    let account = try #require(try desk.items(on: socket).first)
    #expect(account["i"]?.int64 == 4)
    #expect(account["d"]?[0]?["name"]?.string == "PAPER0001")
    desk.say("contract/find\n5\nname=MESZ6\n", on: socket)
    #expect(try desk.items(on: socket)[0]["d"]?["id"]?.int64 == 700_002)
    desk.say("contract/find\n6\n\n{\"name\":\"MESZ6\"}", on: socket)
    #expect(try desk.items(on: socket)[0]["d"]?["id"]?.int64 == 700_002)
    desk.say("order/fly\n7\n\n", on: socket)
    #expect(try desk.items(on: socket)[0]["s"]?.int64 == 404)
    desk.say("order/placeOCO\n8\n\n" + TradovateDesk.oco, on: socket)
    #expect(try desk.items(on: socket)[0]["d"]?.names == ["orderId", "ocoId"])
    desk.say(
      "order/placeoco\n9\n\n" + TradovateDesk.oco.replacing("6400,", with: "6700,"), on: socket)
    #expect(
      desk.frames(on: socket) == [
        #"a[{"s":200,"i":9,"d":{"failureReason":"InvalidPrice","#
          + #""failureText":"Wrong OCO combination"}}]"#
      ])
    desk.say("order/placeoco\n10\n\n{", on: socket)
    #expect(try desk.items(on: socket)[0]["s"]?.int64 == 400)
    for junk in ["", "x", "\n\n\n\n", "order/list\nx\n\n", "a\n99999999999999999999\n\n"] {
      desk.say(junk, on: socket)
      #expect(try desk.items(on: socket)[0]["s"]?.int64 == 400)
    }
    desk.serving.receive(.binary([1, 2]), on: socket, into: &desk.outbox)
    desk.serving.receive(.text([0xFF, 10, 0xFF]), on: SocketID(77), into: &desk.outbox)
  }

  // MARK: The account

  static let snapshotNames = [
    "users", "accounts", "accountRiskStatuses", "marginSnapshots", "userAccountAutoLiqs",
    "cashBalances", "currencies", "positions", "fillPairs", "orders", "contracts",
    "contractMaturities", "products", "exchanges", "spreadDefinitions", "commands",
    "commandReports", "executionReports", "orderVersions", "fills", "orderStrategies",
    "orderStrategyLinks", "orderStrategyTypes", "userProperties", "properties", "userPlugins",
    "contractGroups",
  ]

  @Test func aSynchronisationBeginsWithEverything() throws {
    var desk = TradovateDesk()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    let socket = desk.open()
    _ = desk.frames(on: socket)
    desk.say(#"user/syncrequest\#n2\#n\#n{"users":[2000001]}"#, on: socket)
    let items = try desk.items(on: socket)
    #expect(items.count == 1)
    let data = try #require(items[0]["d"])
    #expect(data.names == Self.snapshotNames)
    #expect(data["orders"]?.elements.map { $0["id"]?.int64 } == ids)
    #expect(data["orderVersions"]?.count == 2)
    #expect(data["cashBalances"]?[0]?["amount"]?.numberText == "1000000")
    desk.say(#"user/syncrequest\#n3\#n\#n{"users":[5]}"#, on: socket)
    #expect(try desk.items(on: socket)[0]["s"]?.int64 == 403)
    desk.say(#"user/syncrequest\#n4\#n\#n{"accounts":[1000001]}"#, on: socket)
    #expect(try desk.items(on: socket)[0]["d"]?["users"] != nil)
  }

  private func synchronised() throws -> (TradovateDesk, SocketID) {
    var desk = TradovateDesk()
    let socket = desk.open()
    desk.say(#"user/syncrequest\#n2\#n\#n{"users":[2000001]}"#, on: socket)
    _ = desk.frames(on: socket)
    return (desk, socket)
  }

  /// The order of a placement's events is the sheet's choice.
  @Test func aPlacementIsToldInItsParts() throws {
    var (desk, socket) = try synchronised()
    desk.say("order/placeoco\n7\n\n" + TradovateDesk.oco, on: socket)
    let frames = desk.frames(on: socket)
    #expect(frames[0].hasPrefix(#"a[{"s":200,"i":7,"d":{"orderId":"#))
    desk.outbox.items = frames.map {
      Outbox.Item(socket: socket, what: .text(Array($0.utf8)), isNews: true)
    }
    let leg = [
      "order Created PendingNew", "command Created New Pending", "orderVersion Created",
      "commandReport Created RiskPassed", "command Updated New AtExecution",
      "executionReport Created New Working", "order Updated Working",
    ]
    #expect(try desk.events(on: socket) == leg + leg)
  }

  @Test func aFillIsToldInItsParts() throws {
    var (desk, socket) = try synchronised()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    #expect(!desk.frames(on: socket).isEmpty)
    desk.wait(1_234)
    desk.trade(quarters(26401))
    let items = desk.outbox.items
    #expect(
      try desk.events(on: socket) == [
        "executionReport Created Trade Filled", "fill Created", "fillFee Created",
        "order Updated Filled", "command Created Cancel Pending",
        "command Updated Cancel AtExecution", "executionReport Created Canceled Canceled",
        "order Updated Canceled", "position Updated", "cashBalance Updated",
      ])
    #expect(items.filter(\.isNews).count == items.count)
    // What was told is what is read.
    desk.outbox.items = items
    for item in try desk.items(on: socket) {
      guard let data = item["d"], let kind = data["entityType"]?.string,
        let id = data["entity"]?["id"]?.int64, kind != "command"
      else { continue }
      let read = try desk.get("/\(kind)/item?id=\(id)")
      #expect(data["entity"]?.rawText == read.rawText)
      if kind == "fill" {
        #expect(read["timestamp"]?.string == "2026-05-28T20:26:41.234Z")
        #expect(read["orderId"]?.int64 == ids[0])
      }
    }
  }

  /// As recorded in api#28: the answer, command with version, report, then the order.
  @Test func aModificationIsToldInItsParts() throws {
    var (desk, socket) = try synchronised()
    let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
    _ = desk.frames(on: socket)
    desk.say(
      #"order/modifyorder\#n132\#n\#n{"orderId":\#(ids[1]),"orderQty":1,"orderType":"Stop","#
        + #""stopPrice":6410.00,"timeInForce":"Day","text":"DOM"}"#, on: socket)
    let frames = desk.frames(on: socket)
    #expect(frames[0].hasPrefix(#"a[{"s":200,"i":132,"d":{"commandId":"#))
    let first = try JSONDocument(parsing: String(frames[1].dropFirst())).root
    #expect(
      first.elements.map { $0["d"]?["entityType"]?.string } == ["command", "orderVersion"])
    #expect(
      first[0]?["d"]?["entity"]?.names == [
        "id", "orderId", "timestamp", "commandType", "commandStatus", "senderId", "userSessionId",
      ])
    #expect(
      first[1]?["d"]?["entity"]?.names == [
        "id", "orderId", "orderQty", "orderType", "stopPrice", "timeInForce", "text",
      ])
    desk.outbox.items = frames.map {
      Outbox.Item(socket: socket, what: .text(Array($0.utf8)), isNews: true)
    }
    #expect(
      try desk.events(on: socket) == [
        "command Created Modify Pending", "orderVersion Created",
        "commandReport Created RiskPassed", "order Updated PendingReplace",
        "command Updated Modify AtExecution", "executionReport Created Replaced Working",
        "order Updated Working",
      ])
  }

  @Test func waitingExitsAreSuspendedUntilTheEntryFills() throws {
    var (desk, socket) = try synchronised()
    let ids = try desk.ids("/order/placeoso", TradovateDesk.oso)
    let created = try desk.events(on: socket)
    #expect(created.filter { $0 == "order Created Suspended" }.count == 2)
    #expect(created.filter { $0 == "command Updated New OnHold" }.count == 2)
    desk.trade(6_450)
    let told = try desk.events(on: socket)
    #expect(told.filter { $0 == "order Updated Working" }.count == 2)
    _ = ids
  }

  // MARK: The market

  @Test func quotesComeToWhoAsks() throws {
    var desk = TradovateDesk()
    let socket = desk.open(token: "paper-token-md")
    _ = desk.frames(on: socket)
    desk.say("order/list\n1\n\n", on: socket)
    #expect(try desk.items(on: socket)[0]["s"]?.int64 == 401)
    desk.say("md/subscribeQuote\n3\n\n{\"symbol\":\"MESZ6\"}", on: socket)
    let first = try desk.items(on: socket)
    #expect(first[0]["d"]?["subscriptionId"]?.int64 != nil)
    #expect(first[1]["d"]?["quotes"]?[0]?["entries"]?["Trade"]?["price"]?.numberText == "6500")
    desk.trade(quarters(26001), 3)
    let frame = desk.frames(on: socket)
    #expect(
      frame == [
        #"a[{"e":"md","d":{"quotes":[{"timestamp":"2026-05-28T20:26:40.000Z","contractId":700002,"#
          + #""entries":{"Bid":{"price":6499.75},"Offer":{"price":6500.25},"Trade":{"price":"#
          + #"6500.25,"size":3},"TotalTradeVolume":{"size":3},"OpeningPrice":{"price":6500},"#
          + #""HighPrice":{"price":6500.25},"LowPrice":{"price":6500},"SettlementPrice":{"price":"#
          + #"6500}}}]}}]"#
      ])
    desk.trade(6_000, nil, "ESZ6")
    #expect(desk.frames(on: socket).isEmpty)
    desk.say("md/subscribequote\n4\n\n{\"symbol\":700001}", on: socket)
    #expect(desk.frames(on: socket).count == 2)
    desk.say("md/unsubscribequote\n5\n\n{\"symbol\":\"MESZ6\"}", on: socket)
    #expect(desk.frames(on: socket) == [#"a[{"s":200,"i":5,"d":{}}]"#])
    desk.trade(6_500)
    #expect(desk.frames(on: socket).isEmpty)
    desk.say("md/subscribequote\n6\n\n{\"symbol\":\"XX\"}", on: socket)
    #expect(try desk.items(on: socket)[0]["d"]?["errorText"]?.string == "Symbol is unknown")
  }

  // MARK: Connections

  @Test func theOldestOfTooManyConnectionsGoes() throws {
    var desk = TradovateDesk()
    for number in 1...50 { _ = desk.open(Int64(number)) }
    #expect(desk.serving.sockets.count == 50)
    _ = desk.open(51)
    #expect(
      desk.frames(on: SocketID(1)).suffix(2) == [
        #"a[{"e":"shutdown","d":{"reasonCode":"ConnectionQuotaReached"}}]"#, "close 1000",
      ])
    #expect(desk.serving.sockets.count == 50)
    // The paper credentials' own token is not revoked.
    #expect(desk.send("GET", "/order/list").status == 200)
    desk.serving.ended(SocketID(2))
    #expect(desk.serving.sockets.count == 49)
  }

  @Test func anOpenSocketOutlivesItsToken() throws {
    var desk = TradovateDesk()
    let socket = desk.open()
    _ = desk.frames(on: socket)
    desk.serving.expireTokens(into: &desk.outbox)
    desk.say("account/list\n1\n\n", on: socket)
    #expect(try desk.items(on: socket)[0]["s"]?.int64 == 200)
    let next = desk.open(2)
    #expect(desk.frames(on: next).last == #"a[{"s":401,"i":0,"d":"Access is denied"}]"#)
  }

  @Test func whatNobodyHearsIsNotKept() throws {
    var desk = TradovateDesk()
    for _ in 0..<50 {
      let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
      _ = desk.post("/order/cancelorder", #"{"orderId":\#(ids[0])}"#)
    }
    #expect(desk.serving.untold.isEmpty && desk.serving.events.isEmpty)
  }

  @Test func endedOrdersAreForgottenWithTheDesk() throws {
    var desk = TradovateDesk()
    desk.serving.desk.memory = 10
    desk.serving.sweepAt = 50
    desk.serving.gate.hour = RateMeter(limit: 1_000_000, window: 3_600_000)
    for _ in 0..<200 {
      let ids = try desk.ids("/order/placeoco", TradovateDesk.oco)
      _ = desk.post("/order/cancelorder", #"{"orderId":\#(ids[0])}"#)
      desk.serving.sweepAt = 50
    }
    #expect(desk.serving.idOfOrder.count <= 52)
    #expect(desk.serving.book.all(.executionReport).count <= 52 * 2)
    #expect(desk.serving.book.all(.command).count <= 52 * 2)
  }
}
