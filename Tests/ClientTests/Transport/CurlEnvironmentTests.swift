import Client
import Glibc
import Loopback
import Testing
import Venues

/// What the environment says to libcurl; each in a process of its own, for it has one environment.
@Suite("The environment of a transport")
struct CurlEnvironmentTests {
  @Test("The file that TLS secrets would be written to is forgotten")
  func keyLog() async {
    await #expect(processExitsWith: .success) {
      setenv("SSLKEYLOGFILE", "/dev/null", 1)
      _ = try CurlTransport()
      #expect(getenv("SSLKEYLOGFILE") == nil)
    }
  }

  @Test("A proxy carries what is not on this machine, and hears nothing but where to")
  func proxy() async {
    await #expect(processExitsWith: .success) {
      let proxy = ScriptedServer { visitor, _ in
        visitor.request()
        visitor.send("HTTP/1.1 200 Connected\r\nX-Proxy: 1\r\n\r\n")
        visitor.request()
        visitor.answer("through")
      }
      for name in ["http_proxy", "https_proxy"] { setenv(name, proxy.base, 1) }
      let caller = try Caller()
      let key = WireRequest.Header("X-Key", "secret", isSecret: true)
      let response = try caller.ask(
        .plain("http://venue.test", "/a?b=%2B", method: .post, headers: [key], body: "x"))
      #expect(response.body == Array("through".utf8) && response.header("X-Proxy") == nil)
      let socket = try caller.connect("ws://venue.test:8080/path")
      caller.write(Array("GET /path HTTP/1.1\r\n\r\n".utf8), on: socket)
      #expect(String(decoding: try caller.read(socket), as: UTF8.self).hasSuffix("through"))
      let requests = proxy.requests
      #expect(
        requests[0].hasPrefix("CONNECT venue.test:80 HTTP/1.1\r\nHost: venue.test:80\r\n"))
      #expect(!requests[0].contains("X-Key"))
      #expect(
        requests[1] == "POST /a?b=%2B HTTP/1.1\r\nHost: venue.test\r\nX-Key: secret\r\n"
          + "Content-Length: 1\r\n\r\nx")
      #expect(requests[2].hasPrefix("CONNECT venue.test:8080 "))
    }
  }

  @Test("A proxy that refuses is told by its status, and nothing was sent")
  func refusal() async {
    await #expect(processExitsWith: .success) {
      let proxy = ScriptedServer { visitor, _ in
        visitor.request()
        visitor.answer("no", status: 403)
      }
      setenv("https_proxy", proxy.base, 1)
      let caller = try Caller()
      let expected = TransportFailure(
        .notSent, .proxy,
        "venue.test: the proxy that the environment names answered with status 403")
      let failure = try caller.failure(of: .plain("https://venue.test", method: .post, body: "x"))
      #expect(failure == expected)
      let end = try caller.end(of: caller.open("wss://venue.test/ws"))
      #expect(end == expected)
      #expect(proxy.requests.allSatisfy { $0.hasPrefix("CONNECT venue.test:443 ") })
      #expect(proxy.requests.count == 2)
    }
  }

  @Test("Where no proxy listens, the sentence says that it may be the proxy")
  func noProxy() async {
    await #expect(processExitsWith: .success) {
      setenv("ALL_PROXY", "http://127.0.0.1:\(LoopbackSocket.freePort())", 1)
      let failure = try Caller().failure(of: .plain("https://venue.test"))
      #expect(failure.reach == .notSent && failure.kind == .refused)
      #expect(failure.sentence.contains("or at the proxy that the environment names"))
    }
  }

  @Test("This machine is reached without a proxy")
  func loopback() async {
    await #expect(processExitsWith: .success) {
      let dead = "http://127.0.0.1:\(LoopbackSocket.freePort())"
      for name in ["http_proxy", "https_proxy", "all_proxy"] { setenv(name, dead, 1) }
      let server = ScriptedServer { visitor, _ in
        while visitor.request() != nil { visitor.answer("here") }
      }
      let caller = try Caller()
      for host in ["127.0.0.1", "localhost"] {
        let response = try caller.ask(.plain("http://\(host):\(server.port)"))
        #expect(response.body == Array("here".utf8))
      }
      _ = try caller.connect("ws://127.0.0.1:\(server.port)")
    }
  }
}
