/// UTF-8 by the table of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
enum UTF8Check {
  /// The length of the sequence at an index; nil when it is not well formed.
  static func length(in bytes: ByteView, at index: Int) -> Int? {
    let first = bytes[index]
    if first < 0x80 { return 1 }
    let length: Int
    var allowed: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, allowed) = (3, 0xA0...0xBF)
    case 0xED: (length, allowed) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, allowed) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, allowed) = (4, 0x80...0x8F)
    default: return nil
    }
    guard allowed.contains(bytes[index + 1]) else { return nil }
    for next in index + 2..<index + length where bytes[next] & 0xC0 != 0x80 { return nil }
    return length
  }

  /// Whether all of it is well formed.
  static func isWellFormed(_ bytes: ByteView) -> Bool {
    var index = 0
    while index < bytes.count {
      guard let length = length(in: bytes, at: index) else { return false }
      index += length
    }
    return true
  }
}

/// Hexadecimal digits, strictly.
enum Hex {
  /// The value of one digit; nil for any other byte.
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
    default: return nil
    }
  }

  /// The value of four digits; nil when one of them is none.
  static func fourDigits(in bytes: ByteView, at index: Int) -> UInt32? {
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = digit(bytes[index + offset]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  /// An upper-case digit.
  static func upper(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }
}
