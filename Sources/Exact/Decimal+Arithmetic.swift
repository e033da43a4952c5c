extension Decimal {
  /// The exact sum.
  public static func + (left: Decimal, right: Decimal) throws(Overflow) -> Decimal {
    let scale = max(left.scale, right.scale)
    guard let first = left.magnitude(atScale: scale), let second = right.magnitude(atScale: scale)
    else {
      // In units of the last digit one number is above 3 × 10^38 and the other below 10^38: the
      // sum is too large, and it keeps the finer number's last digit, so no zero can be trimmed.
      throw Overflow()
    }
    let sum: Decimal?
    if left.isNegative == right.isNegative {
      let (magnitude, overflow) = first.addingReportingOverflow(second)
      if overflow { throw Overflow() }
      sum = Decimal(negative: left.isNegative, magnitude: magnitude, scale: scale)
    } else if first >= second {
      sum = Decimal(negative: left.isNegative, magnitude: first - second, scale: scale)
    } else {
      sum = Decimal(negative: right.isNegative, magnitude: second - first, scale: scale)
    }
    guard let sum else { throw Overflow() }
    return sum
  }

  /// The exact difference.
  public static func - (left: Decimal, right: Decimal) throws(Overflow) -> Decimal {
    try left + right.negated
  }

  /// The exact product.
  public static func * (left: Decimal, right: Decimal) throws(Overflow) -> Decimal {
    let negative = left.isNegative != right.isNegative
    let scale = left.scale + right.scale
    let product: Decimal?
    if let first = UInt64(exactly: left.mantissa.magnitude),
      let second = UInt64(exactly: right.mantissa.magnitude)
    {
      let (high, low) = first.multipliedFullWidth(by: second)
      let magnitude = UInt128(high) << 64 | UInt128(low)
      product = Decimal(negative: negative, magnitude: magnitude, scale: scale)
    } else {
      let magnitude = Wide(product: left.mantissa.magnitude, right.mantissa.magnitude)
      product = Decimal(negative: negative, magnitude: magnitude, scale: scale)
    }
    guard let product else { throw Overflow() }
    return product
  }

  /// The mantissa's magnitude written with more digits after the point; nil beyond 128 bits.
  private func magnitude(atScale target: Int) -> UInt128? {
    if target == scale { return mantissa.magnitude }
    let (aligned, overflow) = mantissa.magnitude
      .multipliedReportingOverflow(by: powerOfTen(target - scale))
    return overflow ? nil : aligned
  }
}
