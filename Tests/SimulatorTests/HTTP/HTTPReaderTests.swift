import Testing

@testable import Simulator

@Suite("HTTP reader")
struct HTTPReaderTests {
  /// What bytes come to, in order: `GET /path body`, `continue`, or a status.
  static func read(_ bytes: [UInt8], cut sizes: [Int] = []) -> [String] {
    var reader = HTTPReader()
    var found: [String] = []
    var rest = bytes[...]
    var sizes = sizes
    repeat {
      let size = sizes.isEmpty ? rest.count : min(rest.count, sizes.removeFirst())
      reader.receive(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      reading: while true {
        switch reader.next() {
        case .more: break reading
        case .wantsContinue: found.append("continue")
        case .request(let whole):
          let body = String(decoding: whole.request.body, as: UTF8.self)
          let end = whole.keepsAlive ? "" : " close"
          found.append("\(whole.request.method) \(whole.request.target) \(body)\(end)")
        case .refused(let refusal):
          found.append("\(refusal.status)")
          return found
        }
      }
    } while !rest.isEmpty
    return found
  }

  static func read(_ text: String) -> [String] { read(Array(text.utf8)) }

  @Test(
    "Whole requests are read",
    arguments: [
      ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / "]),
      ("\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", ["GET / "]),
      ("GET /a?b=c%2B&d HTTP/1.1\r\nhOsT:a:80\r\nX:\t y \r\n\r\n", ["GET /a?b=c%2B&d "]),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc", ["POST / abc"]),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 003\r\n\r\nabc", ["POST / abc"]),
      // RFC 9110 section 8.6: the same length again is one length.
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc", ["POST / abc"]),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n",
        ["POST / abc0123456789"]
      ),
      ("GET http://a:9400/x?y=z HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /x?y=z "]),
      ("GET http://a?y=z HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /?y=z "]),
      ("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", ["OPTIONS * "]),
      ("GET / HTTP/1.1\r\nHost: a\r\nConnection: foo, Close\r\n\r\n", ["GET /  close"]),
      ("GET / HTTP/1.0\r\n\r\n", ["GET /  close"]),
      ("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", ["GET / "]),
      (
        "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
          + "\r\nxGET /3 HTTP/1.1\r\nHost: a\r\n\r\n", ["GET /1 ", "POST /2 x", "GET /3 "]
      ),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nx",
        ["continue", "POST / x"]
      ),
      // Nothing is waited for where there is no body.
      ("GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n", ["GET / "]),
    ])
  func reads(_ text: String, _ found: [String]) {
    #expect(Self.read(text) == found)
  }

  @Test(
    "What two readers could take differently, or is no request, is refused",
    arguments: [
      // Two lengths, in every way of saying them.
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 4\r\n\r\nabcd", 400),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"
          + "0\r\n\r\n", 400
      ),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3,\r\n\r\nabc", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501),
      ("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\u{B}chunked\r\n\r\n", 400),
      // Line ends and folding.
      ("GET / HTTP/1.1\nHost: a\n\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400),
      // Chunks.
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\nabc\r\n0\r\n\r\n", 400),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        400
      ),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n 3\r\nabc\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3 \r\nabc\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\nabc\r\n", 400),
      (
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", 413
      ),
      // Request lines and headers.
      ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /\r\nHost: a\r\n\r\n", 400),
      ("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
      ("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
      ("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET a HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("GET /é HTTP/1.1\r\nHost: a\r\n\r\n", 400),
      ("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
      ("GET / HTTP/1.1\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n", 400),
      ("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{0}b\r\n\r\n", 400),
      ("POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx", 417),
      ("\u{16}\u{3}\u{1}", 400),
      ("\r\n\r\n\r\n\r\n\r\n", 400),
    ])
  func refuses(_ text: String, _ status: Int) {
    #expect(Self.read(text) == ["\(status)"])
  }

  @Test("Each limit lets its number pass, and one more not")
  func limits() {
    let limits = HTTPLimits.standard
    func long(_ count: Int) -> String { String(repeating: "a", count: count) }
    let line = "GET / HTTP/1.1".utf8.count
    let target = limits.requestLine - line
    #expect(
      Self.read("GET /\(long(target)) HTTP/1.1\r\nHost: a\r\n\r\n") == ["GET /\(long(target)) "])
    #expect(Self.read("GET /\(long(target + 1)) HTTP/1.1\r\nHost: a\r\n\r\n") == ["414"])
    // "Host: a" and "X: " take ten bytes.
    let value = limits.headerBytes - 10
    #expect(Self.read("GET / HTTP/1.1\r\nHost: a\r\nX: \(long(value))\r\n\r\n") == ["GET / "])
    #expect(Self.read("GET / HTTP/1.1\r\nHost: a\r\nX: \(long(value + 1))\r\n\r\n") == ["431"])
    let many = String(repeating: "X: y\r\n", count: limits.headers - 1)
    #expect(Self.read("GET / HTTP/1.1\r\nHost: a\r\n\(many)\r\n") == ["GET / "])
    #expect(Self.read("GET / HTTP/1.1\r\nHost: a\r\n\(many)X: y\r\n\r\n") == ["431"])
    let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
    let whole = Self.read("\(head)\(limits.body)\r\n\r\n\(long(limits.body))")
    #expect(whole == ["POST / \(long(limits.body))"])
    #expect(Self.read("\(head)\(limits.body + 1)\r\n\r\n") == ["413"])
    #expect(Self.read("\(head)99999999999999999999999999\r\n\r\n") == ["413"])
    let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    #expect(Self.read("\(chunked)100000\r\n\(long(limits.body))\r\n1\r\n") == ["413"])
    #expect(Self.read(chunked + "1;" + long(limits.chunkLine)) == ["400"])
    let chatty = "1;" + long(limits.chunkLine - 2) + "\r\nx\r\n"
    #expect(Self.read(chunked + String(repeating: chatty, count: 65)) == ["400"])
  }

  @Test("Bytes that are not UTF-8 are refused in a header, and kept in a body")
  func invalidText() {
    let head = Array("GET / HTTP/1.1\r\nHost: a\r\nX: ".utf8)
    #expect(Self.read(head + [0xFF] + Array("\r\n\r\n".utf8)) == ["400"])
    var reader = HTTPReader()
    reader.receive(
      Array("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n".utf8) + [0xFF, 0])
    guard case .request(let whole) = reader.next() else {
      Issue.record("no request")
      return
    }
    #expect(whole.request.body == [0xFF, 0])
  }

  @Test("The same bytes come to the same, however they are cut", arguments: 0..<30 as Range<UInt64>)
  func splits(seed: UInt64) {
    var chance = Chance(seed)
    let seeds = [
      "GET /1 HTTP/1.1\r\nHost: a\r\n\r\n",
      "POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nabcde",
      "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3\r\nabc\r\n0\r\nX: y\r\n\r\n",
      "POST /4 HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi",
      "GET /5 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", "\r\n",
    ]
    for _ in 0..<100 {
      var bytes = (0..<Int.random(in: 1...4, using: &chance)).flatMap { _ in
        Array((seeds.randomElement(using: &chance) ?? "").utf8)
      }
      for _ in 0..<Int.random(in: 0...3, using: &chance) where !bytes.isEmpty {
        let at = Int.random(in: 0..<bytes.count, using: &chance)
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &chance)
        case 1: bytes.remove(at: at)
        case 2: bytes.insert("\r\n :;0,\t\u{0}".utf8.randomElement(using: &chance) ?? 0, at: at)
        default: bytes.insert(bytes[at], at: at)
        }
      }
      let whole = Self.read(bytes)
      let cuts = (0..<bytes.count).map { _ in Int.random(in: 1...9, using: &chance) }
      let pieces = Self.read(bytes, cut: cuts)
      let single = Self.read(bytes, cut: bytes.map { _ in 1 })
      #expect(whole == pieces && whole == single, "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
