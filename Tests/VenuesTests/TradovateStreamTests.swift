import Exact
import Orders
import Testing

@testable import Venues

/// What Tradovate's socket tells: frames, changes of entities, and the snapshot.
@Suite struct TradovateStreamTests {
  let venue = Tradovate()

  // MARK: Frames (sheet §7)

  @Test func theSocketsOwnLifeIsRead() {
    #expect(venue.events("o") == [.ready])
    #expect(venue.events("h") == [.pingDemand(reply: "[]")])
    #expect(venue.events(#"c[3000,"Go away!"]"#) == [.closing(#"[3000,"Go away!"]"#)])
    #expect(venue.events(#"a[{"s":200,"i":0}]"#) == [.loggedIn])
    #expect(
      venue.events(#"a[{"s":401,"i":0,"d":"Access is denied"}]"#) == [
        .reply(
          id: "0",
          .refused(
            Refusal(httpStatus: 401, code: "", text: "Access is denied", reason: .permission)))
      ])
    #expect(
      venue.events(
        #"a[{"e":"shutdown","d":{"reasonCode":"ConnectionQuotaReached","reason":"so"}}]"#)
        == [.closing("ConnectionQuotaReached: so")])
    #expect(venue.events(#"a[{"s":200,"i":3,"d":{"subscriptionId":7}}]"#) == [.subscribed("3")])
    #expect(venue.events("a[]").isEmpty)
    #expect(venue.events(#"a[{"e":"clock","d":"{}"}]"#).isEmpty)
  }

  @Test func repliesOnTheSocketMeanWhatAnswersMean() {
    let placed = venue.events(#"a[{"s":200,"i":7,"d":{"orderId":62495,"ocoId":62496}}]"#)
    #expect(
      placed == [
        .reply(id: "7", venue.answer(#"{"orderId":62495,"ocoId":62496}"#, to: .place))
      ])
    #expect(
      venue.events(#"a[{"s":200,"i":132,"d":{"commandId":62539}}]"#) == [
        .reply(id: "132", .accepted(.nothing))
      ])
    guard
      case .reply("8", .refused(let refusal))? = venue.events(
        #"a[{"s":200,"i":8,"d":{"failureReason":"SessionClosed","failureText":""}}]"#
      ).first,
      case .reply("9", .later(_, afterMilliseconds: 3_600_000))? = venue.events(
        #"a[{"s":429,"i":9}]"#
      ).first,
      case .reply("4", .later(_, afterMilliseconds: 2000))? = venue.events(
        #"a[{"s":200,"i":4,"d":{"p-ticket":"t","p-time":2,"p-captcha":false}}]"#
      ).first,
      case .reply("5", .inDoubt)? = venue.events(#"a[{"s":500,"i":5,"d":"boom"}]"#).first
    else {
      Issue.record("misread")
      return
    }
    #expect(refusal.reason == .halted)
  }

  /// Recorded traffic of tradovate/api#28.
  @Test func aModificationIsToldInItsParts() throws {
    let events = venue.events(
      """
      a[{"e":"props","d":{"entityType":"command","eventType":"Created","entity":{"id":62539,\
      "orderId":62496,"timestamp":"2018-05-02T15:35:00.495Z","commandType":"Modify",\
      "commandStatus":"Pending","senderId":18899,"userSessionId":0}}},{"e":"props","d":{\
      "entityType":"orderVersion","eventType":"Created","entity":{"id":62539,"orderId":62496,\
      "orderQty":1,"orderType":"Stop","stopPrice":2633,"timeInForce":"Day","text":"DOM"}}}]
      """)
    guard case .order(let report)? = events.first, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(report.order.venueOrderID == "62496")
    #expect(report.order.trigger == 2633)
  }

  @Test(arguments: [
    ("PendingNew", OrderStatus.working), ("Working", .working), ("PendingReplace", .working),
    ("PendingCancel", .working), ("Filled", .filled), ("Canceled", .canceled),
    ("Expired", .expired), ("Rejected", .rejected), ("Suspended", .waiting),
    ("Completed", .unknown), ("Unknown", .unknown), ("Pondering", .unknown), ("working", .working),
  ])
  func statesAreKeptWithTheVenuesWord(_ word: String, _ status: OrderStatus) {
    let events = venue.events(
      """
      a[{"e":"props","d":{"entityType":"order","eventType":"Updated","entity":{"id":210518,\
      "accountId":25,"contractId":560901,"timestamp":"2016-11-04T00:02:36.626Z","action":"Sell",\
      "ordStatus":"\(word)","admin":false,"surprise":[1]}}}]
      """)
    guard case .order(let report)? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(report.order.status == status)
    #expect(report.order.venueStatus == word)
    #expect(report.order.side == .sell)
    #expect(report.order.role == nil)
    #expect(report.order.updated == Timestamp(milliseconds: 1_478_217_756_626))
  }

  @Test func aChildOrderNamesItsListAndWaits() {
    let events = venue.events(
      """
      a[{"e":"props","d":{"entityType":"order","eventType":"Created","entity":[{"id":12,\
      "parentId":10,"ocoId":11,"ordStatus":"Suspended","action":"Sell"},{"id":21,"ocoId":20,\
      "ordStatus":"Working","action":"Buy"}]}}]
      """)
    let orders = events.compactMap { event -> Order? in
      if case .order(let report) = event { report.order } else { nil }
    }
    #expect(orders.map(\.status) == [.dormant, .working])
    #expect(orders.map(\.venueListID) == ["10", "20"])
    #expect(orders.map(\.role) == [.exit, .pair])
  }

  @Test func anExecutionIsAFillOnce() throws {
    let events = venue.events(
      """
      a[{"e":"props","d":{"entityType":"executionReport","eventType":"Created","entity":{"id":900,\
      "commandId":3,"name":"x","accountId":1,"contractId":560901,\
      "timestamp":"2026-08-19T14:00:00Z","orderId":62495,"execType":"Trade","ordStatus":"Working",\
      "action":"Sell","cumQty":2,"avgPx":6500.375,"lastQty":1,"lastPx":6500.5}}},{"e":"props","d":{\
      "entityType":"fill","eventType":"Created","entity":{"id":901,"orderId":62495,"qty":1,\
      "price":6500.5}}}]
      """)
    guard case .order(let report)? = events.first, events.count == 1 else {
      Issue.record("\(events)")
      return
    }
    #expect(report.order.status == .partlyFilled)
    #expect(report.order.filled == 2)
    #expect(report.order.averagePrice == (try decimal("6500.375")))
    #expect(report.fill?.price == (try decimal("6500.5")))
    #expect(report.fill?.quantity == 1)
    #expect(report.fill?.tradeID == "900")
  }

  @Test func aRefusedCommandTellsWhy() {
    #expect(
      venue.events(
        """
        a[{"e":"props","d":{"entityType":"commandReport","eventType":"Created","entity":{"id":5,\
        "commandId":4,"commandStatus":"RiskRejected","rejectReason":"InvalidPrice",\
        "text":"Wrong OCO combination"}}}]
        """) == [.refresh("command 4 RiskRejected: InvalidPrice: Wrong OCO combination")])
  }

  @Test func quotesArePricesOfAContract() throws {
    let events = venue.events(
      """
      a[{"e":"md","d":{"quotes":[{"timestamp":"2017-04-13T04:59:06.588Z","contractId":560901,\
      "entries":{"Bid":{"price":18405,"size":7},"Offer":{"price":18410.25,"size":12},\
      "Trade":{"size":2}}}]}}]
      """)
    #expect(
      events == [
        .market(symbol: "560901", Market(bid: 18405, ask: try decimal("18410.25")))
      ])
  }

  @Test func theSnapshotJoinsOrdersWithTheirParts() throws {
    let events = venue.events(
      """
      a[{"s":200,"i":2,"d":{"users":[{"id":12345}],"contracts":[{"id":560901,"name":"MESU5"}],\
      "orders":[{"id":62495,"contractId":560901,"ocoId":62496,"action":"Sell",\
      "ordStatus":"Working"},{"id":62496,"contractId":560901,"ocoId":62495,"action":"Sell",\
      "ordStatus":"Working"},{"id":7,"contractId":1,"action":"Buy","ordStatus":"Completed"}],\
      "orderVersions":[{"id":62539,"orderId":62496,"orderQty":3,"orderType":"Stop",\
      "stopPrice":2633},{"id":62496,"orderId":62496,"orderQty":3,"orderType":"Stop",\
      "stopPrice":2600,"text":"old"},{"id":62495,"orderId":62495,"orderQty":3,\
      "orderType":"Limit","price":2700.25},{"id":7,"orderId":7,"orderQty":2,\
      "orderType":"Market"}],"commands":[{"id":62495,"orderId":62495,"commandType":"New",\
      "clOrdId":"td-oco-0000000000001-1"},{"id":62539,"orderId":62496,"commandType":"Modify",\
      "clOrdId":"x"}],"executionReports":[{"id":2,"orderId":62495,"cumQty":1,"avgPx":2700.25},\
      {"id":1,"orderId":62495,"cumQty":0},{"id":3,"orderId":7,"cumQty":2}],\
      "positions":[{"id":1,"contractId":560901,"netPos":3,"netPrice":2650}],"weather":[]}}]
      """)
    guard events.count == 4, events[0] == .subscribed("2"), case .list(let list) = events[1],
      case .order(let single) = events[2]
    else {
      Issue.record("\(events)")
      return
    }
    #expect(list.kind == .oco)
    #expect(list.status == .open)
    #expect(list.symbol == "MESU5")
    #expect(list.clientListID == "td-oco-0000000000001")
    #expect(list.orders.map(\.status) == [.partlyFilled, .working])
    #expect(list.orders.map(\.type) == [.limit, .stop])
    #expect(list.orders[0].filled == 1)
    #expect(list.orders[0].price == (try decimal("2700.25")))
    #expect(list.orders[1].trigger == 2633)
    #expect(list.orders[1].clientOrderID == nil)
    #expect(single.order.status == .filled)
    #expect(single.order.venueStatus == "Completed")
    #expect(events[3] == .positions([Position(symbol: "MESU5", quantity: 3, price: 2650)]))
  }

  // MARK: What is not known

  @Test func theUnknownIsKeptAndNothingCrashes() {
    #expect(venue.events("junk") == [.unknown("junk")])
    #expect(venue.events("") == [.unknown("")])
    #expect(venue.events("ajunk") == [.unknown("ajunk")])
    #expect(
      venue.events(#"a[{"e":"props","d":{"entityType":"moon","entity":{"id":1}}}]"#).count == 1)
    let whole = Array(
      """
      a[{"s":200,"i":2,"d":{"users":[],"orders":[{"id":1,"ocoId":2,"ordStatus":"Working"}],\
      "orderVersions":[{"id":1,"orderId":1}]}},{"e":"md","d":{"quotes":[{"contractId":1,\
      "entries":{"Trade":{"price":1}}}]}},{"e":"props","d":{"entityType":"order","entity":\
      [{"id":1,"ordStatus":"Filled"}]}}]
      """.utf8)
    let odd: [UInt8] = Array(#"{}[]",:0-9ent"#.utf8) + [0, 255]
    for position in whole.indices {
      _ = venue.events(in: Array(whole[..<position]))
      for byte in odd {
        var bytes = whole
        bytes[position] = byte
        _ = venue.events(in: bytes)
        for operation in [VenueOperation.place, .token, .history, .instruments] {
          _ = venue.decode(
            Response(status: 200, body: Array(bytes.dropFirst())), to: operation)
        }
      }
    }
  }
}
