extension Decimal {
  /// Reads a plain number: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, whole or not at all.
  ///
  /// Zeros at the end of a fraction are accepted in any number; they do not count as digits.
  public init(parsing text: String) throws(DecimalError) {
    self = try Self.parse(text.utf8Span.span)
  }

  /// Reads a plain number from bytes, by the same grammar.
  public init(parsing bytes: some Collection<UInt8>) throws(DecimalError) {
    let parsed = bytes.withContiguousStorageIfAvailable { Self.parseResult($0.span) }
    self = try (parsed ?? Self.parseResult(Array(bytes).span)).get()
  }

  /// Reads a plain number by the same grammar; nil when it is refused.
  public init?(_ text: String) {
    guard let parsed = try? Decimal(parsing: text) else { return nil }
    self = parsed
  }

  /// Reads a number as JSON writes it: with an exponent or not, always exactly; `-0` is 0.
  public init(jsonNumber text: String) throws(DecimalError) {
    self = try Self.parseJSONNumber(text.utf8Span.span)
  }

  private static func parseResult(_ text: Span<UInt8>) -> Result<Decimal, DecimalError> {
    do { return .success(try parse(text)) } catch { return .failure(error) }
  }

  static func parse(_ text: Span<UInt8>) throws(DecimalError) -> Decimal {
    var reader = DecimalReader()
    let end = try reader.readNumber(text)
    guard end == text.count else {
      throw DecimalError.refusing(text, at: end, afterPoint: reader.hasPoint)
    }
    return try reader.plainValue()
  }

  static func parseJSONNumber(_ text: Span<UInt8>) throws(DecimalError) -> Decimal {
    var reader = DecimalReader()
    let end = try reader.readNumber(text)
    if end == text.count { return reader.isZero ? .zero : try reader.plainValue() }
    guard text[end] | 0x20 == UInt8(ascii: "e") else {
      throw DecimalError.refusing(text, at: end, afterPoint: reader.hasPoint)
    }
    return try reader.value(exponent: readExponent(text, from: end + 1))
  }

  private static func readExponent(
    _ text: Span<UInt8>, from start: Int
  ) throws(DecimalError) -> Int {
    var index = start
    var negative = false
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      negative = text[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < text.count else { throw .noExponentDigits }
    var exponent = 0
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { throw DecimalError.refusing(text, at: index, afterPoint: true) }
      // Far beyond every text that could bring it back into range.
      exponent = min(exponent * 10 + Int(digit), 1 << 48)
      index += 1
    }
    return negative ? -exponent : exponent
  }
}

/// The digits of one number, gathered in two halves of at most 19 digits.
private struct DecimalReader {
  private var isNegative = false
  private(set) var hasPoint = false
  private var upper: UInt64 = 0
  private var lower: UInt64 = 0
  /// Digits from the first that is not zero on, those beyond the capacity included.
  private var digits = 0
  /// Digits after the point, without the zeros at the end.
  private var scale = 0

  var isZero: Bool { digits == 0 }

  /// Reads up to the first byte that does not belong to a plain number, and gives its index.
  @inline(__always)
  mutating func readNumber(_ text: Span<UInt8>) throws(DecimalError) -> Int {
    var index = 0
    if text.count > 0, text[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    let start = index
    while index < text.count {
      let digit = text[index] &- UInt8(ascii: "0")
      if digit > 9 { break }
      append(digit)
      index += 1
    }
    if index == start { throw DecimalError.refusing(text, at: index, afterPoint: false) }
    if text[start] == UInt8(ascii: "0"), index > start + 1 { throw .leadingZero }
    guard index < text.count, text[index] == UInt8(ascii: ".") else { return index }
    hasPoint = true
    let fraction = index + 1
    index = fraction
    while index < text.count, text[index] &- UInt8(ascii: "0") <= 9 { index += 1 }
    if index == fraction { throw DecimalError.refusing(text, at: index, afterPoint: true) }
    var last = index
    while last > fraction, text[last - 1] == UInt8(ascii: "0") { last -= 1 }
    for position in fraction..<last { append(text[position] &- UInt8(ascii: "0")) }
    scale = last - fraction
    return index
  }

  @inline(__always)
  private mutating func append(_ digit: UInt8) {
    if digits < 19 {
      upper = upper &* 10 &+ UInt64(digit)
      if upper == 0 { return }
    } else if digits < Decimal.maxDigits {
      lower = lower &* 10 &+ UInt64(digit)
    }
    digits += 1
  }

  /// The digits as one integer; at most 38 are there.
  @inline(__always)
  private var mantissa: Int128 {
    var magnitude = Int128(upper)
    if digits > 19 {
      let (high, low) = upper.multipliedFullWidth(by: smallPowersOfTen[digits - 19])
      magnitude = Int128(high) << 64 | Int128(low)
      magnitude &+= Int128(lower)
    }
    return isNegative ? 0 &- magnitude : magnitude
  }

  @inline(__always)
  func plainValue() throws(DecimalError) -> Decimal {
    if digits > Decimal.maxDigits { throw .tooManyDigits(digits) }
    if scale > Decimal.maxDigits { throw .tooManyFractionDigits(scale) }
    if digits == 0, isNegative { throw .negativeZero }
    return Decimal(canonical: mantissa, scale: scale)
  }

  func value(exponent: Int) throws(DecimalError) -> Decimal {
    if digits == 0 { return .zero }
    if digits > Decimal.maxDigits { throw .tooManyDigits(digits) }
    guard let value = Decimal(mantissa: mantissa, scale: scale - exponent) else {
      throw .exponentOutOfRange
    }
    return value
  }
}

extension DecimalError {
  /// Says what is wrong with the byte at which reading stopped.
  fileprivate static func refusing(
    _ text: Span<UInt8>, at index: Int, afterPoint: Bool
  ) -> DecimalError {
    if text.count == 0 { return .empty }
    let before = index > 0 ? text[index - 1] : 0
    let afterDigit = before &- UInt8(ascii: "0") <= 9
    guard index < text.count else {
      return before == UInt8(ascii: ".") ? .noDigitAfterPoint : .noDigits
    }
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "."):
      if afterPoint { return .secondPoint }
      return index + 1 < text.count ? .noDigitBeforePoint : .noDigits
    case UInt8(ascii: "+"):
      return index == 0 ? .plusSign : .character("+", position: index + 1)
    case UInt8(ascii: "-"): return .misplacedMinus(position: index + 1)
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: " "), 0x09...0x0D: return .space
    case UInt8(ascii: "_"), UInt8(ascii: "'"): return .separator(position: index + 1)
    case UInt8(ascii: "e"), UInt8(ascii: "E"):
      if afterDigit, isExponent(text, from: index + 1) { return .exponent }
      return .letter(Character(Unicode.Scalar(byte)), position: index + 1)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      return .letter(Character(Unicode.Scalar(byte)), position: index + 1)
    case 0x80...: return foreign(text, at: index)
    default: return .character(Unicode.Scalar(byte), position: index + 1)
    }
  }

  /// Everything before is ASCII, so the byte position is the character position.
  private static func foreign(_ text: Span<UInt8>, at index: Int) -> DecimalError {
    var bytes: [UInt8] = []
    for position in index..<min(index + 4, text.count) { bytes.append(text[position]) }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&iterator) else {
      return .notText(position: index + 1)
    }
    return scalar.properties.isWhitespace ? .space : .character(scalar, position: index + 1)
  }

  private static func isExponent(_ text: Span<UInt8>, from start: Int) -> Bool {
    var index = start
    if index < text.count, text[index] == UInt8(ascii: "-") || text[index] == UInt8(ascii: "+") {
      index += 1
    }
    return index < text.count && text[index] &- UInt8(ascii: "0") <= 9
  }
}
