import Exact
import Orders

extension CryptoCom {
  /// Every rule of a list, those of the documents first.
  public var rules: [Rule] { Self.ruleTable }

  static let ruleTable: [Rule] = [
    Checks.legCount("cdc-list-01", source: Citation(page, "Request Params, order_list")),
    Checks.tradable(
      "cdc-list-02", source: Citation(new, "get-instruments, tradable; errors 208 and 209")),
    spotOnly, plainDecimals, pairTypes,
    legs(
      "cdc-oco-02", "both legs of an OCO have one side and one quantity", [.oco],
      [Checks.sides("", source: samples)], equalQuantities, source: samples),
    around,
    Checks.distanceFromMark(
      "cdc-oco-04", thousandths: 5, source: Citation(pairs, "price requirements")),
    markOnly,
    legs(
      "cdc-oto-01", "an OTO is a limit or market entry, then one opposite leg that waits", [.oto],
      [
        Checks.legTypes("", source: Citation(page, "Request Params, order_list")),
        Checks.sides("", source: samples),
      ], seedEntry, source: Citation(page, "Request Params, order_list")),
    legs(
      "cdc-otoco-01",
      "an OTOCO is a limit or market entry, an opposite stop and an opposite profit",
      [.otoco],
      [
        Checks.legTypes("", source: Citation(new, "create-otoco")),
        Checks.sides("", source: samples),
      ], seedEntry, source: Citation(new, "create-otoco")),
    Checks.exitsAroundEntry(
      "cdc-otoco-02", .error, kinds: [.oto, .otoco],
      source: Citation(sheet, "Crypto.com §4, trigger side of the reference price")
    ) { look in look.entry?.leg.type?.isLimit == true ? look.entry?.leg.price : nil },
    Checks.triggers("cdc-trg-01", source: Citation(new, "create-order, ref_price")),
    Checks.prices("cdc-trg-02", source: Citation(new, "create-order, price")),
    Checks.triggerSide(
      "cdc-trg-03", kinds: [.oto, .otoco], standard: .mark,
      source: Citation(conditional, "trigger conditions; create-order, ref_price")),
    Checks.triggerRange(
      "cdc-trg-04", source: Citation(conditional, "trigger price range")),
    Checks.triggeredLimitBand(
      "cdc-trg-05", sell: 850...10_000, buy: 100...1150,
      source: Citation(conditional, "limit price bandwidth")),
    Checks.ticks("cdc-px-01", source: Citation(new, "get-instruments, price_tick_size")),
    Checks.lots("cdc-qty-01", source: Citation(new, "get-instruments, qty_tick_size")),
    Checks.notionals(
      "cdc-qty-02", source: Citation(new, "get-risk-parameters, min_order_notional_usd")),
    clientIDs, postOnly,
    Checks.waitingTimes(
      "cdc-tif-02", source: Citation(old, "advanced orders, time_in_force")),
    Checks.restingFunds(
      "cdc-bal-01", source: Citation(advanced, "balances; private/user-balance")
    ) { look, index in
      guard let slot = look.order.firstIndex(of: index), !look.ticket.options.isEmpty else {
        return nil
      }
      return look.ticket.options[optionName("notional", slot)].flatMap { Decimal($0.description) }
    },
    Checks.openOrders(
      "cdc-cap-01", onInstrument: 200, overall: 1000,
      source: Citation(old, "Rate Limits, open orders")),
    Checks.clock(
      "cdc-clk-01", within: 60_000,
      source: Citation(old, "Response and Reason Codes, 40102 INVALID_NONCE")),
    quantities, exitQuantities, times, options, clientIDsUnused, seedSources, notionals, selfTrades,
    Checks.passiveStopLimit("cdc-all-09", source: Citation(sheet, "Crypto.com §4, passive side")),
    Checks.limitsApart("cdc-all-10", source: Citation(pairs, "price requirements, leg 2 limit")),
  ]

  private static let samples = Citation(new, "create-oco, create-oto and create-otoco, samples")

  /// One rule that asks what several checks ask, for some kinds only.
  private static func legs(
    _ id: String, _ summary: String, _ kinds: [Kind], _ parts: [Rule],
    _ more: @escaping @Sendable (Inspection, inout Report) -> Void, source: Citation
  ) -> Rule {
    Rule(id, summary, kinds: kinds, source: source) { look, report in
      for part in parts { part.check(look, &report) }
      more(look, &report)
    }
  }

  // MARK: The list

  private static let spotOnly = Rule(
    "cdc-list-03", "lists are of spot pairs", source: Citation(page, "create-oto, text")
  ) { look, report in
    if !look.ticket.instrument.isSpot {
      report.error(.instrument, "\(look.ticket.instrument) is not a spot pair")
    } else if let type = look.instrument?.fact("inst_type"), type != "CCY_PAIR" {
      report.error(.instrument, "is a \(type); lists are of spot pairs (CCY_PAIR)")
    }
  }

  private static let pairTypes = Rule(
    "cdc-oco-01", "an OCO has exactly one limit leg and one that waits for a trigger",
    kinds: [.oco], source: Citation(new, "create-oco")
  ) { look, report in
    if look.order.isEmpty { return }
    let found = report.findings.count
    if !look.legs.contains(where: { $0.type == nil }) { oneLimitLeg.check(look, &report) }
    if report.findings.count == found { anyTypes.check(look, &report) }
  }

  private static let oneLimitLeg = Checks.oneLimitLeg("", source: Citation(new, "create-oco"))
  private static let anyTypes = Checks.legTypes("", source: Citation(new, "create-oco"))

  private static func equalQuantities(_ look: Inspection, _ report: inout Report) {
    guard let first = look.legs.first?.quantity else { return }
    for (index, leg) in look.legs.enumerated().dropFirst() {
      guard let quantity = leg.quantity, quantity != first else { continue }
      report.error(
        .leg(index, .quantity), "\(quantity) differs from the first leg's \(first)",
        repair: first.description)
    }
  }

  private static let exitQuantities = Rule(
    "cdc-all-02", "exits have the entry's quantity", kinds: [.oto, .otoco], source: samples
  ) { look, report in
    if isSized(look, 0) { return }
    equalQuantities(look, &report)
  }

  private static let quantities = Rule(
    "cdc-all-01", "every leg has a quantity above zero, or says a notional instead",
    source: Citation(new, "create-order, quantity and notional")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() {
      if let quantity = leg.quantity {
        if quantity.isPositive { continue }
        report.error(
          .leg(index, .quantity), "\(quantity) is not above zero",
          repair: look.instrument?.lot?.description)
      } else if !isSized(look, index) {
        report.error(.leg(index, .quantity), "is missing")
      }
    }
  }

  // MARK: Prices against the market

  private static let around = Rule(
    "cdc-oco-03",
    "an OCO lies around the mark price: limit > mark > trigger to sell, mirrored to buy",
    kinds: [.oco], needs: .mark, source: Citation(pairs, "How do OCO orders work")
  ) { look, report in
    for side in sides { side.check(look, &report) }
  }

  private static let sides = Side.allCases.map { side in
    Checks.pairAroundMarket(
      "", side, needs: .mark, named: "mark price", reference: { $0.mark },
      source: Citation(pairs, "How do OCO orders work"))
  }

  private static let markOnly = Rule(
    "cdc-oco-05", "an OCO's trigger watches the mark price", kinds: [.oco],
    source: Citation(new, "create-oco, ref_price_type")
  ) { look, report in markTriggers(look, &report) }

  private static func markTriggers(_ look: Inspection, _ report: inout Report) {
    for (index, leg) in look.legs.enumerated() {
      guard let source = leg.triggerBy, source != .mark, leg.type?.isContingent == true
      else { continue }
      report.error(
        .leg(index, .triggerBy), "is \(source.rawValue); only the mark price is taken here",
        repair: "mark")
    }
  }

  // MARK: Terms

  /// What the entry's documents of 2025 did not take yet.
  private static func seedEntry(_ look: Inspection, _ report: inout Report) {
    guard look.entry?.leg.type == .market, chosen("entry", look) == "seed" else { return }
    report.error(
      .leg(0, .type), "is market; by the documents of crypto-com.entry=seed it is a limit",
      repair: "limit")
  }

  private static let seedSources = Rule(
    "cdc-all-06", "with crypto-com.entry=seed triggers watch the mark price",
    kinds: [.oto, .otoco],
    source: Citation(page, "Request Params, ref_price_type")
  ) { look, report in
    if chosen("entry", look) == "seed" { markTriggers(look, &report) }
  }

  private static let times = Rule(
    "cdc-all-03", "a limit's time in force is one the venue has",
    source: Citation(new, "create-order, time_in_force")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() {
      guard leg.type?.isLimit == true, let time = leg.timeInForce, words.word(time) == nil
      else { continue }
      report.error(
        .leg(index, .timeInForce), "'\(time.rawValue)' is not gtc, ioc or fok", repair: "gtc")
    }
  }

  private static let postOnly = Rule(
    "cdc-tif-01", "a post-only leg is good till cancelled, and post-only in one way",
    source: Citation(new, "create-order, exec_inst; error 43005")
  ) { look, report in
    let options = spread(look)
    for (slot, index) in look.order.enumerated() {
      let leg = look.legs[index]
      let instructions =
        options.isEmpty ? [] : options[optionName("exec_inst", slot)].map(words) ?? []
      let isPostOnly = leg.type == .limitMaker || instructions.contains(where: isPostOnly)
      if isPostOnly, let time = leg.timeInForce, time != .gtc {
        report.error(
          .leg(index, .timeInForce), "'\(time.rawValue)' is not gtc, which a post-only order is",
          repair: "gtc")
      }
      if instructions.contains("POST_ONLY"), instructions.contains("SMART_POST_ONLY") {
        report.error(
          path(look, "exec_inst", slot), "says POST_ONLY and SMART_POST_ONLY; only one is taken")
      }
    }
  }

  // MARK: Options

  private static func chosen(_ name: String, _ look: Inspection) -> String {
    look.ticket.options.isEmpty ? "" : CryptoCom().choice(name, in: look.ticket.options)
  }

  /// The ticket's options, with those that name no leg said of every leg that carries them.
  private static func spread(_ look: Inspection) -> Options {
    look.ticket.options.isEmpty
      ? look.ticket.options : spread(look.ticket, over: CryptoCom()).options
  }

  /// Where the ticket says a leg's option: for that leg, or for every one.
  private static func path(_ look: Inspection, _ name: String, _ slot: Int) -> FieldPath {
    let own = optionName(name, slot)
    return .option(look.ticket.options[own] == nil ? "crypto-com.\(name)" : own)
  }

  /// Whether a leg says a notional in place of a quantity.
  private static func isSized(_ look: Inspection, _ index: Int) -> Bool {
    guard !look.ticket.options.isEmpty, let slot = look.order.firstIndex(of: index) else {
      return false
    }
    return look.ticket.options[optionName("notional", slot)] != nil
  }

  private static func isExponent(_ value: OptionValue) -> Bool {
    value.description.utf8.contains { $0 | 32 == UInt8(ascii: "e") }
  }

  private static let plainDecimals = Rule(
    "cdc-list-04", "every decimal is written out, without an exponent",
    source: Citation(new, "Request Format, all numbers must be strings")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    for field in look.form?.fields ?? [] where field.isOption && field.type == .decimal {
      guard let value = look.option(field.optionName), isExponent(value) else { continue }
      report.error(
        .option("crypto-com." + field.optionName), "\(value) has an exponent",
        repair: (try? Decimal(jsonNumber: value.description))?.description)
    }
  }

  /// What other rules say of an option is not said again here.
  private static let options = Rule(
    "cdc-all-04", "every option is a parameter of the request, with a value it takes",
    source: Citation(new, "create-order")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    var ticket = look.ticket
    for field in look.form?.fields ?? [] {
      let name = "crypto-com." + field.optionName
      guard let value = ticket.options[name] else { continue }
      let isElsewhere = field.meaning == .legID || field.type == .decimal && isExponent(value)
      if isElsewhere { ticket.options[name] = nil }
    }
    for (name, types) in everyLeg {
      let own = "crypto-com." + name
      guard let value = ticket.options[own] else { continue }
      ticket.options[own] = nil
      let field = look.form?.fields.first { $0.name == name }
      if case .failure(let problem) = field?.value(of: value) {
        report.error(.option(own), problem.reason, repair: problem.repair)
      } else if !look.legs.contains(where: { $0.type.map(types.contains) ?? false }) {
        report.error(.option(own), "no leg of this ticket carries it; \(types.words) legs do")
      }
    }
    for name in Set(legNames(look)) where ticket.options["crypto-com." + name] != nil {
      ticket.options["crypto-com." + name] = nil
      report.error(
        .option("crypto-com." + name), "belongs to one leg; its name is order_list[0].\(name)")
    }
    let rest = Inspection(venue: CryptoCom(), ticket: ticket, instrument: look.instrument)
    parameters.check(rest, &report)
  }

  /// Parameters that an option must say of one leg.
  private static func legNames(_ look: Inspection) -> [String] {
    look.form?.fields.filter { $0.isOption && $0.container != .top }.map(\.name) ?? []
  }

  private static let parameters = Checks.options(
    "", venue: VenueChoices(choices: choiceTable, forms: Array(formTable.prefix(3))),
    source: Citation(new, "create-order"))

  private static let clientIDs = Rule(
    "cdc-cid-01", "every leg has a client id of at most 36 characters, different from the others'",
    source: Citation(new, "create-order, client_oid; error 204")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    var seen: [String] = []
    var isMissing = false
    for slot in look.order.indices {
      let name = optionName("client_oid", slot)
      guard let value = look.ticket.options[name] else {
        isMissing = true
        continue
      }
      let id = value.description
      if case .text = value {} else { report.error(.option(name), "is not a string") }
      if let problem = Field.problem(id, maximum: 36, .ascii) {
        let isASCII = !id.isEmpty && id.utf8.allSatisfy { (32..<127).contains($0) }
        report.error(.option(name), problem, repair: isASCII ? String(id.prefix(36)) : nil)
      } else if seen.contains(id) {
        report.error(.option(name), "'\(id)' is the id of another leg too")
      }
      seen.append(id)
    }
    if isMissing, chosen("ids", look) == "venue" {
      report.warning(
        .option("crypto-com.ids"),
        "a leg without an id is given the nonce for one, and two such legs can clash",
        repair: "tandem")
    }
  }

  private static let clientIDsUnused = Rule(
    "cdc-all-05", "no client id is that of an open order", needs: .usedIDs,
    source: Citation(old, "Response and Reason Codes, 204 DUPLICATE_CLORDID")
  ) { Checks.unusedIDs($0, of: "an open order", &$1) }

  private static let notionals = Rule(
    "cdc-all-07",
    "a notional is said only of a buy that executes at the market, and is worth the least",
    source: Citation(new, "create-order, notional")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    for (slot, index) in look.order.enumerated() where isSized(look, index) {
      let leg = look.legs[index]
      let name = optionName("notional", slot)
      if leg.side != .buy || leg.type?.isMarket != true {
        report.error(.option(name), "the leg is not a buy that executes at the market")
      } else if let text = look.ticket.options[name]?.description, let notional = Decimal(text),
        let least = look.instrument?.minimumNotional, notional < least
      {
        report.error(
          .option(name), "\(notional) is below the least, \(least)", repair: least.description)
      }
    }
  }

  private static let selfTrades = Rule(
    "cdc-all-08", "stp_scope comes with stp_inst, and stp_id is 0 to 32767",
    source: Citation(new, "create-order, stp_inst and stp_id")
  ) { look, report in
    let options = spread(look)
    if options.isEmpty { return }
    for slot in look.order.indices {
      if options[optionName("stp_scope", slot)] != nil, options[optionName("stp_inst", slot)] == nil
      {
        report.error(path(look, "stp_scope", slot), "is said without stp_inst")
      }
      if let id = options[optionName("stp_id", slot)], let number = Int(id.description),
        number > 32_767
      {
        report.error(
          path(look, "stp_id", slot), "\(number) is not between 0 and 32767", repair: "32767")
      }
    }
  }
}
