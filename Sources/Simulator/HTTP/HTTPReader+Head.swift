import WebSocket

extension HTTPReader {
  mutating func readRequestLine() throws(HTTPRefusal) -> Reading? {
    if start < buffer.count, !HTTPText.isTokenByte(buffer[start]),
      buffer[start] != UInt8(ascii: "\r"), buffer[start] != UInt8(ascii: "\n")
    {
      // The first byte of a TLS record that carries a handshake (RFC 8446 section 5.1).
      throw HTTPRefusal(
        buffer[start] == 0x16
          ? "this port speaks plain HTTP, not TLS" : "a request line begins with no method")
    }
    let limit = limits.requestLine
    guard
      let line = try line(
        limit: limit, HTTPRefusal(414, "the request line is longer than \(limit) bytes"))
    else { return nil }
    if line.isEmpty {
      emptyLines += 1
      guard emptyLines <= limits.emptyLines else {
        throw HTTPRefusal("too many empty lines stand before a request line")
      }
      return .more
    }
    head = try HTTPHead(requestLine: buffer[line])
    phase = .headers
    return .more
  }

  mutating func readHeader() throws(HTTPRefusal) -> Reading? {
    guard let line = try headerLine() else { return nil }
    if !line.isEmpty {
      head.headers.append(try HTTPHead.header(buffer[line]))
      return .more
    }
    switch try head.framing(limits) {
    case .none: phase = .whole
    case .length(let length):
      phase = .body(left: length)
      body.reserveCapacity(min(length, waiting))
    case .chunked: phase = .chunkLine
    }
    let wantsContinue = try head.wantsContinue
    return wantsContinue && phase != .whole ? .wantsContinue : .more
  }

  /// A header or trailer line; together they are bounded.
  mutating func headerLine() throws(HTTPRefusal) -> Range<Int>? {
    let limit = limits.headerBytes
    guard
      let line = try line(
        limit: limit - headerBytes, HTTPRefusal(431, "the headers are longer than \(limit) bytes"))
    else { return nil }
    headerBytes += line.count
    headerLines += line.isEmpty ? 0 : 1
    guard headerLines <= limits.headers else {
      throw HTTPRefusal(431, "there are more than \(limits.headers) headers")
    }
    return line
  }
}
