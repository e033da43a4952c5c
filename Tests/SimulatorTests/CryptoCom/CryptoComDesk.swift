import Crypto
import Exact
import Orders
import PaperExchange
import Testing
import Venues
import WebSocket

@testable import Simulator

/// A Crypto.com simulator at a fixed time, and a client of the test's own that signs as the
/// documentation says.
struct CryptoComDesk {
  static let time: Int64 = 1_700_000_000_000
  var serving = CryptoComServing(now: Timestamp(milliseconds: time))
  private var lastID: Int64 = 100

  init() {}

  /// HMAC-SHA256 of method + id + key + parameters + nonce, in lower-case hex.
  ///
  /// `signed` is the text of the parameters, written out by hand in the test.
  static func request(
    _ method: String, _ params: String, signed: String, id: Int64 = 1, nonce: Int64 = time,
    key: String = "paper-key", secret: String = "paper-secret"
  ) -> HTTPRequest {
    let text = "\(method)\(id)\(key)\(signed)\(nonce)"
    let sig = Hex.encode(HMACKey(Secret(secret)).sign(Array(text.utf8)))
    let body =
      #"{"id":\#(id),"method":"\#(method)","api_key":"\#(key)","params":\#(params),"#
      + #""nonce":\#(nonce),"sig":"\#(sig)"}"#
    return post(method, body)
  }

  static func post(_ method: String, _ body: String) -> HTTPRequest {
    HTTPRequest(
      "POST", "/exchange/v1/" + method,
      headers: [
        HeaderField("Host", "127.0.0.1:9401"), HeaderField("Content-Type", "application/json"),
      ], body: Array(body.utf8))
  }

  static func get(_ target: String) -> HTTPRequest { HTTPRequest("GET", "/exchange/v1/" + target) }

  /// Asks with parameters that are one level deep, all of them strings.
  mutating func ask(_ method: String, _ params: [(String, String)] = []) throws -> JSONNode {
    let body = "{" + params.map { #""\#($0)":"\#($1)""# }.joined(separator: ",") + "}"
    let signed = params.sorted { $0.0 < $1.0 }.map { $0 + $1 }.joined()
    return try send(method, body, signed: signed)
  }

  /// Asks with orders, each one level deep, in `order_list`.
  mutating func ask(_ method: String, orders: [[(String, String)]]) throws -> JSONNode {
    let rows = orders.map { order in
      "{" + order.map { #""\#($0)":"\#($1)""# }.joined(separator: ",") + "}"
    }
    let signed = orders.map { order in
      order.sorted { $0.0 < $1.0 }.map { $0 + $1 }.joined()
    }
    return try send(
      method, #"{"order_list":["# + rows.joined(separator: ",") + "]}",
      signed: "order_list" + signed.joined())
  }

  mutating func send(_ method: String, _ body: String, signed: String) throws -> JSONNode {
    lastID += 1
    serving.desk.pass(to: Timestamp(milliseconds: serving.desk.now.milliseconds + 1_001))
    let request = Self.request(
      method, body, signed: signed, id: lastID, nonce: serving.desk.now.milliseconds)
    return try root(serving.answer(request))
  }

  func root(_ answer: HTTPResponse) throws -> JSONNode {
    try JSONDocument(parsing: answer.body).root
  }

  /// Code and message, as `306 INSUFFICIENT_AVAILABLE_BALANCE`.
  static func verdict(_ root: JSONNode) -> String {
    let message = root["message"]?.string.map { " " + $0 } ?? ""
    return (root["code"]?.numberText ?? "no code") + message
  }

  mutating func trade(_ price: Decimal, size: Decimal? = nil) {
    let spec = serving.desk.specs[0]
    serving.desk.apply(
      .trade(price: spec.nearestTicks(price), size: size.flatMap(spec.lots)), to: 0)
  }

  mutating func mark(_ price: Decimal) {
    serving.desk.apply(.mark(serving.desk.specs[0].nearestTicks(price)), to: 0)
  }

  // MARK: Sockets

  mutating func open(_ path: String, _ number: Int64 = 1) -> Admission {
    var outbox = Outbox()
    return serving.admit(
      HTTPRequest("GET", path), as: SocketID(number), into: &outbox)
  }

  /// A user socket that is signed in and has waited for its first second.
  mutating func signIn(_ number: Int64 = 1) throws {
    #expect(open("/exchange/v1/user", number) == .admitted)
    let nonce = serving.desk.now.milliseconds
    let text = "public/auth11paper-key\(nonce)"
    let sig = Hex.encode(HMACKey(Secret("paper-secret")).sign(Array(text.utf8)))
    let frame =
      #"{"id":11,"method":"public/auth","api_key":"paper-key","nonce":\#(nonce),"sig":"\#(sig)"}"#
    #expect(say(frame, number) == [#"{"id":11,"method":"public/auth","code":0}"#])
  }

  mutating func say(_ frame: String, _ number: Int64 = 1) -> [String] {
    var outbox = Outbox()
    serving.receive(.text(Array(frame.utf8)), on: SocketID(number), into: &outbox)
    return Self.texts(outbox)
  }

  mutating func subscribe(_ channel: String, _ number: Int64 = 1) -> [String] {
    say(
      #"{"id":12,"method":"subscribe","params":{"channels":["\#(channel)"]},"nonce":1}"#, number)
  }

  /// What the sockets were told of what has happened.
  mutating func heard() -> [String] {
    var outbox = Outbox()
    serving.tell(serving.desk.takeNews(), into: &outbox)
    return Self.texts(outbox)
  }

  mutating func pass(_ milliseconds: Int64) -> [String] {
    serving.desk.pass(to: Timestamp(milliseconds: serving.desk.now.milliseconds + milliseconds))
    var outbox = Outbox()
    serving.pass(into: &outbox)
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

  // MARK: Orders

  /// Sell 0.01 BTC at 32000, or from a mark of 29000 at 28900 at least.
  static func oco(_ id: String = "o") -> [[(String, String)]] {
    [
      [
        ("instrument_name", "BTC_USDT"), ("side", "SELL"), ("type", "LIMIT"), ("price", "32000"),
        ("quantity", "0.01"), ("client_oid", id + "-1"),
      ],
      [
        ("instrument_name", "BTC_USDT"), ("side", "SELL"), ("type", "STOP_LIMIT"),
        ("price", "28900"), ("ref_price", "29000"), ("ref_price_type", "MARK_PRICE"),
        ("quantity", "0.01"), ("client_oid", id + "-2"),
      ],
    ]
  }

  /// Buy 0.01 BTC at 29900, then sell it at the market from 29000 down or from 33000 up.
  static func otoco(_ id: String = "t") -> [[(String, String)]] {
    [
      [
        ("instrument_name", "BTC_USDT"), ("side", "BUY"), ("type", "LIMIT"), ("price", "29900"),
        ("quantity", "0.01"), ("client_oid", id + "-1"),
      ],
      [
        ("instrument_name", "BTC_USDT"), ("side", "SELL"), ("type", "STOP_LOSS"),
        ("ref_price", "29000"), ("quantity", "0.01"), ("client_oid", id + "-2"),
      ],
      [
        ("instrument_name", "BTC_USDT"), ("side", "SELL"), ("type", "TAKE_PROFIT"),
        ("ref_price", "33000"), ("quantity", "0.01"), ("client_oid", id + "-3"),
      ],
    ]
  }

  static func limit(_ id: String = "l") -> [(String, String)] {
    [
      ("instrument_name", "BTC_USDT"), ("side", "BUY"), ("type", "LIMIT"), ("price", "29000"),
      ("quantity", "0.01"), ("client_oid", id),
    ]
  }
}

extension [(String, String)] {
  /// The same with one parameter said otherwise, or left out.
  func with(_ name: String, _ value: String?) -> [(String, String)] {
    var parameters = filter { $0.0 != name }
    if let value { parameters.append((name, value)) }
    return parameters
  }
}
