/// Bytes in the standard alphabet of RFC 4648 section 4, with padding and without line breaks.
public enum Base64 {
  /// The text of these bytes.
  public static func encode(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    encode(bytes, into: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends the text of these bytes, as ASCII.
  public static func encode(_ bytes: [UInt8], into output: inout [UInt8]) {
    output.reserveCapacity(output.count + (bytes.count + 2) / 3 * 4)
    var start = 0
    while start < bytes.count {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0)
      }
      for place in 0..<4 {
        let sextet = UInt8(truncatingIfNeeded: group >> (18 - 6 * UInt32(place)) & 63)
        output.append(place <= count ? character(sextet) : padding)
      }
      start += 3
    }
  }

  /// The bytes of a text, or nil unless `encode` would write exactly this text for them.
  ///
  /// So there is no white space, no missing padding and no stray bit: one value has one spelling.
  public static func decode(_ text: String) -> [UInt8]? {
    let characters = Array(text.utf8)
    guard characters.count.isMultiple(of: 4) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(characters.count / 4 * 3)
    for start in stride(from: 0, to: characters.count, by: 4) {
      let quad = characters[start..<start + 4]
      let digits = quad.prefix { $0 != padding }
      let padded = 4 - digits.count
      guard padded <= 2, quad.suffix(padded).allSatisfy({ $0 == padding }) else { return nil }
      guard padded == 0 || start + 4 == characters.count else { return nil }
      var group: UInt32 = 0
      for digit in digits {
        guard let sextet = value(of: digit) else { return nil }
        group = group << 6 | UInt32(sextet)
      }
      group <<= 6 * UInt32(padded)
      let unused: UInt32 = (1 << (8 * UInt32(padded))) - 1
      guard group & unused == 0 else { return nil }
      for place in 0..<(3 - padded) {
        bytes.append(UInt8(truncatingIfNeeded: group >> (16 - 8 * UInt32(place))))
      }
    }
    return bytes
  }

  private static let padding = UInt8(ascii: "=")

  private static func character(_ sextet: UInt8) -> UInt8 {
    switch sextet {
    case 0..<26: UInt8(ascii: "A") + sextet
    case 26..<52: UInt8(ascii: "a") + (sextet - 26)
    case 52..<62: UInt8(ascii: "0") + (sextet - 52)
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): character - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): character - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
