/// A checked JSON text; nothing in it is decoded before it is asked for.
public final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let tape: [JSONEntry]

  /// Checks a text against RFC 8259, duplicate keys refused.
  public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    var scanner = JSONScanner(bytes: bytes, limits: limits)
    tape = try scanner.scan()
    self.bytes = bytes
  }

  /// Checks a text against RFC 8259, duplicate keys refused.
  public convenience init(
    parsing text: String, limits: JSONLimits = .standard
  ) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), limits: limits)
  }

  /// The outermost value.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  /// Decodes bytes that the scanner has found to be UTF-8.
  func string(_ range: Range<Int>) -> String {
    bytes.withUnsafeBufferPointer { String(decoding: $0[range], as: UTF8.self) }
  }

  /// The text of a string entry, escapes resolved.
  func content(of entry: JSONEntry) -> String {
    if entry.isEscaped {
      return String(decoding: JSONText.unescaped(entry, in: bytes), as: UTF8.self)
    }
    return string(entry.content)
  }

  /// Whether the text of a string entry is this one.
  func content(of entry: JSONEntry, equals text: Span<UInt8>) -> Bool {
    if entry.isEscaped {
      let unescaped = JSONText.unescaped(entry, in: bytes)
      return Self.matches(unescaped, unescaped.indices, text)
    }
    return Self.matches(bytes, entry.content, text)
  }

  @inline(__always)
  private static func matches(_ bytes: [UInt8], _ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    guard range.count == text.count else { return false }
    for index in text.indices where bytes[range.lowerBound + index] != text[index] { return false }
    return true
  }
}
