import Exact
import Orders
import Testing

@testable import Venues

@Suite struct WireRequestTests {
  func request() -> WireRequest {
    var target = SealedText("/api/x?a=1&signature=")
    target.appendSecret("abc'def")
    var body = SealedText(#"{"note":"it's","sig":""#)
    body.appendSecret("hush")
    body.append("\"}")
    return WireRequest(
      venue: VenueID("kucoin"), environment: .live, operation: .place, channel: .rest(.post),
      base: "https://host.example/v1", target: target,
      headers: [.init("X-KEY", "key", isSecret: true), .init("Content-Type", "application/json")],
      body: body)
  }

  @Test func secretsAreMaskedWhereverTheyStand() {
    for format in WireRequest.Format.allCases {
      let masked = request().text(format)
      for secret in ["abc", "def", "hush", ": key"] {
        #expect(!masked.contains(secret), "\(format)")
      }
      let revealed = request().text(format, revealing: true)
      #expect(revealed.contains("hush"))
      #expect(!revealed.contains("•"))
    }
  }

  @Test func theWireFormatIsWhatASocketCarries() {
    #expect(
      request().text(.wire, revealing: true) == """
        POST /v1/api/x?a=1&signature=abc'def HTTP/1.1
        Host: host.example
        X-KEY: key
        Content-Type: application/json
        Content-Length: 28

        {"note":"it's","sig":"hush"}
        """)
  }

  @Test func theJSONFormatIsTheContracts() throws {
    let object = try JSONDocument(parsing: request().text(.json)).root
    #expect(object.members.map(\.key) == ["venue", "env", "method", "url", "headers", "body"])
    #expect(object["url"]?.string == "https://host.example/v1/api/x?a=1&signature=••••")
    #expect(object["headers"]?[0]?[1]?.string == "••••")
    #expect(object["body"]?.string == #"{"note":"it's","sig":"••••"}"#)
  }

  @Test func aShellReadsTheCurlFormatAsOneWordEach() {
    #expect(
      request().text(.curl, revealing: true) == #"""
        curl --request POST \
          --header 'X-KEY: key' \
          --header 'Content-Type: application/json' \
          --data-raw '{"note":"it'\''s","sig":"hush"}' \
          'https://host.example/v1/api/x?a=1&signature=abc'\''def'
        """#)
  }

  @Test func secretStretchesSurviveJoining() {
    var outer = SealedText("<")
    var inner = SealedText("a")
    inner.appendSecret("b")
    outer.append(inner)
    outer.append(">")
    #expect(outer.text() == "<a••••>")
    #expect(outer.text(revealing: true) == "<ab>")
  }
}
