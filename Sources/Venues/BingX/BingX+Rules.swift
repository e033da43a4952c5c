import Exact
import Orders

// bx-oco-09 says what is not checked: minQty and maxQty are deprecated; bx-oco-07 leaves them out.
// bx-oco-20 is about cancelling, which is no part of a ticket: `drafts` and its tests hold to it.
extension BingX {
  /// Every check of a ticket.
  public var rules: [Rule] { Self.ruleTable }

  static let ruleTable: [Rule] = [
    Checks.legCount("bx-all-01", source: Citation(page, "Create an OCO Order")),
    Checks.legTypes(
      "bx-all-02", source: Citation(page, "Response Parameters, orderType: ocoLimit and ocoTps")),
    Checks.oneLimitLeg(
      "bx-all-03", source: Citation(page, "Request Parameters, limitPrice and triggerPrice")),
    Checks.sides("bx-all-04", source: Citation(page, "Request Parameters, side")),
    Checks.equalQuantities("bx-all-05", source: Citation(page, "Request Parameters, quantity")),
    Checks.options(
      "bx-all-06", venue: VenueChoices(choices: choiceTable, forms: formTable),
      source: Citation(page, "Request Parameters")),
    idsUnused, restingOrders, listed, sideOpen,
    around("bx-oco-03", .sell), around("bx-oco-04", .buy), numbersPresent,
    Checks.ticks(
      "bx-oco-06", source: Citation(site, "symbols, tickSize; place order, precision is cut off")),
    lots,
    Checks.notionals("bx-oco-08", source: Citation(site, "symbols, minNotional and maxNotional")),
    clientIDs, listID, Checks.passiveStopLimit("bx-oco-12", source: Citation(sheet, "BingX §4")),
    priceBand, funds, freshPrice, clockSkew, pace, digits, clearLine,
  ]

  private static func around(_ id: String, _ side: Side) -> Rule {
    Checks.pairAroundMarket(
      id, side, needs: .last, named: "last price", reference: { $0.last },
      source: Citation(help, "how the prices of a \(side.rawValue) must lie"))
  }

  // MARK: The instrument

  private static let listed = Rule(
    "bx-oco-01", "the pair is spelled in capitals and digits, listed, and online",
    source: Citation(skills, "spot-trade, symbols, status; place order, symbol")
  ) { look, report in
    if case .spot(let base, let quote) = look.ticket.instrument {
      let isSpelled =
        base.utf8.allSatisfy { isCapital($0) || isDigit($0) } && quote.utf8.allSatisfy(isCapital)
      if !isSpelled {
        report.error(
          .instrument, "BingX spells pairs in capitals A to Z, and digits before the hyphen")
      } else if base.utf8.count + 1 + quote.utf8.count > 20 {
        report.error(.instrument, "BingX's pairs have at most 20 characters")
      }
    } else {
      report.error(.instrument, "\(look.ticket.instrument) is no spot pair")
      return
    }
    guard let rules = look.instrument else {
      report.note(.instrument, "not checked whether it is listed: no rules of this instrument")
      return
    }
    if !rules.isTradable {
      report.error(.instrument, "\(look.ticket.instrument) is not open for trading")
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

  private static let sideOpen = Rule(
    "bx-oco-02", "the pair takes orders on this side by API", needs: .instrument,
    source: Citation("ccxt", "symbols, apiStateBuy and apiStateSell")
  ) { look, report in
    guard let side = look.legs.first?.side,
      look.instrument?.flag(side == .sell ? "apiStateSell" : "apiStateBuy") == false
    else { return }
    report.error(.side, "the pair takes no \(side.rawValue) orders by API")
  }

  // MARK: Numbers

  private static let numbersPresent = Rule(
    "bx-oco-05", "quantity, limit price, trigger and order price are there, and above zero",
    source: Citation(page, "Request Parameters, Required")
  ) { look, report in
    for check in numberChecks { check(look, &report) }
  }

  private static let numberChecks: [@Sendable (Inspection, inout Report) -> Void] = {
    let source = Citation(page, "Request Parameters, Required")
    let parts = [
      Checks.prices("bx-oco-05", source: source), Checks.triggers("bx-oco-05", source: source),
      Checks.quantities("bx-oco-05", source: source),
    ]
    return parts.map(\.check)
  }()

  private static let lots = Rule(
    "bx-oco-07", "the quantity is a multiple of the step", needs: .instrument,
    source: Citation(site, "symbols, stepSize; place order, precision is cut off")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() {
      guard let quantity = leg.quantity, quantity.isPositive else { continue }
      Checks.step(
        .leg(index, .quantity), quantity, look.instrument?.lot, nil, nil, "step", &report)
    }
  }

  private static let priceBand = Rule(
    "bx-oco-13", "both prices lie between a fifth and five times the last price", .warning,
    needs: .last, source: Citation(skills, "error codes, 100440, sample text")
  ) { look, report in
    guard let last = look.market.last, let most = try? last * 5,
      let least = try? last * fifth
    else { return }
    let tick = look.instrument?.tick ?? .zero
    for (index, leg) in look.legs.enumerated() {
      guard let price = leg.price, price.isPositive, price < least || price > most else { continue }
      let isLow = price < least
      let edge = try? (isLow ? least : most).rounded(to: tick, isLow ? .up : .down)
      report.warning(
        .leg(index, .price),
        isLow
          ? "\(price) is below \(least), a fifth of the last price: BingX may refuse it"
          : "\(price) is above \(most), five times the last price: BingX may refuse it",
        repair: edge?.description)
    }
  }

  private static let fifth = Decimal(mantissa: 2, scale: 1) ?? .zero

  /// The parameters are typed float64.
  ///
  /// What that type cannot hold, the venue prints differently from
  /// what was signed.
  private static let digits = Rule(
    "bx-oco-18", "numbers have no more digits than the venue's float64 holds, 15", .warning,
    source: Citation(page, "Request Parameters, float64")
  ) { look, report in
    for (index, leg) in look.legs.enumerated() {
      tooPrecise(leg.price, .leg(index, .price), &report)
      tooPrecise(leg.trigger, .leg(index, .trigger), &report)
      tooPrecise(leg.quantity, .leg(index, .quantity), &report)
    }
  }

  private static func tooPrecise(
    _ value: Decimal?, _ field: FieldPath, _ report: inout Report
  ) {
    guard let value, value.mantissa.magnitude >= 1_000_000_000_000_000 else { return }
    var digits = 15
    var rest = value.mantissa.magnitude / 1_000_000_000_000_000
    while rest > 0 {
      digits += 1
      rest /= 10
    }
    let kept = value.fractionDigits - (digits - 15)
    report.warning(
      field, "\(value) has \(digits) digits; BingX's float64 holds 15",
      repair: kept < 0 ? nil : (try? value.rounded(digits: kept, .down))?.description)
  }

  // MARK: Ids

  private static let idNames = ["listClientOrderId", "aboveClientOrderId", "belowClientOrderId"]

  private static let clientIDs = Rule(
    "bx-oco-10", "each client id is 1 to 18 digits, and no two are the same",
    source: Citation(page, "Request Parameters, listClientOrderId: only numeric strings")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    for (index, name) in idNames.enumerated() {
      guard case .text(let id) = look.option(name) else { continue }
      if id.utf8.contains(where: isSeparator) { continue }
      if let problem = Field.problem(id, maximum: 18, .digits) {
        report.error(.option("bingx." + name), problem)
      } else if let other = idNames[..<index].first(where: { look.option($0) == .text(id) }) {
        report.error(.option("bingx." + name), "is the same as \(other)")
      }
    }
  }

  private static let idsUnused = Rule(
    "bx-all-07", "no client id is that of an open list or order", needs: .usedIDs,
    source: Citation(page, "Request Parameters, listClientOrderId: unique")
  ) { Checks.unusedIDs($0, &$1) }

  private static let listID = Rule(
    "bx-oco-11", "the list has an id of ours, by which a lost answer can be looked for", .warning,
    source: Citation(sheet, "BingX §8, unknown outcome")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    guard look.option("ids") == .text("venue"), look.option("listClientOrderId") == nil
    else { return }
    report.warning(
      .option("bingx.ids"),
      "without an id of ours a list whose answer is lost cannot be looked for",
      repair: "tandem")
  }

  private static let clearLine = Rule(
    "bx-oco-19", "no value holds & = ? # or a line break, which would blur what is signed",
    source: Citation(skills, "authentication, parameter values")
  ) { look, report in
    if look.ticket.options.isEmpty { return }
    for name in idNames {
      guard case .text(let text) = look.option(name),
        text.utf8.contains(where: isSeparator)
      else { continue }
      report.error(.option("bingx." + name), "has one of & = ? # or a line break")
    }
  }

  // MARK: Market and account

  private static let funds = Rule(
    "bx-oco-14", "the account has the quantity, or what the dearer of the two prices costs",
    needs: .balances, source: Citation(sheet, "BingX §4, funds; balance, free")
  ) { look, report in
    guard look.legs.first?.side == .sell else {
      return Checks.funds(look, severity: .error, &report)
    }
    guard let base = look.ticket.instrument.base, let quantity = look.legs.first?.quantity,
      case let free = look.account.balance(of: base)?.free ?? .zero, free < quantity
    else { return }
    // The request has one quantity: less helps only where the ticket, too, says it once.
    let isShared = look.ticket.legs.allSatisfy { $0.quantity == nil }
    let fitted = try? free.rounded(to: look.instrument?.lot ?? .zero, .down)
    report.error(
      isShared ? .quantity : .leg(0, .quantity), "needs \(quantity) \(base), and \(free) is free",
      repair: isShared && fitted?.isPositive == true ? fitted?.description : nil)
  }

  private static let freshPrice = Rule(
    "bx-oco-15", "the last price is at most 5 seconds old when the legs are compared with it",
    needs: .priceAge, source: Citation(sheet, "BingX §11")
  ) { look, report in
    guard let age = look.market.ageMilliseconds, age > 5000 else { return }
    report.error(.market, "the last price is \(age) ms old; 5000 is the most")
  }

  private static let clockSkew = Rule(
    "bx-oco-16", "our clock is less than recvWindow from the venue's", needs: .clock,
    source: Citation(site, "authentication, recvWindow; error 100421")
  ) { look, report in
    guard let offset = look.account.clockOffsetMilliseconds else { return }
    var window: Int64 = 5000
    if !look.ticket.options.isEmpty, let option = look.option("recvWindow"),
      let chosen = Int64(option.description)
    {
      window = chosen
    }
    if offset.magnitude >= window.magnitude {
      report.error(
        .account, "the clock is \(offset) ms from the venue's; it refuses \(window) and more")
    }
  }

  private static let pace = Rule(
    "bx-oco-17", "a second has passed since the last list: one order twice in it is refused",
    needs: .pace,
    source: Citation(page, "rate limitation, 2/s; error 100400, once per second")
  ) { look, report in
    guard let passed = look.account.millisecondsSinceLastPlacement, passed < 1000 else { return }
    report.error(
      .account, "the last list was sent \(passed) ms ago; BingX refuses one order twice in a second"
    )
  }

  private static let restingOrders = Rule(
    "bx-all-08", "at most 1000 limit orders rest, and a list adds one", needs: .openOrders,
    source: Citation(skills, "error codes, 100421")
  ) { look, report in
    guard let open = look.account.openOrdersOverall ?? look.account.openOrders, open >= 1000
    else { return }
    report.error(.account, "\(open) orders rest already; BingX takes 1000")
  }
}
