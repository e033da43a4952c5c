import Exact
import Orders
import Testing

@testable import Venues

/// What Tradovate answers, and what it refuses.
@Suite struct TradovateAnswerTests {
  let venue = Tradovate()

  // MARK: Placing and commands (sheet §3)

  @Test func anOcosTwoOrdersAreLearned() throws {
    guard
      case .accepted(.list(let list)) = venue.answer(
        #"{"orderId":62495,"ocoId":62496,"failureReason":"Success","new":{"a":1}}"#, to: .place)
    else {
      Issue.record("not accepted")
      return
    }
    #expect(list.kind == .oco)
    #expect(list.status == .accepted)
    #expect(list.venueListID == "62495")
    #expect(list.orders.map(\.venueOrderID) == ["62495", "62496"])
    #expect(list.orders.map(\.role) == [.pair, .pair])
    // The reply does not say how they are.
    #expect(list.orders.allSatisfy { $0.status == .unknown && $0.venueStatus.isEmpty })
  }

  @Test func childrenThatAreMissingAreNotInvented() throws {
    func list(_ body: String) throws -> OrderList {
      guard case .accepted(.list(let list)) = venue.answer(body, to: .place) else {
        throw FileTrouble(path: body)
      }
      return list
    }
    let whole = try list(#"{"orderId":111,"oso1Id":222,"oso2Id":333}"#)
    #expect(whole.kind == .otoco)
    #expect(whole.orders.map(\.role) == [.entry, .exit, .exit])
    #expect(whole.venueListID == "111")
    let lone = try list(#"{"orderId":111}"#)
    #expect(lone.kind == nil)
    #expect(lone.orders.map(\.role) == [nil])
  }

  @Test func aCommandIsReceivedNotDone() {
    #expect(venue.answer(#"{"commandId":62541}"#, to: .cancelOrder) == .accepted(.nothing))
    #expect(venue.answer(#"{"commandId":62541}"#, to: .amend) == .accepted(.nothing))
    #expect(venue.answer(#"{}"#, to: .cancelOrder).isInDoubt)
  }

  // MARK: Refusals (sheet §8)

  static let reasons: [(String, Refusal.Reason)] = [
    ("AccountClosed", .permission), ("AdvancedTrailingStopUnsupported", .rule),
    ("BackMonthProhibited", .rule), ("ExecutionProviderNotConfigured", .halted),
    ("ExecutionProviderUnavailable", .halted), ("InvalidContract", .filter),
    ("InvalidPrice", .priceRelation), ("LiquidationOnly", .permission),
    ("LiquidationOnlyBeforeExpiration", .halted), ("MaxOrderQtyIsNotSpecified", .rule),
    ("MaxOrderQtyLimitReached", .filter), ("MaxPosLimitMisconfigured", .rule),
    ("MaxPosLimitReached", .rule), ("MaxTotalPosLimitReached", .rule),
    ("MultipleAccountPlanRequired", .permission), ("NoQuote", .halted),
    ("NotEnoughLiquidity", .halted), ("OtherExecutionRelated", .other), ("ParentRejected", .rule),
    ("SessionClosed", .halted), ("TooLate", .alreadyDone), ("TradingLocked", .permission),
    ("TrailingStopNonOrderQtyModify", .rule), ("Unauthorized", .permission),
    ("UnknownReason", .other), ("Unsupported", .rule), ("AWordOfTomorrow", .other),
  ]

  @Test(arguments: reasons)
  func failuresComeWithHTTP200(_ word: String, _ reason: Refusal.Reason) {
    let answer = venue.answer(#"{"failureReason":"\#(word)","failureText":"so"}"#, to: .place)
    #expect(
      answer == .refused(Refusal(httpStatus: 200, code: word, text: "so", reason: reason)))
  }

  @Test func theFailureTableIsTheWholeEnumeration() {
    // Twenty-nine of the Swagger file and AccountUnspecified.
    #expect(Tradovate.failureReasons.count == 30)
    #expect(Set(Tradovate.failureReasons.map(\.word)).count == 30)
  }

  @Test(arguments: [
    ("UnknownReason", "Access is denied", Refusal.Reason.permission),
    ("UnknownReason", "Insufficient margin for this order", .funds),
    ("InvalidPrice", "Wrong OCO combination", .priceRelation),
    ("OtherExecutionRelated", "Unregistered Tag50", .malformed),
  ])
  func theTextTellsWhatTheWordDoesNot(_ word: String, _ text: String, _ reason: Refusal.Reason) {
    let answer = venue.answer(
      #"{"failureReason":"\#(word)","failureText":"\#(text)"}"#, to: .place)
    #expect(
      answer == .refused(Refusal(httpStatus: 200, code: word, text: text, reason: reason)))
  }

  @Test func whatIsNoClearNoStaysInDoubt() {
    #expect(venue.answer(#"{"failureReason":"RiskCheckTimeout"}"#, to: .place).isInDoubt)
    #expect(
      venue.answer(#"{"orderId":5,"failureReason":"UnknownReason"}"#, to: .place).isInDoubt)
    #expect(venue.answer("", to: .place).isInDoubt)
    #expect(venue.answer("null", to: .place).isInDoubt)
    #expect(venue.answer("[]", to: .place).isInDoubt)
    #expect(venue.answer(#"{"orderId":0}"#, to: .place).isInDoubt)
    for status in [302, 408, 500, 502, 504] {
      #expect(venue.answer("<html>", status: status, to: .place).isInDoubt, "\(status)")
      #expect(!venue.answer("<html>", status: status, to: .queryList).isInDoubt)
    }
  }

  @Test(arguments: [
    (400, Refusal.Reason.malformed), (401, .permission), (403, .permission), (404, .notFound),
  ])
  func statusesOfTheLayerBelowAreAClearNo(_ status: Int, _ reason: Refusal.Reason) {
    #expect(
      venue.answer("Access is denied", status: status, to: .place)
        == .refused(
          Refusal(httpStatus: status, code: "", text: "Access is denied", reason: reason)))
  }

  @Test func penaltiesNameTheirWait() {
    func wait(_ body: String, _ status: Int = 200) -> Int64? {
      guard case .later(_, let wait) = venue.answer(body, status: status, to: .place) else {
        return nil
      }
      return wait
    }
    #expect(wait(#"{"p-ticket":"t1","p-time":15,"p-captcha":false}"#) == 15_000)
    #expect(wait(#"{"p-ticket":"t1","p-time":1.5}"#) == 1500)
    #expect(wait(#"{"p-ticket":"t1","p-time":15,"p-captcha":true}"#) == 3_600_000)
    #expect(wait("", 429) == 3_600_000)
    guard
      case .later(let refusal, _) = venue.answer(
        #"{"p-ticket":"t1","p-time":15}"#, to: .place)
    else {
      Issue.record("not told to wait")
      return
    }
    #expect(refusal.text == "t1")
    #expect(refusal.code == "p-ticket")
    guard
      case .later = venue.answer(#"{"failureReason":"AnotherCommandPending"}"#, to: .amend)
    else {
      Issue.record("not told to wait")
      return
    }
  }

  @Test func otherCallsRefuseInWordsOfTheirOwn() {
    let wrong = venue.answer(#"{"errorText":"Incorrect username or password."}"#, to: .token)
    #expect(
      wrong
        == .refused(
          Refusal(
            httpStatus: 200, code: "", text: "Incorrect username or password.",
            reason: .permission)))
    guard
      case .refused(let violation) = venue.answer(
        """
        {"violations":[{"constraint":"firstName","value":"",
          "description":"First Name should be specified"}]}
        """, to: .place)
    else {
      Issue.record("not refused")
      return
    }
    #expect(violation.reason == .malformed)
    #expect(violation.text == "firstName: First Name should be specified")
  }

  // MARK: What is asked (sheet §2, §5, §9)

  @Test func aTokenIsReadWithItsTerm() {
    guard
      case .accepted(.token(let token)) = venue.answer(
        """
        {"accessToken":"A","mdAccessToken":"M","expirationTime":"2026-01-15T09:30:00Z",
         "passwordExpirationTime":"2026-04-15T09:30:00Z","userStatus":"Active","userId":12345,
         "name":"fakeuser","hasLive":true}
        """, to: .token)
    else {
      Issue.record("no token")
      return
    }
    #expect(token.token == "A")
    #expect(token.marketToken == "M")
    #expect(token.userID == "12345")
    #expect(token.expires == Timestamp(iso: "2026-01-15T09:30:00Z"))
  }

  @Test func accountsAndBalancesAreRead() throws {
    #expect(
      venue.answer(
        """
        [{"id":1234567,"name":"DEMO00001","userId":12345,"accountType":"Customer","active":true,
          "readonly":false},{"id":2,"name":"OLD","active":true,"readonly":true}]
        """, to: .accounts)
        == .accepted(
          .accounts([
            AccountName(id: "1234567", name: "DEMO00001", isActive: true),
            AccountName(id: "2", name: "OLD", isActive: false),
          ])))
    #expect(
      venue.answer(
        """
        {"totalCashValue":50000,"totalPnL":0,"initialMargin":1500,"maintenanceMargin":0,
         "netLiq":50010.5,"openPnL":0,"realizedPnL":0,"weekRealizedPnL":0}
        """, to: .account)
        == .accepted(
          .account(
            AccountState(balances: [
              Balance(asset: "USD", free: try decimal("48510.5"), locked: 1500)
            ]))))
    #expect(
      venue.answer(
        #"[{"id":1,"accountId":2,"contractId":560901,"netPos":-3,"netPrice":6401.25}]"#,
        to: .positions)
        == .accepted(
          .account(
            AccountState(
              balances: [],
              positions: [
                Position(symbol: "560901", quantity: -3, price: try decimal("6401.25"))
              ]))))
  }

  @Test func contractsAndProductsAreRead() throws {
    guard
      case .accepted(.instruments(let contracts)) = venue.answer(
        #"{"id":560901,"name":"MESU5","contractMaturityId":6727}"#, to: .instruments),
      case .accepted(.instruments(let products)) = venue.answer(
        """
        {"id":7,"name":"MES","currencyId":1,"productType":"Futures","status":"Locked",
         "valuePerPoint":5,"priceFormatType":"Decimal","priceFormat":2,"tickSize":0.25}
        """, to: .instruments)
    else {
      Issue.record("not read")
      return
    }
    #expect(contracts[0].instrument == Instrument("MESU5"))
    #expect(contracts[0].fact("contractId") == "560901")
    #expect(contracts[0].tick == nil)
    #expect(products[0].symbol == "MES")
    #expect(products[0].tick == (try decimal("0.25")))
    #expect(products[0].valuePerPoint == 5)
    #expect(!products[0].isTradable)
    guard case .refused(let missing) = venue.answer("", to: .instruments) else {
      Issue.record("found")
      return
    }
    #expect(missing.reason == .notFound)
  }

  @Test func ordersAreGroupedByTheirLinks() throws {
    let body = """
      [{"id":10,"accountId":1,"action":"Buy","ordStatus":"Filled","admin":false},
       {"id":12,"parentId":10,"ocoId":11,"action":"Sell","ordStatus":"Working"},
       {"id":11,"parentId":10,"ocoId":12,"action":"Sell","ordStatus":"Suspended"},
       {"id":20,"ocoId":21,"action":"Sell","ordStatus":"Canceled"},
       {"id":21,"ocoId":20,"action":"Sell","ordStatus":"Filled"},
       {"id":30,"action":"Sell","ordStatus":"Working"}]
      """
    guard case .accepted(.lists(let all)) = venue.answer(body, to: .history),
      case .accepted(.lists(let open)) = venue.answer(body, to: .openLists),
      case .accepted(.orders(let orders)) = venue.answer(body, to: .openOrders)
    else {
      Issue.record("not read")
      return
    }
    #expect(all.map(\.venueListID) == ["10", "20"])
    #expect(all.map(\.kind) == [.otoco, .oco])
    #expect(all.map(\.status) == [.open, .done])
    #expect(all[0].orders.map(\.venueOrderID) == ["10", "11", "12"])
    #expect(all[0].orders.map(\.status) == [.filled, .dormant, .working])
    #expect(all[0].orders.map(\.role) == [.entry, .exit, .exit])
    #expect(open.map(\.venueListID) == ["10"])
    #expect(orders.map(\.venueOrderID) == ["12", "11", "30"])
  }

  /// Linked orders may come apart, and a session's list need not hold them all.
  @Test(arguments: [
    (#"[{"id":20,"ocoId":21,"action":"Sell","ordStatus":"Canceled"}]"#, ListStatus.unknown),
    (#"[{"id":20,"ocoId":21,"action":"Sell","ordStatus":"Filled"}]"#, .unknown),
    (#"[{"id":11,"parentId":10,"ocoId":12,"action":"Sell","ordStatus":"Canceled"}]"#, .unknown),
    (#"[{"id":11,"parentId":10,"action":"Sell","ordStatus":"Filled"}]"#, .done),
    (#"[{"id":20,"ocoId":21,"action":"Sell","ordStatus":"Working"}]"#, .open),
  ])
  func aListWithoutAllItsOrdersIsNotCalledEnded(_ body: String, _ status: ListStatus) {
    guard case .accepted(.lists(let lists)) = venue.answer(body, to: .history) else {
      Issue.record("not read")
      return
    }
    #expect(lists.map(\.status) == [status])
  }

  @Test func partsOfOrdersComeWithoutAStatus() throws {
    guard
      case .accepted(.orders(let versions)) = venue.answer(
        """
        [{"id":62539,"orderId":62496,"orderQty":1,"orderType":"Stop","stopPrice":2633,
          "timeInForce":"Day","text":"DOM"}]
        """, to: .queryOrder),
      case .accepted(.orders(let commands)) = venue.answer(
        """
        [{"id":1,"orderId":62496,"commandType":"New","clOrdId":"mine"},
         {"id":2,"orderId":62496,"commandType":"Cancel","commandStatus":"Pending","clOrdId":"c"}]
        """, to: .queryList)
    else {
      Issue.record("not read")
      return
    }
    #expect(versions[0].status == .unknown)
    #expect(versions[0].venueStatus.isEmpty)
    #expect(versions[0].type == .stop)
    #expect(versions[0].trigger == 2633)
    #expect(versions[0].timeInForce == .day)
    #expect(commands.map(\.clientOrderID) == ["mine"])
  }
}
