import Testing
import WebSocket

@testable import Simulator

@Suite("Port over HTTP")
struct PortTests {
  private static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"

  private static func count(_ word: String, in text: String) -> Int {
    text.split(separator: word, omittingEmptySubsequences: false).count - 1
  }

  @Test("Pipelined requests are answered in order, on a connection that stays")
  func pipelining() {
    var wire = Wire()
    let id = wire.connect()
    wire.send((1...50).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined(), on: id)
    let text = wire.take(id)
    let targets = text.split(separator: "\"target\":\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(targets == (1...50).map { "/\($0)" })
    #expect(wire.simulator.duty(id) == .keep)
    wire.send(Self.get, on: id)
    #expect(wire.take(id).hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test("Connection: close and HTTP/1.0 end it behind the answer")
  func closing() {
    for request in [
      "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
    ] {
      var wire = Wire()
      let id = wire.connect()
      wire.send(request + Self.get, on: id)
      #expect(wire.simulator.duty(id) == .keep)
      let text = wire.take(id)
      #expect(Self.count("HTTP/1.1 200", in: text) == 1)
      #expect(text.contains("Connection: close\r\n"))
      #expect(wire.simulator.duty(id) == .endSending)
    }
  }

  @Test("A refusal is answered once, with a sentence, and what follows is not read")
  func refusal() {
    var wire = Wire()
    let id = wire.connect()
    wire.send("nonsense\r\n\r\n" + Self.get, on: id)
    let text = wire.take(id)
    #expect(text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
    #expect(text.hasSuffix("\r\n\r\na request line is a method, a target and a version\n"))
    wire.send(Self.get, on: id)
    #expect(wire.take(id) == "")
    #expect(wire.simulator.duty(id) == .endSending)
  }

  @Test("An answer that was asked for comes whole, however long it is")
  func longAnswer() {
    var limits = ConnectionLimits.standard
    limits.outgoingBytes = 1000
    var wire = Wire(limits: limits)
    for number in 0..<10 { _ = wire.ask("POST /place/\(number) HTTP/1.1\r\nHost: a\r\n\r\n") }
    let text = wire.ask("GET /lists HTTP/1.1\r\nHost: a\r\n\r\n", at: .control)
    #expect(text.utf8.count > 1000 && text.hasSuffix("]}]}"))
  }

  @Test("A large body is refused before it came, read on for a while, and then cut")
  func largeBody() {
    var limits = ConnectionLimits.standard
    limits.lingerBytes = 3_000_000
    var wire = Wire(limits: limits)
    let id = wire.connect()
    wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n", on: id)
    #expect(wire.take(id).hasPrefix("HTTP/1.1 413 "))
    let megabyte = Array(repeating: UInt8(0), count: 1_000_000)
    for _ in 0..<3 { wire.simulator.receive(megabyte, on: id, wire.moment) }
    #expect(wire.simulator.duty(id) == .endSending)
    wire.simulator.receive([0], on: id, wire.moment)
    #expect(wire.simulator.duty(id) == .abort)
  }

  @Test("A request that does not come whole in time is answered 408; one in time is not")
  func slowSender() {
    var wire = Wire()
    let id = wire.connect()
    wire.send("GET / HTTP/1.1\r\n", on: id)
    #expect(wire.simulator.wait(wire.moment) == 20_000)
    wire.pass(19_999)
    wire.send("Host: a\r\n", on: id)
    #expect(wire.take(id) == "")
    wire.pass(1)
    #expect(wire.take(id).hasPrefix("HTTP/1.1 408 "))
    #expect(wire.simulator.duty(id) == .endSending)
    wire.pass(5_000)
    #expect(wire.simulator.duty(id) == .abort)
  }

  @Test("A byte now and then does not buy more time for a body")
  func slowBody() {
    var wire = Wire()
    let id = wire.connect()
    wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n", on: id)
    for _ in 0..<20 {
      wire.pass(1000)
      wire.send("x", on: id)
    }
    #expect(wire.take(id).hasPrefix("HTTP/1.1 408 "))
  }

  @Test("Without connections nothing is ever due; an idle one ends after five minutes, unanswered")
  func idle() {
    var wire = Wire()
    #expect(wire.simulator.wait(wire.moment) == nil)
    let id = wire.connect()
    wire.send(Self.get, on: id)
    _ = wire.take(id)
    #expect(wire.simulator.wait(wire.moment) == 300_000)
    wire.pass(299_999)
    #expect(wire.simulator.duty(id) == .keep)
    wire.pass(1)
    #expect(wire.take(id) == "" && wire.simulator.duty(id) == .end)
    wire.simulator.ended(id)
    #expect(wire.simulator.wait(wire.moment) == nil)
  }

  @Test("A client that takes nothing is not answered without end, and is cut in time")
  func noReader() {
    var wire = Wire()
    let id = wire.connect()
    let requests = String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 50)
    wire.send(requests, on: id)
    // Two answers of 200 kB fill it; the rest wait until they are taken.
    #expect(!wire.simulator.intake(id).wantsBytes)
    let first = wire.simulator.takeOutgoing(id, wire.moment)
    #expect(first.count > 400_000 && first.count < 450_000)
    wire.pass(30_000)
    #expect(wire.simulator.duty(id) == .abort)
  }

  @Test("What waited is answered once there is room again")
  func backpressure() {
    var wire = Wire()
    let id = wire.connect()
    wire.send(
      String(repeating: "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", count: 50) + Self.get, on: id)
    let text = wire.take(id)
    #expect(Self.count("HTTP/1.1 200 OK", in: text) == 51)
    #expect(text.contains("\"target\":\"/a\""))
  }

  @Test("A client that has said everything still gets its answers")
  func halfClose() {
    var wire = Wire()
    let id = wire.connect()
    wire.send(Self.get + Self.get + "GET /unfin", on: id)
    wire.simulator.inputEnded(id, wire.moment)
    #expect(Self.count("200 OK", in: wire.take(id)) == 2)
    #expect(wire.simulator.duty(id) == .end)
  }

  @Test("The date is the venue's, and continues are said in their place")
  func dateAndContinue() {
    var wire = Wire()
    let text = wire.ask(
      Self.get
        + "POST /b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi")
    // 1700000000 s is Tue, 14 Nov 2023 22:13:20 GMT.
    #expect(text.contains("Date: Tue, 14 Nov 2023 22:13:20 GMT\r\n"))
    let parts = text.split(separator: "HTTP/1.1 ")
    #expect(parts.map { $0.prefix(3) } == ["200", "100", "200"])
    #expect(text.hasSuffix("\"body\":\"hi\",\"now\":1700000000000}"))
  }

  @Test("HEAD is answered without a body")
  func head() {
    var wire = Wire()
    #expect(wire.ask("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n").hasSuffix("\r\n\r\n"))
  }

  @Test(
    "Any bytes in any pieces leave the port standing and bounded",
    arguments: 0..<20 as Range<UInt64>)
  func fuzz(seed: UInt64) {
    var chance = Chance(seed)
    var wire = Wire()
    let seeds: [[UInt8]] = [
      Array(Self.get.utf8), Array(Wire.upgrade("/ws").utf8), Wire.text("place x"),
      Wire.frame(9, [1, 2]), Wire.frame(8, [3, 232]), Wire.frame(1, [104], isFinal: false),
      Array("POST /place/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc".utf8),
      Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n".utf8),
    ]
    for _ in 0..<60 {
      let (one, other) = (wire.connect(), wire.connect())
      for _ in 0..<12 {
        var bytes = seeds.randomElement(using: &chance) ?? []
        if Bool.random(using: &chance) {
          let at = Int.random(in: 0..<bytes.count, using: &chance)
          bytes[at] = UInt8.random(in: 0...255, using: &chance)
        }
        // One gets it whole, the other in two pieces: both must say the same.
        let cut = Int.random(in: 0...bytes.count, using: &chance)
        wire.simulator.receive(bytes, on: one, wire.moment)
        wire.simulator.receive(Array(bytes[..<cut]), on: other, wire.moment)
        wire.simulator.receive(Array(bytes[cut...]), on: other, wire.moment)
      }
      let ends = (wire.simulator.duty(one), wire.simulator.duty(other))
      #expect(ends.0 == ends.1)
      _ = (wire.takeBytes(one), wire.takeBytes(other))
      wire.simulator.ended(one)
      wire.simulator.ended(other)
    }
    #expect(wire.simulator.wait(wire.moment) == nil)
    #expect(wire.ask(Self.get).hasPrefix("HTTP/1.1 200 OK\r\n"))
  }
}
