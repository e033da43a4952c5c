import Exact
import Orders
import Venues

/// What a socket of the WebSocket API knows of its client.
struct BinanceSession: Sendable {
  let since: Timestamp
  let returnsLimits: Bool
  let unit: BinanceUnit
  /// The key that `session.logon` brought.
  var key: String?
  var authorizedSince: Timestamp?
  /// The user streams by number; true for those that end with the session.
  var subscriptions: [Int64: Bool] = [:]
  var nextSubscription: Int64 = 0

  /// "A maximum of 65,535 total subscriptions" (web-socket-api.md, User Data Stream
  /// subscription).
  static let most: Int64 = 65_535
}

extension BinanceServing {
  /// Answers one frame of the WebSocket API.
  mutating func answer(_ bytes: [UInt8], on socket: SocketID, _ outbox: inout Outbox) {
    guard let state = sockets[socket], case .calls(var session) = state.role else { return }
    var id = JSON.null
    var returnsLimits = session.returnsLimits
    var isPlacing = false
    var result: Result<JSON, BinanceFault>
    do throws(BinanceFault) {
      try limits.enter(at: desk.now)
      let frame = try Self.frame(bytes)
      id = frame.id
      let route = BinanceRoute.find(frame.method)
      isPlacing = (route?.orders ?? 0) > 0
      if let asked = frame.values.flag("returnRateLimits") { returnsLimits = asked }
      if let route {
        result = .success(try call(route, frame.values, session))
      } else {
        limits.spend(2, at: desk.now)
        result = .success(try answer(frame, &session, on: socket, &outbox))
      }
    } catch {
      result = .failure(error)
    }
    // What was called may have changed the socket; only the session is ours.
    if sockets[socket] != nil { sockets[socket]?.role = .calls(session) }
    send(envelope(id, result, isPlacing, returnsLimits), to: socket, &outbox)
  }

  private struct Frame {
    let id: JSON
    let method: String
    let values: BinanceParameters
  }

  private static func frame(_ bytes: [UInt8]) throws(BinanceFault) -> Frame {
    var limits = JSONLimits()
    limits.bytes = 1 << 20
    limits.depth = 16
    limits.nodes = 10_000
    guard let document = try? JSONDocument(parsing: bytes, limits: limits),
      document.root.kind == .object
    else { throw .json }
    let root = document.root
    guard let method = root["method"]?.string else { throw .missing("method") }
    guard let id = root["id"], id.kind == .null || id.text != nil,
      let copy = try? JSON(id)
    else { throw .missing("id") }
    var values = BinanceParameters()
    if let params = root["params"], !params.isNull { values = try BinanceParameters(params) }
    return Frame(id: copy, method: method, values: values)
  }

  /// A call that both roads have.
  private mutating func call(
    _ route: BinanceRoute, _ values: BinanceParameters, _ session: BinanceSession
  ) throws(BinanceFault) -> JSON {
    let isOfAll = values["symbol"] == nil && values["symbols"] == nil
    var cost = isOfAll ? route.weightOfAll : route.weight
    defer { limits.spend(cost, at: desk.now) }
    let result = try perform(
      BinanceCall(route: route, values: values, unit: session.unit), proof(values, session))
    if route.isFreeWhenDone { cost = 0 }
    return result
  }

  /// "You can always specify the apiKey and signature explicitly" (web-socket-api.md, Authorize ad
  /// hoc requests).
  private func proof(_ values: BinanceParameters, _ session: BinanceSession) -> BinanceProof {
    let isOfSession =
      values["apiKey"] == nil && values["signature"] == nil && session.key != nil
    return BinanceProof(
      key: values["apiKey"] ?? (isOfSession ? session.key : nil), line: values.signedLine,
      isSocket: true, isOfSession: isOfSession)
  }

  private func envelope(
    _ id: JSON, _ result: Result<JSON, BinanceFault>, _ isPlacing: Bool, _ returnsLimits: Bool
  ) -> JSON {
    var members = [JSONMember("id", id)]
    switch result {
    case .success(let json):
      members += [JSONMember("status", 200), JSONMember("result", json)]
    case .failure(let fault):
      var error = [
        JSONMember("code", .integer(fault.code)), JSONMember("msg", .string(fault.text)),
      ]
      if let until = fault.retryAfter {
        let data: JSON = [
          "serverTime": .integer(desk.now.milliseconds),
          "retryAfter": .integer(until.milliseconds),
        ]
        error.append(JSONMember("data", data))
      }
      members += [
        JSONMember("status", .integer(Int64(fault.status))), JSONMember("error", .object(error)),
      ]
    }
    if returnsLimits {
      var now = limits
      now.look(at: desk.now)
      members.append(JSONMember("rateLimits", now.told(withOrders: isPlacing)))
    }
    return .object(members)
  }

  // MARK: What only sockets have

  /// Signed calls without parameters of their own; what they do is said by their name.
  private static let logon = BinanceRoute(.get, "", nil, .signed, weight: 2, .ping)

  private mutating func answer(
    _ frame: Frame, _ session: inout BinanceSession, on socket: SocketID, _ outbox: inout Outbox
  ) throws(BinanceFault) -> JSON {
    let name = frame.method.hasPrefix("v3/") ? String(frame.method.dropFirst(3)) : frame.method
    switch name {
    case "session.logon": return try logOn(frame, &session)
    case "session.status":
      try refuse(frame.values)
      return status(session)
    case "session.logout":
      try refuse(frame.values)
      for (id, isOfSession) in session.subscriptions.sorted(by: { $0.key < $1.key })
      where isOfSession {
        end(id, of: &session, on: socket, &outbox)
      }
      session.key = nil
      session.authorizedSince = nil
      return status(session)
    case "session.subscriptions":
      try refuse(frame.values)
      return .array(session.subscriptions.keys.sorted().map { ["subscriptionId": .integer($0)] })
    case "userDataStream.subscribe":
      try refuse(frame.values)
      if session.key == nil { throw .unauthorized }
      return try subscribe(&session, isOfSession: true)
    case "userDataStream.subscribe.signature":
      let proof = BinanceProof(
        key: frame.values["apiKey"], line: frame.values.signedLine, isSocket: true)
      _ = try perform(
        BinanceCall(route: Self.logon, values: frame.values, unit: session.unit), proof)
      return try subscribe(&session, isOfSession: false)
    case "userDataStream.unsubscribe":
      return try unsubscribe(frame.values, &session, on: socket, &outbox)
    default: throw .unsupported
    }
  }

  private func refuse(
    _ values: BinanceParameters, but known: Set<String> = []
  ) throws(BinanceFault) {
    let known = known.union(["returnRateLimits"])
    let read = values.entries.count { known.contains($0.name) }
    if read < values.entries.count { throw .unread(read, of: values.entries.count) }
  }

  private mutating func logOn(
    _ frame: Frame, _ session: inout BinanceSession
  ) throws(BinanceFault) -> JSON {
    let proof = BinanceProof(
      key: frame.values["apiKey"], line: frame.values.signedLine, isSocket: true)
    _ = try perform(
      BinanceCall(route: Self.logon, values: frame.values, unit: session.unit), proof)
    let key = try key(proof)
    guard key.opensSessions else { throw .keyKind }
    session.key = key.name
    session.authorizedSince = desk.now
    return status(session)
  }

  private func status(_ session: BinanceSession) -> JSON {
    [
      "apiKey": session.key.map(JSON.string) ?? .null,
      "authorizedSince": session.authorizedSince.map(session.unit.time) ?? .null,
      "connectedSince": session.unit.time(session.since),
      "returnRateLimits": .bool(session.returnsLimits),
      "serverTime": session.unit.time(desk.now),
      "userDataStream": .bool(!session.subscriptions.isEmpty),
    ]
  }

  /// "Only one active subscription for a given account on a given connection"; there is one
  /// account.
  private func subscribe(
    _ session: inout BinanceSession, isOfSession: Bool
  ) throws(BinanceFault) -> JSON {
    if !session.subscriptions.isEmpty { throw .subscribed }
    if session.nextSubscription >= BinanceSession.most { throw .noMoreSubscriptions }
    let id = session.nextSubscription
    session.nextSubscription += 1
    session.subscriptions[id] = isOfSession
    return ["subscriptionId": .integer(id)]
  }

  private func unsubscribe(
    _ values: BinanceParameters, _ session: inout BinanceSession, on socket: SocketID,
    _ outbox: inout Outbox
  ) throws(BinanceFault) -> JSON {
    let parameter = BinanceParameter("subscriptionId", .integer(0...Int64.max))
    try parameter.check(values["subscriptionId"])
    try refuse(values, but: ["subscriptionId"])
    if let id = values.int("subscriptionId") {
      if session.subscriptions[id] == nil { throw .notSubscribed }
      end(id, of: &session, on: socket, &outbox)
    } else {
      for id in session.subscriptions.keys.sorted() {
        end(id, of: &session, on: socket, &outbox)
      }
    }
    return .object([])
  }

  /// A subscription ends, and says so (user-data-stream.md, Event Stream Terminated).
  func end(
    _ id: Int64, of session: inout BinanceSession, on socket: SocketID, _ outbox: inout Outbox
  ) {
    session.subscriptions[id] = nil
    let event: JSON = ["e": "eventStreamTerminated", "E": session.unit.time(desk.now)]
    send(["subscriptionId": .integer(id), "event": event], to: socket, &outbox)
  }
}
