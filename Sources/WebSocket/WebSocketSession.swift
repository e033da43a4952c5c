/// One end of an open connection, without its transport: bytes in, events and bytes out.
///
/// It answers pings, answers a close, and closes with the right code when the other end breaks the
/// protocol. Whoever owns the transport feeds `receive` and sends what `takeOutgoing` gives.
public struct WebSocketSession: Sendable {
  /// What the owner learns.
  public enum Event: Hashable, Sendable {
    case incoming(Incoming)
    /// The other end broke the protocol; the close frame that says so is waiting to be sent.
    case failed(Violation)
  }

  private let limits: WebSocketLimits
  private var assembler: MessageAssembler
  private var encoder: FrameEncoder
  private var outgoing: [UInt8] = []
  private var pongs: [[UInt8]] = []
  /// What answers their close once the message under way has ended.
  private var owedClose: CloseFrame?

  public private(set) var closing = ClosingHandshake()

  public init(_ encoder: FrameEncoder, limits: WebSocketLimits = .standard) {
    self.encoder = encoder
    self.limits = limits
    assembler = MessageAssembler(role: encoder.role, limits: limits)
  }

  /// What to do with the transport, once `takeOutgoing` has nothing more.
  public var duty: ClosingHandshake.Duty { closing.duty(encoder.role) }

  /// Bytes that wait to be sent, without the pongs that will go ahead of them.
  public var waitingBytes: Int { outgoing.count }

  /// Bytes kept of a message that has not come whole.
  public var heldBytes: Int { assembler.heldBytes }

  /// Reads bytes and appends what they mean.
  public mutating func receive(
    _ bytes: UnsafeBufferPointer<UInt8>, into events: inout [Event]
  ) {
    guard closing.reads else { return }
    var incoming: [Incoming] = []
    var violation: Violation?
    do throws(Violation) {
      try assembler.read(bytes, into: &incoming)
    } catch {
      violation = error
    }
    for item in incoming {
      react(to: item)
      events.append(.incoming(item))
    }
    if let violation {
      fail(violation)
      events.append(.failed(violation))
    }
  }

  /// Reads bytes and appends what they mean.
  public mutating func receive(_ bytes: [UInt8], into events: inout [Event]) {
    bytes.withUnsafeBufferPointer { receive($0, into: &events) }
  }

  /// Notes that the transport is gone.
  public mutating func transportEnded() {
    closing.take(.transportEnded)
    drop()
  }

  /// Everything that waits to be sent, in order.
  public mutating func takeOutgoing() -> [UInt8] {
    var bytes: [UInt8] = []
    // A pong may stand between fragments, and must stand before a close.
    for pong in pongs { try? encoder.pong(pong, into: &bytes) }
    pongs = []
    if bytes.isEmpty { bytes = outgoing } else { bytes += outgoing }
    outgoing = []
    return bytes
  }

  private mutating func react(to item: Incoming) {
    switch item {
    case .ping(let payload): owePong(payload)
    case .close(let close):
      guard closing.take(.closeRead), closing.state == .theyClose else { return }
      owedClose = CloseFrame(close.code)
      payClose()
    case .text, .binary, .pong: break
    }
  }

  private mutating func owePong(_ payload: [UInt8]) {
    guard closing.allows(.pong) else { return }
    // Section 5.5.3: of several pings only the newest need an answer.
    if pongs.count == limits.waitingPongs { pongs.removeFirst() }
    pongs.append(payload)
  }

  private mutating func payClose() {
    guard let close = owedClose, !encoder.isInsideMessage else { return }
    owedClose = nil
    try? encoder.close(close, into: &outgoing)
    closing.take(.closeSent)
  }

  private mutating func fail(_ violation: Violation) {
    if closing.allows(.close) {
      let close = CloseFrame(violation.code, reason: violation.description)
      try? encoder.close(close, into: &outgoing)
    }
    closing.take(.protocolBroken)
  }

  private mutating func drop() {
    outgoing = []
    pongs = []
    owedClose = nil
  }
}

extension WebSocketSession {
  /// Queues a whole message.
  public mutating func send(_ kind: MessageKind, _ payload: [UInt8]) throws(SendRefusal) {
    try allow(.message)
    try encoder.message(kind, payload, into: &outgoing)
  }

  /// Queues a whole text message.
  public mutating func send(_ text: String) throws(SendRefusal) {
    try send(.text, Array(text.utf8))
  }

  /// Queues the next fragment of a message.
  public mutating func sendFragment(
    _ kind: MessageKind, _ payload: [UInt8], isLast: Bool
  ) throws(SendRefusal) {
    try allow(encoder.isInsideMessage ? .fragment : .message)
    try encoder.fragment(kind, payload, isLast: isLast, into: &outgoing)
    payClose()
  }

  /// Queues a ping.
  public mutating func ping(_ payload: [UInt8] = []) throws(SendRefusal) {
    try allow(.ping)
    try encoder.ping(payload, into: &outgoing)
  }

  /// Queues a pong nobody asked for, which some peers take as a heartbeat (section 5.5.3).
  public mutating func pong(_ payload: [UInt8] = []) throws(SendRefusal) {
    try allow(.pong)
    try encoder.pong(payload, into: &outgoing)
  }

  /// Begins to close, or answers their close before the message under way has ended.
  public mutating func close(_ close: CloseFrame) throws(SendRefusal) {
    try allow(.close)
    try encoder.close(close, into: &outgoing)
    owedClose = nil
    closing.take(.closeSent)
  }

  private func allow(_ sending: ClosingHandshake.Sending) throws(SendRefusal) {
    guard closing.allows(sending) else { throw .closing(closing.state) }
  }
}
