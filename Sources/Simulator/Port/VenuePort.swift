import Crypto
import Orders
import Venues
import WebSocket

/// One venue behind its connections: bytes in, bytes out, by connection.
///
/// A value without sockets or clocks. Whoever owns the transport calls `receive`, sends what
/// `takeOutgoing` gives, follows `duty`, and calls `pass` after as long as `wait` says.
struct VenuePort: Sendable {
  var serving: any Serving
  /// How far the venue's clock is off.
  var clockOffset: Int64 = 0
  private(set) var connections: [Int64: Connection] = [:]
  /// Connections that have something to send, or to end.
  var ready: Set<Int64> = []
  /// Sockets that stay open and hear nothing.
  private(set) var silent: Set<Int64> = []
  /// An event that waits for the next one of its socket, to be told after it.
  private var late: [SocketID: Outbox.Item] = [:]
  private let limits: ConnectionLimits
  let venue: VenueID
  private let operations: OperationTable

  init(_ serving: any Serving, limits: ConnectionLimits = .standard) {
    self.serving = serving
    self.limits = limits
    venue = serving.desk.venue.id
    operations = OperationTable(serving.desk.venue)
  }

  /// The venue's time.
  func time(_ moment: Moment) -> Timestamp {
    Timestamp(milliseconds: moment.wall.milliseconds + clockOffset)
  }

  mutating func open(_ id: Int64, _ moment: Moment) {
    connections[id] = Connection(limits: limits, now: moment.uptime)
  }

  mutating func receive(
    _ bytes: [UInt8], on id: Int64, _ moment: Moment, _ armoury: inout Armoury
  ) {
    connections[id]?.receive(bytes, now: moment.uptime)
    advance(id, moment, &armoury)
  }

  /// The client will send nothing more.
  mutating func inputEnded(_ id: Int64, _ moment: Moment, _ armoury: inout Armoury) {
    connections[id]?.inputEnded()
    advance(id, moment, &armoury)
  }

  /// The transport is gone.
  mutating func ended(_ id: Int64) {
    guard let gone = connections.removeValue(forKey: id) else { return }
    ready.remove(id)
    silent.remove(id)
    late[SocketID(id)] = nil
    if gone.isSocket { serving.ended(SocketID(id)) }
  }

  mutating func takeOutgoing(
    _ id: Int64, _ moment: Moment, _ armoury: inout Armoury
  ) -> [UInt8] {
    let bytes = connections[id]?.takeOutgoing(now: moment.uptime) ?? []
    // Requests may have waited until this was taken.
    if !bytes.isEmpty { advance(id, moment, &armoury) }
    return bytes
  }

  func duty(_ id: Int64) -> ConnectionDuty { connections[id]?.duty ?? .abort }

  func intake(_ id: Int64) -> Intake { connections[id]?.intake ?? .none }

  /// Does what is due: late answers, slow or silent connections, the venue's own duties.
  mutating func pass(_ moment: Moment, _ armoury: inout Armoury) {
    for id in connections.keys.sorted() {
      guard let deadline = connections[id]?.deadline, deadline <= moment.uptime else { continue }
      connections[id]?.pass(moment)
      advance(id, moment, &armoury)
    }
    setClock(moment)
    var outbox = Outbox()
    settle(&outbox, moment, &armoury)
  }

  /// Milliseconds until `pass` has something to do; nil while it has not, however long one waits.
  func wait(_ moment: Moment) -> Int64? {
    let deadlines = connections.values.lazy.compactMap(\.deadline).min()
    let duties = [serving.nextDuty, serving.desk.nextExpiry].compactMap { $0 }.min()
    let now = time(moment).milliseconds
    let waits = [
      deadlines.map { $0 - moment.uptime }, duties.map { $0.milliseconds - now },
    ]
    return waits.compactMap { $0 }.min().map { max(0, $0) }
  }

  /// Changes the desk from outside, and tells the sockets what came of it.
  mutating func change(
    _ moment: Moment, _ armoury: inout Armoury, _ body: (inout Desk) -> Void
  ) {
    setClock(moment)
    body(&serving.desk)
    var outbox = Outbox()
    settle(&outbox, moment, &armoury)
  }

  mutating func setClock(_ moment: Moment) {
    serving.desk.pass(to: time(moment))
  }

  /// Answers what has come, one thing after the other.
  private mutating func advance(_ id: Int64, _ moment: Moment, _ armoury: inout Armoury) {
    ready.insert(id)
    while let arrival = connections[id]?.next(moment) {
      setClock(moment)
      switch arrival {
      case .request(let request): answer(request, on: id, moment, &armoury)
      case .message(let message): hear(message, on: id, moment, &armoury)
      }
    }
  }
}

// MARK: Requests and messages

extension VenuePort {
  private mutating func answer(
    _ request: HTTPRequest, on id: Int64, _ moment: Moment, _ armoury: inout Armoury
  ) {
    let asked = ArmouryCall(request, at: venue, operations)
    let plan = armoury.plan(for: asked, moment)
    let mark = connections[id]?.outgoing.count ?? 0
    var outbox = Outbox()
    if let trouble = plan.trouble, !plan.isExecuted {
      reply(serving.refusal(of: request, for: trouble), on: id, moment)
    } else if ServerHandshake.isAsked(headers: request.headers) {
      admit(request, on: id, moment, &outbox, &armoury)
    } else {
      let response = serving.answer(request)
      let shown = plan.trouble.map { serving.refusal(of: request, for: $0) } ?? response
      reply(shown, on: id, moment)
    }
    settle(&outbox, moment, &armoury)
    spoil(id, plan, since: mark, moment)
  }

  private mutating func reply(_ response: HTTPResponse, on id: Int64, _ moment: Moment) {
    let time = time(moment)
    connections[id]?.reply(response, wall: time, now: moment.uptime)
  }

  private mutating func admit(
    _ request: HTTPRequest, on id: Int64, _ moment: Moment, _ outbox: inout Outbox,
    _ armoury: inout Armoury
  ) {
    let handshake: ServerHandshake
    do throws(HandshakeRefusal) {
      handshake = try ServerHandshake(
        method: request.method, version: request.version, headers: request.headers,
        sha1: Digest.sha1)
    } catch {
      let refusal = HTTPRefusal(error.status, error.sentence).response
      reply(
        HTTPResponse(error.status, headers: error.headers + refusal.headers, body: refusal.body),
        on: id, moment)
      return
    }
    switch serving.admit(request, as: SocketID(id), into: &outbox) {
    case .refused(let response): reply(response, on: id, moment)
    case .admitted:
      connections[id]?.upgrade(handshake, path: request.path, now: moment.uptime)
      switch armoury.streamFault(at: venue, request.path) {
      case .silentStream: silent.insert(id)
      case .cutStream: connections[id]?.cut(after: .max, since: 0)
      default: break
      }
    }
  }

  private mutating func hear(
    _ message: SocketMessage, on id: Int64, _ moment: Moment, _ armoury: inout Armoury
  ) {
    let path = connections[id]?.path ?? ""
    let asked = ArmouryCall(message, on: path, at: venue, operations)
    let plan = armoury.plan(for: asked, moment)
    let mark = connections[id]?.outgoing.count ?? 0
    var outbox = Outbox()
    if plan.trouble == nil || plan.isExecuted {
      serving.receive(message, on: SocketID(id), into: &outbox)
    }
    // A socket has no status to answer with: it ends.
    let isBroken = plan.trouble != nil
    settle(&outbox, moment, &armoury)
    spoil(id, isBroken ? ReplyPlan.dropped : plan, since: mark, moment)
  }

  /// What the plan does to the bytes that answer.
  private mutating func spoil(_ id: Int64, _ plan: ReplyPlan, since mark: Int, _ moment: Moment) {
    if let bytes = plan.cutAfter { connections[id]?.cut(after: bytes, since: mark) }
    if plan.delay > 0 { connections[id]?.hold(until: moment.uptime + plan.delay) }
  }

  /// Tells the sockets what happened, and sends what is due.
  private mutating func settle(
    _ outbox: inout Outbox, _ moment: Moment, _ armoury: inout Armoury
  ) {
    let news = serving.desk.takeNews()
    if !news.isEmpty { serving.tell(news, into: &outbox) }
    if let due = serving.nextDuty, due <= time(moment) { serving.pass(into: &outbox) }
    deliver(outbox.items, moment, &armoury)
  }

  /// Ends every token, and tells the sockets.
  mutating func expireTokens(_ moment: Moment, _ armoury: inout Armoury) {
    setClock(moment)
    var outbox = Outbox()
    serving.expireTokens(into: &outbox)
    settle(&outbox, moment, &armoury)
  }
}

// MARK: Streams

extension VenuePort {
  private mutating func deliver(
    _ items: [Outbox.Item], _ moment: Moment, _ armoury: inout Armoury
  ) {
    for item in items {
      guard let path = connections[item.socket.number]?.path else { continue }
      guard item.isNews, armoury.hasEventFaults || !late.isEmpty else {
        send(item, moment)
        continue
      }
      switch armoury.eventFault(at: venue, path) {
      case .dropEvent: break
      case .duplicateEvent:
        send(item, moment)
        send(item, moment)
      case .reorderEvents where late[item.socket] == nil:
        late[item.socket] = item
        continue
      default: send(item, moment)
      }
      if let before = late.removeValue(forKey: item.socket) { send(before, moment) }
    }
  }

  private mutating func send(_ item: Outbox.Item, _ moment: Moment) {
    let id = item.socket.number
    if silent.contains(id) { return }
    connections[id]?.send(item.what, now: moment.uptime)
    ready.insert(id)
  }

  /// Silences the open sockets of a path, or ends them; how many there were.
  mutating func harm(_ fault: Fault.What, path: String?) -> Int {
    let met = connections.filter { _, connection in
      connection.isSocket && connection.fate == .open
        && (path.map { connection.path.hasPrefix($0) } ?? true)
    }
    for id in met.keys {
      if fault == .silentStream {
        silent.insert(id)
      } else {
        connections[id]?.cut()
        ready.insert(id)
      }
    }
    return met.count
  }

  /// Lets silent sockets hear again, and sends what was held back.
  mutating func heal(_ moment: Moment) {
    silent = []
    let held = late.values.sorted { $0.socket < $1.socket }
    late = [:]
    for item in held { send(item, moment) }
  }
}
