import Exact
import Orders

extension Binance {
  /// The pairs of the paper exchange.
  public var instruments: [InstrumentRules] { Self.catalogue }

  // BTCUSDT is the sheet's row of exchangeInfo; the others are the paper exchange's own.
  static let catalogue: [InstrumentRules] = [
    row("BTC", "USDT", tick: "0.01", lot: "0.00001", most: "9000", mostAtMarket: "100"),
    row("ETH", "USDT", tick: "0.01", lot: "0.0001", most: "90000", mostAtMarket: "3000"),
    row("SOL", "USDT", tick: "0.01", lot: "0.001", most: "900000", mostAtMarket: "40000"),
    row("BTC", "USD", tick: "0.01", lot: "0.00001", most: "9000", mostAtMarket: "100"),
  ].compactMap { $0 }

  private static func row(
    _ base: String, _ quote: String, tick: String, lot: String, most: String, mostAtMarket: String
  ) -> InstrumentRules? {
    var rules = InstrumentRules(
      instrument: .spot(base: base, quote: quote), symbol: base + quote, tick: Decimal(tick),
      lot: Decimal(lot), status: "TRADING")
    rules.minimumPrice = Decimal("0.01")
    rules.maximumPrice = Decimal("1000000")
    rules.minimumQuantity = Decimal(lot)
    rules.maximumQuantity = Decimal(most)
    // A zero switches the step and the bound off (filters.md, MARKET_LOT_SIZE).
    rules.marketLot = .zero
    rules.minimumMarketQuantity = .zero
    rules.maximumMarketQuantity = Decimal(mostAtMarket)
    rules.minimumNotional = Decimal(5)
    rules.maximumNotional = Decimal(9_000_000)
    // The precisions of both assets (exchangeInfo).
    rules.priceDigits = 8
    rules.quantityDigits = 8
    rules.orderTypes = [
      "LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT", "TAKE_PROFIT",
      "TAKE_PROFIT_LIMIT",
    ]
    rules.facts = facts.map { InstrumentRules.Fact($0.0, $0.1) }
    return rules
  }

  // In exchangeInfo's own words: a symbol's fields, and the parameters of its filters. A filter
  // with one number goes by its own name.
  private static let facts = [
    ("baseAssetPrecision", "8"), ("quoteAssetPrecision", "8"), ("icebergAllowed", "true"),
    ("ocoAllowed", "true"), ("otoAllowed", "true"), ("opoAllowed", "true"),
    ("allowTrailingStop", "true"), ("amendAllowed", "true"), ("pegInstructionsAllowed", "true"),
    ("ICEBERG_PARTS", "100"), ("minTrailingAboveDelta", "10"), ("maxTrailingAboveDelta", "2000"),
    ("minTrailingBelowDelta", "10"), ("maxTrailingBelowDelta", "2000"), ("bidMultiplierUp", "5"),
    ("bidMultiplierDown", "0.2"), ("askMultiplierUp", "5"), ("askMultiplierDown", "0.2"),
    ("MAX_NUM_ORDERS", "200"), ("MAX_NUM_ORDER_LISTS", "20"), ("MAX_NUM_ALGO_ORDERS", "5"),
    ("MAX_NUM_ORDER_AMENDS", "10"), ("defaultSelfTradePreventionMode", "EXPIRE_MAKER"),
    (
      "allowedSelfTradePreventionModes",
      "EXPIRE_TAKER,EXPIRE_MAKER,EXPIRE_BOTH,DECREMENT,TRANSFER"
    ),
  ]
}
