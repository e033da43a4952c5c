import Crypto
import Testing
import WebSocket

struct ClientHandshakeTests {
  private static func client(
    _ subprotocols: [String] = [], host: String = "h:1", target: String = "/",
    headers: [HeaderField] = []
  ) throws -> ClientHandshake {
    try ClientHandshake(
      host: host, target: target, nonce: Array("the sample nonce".utf8),
      subprotocols: subprotocols, headers: headers, sha1: Digest.sha1)
  }

  private static let good = [
    "HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade",
    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
  ]

  private static func bytes(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }

  @Test func theAnswerMayComeInPiecesWithFramesBehindIt() throws {
    let answer = Self.bytes(Self.good) + hex("81 01 78")
    for size in 1...answer.count {
      var client = try Self.client()
      var opened: ClientHandshake.Opened?
      var behind: [UInt8] = []
      for start in stride(from: 0, to: answer.count, by: size) {
        let piece = Array(answer[start..<min(start + size, answer.count)])
        if opened == nil { opened = try client.read(piece) } else { behind += piece }
      }
      #expect(opened.map { $0.rest + behind } == hex("81 01 78"), "pieces of \(size)")
      #expect(opened?.headers.count == 3)
      #expect(opened?.subprotocol == nil)
    }
  }

  @Test(
    arguments: [
      "HTTP/1.1 101", "UPGRADE:  WebSocket \t", "connection: keep-alive, UPGRADE",
      "Sec-WebSocket-Extensions:",
    ])
  func harmlessSpellingsAreAccepted(_ line: String) throws {
    var client = try Self.client()
    #expect(try client.read(Self.bytes(Self.replacing(line))) != nil)
  }

  @Test(
    arguments: [
      ("HTTP/1.0 101 Switching Protocols", "it is not HTTP/1.1"),
      ("HTTP/1.1 1O1 Switching Protocols", "its status is not three digits"),
      ("Upgrade: websocket, h2c", "it does not upgrade to websocket"),
      ("Upgrade: h2c", "it does not upgrade to websocket"),
      ("Connection: close", "its Connection header does not name Upgrade"),
      (
        "Sec-WebSocket-Accept: S3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
        "its Sec-WebSocket-Accept does not prove our key"
      ),
      (
        "Sec-WebSocket-Extensions: permessage-deflate",
        "it names an extension, and none was offered"
      ),
      ("Sec-WebSocket-Protocol: other", "it names a subprotocol that was not offered"),
      ("Sec-WebSocket-Protocol: chat, chat2", "it names a subprotocol that was not offered"),
      ("no colon", "a header has no colon"),
      ("two words: x", "a header has a name that is no token"),
      (": x", "a header has a name that is no token"),
      (" folded: x", "a header has a name that is no token"),
      ("X: a\u{0}b", "a header has a control character"),
      ("X: a\nUpgrade: b", "a header has a control character"),
    ])
  func wrongAnswersAreRefused(_ line: String, _ sentence: String) throws {
    var client = try Self.client(["chat", "chat2"])
    #expect(throws: HandshakeFailure.answer(sentence)) {
      try client.read(Self.bytes(Self.replacing(line)))
    }
  }

  @Test(arguments: ["Upgrade", "Connection", "Sec-WebSocket-Accept"])
  func nothingMayBeMissingFromTheAnswer(_ name: String) throws {
    var client = try Self.client()
    let lines = Self.good.filter { !$0.hasPrefix(name) }
    #expect(throws: HandshakeFailure.self) { try client.read(Self.bytes(lines)) }
    var other = try Self.client()
    let twice = Self.good + Self.good.filter { $0.hasPrefix(name) }
    // Connection is a list; the other two say one thing, once.
    if name != "Connection" {
      #expect(throws: HandshakeFailure.self) { try other.read(Self.bytes(twice)) }
    }
  }

  @Test func anotherStatusIsToldWithItsHeaders() throws {
    var client = try Self.client()
    let answer = Self.bytes(["HTTP/1.1 429 Too Many", "Retry-After: 7"])
    let failure = HandshakeFailure.status(
      429, reason: "Too Many", headers: [HeaderField("Retry-After", "7")])
    #expect(throws: failure) { try client.read(answer) }
    #expect(failure.description == "the server answered 429 Too Many")
  }

  @Test func aHeadWithoutEndIsGivenUp() throws {
    var client = try Self.client()
    let failure = HandshakeFailure.longHead(limit: ClientHandshake.headLimit)
    #expect(throws: failure) {
      for _ in 0..<100 { _ = try client.read([UInt8](repeating: 0x41, count: 1000)) }
    }
    var other = try Self.client()
    let filler = String(repeating: "a", count: ClientHandshake.headLimit)
    #expect(throws: failure) { try other.read(Self.bytes(Self.good + ["X: \(filler)"])) }
  }

  @Test func theChosenSubprotocolIsToldAndHeadersAreSent() throws {
    var client = try Self.client(
      ["chat"], target: "/ws?token=a%2Bb", headers: [HeaderField("X-Key", "v")])
    let request = String(decoding: client.request, as: UTF8.self)
    #expect(request.hasPrefix("GET /ws?token=a%2Bb HTTP/1.1\r\nHost: h:1\r\n"))
    #expect(request.hasSuffix("\r\nSec-WebSocket-Protocol: chat\r\nX-Key: v\r\n\r\n"))
    let lines = Self.good + ["Sec-WebSocket-Protocol: chat"]
    #expect(try client.read(Self.bytes(lines))?.subprotocol == "chat")
    var other = try Self.client(["chat"])
    #expect(throws: HandshakeFailure.answer("it names more than one subprotocol")) {
      try other.read(Self.bytes(lines + ["Sec-WebSocket-Protocol: chat"]))
    }
  }

  @Test func nothingCanBeSmuggledIntoTheRequest() {
    let wrong: [() throws -> ClientHandshake] = [
      { try Self.client(host: "") }, { try Self.client(host: "h\r\nX: y") },
      { try Self.client(host: "h/x") }, { try Self.client(target: "x") },
      { try Self.client(target: "/a b") }, { try Self.client(target: "/a#b") },
      { try Self.client(target: "/\r\nX: y") }, { try Self.client(["a b"]) },
      { try Self.client(["a", "a"]) },
      { try Self.client(headers: [HeaderField("X", "a\r\nY: b")]) },
      { try Self.client(headers: [HeaderField("X Y", "a")]) },
      { try Self.client(headers: [HeaderField("sec-websocket-key", "a")]) },
      { try Self.client(headers: [HeaderField("Host", "a")]) },
      {
        try ClientHandshake(host: "h", target: "/", nonce: [1, 2, 3], sha1: Digest.sha1)
      },
    ]
    for make in wrong { #expect(throws: HandshakeFailure.self) { try make() } }
  }

  @Test func spoiltAnswersNeverOpen() throws {
    var dice = Dice(41)
    let good = Self.bytes(Self.good)
    for _ in 0..<500 {
      var bytes = good
      bytes[dice.roll(0..<bytes.count)] = dice.bytes(1)[0]
      var client = try Self.client()
      guard let opened = try? client.read(bytes) else { continue }
      #expect(Set(opened.headers.map(\.value)).contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))
    }
  }

  /// The good answer with the header of the same name replaced, or another one added.
  private static func replacing(_ line: String) -> [String] {
    func name(_ line: String) -> Substring {
      line.hasPrefix("HTTP") ? "HTTP" : line.prefix { $0 != ":" }
    }
    var lines = good
    let at = lines.firstIndex { name($0).lowercased() == name(line).lowercased() }
    if let at { lines[at] = line } else { lines.append(line) }
    return lines
  }
}
