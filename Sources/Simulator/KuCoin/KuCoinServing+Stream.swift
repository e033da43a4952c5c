import Exact
import Orders
import PaperExchange
import WebSocket

extension KuCoinServing {
  /// One socket.
  struct Stream: Sendable {
    let token: String
    let isPrivate: Bool
    let connectID: String
    let opened: Timestamp
    var heard: Timestamp
    var topics: Set<String> = []
  }

  private static let mostTopics = 300
  private static let mostPerFrame = 100
  /// A socket that sends no ping of KuCoin's own kind is dropped after about a minute (sheet §7).
  private static let silence: Int64 = 60_000
  private static let life: Int64 = 24 * 3_600_000

  static let privateTopics: Set = [
    "/spotMarket/advancedOrders", "/spotMarket/tradeOrdersV2", "/spotMarket/tradeOrders",
    "/account/balance",
  ]

  // MARK: Opening and ending

  public mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    guard request.path == "/" || request.path == "/endpoint",
      let query = FormParameters(request.query ?? "")
    else { return .refused(KuCoinRefusal.noSuchURL.answer) }
    let connectID = query["connectId"] ?? ""
    guard let text = query["token"], let token = tokens[text], token.expires > desk.now else {
      send(
        [
          "id": .string(connectID), "type": "error", "code": 401,
          "data": .string(query["token"] == nil ? "token is empty" : "token is expired"),
        ], to: socket, &outbox)
      outbox.send(.close(code: 1000, reason: "token is expired"), to: socket)
      return .admitted
    }
    streams[socket] = Stream(
      token: text, isPrivate: token.isPrivate, connectID: connectID, opened: desk.now,
      heard: desk.now)
    send(["id": .string(connectID), "type": "welcome"], to: socket, &outbox)
    return .admitted
  }

  public mutating func ended(_ socket: SocketID) { streams[socket] = nil }

  public mutating func expireTokens(into outbox: inout Outbox) {
    tokens.removeAll()
    for (socket, stream) in streams.sorted(by: { $0.key < $1.key }) {
      end(socket, stream, &outbox)
    }
  }

  private mutating func end(_ socket: SocketID, _ stream: Stream, _ outbox: inout Outbox) {
    send(
      ["id": .string(stream.connectID), "type": "error", "code": 401, "data": "token is expired"],
      to: socket, &outbox)
    outbox.send(.close(code: 1000, reason: "token is expired"), to: socket)
    streams[socket] = nil
  }

  // MARK: Time

  public var nextDuty: Timestamp? {
    if desk.isCalm { return nil }
    return streams.values.map {
      Timestamp(
        milliseconds: min(
          $0.heard.milliseconds + Self.silence, $0.opened.milliseconds + Self.life))
    }.min()
  }

  public mutating func pass(into outbox: inout Outbox) {
    let now = desk.now.milliseconds
    for (socket, stream) in streams.sorted(by: { $0.key < $1.key }) {
      if now >= stream.opened.milliseconds + Self.life {
        end(socket, stream, &outbox)
      } else if now >= stream.heard.milliseconds + Self.silence {
        outbox.send(.close(code: 1000, reason: "no ping"), to: socket)
        streams[socket] = nil
      }
    }
  }

  // MARK: What clients say

  public mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    // Only JSON messages count; a ping of RFC 6455 does not keep the socket (sheet §7).
    guard case .text(let bytes) = message, let stream = streams[socket] else { return }
    guard let root = (try? JSONDocument(parsing: bytes))?.root, root.kind == .object else {
      send(["id": "", "type": "error", "code": 400, "data": "bad message"], to: socket, &outbox)
      return
    }
    let id = root["id"]?.text ?? ""
    switch root["type"]?.text {
    case "ping":
      streams[socket]?.heard = desk.now
      send(["id": .string(id), "type": "pong"], to: socket, &outbox)
    case "subscribe", "unsubscribe":
      subscribe(root, id, stream, socket, &outbox)
    default:
      error(415, "type is not supported", id, socket, &outbox)
    }
  }

  private mutating func subscribe(
    _ root: JSONNode, _ id: String, _ stream: Stream, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    let topic = root["topic"]?.text ?? ""
    let topics = Self.split(topic)
    let isPrivate = root["privateChannel"]?.bool == true || root["privateChannel"]?.text == "true"
    guard topics.allSatisfy({ isKnown($0, isPrivate: isPrivate) }), !topics.isEmpty else {
      error(404, "topic \(topic.prefix(200)) is not found", id, socket, &outbox)
      return
    }
    if isPrivate, !stream.isPrivate {
      error(401, "token is invalid", id, socket, &outbox)
      return
    }
    if root["type"]?.text == "unsubscribe" {
      streams[socket]?.topics.subtract(topics)
    } else if topics.count > Self.mostPerFrame {
      error(
        509, "exceed max subscription count limitation of 100 per time", id, socket, &outbox)
      return
    } else if stream.topics.union(topics).count > Self.mostTopics {
      error(
        509, "exceed max subscription count limitation of 300 per session", id, socket, &outbox)
      return
    } else {
      streams[socket]?.topics.formUnion(topics)
    }
    if root["response"]?.bool == true || root["response"]?.text == "true" {
      send(["id": .string(id), "type": "ack"], to: socket, &outbox)
    }
  }

  /// `/market/ticker:BTC-USDT,ETH-USDT` is two topics.
  private static func split(_ topic: String) -> [String] {
    guard let colon = topic.firstIndex(of: ":") else { return [topic] }
    let name = topic[...colon]
    return topic[topic.index(after: colon)...].split(separator: ",").map { String(name + $0) }
  }

  private func isKnown(_ topic: String, isPrivate: Bool) -> Bool {
    if Self.privateTopics.contains(topic) { return isPrivate }
    guard !isPrivate, let colon = topic.firstIndex(of: ":") else { return false }
    let symbol = String(topic[topic.index(after: colon)...])
    switch topic[..<colon] {
    case "/market/ticker": return symbol == "all" || desk.market(spelled: symbol) != nil
    case "/market/match": return desk.market(spelled: symbol) != nil
    default: return false
    }
  }

  private func error(
    _ code: Int64, _ text: String, _ id: String, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    send(
      ["id": .string(id), "type": "error", "code": .integer(code), "data": .string(text)],
      to: socket, &outbox)
  }

  func send(
    _ json: JSON, to socket: SocketID, isNews: Bool = false, _ outbox: inout Outbox
  ) {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    outbox.send(.text(bytes), to: socket, isNews: isNews)
  }

  func publish(_ topic: String, _ json: JSON, isNews: Bool, _ outbox: inout Outbox) {
    for (socket, stream) in streams.sorted(by: { $0.key < $1.key })
    where stream.topics.contains(topic) {
      send(json, to: socket, isNews: isNews, &outbox)
    }
  }
}
