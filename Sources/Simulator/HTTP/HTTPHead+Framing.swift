import WebSocket

extension HTTPHead {
  private var isOld: Bool { version == "HTTP/1.0" }

  /// Whether the connection stays open behind the answer (RFC 9112 section 9.3).
  var keepsAlive: Bool {
    if headers.lists("close", under: "Connection") { return false }
    return isOld ? headers.lists("keep-alive", under: "Connection") : true
  }

  /// Whether the client waits for word before it sends the body (RFC 9110 section 10.1.1).
  var wantsContinue: Bool {
    get throws(HTTPRefusal) {
      let expectations = headers.list("Expect")
      if expectations.isEmpty || isOld { return false }
      guard expectations.allSatisfy({ HTTPText.isSame($0, "100-continue") }) else {
        throw HTTPRefusal(417, "the only expectation met is 100-continue")
      }
      return true
    }
  }

  /// How the body is bounded, or why that cannot be said without doubt.
  func framing(_ limits: HTTPLimits) throws(HTTPRefusal) -> Framing {
    try checkHost()
    let codings = headers.values("Transfer-Encoding")
    let lengths = headers.values("Content-Length")
    if codings.isEmpty { return try Self.framing(lengths, limits) }
    guard lengths.isEmpty else {
      throw HTTPRefusal("the body has both a Content-Length and a Transfer-Encoding")
    }
    guard !isOld else { throw HTTPRefusal("HTTP/1.0 knows no Transfer-Encoding") }
    let list = headers.list("Transfer-Encoding")
    guard list.last.map({ HTTPText.isSame($0, "chunked") }) == true,
      list.dropLast().allSatisfy({ !HTTPText.isSame($0, "chunked") })
    else {
      throw HTTPRefusal("the Transfer-Encoding does not end in chunked, once")
    }
    guard list.count == 1, codings.count == 1 else {
      throw HTTPRefusal(501, "the only Transfer-Encoding read is chunked")
    }
    return .chunked
  }

  private func checkHost() throws(HTTPRefusal) {
    let hosts = headers.values("Host")
    guard hosts.count == 1 || (isOld && hosts.isEmpty) else {
      throw HTTPRefusal("a request has one Host header")
    }
    let isClean = hosts.allSatisfy { host in
      host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"/\\@?#,<>\"".utf8.contains($0) }
    }
    guard isClean else { throw HTTPRefusal("the Host header names no host") }
  }

  /// A length that stands several times is one length only if it is the same each time (RFC 9110
  /// section 8.6).
  private static func framing(
    _ values: [String], _ limits: HTTPLimits
  ) throws(HTTPRefusal) -> Framing {
    if values.isEmpty { return .none }
    var length: Int?
    for text in values.flatMap({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
      let digits = HTTPText.trimmed(text.utf8).utf8
      guard !digits.isEmpty, digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
        throw HTTPRefusal("the Content-Length is no number")
      }
      // So much and no more, that no length of however many digits is too long to be counted.
      let value = digits.reduce(0) { min($0 * 10 + Int($1 - 48), limits.body + 1) }
      guard length == nil || length == value else {
        throw HTTPRefusal("the Content-Length is told twice, and differs")
      }
      length = value
    }
    guard let length, length <= limits.body else { throw limits.tooLargeBody }
    return length == 0 ? .none : .length(length)
  }
}
