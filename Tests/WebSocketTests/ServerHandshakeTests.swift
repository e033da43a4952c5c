import Crypto
import Testing
import WebSocket

struct ServerHandshakeTests {
  private static let good = [
    HeaderField("Host", "h"), HeaderField("upgrade", "WebSocket"),
    HeaderField("connection", "keep-alive, Upgrade"),
    HeaderField("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    HeaderField("Sec-WebSocket-Version", "13"),
  ]

  private static func accept(
    _ headers: [HeaderField] = good, method: String = "GET", version: String = "HTTP/1.1",
    subprotocols: [String] = []
  ) throws(HandshakeRefusal) -> ServerHandshake {
    try ServerHandshake(
      method: method, version: version, headers: headers, subprotocols: subprotocols,
      sha1: Digest.sha1)
  }

  private static func replacing(_ name: String, _ values: String...) -> [HeaderField] {
    good.filter { $0.name.lowercased() != name.lowercased() }
      + values.map { HeaderField(name, $0) }
  }

  @Test func extensionsAreNotAgreedTo() throws {
    let offer = Self.good + [HeaderField("Sec-WebSocket-Extensions", "permessage-deflate")]
    let response = String(decoding: try Self.accept(offer).response, as: UTF8.self)
    #expect(!response.contains("Extensions"))
    #expect(response.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"))
  }

  @Test func theFirstOfferThatIsSpokenIsChosen() throws {
    let offer =
      Self.good + [
        HeaderField("Sec-WebSocket-Protocol", "a, b"), HeaderField("Sec-WebSocket-Protocol", "c"),
      ]
    #expect(try Self.accept(offer, subprotocols: ["c", "b"]).subprotocol == "b")
    #expect(try Self.accept(offer, subprotocols: ["x"]).subprotocol == nil)
    #expect(try Self.accept(subprotocols: ["x"]).subprotocol == nil)
  }

  @Test func wrongRequestsAreRefusedWithTheirStatus() {
    let key = "dGhlIHNhbXBsZSBub25jZQ=="
    let rows: [([HeaderField], Int)] = [
      (Self.replacing("Host"), 400), (Self.replacing("Host", "a", "b"), 400),
      (Self.replacing("Upgrade"), 426), (Self.replacing("Upgrade", "h2c"), 426),
      (Self.replacing("Connection"), 400), (Self.replacing("Connection", "close"), 400),
      (Self.replacing("Sec-WebSocket-Version"), 426),
      (Self.replacing("Sec-WebSocket-Version", "8"), 426),
      (Self.replacing("Sec-WebSocket-Version", "13", "13"), 426),
      (Self.replacing("Sec-WebSocket-Key"), 400),
      (Self.replacing("Sec-WebSocket-Key", key, key), 400),
      (Self.replacing("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZR=="), 400),
      (Self.replacing("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ="), 400),
      (Self.replacing("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ==="), 400),
      (Self.replacing("Sec-WebSocket-Key", "dGhl HNhbXBsZSBub25jZQ=="), 400),
      (Self.replacing("Sec-WebSocket-Key", ""), 400),
      (Self.good + [HeaderField("Sec-WebSocket-Protocol", "a b")], 400),
    ]
    for (headers, status) in rows {
      #expect { try Self.accept(headers) } throws: { ($0 as? HandshakeRefusal)?.status == status }
    }
    #expect { try Self.accept(method: "POST") } throws: {
      ($0 as? HandshakeRefusal)?.status == 405
    }
    #expect { try Self.accept(version: "HTTP/1.0") } throws: {
      ($0 as? HandshakeRefusal)?.status == 505
    }
  }

  /// Section 4.2.2: a refused version is answered with the ones spoken.
  @Test func aRefusedVersionNamesTheRightOne() {
    #expect { try Self.accept(Self.replacing("Sec-WebSocket-Version", "25")) } throws: {
      ($0 as? HandshakeRefusal)?.headers == [HeaderField("Sec-WebSocket-Version", "13")]
    }
  }

  @Test func onlyAnUpgradeAsksForWebSocket() {
    #expect(ServerHandshake.isAsked(headers: Self.good))
    #expect(!ServerHandshake.isAsked(headers: [HeaderField("Host", "h")]))
  }
}
