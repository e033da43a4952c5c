import Exact
import Orders
import PaperExchange
import Venues

/// One socket: of the WebSocket API, or of the market streams.
struct BinanceSocket: Sendable {
  let since: Timestamp
  var role: Role
  var nextPing: Timestamp
  /// The oldest ping that has no answer.
  var unanswered: Timestamp?
  /// What the last pings said.
  var pings: [[UInt8]] = []

  enum Role: Sendable {
    case calls(BinanceSession)
    case prices(BinanceFeed)
  }

  /// "A ping frame every 20 seconds"; without an answer "within a minute the connection will be
  /// disconnected"; "only valid for 24 hours" (web-socket-api.md, General API Information).
  static let pingEvery: Int64 = 20_000
  static let patience: Int64 = 60_000
  static let life: Int64 = 86_400_000

  init(_ role: Role, now: Timestamp) {
    since = now
    self.role = role
    nextPing = now + Self.pingEvery
  }

  var ends: Timestamp { since + Self.life }

  var isLost: Timestamp? { unanswered.map { $0 + Self.patience } }

  var nextDuty: Timestamp { min(nextPing, ends, isLost ?? ends) }

  /// "You must send a pong with a copy of ping's payload"; others do not count.
  mutating func answered(_ payload: [UInt8]) {
    guard pings.contains(payload) else { return }
    unanswered = nil
    pings.removeAll()
  }
}

extension Timestamp {
  static func + (left: Timestamp, milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: left.milliseconds + milliseconds)
  }
}

/// What a socket of the market streams listens to.
struct BinanceFeed: Sendable {
  var streams: [String]
  var isCombined: Bool
  let unit: BinanceUnit
  /// "5 incoming messages per second" (web-socket-streams.md, WebSocket Limits).
  var meter = RateMeter(limit: 5, window: 1_000)

  static let most = 1_024

  /// A payload as this socket gets it.
  func wrapped(_ payload: JSON, of stream: String) -> JSON {
    isCombined ? ["stream": .string(stream), "data": payload] : payload
  }
}

// MARK: Admission

extension BinanceServing {
  public mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    let role: BinanceSocket.Role
    do throws(BinanceFault) {
      guard let found = try self.role(request) else {
        return .refused(Self.page(404, "Not Found"))
      }
      role = found
    } catch {
      return .refused(HTTPResponse(error.status, error.json))
    }
    if let until = limits.bannedUntil, desk.now < until {
      return .refused(HTTPResponse(418, BinanceFault.banned(until: until).json))
    }
    if !limits.connect(at: desk.now) {
      let fault = BinanceFault(
        -1034, "Too many connection attempts from IP; current limit is 300 per '5 MINUTE'.",
        status: 429)
      return .refused(HTTPResponse(fault.status, fault.json))
    }
    if case .calls = role { limits.spend(2, at: desk.now) }
    sockets[socket] = BinanceSocket(role, now: desk.now)
    return .admitted
  }

  /// What a path asks for; nil for what there is not.
  private func role(_ request: HTTPRequest) throws(BinanceFault) -> BinanceSocket.Role? {
    let options = FormParameters(request.query ?? "") ?? FormParameters()
    let unit = try BinanceUnit(options["timeUnit"])
    let path = request.path
    if path == "/ws-api/v3" {
      let hides = options["returnRateLimits"] == "false"
      return .calls(BinanceSession(since: desk.now, returnsLimits: !hides, unit: unit))
    }
    var names: [String] = []
    if path == "/ws" || path.hasPrefix("/ws/") {
      names = path.dropFirst(3).split(separator: "/").map(String.init)
    } else if path == "/stream" || path == "/stream/" {
      names = (options["streams"] ?? "").split(separator: "/").map(String.init)
    } else {
      return nil
    }
    let streams = names.prefix(BinanceFeed.most).map { (try? Percent.decode($0.utf8)) ?? $0 }
    return .prices(
      BinanceFeed(streams: streams, isCombined: path.hasPrefix("/stream"), unit: unit))
  }

  public mutating func ended(_ socket: SocketID) { sockets[socket] = nil }

  // MARK: Messages

  public mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard var state = sockets[socket] else { return }
    if case .pong(let payload) = message { state.answered(payload) }
    if case .prices(var feed) = state.role {
      guard feed.meter.take(at: desk.now) else {
        close(socket, 1008, "Too many requests", &outbox)
        return
      }
      if case .text(let bytes) = message { answer(bytes, &feed, on: socket, &outbox) }
      state.role = .prices(feed)
      sockets[socket] = state
      return
    }
    sockets[socket] = state
    switch message {
    case .text(let bytes): answer(bytes, on: socket, &outbox)
    // "Requests must be sent as JSON in text frames" (web-socket-api.md, Request format).
    case .binary: close(socket, 1003, "text frames only", &outbox)
    case .ping, .pong: break
    }
  }

  mutating func close(
    _ socket: SocketID, _ code: UInt16, _ reason: String, _ outbox: inout Outbox
  ) {
    outbox.send(.close(code: code, reason: reason), to: socket)
    sockets[socket] = nil
  }

  func send(
    _ json: JSON, to socket: SocketID, isNews: Bool = false, _ outbox: inout Outbox
  ) {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    outbox.send(.text(bytes), to: socket, isNews: isNews)
  }
}

// MARK: The clock

extension BinanceServing {
  public var nextDuty: Timestamp? {
    if desk.isCalm { return nil }
    let duties = sockets.values.map(\.nextDuty) + listenKeys.map(\.ends)
    return (duties + [tickersDue].compactMap(\.self)).min()
  }

  public mutating func pass(into outbox: inout Outbox) {
    let now = desk.now
    for socket in sockets.keys.sorted() {
      guard var state = sockets[socket] else { continue }
      if now >= state.ends {
        shutDown(state.role, socket, &outbox)
        close(socket, 1001, "", &outbox)
        continue
      }
      if let lost = state.isLost, now >= lost {
        close(socket, 1008, "Pong timeout", &outbox)
        continue
      }
      guard now >= state.nextPing else { continue }
      let payload = Array(String(now.milliseconds).utf8)
      outbox.send(.ping(payload), to: socket)
      state.pings = state.pings.suffix(3) + [payload]
      state.unanswered = state.unanswered ?? now
      while state.nextPing <= now { state.nextPing = state.nextPing + BinanceSocket.pingEvery }
      sockets[socket] = state
    }
    for key in listenKeys where now >= key.ends { expire(key, &outbox) }
    if let due = tickersDue, now >= due { tellTickers(&outbox) }
  }

  private func shutDown(
    _ role: BinanceSocket.Role, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    switch role {
    case .calls(let session):
      let event: JSON = ["e": "serverShutdown", "E": session.unit.time(desk.now)]
      send(["event": event], to: socket, &outbox)
    case .prices(let feed):
      let event: JSON = ["e": "serverShutdown", "E": feed.unit.time(desk.now)]
      send(feed.wrapped(event, of: "!serverShutdown"), to: socket, &outbox)
    }
  }

  public mutating func expireTokens(into outbox: inout Outbox) {
    for key in listenKeys { expire(key, &outbox) }
    for socket in sockets.keys.sorted() {
      guard var state = sockets[socket], case .calls(var session) = state.role else { continue }
      for id in session.subscriptions.keys.sorted() {
        end(id, of: &session, on: socket, &outbox)
      }
      session.key = nil
      session.authorizedSince = nil
      state.role = .calls(session)
      sockets[socket] = state
    }
  }
}

// MARK: Listen keys

/// A key that opens a user stream of the older kind.
struct BinanceListenKey: Hashable, Sendable {
  let token: String
  var ends: Timestamp

  /// "Valid for 60 minutes" (the retired page, User Data Streams).
  static let life: Int64 = 3_600_000
}

extension BinanceServing {
  /// The account's one key; it lives anew each time it is asked for.
  mutating func makeListenKey() -> JSON {
    let ends = desk.now + BinanceListenKey.life
    if listenKeys.isEmpty {
      let token = (makeID() + makeID() + makeID()).prefix(64)
      listenKeys = [BinanceListenKey(token: String(token), ends: ends)]
    }
    listenKeys[0].ends = ends
    return ["listenKey": .string(listenKeys[0].token)]
  }

  mutating func renewListenKey(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    guard let at = listenKeys.firstIndex(where: { $0.token == call.values["listenKey"] }) else {
      throw .listenKey
    }
    listenKeys[at].ends = desk.now + BinanceListenKey.life
    return .object([])
  }

  mutating func closeListenKey(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    guard let at = listenKeys.firstIndex(where: { $0.token == call.values["listenKey"] }) else {
      throw .listenKey
    }
    listenKeys.remove(at: at)
    return .object([])
  }

  mutating func expire(_ key: BinanceListenKey, _ outbox: inout Outbox) {
    listenKeys.removeAll { $0 == key }
    for (socket, feed) in feeds(of: [key.token]) {
      let event: JSON = [
        "e": "listenKeyExpired", "E": feed.unit.time(desk.now), "listenKey": .string(key.token),
      ]
      send(feed.wrapped(event, of: key.token), to: socket, &outbox)
    }
  }

  /// The sockets that listen to any of these streams.
  func feeds(of streams: [String]) -> [(socket: SocketID, feed: BinanceFeed)] {
    sockets.compactMap { socket, state -> (SocketID, BinanceFeed)? in
      guard case .prices(let feed) = state.role,
        feed.streams.contains(where: streams.contains)
      else { return nil }
      return (socket, feed)
    }.sorted { $0.0 < $1.0 }
  }
}
