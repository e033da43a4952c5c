extension Decimal: Comparable {
  /// Orders by value; exact for any two scales.
  @inlinable
  public static func < (left: Decimal, right: Decimal) -> Bool {
    if left.scale == right.scale { return left.mantissa < right.mantissa }
    return left.isLessAcrossScales(right)
  }

  @usableFromInline
  func isLessAcrossScales(_ other: Decimal) -> Bool {
    // With different signs, or a zero, the mantissas alone decide.
    if mantissa.signum() != other.mantissa.signum() { return mantissa < other.mantissa }
    let (left, right) = mantissa < 0 ? (other, self) : (self, other)
    return left.isSmallerInMagnitude(right)
  }

  private func isSmallerInMagnitude(_ other: Decimal) -> Bool {
    let difference = other.scale - scale
    let (mine, theirs) = (mantissa.magnitude, other.mantissa.magnitude)
    if let left = UInt64(exactly: mine), let right = UInt64(exactly: theirs),
      abs(difference) < smallPowersOfTen.count
    {
      let factor = smallPowersOfTen[abs(difference)]
      if difference > 0 {
        return left.multipliedFullWidth(by: factor) < (0, right)
      }
      return (0, left) < right.multipliedFullWidth(by: factor)
    }
    if difference > 0 {
      return Wide(product: mine, powerOfTen(difference)) < Wide(low: theirs)
    }
    return Wide(low: mine) < Wide(product: theirs, powerOfTen(-difference))
  }

  /// Whether this is a whole number of steps; a step of zero switches the check off.
  public func isMultiple(of step: Decimal) -> Bool {
    if step.mantissa == 0 || mantissa == 0 { return true }
    // The canonical mantissa does not end in a zero, so a finer value never fits a coarser step.
    if scale > step.scale { return false }
    let difference = step.scale - scale
    let (value, unit) = (mantissa.magnitude, step.mantissa.magnitude)
    if let value = UInt64(exactly: value), let unit = UInt64(exactly: unit),
      difference < smallPowersOfTen.count
    {
      let (high, low) = value.multipliedFullWidth(by: smallPowersOfTen[difference])
      if high == 0 { return low % unit == 0 }
      return unit.dividingFullWidth((high % unit, low)).remainder == 0
    }
    let aligned = Wide(product: value, powerOfTen(difference))
    return aligned.divided(by: Wide(low: unit)).remainder == Wide(low: 0)
  }
}
