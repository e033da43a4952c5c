import Client
import Crypto
import Foundation
import Loopback
import Orders
import Simulator
import Testing
import Venues
import WebSocket

@Suite("Sockets over sockets")
struct CurlSocketTests {
  /// Sends back whatever comes.
  private static func echo() -> ScriptedServer {
    ScriptedServer { visitor, _ in
      while let bytes = visitor.receive(65_536), visitor.send(bytes) {}
    }
  }

  /// Opens a venue's WebSocket with the client's own handshake and asks it something.
  static func askVenue(_ caller: Caller, _ scheme: String, _ port: UInt16) throws -> String {
    let host = "localhost:\(port)"
    let id = try caller.connect("\(scheme)://\(host)/ws-api/v3")
    var handshake = try ClientHandshake(
      host: host, target: "/ws-api/v3", nonce: try SystemRandom.bytes(16), sha1: Digest.sha1)
    caller.write(handshake.request, on: id)
    var opened: ClientHandshake.Opened?
    while opened == nil {
      let bytes = try caller.read(id)
      try #require(!bytes.isEmpty)
      opened = try handshake.read(bytes)
    }
    var session = WebSocketSession(.client { MaskKey(0x1234_5678) })
    try session.send(#"{"id":"a","method":"time"}"#)
    caller.write(session.takeOutgoing(), on: id)
    var events: [WebSocketSession.Event] = []
    session.receive(opened?.rest ?? [], into: &events)
    while events.isEmpty {
      let bytes = try caller.read(id)
      try #require(!bytes.isEmpty)
      session.receive(bytes, into: &events)
    }
    guard case .incoming(.text(let answer)) = events[0] else { return "\(events)" }
    try session.close(CloseFrame(.normal))
    caller.write(session.takeOutgoing(), on: id)
    caller.transport.perform(.close(id))
    return String(decoding: answer, as: UTF8.self)
  }

  @Test("A venue's WebSocket opens and answers")
  func venue() throws {
    let served = try ServedVenues()
    defer { served.end() }
    let answer = try Self.askVenue(try Caller(), "ws", served.port(VenueID("binance")))
    #expect(answer.contains("serverTime"))
  }

  @Test("Megabytes go both ways in order, however fast they are written")
  func bulk() throws {
    let server = Self.echo()
    defer { server.end() }
    let caller = try Caller()
    let id = try caller.connect("ws://127.0.0.1:\(server.port)/path?x")
    let bytes = Caller.noise(3 << 20)
    for start in stride(from: 0, to: bytes.count, by: 999) {
      caller.write(Array(bytes[start..<min(start + 999, bytes.count)]), on: id)
    }
    #expect(try caller.read(id, count: bytes.count) == bytes)
  }

  @Test("A flood on one socket leaves the other its turn")
  func fairness() throws {
    let server = ScriptedServer { visitor, number in
      if number == 0 {
        let flood = Caller.noise(1 << 20)
        // It has an end, so that without turns this fails and fills nothing.
        for _ in 0..<32 where !visitor.send(flood) { return }
        visitor.waitForEnd()
      } else {
        while let bytes = visitor.receive(100), visitor.send(bytes) {}
      }
    }
    defer { server.end() }
    let caller = try Caller()
    let flood = try caller.connect("ws://127.0.0.1:\(server.port)")
    let quiet = try caller.connect("ws://127.0.0.1:\(server.port)")
    for round in UInt8(0)..<5 {
      caller.write([round], on: quiet)
      var heard: [UInt8] = []
      while heard.isEmpty {
        let (id, bytes) = try caller.next { event in
          if case .read(let id, let bytes) = event { (id, bytes) } else { nil }
        }
        // One look takes no more than a share and a scratch.
        #expect(id == quiet || bytes.count <= 320 << 10)
        if id == quiet { heard = bytes } else { #expect(id == flood) }
      }
      #expect(heard == [round])
    }
  }

  @Test("Who does not read is cut off at the bound, with a sentence")
  func bound() throws {
    let server = ScriptedServer { visitor, _ in _ = visitor.request() }
    defer { server.end() }
    var options = CurlTransport.Options.standard
    options.writeLimit = 100_000
    let caller = try Caller(options)
    let id = try caller.connect("ws://127.0.0.1:\(server.port)")
    caller.write(Caller.noise(100_000), on: id)
    caller.write([1], on: id)
    let failure = try caller.end(of: id)
    #expect(failure?.reach == .unknown)
    #expect(failure?.sentence.contains("more than 100000 bytes wait") == true)
    caller.write([1], on: id)
    #expect(caller.transport.wait(milliseconds: 0).isEmpty)
  }

  @Test("A close sends what was written before it, and tells nothing more")
  func closes() throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.waitForEnd()
    }
    defer { server.end() }
    let caller = try Caller()
    let id = try caller.connect("ws://127.0.0.1:\(server.port)")
    let body = String(repeating: "x", count: 2 << 20)
    caller.write(Array("POST / X\r\nContent-Length: \(body.count)\r\n\r\n\(body)".utf8), on: id)
    caller.transport.perform(.close(id))
    while server.requests.isEmpty { #expect(caller.transport.wait(milliseconds: 10).isEmpty) }
    #expect(server.requests[0].hasSuffix(body))
  }

  @Test("What a closed socket cannot send in time is given up")
  func closesStuck() throws {
    let gate = DispatchSemaphore(value: 0)
    let server = ScriptedServer { visitor, _ in
      gate.wait()
      var count = 0
      while let bytes = visitor.receive(65_536) { count += bytes.count }
      visitor.keep("\(count)")
    }
    defer { server.end() }
    var options = CurlTransport.Options.standard
    options.closeMilliseconds = 50
    options.writeLimit = 64 << 20
    let caller = try Caller(options)
    let id = try caller.connect("ws://127.0.0.1:\(server.port)")
    let bytes = Caller.noise(48 << 20)
    caller.write(bytes, on: id)
    caller.transport.perform(.close(id))
    #expect(caller.transport.wait(milliseconds: 200).isEmpty)
    // Nobody waits for the transport any more, so what the server now sees is how it was left.
    let clock = ContinuousClock.now
    gate.signal()
    server.waitUntilEmpty()
    #expect(Int(server.requests[0]) ?? .max < bytes.count)
    #expect(ContinuousClock.now - clock < .seconds(10))
  }

  @Test("The other end closes: what came is told, then the end")
  func ends() throws {
    let server = ScriptedServer { visitor, number in
      if number == 1 {
        _ = visitor.receive(1)
        visitor.reset()
      } else {
        visitor.send("bye")
      }
    }
    defer { server.end() }
    let caller = try Caller()
    let polite = try caller.connect("ws://127.0.0.1:\(server.port)")
    #expect(try caller.read(polite) == Array("bye".utf8))
    #expect(try caller.end(of: polite) == nil)
    let rude = try caller.connect("ws://127.0.0.1:\(server.port)")
    caller.write([1], on: rude)
    #expect(try caller.end(of: rude)?.reach == .unknown)
  }

  @Test("A socket that cannot be opened ends with the reason")
  func refused() throws {
    let caller = try Caller()
    let port = LoopbackSocket.freePort()
    #expect(
      try caller.end(of: caller.open("ws://127.0.0.1:\(port)/secret"))
        == TransportFailure(.notSent, .refused, "127.0.0.1:\(port): nobody listens there"))
    for address in ["http://127.0.0.1:\(port)", "ws://", "ws://a@b", "wss:/x", "ws://h:x/"] {
      let failure = try caller.end(of: caller.open(address))
      #expect(failure?.kind == .setup && failure?.reach == .notSent, "\(address)")
    }
  }
}
