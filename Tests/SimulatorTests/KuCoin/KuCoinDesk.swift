import Crypto
import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// A KuCoin simulator at a fixed time, and a client of the test's own that signs as the
/// documentation says.
struct KuCoinDesk {
  static let time: Int64 = 1_700_000_000_000
  var serving = KuCoinServing(now: Timestamp(milliseconds: time))

  static let placing = """
    {"clientOid":"oco-test-0001","side":"sell","symbol":"BTC-USDT","price":"32000","size":"0.01",\
    "stopPrice":"29000","limitPrice":"28900","remark":"tkt","tradeType":"TRADE"}
    """

  /// base64(HMAC-SHA256(secret, timestamp + method + endpoint + body)).
  static func signed(
    _ method: String, _ target: String, _ body: String = "", at time: Int64 = time,
    signing signedTarget: String? = nil
  ) -> HTTPRequest {
    let text = "\(time)\(method)\(signedTarget ?? target)\(body)"
    let key = HMACKey(Secret("paper-secret"))
    return HTTPRequest(
      method, target,
      headers: [
        HeaderField("Host", "127.0.0.1:9403"), HeaderField("Content-Type", "application/json"),
        HeaderField("KC-API-KEY", "paper-key"),
        HeaderField("KC-API-SIGN", Base64.encode(key.sign(Array(text.utf8)))),
        HeaderField("KC-API-TIMESTAMP", String(time)),
        // python3: base64(hmac-sha256(b"paper-secret", b"paper-passphrase"))
        HeaderField("KC-API-PASSPHRASE", "eHNqVtmQd7G6XZJJwCFgkbpoWoBASM1a+Xf2Mj7dqgQ="),
        HeaderField("KC-API-KEY-VERSION", "3"),
      ], body: Array(body.utf8))
  }

  mutating func ask(_ method: String, _ target: String, _ body: String = "") -> String {
    text(serving.answer(Self.signed(method, target, body)))
  }

  mutating func data(
    _ method: String, _ target: String, _ body: String = ""
  ) throws -> JSONNode {
    let answer = serving.answer(Self.signed(method, target, body))
    let root = try JSONDocument(parsing: answer.body).root
    #expect(root["code"]?.string == "200000", "\(text(answer))")
    return try #require(root["data"])
  }

  func text(_ answer: HTTPResponse) -> String { String(decoding: answer.body, as: UTF8.self) }

  mutating func trade(_ price: Decimal, _ size: Decimal? = nil) {
    let spec = serving.desk.specs[0]
    serving.desk.apply(
      .trade(price: spec.nearestTicks(price), size: size.flatMap(spec.lots)), to: 0)
  }

  /// A socket that hears the account.
  mutating func listen(_ topics: [String]) throws -> SocketID {
    let token = try #require(try data("POST", "/api/v1/bullet-private")["token"]?.string)
    let socket = SocketID(1)
    var outbox = Outbox()
    let escaped = Percent.encode(token)
    let request = HTTPRequest("GET", "/?token=\(escaped)&connectId=me")
    #expect(serving.admit(request, as: socket, into: &outbox) == .admitted)
    #expect(Self.texts(outbox) == [#"{"id":"me","type":"welcome"}"#])
    for topic in topics {
      let frame =
        #"{"id":"1","type":"subscribe","topic":"\#(topic)","privateChannel":true,"response":true}"#
      #expect(say(frame) == [#"{"id":"1","type":"ack"}"#])
    }
    return socket
  }

  mutating func say(_ frame: String) -> [String] {
    var outbox = Outbox()
    serving.receive(.text(Array(frame.utf8)), on: SocketID(1), into: &outbox)
    return Self.texts(outbox)
  }

  /// What the sockets were told of what has happened.
  mutating func heard() -> [String] {
    var outbox = Outbox()
    serving.tell(serving.desk.takeNews(), into: &outbox)
    return Self.texts(outbox)
  }

  static func texts(_ outbox: Outbox) -> [String] {
    outbox.items.compactMap { item in
      switch item.what {
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .close(let code, let reason): "close \(code) \(reason)"
      case .binary, .ping: nil
      }
    }
  }
}
