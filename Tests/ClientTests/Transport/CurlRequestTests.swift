import Client
import Orders
import Testing
import Venues

@Suite("Requests over sockets")
struct CurlRequestTests {
  @Test(
    "A venue accepts the signature over the bytes that arrive", arguments: ["binance", "kucoin"])
  func signature(name: String) throws {
    let served = try ServedVenues()
    defer { served.end() }
    let venue = try #require(VenueCatalogue.venue(VenueID(name)))
    let caller = try Caller()
    let request = try served.placing(at: venue)
    let response = try caller.ask(request)
    guard case .accepted = venue.decode(response, to: .place) else {
      Issue.record("\(response.status) \(String(decoding: response.body, as: UTF8.self))")
      return
    }
    #expect(response.header("content-type")?.contains("json") == true)
    #expect(try served.lists(caller) == 1)
  }

  @Test("Not a byte is added to a request but its host and its length")
  func bytes() throws {
    let server = ScriptedServer { visitor, _ in
      while visitor.request() != nil { visitor.answer("") }
    }
    defer { server.end() }
    let caller = try Caller()
    let target = "/a/../b//./c?x=a%2Bb%20c&y=%7e~%E2%82%AC&z=1+2&=&&?'()*!"
    let key = WireRequest.Header("X-Key", "k  v ", isSecret: true)
    _ = try caller.ask(.plain(server.base, target, headers: [key]))
    _ = try caller.ask(.plain(server.base, "/p", method: .post, headers: [key], body: "{\"a\":1}"))
    _ = try caller.ask(.plain(server.base, "/e", method: .post))
    _ = try caller.ask(
      .plain(server.base, "/d?q", method: .delete, headers: [.init("Empty", "")]))
    let type = WireRequest.Header("content-type", "text/x")
    _ = try caller.ask(.plain(server.base, "/u", method: .put, headers: [type], body: "b"))
    let host = "Host: 127.0.0.1:\(server.port)"
    #expect(
      server.requests == [
        "GET \(target) HTTP/1.1\r\n\(host)\r\nX-Key: k  v \r\n\r\n",
        "POST /p HTTP/1.1\r\n\(host)\r\nX-Key: k  v \r\nContent-Length: 7\r\n\r\n{\"a\":1}",
        "POST /e HTTP/1.1\r\n\(host)\r\nContent-Length: 0\r\n\r\n",
        "DELETE /d?q HTTP/1.1\r\n\(host)\r\nEmpty:\r\nContent-Length: 0\r\n\r\n",
        "PUT /u HTTP/1.1\r\n\(host)\r\ncontent-type: text/x\r\nContent-Length: 1\r\n\r\nb",
      ])
  }

  @Test("A body of megabytes goes and comes whole, without asking for leave")
  func largeBodies() throws {
    let server = ScriptedServer { visitor, _ in
      while let request = visitor.request() { visitor.answer(String(request.suffix(5 << 20))) }
    }
    defer { server.end() }
    let body = String(repeating: "0123456789abcdef", count: (5 << 20) / 16)
    let response = try Caller().ask(.plain(server.base, method: .post, body: body))
    #expect(response.body == Array(body.utf8))
    #expect(!server.requests[0].contains("Expect"))
  }

  @Test("What cannot be a request is refused before anything is sent")
  func unusable() throws {
    let server = ScriptedServer { visitor, _ in visitor.request() }
    defer { server.end() }
    let caller = try Caller()
    let host = "127.0.0.1:\(server.port)"
    let bad: [WireRequest] = [
      .plain("ftp://\(host)"), .plain("file:///etc/passwd"), .plain("http://a@\(host)"),
      .plain("http://\(host)/x/"), .plain("http://\(host)/x?y"), .plain("http://"),
      .plain("http://a b"), .plain("http://a:0"),
      .plain("http://a:99999"), .plain("http://[::1"), .plain("http://\(host)#x"),
      .plain(server.base, ""), .plain(server.base, "x"), .plain(server.base, "/a b"),
      .plain(server.base, "/a\r\nX: y"),
      .plain(server.base, headers: [.init("X", "a\r\nY: b")]),
      .plain(server.base, headers: [.init("X Y", "a")]),
      .plain(server.base, headers: [.init("Transfer-Encoding", "chunked")]),
      .plain(server.base, headers: [.init("content-length", "3")]),
    ]
    for request in bad {
      let failure = try caller.failure(of: request)
      #expect(failure.reach == .notSent && failure.kind == .setup, "\(request.base)")
    }
    #expect(server.requests.isEmpty)
  }

  @Test("A path that stands in the host's address goes before every target")
  func basePath() throws {
    let server = ScriptedServer { visitor, _ in
      _ = visitor.request()
      visitor.answer("ok")
    }
    defer { server.end() }
    _ = try Caller().ask(.plain(server.base + "/v1", "/auth/me?a=1"))
    #expect(server.requests.first?.hasPrefix("GET /v1/auth/me?a=1 HTTP/1.1\r\n") == true)
  }

  @Test("A hundred at once are each answered once, with their own answer")
  func manyAtOnce() throws {
    let server = ScriptedServer { visitor, _ in
      while let request = visitor.request() {
        visitor.answer(String(request.dropFirst(5).prefix { $0 != " " }))
      }
    }
    defer { server.end() }
    let caller = try Caller()
    let ids = (0..<100).map { caller.begin(.plain(server.base, "/\($0)")) }
    for (number, id) in ids.enumerated().reversed() {
      #expect(try caller.outcome(of: id).body == Array("\(number)".utf8))
    }
    #expect(caller.events.isEmpty && server.requests.count == 100)
  }

  @Test("An abandoned request tells nothing, and the others go on")
  func abandon() throws {
    let server = ScriptedServer { visitor, number in
      visitor.request()
      if number == 0 { visitor.waitForEnd() } else { visitor.answer("here") }
    }
    defer { server.end() }
    let caller = try Caller()
    let id = caller.begin(.plain(server.base, "/a"))
    while server.requests.isEmpty { _ = caller.transport.wait(milliseconds: 10) }
    caller.transport.perform(.abandon(id))
    caller.transport.perform(.abandon(id))
    #expect(try caller.ask(.plain(server.base, "/b")).body == Array("here".utf8))
    #expect(caller.events.isEmpty)
  }

  @Test("Interim answers are passed over, and headers are read as they stand")
  func headers() throws {
    let server = ScriptedServer { visitor, _ in
      visitor.request()
      visitor.send("HTTP/1.1 103 Early\r\nLink: a\r\n\r\n")
      visitor.send("HTTP/1.1 429 No\r\nRetry-After:  7 \r\nX-A: b: c\r\nSet-Cookie: s=1\r\n")
      visitor.send("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-Late: 1\r\n\r\n")
      _ = visitor.request()
      visitor.answer("")
    }
    defer { server.end() }
    let caller = try Caller()
    let response = try caller.ask(.plain(server.base))
    #expect(response.status == 429 && response.body == Array("abc".utf8))
    #expect(
      response.headers.map { "\($0.name)=\($0.value)" } == [
        "Retry-After=7", "X-A=b: c", "Set-Cookie=s=1", "Transfer-Encoding=chunked", "X-Late=1",
      ])
    // Nothing of it is remembered.
    _ = try caller.ask(.plain(server.base))
    #expect(!server.requests[1].contains("Cookie"))
  }

  @Test("A redirection is an answer, and is not followed")
  func redirection() throws {
    let server = ScriptedServer { visitor, _ in
      while visitor.request() != nil {
        visitor.send("HTTP/1.1 307 X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n")
      }
    }
    defer { server.end() }
    #expect(try Caller().ask(.plain(server.base, method: .post, body: "x")).status == 307)
    #expect(server.requests.count == 1)
  }
}
