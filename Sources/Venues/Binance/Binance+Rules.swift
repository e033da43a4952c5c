import Exact
import Orders

extension Binance {
  /// Every check, in the order findings are shown.
  public var rules: [Rule] { Self.ruleTable }

  static let ruleTable: [Rule] = ticketRules + pairRules + entryRules + numberRules + accountRules

  private static func page(_ place: String) -> Citation { Citation(rest, place) }
  private static func filter(_ name: String) -> Citation { Citation("filters.md", name) }
  private static func error(_ codes: String) -> Citation { Citation("errors.md", codes) }

  private static let ticketRules: [Rule] = [
    Checks.legCount("bn-all-01", source: page("Order lists")), legTypes,
    Checks.options(
      "bn-all-03", venue: VenueChoices(choices: choiceTable, forms: formTable),
      source: error("-1104, -1105, -1130"), leaving: hasOwnRule),
    sides,
    Checks.quantities("bn-all-05", source: page("New Order list - OTO, workingQuantity")),
    Checks.equalQuantities("bn-all-06", source: page("New Order list - OCO, quantity")),
    Rule(
      "bn-oco-01", "the symbol is listed and takes new orders", needs: .instrument,
      source: Citation("enums.md", "Symbol status")
    ) { look, report in
      guard let rules = look.instrument, !rules.isTradable else { return }
      report.error(
        .instrument, "\(rules.symbol) takes no new orders: \(rules.status ?? "not TRADING")")
    },
    allowed("bn-oco-02", "ocoAllowed", [.oco, .otoco, .opoco], "pairs of orders"), listedTypes,
    Checks.values(
      "bn-id-01", "every client id has 1 to 36 letters, digits, '-' or '_'",
      source: Citation("fix-api.md", "ClListID; errors.md, -1100")
    ) { $0.meaning == .listID || $0.meaning == .legID },
    Rule("bn-id-02", "every client id of the ticket differs from the others", source: ids) {
      Checks.distinctIDs($0, &$1)
    },
    Rule(
      "bn-all-07", "no client id is that of an open list or order", needs: .usedIDs, source: ids
    ) { Checks.unusedIDs($0, &$1) },
    Checks.values("bn-id-03", "a strategy type is at least 1000000", source: error("-1134")) {
      $0.name.hasSuffix("StrategyType")
    },
    selfTrade,
    Checks.receiveWindow(
      "bn-tim-01", option: "recvWindow", most: 60_000, digits: 3, source: timing),
    Checks.clock(
      "bn-all-12", ahead: 1000, window: "recvWindow", standard: 5000, source: timing),
  ]

  private static let timing = page("SIGNED endpoint security, Timing security")

  private static let ids = error("-2010 and -1013, Duplicate order sent")

  /// Parameters whose values other rules check.
  private static let hasOwnRule: @Sendable (Field) -> Bool = { field in
    field.meaning == .listID || field.meaning == .legID || field.name.hasSuffix("StrategyType")
  }

  // What an entry may be is said by bn-oto-02.
  private static let legTypes = Rule(
    "bn-all-02", "every leg has a type, and one that its place takes",
    source: page("New Order list - OCO, aboveType; OTO, pendingType")
  ) { look, report in
    for (slot, index) in look.order.enumerated() {
      guard let type = look.legs[index].type, let place = look.form?.slots[slot] else {
        report.error(.leg(index, .type), "is missing")
        continue
      }
      if place.role != .entry, place.word(for: type) == nil {
        report.error(
          .leg(index, .type), "\(look.title) takes \(place.allowed.words) here, not \(type.words)")
      }
    }
  }

  // OPO lists have one direction only, which bn-opo-01 demands.
  private static let sides: Rule = {
    let all = Checks.sides(
      "bn-all-04", exits: .warning, source: page("New Order list - OCO, side; OTO, pendingSide"))
    return Rule(
      all.id, all.summary, kinds: [.oco, .oto, .otoco], source: all.source, check: all.check)
  }()

  private static func allowed(
    _ id: String, _ fact: String, _ kinds: [Kind], _ what: String
  ) -> Rule {
    Rule(
      id, "the symbol takes \(what)", kinds: kinds, needs: .instrument,
      source: page("Exchange information, \(fact)")
    ) { look, report in
      guard let rules = look.instrument, rules.flag(fact) == false else { return }
      report.error(.kind, "\(rules.symbol) takes no \(what)")
    }
  }

  private static let listedTypes = Rule(
    "bn-oco-03", "every leg's type is among the symbol's", needs: .instrument,
    source: page("Exchange information, orderTypes")
  ) { look, report in
    guard let types = look.instrument?.orderTypes, !types.isEmpty else { return }
    for (slot, index) in look.order.enumerated() {
      guard let type = look.legs[index].type, let word = look.form?.slots[slot].word(for: type),
        !types.contains(word)
      else { continue }
      report.error(.leg(index, .type), "\(word) is not among the symbol's order types")
    }
  }

  private static let selfTrade = Rule(
    "bn-stp-01", "the symbol allows the self-trade prevention mode", needs: .instrument,
    source: page("Exchange information, allowedSelfTradePreventionModes")
  ) { look, report in
    guard let mode = look.option("selfTradePreventionMode")?.description,
      let modes = look.instrument?.fact("allowedSelfTradePreventionModes"),
      !modes.split(separator: ",").contains(Substring(mode))
    else { return }
    report.error(
      .option("binance.selfTradePreventionMode"),
      "'\(mode.prefix(40))' is not among the symbol's: \(modes)",
      repair: look.instrument?.fact("defaultSelfTradePreventionMode"))
  }

  private static let pairRules: [Rule] = [
    Rule(
      "bn-oco-04", "a sell takes its profit above and stops below, a buy the other way round",
      kinds: [.oco], source: Citation("fix-api.md", "Supported Order List Types")
    ) { look, report in
      if look.legs.allSatisfy({ $0.type?.isLimit == true }) { return }
      // The places of order/oco are a limit's and a stop's; what is above follows from the side.
      if let form = look.form, isOlder(form) { return }
      Checks.places(look, &report)
    },
    Rule(
      "bn-oco-05", "at least one leg of a pair waits for a trigger", kinds: [.oco],
      source: error("-1168")
    ) { look, report in
      guard let form = look.form, !isOlder(form), look.legs.count == 2,
        look.legs.allSatisfy({ $0.type?.isLimit == true })
      else { return }
      report.error(.legs, "both legs rest as limits; one must wait for a trigger")
    },
    around("bn-oco-06", .sell), around("bn-oco-07", .buy),
    Rule(
      "bn-all-08", "a take-profit limit's own price, too, is on the far side of the last price",
      .warning, kinds: [.oco], needs: .last,
      source: page("New Order list - OCO, price restrictions")
    ) { look, report in
      guard let last = look.market.last else { return }
      for (index, leg) in look.legs.enumerated() where leg.type == .takeProfitLimit {
        guard let price = leg.price, let side = leg.side else { continue }
        Checks.relation(
          .leg(index, .price), price, side == .sell ? .above : .below, last, named: "last price",
          tick: look.instrument?.tick, severity: .warning, &report)
      }
    },
    Rule(
      "bn-all-09", "the last price that the legs are compared with is at most 2 seconds old",
      .warning, kinds: [.oco], needs: .priceAge, source: Citation(sheet, "Binance, age of L")
    ) { look, report in
      guard let age = look.market.ageMilliseconds, age > 2000 else { return }
      report.warning(.market, "the last price is \(age) ms old")
    },
    Rule(
      "bn-oco-08", "a post-only order does not meet the book as it is placed", .warning,
      needs: .book, source: error("-2010, Order would immediately match and take")
    ) { look, report in
      for index in look.legs.indices {
        let isPlaced = look.ticket.kind == .oco || index == 0
        let type = look.legs[index].type
        if isPlaced, type == .limitMaker || type == .limit && look.ticket.kind == .oco {
          Checks.crossing(look, leg: index, &report)
        }
      }
    },
    eachLeg("bn-oco-09", "a limit price stands exactly where the type has one", checkPrice),
    eachLeg(
      "bn-oco-10", "a trigger or a trail stands exactly where the type has one", checkTrigger),
    Rule(
      "bn-oco-11", "a time in force stands only where the type has one: GTC, IOC or FOK",
      kinds: [.oco], source: error("-1106, -1115")
    ) { look, report in
      guard let form = look.form, !isOlder(form) else { return }
      for index in look.legs.indices { checkTimeInForce(look, index, &report) }
    },
    Rule(
      "bn-oco-12", "on order/oco a stop limit has a stopLimitTimeInForce: GTC, IOC or FOK",
      kinds: [.oco], source: error("-1128")
    ) { look, report in
      guard let form = look.form, isOlder(form) else { return }
      for index in look.legs.indices { checkTimeInForce(look, index, &report) }
    },
    Checks.passiveStopLimit("bn-oco-13", source: Citation(sheet, "Binance, a stop and its limit")),
    Checks.fleetingStops("bn-oco-14", source: Citation("enums.md", "Expiry reasons")),
  ]

  private static func around(_ id: String, _ side: Side) -> Rule {
    Checks.pairAroundMarket(
      id, side, needs: .last, named: "last price", reference: { $0.last },
      source: page("New Order list - OCO, price restrictions"))
  }

  private static func eachLeg(
    _ id: String, _ summary: String,
    _ check: @escaping @Sendable (Inspection, Int, inout Report) -> Void
  ) -> Rule {
    Rule(id, summary, kinds: [.oco], source: page("New Order list - OCO, aboveType")) {
      look, report in
      for index in look.legs.indices { check(look, index, &report) }
    }
  }

  private static func checkPrice(_ look: Inspection, _ index: Int, _ report: inout Report) {
    let options = look.ticket.options
    let isPegged =
      look.legs[index].price == nil && !options.isEmpty
      && look.slot(of: index).map { Self.isPegged(options, $0) } == true
    Checks.price(look, index, isPegged: isPegged, &report)
  }

  private static func checkTrigger(_ look: Inspection, _ index: Int, _ report: inout Report) {
    Checks.trigger(look, index, trailing: trailing, &report)
  }

  private static func checkTimeInForce(_ look: Inspection, _ index: Int, _ report: inout Report) {
    guard look.legs[index].timeInForce != nil, let type = look.legs[index].type else { return }
    let isOfPair = look.ticket.kind == .oco || look.ticket.kind.hasPairOfExits && index > 0
    let takes = triggeredLimits.contains(type) || type == .limit && !isOfPair
    Checks.timeInForce(look, index, takes: takes, known: words, &report)
  }

  private static let withEntry: [Kind] = [.oto, .otoco, .opo, .opoco]

  private static let entryRules: [Rule] = [
    allowed("bn-oto-01", "otoAllowed", withEntry, "lists with an entry"),
    allowed("bn-all-10", "opoAllowed", [.opo, .opoco], "lists sized by their entry"),
    Rule(
      "bn-oto-02",
      "the entry is a limit or a limit maker, with a price and a fitting time in force",
      kinds: withEntry, source: page("New Order list - OTO, workingType")
    ) { look, report in
      guard let type = look.legs.first?.type else { return }
      if !type.isLimit {
        report.error(
          .leg(0, .type), "\(look.title) takes limit or limit maker here, not \(type.words)",
          repair: LegType.limit.rawValue)
        return
      }
      checkPrice(look, 0, &report)
      checkTrigger(look, 0, &report)
      checkTimeInForce(look, 0, &report)
    },
    Rule(
      "bn-oto-03", "an exit has what its type needs, and nothing that it has not",
      kinds: withEntry, source: page("New Order list - OTO, mandatory by type")
    ) { look, report in
      for index in look.legs.indices.dropFirst() {
        checkPrice(look, index, &report)
        checkTrigger(look, index, &report)
        checkTimeInForce(look, index, &report)
      }
    },
    Rule(
      "bn-oto-04", "two exits are on one side, the profit and the stop each in its place",
      kinds: [.otoco, .opoco], source: error("-1165 to -1199")
    ) { look, report in
      Checks.places(look, &report)
      guard look.legs.count == 3, let first = look.legs[1].side, let second = look.legs[2].side,
        first != second
      else { return }
      report.error(
        .leg(2, .side), "is \(second.rawValue) while the other exit is \(first.rawValue)",
        repair: first.rawValue)
    },
    Checks.exitsAfterFee(
      "bn-oto-05", kinds: [.oto, .otoco], advice: "an OPO sells exactly what was received",
      source: Citation("faqs/opo.md", "Why OPO")),
    Checks.exitsAroundEntry(
      "bn-oto-06", .warning, kinds: withEntry, source: Citation(sheet, "Binance, pending relation"),
      reference: { $0.legs.first?.price }),
    Rule(
      "bn-oto-07", "the entry cannot be filled in part, which would leave it without exits",
      .warning, kinds: withEntry, source: page("New Order list - OTO, pending order")
    ) { look, report in
      guard let loss = look.legs.first.flatMap(unprotected) else { return }
      report.warning(
        loss.field, loss.sentence,
        repair: loss.field == .leg(0) ? nil : TimeInForce.fok.rawValue)
    },
    Rule(
      "bn-opo-01", "the entry buys and the exits sell, with no quantity of their own",
      kinds: [.opo, .opoco], source: error("-1222, -1223, -1225")
    ) { look, report in
      for (index, leg) in look.legs.enumerated() {
        let wanted: Side = index == 0 ? .buy : .sell
        if leg.side != wanted {
          report.error(
            .leg(index, .side),
            leg.side.map { "is \($0.rawValue); it must be \(wanted)" } ?? "is missing",
            repair: wanted.rawValue)
        }
        if index > 0, leg.quantity != nil {
          report.error(.leg(index, .quantity), "is not taken: it follows from what is received")
        }
      }
    },
  ]

  private static let numberRules: [Rule] = [
    Checks.ticks("bn-px-01", source: filter("PRICE_FILTER")),
    Rule(
      "bn-px-02", "every limit price is within the symbol's multiples of the market's", .warning,
      needs: [.instrument, .last], source: filter("PERCENT_PRICE_BY_SIDE, PERCENT_PRICE")
    ) { look, report in
      guard let rules = look.instrument, let last = look.market.last else { return }
      for side in Side.allCases where look.legs.contains(where: { $0.side == side }) {
        // A filter without sides counts for both.
        let isBuy = side == .buy
        let down = rules.decimalFact(isBuy ? "bidMultiplierDown" : "askMultiplierDown")
        let up = rules.decimalFact(isBuy ? "bidMultiplierUp" : "askMultiplierUp")
        for index in look.legs.indices where look.legs[index].side == side {
          Checks.band(
            look, leg: index, around: last, least: down, most: up, named: "last price", &report)
        }
      }
    },
    Checks.lots("bn-qty-01", source: filter("LOT_SIZE")),
    Rule(
      "bn-qty-02", "a leg that executes at the market fits the symbol's market lot",
      needs: .instrument, source: filter("MARKET_LOT_SIZE")
    ) { look, report in
      guard let rules = look.instrument else { return }
      for (index, leg) in look.legs.enumerated() where leg.type?.isMarket == true {
        guard let quantity = leg.quantity, quantity.isPositive else { continue }
        Checks.step(
          .leg(index, .quantity), quantity, rules.marketLot, rules.minimumMarketQuantity,
          rules.maximumMarketQuantity, "market lot", &report)
      }
    },
    Checks.notionals("bn-qty-03", source: filter("NOTIONAL, MIN_NOTIONAL")),
    Rule(
      "bn-qty-04", "no number has more digits than the symbol's precision", source: error("-1111")
    ) { look, report in
      // The patterns of Binance's own errors read 20 digits after the point where nothing is said.
      Checks.precision(
        look, price: look.instrument?.priceDigits ?? 20,
        quantity: look.instrument?.quantityDigits ?? 20, &report)
    },
    Rule(
      "bn-qty-05", "an iceberg shows a legal part, of an order that is good till cancelled",
      needs: .instrument, source: error("-1160; filters.md, ICEBERG_PARTS, LOT_SIZE")
    ) { Checks.icebergs($0, suffix: "IcebergQty", &$1) },
    Rule(
      "bn-trl-01",
      "a trail is a whole number of hundredths of a percent, within the symbol's bounds",
      needs: .instrument, source: filter("TRAILING_DELTA")
    ) { Checks.trails($0, types: trailing, &$1) },
    Rule(
      "bn-all-11", "a peg is one that the leg's type takes, with both parts of its offset",
      needs: .instrument, source: page("Pegged orders")
    ) { Checks.pegs($0, maker: "LIMIT_MAKER", &$1) },
  ]

  private static let accountRules: [Rule] = [
    Rule(
      "bn-cnt-01", "the symbol has room for another list", needs: [.instrument, .openOrders],
      source: filter("MAX_NUM_ORDER_LISTS")
    ) { look, report in
      Checks.room(
        look, open: look.account.openLists, adding: 1, most: "MAX_NUM_ORDER_LISTS", "lists",
        &report)
    },
    Rule(
      "bn-cnt-02", "the symbol has room for the legs that wait for a trigger",
      needs: [.instrument, .openOrders], source: filter("MAX_NUM_ALGO_ORDERS")
    ) { look, report in
      let waiting = look.legs.count { $0.type?.isContingent == true }
      // Those of an entry's exits are placed later; they count from then on.
      Checks.room(
        look, open: look.account.openAlgoOrders, adding: waiting, most: "MAX_NUM_ALGO_ORDERS",
        "orders that wait for a trigger",
        severity: look.ticket.kind == .oco ? .error : .warning, &report)
    },
    Rule(
      "bn-cnt-03", "the symbol has room for every order of the list",
      needs: [.instrument, .openOrders], source: filter("MAX_NUM_ORDERS")
    ) { look, report in
      Checks.room(
        look, open: look.account.openOrders, adding: look.ticket.kind.legCount,
        most: "MAX_NUM_ORDERS", "orders", &report)
    },
    Rule(
      "bn-bal-01", "the account has what the pair, or the entry, takes", needs: .balances,
      source: Citation(sheet, "Binance, funds of a list")
    ) { Checks.funds($0, severity: .error, &$1) },
  ]
}
