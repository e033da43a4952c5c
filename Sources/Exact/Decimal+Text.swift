extension Decimal: CustomStringConvertible {
  /// The canonical plain text: no exponent, no plus sign, no zeros that say nothing.
  public var description: String {
    withText { String(decoding: $0, as: UTF8.self) }
  }

  /// Appends the canonical plain text.
  public func write(into bytes: inout [UInt8]) {
    withText { bytes.append(contentsOf: $0) }
  }

  /// Room for a sign, 38 digits, a leading zero and the point.
  private static var longestText: Int { maxDigits + 3 }

  /// Writes the digits backwards into a small buffer on the stack and lends the used part.
  private func withText<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longestText) { buffer in
      var writer = BackwardWriter(buffer: buffer, index: buffer.count, untilPoint: scale)
      let magnitude = mantissa.magnitude
      if let small = UInt64(exactly: magnitude) {
        writer.put(small, atLeast: scale + 1)
      } else {
        let (upper, lower) = magnitude.quotientAndRemainder(dividingBy: powerOfTen(19))
        writer.put(UInt64(truncatingIfNeeded: lower), atLeast: 19)
        writer.put(UInt64(truncatingIfNeeded: upper), atLeast: scale + 1 - 19)
      }
      if mantissa < 0 { writer.put(UInt8(ascii: "-")) }
      return body(UnsafeBufferPointer(rebasing: buffer[writer.index...]))
    }
  }
}

/// Fills a buffer from its end and puts the point where the fraction is complete.
private struct BackwardWriter {
  let buffer: UnsafeMutableBufferPointer<UInt8>
  var index: Int
  /// How many digits are still to come before the point is due; never again once it was set.
  var untilPoint: Int

  @inline(__always)
  mutating func put(_ byte: UInt8) {
    index -= 1
    buffer[index] = byte
  }

  @inline(__always)
  mutating func put(_ value: UInt64, atLeast minimum: Int) {
    var rest = value
    var count = 0
    while rest != 0 || count < minimum {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(UInt8(truncatingIfNeeded: digit) | UInt8(ascii: "0"))
      rest = quotient
      count += 1
      untilPoint -= 1
      if untilPoint == 0 { put(UInt8(ascii: ".")) }
    }
  }
}
