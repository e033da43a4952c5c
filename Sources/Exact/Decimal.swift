/// An exact decimal number, always in canonical form.
///
/// The value is `mantissa × 10^-scale`. There is one form for each value: a fraction carries no
/// trailing zero and zero has scale 0, so equality and hashing are plain memberwise comparisons.
@frozen
public struct Decimal: Hashable, Sendable {
  /// All digits as one integer; its magnitude is below 10^38.
  public let mantissa: Int128
  /// How many of the digits stand after the point, 0...38.
  public let scale: Int

  /// The most digits a value can have, and the most that can stand after its point.
  public static let maxDigits = 38
  /// The number 0.
  public static let zero = Decimal(canonical: 0, scale: 0)
  /// The number 1.
  public static let one = Decimal(canonical: 1, scale: 0)

  /// For callers that hold the canonical form already.
  @inlinable
  init(canonical mantissa: Int128, scale: Int) {
    self.mantissa = mantissa
    self.scale = scale
  }

  /// Makes a whole number.
  @inlinable
  public init(_ value: Int) {
    self.init(canonical: Int128(value), scale: 0)
  }

  /// Makes `mantissa × 10^-scale`, or nil when that has more digits than fit.
  public init?(mantissa: Int128, scale: Int) {
    if mantissa == 0 {
      self = .zero
    } else if scale < 0 {
      guard scale >= -Self.maxDigits else { return nil }
      let wide = Wide(product: mantissa.magnitude, powerOfTen(-scale))
      self.init(negative: mantissa < 0, magnitude: wide, scale: 0)
    } else {
      self.init(negative: mantissa < 0, magnitude: mantissa.magnitude, scale: scale)
    }
  }

  /// Canonicalises a magnitude that may be too large or end in zeros.
  init?(negative: Bool, magnitude: UInt128, scale: Int) {
    var magnitude = magnitude
    var scale = magnitude == 0 ? 0 : scale
    while scale > 0 {
      // Most values are small, and 64-bit division is several times faster than 128-bit division.
      if magnitude <= UInt128(UInt64.max) {
        let (quotient, remainder) = UInt64(truncatingIfNeeded: magnitude)
          .quotientAndRemainder(dividingBy: 10)
        guard remainder == 0 else { break }
        magnitude = UInt128(quotient)
      } else {
        let (quotient, remainder) = magnitude.quotientAndRemainder(dividingBy: 10)
        guard remainder == 0 else { break }
        magnitude = quotient
      }
      scale -= 1
    }
    guard scale <= Self.maxDigits, magnitude < powerOfTen(Self.maxDigits) else { return nil }
    let signed = Int128(truncatingIfNeeded: magnitude)
    self.init(canonical: negative ? 0 &- signed : signed, scale: scale)
  }

  /// Canonicalises a magnitude of up to 256 bits.
  init?(negative: Bool, magnitude: Wide, scale: Int) {
    var magnitude = magnitude
    var scale = scale
    while magnitude.high != 0 {
      let (quotient, remainder) = magnitude.dividedByTen()
      guard scale > 0, remainder == 0 else { return nil }
      magnitude = quotient
      scale -= 1
    }
    self.init(negative: negative, magnitude: magnitude.low, scale: scale)
  }
}

extension Decimal {
  /// The number with the other sign.
  @inlinable
  public var negated: Decimal { Decimal(canonical: 0 &- mantissa, scale: scale) }

  /// The number without its sign.
  @inlinable
  public var magnitude: Decimal { mantissa < 0 ? negated : self }

  /// Whether this is 0.
  @inlinable
  public var isZero: Bool { mantissa == 0 }

  /// Whether this is below 0.
  @inlinable
  public var isNegative: Bool { mantissa < 0 }

  /// Whether this is above 0.
  @inlinable
  public var isPositive: Bool { mantissa > 0 }

  /// Whether nothing stands after the point.
  @inlinable
  public var isInteger: Bool { scale == 0 }

  /// How many digits stand before the point when it is written out; 0.5 has one.
  public var integerDigits: Int {
    var rest = mantissa.magnitude / powerOfTen(scale)
    var count = 1
    while rest >= 10 {
      rest /= 10
      count += 1
    }
    return count
  }

  /// How many digits stand after the point when it is written out.
  @inlinable
  public var fractionDigits: Int { scale }

  /// The value as a machine integer, when it is whole and fits.
  @inlinable
  public var int64: Int64? { scale == 0 ? Int64(exactly: mantissa) : nil }
}

extension Decimal: ExpressibleByIntegerLiteral {
  /// Makes a whole number from a literal.
  @inlinable
  public init(integerLiteral value: Int) {
    self.init(value)
  }
}

/// A result that has more digits than a ``Decimal`` can hold.
public struct Overflow: Error, Equatable, CustomStringConvertible {
  /// Makes the error.
  public init() {}

  /// A sentence fragment that can stand after the name of a field.
  public var description: String { "needs more than \(Decimal.maxDigits) digits" }
}
