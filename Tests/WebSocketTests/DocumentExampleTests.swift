import Crypto
import Testing
import WebSocket

/// The bytes that RFC 6455 itself prints.
struct DocumentExampleTests {
  /// Section 5.7, each with the reader it is for.
  @Test(
    arguments: [
      ("81 05 48 65 6c 6c 6f", .client, .text("Hello")),
      ("81 85 37 fa 21 3d 7f 9f 4d 51 58", .server, .text("Hello")),
      ("01 03 48 65 6c 80 02 6c 6f", .client, .text("Hello")),
      ("89 05 48 65 6c 6c 6f", .client, .ping("Hello")),
      ("8a 85 37 fa 21 3d 7f 9f 4d 51 58", .server, .pong("Hello")),
    ] as [(String, WebSocketRole, Incoming)])
  func section57IsRead(_ bytes: String, _ role: WebSocketRole, _ expected: Incoming) {
    #expect(Outcome(of: hex(bytes), to: role) == Outcome([expected]))
  }

  @Test func section57IsWritten() throws {
    let hello = Array("Hello".utf8)
    var server = FrameEncoder.server()
    var bytes: [UInt8] = []
    try server.text("Hello", into: &bytes)
    try server.fragment(.text, Array("Hel".utf8), isLast: false, into: &bytes)
    try server.fragment(.text, Array("lo".utf8), isLast: true, into: &bytes)
    try server.ping(hello, into: &bytes)
    #expect(
      bytes == hex("81 05 48 65 6c 6c 6f  01 03 48 65 6c 80 02 6c 6f  89 05 48 65 6c 6c 6f"))
    var client = FrameEncoder.client { MaskKey(0x37FA_213D) }
    bytes = []
    try client.text("Hello", into: &bytes)
    try client.pong(hello, into: &bytes)
    #expect(
      bytes == hex("81 85 37 fa 21 3d 7f 9f 4d 51 58  8a 85 37 fa 21 3d 7f 9f 4d 51 58"))
  }

  /// Section 5.7: 256 bytes have the header `82 7E 0100`, 64 KiB have `82 7F 0000000000010000`.
  @Test(arguments: [(256, "82 7e 01 00"), (65536, "82 7f 00 00 00 00 00 01 00 00")])
  func longBinaryHasTheHeaderOfTheDocument(_ count: Int, _ header: String) throws {
    let payload = [UInt8](repeating: 0xA5, count: count)
    var encoder = FrameEncoder.server()
    var output: [UInt8] = []
    try encoder.message(.binary, payload, into: &output)
    #expect(output == hex(header) + payload)
    #expect(Outcome(of: output, to: .client) == Outcome([.binary(payload)]))
  }

  /// Sections 1.2 and 1.3: the nonce is `the sample nonce`.
  @Test func theHandshakeOfTheDocument() throws {
    var client = try ClientHandshake(
      host: "server.example.com", target: "/chat", nonce: Array("the sample nonce".utf8),
      subprotocols: ["chat", "superchat"],
      headers: [HeaderField("Origin", "http://example.com")], sha1: Digest.sha1)
    let request = """
      GET /chat HTTP/1.1
      Host: server.example.com
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
      Sec-WebSocket-Version: 13
      Sec-WebSocket-Protocol: chat, superchat
      Origin: http://example.com


      """
    #expect(client.request == crlf(request))
    let response = crlf(
      """
      HTTP/1.1 101 Switching Protocols
      Upgrade: websocket
      Connection: Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
      Sec-WebSocket-Protocol: chat


      """)
    let server = try ServerHandshake(
      method: "GET", version: "HTTP/1.1",
      headers: [
        HeaderField("Host", "server.example.com"), HeaderField("Upgrade", "websocket"),
        HeaderField("Connection", "Upgrade"),
        HeaderField("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
        HeaderField("Origin", "http://example.com"),
        HeaderField("Sec-WebSocket-Protocol", "chat, superchat"),
        HeaderField("Sec-WebSocket-Version", "13"),
      ], subprotocols: ["superchat", "chat"], sha1: Digest.sha1)
    #expect(server.response == response)
    #expect(try client.read(response)?.subprotocol == "chat")
  }
}

/// The text with the line ends of HTTP.
func crlf(_ text: String) -> [UInt8] {
  text.utf8.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
}
