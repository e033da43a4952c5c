import Exact

/// What one venue demands of orders in one instrument.
///
/// A nil is a demand that is not known or not made; a zero step or bound switches its check off, as
/// the venues do themselves.
public struct InstrumentRules: Hashable, Sendable {
  public var instrument: Instrument
  /// The venue's own spelling.
  public var symbol: String
  /// Prices are multiples of this.
  public var tick: Decimal?
  /// Quantities are multiples of this.
  public var lot: Decimal?
  public var minimumPrice: Decimal?
  public var maximumPrice: Decimal?
  public var minimumQuantity: Decimal?
  public var maximumQuantity: Decimal?
  /// Price times quantity, in the quote currency.
  public var minimumNotional: Decimal?
  public var maximumNotional: Decimal?
  /// For legs that execute at the market, where the venue has a step and bounds of their own.
  public var marketLot: Decimal?
  public var minimumMarketQuantity: Decimal?
  public var maximumMarketQuantity: Decimal?
  /// Digits after the point that the venue reads.
  public var priceDigits: Int?
  public var quantityDigits: Int?
  /// Money per point and contract, for futures.
  public var valuePerPoint: Decimal?
  /// The venue's word for the instrument's state, and whether it takes new orders in it.
  public var status: String?
  public var isTradable: Bool
  /// The order types the venue lists for the instrument, in its own words; empty when it lists
  /// none.
  public var orderTypes: [String]
  /// Further facts in the venue's own words: `ocoAllowed`, `MAX_NUM_ALGO_ORDERS`, ….
  public var facts: [Fact]

  /// One further fact, by the venue's own name for it.
  public struct Fact: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    instrument: Instrument, symbol: String, tick: Decimal? = nil, lot: Decimal? = nil,
    status: String? = nil, isTradable: Bool = true
  ) {
    self.instrument = instrument
    self.symbol = symbol
    self.tick = tick
    self.lot = lot
    self.status = status
    self.isTradable = isTradable
    orderTypes = []
    facts = []
  }

  public func fact(_ name: String) -> String? { facts.first { $0.name == name }?.value }

  /// A fact that is a decimal: a multiplier, a limit.
  public func decimalFact(_ name: String) -> Decimal? { fact(name).flatMap(Decimal.init) }

  /// A fact that is a yes or a no; nil when the venue does not say.
  public func flag(_ name: String) -> Bool? { fact(name).map { $0 == "true" } }
}
