/// How far the closing of a connection is (RFC 6455 section 7), as a table.
public struct ClosingHandshake: Hashable, Sendable {
  /// How far the closing is.
  public enum State: CaseIterable, Hashable, Sendable {
    case open
    /// Our close frame is sent; theirs is awaited. They may still be sending.
    case weClose
    /// Their close frame is read; ours is owed, after the message under way at most.
    case theyClose
    /// Both close frames have passed.
    case closed
    /// The transport ended, or the protocol was broken, before both had.
    case lost
  }

  /// What moves it on.
  public enum Event: CaseIterable, Hashable, Sendable {
    case closeSent
    case closeRead
    case transportEnded
    /// The other end broke the protocol; our close frame, the last word, is sent.
    case protocolBroken
  }

  /// What one may wish to send.
  public enum Sending: CaseIterable, Hashable, Sendable {
    /// A whole message, or the first fragment of one.
    case message
    /// A later fragment of a message.
    case fragment
    case ping
    case pong
    case close
  }

  /// What the transport is due.
  public enum Duty: Hashable, Sendable {
    case keep
    /// The server ends the transport first (section 7.1.1); a client waits a little for it.
    case awaitEnd
    case end
  }

  public private(set) var state: State = .open

  public init() {}

  /// Takes an event; false when it cannot happen in this state, which then stays.
  @discardableResult
  public mutating func take(_ event: Event) -> Bool {
    guard let next = Self.next(state, event) else { return false }
    state = next
    return true
  }

  /// The state after an event; nil when the event cannot happen.
  public static func next(_ state: State, _ event: Event) -> State? {
    switch (state, event) {
    case (.open, .closeSent): .weClose
    case (.open, .closeRead): .theyClose
    case (.weClose, .closeRead): .closed
    case (.theyClose, .closeSent): .closed
    case (.open, .transportEnded), (.weClose, .transportEnded), (.theyClose, .transportEnded):
      .lost
    case (.open, .protocolBroken), (.weClose, .protocolBroken): .lost
    // Both close frames passed, so the end of the transport is the good end.
    case (.closed, .transportEnded): .closed
    case (.lost, .transportEnded): .lost
    // A second close frame of ours.
    case (.weClose, .closeSent), (.closed, .closeSent), (.lost, .closeSent): nil
    // Nothing is read after their close frame, nor after the end.
    case (.theyClose, .closeRead), (.closed, .closeRead), (.lost, .closeRead): nil
    case (.theyClose, .protocolBroken), (.closed, .protocolBroken), (.lost, .protocolBroken): nil
    }
  }

  /// Whether a frame may still be sent.
  public func allows(_ sending: Sending) -> Bool {
    switch (state, sending) {
    case (.open, _): true
    // Their close may wait for the message under way (section 5.5.1), not for a new one.
    case (.theyClose, .fragment), (.theyClose, .close): true
    case (.theyClose, .message), (.theyClose, .ping), (.theyClose, .pong): false
    case (.weClose, _), (.closed, _), (.lost, _): false
    }
  }

  /// Whether bytes that arrive are still read.
  public var reads: Bool { state == .open || state == .weClose }

  /// What to do with the transport once everything waiting is sent.
  public func duty(_ role: WebSocketRole) -> Duty {
    switch state {
    case .open, .weClose, .theyClose: .keep
    case .closed: role == .server ? .end : .awaitEnd
    case .lost: .end
    }
  }
}

extension ClosingHandshake.State {
  /// The state as the predicate of a sentence about the connection.
  public var phrase: String {
    switch self {
    case .open: "is open"
    case .weClose: "is being closed by us"
    case .theyClose: "is being closed by the other end"
    case .closed: "is closed"
    case .lost: "is lost"
    }
  }
}
