import Exact
import Orders

extension KuCoin {
  public var instruments: [InstrumentRules] { Self.catalogue }

  // BTC-USDT is the sheet's example row of GET /api/v2/symbols; the others are the paper exchange's
  // own.
  static let catalogue: [InstrumentRules] = [
    row("BTC", "USDT", tick: "0.1", lot: "0.00000001", least: "0.00001"),
    row("ETH", "USDT", tick: "0.01", lot: "0.0000001", least: "0.0001"),
    row("SOL", "USDT", tick: "0.001", lot: "0.0001", least: "0.01"),
    row("BTC", "USD", tick: "0.1", lot: "0.00000001", least: "0.00001"),
  ].compactMap { $0 }

  private static func row(
    _ base: String, _ quote: String, tick: String, lot: String, least: String
  ) -> InstrumentRules? {
    var rules = InstrumentRules(
      instrument: .spot(base: base, quote: quote), symbol: base + "-" + quote,
      tick: Decimal(tick), lot: Decimal(lot), status: "enableTrading")
    rules.minimumQuantity = Decimal(least)
    rules.maximumQuantity = Decimal("10000000000")
    rules.minimumNotional = Decimal("0.1")
    rules.facts = [.init("priceLimitRate", "0.1")]
    return rules
  }
}
