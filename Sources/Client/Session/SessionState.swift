/// Where a session with a venue stands.
public enum SessionState: String, CaseIterable, Sendable {
  /// Nothing is tried.
  case offline
  case connecting
  case signingIn = "signing_in"
  /// The stream tells, and what was missed is being asked for.
  case catchingUp = "catching_up"
  case live
  /// What is shown was true once; the way to the venue is being found again.
  case stale
  /// The venue will not have us; only a person can change that.
  case refused
}

extension SessionState {
  /// What moves a session.
  public enum Cause: String, CaseIterable, Sendable {
    case begin
    /// The socket is open and may be spoken on.
    case opened
    case signedIn
    case caughtUp
    /// A socket ended, or nothing came for too long.
    case lost
    /// The venue said no to who we are.
    case denied
    case stop
  }

  /// The table of (state, cause), total; nil where a cause changes nothing.
  public func after(_ cause: Cause) -> SessionState {
    Self.table[index][Self.index(of: cause)] ?? self
  }

  private var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  private static func index(of cause: Cause) -> Int { Cause.allCases.firstIndex(of: cause) ?? 0 }

  private static let go = SessionState.connecting

  // swift-format-ignore
  private static let table: [[SessionState?]] = [
    // state ↓         begin  opened      signedIn     caughtUp  lost      denied    stop
    /* offline    */  [go,    nil,        nil,         nil,      nil,      .refused, nil],
    /* connecting */  [nil,   .signingIn, .catchingUp, nil,      nil,      .refused, .offline],
    // What is lost before it was ever live is no stale truth, but a connection yet to be made.
    /* signing in */  [nil,   nil,        .catchingUp, nil,      go,       .refused, .offline],
    /* catching   */  [nil,   nil,        nil,         .live,    .stale,   .refused, .offline],
    /* live       */  [nil,   nil,        nil,         nil,      .stale,   .refused, .offline],
    // A new socket of a stale session takes the same road; only the whole truth ends its being so.
    /* stale      */  [nil,   nil,        nil,         .live,    nil,      .refused, .offline],
    /* refused    */  [go,    nil,        nil,         nil,      nil,      nil,      .offline],
  ]
}
