import Exact
import Orders

extension KuCoin {
  public var rules: [Rule] { Self.ruleTable }

  private static let sheet = "sheet"

  static let ruleTable: [Rule] = [
    Checks.legCount("kc-all-01", source: Citation(page, "Place OCO order")),
    Checks.legTypes("kc-all-02", source: Citation(page, "Request Body, price and stopPrice")),
    Checks.oneLimitLeg("kc-all-03", source: Citation(page, "Request Body, price and stopPrice")),
    Checks.prices("kc-all-04", source: Citation(page, "Request Body, price and limitPrice")),
    Checks.triggers("kc-all-05", source: Citation(page, "Request Body, stopPrice")),
    Checks.quantities("kc-all-06", source: Citation(page, "Request Body, size")),
    Checks.equalQuantities("kc-all-07", source: Citation(page, "Request Body, size")),
    Checks.options(
      "kc-all-08", venue: VenueChoices(choices: [], forms: formTable),
      source: Citation(page, "Request Body")),
    Checks.sides("kc-oco-01", source: Citation(page, "Request Body, side")),
    requiredFields, clientID, clientIDUnused, remark, tradeType,
    Rule(
      "kc-oco-07", "the pair is listed and open for trading", needs: .instrument,
      source: Citation(spec, "Get Symbol, enableTrading; error 900001")
    ) { look, report in
      if look.instrument?.isTradable == false {
        report.error(.instrument, "\(look.ticket.instrument) is not open for trading")
      }
    },
    Checks.ticks("kc-oco-08", source: Citation(spec, "Get Symbol, priceIncrement")),
    Checks.lots("kc-oco-09", source: Citation(spec, "Get Symbol, baseIncrement and baseMinSize")),
    Checks.notionals("kc-oco-10", source: Citation(spec, "Get Symbol, minFunds; error 600101")),
    around("kc-oco-11", .sell), around("kc-oco-12", .buy),
    Checks.passiveStopLimit(
      "kc-oco-13", source: Citation(spec, "Get OCO Order Detail, sample with 98000 and 96000")),
    priceProtection, funds, untriggered, freshPrice, clockSkew, plainNumbers,
  ]

  private static func around(_ id: String, _ side: Side) -> Rule {
    Checks.pairAroundMarket(
      id, side, needs: .last, named: "last price", reference: { $0.last },
      source: Citation(spec, "Add OCO Order, example; KuCoin sheet §4"))
  }

  private static let requiredFields = Rule(
    "kc-oco-02", "the request has every field the venue requires",
    source: Citation(page, "Request Body, Required")
  ) { look, report in
    guard look.option("clientOid") == .text("") else { return }
    report.error(.option("kucoin.clientOid"), "is empty; the venue requires an id")
  }

  private static let clientID = Rule(
    "kc-oco-03", "clientOid is 1 to 40 letters, digits, '-' or '_'",
    source: Citation(page, "Request Body, clientOid")
  ) { look, report in
    guard case .text(let id) = look.option("clientOid"),
      let problem = Field.problem(id, maximum: 40, .identifier)
    else { return }
    report.error(.option("kucoin.clientOid"), problem)
  }

  private static let clientIDUnused = Rule(
    "kc-oco-04", "clientOid is not that of an open list", needs: .usedIDs,
    source: Citation("kucoin-api-docs", "clientOidDuplicated, error 400100")
  ) { Checks.unusedIDs($0, of: "an open list", &$1) }

  private static let remark = Rule(
    "kc-oco-05", "the remark is at most 20 ASCII characters",
    source: Citation(page, "Request Body, remark")
  ) { look, report in
    guard case .text(let text) = look.option("remark"),
      let problem = Field.problem(text, maximum: 20, .ascii)
    else { return }
    report.error(
      .option("kucoin.remark"), problem,
      repair: text.utf8.allSatisfy { $0 < 127 } ? String(text.prefix(20)) : nil)
  }

  private static let tradeType = Rule(
    "kc-oco-06", "tradeType is TRADE, or left out",
    source: Citation(page, "Request Body, tradeType")
  ) { look, report in
    guard let type = look.option("tradeType"), type != .text("TRADE") else { return }
    report.error(.option("kucoin.tradeType"), "'\(type)' is not TRADE", repair: "TRADE")
  }

  private static let priceProtection = Rule(
    "kc-oco-14",
    "the stop leg's limit is not so far from its trigger that price protection refuses it",
    .warning, needs: .instrument,
    source: Citation("kucoin-api-docs", "Price Protection; priceLimitRate")
  ) { look, report in
    guard let placed = look.contingent, placed.leg.type == .stopLimit, let side = placed.leg.side,
      let price = placed.leg.price, let trigger = placed.leg.trigger,
      let rate = look.instrument?.decimalFact("priceLimitRate"),
      let band = try? trigger * rate,
      let edge = side == .sell ? try? trigger - band : try? trigger + band
    else { return }
    if side == .sell ? price < edge : price > edge {
      let step = look.instrument?.tick ?? .zero
      let fitted = try? edge.rounded(to: step, side == .sell ? .up : .down)
      report.warning(
        .leg(placed.index, .price),
        "\(price) is beyond \(edge), where price protection refuses the order at its trigger",
        repair: fitted.flatMap { $0.isPositive ? $0.description : nil })
    }
  }

  private static let funds = Rule(
    "kc-oco-15", "the account has what the larger leg would take; nothing of it is held back",
    .warning,
    needs: .balances, source: Citation(sheet, "KuCoin §4, funds hold; Get Account List")
  ) { look, report in
    Checks.funds(look, severity: .warning, feeRate: look.account.takerFeeRate, &report)
  }

  private static let untriggered = Rule(
    "kc-oco-16", "at most 20 untriggered orders wait on a symbol, and a list adds two",
    needs: .openOrders, source: Citation("docs-2023", "OCO Order, limits")
  ) { look, report in
    guard let open = look.account.openAlgoOrders, open + 2 > 20 else { return }
    report.error(.account, "\(open) untriggered orders wait already; two more are beyond 20")
  }

  private static let freshPrice = Rule(
    "kc-oco-17", "the last price is less than 5 seconds old when the legs are compared with it",
    needs: .priceAge, source: Citation(sheet, "KuCoin §11")
  ) { look, report in
    guard let age = look.market.ageMilliseconds, age >= 5000 else { return }
    report.error(.market, "the last price is \(age / 1000) s old")
  }

  private static let clockSkew = Rule(
    "kc-oco-18", "our clock is less than 5 seconds from the venue's", needs: .clock,
    source: Citation("Authentication", "KC-API-TIMESTAMP; error 400002")
  ) { look, report in
    guard let offset = look.account.clockOffsetMilliseconds, offset.magnitude >= 5000 else {
      return
    }
    report.error(.account, "the clock is \(offset) ms from the venue's; it refuses 5000 and more")
  }

  private static let plainNumbers = Rule(
    "kc-oco-20", "numbers have no more digits than the venue reads",
    source: Citation("docs-2023", "Place Order, request")
  ) { look, report in
    Checks.digits(look, integer: 20, fraction: 20, &report)
  }
}
