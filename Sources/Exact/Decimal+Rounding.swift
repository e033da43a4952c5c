/// Where a number goes that lies between two allowed ones.
public enum Rounding: Sendable, CaseIterable {
  /// Toward minus infinity.
  case down
  /// Toward plus infinity.
  case up
  /// Toward zero, which cuts digits off.
  case towardZero
  /// Away from zero.
  case awayFromZero
  /// To the nearer one; half goes away from zero.
  case nearest

  /// Whether a magnitude `remainder / divisor` above a multiple goes to the next larger one.
  func goesAway(negative: Bool, remainder: Wide, divisor: Wide) -> Bool {
    if remainder == Wide(low: 0) { return false }
    switch self {
    case .down: return negative
    case .up: return !negative
    case .towardZero: return false
    case .awayFromZero: return true
    case .nearest: return !(remainder < divisor.subtracting(remainder))
    }
  }
}

extension Decimal {
  /// The neighbouring multiple of a step; a step of zero leaves the number as it is.
  public func rounded(to step: Decimal, _ direction: Rounding) throws(Overflow) -> Decimal {
    if isMultiple(of: step) { return self }
    let common = max(scale, step.scale)
    let value = Wide(product: mantissa.magnitude, powerOfTen(common - scale))
    let unit = Wide(product: step.mantissa.magnitude, powerOfTen(common - step.scale))
    let remainder = value.divided(by: unit).remainder
    var magnitude: Wide? = value.subtracting(remainder)
    if direction.goesAway(negative: isNegative, remainder: remainder, divisor: unit) {
      magnitude = magnitude?.adding(unit)
    }
    guard let magnitude,
      let result = Decimal(negative: isNegative, magnitude: magnitude, scale: common)
    else { throw Overflow() }
    return result
  }

  /// The number with at most that many digits after the point; below zero it rounds to tens,
  /// hundreds and so on.
  public func rounded(digits: Int, _ direction: Rounding) throws(Overflow) -> Decimal {
    if digits >= scale || isZero { return self }
    if digits >= 0 {
      return try rounded(to: Decimal(canonical: 1, scale: digits), direction)
    }
    if digits > -Self.maxDigits, let step = Decimal(mantissa: 1, scale: digits) {
      return try rounded(to: step, direction)
    }
    // The step itself has more digits than fit, and so has every multiple of it except zero.
    let half = powerOfTen(Self.maxDigits) / 2
    let reachesHalf = digits == -Self.maxDigits && scale == 0 && mantissa.magnitude >= half
    let away: Bool
    switch direction {
    case .down: away = isNegative
    case .up: away = isPositive
    case .towardZero: away = false
    case .awayFromZero: away = true
    case .nearest: away = reachesHalf
    }
    if away { throw Overflow() }
    return .zero
  }

  /// The quotient with that many digits after the point (at most 38); nil for a division by zero.
  public func divided(
    by divisor: Decimal, digits: Int, _ direction: Rounding
  ) throws(Overflow) -> Decimal? {
    if divisor.isZero { return nil }
    if isZero { return .zero }
    guard (0...Self.maxDigits).contains(digits) else { throw Overflow() }
    let negative = isNegative != divisor.isNegative
    let shift = digits + divisor.scale - scale
    var unit = Wide(low: divisor.mantissa.magnitude)
    var value = Wide(low: mantissa.magnitude)
    if shift < 0 {
      unit = Wide(product: unit.low, powerOfTen(-shift))
    } else {
      value = Wide(product: value.low, powerOfTen(min(shift, Self.maxDigits)))
    }
    var (quotient, remainder) = value.divided(by: unit)
    if shift > Self.maxDigits {
      // The rest of the shift goes through the remainder, so that 256 bits suffice.
      let factor = powerOfTen(shift - Self.maxDigits)
      let (more, last) = Wide(product: remainder.low, factor).divided(by: unit)
      guard let sum = quotient.multiplied(by: factor)?.adding(more) else { throw Overflow() }
      (quotient, remainder) = (sum, last)
    }
    var rounded: Wide? = quotient
    if direction.goesAway(negative: negative, remainder: remainder, divisor: unit) {
      rounded = quotient.adding(Wide(low: 1))
    }
    guard let rounded,
      let result = Decimal(negative: negative, magnitude: rounded, scale: digits)
    else { throw Overflow() }
    return result
  }
}
