extension JSONScanner {
  mutating func scanWord(_ word: StaticString, _ kind: JSONEntry.Kind) throws(JSONError) {
    let start = position
    for offset in 0..<word.utf8CodeUnitCount
    where bytes[start + offset] != word.utf8Start[offset] {
      throw error("an unknown word; only true, false and null are words")
    }
    position += word.utf8CodeUnitCount
    try append(JSONEntry(kind, start: start, end: position))
  }

  @inline(__always)
  mutating func scanNumber() throws(JSONError) {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    let first = current
    guard skipDigits() > 0 else { throw unexpected(wanted: "a digit") }
    if first == UInt8(ascii: "0"), bytes[position - 1] != first || position - start > 2 {
      throw error("a number starts with a zero", at: start)
    }
    if current == UInt8(ascii: ".") {
      position += 1
      guard skipDigits() > 0 else { throw unexpected(wanted: "a digit after the point") }
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      guard skipDigits() > 0 else { throw unexpected(wanted: "a digit of the exponent") }
    }
    try append(JSONEntry(.number, start: start, end: position))
  }

  @inline(__always)
  private mutating func skipDigits() -> Int {
    var end = position
    while bytes[end] &- UInt8(ascii: "0") <= 9 { end += 1 }
    defer { position = end }
    return end - position
  }

  /// Passes a string and describes it; nearly all are plain to their end.
  @inline(__always)
  mutating func scanString() throws(JSONError) -> JSONEntry {
    let end = bytes.endOfPlainText(from: position + 1)
    guard bytes[end] == UInt8(ascii: "\"") else { return try scanString(plainUntil: end) }
    defer { position = end + 1 }
    return JSONEntry(.string, start: position, end: end + 1)
  }

  @inline(never)
  private mutating func scanString(plainUntil plain: Int) throws(JSONError) -> JSONEntry {
    let start = position
    var isEscaped = false
    var end = plain
    while bytes[end] != UInt8(ascii: "\"") {
      position = end
      guard end < bytes.count else { throw error("a string has no end", at: start) }
      let byte = bytes[end]
      if byte == UInt8(ascii: "\\") {
        isEscaped = true
        try scanEscape()
      } else if byte >= 0x80 {
        guard let length = UTF8Check.length(in: bytes, at: end) else {
          throw error("a string is not valid UTF-8 (\(Self.name(byte)))")
        }
        position += length
      } else {
        throw error("a control character (\(Self.name(byte))) in a string; write it as an escape")
      }
      end = bytes.endOfPlainText(from: position)
    }
    position = end + 1
    return JSONEntry(.string, start: start, end: position, isEscaped: isEscaped)
  }

  private mutating func scanEscape() throws(JSONError) {
    let start = position
    position += 1
    switch current {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    case UInt8(ascii: "u"):
      let unit = try scanHex(start)
      if 0xDC00...0xDFFF ~= unit { throw error("a low surrogate stands alone", at: start) }
      guard 0xD800...0xDBFF ~= unit else { return }
      let second = position
      guard current == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      else { throw error("a high surrogate stands alone", at: start) }
      position += 1
      guard 0xDC00...0xDFFF ~= (try scanHex(second)) else {
        throw error("a high surrogate stands alone", at: start)
      }
    default: throw error("an unknown escape", at: start)
    }
  }

  /// Reads `uXXXX` at the cursor; `start` is where the backslash stands.
  private mutating func scanHex(_ start: Int) throws(JSONError) -> UInt32 {
    guard let unit = Hex.fourDigits(in: bytes, at: position + 1) else {
      throw error("\\u needs four hexadecimal digits", at: start)
    }
    position += 5
    return unit
  }
}

extension ByteView {
  /// Where printable ASCII without quotes and backslashes ends; it goes by eight bytes at a time.
  @inline(__always)
  fileprivate func endOfPlainText(from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    var position = start
    while let word = word(at: position) {
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      // A top bit is set in each byte that is zero or borrowed from one, so the lowest is exact.
      let special =
        ((quotes &- ones) & ~quotes | (slashes &- ones) & ~slashes
          | (word &- ones &* 0x20) & ~word | word) & tops
      if special != 0 { return position + (special.trailingZeroBitCount >> 3) }
      position += 8
    }
    while true {
      let byte = self[position]
      if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        return position
      }
      position += 1
    }
  }
}
