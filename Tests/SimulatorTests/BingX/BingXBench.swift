import Crypto
import Exact
import Gzip
import Orders
import PaperExchange
import Testing
import Venues
import WebSocket

@testable import Simulator

/// A simulator of BingX, and a client that signs as the documents say.
struct BingXBench {
  static let start: Int64 = 1_700_000_000_000
  var serving = BingXServing(now: Timestamp(milliseconds: start))
  var outbox = Outbox()
  let secret: HMACKey
  let key: String

  init() {
    key = "paper-key"
    secret = HMACKey(Secret("paper-secret"))
  }

  /// The account of the sheet's vectors, in a market around 65000.
  init(invented: Void) {
    key = "fake-key-0001"
    secret = HMACKey(Secret("fake-secret-0001"))
    serving = BingXServing(
      now: Timestamp(milliseconds: Self.start), key: key, secret: Secret("fake-secret-0001"))
    serving.desk = Desk(
      BingX(), commission: BingXServing.commission, now: Timestamp(milliseconds: Self.start),
      start: { $0.base == "BTC" ? 65_000 : 2_000 })
  }

  var now: Int64 { serving.desk.now.milliseconds }

  mutating func pass(_ milliseconds: Int64) {
    serving.desk.pass(to: Timestamp(milliseconds: now + milliseconds))
    serving.pass(into: &outbox)
  }

  /// Somebody trades in BTC-USDT.
  mutating func trade(_ price: Decimal, _ size: Int64? = nil) {
    serving.desk.apply(.trade(price: serving.desk.specs[0].nearestTicks(price), size: size), to: 0)
    serving.tell(serving.desk.takeNews(), into: &outbox)
  }

  // MARK: Requests

  /// Raw bytes as a client sent them.
  mutating func send(
    _ method: String, _ target: String, body: String = "", key: String? = "paper-key"
  ) -> Reply {
    var headers: [HeaderField] = []
    if let key { headers.append(HeaderField("X-BX-APIKEY", key)) }
    let request = HTTPRequest(method, target, headers: headers, body: Array(body.utf8))
    let reply = Reply(serving.answer(request))
    serving.tell(serving.desk.takeNews(), into: &outbox)
    return reply
  }

  /// A signed query: sorted, raw, HMAC-SHA256 in lower case.
  mutating func call(
    _ method: String, _ path: String, _ parameters: [String: String] = [:], at time: Int64? = nil
  ) -> Reply {
    var all = parameters
    all["timestamp"] = String(time ?? now)
    let line = all.sorted { $0.key < $1.key }.map { $0.key + "=" + $0.value }
      .joined(separator: "&")
    return send(method, path + "?" + line + "&signature=" + sign(line), key: key)
  }

  func sign(_ line: String) -> String { Hex.encode(secret.sign(Array(line.utf8))) }

  static let oco = [
    "symbol": "BTC-USDT", "side": "SELL", "quantity": "0.01", "limitPrice": "32000",
    "triggerPrice": "29000", "orderPrice": "28900",
  ]

  /// Sells 0.01 BTC at 32000, or from 29000 at 28900.
  mutating func placeOCO(_ changes: [String: String] = [:]) -> Reply {
    call("POST", "/openApi/spot/v1/oco/order", Self.oco.merging(changes) { $1 })
  }

  mutating func placeOrder(_ parameters: [String: String]) -> Reply {
    call(
      "POST", "/openApi/spot/v1/trade/order",
      ["symbol": "BTC-USDT"].merging(parameters) { $1 })
  }

  // MARK: Sockets

  /// Opens a socket and hears the topics.
  mutating func open(_ number: Int64, topics: [String], listenKey: String? = nil) -> SocketID {
    let socket = SocketID(number)
    let target = "/market" + (listenKey.map { "?listenKey=" + $0 } ?? "")
    _ = serving.admit(HTTPRequest("GET", target), as: socket, into: &outbox)
    for topic in topics {
      tell(socket, #"{"id":"\#(topic)","reqType":"sub","dataType":"\#(topic)"}"#)
    }
    return socket
  }

  mutating func listenKey() -> String {
    send("POST", "/openApi/user/auth/userDataStream").json?["listenKey"]?.string ?? ""
  }

  mutating func tell(_ socket: SocketID, _ text: String) {
    serving.receive(.text(Array(text.utf8)), on: socket, into: &outbox)
  }

  /// What a socket got since this was last asked, unpacked.
  mutating func heard(_ socket: SocketID) -> [String] {
    let items = outbox.items.filter { $0.socket == socket }
    outbox.items.removeAll { $0.socket == socket }
    return items.map { item in
      switch item.what {
      case .binary(let bytes):
        String(decoding: (try? Gzip.unpack(bytes)) ?? Array("not gzip".utf8), as: UTF8.self)
      case .text, .ping: "not binary"
      case .close(let code, _): "closed \(code)"
      }
    }
  }
}

/// An answer, and what its body says.
struct Reply {
  let response: HTTPResponse
  let text: String
  private let document: JSONDocument?

  init(_ response: HTTPResponse) {
    self.response = response
    text = String(decoding: response.body, as: UTF8.self)
    do {
      document = try JSONDocument(
        parsing: response.body.isEmpty ? Array("null".utf8) : response.body)
    } catch {
      Issue.record("not JSON: \(error)")
      document = nil
    }
  }

  var json: JSONNode? { document?.root }

  var code: Int64? { json?["code"]?.int64 }
  var message: String? { json?["msg"]?.string }
  var data: JSONNode? { json?["data"] }

  /// The code and text of a refusal.
  var fault: String { "\(code ?? -1) \(message ?? "")" }

  func header(_ name: String) -> String? {
    response.headers.first { $0.name == name }?.value
  }
}
