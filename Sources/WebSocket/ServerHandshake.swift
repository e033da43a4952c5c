/// The server's side of the opening handshake (RFC 6455 section 4.2).
public struct ServerHandshake: Hashable, Sendable {
  /// The answer that switches the connection.
  public let response: [UInt8]
  /// The first of the client's offers that the server speaks, or nil.
  public let subprotocol: String?

  /// Whether a request asks for WebSocket at all, rightly or wrongly.
  public static func isAsked(headers: [HeaderField]) -> Bool {
    headers.lists("websocket", under: "Upgrade")
  }

  /// Answers a request that has been parsed, or says why not.
  ///
  /// No extension is ever agreed to.
  ///
  /// - Parameters:
  ///   - method: As in the request line.
  ///   - version: As in the request line, `HTTP/1.1`.
  ///   - headers: In the order they came.
  ///   - subprotocols: Those the server speaks.
  ///   - sha1: The digest the proof is made with.
  public init(
    method: String, version: String, headers: [HeaderField], subprotocols: [String] = [],
    sha1: ([UInt8]) -> [UInt8]
  ) throws(HandshakeRefusal) {
    try Self.checkUpgrade(method: method, version: version, headers: headers)
    let key = try Self.key(headers)
    let offered = headers.list("Sec-WebSocket-Protocol")
    guard offered.allSatisfy(HTTPText.isToken) else {
      throw HandshakeRefusal("Sec-WebSocket-Protocol is not a list of tokens")
    }
    subprotocol = offered.first { subprotocols.contains($0) }
    var lines = [
      "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
      "Sec-WebSocket-Accept: \(HandshakeKey.accept(key, sha1: sha1))",
    ]
    if let subprotocol { lines.append("Sec-WebSocket-Protocol: \(subprotocol)") }
    response = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  private static func checkUpgrade(
    method: String, version: String, headers: [HeaderField]
  ) throws(HandshakeRefusal) {
    guard method == "GET" else {
      throw HandshakeRefusal(
        "a WebSocket is asked for with GET", status: 405, headers: [HeaderField("Allow", "GET")])
    }
    guard version == "HTTP/1.1" else {
      throw HandshakeRefusal("a WebSocket is asked for in HTTP/1.1", status: 505)
    }
    guard headers.values("Host").count == 1 else {
      throw HandshakeRefusal("a request has one Host header")
    }
    guard isAsked(headers: headers) else {
      throw HandshakeRefusal(
        "the Upgrade header does not name websocket", status: 426,
        headers: [HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade")])
    }
    guard headers.lists("Upgrade", under: "Connection") else {
      throw HandshakeRefusal("the Connection header does not name Upgrade")
    }
    guard headers.values("Sec-WebSocket-Version") == ["13"] else {
      throw HandshakeRefusal(
        "the only version spoken is 13", status: 426,
        headers: [HeaderField("Sec-WebSocket-Version", "13")])
    }
  }

  private static func key(_ headers: [HeaderField]) throws(HandshakeRefusal) -> String {
    let keys = headers.values("Sec-WebSocket-Key")
    guard keys.count == 1, HandshakeKey.isWellFormed(keys[0]) else {
      throw HandshakeRefusal("Sec-WebSocket-Key is not the base64 of 16 bytes")
    }
    return keys[0]
  }
}
