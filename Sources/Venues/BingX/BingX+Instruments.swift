import Exact
import Orders

extension BingX {
  /// The pairs of the paper exchange.
  public var instruments: [InstrumentRules] { Self.catalogue }

  // BTC-USDT is the example row of GET /openApi/spot/v1/common/symbols; the others are the paper
  // exchange's own. minQty and maxQty of that row are deprecated, and left out on purpose.
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
      instrument: .spot(base: base, quote: quote), symbol: base + "-" + quote,
      tick: Decimal(tick), lot: Decimal(lot), status: "1")
    rules.minimumNotional = 5
    rules.maximumNotional = 500_000
    rules.facts = [.init("apiStateBuy", "true"), .init("apiStateSell", "true")]
    return rules
  }
}
