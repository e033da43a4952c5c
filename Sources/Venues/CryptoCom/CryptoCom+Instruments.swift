import Exact
import Orders

extension CryptoCom {
  /// The pairs of the paper exchange.
  public var instruments: [InstrumentRules] { Self.catalogue }

  // The documents print no spot row of get-instruments: steps and the most are the paper
  // exchange's own.
  static let catalogue: [InstrumentRules] = [
    row("BTC", "USDT", tick: "0.01", lot: "0.00001"),
    row("ETH", "USDT", tick: "0.01", lot: "0.0001"),
    row("SOL", "USDT", tick: "0.001", lot: "0.001"),
    row("BTC", "USD", tick: "0.01", lot: "0.00001"),
  ]

  private static func row(
    _ base: String, _ quote: String, tick: String, lot: String
  ) -> InstrumentRules {
    var rules = InstrumentRules(
      instrument: .spot(base: base, quote: quote), symbol: base + "_" + quote,
      tick: Decimal(tick), lot: Decimal(lot))
    rules.minimumQuantity = rules.lot
    rules.minimumNotional = minimumNotional(quote)
    rules.maximumNotional = Decimal("5000000")
    rules.facts = [.init("inst_type", "CCY_PAIR")]
    return rules
  }

  /// The least a spot order is worth is 1 USD (Minimum Order Size FAQ; get-risk-parameters,
  /// min_order_notional_usd); only where the quote counts dollars is that a bound on price times
  /// quantity.
  static func minimumNotional(_ quote: String) -> Decimal? {
    ["USD", "USDT", "USDC"].contains(quote) ? .one : nil
  }
}
