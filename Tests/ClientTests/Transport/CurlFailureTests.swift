import Client
import Loopback
import Orders
import Simulator
import Testing
import Venues

@Suite("What goes wrong over sockets")
struct CurlFailureTests {
  @Test("Nobody listens: nothing was sent, and it is said")
  func refused() throws {
    let port = LoopbackSocket.freePort()
    let failure = try Caller().failure(of: .plain("http://127.0.0.1:\(port)", "/order?secret=1"))
    #expect(
      failure == TransportFailure(.notSent, .refused, "127.0.0.1:\(port): nobody listens there"))
  }

  @Test("A name that is none: nothing was sent")
  func noName() throws {
    // No resolver is asked for a name with an empty part.
    let failure = try Caller().failure(of: .plain("http://a..invalid"))
    #expect(failure.reach == .notSent && [.name, .setup].contains(failure.kind), "\(failure)")
  }

  @Test("A server that never answers: the outcome is unknown, and the request went once")
  func silence() throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.waitForEnd()
    }
    defer { server.end() }
    let failure = try Caller().failure(
      of: .plain(server.base, method: .post, body: "x"), milliseconds: 200)
    #expect(
      failure
        == TransportFailure(
          .unknown, .timeout, "127.0.0.1:\(server.port): no answer came within 200 ms"))
    #expect(server.requests.count == 1)
  }

  /// A kept-alive connection that dies without an answer: left alone, libcurl sends again.
  @Test("A reused connection dies: the request is seen exactly once", arguments: [false, true])
  func deadReuse(isReset: Bool) throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.answer("first")
      if visitor.request() == nil { return }
      if isReset { visitor.reset() }
    }
    defer { server.end() }
    let caller = try Caller()
    #expect(try caller.ask(.plain(server.base)).status == 200)
    for _ in 0..<3 {
      let failure = try caller.failure(of: .plain(server.base, "/o", method: .post, body: "order"))
      #expect(failure.reach == .unknown && failure.kind == .lost, "\(failure)")
      let orders = server.requests.count { $0.hasPrefix("POST /o") }
      #expect(try caller.ask(.plain(server.base)).status == 200)
      #expect(server.requests.count { $0.hasPrefix("POST /o") } == orders)
    }
    #expect(server.requests.count { $0.hasPrefix("POST /o") } == 3)
  }

  @Test("A venue executes an order and drops the answer: unknown, and it stands there once")
  func dropReply() throws {
    let id = VenueID("binance")
    let served = try ServedVenues(faults: [Fault(.dropReply, venue: id, path: "/api/v3/orderList")])
    defer { served.end() }
    let venue = try #require(VenueCatalogue.venue(id))
    let caller = try Caller()
    // The connection is warm, as it is in a session.
    _ = try caller.ask(.plain(served.base(id), "/api/v3/ping"))
    let failure = try caller.failure(of: served.placing(at: venue))
    #expect(failure.reach == .unknown && failure.kind == .lost, "\(failure)")
    #expect(try served.lists(caller) == 1)
  }

  static let garbage = [
    "", "\r\n\r\n", "hello\r\n", "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 OK\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort",
    "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nX: a",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    "HTTP/1.1 200 OK\r\nX: \0\r\n\r\n", "HTTP/1.1 100 Continue\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\u{0}", "RTSP/1.0 200 OK\r\n\r\n",
  ]

  @Test("What is no HTTP leaves the outcome unknown", arguments: garbage)
  func noHTTP(answer: String) throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.send(answer)
    }
    defer { server.end() }
    let failure = try Caller().failure(of: .plain(server.base, method: .post, body: "x"))
    #expect(failure.reach == .unknown && failure.kind == .lost, "\(failure)")
    #expect(failure.sentence.hasPrefix("127.0.0.1:\(server.port): "))
    #expect(server.requests.count == 1)
  }

  @Test("An answer without an end is cut off at the limit", arguments: ["X: y\r\n", ""])
  func tooLarge(head: String) throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.send("HTTP/1.1 200 OK\r\n" + head + (head.isEmpty ? "\r\n" : ""))
      let more = Array(repeating: head.isEmpty ? "x" : head, count: 10_000).joined()
      while visitor.send(Array(more.utf8)) {}
    }
    defer { server.end() }
    var options = CurlTransport.Options.standard
    options.bodyLimit = 100_000
    let failure = try Caller(options).failure(of: .plain(server.base))
    #expect(failure.reach == .unknown && failure.kind == .tooLarge, "\(failure)")
  }

  @Test("No sentence has a secret in it")
  func sentences() throws {
    let server = ScriptedServer { visitor, _ in visitor.request() }
    defer { server.end() }
    let secret = "s3cr3t"
    let caller = try Caller()
    for base in [
      server.base, "http://127.0.0.1:\(LoopbackSocket.freePort())",
      "https://127.0.0.1:\(server.port)", "http://\(secret)@host", "gopher://\(secret)",
    ] {
      for header in [WireRequest.Header("X-Key", secret), .init("Host", secret)] {
        let request = WireRequest.plain(
          base, "/\(secret)?signature=\(secret)", method: .post, headers: [header], body: secret)
        let failure = try caller.failure(of: request)
        #expect(!failure.sentence.contains(secret))
      }
    }
  }
}
