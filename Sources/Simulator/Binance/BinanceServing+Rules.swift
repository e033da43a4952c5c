import Orders
import Venues

// From the venue's rules to Binance's words.

/// What a rule found, for the words it is told in.
struct FoundFault {
  let finding: Finding
  let form: BinanceForm
  let call: BinanceCall

  /// The parameter that the finding is about.
  var parameter: String {
    guard case .legField(let leg, let field) = finding.field,
      form.form.slots.indices.contains(leg)
    else { return "" }
    let meaning: Field.Meaning =
      switch field {
      case .price: .price
      case .trigger: .trigger
      default: .quantity
      }
    return form.form.fields.first { $0.meaning == meaning && $0.slots.contains(leg) }?.name ?? ""
  }

  /// The type that a symbol does not list.
  var unsupported: BinanceFault {
    guard case .legField(let leg, _) = finding.field, form.form.slots.indices.contains(leg) else {
      return .composition
    }
    return Self.unsupported(call.values[form.name(leg, "Type")] ?? "")
  }

  /// "Stop loss orders are not supported for this symbol." (-1013 as ccxt's issue 5966 shows).
  static func unsupported(_ word: String) -> BinanceFault {
    let words = word.lowercased().split(separator: "_").joined(separator: " ")
    return BinanceFault(
      -1013,
      words.prefix(1).uppercased() + words.dropFirst()
        + " orders are not supported for this symbol.")
  }
}

extension BinanceServing {
  /// One of the venue's rules, and what Binance says where it is broken.
  struct RuleFault: Sendable {
    let rule: String
    /// It speaks of a leg by itself, so it counts for an order by itself, too.
    let isOfLegs: Bool
    /// Ours warns, for it does not know the venue's average price; the venue refuses.
    let countsWarnings: Bool
    let fault: @Sendable (FoundFault) -> BinanceFault

    init(
      _ rule: String, ofLegs: Bool = false, warnings: Bool = false,
      _ fault: @escaping @Sendable (FoundFault) -> BinanceFault
    ) {
      self.rule = rule
      isOfLegs = ofLegs
      countsWarnings = warnings
      self.fault = fault
    }
  }

  /// In the order in which Binance looks: the list, precision, filters (sheet, section 8.2).
  ///
  /// What the engine refuses (prices around the market, funds) is left to the engine.
  static let ruleFaults: [RuleFault] = [
    RuleFault("bn-oco-01") { _ in .closed },
    RuleFault("bn-oco-02") { _ in .rejected("OCO orders are not supported for this symbol") },
    RuleFault("bn-oto-01") { _ in .rejected("OTO orders are not supported for this symbol.") },
    RuleFault("bn-all-10") { _ in .rejected("OPO orders are not supported for this symbol.") },
    RuleFault("bn-oco-03") { $0.unsupported },
    RuleFault("bn-all-11") { _ in .noPegs },
    RuleFault("bn-stp-01") { _ in
      .rejected("This symbol does not allow the specified self-trade prevention mode.")
    },
    RuleFault("bn-qty-04", ofLegs: true) { .precision($0.parameter) },
    RuleFault("bn-px-01", ofLegs: true) { _ in .filter("PRICE_FILTER") },
    RuleFault("bn-px-02", ofLegs: true, warnings: true) { _ in .filter("PERCENT_PRICE_BY_SIDE") },
    RuleFault("bn-qty-01", ofLegs: true) { _ in .filter("LOT_SIZE") },
    RuleFault("bn-qty-02", ofLegs: true) { _ in .filter("MARKET_LOT_SIZE") },
    RuleFault("bn-qty-03", ofLegs: true) { _ in .filter("NOTIONAL") },
    RuleFault("bn-trl-01", ofLegs: true) { _ in .filter("TRAILING_DELTA") },
    RuleFault("bn-cnt-01") { _ in .filter("MAX_NUM_ORDER_LISTS") },
    RuleFault("bn-cnt-02") { _ in .filter("MAX_NUM_ALGO_ORDERS") },
    RuleFault("bn-cnt-03") { _ in .filter("MAX_NUM_ORDERS") },
  ]
}
