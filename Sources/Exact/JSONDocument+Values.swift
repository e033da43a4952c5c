/// What stands at a place of the tape, read where it stands.
///
/// A node is a place together with its document; whoever has the document at hand anyway asks here,
/// and keeps nothing alive for it.
extension JSONDocument {
  /// A whole number that fits, from a number or a string; no fraction, no exponent.
  func int64(at place: Int) -> Int64? {
    withDigits(at: place) { Self.integer($0) } ?? nil
  }

  /// The exact value of a string in plain notation, or of a number with or without an exponent.
  func decimal(at place: Int) -> Decimal? { try? readDecimal(at: place) }

  /// The exact value, or the reason why there is none.
  func readDecimal(at place: Int) throws(DecimalError) -> Decimal {
    let isNumber = tape[place].kind == .number
    let result = withDigits(at: place) {
      (digits: Span<UInt8>) -> Result<Decimal, DecimalError> in
      do throws(DecimalError) {
        return .success(try isNumber ? Decimal.parseJSONNumber(digits) : Decimal.parse(digits))
      } catch {
        return .failure(error)
      }
    }
    guard let result else { throw .noDigits }
    return try result.get()
  }

  /// The value of `true` or `false`.
  func bool(at place: Int) -> Bool? {
    let entry = tape[place]
    guard entry.kind == .bool else { return nil }
    return bytes[Int(entry.start)] == UInt8(ascii: "t")
  }

  /// The text of a string, escapes resolved.
  func string(at place: Int) -> String? {
    let entry = tape[place]
    return entry.kind == .string ? content(of: entry) : nil
  }

  /// The text of a number, untouched.
  func numberText(at place: Int) -> String? {
    let entry = tape[place]
    return entry.kind == .number ? string(entry.text) : nil
  }

  /// Whether a string with exactly that text stands there.
  func equals(at place: Int, _ text: StaticString) -> Bool {
    let entry = tape[place]
    return entry.kind == .string
      && text.withUTF8Buffer { content(of: entry, equals: $0.span) }
  }

  /// Lends the text of a number or a string; nil for other kinds.
  @inline(__always)
  private func withDigits<Value>(at place: Int, _ body: (Span<UInt8>) -> Value) -> Value? {
    let entry = tape[place]
    switch entry.kind {
    case .number: return lend(entry.text, body)
    case .string where !entry.isEscaped: return lend(entry.content, body)
    case .string:
      let unescaped = unescaped(entry)
      return body(unescaped.span)
    default: return nil
    }
  }

  @inline(__always)
  private func lend<Value>(_ range: Range<Int>, _ body: (Span<UInt8>) -> Value) -> Value {
    bytes.withUnsafeBufferPointer { all in
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
