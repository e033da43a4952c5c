import Exact
import Orders
import Testing

@testable import Venues

/// What BingX answers.
@Suite struct BingXAnswerTests {
  let venue = BingX()

  func list(_ body: String, to operation: VenueOperation) throws -> OrderList {
    guard case .accepted(.list(let list)) = venue.answer(body, to: operation) else {
      throw Surprise(text: "\(venue.answer(body, to: operation))")
    }
    return list
  }

  func lists(_ rows: String, to operation: VenueOperation = .openLists) throws -> [OrderList] {
    let body = #"{"code":0,"msg":"","debugMsg":"","data":["# + rows + "]}"
    guard case .accepted(.lists(let lists)) = venue.answer(body, to: operation) else {
      throw Surprise(text: "\(venue.answer(body, to: operation))")
    }
    return lists
  }

  struct Surprise: Error { let text: String }

  static func row(_ id: Int, _ type: String, _ status: String, list: String = "L1") -> String {
    #"{"transactionTime":1724656554890,"orderId":"\#(id)","clientOrderId":"","symbol":"BTC-USDT","#
      + #""orderType":"\#(type)","side":"BUY","triggerPrice":0,"price":48000,"quantity":0.001,"#
      + #""orderListId":"\#(list)","status":"\#(status)"}"#
  }

  // MARK: Lists (sheet §3)

  static let placed = """
    {"code":0,"msg":"","debugMsg":"","data":[{"transactionTime":0,"orderId":"1827963624962916352",
     "clientOrderId":"12345610034","symbol":"BTC-USDT","orderType":"ocoLimit","side":"BUY",
     "triggerPrice":0,"price":48000,"quantity":0.001,"orderListId":"12345610033","status":""},
     {"transactionTime":0,"orderId":"1827963624962916353","clientOrderId":"12345610035",
     "symbol":"BTC-USDT","orderType":"ocoTps","side":"BUY","triggerPrice":87000,"price":88000,
     "quantity":0.001,"orderListId":"12345610033","status":""}]}
    """

  @Test func aPlacedListIsAcceptedWithBothLegs() throws {
    let list = try list(Self.placed, to: .place)
    #expect(list.status == .accepted)
    #expect(list.venueListID == "12345610033")
    #expect(list.kind == .oco)
    #expect(list.updated == nil)
    #expect(list.orders.map(\.type) == [.limit, .stopLimit])
    #expect(list.orders.map(\.status) == [.unknown, .unknown])
    #expect(list.orders.map(\.venueStatus) == ["", ""])
    #expect(list.orders.map(\.venueOrderID) == ["1827963624962916352", "1827963624962916353"])
    #expect(list.orders.map(\.clientOrderID) == ["12345610034", "12345610035"])
    #expect(list.orders.map(\.trigger) == [nil, try decimal("87000")])
    #expect(list.orders.map(\.price) == [try decimal("48000"), try decimal("88000")])
    #expect(list.orders[1].quantity == (try decimal("0.001")))
    #expect(list.orders[1].side == .buy)
  }

  @Test func otherShapesOfAPlacementAreTolerated() throws {
    let wrapped = """
      {"code":0,"data":{"orderListId":1827968196914479104,"contingencyType":"OCO","news":1,
       "symbol":"BTC-USDT","orders":[{"orderId":2,"orderType":"ocoTps"},{"orderId":1,
       "orderType":"ocoLimit"}],"orderReports":[]}}
      """
    let list = try list(wrapped, to: .place)
    #expect(list.venueListID == "1827968196914479104")
    #expect(list.orders.map(\.venueOrderID) == ["1", "2"])
    // The seed's table of the reply has no orderListId at all.
    let bare = """
      {"code":0,"data":[{"orderId":"1","orderType":"ocoLimit","status":""},
       {"orderId":"2","orderType":"ocoTps","status":""}]}
      """
    #expect(try self.list(bare, to: .place).orders.count == 2)
    #expect(try self.list(bare, to: .place).venueListID == nil)
  }

  @Test func aPlacementWithoutItsLegsIsInDoubt() {
    for data in ["[]", "null", "{}", #"[{"symbol":"BTC-USDT"}]"#, #"["a"]"#, "7"] {
      #expect(venue.answer(#"{"code":0,"data":\#(data)}"#, to: .place).isInDoubt, "\(data)")
    }
    #expect(venue.answer(#"{"code":0}"#, to: .place).isInDoubt)
  }

  @Test func aQueriedListComesInAnyOrderAndWithoutAStatus() throws {
    let list = try list(
      """
      {"code":0,"msg":"","debugMsg":"","data":[{"transactionTime":1724656554890,
       "orderId":"1827968197060460545","clientOrderId":"","symbol":"BTC-USDT","orderType":"ocoTps",
       "side":"BUY","triggerPrice":87000,"price":88000,"quantity":0.001,
       "orderListId":"1827968196914479104"},{"transactionTime":1724656554890,
       "orderId":"1827968197060460544","clientOrderId":"","symbol":"BTC-USDT",
       "orderType":"ocoLimit","side":"BUY","triggerPrice":0,"price":48000,"quantity":0.001,
       "orderListId":"1827968196914479104"}]}
      """, to: .queryList)
    #expect(list.status == .unknown)
    #expect(list.venueListID == "1827968196914479104")
    #expect(list.orders.map(\.type) == [.limit, .stopLimit])
    #expect(list.orders.map(\.clientOrderID) == [nil, nil])
    #expect(list.updated == Timestamp(milliseconds: 1_724_656_554_890))
  }

  @Test func anEmptyQueryIsAListNotFound() {
    let answer = venue.answer(#"{"code":0,"msg":"","data":[]}"#, to: .queryList)
    guard case .refused(let refusal) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(refusal.reason == .notFound)
  }

  @Test func openListsAreGatheredFromFlatRows() throws {
    let rows = [
      Self.row(1, "ocoTps", "NEW", list: "A"), Self.row(3, "ocoLimit", "PENDING", list: "B"),
      Self.row(2, "ocoLimit", "PENDING", list: "A"), Self.row(5, "ocoTps", "NEW", list: "C"),
    ]
    let lists = try lists(rows.joined(separator: ","))
    #expect(lists.map(\.venueListID) == ["A", "B", "C"])
    #expect(lists[0].orders.map(\.venueOrderID) == ["2", "1"])
    #expect(lists[0].orders.map(\.status) == [.working, .waiting])
    // The page parted B and C from their other halves; a live half is still an open list.
    #expect(lists.map(\.orders.count) == [2, 1, 1])
    #expect(lists.map(\.status) == [.open, .open, .open])
  }

  @Test func halfAPairThatEndedDecidesNothing() throws {
    for word in ["CANCELED", "FAILED", "FILLED"] {
      let list = try #require(try lists(Self.row(1, "ocoTps", word), to: .history).first)
      #expect(list.status == .unknown, "\(word)")
      #expect(list.orders[0].status.isFinal)
    }
  }

  @Test(arguments: [
    ("FAILED", "CANCELED", ListStatus.canceled), ("CANCELED", "FILLED", .done),
    ("FILLED", "CANCELED", .done), ("PENDING", "CANCELED", .open), ("NEW", "pondering", .open),
    ("CANCELED", "pondering", .unknown),
  ])
  func finishedPairsAreShownWithTheirWords(
    _ stop: String, _ limit: String, _ status: ListStatus
  ) throws {
    let rows = Self.row(1, "ocoTps", stop) + "," + Self.row(2, "ocoLimit", limit)
    let list = try #require(try lists(rows, to: .history).first)
    #expect(list.status == status)
    #expect(list.venueStatus == "")
    #expect(list.orders.map(\.venueStatus) == [limit, stop])
  }

  @Test(arguments: [
    ("ocoTps", "NEW", OrderStatus.waiting), ("ocoTps", "PENDING", .working),
    ("ocoLimit", "PENDING", .working), ("ocoLimit", "PARTIALLY_FILLED", .partlyFilled),
    ("ocoLimit", "FILLED", .filled), ("ocoTps", "FAILED", .canceled),
    ("ocoLimit", "CANCELLED", .canceled), ("ocoTps", "EXPIRED", .expired),
    ("ocoNews", "NEW", .unknown), ("ocoTps", "ASLEEP", .unknown), ("ocoTps", "", .unknown),
  ])
  func statusWordsDependOnTheLeg(_ type: String, _ word: String, _ status: OrderStatus) throws {
    let list = try #require(try lists(Self.row(1, type, word)).first)
    #expect(list.orders[0].status == status)
    #expect(list.orders[0].venueStatus == word)
    #expect(list.orders[0].venueType == type)
  }

  @Test func aCancelEchoesOneLegAndClaimsNothing() {
    let answer = venue.answer(
      """
      {"code":0,"msg":"","debugMsg":"","data":{"orderId":"1827980248763858944",
       "clientOrderId":"123456789"}}
      """, to: .cancelList)
    guard case .accepted(.orders(let orders)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(orders.map(\.venueOrderID) == ["1827980248763858944"])
    #expect(orders.map(\.clientOrderID) == ["123456789"])
    #expect(orders.map(\.status) == [.unknown])
    #expect(venue.answer(#"{"code":0,"data":{}}"#, to: .cancelList).isInDoubt)
  }

  // MARK: Errors (sheet §8)

  @Test(arguments: [
    ("100001", "Signature verification failed due to signature mismatch", Refusal.Reason.signature),
    ("100004", "", .permission), ("100413", "", .permission), ("100419", "", .permission),
    ("100202", "Insufficient assets, please verify the assets status", .funds),
    ("100204", "no data", .notFound), ("100404", "", .notFound),
    ("100400", "price can't be lte 0 in limit order", .rule),
    ("100400", "check limit entrust value fail, entrust volume too low", .filter),
    ("100400", "The minimum amount per order is 5", .filter),
    ("100400", "miss arguments", .malformed),
    ("100400", "The same order can only be submitted once per second.", .duplicateID),
    (
      "100400",
      "the order you want to cancel is FILLED or CANCELLED already, or is not a valid order id",
      .alreadyDone
    ),
    ("100421", "Null timestamp or timestamp mismatch", .clock),
    ("100421", "cancel fail, order not exist", .notFound),
    ("100421", "this symbol is not tradable by api", .halted),
    ("100421", "the number of limit orders reached 1000", .rule),
    ("100440", "", .filter), ("100490", "", .halted), ("101209", "", .duplicateID),
    ("109201", "", .duplicateID), ("100400", "clientOrderId already exists", .duplicateID),
    ("80018", "", .alreadyDone), ("80016", "", .notFound),
  ])
  func refusalsHaveAMeaning(_ code: String, _ text: String, _ reason: Refusal.Reason) {
    // Business refusals come with HTTP 200, the code as a number.
    for operation in [VenueOperation.place, .cancelList, .queryList] {
      let answer = venue.answer(#"{"code":\#(code),"msg":"\#(text)","timestamp":1}"#, to: operation)
      #expect(
        answer == .refused(Refusal(httpStatus: 200, code: code, text: text, reason: reason)))
    }
  }

  @Test(arguments: ["100500", "100503", "101500", "80012", "80019", "123456"])
  func noClearNoIsInDoubtAfterAChange(_ code: String) {
    let body = #"{"code":\#(code),"msg":"?"}"#
    #expect(venue.answer(body, to: .place).isInDoubt)
    #expect(venue.answer(body, to: .cancelList).isInDoubt)
    #expect(!venue.answer(body, to: .queryList).isInDoubt)
  }

  @Test func theOverloadedCodeIsReadByItsText() {
    #expect(venue.answer(#"{"code":100421,"msg":"system busy"}"#, to: .place).isInDoubt)
    #expect(venue.answer(#"{"code":100421,"msg":"news"}"#, to: .place).isInDoubt)
    #expect(!venue.answer(#"{"code":100421,"msg":"timestamp"}"#, to: .place).isInDoubt)
  }

  @Test func withoutABodyTheStatusSpeaks() {
    for status in [500, 502, 504] {
      #expect(venue.answer("<html>", status: status, to: .place).isInDoubt)
      #expect(!venue.answer("<html>", status: status, to: .openLists).isInDoubt)
    }
    for body in ["", "junk", "{}", "[]", "\u{1}", #"{"code":0,"data":"#] {
      #expect(venue.answer(body, to: .place).isInDoubt, "\(body)")
    }
    #expect(venue.answer(Self.placed, status: 504, to: .place).isInDoubt)
    for status in [403, 418, 429] {
      guard case .later(_, let wait) = venue.answer("", status: status, to: .place) else {
        Issue.record("\(status) is not told to wait")
        continue
      }
      #expect(wait == 300_000)
    }
    guard case .later(_, nil) = venue.answer(#"{"code":100410,"msg":""}"#, to: .place) else {
      Issue.record("100410 is not told to wait")
      return
    }
  }

  // MARK: The rest

  @Test func instrumentsCarryTheirSwitchesAndNoDeprecatedBounds() {
    let answer = venue.answer(
      """
      {"code":0,"msg":"","debugMsg":"","data":{"symbols":[{"symbol":"BTC-USDT","minQty":0.0001826,
       "maxQty":18.2663756,"minNotional":5,"maxNotional":500000,"status":1,"tickSize":0.01,
       "stepSize":1e-05,"apiStateSell":true,"apiStateBuy":false,"timeOnline":0,"offTime":0,
       "maintainTime":0},{"symbol":"OLD-USDT","status":0},{"symbol":"odd"}]}}
      """, to: .instruments)
    guard case .accepted(.instruments(let rules)) = answer, rules.count == 2 else {
      Issue.record("\(answer)")
      return
    }
    #expect(rules[0].instrument == .spot(base: "BTC", quote: "USDT"))
    #expect(rules[0].tick?.description == "0.01")
    #expect(rules[0].lot?.description == "0.00001")
    #expect(rules[0].minimumNotional == 5)
    #expect(rules[0].maximumNotional == 500_000)
    #expect(rules[0].minimumQuantity == nil)
    #expect(rules[0].flag("apiStateSell") == true)
    #expect(rules[0].flag("apiStateBuy") == false)
    #expect(rules.map(\.isTradable) == [true, false])
  }

  @Test func marketAccountAndTimeAreRead() throws {
    #expect(
      venue.answer(
        """
        {"code":0,"data":[{"symbol":"BTC-USDT","lastPrice":42902.61,"bidPrice":"42902.60",
         "askPrice":42902.62}]}
        """, to: .ticker)
        == .accepted(
          .market(
            Market(
              last: try decimal("42902.61"), bid: try decimal("42902.6"),
              ask: try decimal("42902.62")))))
    #expect(
      venue.answer(
        """
        {"code":0,"msg":"","debugMsg":"","data":{"balances":[{"asset":"USDT",
         "free":"566773.193402631","locked":"244.18616265388994"}]}}
        """, to: .account)
        == .accepted(
          .account(
            AccountState(balances: [
              Balance(
                asset: "USDT", free: try decimal("566773.193402631"),
                locked: try decimal("244.18616265388994"))
            ]))))
    #expect(
      venue.answer(#"{"code":0,"data":{"serverTime":1700000000000}}"#, to: .serverTime)
        == .accepted(.serverTime(Timestamp(milliseconds: 1_700_000_000_000))))
  }

  @Test func singleOrdersAreReadWithTheirFills() throws {
    let answer = venue.answer(
      """
      {"code":0,"data":{"symbol":"BTC-USDT","orderId":1827963624962916352,"price":"88000",
       "StopPrice":"87000","origQty":"0.001","executedQty":"0.0004","cummulativeQuoteQty":"35.2",
       "status":"PARTIALLY_FILLED","type":"LIMIT","side":"BUY","avgPrice":87999.5,"fee":"-0.01",
       "clientOrderID":"1003","time":1724655430675}}
      """, to: .queryOrder)
    guard case .accepted(.order(let order)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(order.venueOrderID == "1827963624962916352")
    #expect(order.clientOrderID == "1003")
    #expect(order.status == .partlyFilled)
    #expect(order.filled == (try decimal("0.0004")))
    #expect(order.averagePrice == (try decimal("87999.5")))
    #expect(order.trigger == (try decimal("87000")))
    // LIMIT with a trigger: the stop leg that became an order, or not; it is left open.
    #expect(order.type == nil)
    #expect(order.venueType == "LIMIT")
  }

  @Test func theListenKeyComesWithoutAnEnvelope() {
    #expect(
      venue.answer(#"{"listenKey":"a8ea75682dd7"}"#, to: .token)
        == .accepted(.token(StreamToken(token: "a8ea75682dd7"))))
    for operation in [VenueOperation.renewToken, .closeToken] {
      #expect(venue.answer("", to: operation) == .accepted(.nothing))
      #expect(venue.answer("{}", to: operation) == .accepted(.nothing))
      for (status, reason) in [(204, Refusal.Reason.malformed), (404, .notFound)] {
        guard case .refused(let refusal) = venue.answer("", status: status, to: operation) else {
          Issue.record("\(status) is not refused")
          continue
        }
        #expect(refusal.reason == reason)
      }
      let expired = venue.answer(#"{"code":100401,"msg":"expired"}"#, to: operation)
      #expect(
        expired
          == .refused(
            Refusal(httpStatus: 200, code: "100401", text: "expired", reason: .notFound)))
    }
  }

  /// Every cut of a real reply, and every byte of it spoiled.
  @Test func aDamagedPlacementIsInDoubtOrWhatItSays() {
    let reply = Array(Self.placed.utf8)
    for index in reply.indices {
      let cut = venue.decode(Response(status: 200, body: Array(reply[..<index])), to: .place)
      #expect(cut.isInDoubt)
      var spoiled = reply
      spoiled[index] = 0xFF
      _ = venue.decode(Response(status: 200, body: spoiled), to: .place)
    }
  }
}
