import Exact
import Orders
import Testing

@testable import Venues

@Suite struct CryptoComAnswerTests {
  let venue = CryptoCom()

  // MARK: Answers (sheet §3)

  /// Older pages have numbers, newer ones strings.
  @Test(arguments: [
    ("2", "0", "6498090546073120100"), (#""2""#, #""0""#, #""6498090546073120100""#),
  ])
  func aPlacedListIsQueuedAndHasNoOrdersYet(_ id: String, _ code: String, _ listID: String) {
    let body =
      #"{"id":\#(id),"method":"private/advanced/create-oco","code":\#(code),"#
      + #""result":{"list_id":\#(listID)}}"#
    guard case .accepted(.list(let list)) = venue.answer(body, to: .place) else {
      Issue.record("not accepted")
      return
    }
    #expect(list.venueListID == "6498090546073120100")
    #expect(list.status == .accepted)
    #expect(list.kind == .oco)
    #expect(list.orders.isEmpty)
  }

  @Test func theDocumentedResponseIsAnAcceptance() {
    let answer = venue.answer(
      """
      {
        "id" : 1661331443,
        "method" : "private/advanced/create-oto",
        "code" : 0,
        "result" : {
          "list_id" : 6498090546073120100
        }
      }
      """, to: .place)
    guard case .accepted(.list(let list)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(list.kind == .oto)
  }

  @Test func aCancelIsTakenWithoutAWordOfItsOrders() {
    let list = #"{"id":3,"method":"private/advanced/cancel-oco","code":0}"#
    #expect(venue.answer(list, to: .cancelList) == .accepted(.nothing))
    let leg =
      #"{"id":3,"method":"private/advanced/cancel-order","message":"NO_ERROR","code":0,"#
      + #""result":{"order_id":"1","client_oid":"a"}}"#
    #expect(venue.answer(leg, to: .cancelOrder) == .accepted(.nothing))
  }

  static let stopLeg = """
    {"account_id":"52e7c00f-1324-5a6z-bfgt-de445bde21a5","order_id":"19848526",
     "client_oid":"1613571154901","order_type":"STOP_LOSS","time_in_force":"GOOD_TILL_CANCEL",
     "side":"SELL","exec_inst":[],"quantity":"0.0100","ref_price":"45000.00",
     "ref_price_type":"MARK_PRICE","maker_fee_rate":"0.000250","taker_fee_rate":"0.000400",
     "avg_price":"0.0","cumulative_quantity":"0.0000","cumulative_value":"0.000000",
     "cumulative_fee":"0.000000","status":"ACTIVE",
     "update_user_id":"fd797356-55db-48c2-a44d-157aabf702e8","order_date":"2021-02-17",
     "instrument_name":"BTCUSD","fee_instrument_name":"USD","list_id":6498090546073120100,
     "contingency_type":"OTOCO","leg_id":2,"create_time":1613575617173,
     "create_time_ns":"1613575617173123456","update_time":1613575617173}
    """

  @Test func openOrdersAreReadAsTheSampleShowsThem() throws {
    let body = #"{"id":1,"code":0,"result":{"data":[\#(Self.stopLeg)]}}"#
    guard case .accepted(.orders(let orders)) = venue.answer(body, to: .openOrders),
      let order = orders.first
    else {
      Issue.record("no orders")
      return
    }
    #expect(order.venueOrderID == "19848526")
    #expect(order.venueListID == "6498090546073120100")
    #expect(order.type == .stop)
    #expect(order.venueStatus == "ACTIVE")
    #expect(order.trigger == (try decimal("45000")))
    #expect(order.price == nil)
    #expect(order.averagePrice == nil)
    #expect(order.quantity == (try decimal("0.01")))
    #expect(order.timeInForce == .gtc)
    #expect(order.role == .exit)
    #expect(order.updated == Timestamp(milliseconds: 1_613_575_617_173))
    guard case .accepted(.lists(let lists)) = venue.answer(body, to: .openLists) else {
      Issue.record("no lists")
      return
    }
    // The entry is no longer open, so it has filled: the stop watches, and the venue says ACTIVE.
    #expect(lists.first?.kind == .otoco)
    #expect(lists.first?.orders.first?.status == .waiting)
  }

  static func leg(
    _ list: String, _ number: Int, _ type: String, _ status: String, _ more: String = ""
  ) -> String {
    #"{"order_id":"\#(number)","list_id":"\#(list)","leg_id":"\#(number)","order_type":"\#(type)","#
      + #""status":"\#(status)","contingency_type":"SPOT_ATTACH","instrument_name":"BTC_USD""#
      + #"\#(more)}"#
  }

  func list(_ legs: [String], _ operation: VenueOperation = .queryList) throws -> [OrderList] {
    let body = #"{"code":"0","result":{"data":[\#(legs.joined(separator: ","))]}}"#
    switch venue.answer(body, to: operation) {
    case .accepted(.list(let list)): return [list]
    case .accepted(.lists(let lists)): return lists
    case let other:
      Issue.record("\(other)")
      return []
    }
  }

  @Test func exitsSleepUntilTheirEntryHasFilled() throws {
    let stop = Self.leg("7", 2, "STOP_LOSS", "PENDING", #","limit_price":"0.00","ref_price":"1""#)
    let profit = Self.leg("7", 3, "TAKE_PROFIT_LIMIT", "PENDING")
    let open = try list([profit, Self.leg("7", 1, "LIMIT", "ACTIVE"), stop])
    let stopNow = try #require(open.first?.orders.dropFirst().first)
    #expect(open.first?.orders.map(\.status) == [.working, .dormant, .dormant])
    #expect(open.first?.orders.map(\.role) == [.entry, .exit, .exit])
    #expect(open.first?.kind == .otoco)
    #expect(open.first?.status == .open)
    #expect(stopNow.price == nil)
    let filled = #","cumulative_quantity":"0.1","cumulative_fee":"-2.5""#
    let armed = try list([Self.leg("7", 1, "LIMIT", "FILLED", filled), stop, profit])
    #expect(armed.first?.orders.map(\.status) == [.filled, .waiting, .waiting])
  }

  @Test func ordersAreGatheredByTheirLists() throws {
    let lists = try list(
      [
        Self.leg("7", 2, "STOP_LOSS", "FILLED"), Self.leg("8", 1, "LIMIT", "ACTIVE"),
        Self.leg("7", 1, "LIMIT", "FILLED"), #"{"order_id":"5","status":"ACTIVE"}"#,
      ], .history)
    try #require(lists.map(\.venueListID) == ["7", "8"])
    #expect(lists[0].orders.map(\.venueOrderID) == ["1", "2"])
    #expect(lists[0].kind == .oto)
    #expect(lists[0].status == .done)
    // One attached order alone does not show how many there were.
    #expect(lists[1].kind == nil)
  }

  /// History holds ended orders alone: the rest of a list may be live and is then not in it.
  @Test func historyConcludesNothingOfAListItHoldsInPart() throws {
    func status(_ contingency: String, _ legs: [(leg: Int, status: String)]) throws -> ListStatus? {
      try list(
        legs.map {
          #"{"order_id":"\#($0.leg)","list_id":"7","leg_id":"\#($0.leg)","#
            + #""contingency_type":"\#(contingency)","order_type":"LIMIT","side":"BUY","#
            + #""status":"\#($0.status)"}"#
        }, .history
      ).first?.status
    }
    #expect(try status("SPOT_ATTACH", [(1, "FILLED")]) == .unknown)
    #expect(try status("OTO", [(1, "FILLED")]) == .unknown)
    #expect(try status("OCO", [(2, "CANCELED")]) == .unknown)
    #expect(try status("OTOCO", [(1, "FILLED"), (3, "CANCELED")]) == .unknown)
    // An attached list does not say whether it has a third leg; on spot a fill would have ended it.
    #expect(try status("SPOT_ATTACH", [(1, "FILLED"), (2, "FILLED")]) == .done)
    #expect(try status("DERIV_ATTACH", [(1, "FILLED"), (2, "FILLED")]) == .unknown)
    #expect(try status("SPOT_ATTACH", [(1, "FILLED"), (2, "CANCELED")]) == .unknown)
    #expect(try status("SPOT_ATTACH", [(1, "FILLED"), (2, "CANCELED"), (3, "FILLED")]) == .done)
    #expect(try status("OTO", [(1, "FILLED"), (2, "FILLED")]) == .done)
    #expect(try status("OCO", [(1, "CANCELED"), (2, "CANCELED")]) == .canceled)
  }

  @Test func aListOfWhichNothingIsKnownIsNotFound() {
    let answer = venue.answer(#"{"code":0,"result":{"data":[]}}"#, to: .queryList)
    guard case .refused(let refusal) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(refusal.reason == .notFound)
  }

  @Test func partialFillsAndPostOnlyAreReadFromWhatTheVenueHasNoWordFor() throws {
    let more = #","cumulative_quantity":"0.05","exec_inst":["POST_ONLY"],"limit_price":"93000""#
    let body = #"{"code":0,"result":\#(Self.leg("7", 1, "LIMIT", "ACTIVE", more))}"#
    guard case .accepted(.order(let order)) = venue.answer(body, to: .queryOrder) else {
      Issue.record("no order")
      return
    }
    #expect(order.status == .partlyFilled)
    #expect(order.type == .limitMaker)
    #expect(order.price == (try decimal("93000")))
  }

  @Test func wordsWeDoNotKnowAreKept() throws {
    let more = #","reject_reason":"120009","brand_new":{"a":[1]}"#
    let lists = try list([Self.leg("7", 1, "ICEBERG", "SUSPENDED", more)])
    let order = try #require(lists.first?.orders.first)
    #expect(order.status == .unknown)
    #expect(order.venueStatus == "SUSPENDED")
    #expect(order.type == nil)
    #expect(order.venueType == "ICEBERG")
    #expect(order.reason == "120009")
  }

  // MARK: Refusals (sheet §8)

  @Test(arguments: [
    (400, "204", Refusal.Reason.duplicateID), (400, "213", .filter), (400, "229", .priceRelation),
    (400, "40004", .malformed), (400, "40102", .clock), (401, "40101", .signature),
    (401, "40103", .permission), (500, "306", .funds), (500, "309", .halted), (500, "415", .filter),
    (500, "43005", .rule), (500, "316", .alreadyDone), (500, "212", .notFound),
    (200, "40401", .notFound), (400, "999", .other),
  ])
  func aCodeDecidesWhateverTheStatus(_ status: Int, _ code: String, _ reason: Refusal.Reason) {
    for value in [code, "\"\(code)\""] {
      let answer = venue.answer(
        #"{"id":1,"method":"m","code":\#(value),"message":"NO","original":"{}"}"#, status: status,
        to: .place)
      #expect(
        answer == .refused(Refusal(httpStatus: status, code: code, text: "NO", reason: reason)))
    }
  }

  @Test(arguments: [
    (408, #"{"code":40801,"message":"REQUEST_TIMEOUT"}"#),
    (500, #"{"code":50001,"message":"ERR_INTERNAL"}"#),
    (500, #"{"code":987654,"message":"something new"}"#),
    (200, #"{"code":987654,"message":"something new"}"#),
    (0, #"{"code":987654,"message":"something new"}"#),
    (200, #"{"code":315,"message":"FAR_AWAY_LIMIT_PRICE","result":{"list_id":"7"}}"#),
    (500, #"{"code":43004,"result":{"order_id":"1"}}"#),
    (400, #"{"code":40006,"message":"DUPLICATE_REQUEST"}"#),
    (200, #"{"code":0}"#), (200, #"{"code":0,"result":{}}"#), (200, #"{"result":{"list_id":"7"}}"#),
    (200, "not json"), (200, ""), (502, "<html>Bad Gateway</html>"), (200, "[]"), (200, "7"),
  ])
  func whatIsNotAClearNoAfterAPlacementIsInDoubt(_ status: Int, _ body: String) {
    #expect(venue.answer(body, status: status, to: .place).isInDoubt)
    #expect(!venue.answer(body, status: status, to: .openLists).isInDoubt)
  }

  @Test func tooManyRequestsAreForLater() {
    let answer = venue.answer(#"{"code":42901,"message":"TOO_MANY"}"#, status: 429, to: .place)
    guard case .later(let refusal, nil) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(refusal.reason == .rateLimit)
  }

  // MARK: Everything else (sheet §5, §9)

  @Test func instrumentsAreReadInBothStyles() throws {
    let answer = venue.answer(
      """
      {"id":1,"method":"public/get-instruments","code":0,"result":{"data":[
       {"symbol":"BTCUSD-PERP","inst_type":"PERPETUAL_SWAP","price_tick_size":"0.5",
        "qty_tick_size":"0.0001","tradable":true},
       {"symbol":"BTC_USD","inst_type":"CCY_PAIR","base_ccy":"BTC","quote_ccy":"USD",
        "quote_decimals":"2","quantity_decimals":5,"price_tick_size":"0.01",
        "qty_tick_size":"0.00001","tradable":"false","max_leverage":"50"},
       {"symbol":"CRO_BTC","inst_type":"CCY_PAIR","price_tick_size":"0.0000000001",
        "qty_tick_size":"1","tradable":true}]}}
      """, to: .instruments)
    guard case .accepted(.instruments(let rules)) = answer else {
      Issue.record("\(answer)")
      return
    }
    try #require(rules.map(\.symbol) == ["BTC_USD", "CRO_BTC"])
    #expect(rules[0].instrument == .spot(base: "BTC", quote: "USD"))
    #expect(rules[0].tick == (try decimal("0.01")))
    #expect(rules[0].priceDigits == 2)
    #expect(rules[0].quantityDigits == 5)
    #expect(!rules[0].isTradable)
    #expect(rules[0].minimumNotional == .one)
    #expect(rules[0].fact("inst_type") == "CCY_PAIR")
    #expect(rules[1].isTradable)
    #expect(rules[1].minimumNotional == nil)
  }

  @Test func pricesAndTheMarkComeFromTwoCalls() throws {
    let ticker = venue.answer(
      """
      {"id":-1,"method":"public/get-tickers","code":0,"result":{"data":[{"h":"51790.00",
       "l":"47895.50","a":"51174.500000","i":"BTC_USD","v":"879.5024","vv":"26370000.12",
       "oi":"12345.12","c":"0.03955106","b":null,"k":"51180.000000","t":1613580710768}]}}
      """, to: .ticker)
    #expect(
      ticker
        == .accepted(.market(Market(last: try decimal("51174.5"), ask: try decimal("51180")))))
    let mark = venue.answer(
      #"{"code":0,"result":{"data":[{"v":"50776.73000","t":1613547318000}]}}"#, to: .ticker)
    #expect(mark == .accepted(.market(Market(mark: try decimal("50776.73")))))
  }

  @Test func freeIsWhatNoOrderHasReserved() throws {
    let answer = venue.answer(
      """
      {"id":1,"code":0,"result":{"data":[{"total_available_balance":"4721.05",
       "instrument_name":"USD","position_balances":[
       {"instrument_name":"BTC","quantity":"1.5","reserved_qty":"0.25",
        "collateral_eligible":"true"},
       {"instrument_name":"USD","quantity":100,"collateral_eligible":true},{"quantity":"1"}]}]}}
      """, to: .account)
    guard case .accepted(.account(let state)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(
      state.balances == [
        Balance(asset: "BTC", free: try decimal("1.25"), locked: try decimal("0.25")),
        Balance(asset: "USD", free: try decimal("100"), locked: .zero),
      ])
  }

  @Test func theTimeIsThatOfAnAnswersHeader() {
    // RFC 9110's own example; 784111777 s after 1970.
    let response = Response(
      status: 200, headers: [("date", "Sun, 06 Nov 1994 08:49:37 GMT")], body: Array("{}".utf8))
    #expect(
      venue.decode(response, to: .serverTime)
        == .accepted(.serverTime(Timestamp(milliseconds: 784_111_777_000))))
    #expect(CryptoCom.moment("Sun, 06 Nov 1994 08:49:37 CET") == nil)
    #expect(CryptoCom.moment("yesterday") == nil)
  }
}
