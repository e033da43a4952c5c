/// The head of an HTTP/1.1 response: all before the body.
struct ResponseHead {
  let status: Int
  let reason: String
  let headers: [HeaderField]

  /// Reads a head without the empty line that ends it.
  init(_ bytes: ArraySlice<UInt8>) throws(HandshakeFailure) {
    var lines = Self.lines(bytes)
    guard let first = lines.first else { throw .answer("it is empty") }
    lines.removeFirst()
    (status, reason) = try Self.statusLine(first)
    var headers: [HeaderField] = []
    for line in lines { headers.append(try Self.header(line)) }
    self.headers = headers
  }

  /// The lines between CR LF pairs.
  private static func lines(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = bytes.startIndex
    for at in bytes.indices.dropLast() where bytes[at] == 0x0D && bytes[at + 1] == 0x0A {
      lines.append(bytes[start..<at])
      start = at + 2
    }
    lines.append(bytes[start...])
    return lines
  }

  /// `HTTP/1.1 101 Switching Protocols`, of which the words may be absent.
  private static func statusLine(
    _ line: ArraySlice<UInt8>
  ) throws(HandshakeFailure) -> (Int, String) {
    let parts = line.split(separator: 0x20, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0].elementsEqual("HTTP/1.1".utf8) else {
      throw .answer("it is not HTTP/1.1")
    }
    let digits = parts[1]
    guard digits.count == 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .answer("its status is not three digits")
    }
    guard HTTPText.isFieldValue(line) else {
      throw .answer("its first line has a control character")
    }
    let status = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    return (status, parts.count == 3 ? HTTPText.trimmed(parts[2]) : "")
  }

  private static func header(_ line: ArraySlice<UInt8>) throws(HandshakeFailure) -> HeaderField {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw .answer("a header has no colon")
    }
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy(HTTPText.isTokenByte) else {
      throw .answer("a header has a name that is no token")
    }
    let value = line[(colon + 1)...]
    guard HTTPText.isFieldValue(value) else {
      throw .answer("a header has a control character")
    }
    return HeaderField(String(decoding: name, as: UTF8.self), HTTPText.trimmed(value))
  }
}
