import Client
import Foundation
import Orders
import Testing
import Venues

@Suite("TLS over sockets")
struct CurlTLSTests {
  private static func options(trusting authority: TestAuthority) -> CurlTransport.Options {
    var options = CurlTransport.Options.standard
    options.authorities = authority.path
    return options
  }

  @Test("A good certificate carries requests, and a socket")
  func good() throws {
    let served = try ServedVenues()
    defer { served.end() }
    let authority = try TestAuthority()
    let front = try TLSFront(authority, to: served.port(VenueID("binance")))
    let caller = try Caller(Self.options(trusting: authority))
    for host in ["localhost", "127.0.0.1"] {
      #expect(try caller.ask(.plain("https://\(host):\(front.port)", "/api/v3/ping")).status == 200)
    }
    // The second of two requests uses the connection of the first.
    let greeted = front.greeted
    #expect(
      try caller.ask(.plain("https://localhost:\(front.port)", "/api/v3/time")).status == 200)
    #expect(front.greeted == greeted)
    let answer = try CurlSocketTests.askVenue(caller, "wss", front.port)
    #expect(answer.contains("serverTime"))
  }

  /// What is wrong with a certificate.
  enum Flaw: CaseIterable {
    case name, expired, early, unknown

    var sentence: String {
      switch self {
      case .name: "its certificate is for another name"
      case .expired: "its certificate has expired"
      case .early: "its certificate is not valid yet"
      case .unknown: "its certificate is signed by nobody who is trusted here"
      }
    }
  }

  @Test(
    "A bad certificate is refused with its reason, and nothing is sent", arguments: Flaw.allCases)
  func bad(flaw: Flaw) throws {
    let server = ScriptedServer { visitor, _ in
      if visitor.request() != nil { visitor.answer("never") }
    }
    defer { server.end() }
    let authority = try TestAuthority()
    let front = try TLSFront(
      flaw == .unknown ? try TestAuthority() : authority, to: server.port,
      names: flaw == .name ? "DNS:elsewhere.test" : "DNS:localhost",
      validity: flaw == .expired ? (-7200, -3600) : flaw == .early ? (3600, 7200) : (-60, 3600))
    let caller = try Caller(Self.options(trusting: authority))
    let expected = TransportFailure(
      .notSent, .certificate, "localhost:\(front.port): \(flaw.sentence)")
    let place = "localhost:\(front.port)"
    let request = WireRequest.plain("https://\(place)", "/o", method: .post, body: "x")
    let failure = try caller.failure(of: request)
    #expect(failure == expected)
    let end = try caller.end(of: caller.open("wss://\(place)/ws"))
    #expect(end == expected)
    #expect(server.requests.isEmpty)
  }

  @Test("The system's authorities do not vouch for a test's")
  func systemAuthorities() throws {
    let server = ScriptedServer { visitor, _ in visitor.request() }
    defer { server.end() }
    let front = try TLSFront(try TestAuthority(), to: server.port)
    let failure = try Caller().failure(of: .plain("https://localhost:\(front.port)"))
    #expect(failure.kind == .certificate && failure.reach == .notSent, "\(failure)")
  }

  @Test("A file of authorities that is none is told by its name")
  func noAuthorities() throws {
    let server = ScriptedServer { visitor, _ in visitor.request() }
    defer { server.end() }
    let front = try TLSFront(try TestAuthority(), to: server.port)
    var options = CurlTransport.Options.standard
    options.authorities = "/nowhere/authorities.pem"
    let failure = try Caller(options).failure(of: .plain("https://localhost:\(front.port)"))
    #expect(failure.kind == .setup && failure.reach == .notSent)
    #expect(failure.sentence.contains("/nowhere/authorities.pem"))
  }

  @Test("Who speaks no TLS, or ends before it stands: nothing was sent", arguments: [true, false])
  func noTLS(speaks: Bool) throws {
    let server = ScriptedServer { visitor, _ in
      _ = visitor.receive(1)
      if speaks { visitor.send("HTTP/1.1 400 Bad\r\n\r\n") }
    }
    defer { server.end() }
    let caller = try Caller()
    let failure = try caller.failure(of: .plain("https://127.0.0.1:\(server.port)"))
    #expect(failure.reach == .notSent && failure.kind == .tls, "\(failure)")
  }

  @Test("A handshake that never ends is given up in time, and nothing was sent")
  func slowHandshake() throws {
    let server = ScriptedServer { visitor, _ in visitor.waitForEnd() }
    defer { server.end() }
    var options = CurlTransport.Options.standard
    options.connectMilliseconds = 100
    let caller = try Caller(options)
    let failure = try caller.failure(of: .plain("https://127.0.0.1:\(server.port)"))
    #expect(failure.reach == .notSent && failure.kind == .timeout, "\(failure)")
    let end = try caller.end(of: caller.open("wss://127.0.0.1:\(server.port)"))
    #expect(end?.reach == .notSent && end?.kind == .timeout)
  }

  @Test("A peer that stops reading for a while gets every byte in order")
  func backpressure() throws {
    // More than the system's buffers hold on the way.
    let bytes = Caller.noise(32 << 20)
    let isWritten = DispatchSemaphore(value: 0)
    let server = ScriptedServer { visitor, _ in
      _ = isWritten.wait(timeout: .now() + 15)
      var got: [UInt8] = []
      while got.count < bytes.count, let more = visitor.receive(65_536) { got += more }
      visitor.send(got == bytes ? "whole" : "torn")
    }
    defer { server.end() }
    let authority = try TestAuthority()
    let front = try TLSFront(authority, to: server.port)
    var options = Self.options(trusting: authority)
    options.writeLimit = bytes.count
    let caller = try Caller(options)
    let id = try caller.connect("wss://localhost:\(front.port)")
    // Growing the buffer while part of it waits is what TLS must not notice.
    for start in stride(from: 0, to: bytes.count, by: 60_000) {
      caller.write(Array(bytes[start..<min(start + 60_000, bytes.count)]), on: id)
      _ = caller.transport.wait(milliseconds: 0)
    }
    isWritten.signal()
    #expect(try caller.read(id) == Array("whole".utf8))
  }
}
