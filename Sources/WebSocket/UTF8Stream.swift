/// Checks UTF-8 that comes in pieces, by the table of RFC 3629: no overlong forms, no surrogates,
/// nothing above U+10FFFF.
///
/// It refuses at the first byte that no text could have there.
struct UTF8Stream {
  /// Continuation bytes the character under way still needs.
  private var missing = 0
  /// What the next of them may be; only the first is ever narrower than 80…BF.
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether no character is half read.
  var isComplete: Bool { missing == 0 }

  /// Whether a text may go on with these bytes.
  mutating func accept(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let raw = UnsafeRawPointer(start)
    var at = 0
    while at < bytes.count {
      if missing == 0 {
        at = Self.endOfASCII(raw, from: at, count: bytes.count)
        if at == bytes.count { break }
      }
      guard accept(bytes[at]) else { return false }
      at += 1
    }
    return true
  }

  private mutating func accept(_ byte: UInt8) -> Bool {
    if missing > 0 {
      guard byte >= lowest, byte <= highest else { return false }
      missing -= 1
      (lowest, highest) = (0x80, 0xBF)
      return true
    }
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: missing = 1
    case 0xE0: (missing, lowest) = (2, 0xA0)
    case 0xED: (missing, highest) = (2, 0x9F)
    case 0xE1...0xEF: missing = 2
    case 0xF0: (missing, lowest) = (3, 0x90)
    case 0xF1...0xF3: missing = 3
    case 0xF4: (missing, highest) = (3, 0x8F)
    default: return false
    }
    return true
  }

  private static func endOfASCII(_ raw: UnsafeRawPointer, from start: Int, count: Int) -> Int {
    let highBits: UInt64 = 0x8080_8080_8080_8080
    var at = start
    while at + 32 <= count {
      let wide = raw.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self)
      if (wide[0] | wide[1] | wide[2] | wide[3]) & highBits != 0 { break }
      at += 32
    }
    while at + 8 <= count {
      if raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) & highBits != 0 { break }
      at += 8
    }
    while at < count, raw.load(fromByteOffset: at, as: UInt8.self) < 0x80 { at += 1 }
    return at
  }
}
