import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// A Tradovate simulator at a fixed time, and a client of the test's own that speaks as the
/// documentation says.
struct TradovateDesk {
  static let start = Timestamp(milliseconds: 1_780_000_000_000)
  static let user = 2_000_001
  var serving = TradovateServing(now: start)
  var outbox = Outbox()

  /// The sheet's example of §3.1, with the paper exchange's contract and account.
  static let oco = """
    {"accountSpec":"PAPER0001","accountId":1000001,"action":"Sell","symbol":"MESZ6","orderQty":1,\
    "orderType":"Limit","price":6600.25,"timeInForce":"Day","isAutomated":false,"other":{"action":\
    "Sell","orderType":"Stop","stopPrice":6400,"timeInForce":"Day"}}
    """

  /// The sheet's example of §3.2.
  static let oso = """
    {"accountSpec":"PAPER0001","accountId":1000001,"action":"Buy","symbol":"MESZ6","orderQty":1,\
    "orderType":"Limit","price":6450,"timeInForce":"Day","isAutomated":false,
     "bracket1":{"action":"Sell","orderType":"Limit","price":6500,"timeInForce":"GTC"},
     "bracket2":{"action":"Sell","orderType":"Stop","stopPrice":6420,"timeInForce":"GTC"}}
    """

  static let oto = """
    {"accountSpec":"PAPER0001","accountId":1000001,"action":"Buy","symbol":"MESZ6","orderQty":3,\
    "orderType":"Limit","price":6450,"bracket1":{"action":"Sell","orderType":"Stop",\
    "stopPrice":6420}}
    """

  static func single(_ members: String) -> String {
    #"{"accountId":1000001,"action":"Buy","symbol":"MESZ6","orderQty":1,"# + members + "}"
  }

  // MARK: REST

  mutating func send(
    _ method: String, _ target: String, _ body: String = "", token: String? = "paper-token",
    type: String = "application/json"
  ) -> HTTPResponse {
    var headers = [
      HeaderField("Host", "127.0.0.1:9404"), HeaderField("Content-Type", type),
      HeaderField("Accept", "application/json"),
    ]
    if let token { headers.append(HeaderField("Authorization", "Bearer " + token)) }
    let answer = serving.answer(
      HTTPRequest(method, "/v1" + target, headers: headers, body: Array(body.utf8)))
    settle()
    return answer
  }

  /// The text of a 200.
  mutating func post(_ target: String, _ body: String) -> String {
    let answer = send("POST", target, body)
    return answer.status == 200 ? Self.text(answer) : "\(answer.status) \(Self.text(answer))"
  }

  mutating func get(_ target: String) throws -> JSONNode {
    let answer = send("GET", target)
    #expect(answer.status == 200, "\(target): \(Self.text(answer))")
    return try JSONDocument(parsing: answer.body).root
  }

  static func text(_ answer: HTTPResponse) -> String {
    String(decoding: answer.body, as: UTF8.self)
  }

  mutating func ids(_ target: String, _ body: String) throws -> [Int64] {
    let text = post(target, body)
    let root = try JSONDocument(parsing: text).root
    let ids = ["orderId", "ocoId", "oso1Id", "oso2Id"].compactMap { root[$0]?.int64 }
    try #require(!ids.isEmpty, "\(text)")
    return ids
  }

  /// The status of an order, by its entity.
  mutating func status(_ id: Int64) throws -> String {
    try #require(try get("/order/item?id=\(id)")["ordStatus"]?.string)
  }

  // MARK: Time and prices

  /// What whoever holds a serving does after everything.
  mutating func settle() {
    let news = serving.desk.takeNews()
    if !news.isEmpty { serving.tell(news, into: &outbox) }
    if let due = serving.nextDuty, due <= serving.desk.now { serving.pass(into: &outbox) }
  }

  mutating func wait(_ milliseconds: Int64) {
    serving.desk.pass(
      to: Timestamp(milliseconds: serving.desk.now.milliseconds + milliseconds))
    settle()
  }

  mutating func trade(_ price: Decimal, _ size: Decimal? = nil, _ symbol: String = "MESZ6") {
    guard let market = serving.desk.market(spelled: symbol) else { return }
    let spec = serving.desk.specs[market]
    serving.desk.apply(
      .trade(price: spec.nearestTicks(price), size: size.flatMap(spec.lots)), to: market)
    settle()
  }

  // MARK: Sockets

  mutating func open(_ number: Int64 = 1, token: String? = "paper-token") -> SocketID {
    let socket = SocketID(number)
    let asked = HTTPRequest("GET", "/v1/websocket", headers: [HeaderField("Upgrade", "websocket")])
    #expect(serving.admit(asked, as: socket, into: &outbox) == .admitted)
    if let token { say("authorize\n0\n\n" + token, on: socket) }
    return socket
  }

  mutating func say(_ text: String, on socket: SocketID) {
    serving.receive(.text(Array(text.utf8)), on: socket, into: &outbox)
    settle()
  }

  /// The text frames that were sent on a socket, which are forgotten.
  mutating func frames(on socket: SocketID) -> [String] {
    let own = outbox.items.filter { $0.socket == socket }
    outbox.items.removeAll { $0.socket == socket }
    return own.compactMap { item in
      switch item.what {
      case .text(let bytes): String(decoding: bytes, as: UTF8.self)
      case .close(let code, _): "close \(code)"
      default: nil
      }
    }
  }

  /// The items of the `a` frames that were sent.
  mutating func items(on socket: SocketID) throws -> [JSONNode] {
    try frames(on: socket).filter { $0.hasPrefix("a") }.flatMap { frame in
      Array(try JSONDocument(parsing: String(frame.dropFirst())).root.elements)
    }
  }

  /// `order Created PendingNew`: each event's entity, type and state.
  mutating func events(on socket: SocketID) throws -> [String] {
    try items(on: socket).compactMap { item in
      guard item["e"]?.string == "props", let data = item["d"] else { return nil }
      let entity = data["entity"]
      let state = ["ordStatus", "commandStatus"].lazy.compactMap { entity?[$0]?.string }.first
      let kind = entity?["execType"]?.string ?? entity?["commandType"]?.string
      return [data["entityType"]?.string, data["eventType"]?.string, kind, state].compactMap(\.self)
        .joined(separator: " ")
    }
  }
}
