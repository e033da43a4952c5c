import Exact
import Orders
import PaperExchange
import WebSocket

extension TradovateServing {
  /// One connection to `/v1/websocket`.
  struct Socket: Sendable {
    /// The session whose token it brought; nil before `authorize`.
    var session: Int64?
    /// It brought the token of the market socket, which opens nothing else.
    var isMarket = false
    /// It asked for the account's changes.
    var isSynchronised = false
    /// By market: the number of its subscription.
    var subscriptions: [Int: Int64] = [:]
    var nextBeat: Timestamp
    var heard: Timestamp
  }

  /// "Server `h` arrives about every 2.5 s" (Tradovate §7).
  static let beat: Int64 = 2_500
  /// How long a client may forget its own `[]`; not documented, four of them here.
  static let patience: Int64 = 10_000

  public mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    guard request.method == "GET", Self.callName(request.path) == "websocket" else {
      return .refused(Reply.notFound.response)
    }
    sockets[socket] = Socket(nextBeat: later(Self.beat), heard: desk.now)
    outbox.send(.text(Array("o".utf8)), to: socket)
    return .admitted
  }

  private func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: desk.now.milliseconds + milliseconds)
  }

  public mutating func ended(_ socket: SocketID) { sockets[socket] = nil }

  // MARK: Requests

  public mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard sockets[socket] != nil, case .text(let bytes) = message else { return }
    if bytes == Array("[]".utf8) {
      sockets[socket]?.heard = desk.now
      return
    }
    // `endpoint`, number, query and body, a line each; the body may have lines of its own.
    let lines = bytes.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    guard lines.count >= 2, let number = Int64(String(decoding: lines[1], as: UTF8.self)) else {
      send(.malformed("endpoint, id, query and body are expected"), number: 0, to: socket, &outbox)
      return
    }
    let name = String(decoding: lines[0], as: UTF8.self).lowercased()
    let query = lines.count > 2 ? String(decoding: lines[2], as: UTF8.self) : ""
    let body = lines.count > 3 ? Array(lines[3]) : []
    if name == "authorize" {
      authorize(body, number, socket, &outbox)
      return
    }
    catchUp()
    let reply = answer(name, query, body, on: socket)
    send(reply, number: number, to: socket, &outbox)
    if reply.status == 200, name == "md/subscribequote", let content = reply.content,
      content[member: "subscriptionId"] != nil
    {
      firstQuote(content, to: socket, &outbox)
    }
    catchUp()
    deliver(into: &outbox)
  }

  private mutating func answer(
    _ name: String, _ query: String, _ body: [UInt8], on socket: SocketID
  ) -> Reply {
    let own = sockets[socket]
    let isOpen = Self.openCalls.contains(name)
    guard isOpen || own?.session != nil else { return .denied }
    let session = sessions.firstIndex { $0.number == own?.session }
    guard let call = Call(name, query: query, body: body, session: session) else {
      return .malformed("the body is not JSON")
    }
    if let late = admit(call) { return late }
    switch name {
    case "md/subscribequote": return subscribe(call, socket)
    case "md/unsubscribequote": return unsubscribe(call, socket)
    default: break
    }
    if own?.isMarket == true, !isOpen { return .denied }
    guard Self.method(of: name) != nil else { return .notFound }
    let reply = perform(call)
    if name == "user/syncrequest", reply.status == 200 { sockets[socket]?.isSynchronised = true }
    return reply
  }

  /// `authorize` with the raw token, or with the token in quotes as the tutorial's socket sends it.
  private mutating func authorize(
    _ body: [UInt8], _ number: Int64, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    let isBlank: (UInt8) -> Bool = { [9, 10, 13, 32, UInt8(ascii: "\"")].contains($0) }
    let token = String(
      decoding: body.drop(while: isBlank).reversed().drop(while: isBlank).reversed(),
      as: UTF8.self)
    let trading = session(of: token, isMarket: false)
    guard let session = trading ?? session(of: token, isMarket: true) else {
      return send(.denied, number: number, to: socket, &outbox)
    }
    sockets[socket]?.session = sessions[session].number
    sockets[socket]?.isMarket = trading == nil
    outbox.send(.text(Self.frame([["s": 200, "i": .integer(number)]])), to: socket)
    closeOldest(&outbox)
  }

  /// "The oldest connection is closed and its token revoked" (partner, Connection Overview); not
  /// the token of a session that other sockets use, or of the paper credentials.
  private mutating func closeOldest(_ outbox: inout Outbox) {
    let open = sockets.filter { $0.value.session != nil }.keys.sorted()
    guard open.count > Self.mostSessions, let oldest = open.first else { return }
    let session = sockets[oldest]?.session
    sockets[oldest] = nil
    if session != 1, !sockets.values.contains(where: { $0.session == session }) {
      sessions.removeAll { $0.number == session }
    }
    shutDown(oldest, "ConnectionQuotaReached", &outbox)
  }

  private func shutDown(_ socket: SocketID, _ reason: String, _ outbox: inout Outbox) {
    let event: JSON = ["e": "shutdown", "d": ["reasonCode": .string(reason)]]
    outbox.send(.text(Self.frame([event])), to: socket)
    outbox.send(.close(code: 1_000, reason: reason), to: socket)
  }

  // MARK: Frames

  private func send(
    _ reply: Reply, number: Int64, to socket: SocketID, _ outbox: inout Outbox
  ) {
    var members = [
      JSONMember("s", .integer(Int64(reply.status))), JSONMember("i", .integer(number)),
    ]
    if let content = reply.content {
      members.append(JSONMember("d", content))
    } else if !reply.text.isEmpty {
      members.append(JSONMember("d", .string(reply.text)))
    }
    outbox.send(.text(Self.frame([.object(members)])), to: socket)
  }

  private static func frame(_ items: [JSON]) -> [UInt8] {
    var bytes = [UInt8(ascii: "a")]
    JSON.array(items).write(into: &bytes)
    return bytes
  }

  /// Sends what became of entities to whoever asked for it.
  mutating func deliver(into outbox: inout Outbox) {
    if untold.isEmpty { return }
    let listeners = sockets.filter(\.value.isSynchronised).keys.sorted()
    for items in untold {
      let bytes = Self.frame(items)
      for socket in listeners { outbox.send(.text(bytes), to: socket, isNews: true) }
    }
    untold.removeAll()
  }

  // MARK: Time

  public mutating func pass(into outbox: inout Outbox) {
    catchUp()
    deliver(into: &outbox)
    if desk.isCalm { return }
    let now = desk.now
    for (id, socket) in sockets.sorted(by: { $0.key < $1.key }) {
      if now.milliseconds - socket.heard.milliseconds >= Self.patience {
        sockets[id] = nil
        // As SockJS, whose frames these are, says it.
        outbox.send(.text(Array(#"c[3000,"Go away!"]"#.utf8)), to: id)
        outbox.send(.close(code: 1_000, reason: "no heartbeat"), to: id)
      } else if now >= socket.nextBeat {
        let next = later(Self.beat)
        sockets[id]?.nextBeat = next
        outbox.send(.text(Array("h".utf8)), to: id)
      }
    }
  }

  public var nextDuty: Timestamp? {
    if !untold.isEmpty { return desk.now }
    if desk.isCalm { return nil }
    return sockets.values.map { socket in
      let silent = Timestamp(milliseconds: socket.heard.milliseconds + Self.patience)
      return min(socket.nextBeat, silent)
    }.min()
  }
}
