/// The powers of ten that fit 64 bits, 10^0 to 10^19.
let smallPowersOfTen: [UInt64] = [
  1, 10, 100, 1000, 10000, 100000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
  10_000_000_000, 100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000,
  1_000_000_000_000_000, 10_000_000_000_000_000, 100_000_000_000_000_000,
  1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]

/// 10^exponent for 0...38; all of these fit 128 bits.
@inline(__always)
func powerOfTen(_ exponent: Int) -> UInt128 {
  if exponent <= 19 { return UInt128(smallPowersOfTen[exponent]) }
  let (high, low) = smallPowersOfTen[19].multipliedFullWidth(by: smallPowersOfTen[exponent - 19])
  return UInt128(high) << 64 | UInt128(low)
}

/// An unsigned integer of 256 bits: room for the product of any two mantissas.
struct Wide: Equatable, Comparable {
  var high: UInt128
  var low: UInt128

  init(high: UInt128 = 0, low: UInt128) {
    self.high = high
    self.low = low
  }

  /// The exact product, which always fits.
  init(product left: UInt128, _ right: UInt128) {
    let (high, low) = left.multipliedFullWidth(by: right)
    self.init(high: high, low: low)
  }

  static func < (left: Wide, right: Wide) -> Bool {
    left.high == right.high ? left.low < right.low : left.high < right.high
  }

  /// The sum; nil when it needs more than 256 bits.
  func adding(_ other: Wide) -> Wide? {
    let (low, carry) = self.low.addingReportingOverflow(other.low)
    let (partial, first) = self.high.addingReportingOverflow(other.high)
    let (high, second) = partial.addingReportingOverflow(carry ? 1 : 0)
    return first || second ? nil : Wide(high: high, low: low)
  }

  /// The difference; the caller knows that `other` is not larger.
  func subtracting(_ other: Wide) -> Wide {
    let (low, borrow) = self.low.subtractingReportingOverflow(other.low)
    return Wide(high: high &- other.high &- (borrow ? 1 : 0), low: low)
  }

  /// The product; nil when it needs more than 256 bits.
  func multiplied(by factor: UInt128) -> Wide? {
    let (carry, low) = self.low.multipliedFullWidth(by: factor)
    let (upper, overflow) = self.high.multipliedReportingOverflow(by: factor)
    let (high, carried) = upper.addingReportingOverflow(carry)
    return overflow || carried ? nil : Wide(high: high, low: low)
  }

  /// Quotient and remainder by 10, in four steps of 64 bits.
  func dividedByTen() -> (quotient: Wide, remainder: UInt64) {
    var rest: UInt64 = 0
    func step(_ limb: UInt64) -> UInt128 {
      let (quotient, remainder) = (UInt64(10)).dividingFullWidth((rest, limb))
      rest = remainder
      return UInt128(quotient)
    }
    let first = step(UInt64(truncatingIfNeeded: high >> 64))
    let second = step(UInt64(truncatingIfNeeded: high))
    let third = step(UInt64(truncatingIfNeeded: low >> 64))
    let fourth = step(UInt64(truncatingIfNeeded: low))
    return (Wide(high: first << 64 | second, low: third << 64 | fourth), rest)
  }

  /// Quotient and remainder; the divisor is not zero.
  ///
  /// Values beyond 128 bits take one subtraction a bit: they come from extreme scales only, where a
  /// short proof is worth more than speed.
  func divided(by divisor: Wide) -> (quotient: Wide, remainder: Wide) {
    if self < divisor { return (Wide(low: 0), self) }
    if high == 0, divisor.low != 0 {
      let (quotient, remainder) = low.quotientAndRemainder(dividingBy: divisor.low)
      return (Wide(low: quotient), Wide(low: remainder))
    }
    var rest = self
    var quotient = Wide(low: 0)
    var shift = divisor.leadingZeros - leadingZeros
    var shifted = divisor.shiftedLeft(by: shift)
    while shift >= 0 {
      quotient = quotient.shiftedLeft(by: 1)
      if !(rest < shifted) {
        rest = rest.subtracting(shifted)
        quotient.low |= 1
      }
      shifted = Wide(high: shifted.high >> 1, low: shifted.low >> 1 | shifted.high << 127)
      shift -= 1
    }
    return (quotient, rest)
  }

  private var leadingZeros: Int {
    high == 0 ? 128 + low.leadingZeroBitCount : high.leadingZeroBitCount
  }

  private func shiftedLeft(by count: Int) -> Wide {
    if count == 0 { return self }
    if count >= 128 { return Wide(high: low << UInt128(count - 128), low: 0) }
    return Wide(
      high: high << UInt128(count) | low >> UInt128(128 - count), low: low << UInt128(count))
  }
}
