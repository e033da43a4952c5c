/// The text of JSON strings, in both directions.
public enum JSONText {
  /// Appends a string in quotes, escaping only what RFC 8259 demands.
  public static func quote(_ text: String, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { utf8 in
      // Nearly every string needs no escape, and is then copied whole.
      if utf8.contains(where: needsEscape) {
        for byte in utf8 { escape(byte, into: &bytes) }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private static func escape(_ byte: UInt8, into bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      bytes.append(UInt8(ascii: "\\"))
      bytes.append(byte)
    case 0..<0x20: escapeControl(byte, into: &bytes)
    default: bytes.append(byte)
    }
  }

  private static func escapeControl(_ byte: UInt8, into bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(contentsOf: "u00".utf8)
      bytes.append(Hex.upper(byte >> 4))
      bytes.append(Hex.upper(byte & 15))
    }
  }

  /// The text of a scanned string with its escapes resolved, as UTF-8.
  static func unescaped(_ entry: JSONEntry, in bytes: ByteView) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(entry.content.count)
    var index = entry.content.lowerBound
    while index < entry.content.upperBound {
      if bytes[index] != UInt8(ascii: "\\") {
        result.append(bytes[index])
        index += 1
      } else if bytes[index + 1] == UInt8(ascii: "u") {
        index = unescapeUnicode(bytes, at: index, into: &result)
      } else {
        result.append(unescaped(letter: bytes[index + 1]))
        index += 2
      }
    }
    return result
  }

  private static func unescaped(letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "n"): return 0x0A
    case UInt8(ascii: "f"): return 0x0C
    case UInt8(ascii: "r"): return 0x0D
    default: return letter
    }
  }

  /// Resolves `\uXXXX`, or a pair of them; the scanner has checked both.
  private static func unescapeUnicode(
    _ bytes: ByteView, at start: Int, into result: inout [UInt8]
  ) -> Int {
    var value = Hex.fourDigits(in: bytes, at: start + 2) ?? 0xFFFD
    var end = start + 6
    if 0xD800...0xDBFF ~= value, let low = Hex.fourDigits(in: bytes, at: end + 2) {
      value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
      end += 6
    }
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    return end
  }

  /// Whether two scanned strings are the same once their escapes are resolved.
  static func match(_ left: JSONEntry, _ right: JSONEntry, in bytes: ByteView) -> Bool {
    if left.isEscaped || right.isEscaped {
      return unescaped(left, in: bytes) == unescaped(right, in: bytes)
    }
    return bytes.matches(left.content, right.content)
  }

  @inline(__always)
  static func fingerprint(of key: JSONEntry, in bytes: ByteView) -> UInt32 {
    if key.isEscaped { return fingerprint(unescaped(key, in: bytes).span) }
    let content = key.content
    if content.isEmpty { return 0 }
    return JSONEntry.fingerprint(
      count: content.count, first: bytes[content.lowerBound],
      middle: bytes[content.lowerBound + content.count / 2], last: bytes[content.upperBound - 1])
  }

  static func fingerprint(_ text: Span<UInt8>) -> UInt32 {
    if text.isEmpty { return 0 }
    return JSONEntry.fingerprint(
      count: text.count, first: text[0], middle: text[text.count / 2], last: text[text.count - 1])
  }
}
