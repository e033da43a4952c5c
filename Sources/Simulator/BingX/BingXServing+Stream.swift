import Exact
import Gzip
import Orders
import PaperExchange
import Venues

/// One socket, for markets and account alike.
struct BingXSocket: Sendable {
  let listenKey: String?
  /// In the order they were asked for.
  var topics: [String] = []
  var nextPing: Timestamp
  /// Since when a ping is unanswered.
  var silentSince: Timestamp?
}

/// Sockets: admission, subscriptions, heartbeats. Every frame of the server is gzip in a binary
/// message.
extension BingXServing {
  /// BingX.Net expects a ping every 30 seconds.
  static let pingEvery: Int64 = 30_000
  /// The sheet's choice, §7.
  static let patience: Int64 = 60_000
  /// WebSocket rules: "your topic num over max 200".
  static let mostTopics = 200

  public mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    guard request.method == "GET", request.path == "/market" else {
      var fault = BingXFault.noSuchPath
      fault.status = 404
      return .refused(response(fault))
    }
    let query = request.query.flatMap { FormParameters($0) } ?? FormParameters()
    sockets[socket] = BingXSocket(
      listenKey: query["listenKey"], nextPing: later(than: desk.now, by: Self.pingEvery))
    return .admitted
  }

  public mutating func ended(_ socket: SocketID) { sockets[socket] = nil }

  func later(than time: Timestamp, by milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: time.milliseconds + milliseconds)
  }

  // MARK: Messages

  public mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard sockets[socket] != nil else { return }
    let bytes: [UInt8]
    switch message {
    case .text(let text): bytes = text
    case .binary(let binary): bytes = binary
    case .ping, .pong: return
    }
    if bytes.elementsEqual("Pong".utf8) {
      sockets[socket]?.silentSince = nil
    } else if bytes.elementsEqual("Ping".utf8) {
      send(Array("Pong".utf8), to: socket, into: &outbox)
    } else if let document = try? JSONDocument(parsing: bytes), document.root.kind == .object {
      receive(document.root, on: socket, into: &outbox)
    } else {
      refuse(nil, 100400, "Invalid parameter", on: socket, into: &outbox)
    }
  }

  private mutating func receive(
    _ root: JSONNode, on socket: SocketID, into outbox: inout Outbox
  ) {
    if root["pong"] != nil {
      sockets[socket]?.silentSince = nil
      return
    }
    let id = root["id"]?.text.map { String($0.prefix(100)) }
    guard let topic = root["dataType"]?.string, topic.utf8.count <= 100 else {
      return refuse(id, 100400, "Invalid parameter", on: socket, into: &outbox)
    }
    // ccxt leaves `reqType` out when it subscribes.
    switch root["reqType"]?.string ?? "sub" {
    case "sub": subscribe(topic, id, on: socket, into: &outbox)
    case "unsub":
      sockets[socket]?.topics.removeAll { $0 == topic }
      acknowledge(id, on: socket, into: &outbox)
    default: refuse(id, 100400, "Invalid parameter", on: socket, into: &outbox)
    }
  }

  private mutating func subscribe(
    _ topic: String, _ id: String?, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard let state = sockets[socket] else { return }
    let isPrivate = BingX.userTopics.contains(topic)
    if isPrivate {
      guard let key = state.listenKey, listenKeys[key] != nil else {
        return refuse(id, 100401, "listenKey is invalid or expired", on: socket, into: &outbox)
      }
    } else {
      guard let named = marketTopic(topic) else {
        return refuse(id, 80015, "dataType not support", on: socket, into: &outbox)
      }
      guard named.market != nil else {
        let symbol = topic.split(separator: "@").first ?? ""
        return refuse(
          id, 80015, "symbol:\(symbol) is not supported in websocket", on: socket, into: &outbox)
      }
    }
    if !state.topics.contains(topic) {
      guard state.topics.count < Self.mostTopics else {
        return refuse(id, 80403, "your topic num over max 200", on: socket, into: &outbox)
      }
      sockets[socket]?.topics.append(topic)
    }
    acknowledge(id, on: socket, into: &outbox)
    guard !isPrivate, let named = marketTopic(topic), let market = named.market,
      let frame = frame(named.channel, topic, market)
    else { return }
    send(frame, to: socket, into: &outbox)
  }

  private func acknowledge(_ id: String?, on socket: SocketID, into outbox: inout Outbox) {
    send(
      [
        "code": 0, "id": .string(id ?? ""), "msg": "SUCCESS",
        "timestamp": .integer(desk.now.milliseconds),
      ], to: socket, into: &outbox)
  }

  private func refuse(
    _ id: String?, _ code: Int64, _ text: String, on socket: SocketID, into outbox: inout Outbox
  ) {
    send(
      [
        "id": .string(id ?? ""), "code": .integer(code), "msg": .string(text), "dataType": "",
        "data": .null,
      ], to: socket, into: &outbox)
  }

  // MARK: Sending

  func send(
    _ json: JSON, to socket: SocketID, into outbox: inout Outbox, isNews: Bool = false
  ) {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    send(bytes, to: socket, into: &outbox, isNews: isNews)
  }

  private func send(
    _ bytes: [UInt8], to socket: SocketID, into outbox: inout Outbox, isNews: Bool = false
  ) {
    // Packing fails only without memory; then there is nothing to be sent either.
    guard let packed = try? Gzip.pack(bytes) else { return }
    outbox.send(.binary(packed), to: socket, isNews: isNews)
  }

  /// Sends to every socket that hears a topic; private ones need a live listen key.
  func send(
    _ json: JSON, topic: String, into outbox: inout Outbox, isNews: Bool = false
  ) {
    var packed: [UInt8]?
    let isPrivate = BingX.userTopics.contains(topic)
    for (socket, state) in sockets.sorted(by: { $0.key < $1.key })
    where state.topics.contains(topic) {
      if isPrivate, state.listenKey.flatMap({ listenKeys[$0] }) == nil { continue }
      if packed == nil { packed = try? Gzip.pack(Array(json.text.utf8)) }
      if let packed { outbox.send(.binary(packed), to: socket, isNews: isNews) }
    }
  }

  // MARK: Duties

  public mutating func pass(into outbox: inout Outbox) {
    killIfDue()
    if desk.isCalm { return }
    for key in listenKeys.filter({ $0.value <= desk.now }).map(\.key).sorted() {
      expire(key, into: &outbox)
    }
    for socket in sockets.keys.sorted() { beat(socket, into: &outbox) }
  }

  public var nextDuty: Timestamp? {
    var next = killTime
    if desk.isCalm { return next }
    func consider(_ time: Timestamp) { next = next.map { min($0, time) } ?? time }
    for end in listenKeys.values { consider(end) }
    for socket in sockets.values {
      consider(socket.nextPing)
      if let since = socket.silentSince { consider(later(than: since, by: Self.patience)) }
    }
    return next
  }

  /// Closes a socket that fell silent, and asks the others whether they are there.
  private mutating func beat(_ socket: SocketID, into outbox: inout Outbox) {
    guard var state = sockets[socket] else { return }
    if let since = state.silentSince, later(than: since, by: Self.patience) <= desk.now {
      sockets[socket] = nil
      outbox.send(.close(code: 1000, reason: ""), to: socket)
      return
    }
    guard state.nextPing <= desk.now else { return }
    state.nextPing = later(than: desk.now, by: Self.pingEvery)
    state.silentSince = state.silentSince ?? desk.now
    sockets[socket] = state
    switch heartbeat {
    case .word: send(Array("Ping".utf8), to: socket, into: &outbox)
    case .json:
      lastPing += 1
      let id = String(Self.token("ping", lastPing).prefix(32))
      send(
        ["ping": .string(id), "time": .string(Self.clock(desk.now))], to: socket, into: &outbox)
    }
  }

  /// A time as pings have it: `2023-10-02T18:51:55.089+0800`.
  static func clock(_ time: Timestamp) -> String {
    let local = Timestamp(milliseconds: time.milliseconds + 8 * 3_600_000).iso.dropLast()
    return local + (local.contains(".") ? "" : ".000") + "+0800"
  }

  public mutating func expireTokens(into outbox: inout Outbox) {
    for key in listenKeys.keys.sorted() { expire(key, into: &outbox) }
  }

  /// The key's sockets are told, and hear nothing of the account any more.
  private mutating func expire(_ key: String, into outbox: inout Outbox) {
    listenKeys[key] = nil
    for socket in sockets.filter({ $0.value.listenKey == key }).map(\.key).sorted() {
      sockets[socket]?.topics.removeAll { BingX.userTopics.contains($0) }
      send(
        [
          "e": "listenKeyExpired", "E": .integer(desk.now.milliseconds), "listenKey": .string(key),
        ], to: socket, into: &outbox)
    }
  }
}
