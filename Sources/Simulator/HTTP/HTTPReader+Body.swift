extension HTTPReader {
  mutating func readBody(_ left: Int) -> Reading? {
    let rest = take(left)
    phase = rest == 0 ? .whole : .body(left: rest)
    return rest == 0 ? .more : nil
  }

  /// Moves bytes to the body; how many are still missing.
  private mutating func take(_ wanted: Int) -> Int {
    let count = min(wanted, waiting)
    body += buffer[start..<start + count]
    start += count
    return wanted - count
  }

  /// RFC 9112 section 7.1; extensions are overlooked, as its section 7.1.1 demands.
  mutating func readChunkLine() throws(HTTPRefusal) -> Reading? {
    let limit = limits.chunkLine
    guard
      let line = try line(
        limit: limit, HTTPRefusal("the line before a chunk is longer than \(limit) bytes"))
    else { return nil }
    let digits = buffer[line].prefix { Hexadecimal.value($0) != nil }
    let rest = buffer[line].dropFirst(digits.count)
    let isExtension = rest.first == UInt8(ascii: ";") && rest.allSatisfy(Self.isExtensionByte)
    guard !digits.isEmpty, rest.isEmpty || isExtension else {
      throw HTTPRefusal("the size of a chunk is no hexadecimal number")
    }
    extensionBytes += rest.count
    guard extensionBytes <= limits.chunkExtensions else {
      throw HTTPRefusal("the chunks say more beside their sizes than is read")
    }
    // So much and no more, that no size of however many digits is too long to be counted.
    let most = limits.body - body.count
    let size = digits.reduce(0) { min($0 << 4 | (Hexadecimal.value($1) ?? 0), most + 1) }
    guard size <= most else { throw limits.tooLargeBody }
    phase = size == 0 ? .trailers : .chunk(left: size)
    if size == 0 { (headerBytes, headerLines) = (0, 0) }
    return .more
  }

  private static func isExtensionByte(_ byte: UInt8) -> Bool {
    byte == 0x09 || (byte >= 0x20 && byte < 0x7F)
  }

  mutating func readChunk(_ left: Int) -> Reading? {
    let rest = take(left)
    phase = rest == 0 ? .chunkEnd : .chunk(left: rest)
    return rest == 0 ? .more : nil
  }

  mutating func readChunkEnd() throws(HTTPRefusal) -> Reading? {
    guard try line(limit: 0, HTTPRefusal("a chunk is longer than it says")) != nil else {
      return nil
    }
    phase = .chunkLine
    return .more
  }

  /// What stands behind the body must be well formed, and means nothing here.
  mutating func readTrailer() throws(HTTPRefusal) -> Reading? {
    guard let line = try headerLine() else { return nil }
    if line.isEmpty {
      phase = .whole
    } else {
      _ = try HTTPHead.header(buffer[line])
    }
    return .more
  }
}

extension HTTPLimits {
  var tooLargeBody: HTTPRefusal {
    HTTPRefusal(413, "the body is longer than \(body) bytes")
  }
}

/// Digits of base 16.
enum Hexadecimal {
  static func value(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): Int(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
