import Exact
import Orders
import Testing

@testable import Venues

/// Refusals, and what exchangeInfo, the tickers and the account say (sheet §5, §8, §9).
@Suite struct BinanceMeaningTests {
  let venue = Binance()

  @Test(arguments: [
    (-2010, "The relationship of the prices for the orders is not correct.", .priceRelation),
    (-2010, "Account has insufficient balance for requested action.", .funds),
    (-2010, "Duplicate order sent.", .duplicateID), (-1013, "Duplicate order sent.", .duplicateID),
    (-2010, "Order would immediately match and take.", .rule),
    (-2010, "Order would trigger immediately.", .rule), (-2010, "Market is closed.", .halted),
    (-2010, "OCO orders are not supported for this symbol", .rule),
    (-2010, "This action is disabled on this account.", .permission),
    (-2010, "This symbol is not permitted for this account.", .permission),
    (-2010, "Filter failure: MAX_POSITION", .filter),
    (-1013, "Filter failure: PRICE_FILTER", .filter),
    (-1013, "Stop loss orders are not supported for this symbol.", .rule),
    (-2011, "Unknown order sent.", .notFound), (-2013, "Order does not exist.", .notFound),
    (-2011, "Cancel order is invalid. Check origClOrdId and orderId.", .malformed),
    (-2011, "Order was not canceled due to cancel restrictions.", .rule),
    (-2026, "Order was canceled or expired with no executed qty over 90 days ago.", .alreadyDone),
    (-2038, "Order amend (quantity increase) is not supported.", .rule),
    (-1021, "Timestamp for this request is outside of the recvWindow.", .clock),
    (-1022, "Signature for this request is not valid.", .signature),
    (-2014, "API-key format invalid.", .permission),
    (-2015, "Invalid API-key, IP, or permissions for action.", .permission),
    (-1100, "Illegal characters found in parameter 'price'.", .malformed),
    (-1104, "Not all sent parameters were read.", .malformed),
    (-1106, "Parameter 'aboveTimeInForce' sent when not required.", .malformed),
    (-1111, "Parameter 'price' has too much precision.", .filter),
    (-1121, "Invalid symbol.", .rule), (-1128, "Combination of parameters invalid.", .rule),
    (-1158, "", .rule), (-1165, "", .rule), (-1168, "", .rule), (-1196, "", .rule),
    (-1199, "", .rule), (-1225, "", .rule), (-1014, "Unsupported order combination.", .rule),
    (-9999, "something new", Refusal.Reason.other),
  ])
  func refusalsHaveAMeaning(_ code: Int, _ text: String, _ reason: Refusal.Reason) {
    let refusal = Refusal(httpStatus: 400, code: "\(code)", text: text, reason: reason)
    for operation in [VenueOperation.place, .cancelList, .queryList] {
      let answer = venue.answer(#"{"code":\#(code),"msg":"\#(text)"}"#, status: 400, to: operation)
      #expect(answer == .refused(refusal))
    }
  }

  @Test(arguments: [
    (500, #"{"code":-1006,"msg":"Execution status unknown."}"#),
    (400, #"{"code":-1007,"msg":"Timeout. Send status unknown; execution status unknown."}"#),
    (400, #"{"code":-1000,"msg":"An unknown error occurred."}"#),
    // Binance says not to take any 5XX for a failure, whatever its code.
    (503, #"{"code":-1008,"msg":"Server is currently overloaded."}"#),
    (500, #"{"code":-2010,"msg":"Duplicate order sent."}"#),
    (502, "<html>Bad Gateway</html>"), (504, ""), (408, ""), (200, "<html></html>"), (302, "{}"),
    (200, #"{"code":-9999,"msg":"something new"}"#),
  ])
  func whatIsNotKnownIsInDoubtOnlyWhereOrdersChange(_ status: Int, _ body: String) {
    for operation in VenueOperation.allCases {
      let answer = venue.answer(body, status: status, to: operation)
      #expect(answer.isInDoubt == operation.changesOrders, "\(operation)")
      if case .accepted = answer { Issue.record("accepted \(body) for \(operation)") }
    }
  }

  @Test(arguments: [
    (429, -1003, "Too much request weight used; current limit is 6000.", Refusal.Reason.rateLimit),
    (418, -1003, "Way too much request weight used; IP banned until 1659146400000.", .banned),
    (429, -1015, "Too many new orders; current limit is 50 orders per 10 SECOND.", .rateLimit),
    (400, -1008, "Server is currently overloaded with other requests.", .overloaded),
  ])
  func limitsNameTheirWait(
    _ status: Int, _ code: Int, _ text: String, _ reason: Refusal.Reason
  ) {
    let body = Array(#"{"code":\#(code),"msg":"\#(text)"}"#.utf8)
    let refusal = Refusal(httpStatus: status, code: "\(code)", text: text, reason: reason)
    let told = Response(status: status, headers: [("retry-after", "12")], body: body)
    #expect(venue.decode(told, to: .place) == .later(refusal, afterMilliseconds: 12_000))
    let untold = Response(status: status, body: body)
    #expect(venue.decode(untold, to: .place) == .later(refusal, afterMilliseconds: nil))
    let absurd = Response(
      status: status, headers: [("Retry-After", "9223372036854775807")], body: body)
    guard case .later(_, .some(let wait)) = venue.decode(absurd, to: .place) else {
      Issue.record("no wait")
      return
    }
    #expect(wait > 0)
  }

  @Test func limitsWithoutABodyAreStillLimits() {
    for (status, reason) in [(429, Refusal.Reason.rateLimit), (418, .banned)] {
      let response = Response(
        status: status, headers: [("Retry-After", "60")], body: Array("<html>".utf8))
      let refusal = Refusal(httpStatus: status, code: "", text: "<html>", reason: reason)
      #expect(venue.decode(response, to: .place) == .later(refusal, afterMilliseconds: 60_000))
    }
    // The firewall stands before the venue: nothing was done.
    guard case .refused = venue.answer("<html>", status: 403, to: .place) else {
      Issue.record("not refused")
      return
    }
  }

  // MARK: Instruments, prices, balances

  static let exchange = #"""
    {"timezone":"UTC","serverTime":1700000000000,"rateLimits":[],"exchangeFilters":[],
     "symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","baseAssetPrecision":8,
      "quoteAsset":"USDT","quotePrecision":8,"quoteAssetPrecision":8,
      "orderTypes":["LIMIT","LIMIT_MAKER","MARKET","STOP_LOSS_LIMIT","TAKE_PROFIT_LIMIT"],
      "icebergAllowed":true,"ocoAllowed":true,"otoAllowed":true,"opoAllowed":false,
      "quoteOrderQtyMarketAllowed":true,"allowTrailingStop":true,"cancelReplaceAllowed":true,
      "amendAllowed":true,"pegInstructionsAllowed":true,"isSpotTradingAllowed":true,
      "filters":[
       {"filterType":"PRICE_FILTER","minPrice":"0.01000000","maxPrice":"1000000.00000000",
        "tickSize":"0.01000000"},
       {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000",
        "stepSize":"0.00001000"},
       {"filterType":"ICEBERG_PARTS","limit":100},
       {"filterType":"MARKET_LOT_SIZE","minQty":"0.00000000","maxQty":"100.00000000",
        "stepSize":"0.00000000"},
       {"filterType":"TRAILING_DELTA","minTrailingAboveDelta":10,"maxTrailingAboveDelta":2000,
        "minTrailingBelowDelta":11,"maxTrailingBelowDelta":2001},
       {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"5","bidMultiplierDown":"0.2",
        "askMultiplierUp":"6","askMultiplierDown":"0.3","avgPriceMins":5},
       {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true,
        "maxNotional":"9000000.00000000","applyMaxToMarket":false,"avgPriceMins":5},
       {"filterType":"MAX_NUM_ORDERS","maxNumOrders":200},
       {"filterType":"MAX_NUM_ORDER_LISTS","maxNumOrderLists":20},
       {"filterType":"MAX_NUM_ALGO_ORDERS","maxNumAlgoOrders":5},
       {"filterType":"MAX_NUM_ORDER_AMENDS","maxNumOrderAmends":10},
       {"filterType":"SOMETHING_NEW","a":1}],
      "permissions":[],"permissionSets":[["SPOT","MARGIN"]],
      "defaultSelfTradePreventionMode":"EXPIRE_MAKER",
      "allowedSelfTradePreventionModes":["EXPIRE_TAKER","EXPIRE_MAKER"]}]}
    """#

  func rules(_ body: String) throws -> InstrumentRules {
    guard case .accepted(.instruments(let all)) = venue.answer(body, to: .instruments) else {
      throw FileTrouble(path: "no instruments")
    }
    return try #require(all.first)
  }

  @Test func filtersBecomeRulesAndFacts() throws {
    let rules = try rules(Self.exchange)
    #expect(rules.instrument == .spot(base: "BTC", quote: "USDT"))
    #expect(rules.symbol == "BTCUSDT")
    let numbers: [(Decimal?, String)] = [
      (rules.tick, "0.01"), (rules.minimumPrice, "0.01"), (rules.maximumPrice, "1000000"),
      (rules.lot, "0.00001"), (rules.minimumQuantity, "0.00001"), (rules.maximumQuantity, "9000"),
      (rules.minimumNotional, "5"), (rules.maximumNotional, "9000000"), (rules.marketLot, "0"),
      (rules.minimumMarketQuantity, "0"), (rules.maximumMarketQuantity, "100"),
    ]
    for (number, text) in numbers { #expect(number == (try decimal(text))) }
    #expect(rules.priceDigits == 8 && rules.quantityDigits == 8)
    #expect(rules.status == "TRADING" && rules.isTradable)
    #expect(rules.orderTypes.count == 5 && rules.orderTypes[3] == "STOP_LOSS_LIMIT")
    let facts = [
      "ocoAllowed": "true", "otoAllowed": "true", "opoAllowed": "false",
      "allowTrailingStop": "true", "icebergAllowed": "true", "amendAllowed": "true",
      "ICEBERG_PARTS": "100", "minTrailingAboveDelta": "10", "maxTrailingAboveDelta": "2000",
      "minTrailingBelowDelta": "11", "maxTrailingBelowDelta": "2001", "bidMultiplierUp": "5",
      "bidMultiplierDown": "0.2", "askMultiplierUp": "6", "askMultiplierDown": "0.3",
      "MAX_NUM_ORDERS": "200", "MAX_NUM_ORDER_LISTS": "20", "MAX_NUM_ALGO_ORDERS": "5",
      "MAX_NUM_ORDER_AMENDS": "10", "baseAssetPrecision": "8", "quoteAssetPrecision": "8",
      "allowedSelfTradePreventionModes": "EXPIRE_TAKER,EXPIRE_MAKER",
    ]
    for (name, value) in facts { #expect(rules.fact(name) == value, "\(name)") }
  }

  @Test func onlyTradingTakesOrders() throws {
    for word in ["HALT", "BREAK", "END_OF_DAY", "CANCEL_ONLY", "NEWS"] {
      let rules = try rules(Self.exchange.replacing("TRADING", with: word))
      #expect(rules.status == word && !rules.isTradable)
    }
    let margin = Self.exchange.replacing(
      #""isSpotTradingAllowed":true"#, with: #""isSpotTradingAllowed":false"#)
    #expect(try !rules(margin).isTradable)
  }

  @Test func olderFiltersSayTheSame() throws {
    let older = Self.exchange
      .replacing(#""filterType":"NOTIONAL""#, with: #""filterType":"MIN_NOTIONAL""#)
      .replacing("PERCENT_PRICE_BY_SIDE", with: "PERCENT_PRICE")
      .replacing("bidMultiplier", with: "multiplier")
    #expect(try rules(older).minimumNotional == Decimal(5))
    #expect(try rules(older).fact("askMultiplierUp") == "5")
    #expect(try rules(older).fact("bidMultiplierDown") == "0.2")
  }

  @Test func tickersBecomeAMarket() throws {
    let last = try decimal("30000.01")
    #expect(
      venue.answer(#"{"symbol":"BTCUSDT","price":"30000.01000000"}"#, to: .ticker)
        == .accepted(.market(Market(last: last))))
    let book =
      #"{"symbol":"BTCUSDT","bidPrice":"30000.01","bidQty":"1","askPrice":"0.0","askQty":"0.0"}"#
    #expect(venue.answer(book, to: .ticker) == .accepted(.market(Market(bid: last))))
    // An average is no last price.
    let average = venue.answer(#"{"mins":5,"price":"9.3","closeTime":1694061154503}"#, to: .ticker)
    #expect(average != .accepted(.market(Market(last: try decimal("9.3")))))
  }

  @Test func theAccountTellsBalancesAndFees() throws {
    let answer = venue.answer(
      #"""
      {"makerCommission":15,"commissionRates":{"maker":"0.00150000","taker":"0.00160000"},
       "canTrade":true,"updateTime":123456789,"accountType":"SPOT",
       "balances":[{"asset":"BTC","free":"1.00000000","locked":"0.50000000"}],"uid":354937868}
      """#, to: .account)
    let held = Balance(asset: "BTC", free: .one, locked: try decimal("0.5"))
    #expect(
      answer
        == .accepted(
          .account(
            AccountState(
              balances: [held], canTrade: true, takerFeeRate: try decimal("0.0016")))))
    #expect(
      venue.answer(#"{"serverTime":1499827319559}"#, to: .serverTime)
        == .accepted(.serverTime(Timestamp(milliseconds: 1_499_827_319_559))))
  }
}
