import Orders
import Testing
import WebSocket

@testable import Simulator

@Suite("HTTP writer")
struct HTTPWriterTests {
  private static let now = Timestamp(milliseconds: 784_111_777_999)

  private static func write(
    _ response: HTTPResponse, to method: String = "GET", keepsAlive: Bool = true
  ) -> String {
    var bytes: [UInt8] = []
    HTTPWriter.write(response, to: method, keepsAlive: keepsAlive, now: now, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("An answer has its length, the venue's date and the connection's fate")
  func whole() {
    // The date is the example of RFC 9110 section 5.6.7.
    #expect(
      Self.write(HTTPResponse(200, headers: [HeaderField("X-A", "b")], body: Array("hé".utf8)))
        == "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nX-A: b\r\n"
        + "Content-Length: 3\r\nConnection: keep-alive\r\n\r\nhé")
    #expect(
      Self.write(HTTPResponse(418), to: "HEAD", keepsAlive: false)
        == "HTTP/1.1 418 I'm a teapot\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
        + "Content-Length: 0\r\nConnection: close\r\n\r\n")
  }

  @Test("An answer to HEAD, and one without content, has no body")
  func noBody() {
    let body = Array("body".utf8)
    #expect(Self.write(HTTPResponse(200, body: body), to: "HEAD").hasSuffix("\r\n\r\n"))
    #expect(Self.write(HTTPResponse(200, body: body), to: "HEAD").contains("Content-Length: 4"))
    #expect(!Self.write(HTTPResponse(204, body: body)).contains("Content-Length"))
    #expect(Self.write(HTTPResponse(204, body: body)).hasSuffix("\r\n\r\n"))
  }

  @Test("A header cannot begin another one, nor tell another length")
  func noSplitting() {
    let response = HTTPResponse(
      200,
      headers: [
        HeaderField("X-Evil", "a\r\nX-More: b"), HeaderField("Content-Length", "99"),
        HeaderField("transfer-encoding", "chunked"), HeaderField("Bad Name", "x"),
      ])
    let text = Self.write(response)
    #expect(!text.contains("X-More") && !text.contains("Length: 99") && !text.contains("chunked"))
    #expect(!text.contains("Bad Name"))
    // A date of the venue's own is kept.
    let dated = Self.write(HTTPResponse(200, headers: [HeaderField("date", "then")]))
    #expect(dated.contains("date: then") && !dated.contains("1994"))
  }

  // Computed with Python's email.utils.formatdate(seconds, usegmt=True).
  @Test(
    "Dates are the calendar's",
    arguments: [
      (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
      (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
      (1_700_000_000, "Tue, 14 Nov 2023 22:13:20 GMT"),
      (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
      (4_102_444_799, "Thu, 31 Dec 2099 23:59:59 GMT"),
    ] as [(Int64, String)])
  func dates(_ seconds: Int64, _ text: String) {
    #expect(Timestamp(milliseconds: seconds * 1000 + 999 * (seconds < 0 ? 0 : 1)).httpDate == text)
  }
}
