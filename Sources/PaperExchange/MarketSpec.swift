import Exact
import Orders

/// One market as it is set up, and the rim between decimals and the engine's integers.
public struct MarketSpec: Hashable, Sendable {
  /// What trading costs.
  public struct Commission: Hashable, Sendable {
    /// In what it is taken.
    public enum Taken: String, Hashable, Sendable {
      /// In what the trade brings: a buyer receives less than was bought.
      case received
      /// In the quote currency, on top of a buyer's price.
      case quote
    }

    /// Millionths of the amount.
    public var maker: Int64
    public var taker: Int64
    public var taken: Taken

    public init(maker: Int64, taker: Int64, taken: Taken) {
      self.maker = maker
      self.taker = taker
      self.taken = taken
    }

    public static let none = Commission(maker: 0, taker: 0, taken: .received)
  }

  public let instrument: Instrument
  public let tick: Decimal
  public let lot: Decimal
  /// Lots; 0 is no bound.
  public var minimumQuantity: Int64 = 0
  public var maximumQuantity: Int64 = 0
  /// In the quote currency; nil is no bound.
  public var minimumNotional: Decimal?
  public var commission: Commission
  /// Money a point and contract, for futures.
  public let valuePerPoint: Decimal
  /// What futures are settled in.
  public let settlement: String

  /// Why an instrument cannot be a market here.
  public enum Refusal: Error, Hashable, Sendable {
    case noTick
    case noLot
    /// More than 18 digits behind the point.
    case tooFine
    /// More than a million for a tick and lot.
    case tooCoarse
    case rates
  }

  /// A future without a value per point is worth its price.
  public init(
    _ rules: InstrumentRules, commission: Commission = .none, settlement: String = "USD"
  ) throws(Refusal) {
    guard let tick = rules.tick, tick.isPositive else { throw .noTick }
    guard let lot = rules.lot, lot.isPositive else { throw .noLot }
    let digits = tick.scale + lot.scale + (rules.valuePerPoint?.scale ?? 0)
    guard max(digits, rules.minimumNotional?.scale ?? 0) <= 18 else { throw .tooFine }
    guard let worth = try? tick * lot * (rules.valuePerPoint ?? .one), worth.isPositive,
      max(worth, lot) <= 1_000_000
    else { throw .tooCoarse }
    let rates = 0...100_000 as ClosedRange<Int64>
    guard rates.contains(commission.maker), rates.contains(commission.taker) else { throw .rates }
    instrument = rules.instrument
    self.tick = tick
    self.lot = lot
    self.commission = commission
    self.settlement = settlement
    valuePerPoint = rules.valuePerPoint ?? .one
    minimumNotional = rules.minimumNotional
    minimumQuantity = rules.minimumQuantity.flatMap { Self.count($0, of: lot, .up) } ?? 0
    maximumQuantity = rules.maximumQuantity.flatMap { Self.count($0, of: lot, .down) } ?? 0
  }

  /// A price in ticks; nil when it is no multiple of the tick, not positive, or too large.
  public func ticks(_ price: Decimal) -> Int64? {
    price.isMultiple(of: tick) ? Self.count(price, of: tick, .down) : nil
  }

  /// A quantity in lots; nil when it is no multiple of the lot, not positive, or too large.
  public func lots(_ quantity: Decimal) -> Int64? {
    quantity.isMultiple(of: lot) ? Self.count(quantity, of: lot, .down) : nil
  }

  /// A number of ticks as a price.
  public func price(_ ticks: Int64) -> Decimal {
    Decimal(mantissa: Int128(ticks) * tick.mantissa, scale: tick.scale) ?? .zero
  }

  /// A number of lots as a quantity.
  public func quantity(_ lots: Int64) -> Decimal {
    Decimal(mantissa: Int128(lots) * lot.mantissa, scale: lot.scale) ?? .zero
  }

  /// Larger numbers of ticks or lots than any market has, and small enough that no product of two
  /// and a unit overflows.
  public static let bound: Int64 = 1_000_000_000_000

  private static func count(_ value: Decimal, of step: Decimal, _ way: Rounding) -> Int64? {
    guard let quotient = try? value.divided(by: step, digits: 0, way),
      let count = quotient.int64, count > 0, count <= bound
    else { return nil }
    return count
  }
}
