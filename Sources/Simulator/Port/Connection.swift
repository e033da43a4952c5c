import Orders
import WebSocket

/// One client's connection as a state machine: bytes in, requests and messages out, and what is to
/// be sent back.
///
/// It has neither socket nor clock. A request is handed out only after the answer to the one before
/// is on its way, so answers stand in the order of their requests.
struct Connection: Sendable {
  /// What came of the bytes.
  enum Arrival: Sendable {
    case request(HTTPRequest)
    case message(SocketMessage)
  }

  /// How far its end has come.
  enum Fate: Hashable, Sendable {
    case open
    /// What waits is sent, then our side ends; what still comes is thrown away.
    case closing
    /// What waits is sent, then the transport ends at once.
    case ending
    /// The transport ends at once.
    case cut
  }

  let limits: ConnectionLimits
  /// Of the request that asked for a socket.
  private(set) var path = ""
  private(set) var fate = Fate.open
  private(set) var outgoing: [UInt8] = []
  private(set) var session: WebSocketSession?
  private var reader: HTTPReader
  /// Of the request that is being answered.
  private var method = ""
  private var keepsAlive = true
  private var messages: [SocketMessage] = []
  private var nextMessage = 0
  /// Nothing is sent before this moment: an answer that is late.
  private(set) var heldUntil: Int64?
  private var lingered = 0
  /// The client will send nothing more, but may be waiting for answers.
  private var isInputOver = false
  /// When what the next deadline counts from began.
  private var since: Int64

  init(limits: ConnectionLimits, now: Int64) {
    self.limits = limits
    reader = HTTPReader(limits: limits.http)
    since = now
  }

  var isSocket: Bool { session != nil }

  /// Whether more bytes should be read for it now.
  var wantsBytes: Bool {
    if fate != .open { return true }
    // While an answer is late, the messages behind it would pile up.
    if isSocket, heldUntil != nil { return false }
    return !isInputOver && reader.waiting < limits.fullBytes && outgoing.count < limits.fullBytes
  }

  /// How many of the client's bytes, and of the bytes for it, are kept here.
  var heldBytes: Int { reader.heldBytes + outgoing.count + (session?.heldBytes ?? 0) }

  mutating func receive(_ bytes: [UInt8], now: Int64) {
    guard fate == .open else {
      lingered += bytes.count
      if lingered > limits.lingerBytes { fate = .cut }
      return
    }
    if session == nil {
      if !reader.isInside { since = now }
      reader.receive(bytes)
      if reader.waiting > limits.outgoingBytes { fate = .cut }
    } else {
      hear(bytes, now: now)
    }
  }

  /// The next thing to be answered.
  mutating func next(_ moment: Moment) -> Arrival? {
    guard heldUntil == nil, outgoing.count < limits.fullBytes else { return nil }
    // What was said before a close still counts.
    if session != nil, fate == .open || fate == .closing { return nextMessageArrival() }
    guard fate == .open else { return nil }
    while true {
      switch reader.next() {
      case .more:
        if isInputOver { (fate, since) = (.ending, moment.uptime) }
        return nil
      case .wantsContinue: append(HTTPWriter.goOn, now: moment.uptime)
      case .refused(let refusal):
        refuse(refusal, moment)
        return nil
      case .request(let whole):
        since = moment.uptime
        method = whole.request.method
        keepsAlive = whole.keepsAlive
        return .request(whole.request)
      }
    }
  }

  private mutating func nextMessageArrival() -> Arrival? {
    guard nextMessage < messages.count else {
      (messages, nextMessage) = ([], 0)
      return nil
    }
    nextMessage += 1
    return .message(messages[nextMessage - 1])
  }

  /// Answers the request that was handed out last.
  ///
  /// - Parameter wall: The venue's time.
  mutating func reply(_ response: HTTPResponse, wall: Timestamp, now: Int64) {
    var bytes: [UInt8] = []
    HTTPWriter.write(response, to: method, keepsAlive: keepsAlive, now: wall, into: &bytes)
    queue(bytes, now: now)
    if !keepsAlive { close(now: now) }
  }

  /// Answers bytes that are no request, and closes.
  mutating func refuse(_ refusal: HTTPRefusal, _ moment: Moment) {
    (method, keepsAlive) = ("GET", false)
    reply(refusal.response, wall: moment.wall, now: moment.uptime)
  }

  /// Becomes a socket.
  mutating func upgrade(_ handshake: ServerHandshake, path: String, now: Int64) {
    append(handshake.response, now: now)
    self.path = path
    session = WebSocketSession(.server(), limits: limits.socket)
    since = now
    hear(reader.takeRest(), now: now)
  }

  /// Ends it once everything is sent, and hears nothing more.
  mutating func close(now: Int64) {
    guard fate == .open else { return }
    fate = .closing
    since = now
  }

  /// Notes that the client will send nothing more.
  mutating func inputEnded() {
    isInputOver = true
    if session == nil, fate == .open { return }
    session?.transportEnded()
    fate = fate == .open ? .closing : .ending
  }

  /// Ends it at once.
  mutating func cut() {
    fate = .cut
    outgoing = []
  }

  /// Of what was queued since a mark, only so many bytes are sent; then the transport ends.
  mutating func cut(after bytes: Int, since mark: Int) {
    outgoing.removeLast(max(0, outgoing.count - min(mark, outgoing.count) - bytes))
    if fate != .cut { fate = .ending }
  }

  /// Sends nothing before that moment.
  mutating func hold(until: Int64) {
    heldUntil = max(until, heldUntil ?? until)
  }

  mutating func append(_ bytes: [UInt8], now: Int64) {
    queue(bytes, now: now)
    if outgoing.count > limits.outgoingBytes { cut() }
  }

  /// Queues what was asked for, however long it is: nothing is answered behind it while it waits.
  private mutating func queue(_ bytes: [UInt8], now: Int64) {
    guard fate == .open, !bytes.isEmpty else { return }
    if outgoing.isEmpty {
      since = now
      outgoing = bytes
    } else {
      outgoing += bytes
    }
  }

  /// What is to be sent now.
  mutating func takeOutgoing(now: Int64) -> [UInt8] {
    if heldUntil != nil { return [] }
    let bytes = outgoing
    outgoing = []
    if !bytes.isEmpty { since = now }
    return bytes
  }
}

// MARK: Sockets

extension Connection {
  private mutating func hear(_ bytes: [UInt8], now: Int64) {
    var events: [WebSocketSession.Event] = []
    session?.receive(bytes, into: &events)
    for case .incoming(let item) in events {
      switch item {
      case .text(let bytes): messages.append(.text(bytes))
      case .binary(let bytes): messages.append(.binary(bytes))
      case .ping(let bytes): messages.append(.ping(bytes))
      case .pong(let bytes): messages.append(.pong(bytes))
      case .close: break
      }
    }
    flush(now: now)
  }

  /// Sends a message, or the end of the socket; what is no message is not sent.
  mutating func send(_ what: Outbox.What, now: Int64) {
    switch what {
    case .text(let bytes): try? session?.send(.text, bytes)
    case .binary(let bytes): try? session?.send(.binary, bytes)
    case .ping(let bytes): try? session?.ping(bytes)
    case .close(let code, let reason): sendClose(CloseCode(code), reason)
    }
    flush(now: now)
  }

  private mutating func sendClose(_ code: CloseCode, _ reason: String) {
    let code = code.mayTravel ? code : .normal
    if (try? session?.close(CloseFrame(code, reason: reason))) == nil {
      try? session?.close(CloseFrame(code))
    }
  }

  private mutating func flush(now: Int64) {
    if let bytes = session?.takeOutgoing() { append(bytes, now: now) }
    if session?.duty == .end { close(now: now) }
  }
}

// MARK: Deadlines

extension Connection {
  /// When `pass` has something to do next.
  var deadline: Int64? {
    if fate == .cut { return nil }
    if let heldUntil { return heldUntil }
    if fate != .open { return since + limits.closingTime }
    if !outgoing.isEmpty { return since + limits.stallTime }
    if let session {
      return session.closing.state == .open ? nil : since + limits.closingTime
    }
    return since + (reader.isInside ? limits.requestTime : limits.idleTime)
  }

  /// Does what is due.
  mutating func pass(_ moment: Moment) {
    guard let deadline, deadline <= moment.uptime else { return }
    if heldUntil != nil {
      (heldUntil, since) = (nil, moment.uptime)
      return
    }
    if fate != .open || isSocket || !outgoing.isEmpty { return cut() }
    if reader.isInside {
      let seconds = limits.requestTime / 1000
      refuse(HTTPRefusal(408, "the request did not come whole within \(seconds) s"), moment)
    } else {
      fate = .ending
      since = moment.uptime
    }
  }

  /// What the transport is to do once `takeOutgoing` has nothing more.
  var duty: ConnectionDuty {
    switch fate {
    case .open: .keep
    case .closing: outgoing.isEmpty ? .endSending : .keep
    case .ending: outgoing.isEmpty ? .end : .keep
    case .cut: .abort
    }
  }
}

extension Connection {
  var intake: Intake { Intake(wantsBytes: wantsBytes, heldBytes: heldBytes) }
}

/// What a transport asks before it reads.
public struct Intake: Hashable, Sendable {
  /// Whether more bytes should be read from the connection now.
  public let wantsBytes: Bool
  /// How many bytes are kept for it.
  public let heldBytes: Int

  static let none = Intake(wantsBytes: false, heldBytes: 0)
}

/// What a transport is to do when there is nothing more to send.
public enum ConnectionDuty: Hashable, Sendable {
  case keep
  /// End our side, and go on reading until theirs ends.
  case endSending
  case end
  /// End at once, whatever waits.
  case abort
}
