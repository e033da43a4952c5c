import Exact
import Orders

extension Tradovate {
  /// Every check, in the order of the catalogue.
  public var rules: [Rule] { Self.ruleTable }

  static let ruleTable: [Rule] = [
    oneAccount, mayTrade, listed, contracts, ticks, pricesByType, expiry, automation, texts, kind,
    Checks.legTypes("tv-all-11", source: Citation(page, "Request, orderType")), oneQuantity,
    Checks.options(
      "tv-all-13", venue: VenueChoices(choices: choiceTable, forms: formTable),
      source: Citation(page, "Request")),
    Checks.passiveStopLimit("tv-all-14", source: Citation(sheet, "Tradovate §4, StopLimit")),
    pairShape, noMarketLeg, targets("tv-oco-03", .sell), targets("tv-oco-04", .buy),
    opposites, stops, brackets, exitSides, exitsAroundEntry, oneOfEach, dayExits, entryStop,
  ]

  // MARK: Every list

  private static let oneAccount = Rule(
    "tv-all-01", "accountSpec and accountId name one account; the credentials' unless said",
    source: Citation("api#34", "a user's number sent as accountId")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    let name = look.option("accountSpec")
    let number = look.option("accountId")
    if number?.description == "0" {
      report.error(.option("tradovate.accountId"), "0 is no account's number")
    } else if name != nil, number == nil {
      report.warning(
        .option("tradovate.accountSpec"),
        "stands without accountId, so it must be the account of the credentials")
    } else if number != nil, name == nil {
      report.warning(
        .option("tradovate.accountId"),
        "stands without accountSpec, so it must be the account of the credentials")
    }
  }

  private static let mayTrade = Rule(
    "tv-all-02", "the account is active and not read-only", needs: .canTrade,
    source: Citation(swagger, "Account, active and readonly")
  ) { look, report in
    if look.account.canTrade == false {
      report.error(.account, "is not active, or may only be looked at")
    }
  }

  private static let listed = Rule(
    "tv-all-03", "the contract is listed and its product takes orders", needs: .instrument,
    source: Citation(swagger, "Product, status")
  ) { look, report in
    if look.instrument?.isTradable == false {
      report.error(.instrument, "\(look.ticket.instrument) does not take orders now")
    }
  }

  private static let contracts = Rule(
    "tv-all-04", "the quantity is a whole number of contracts, from 1 to 100",
    source: Citation("map", "maximum quantity of an order")
  ) { look, report in
    guard let quantity = look.legs.first?.quantity else {
      if !look.legs.isEmpty { report.error(.leg(0, .quantity), "is missing") }
      return
    }
    let platform = Decimal(mostContracts)
    let most = min(platform, look.instrument?.maximumQuantity ?? platform)
    if quantity > most {
      report.error(
        .leg(0, .quantity), "\(quantity) is above the most, \(most)", repair: most.description)
    } else if quantity < .one {
      report.error(.leg(0, .quantity), "\(quantity) is below the least, 1", repair: "1")
    } else if !quantity.isInteger {
      report.error(
        .leg(0, .quantity), "\(quantity) is not a whole number of contracts",
        repair: (try? quantity.rounded(to: .one, .down))?.description)
    }
  }

  private static let tickMultiples = Checks.ticks(
    "tv-all-05", source: Citation(swagger, "Product, tickSize"))

  private static let ticks = Rule(
    "tv-all-05", "every price, trigger and trailing distance is a multiple of the tick",
    needs: .instrument, source: Citation(swagger, "Product, tickSize")
  ) { look, report in
    tickMultiples.check(look, &report)
    guard let tick = look.instrument?.tick else { return }
    for (index, leg) in look.legs.enumerated() {
      guard case .distance(let distance) = leg.trail, distance.isPositive else { continue }
      Checks.step(.leg(index, .trail), distance, tick, nil, nil, "tick", &report)
    }
  }

  private static let limitPrices = Checks.prices(
    "tv-all-06", source: Citation(page, "Request, price"))
  private static let triggerPrices = Checks.triggers(
    "tv-all-06", source: Citation(page, "Request, stopPrice"))

  private static let pricesByType = Rule(
    "tv-all-06", "each order has the prices of its type, and no others",
    source: Citation(page, "Request, price and stopPrice")
  ) { look, report in
    limitPrices.check(look, &report)
    triggerPrices.check(look, &report)
    for (index, leg) in look.legs.enumerated() {
      guard let type = leg.type, type.isTrailing else { continue }
      if leg.trigger == nil, leg.trail != nil {
        report.error(
          .leg(index, .trigger), "is missing; the venue wants a \(type.words)'s first stop price")
      }
      if case .percent = leg.trail {
        report.error(
          .leg(index, .trail), "is a percentage; the venue trails by a distance in price")
      }
    }
  }

  private static let expiry = Rule(
    "tv-all-07", "a GTD order has a time of expiry, and no other has",
    source: Citation(page, "Request, expireTime")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() {
      if leg.timeInForce == .gtd, leg.expire == nil {
        report.error(.leg(index, .expire), "is missing; a GTD order ends at a time")
      } else if leg.timeInForce != .gtd, leg.expire != nil {
        report.error(
          .leg(index, .timeInForce), "is not gtd, yet the order has an expiry", repair: "gtd")
      }
    }
  }

  // Who presses the button is not known here. The value is always sent, false unless said.
  private static let automation = Rule(
    "tv-all-08", "isAutomated is false for a ticket sent by hand and true for a script's", .note,
    source: Citation(page, "Request, isAutomated")
  ) { look, report in
    if look.option("isAutomated") == .flag(true) {
      report.note(
        .option("tradovate.isAutomated"),
        "declares to the exchange that no human pressed the button; by hand it must be false")
    }
  }

  private static let texts = Rule(
    "tv-all-09", "ids and texts have at most 64 characters, and the operator's tag is registered",
    source: Citation("partner", "Place Order, string lengths; map, Unregistered Tag50")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    for field in look.form?.fields ?? [] {
      guard field.name == "clOrdId" || field.name == "text",
        case .text(let text) = look.option(field.optionName), text.unicodeScalars.count > 64
      else { continue }
      report.error(
        .option("tradovate." + field.optionName),
        "has \(text.unicodeScalars.count) characters; at most 64 fit",
        repair: String(String.UnicodeScalarView(text.unicodeScalars.prefix(64))))
    }
    if look.option("customTag50") != nil {
      report.warning(
        .option("tradovate.customTag50"),
        "the exchange refuses the order unless this tag is registered there")
    }
  }

  private static let kind = Rule(
    "tv-all-10", "the list is an OCO, an OTO or an OTOCO", source: Citation("site", "Orders")
  ) { look, report in
    if look.form == nil {
      report.error(.kind, "tradovate has no \(look.ticket.kind.rawValue.uppercased())")
    }
  }

  private static let oneQuantity = Rule(
    "tv-all-12", "all orders of the list have one quantity",
    source: Citation(swagger, "RestrainedOrderVersion")
  ) { look, report in
    guard let first = look.legs.first?.quantity else { return }
    for (index, leg) in look.legs.enumerated() {
      guard let quantity = leg.quantity, quantity != first else { continue }
      report.error(
        .leg(index, .quantity),
        "\(quantity) differs from the first order's \(first); the venue "
          + "takes one quantity", repair: first.description)
    }
  }

  // MARK: OCO

  private static let pairShape = Rule(
    "tv-oco-01", "an OCO has exactly two legs, each with a side", kinds: [.oco],
    source: Citation(page, "Request, other")
  ) { look, report in
    if look.legs.count != 2 {
      report.error(.legs, "has \(Words.count(look.legs.count, "leg")); an OCO has exactly 2")
    }
    for (index, leg) in look.legs.enumerated() where leg.side == nil {
      report.error(.leg(index, .side), "is missing")
    }
  }

  private static let noMarketLeg = Rule(
    "tv-oco-02", "neither leg of an OCO is a market order, which would fill at once", kinds: [.oco],
    source: Citation(sheet, "Tradovate §11; the documentation's own sample has one")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() where leg.type == .market {
      report.error(
        .leg(index, .type), "a market order fills at once, and so cancels the other leg at once")
    }
  }

  /// A resting target lies on the profitable side of the market; on the other it would trade at
  /// once.
  private static func target(_ index: Int, _ look: Inspection, _ report: inout Report) {
    let leg = look.legs[index]
    guard let side = leg.side, let last = look.market.last,
      leg.type == .limit || leg.type == .takeProfit
    else { return }
    let isLimit = leg.type == .limit
    guard let price = isLimit ? leg.price : leg.trigger else { return }
    Checks.relation(
      .leg(index, isLimit ? .price : .trigger), price, side == .sell ? .above : .below, last,
      named: "last price", tick: look.instrument?.tick, &report)
  }

  private static func targets(_ id: String, _ side: Side) -> Rule {
    Rule(
      id,
      "of two \(side.rawValue)s the limit or touch order lies "
        + "\(side == .sell ? "above" : "below") the last price", kinds: [.oco], needs: .last,
      source: Citation("forum", "5823, Wrong OCO combination")
    ) { look, report in
      guard look.legs.count == 2, look.legs[0].side == side, look.legs[1].side == side else {
        return
      }
      target(0, look, &report)
      target(1, look, &report)
    }
  }

  private static let opposites = Rule(
    "tv-oco-05", "of opposite sides neither limit trades at once", kinds: [.oco], needs: .last,
    source: Citation("forum", "5823, Buy Stop with Sell Limit below the market")
  ) { look, report in
    guard look.legs.count == 2, let first = look.legs[0].side, let second = look.legs[1].side,
      first != second
    else { return }
    target(0, look, &report)
    target(1, look, &report)
  }

  private static func stop(_ index: Int, _ look: Inspection, _ report: inout Report) {
    let leg = look.legs[index]
    guard leg.type?.isStop == true, let side = leg.side, let trigger = leg.trigger,
      let last = look.market.last
    else { return }
    Checks.relation(
      .leg(index, .trigger), trigger, side == .sell ? .below : .above, last, named: "last price",
      tick: look.instrument?.tick, &report)
  }

  private static let stops = Rule(
    "tv-oco-06", "each sell stop lies below the last price, each buy stop above", kinds: [.oco],
    needs: .last, source: Citation("forum", "11370")
  ) { look, report in
    for index in look.legs.indices { stop(index, look, &report) }
  }

  // MARK: OSO

  private static let brackets = Rule(
    "tv-oso-01", "an OTO has an entry and one exit, an OTOCO an entry and two",
    kinds: [.oto, .otoco], source: Citation("site", "/order/placeOSO, bracket1")
  ) { look, report in
    if look.legs.count != look.ticket.kind.legCount {
      report.error(
        .legs,
        "has \(Words.count(look.legs.count, "leg")); an \(look.ticket.kind.rawValue.uppercased()) "
          + "has exactly \(look.ticket.kind.legCount)")
    }
  }

  private static let anySides = Checks.sides(
    "tv-oso-02", source: Citation("site", "/order/placeOSO, example"))

  private static let exitSides = Rule(
    "tv-oso-02", "exits are on the side opposite their entry's", kinds: [.oto, .otoco],
    source: Citation("site", "/order/placeOSO, example"), check: anySides.check)

  /// Where the entry is expected to fill; nil where that is not known.
  private static func reference(_ look: Inspection) -> Decimal? {
    guard let leg = look.entry?.leg, let type = leg.type else { return nil }
    return type == .market ? look.market.last : type == .limit ? leg.price : leg.trigger
  }

  private static let around = Checks.exitsAroundEntry(
    "tv-oso-03", .error, kinds: [.oto, .otoco], source: Citation("partner", "Place OSO, example"),
    reference: reference)

  private static let exitsAroundEntry = Rule(
    "tv-oso-03", "exits lie around the entry's price: the target beyond it, the stop before it",
    kinds: [.oto, .otoco], source: Citation("partner", "Place OSO, example")
  ) { look, report in
    if look.entry?.leg.type == .market, look.market.last == nil {
      return report.note(.market, "not checked: no last price, at which the entry would fill")
    }
    around.check(look, &report)
  }

  private static let oneOfEach = Rule(
    "tv-oso-04", "of two exits one is a limit or touch order and one a stop", kinds: [.otoco],
    source: Citation(sheet, "Tradovate §11, the rule of an OCO's pair")
  ) { look, report in
    guard look.legs.count == 3, let first = look.legs[1].type, let second = look.legs[2].type
    else { return }
    if first.isStop == second.isStop || first == .market || second == .market {
      report.error(
        .legs, "has \(first.words) and \(second.words) as exits; one target and one stop are needed"
      )
    }
  }

  private static let dayExits = Rule(
    "tv-oso-05", "no exit ends with the session while its entry stays", .warning,
    kinds: [.oto, .otoco], source: Citation("site", "OrderVersion, notes")
  ) { look, report in
    guard let entry = look.entry?.leg.timeInForce, entry == .gtc || entry == .gtd else { return }
    for index in look.legs.indices.dropFirst() {
      let own = look.legs[index].timeInForce
      if own == nil || own == .day {
        report.warning(
          .leg(index, .timeInForce),
          "ends with the session while the entry stays: a position held overnight stands "
            + "unprotected", repair: "gtc")
      }
    }
  }

  private static let entryStop = Rule(
    "tv-oso-06", "an entry's buy stop lies above the last price, its sell stop below",
    kinds: [.oto, .otoco], needs: .last, source: Citation("forum", "11370")
  ) { look, report in
    if !look.legs.isEmpty { stop(0, look, &report) }
  }
}
