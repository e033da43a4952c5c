/// The client's side of the opening handshake (RFC 6455 section 4.1).
///
/// Send `request`, then feed what arrives to `read` until it returns.
public struct ClientHandshake: Sendable {
  /// What the server agreed to.
  public struct Opened: Hashable, Sendable {
    /// One of those offered, or nil.
    public let subprotocol: String?
    public let headers: [HeaderField]
    /// Bytes behind the handshake: the first frames.
    public let rest: [UInt8]
  }

  /// The longest head of an answer that is read.
  public static let headLimit = 16 << 10

  /// The bytes to send.
  public let request: [UInt8]
  private let acceptKey: String
  private let subprotocols: [String]
  private var answer: [UInt8] = []

  /// Headers the handshake writes itself.
  private static let own = [
    "Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version",
    "Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Content-Length", "Transfer-Encoding",
  ]

  /// Makes the request.
  ///
  /// - Parameters:
  ///   - host: With the port, where it is not the scheme's own.
  ///   - target: The path and query, exactly as they are to be sent.
  ///   - nonce: 16 bytes that nobody can foresee.
  ///   - subprotocols: Offered in this order.
  ///   - headers: Sent behind the handshake's own.
  ///   - sha1: The digest the answer's proof is made with.
  public init(
    host: String, target: String, nonce: [UInt8], subprotocols: [String] = [],
    headers: [HeaderField] = [], sha1: ([UInt8]) -> [UInt8]
  ) throws(HandshakeFailure) {
    guard nonce.count == 16 else { throw .unwritable("the nonce must have 16 bytes") }
    try Self.check(host: host, target: target)
    try Self.check(subprotocols: subprotocols)
    try Self.check(headers)
    let key = HandshakeKey.base64(nonce)
    var lines = [
      "GET \(target) HTTP/1.1", "Host: \(host)", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Key: \(key)", "Sec-WebSocket-Version: 13",
    ]
    if !subprotocols.isEmpty {
      lines.append("Sec-WebSocket-Protocol: \(subprotocols.joined(separator: ", "))")
    }
    lines += headers.map { "\($0.name): \($0.value)" }
    request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    acceptKey = HandshakeKey.accept(key, sha1: sha1)
    self.subprotocols = subprotocols
  }

  /// Reads a piece of the answer; nil while the answer is not complete.
  public mutating func read(_ bytes: [UInt8]) throws(HandshakeFailure) -> Opened? {
    let start = max(0, answer.count - 3)
    answer += bytes
    guard let end = Self.endOfHead(answer, from: start) else {
      guard answer.count <= Self.headLimit else { throw .longHead(limit: Self.headLimit) }
      return nil
    }
    guard end <= Self.headLimit else { throw .longHead(limit: Self.headLimit) }
    let head = try ResponseHead(answer[..<end])
    let rest = Array(answer[(end + 4)...])
    answer = []
    return Opened(subprotocol: try check(head), headers: head.headers, rest: rest)
  }

  /// Where the empty line begins.
  private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
    guard bytes.count >= start + 4 else { return nil }
    return (start...(bytes.count - 4)).first { at in
      bytes[at] == 0x0D && bytes[at + 1] == 0x0A && bytes[at + 2] == 0x0D && bytes[at + 3] == 0x0A
    }
  }

  /// The subprotocol of a good answer.
  private func check(_ head: ResponseHead) throws(HandshakeFailure) -> String? {
    guard head.status == 101 else {
      throw .status(head.status, reason: head.reason, headers: head.headers)
    }
    let upgrade = head.headers.list("Upgrade")
    guard upgrade.count == 1, HTTPText.isSame(upgrade[0], "websocket") else {
      throw .answer("it does not upgrade to websocket")
    }
    guard head.headers.lists("Upgrade", under: "Connection") else {
      throw .answer("its Connection header does not name Upgrade")
    }
    guard head.headers.values("Sec-WebSocket-Accept") == [acceptKey] else {
      throw .answer("its Sec-WebSocket-Accept does not prove our key")
    }
    guard head.headers.list("Sec-WebSocket-Extensions").isEmpty else {
      throw .answer("it names an extension, and none was offered")
    }
    let chosen = head.headers.values("Sec-WebSocket-Protocol")
    guard let subprotocol = chosen.first else { return nil }
    guard chosen.count == 1 else { throw .answer("it names more than one subprotocol") }
    guard subprotocols.contains(subprotocol) else {
      throw .answer("it names a subprotocol that was not offered")
    }
    return subprotocol
  }
}

extension ClientHandshake {
  private static func check(host: String, target: String) throws(HandshakeFailure) {
    let isVisible = { (text: String) in text.utf8.allSatisfy { (0x21...0x7E).contains($0) } }
    guard !host.isEmpty, isVisible(host), !host.utf8.contains(UInt8(ascii: "/")) else {
      throw .unwritable("the host is empty or has characters no host has")
    }
    guard target.utf8.first == UInt8(ascii: "/"), isVisible(target),
      !target.utf8.contains(UInt8(ascii: "#"))
    else {
      throw .unwritable("the target must begin with / and have no spaces and no fragment")
    }
  }

  private static func check(subprotocols: [String]) throws(HandshakeFailure) {
    guard subprotocols.allSatisfy(HTTPText.isToken) else {
      throw .unwritable("the name of a subprotocol is no token")
    }
    guard Set(subprotocols).count == subprotocols.count else {
      throw .unwritable("a subprotocol is offered twice")
    }
  }

  private static func check(_ headers: [HeaderField]) throws(HandshakeFailure) {
    for header in headers {
      guard header.isSendable else {
        throw .unwritable("a header's name is no token, or its value has a control character")
      }
      guard !own.contains(where: { HTTPText.isSame($0, header.name) }) else {
        throw .unwritable("the header \(header.name) belongs to the handshake")
      }
    }
  }
}
