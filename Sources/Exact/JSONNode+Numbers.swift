extension JSONNode {
  /// A whole number that fits, from a number or a string; no fraction, no exponent.
  public var int64: Int64? {
    withDigits { Self.integer($0) } ?? nil
  }

  /// The exact value of a string in plain notation, or of a number with or without an exponent.
  public var decimal: Decimal? {
    try? readDecimal()
  }

  /// The exact value, or the reason why there is none.
  public func readDecimal() throws(DecimalError) -> Decimal {
    let isNumber = entry.kind == .number
    let result = withDigits { (digits: Span<UInt8>) -> Result<Decimal, DecimalError> in
      do throws(DecimalError) {
        return .success(try isNumber ? Decimal.parseJSONNumber(digits) : Decimal.parse(digits))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw .noDigits }
    return try result.get()
  }

  /// Lends the text of a number or a string; nil for other kinds.
  @inline(__always)
  private func withDigits<Value>(_ body: (Span<UInt8>) -> Value) -> Value? {
    let entry = entry
    switch entry.kind {
    case .number: return lend(entry.text, body)
    case .string where !entry.isEscaped: return lend(entry.content, body)
    case .string:
      let unescaped = document.unescaped(entry)
      return body(unescaped.span)
    default: return nil
    }
  }

  @inline(__always)
  private func lend<Value>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Value) -> Value {
    document.bytes.withUnsafeBufferPointer { all in
      let part = UnsafeBufferPointer(rebasing: all[range])
      return body(part.span)
    }
  }

  private static func integer(_ digits: Span<UInt8>) -> Int64? {
    let negative = digits.count > 0 && digits[0] == UInt8(ascii: "-")
    let start = negative ? 1 : 0
    guard digits.count > start, digits.count <= 20 else { return nil }
    if digits[start] == UInt8(ascii: "0") { return digits.count == 1 ? 0 : nil }
    var magnitude: UInt64 = 0
    for index in start..<digits.count {
      let digit = digits[index] &- UInt8(ascii: "0")
      let (tens, overflow) = magnitude.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
      guard digit <= 9, !overflow, !carry else { return nil }
      magnitude = sum
    }
    if negative, magnitude == Int64.min.magnitude { return .min }
    guard let value = Int64(exactly: magnitude) else { return nil }
    return negative ? -value : value
  }
}
