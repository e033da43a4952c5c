import Exact

extension Amount {
  /// More than anybody types, and little enough to be read at every key.
  static let longest = 200

  /// Reads a text, whole or not at all.
  init(_ text: String) throws(AmountFlaw) {
    guard text.utf8.count <= Amount.longest else { throw AmountFlaw("is too long for an amount") }
    var reader = AmountReader(text)
    self = try reader.sum(depth: 0)
    if let rest = reader.rest {
      throw AmountFlaw("'\(rest)' is not understood here", at: reader.position)
    }
  }
}

/// Reads an amount by descent: sums of products of factors.
private struct AmountReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// What is left, but for blanks; nil at the end.
  var rest: String? {
    let left = bytes[position...].drop { $0 == UInt8(ascii: " ") }
    return left.isEmpty ? nil : String(decoding: left.prefix(20), as: UTF8.self)
  }

  mutating func sum(depth: Int) throws(AmountFlaw) -> Amount {
    guard depth < 8 else { throw AmountFlaw("has too many brackets", at: position) }
    var value: Amount
    if let sign = take("+-") {
      // A sign in front of a distance measures it from the field's own reference.
      let first = try product(depth: depth)
      value = .sum(.number(.zero), first, isMinus: sign == UInt8(ascii: "-"))
      if case .distance = first {
      } else if sign == UInt8(ascii: "-") {
        throw AmountFlaw("is negative", at: 0)
      } else {
        value = first
      }
    } else {
      value = try product(depth: depth)
    }
    while let sign = take("+-") {
      value = .sum(value, try product(depth: depth), isMinus: sign == UInt8(ascii: "-"))
    }
    return value
  }

  private mutating func product(depth: Int) throws(AmountFlaw) -> Amount {
    var value = try factor(depth: depth)
    while let sign = take("*/") {
      let other = try factor(depth: depth)
      value = sign == UInt8(ascii: "*") ? .product(value, other) : .quotient(value, other)
    }
    return value
  }

  private mutating func factor(depth: Int) throws(AmountFlaw) -> Amount {
    if take("(") != nil {
      let value = try sum(depth: depth + 1)
      guard take(")") != nil else { throw AmountFlaw("has no ')' here", at: position) }
      return value
    }
    skipBlanks()
    guard position < bytes.count else { throw AmountFlaw("ends too early", at: position) }
    return isDigit(bytes[position]) ? try number() : try name()
  }

  private mutating func number() throws(AmountFlaw) -> Amount {
    let start = position
    while position < bytes.count,
      isDigit(bytes[position]) || bytes[position] == UInt8(ascii: ".")
    { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: ",") {
      throw AmountFlaw("has a comma: write 1.5 with a point and 1500 with nothing", at: position)
    }
    // Somebody is about to type the digits behind the point: what is there is a number already.
    let isUnfinished =
      position == bytes.count && position - start > 1 && bytes[position - 1] == UInt8(ascii: ".")
    let value: Decimal
    do throws(DecimalError) {
      value = try Decimal(parsing: bytes[start..<(isUnfinished ? position - 1 : position)])
    } catch {
      throw AmountFlaw("\(error)", at: start)
    }
    return try suffixed(value, start)
  }

  private mutating func suffixed(_ value: Decimal, _ start: Int) throws(AmountFlaw) -> Amount {
    if take("%", adjacent: true) != nil { return .distance(value, .percent) }
    let word = letters()
    do throws(Overflow) {
      switch word {
      case "": return .number(value)
      case "k": return .number(try value * 1_000)
      case "m": return .number(try value * 1_000_000)
      case "t": return .distance(value, .ticks)
      case "r": return .distance(value, .risk)
      default: break
      }
    } catch {
      throw AmountFlaw("is too large", at: start)
    }
    throw AmountFlaw("'\(word)' after a number is not one of k, m, t, R or %", at: position)
  }

  private mutating func name() throws(AmountFlaw) -> Amount {
    let start = position
    let word = letters()
    if let name = Amount.Name(rawValue: word) { return .name(name) }
    if word.isEmpty {
      let shown = String(decoding: bytes[start...].prefix(12), as: UTF8.self)
      throw AmountFlaw("'\(shown)' is not an amount", at: start)
    }
    let names = Amount.Name.allCases.map(\.rawValue).joined(separator: ", ")
    throw AmountFlaw("'\(word)' is not one of \(names)", at: start)
  }

  /// The letters that follow at once, in lower case.
  private mutating func letters() -> String {
    let start = position
    while position < bytes.count, isLetter(bytes[position]) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self).lowercased()
  }

  private mutating func take(_ signs: StaticString, adjacent: Bool = false) -> UInt8? {
    if !adjacent { skipBlanks() }
    guard position < bytes.count else { return nil }
    let byte = bytes[position]
    let isOne = signs.withUTF8Buffer { $0.contains(byte) }
    guard isOne else { return nil }
    position += 1
    return byte
  }

  private mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
