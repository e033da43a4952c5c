import Testing

@testable import Simulator

@Suite("Port over WebSocket")
struct SocketTests {
  @Test("An upgrade is answered with the document's proof, then frames pass")
  func upgrade() {
    var wire = Wire()
    let id = wire.connect()
    // A frame may come in one piece with the handshake.
    wire.simulator.receive(
      Array(Wire.upgrade("/ws").utf8) + Wire.text("early"), on: id, wire.moment)
    let bytes = wire.takeBytes(id)
    let text = String(decoding: bytes, as: UTF8.self)
    // RFC 6455 section 1.3.
    #expect(text.hasPrefix("HTTP/1.1 101 Switching Protocols\r\n"))
    #expect(text.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
    let head = text.firstRange(of: "\r\n\r\n").map { text[..<$0.upperBound].utf8.count } ?? 0
    #expect(Wire.frames(Array(bytes[head...])) == ["hello", "echo early"])
  }

  @Test("Fragments make one message, and control frames may stand between them")
  func fragments() {
    var wire = Wire()
    let id = wire.openSocket()
    let bytes =
      Wire.frame(1, Array("a".utf8), isFinal: false) + Wire.frame(9, Array("p".utf8))
      + Wire.frame(0, Array("b".utf8), isFinal: false) + Wire.frame(10, [])
      + Wire.frame(0, Array("c".utf8))
    for byte in bytes { wire.simulator.receive([byte], on: id, wire.moment) }
    #expect(wire.frames(id) == ["pong p", "echo abc"])
  }

  @Test(
    "What breaks the protocol ends the socket with its code",
    arguments: [
      ([0x81, 0x01, 0x61], "close 1002"),
      (Wire.frame(1, [0xFF]), "close 1007"),
      (Wire.frame(3, []), "close 1002"),
      (Wire.frame(0, []), "close 1002"),
      // 1 MB and one byte, announced and never sent.
      ([0x82, 0xFF, 0, 0, 0, 0, 0, 0x10, 0, 1, 1, 2, 3, 4], "close 1009"),
    ] as [([UInt8], String)])
  func violations(_ bytes: [UInt8], _ close: String) {
    var wire = Wire()
    let id = wire.openSocket()
    wire.simulator.receive(bytes, on: id, wire.moment)
    #expect(wire.frames(id) == [close])
    #expect(wire.simulator.duty(id) == .endSending)
  }

  @Test("A message of 1 MB is taken")
  func large() {
    var wire = Wire()
    let id = wire.openSocket()
    let large = Array(repeating: UInt8(ascii: "x"), count: 1 << 20)
    wire.simulator.receive(Wire.frame(1, large), on: id, wire.moment)
    #expect(wire.frames(id).map(\.utf8.count) == [(1 << 20) + 5])
  }

  @Test("A client's close is answered, and what it said before still counts")
  func theirClose() {
    var wire = Wire()
    let id = wire.openSocket()
    wire.simulator.receive(Wire.text("place x") + Wire.frame(8, [3, 232]), on: id, wire.moment)
    #expect(wire.frames(id) == ["close 1000"])
    #expect(wire.simulator.duty(id) == .endSending)
    #expect(wire.simulator.desk(of: wire.venue)?.allLists.map(\.clientID) == ["x"])
  }

  @Test("A close of the venue waits for the client's, but not for ever")
  func ourClose() {
    var wire = Wire()
    let id = wire.openSocket()
    wire.simulator.receive(Wire.text("leave"), on: id, wire.moment)
    #expect(wire.frames(id) == ["close 4000"])
    #expect(wire.simulator.duty(id) == .keep)
    var answered = wire
    answered.simulator.receive(Wire.frame(8, [15, 160]), on: id, wire.moment)
    #expect(answered.simulator.duty(id) == .endSending)
    wire.pass(5_000)
    #expect(wire.simulator.duty(id) == .abort)
  }

  @Test("A socket that is refused stays an HTTP connection")
  func refused() {
    var wire = Wire()
    let id = wire.connect()
    wire.send(Wire.upgrade("/no"), on: id)
    #expect(wire.take(id).hasPrefix("HTTP/1.1 404 Not Found\r\n"))
    let wrong = Wire.upgrade("/ws").replacing("Version: 13", with: "Version: 8")
    wire.send(wrong, on: id)
    let text = wire.take(id)
    #expect(text.hasPrefix("HTTP/1.1 426 ") && text.contains("Sec-WebSocket-Version: 13\r\n"))
    #expect(wire.simulator.duty(id) == .keep)
  }

  @Test("Heartbeats come when they are due, and only where the venue has them")
  func heartbeats() {
    var wire = Wire()
    let id = wire.openSocket("/ws/beat")
    #expect(wire.simulator.wait(wire.moment) == 3000)
    wire.pass(2999)
    #expect(wire.frames(id) == [])
    wire.pass(1)
    #expect(wire.frames(id) == ["ping"])
    var other = Wire()
    _ = other.openSocket()
    #expect(other.simulator.wait(other.moment) == nil)
  }

  @Test("What a request does is told on every socket")
  func events() {
    var wire = Wire()
    let (one, two) = (wire.openSocket(), wire.openSocket())
    _ = wire.ask("POST /place/x HTTP/1.1\r\nHost: a\r\n\r\n")
    let told = wire.frames(one)
    #expect(told.contains("order x-a working"))
    #expect(wire.frames(two) == told)
    #expect(Set(wire.simulator.takeReady().map(\.number)).isSuperset(of: [one.number, two.number]))
  }

  @Test("A socket whose client reads nothing is cut, and its memory given back")
  func noReader() {
    var limits = ConnectionLimits.standard
    limits.outgoingBytes = 1000
    var wire = Wire(limits: limits)
    let (deaf, well) = (wire.openSocket(), wire.openSocket())
    var cutAfter = 0
    for number in 0..<100 where cutAfter == 0 {
      _ = wire.ask("POST /place/\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
      _ = wire.frames(well)
      if wire.simulator.duty(deaf) == .abort { cutAfter = number }
    }
    #expect(cutAfter > 0 && cutAfter < 50)
    #expect(wire.takeBytes(deaf).isEmpty)
    #expect(wire.simulator.duty(well) == .keep)
  }

  @Test("A stalled reader is cut in time even where little waits")
  func stalled() {
    var wire = Wire()
    let id = wire.openSocket()
    _ = wire.ask("POST /place/x HTTP/1.1\r\nHost: a\r\n\r\n")
    wire.pass(29_999)
    #expect(wire.simulator.duty(id) == .keep)
    wire.pass(1)
    #expect(wire.simulator.duty(id) == .abort)
  }
}
