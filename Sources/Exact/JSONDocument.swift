/// A checked JSON text; nothing in it is decoded before it is asked for.
public final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let tape: JSONTape

  /// Checks a text against RFC 8259, duplicate keys refused.
  public init(parsing bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONError) {
    let scanned = bytes.withView { view in
      Result<JSONTape, JSONError> { () throws(JSONError) in
        try JSONScanner(bytes: view, limits: limits).scan()
      }
    }
    tape = try scanned.get()
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

  /// The text of a string entry with its escapes resolved, as UTF-8.
  func unescaped(_ entry: JSONEntry) -> [UInt8] {
    bytes.withView { JSONText.unescaped(entry, in: $0) }
  }

  /// The text of a string entry, escapes resolved.
  func content(of entry: JSONEntry) -> String {
    entry.isEscaped
      ? String(decoding: unescaped(entry), as: UTF8.self) : string(entry.content)
  }

  /// Whether the text of a string entry is this one.
  func content(of entry: JSONEntry, equals text: Span<UInt8>) -> Bool {
    if entry.isEscaped {
      let unescaped = unescaped(entry)
      return unescaped.withView { Self.matches($0, 0..<$0.count, text) }
    }
    return bytes.withView { Self.matches($0, entry.content, text) }
  }

  @inline(__always)
  private static func matches(_ bytes: ByteView, _ range: Range<Int>, _ text: Span<UInt8>) -> Bool {
    guard range.count == text.count else { return false }
    for index in text.indices where bytes[range.lowerBound + index] != text[index] { return false }
    return true
  }
}
