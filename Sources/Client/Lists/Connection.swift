/// How a venue can be reached now.
public struct Connection: Hashable, Sendable {
  /// Where the session stands.
  public typealias State = SessionState

  public var state: State
  /// Of the last request, there and back.
  public var latencyMilliseconds: Int64?
  public var reason: String?

  public init(_ state: State, latencyMilliseconds: Int64? = nil, reason: String? = nil) {
    self.state = state
    self.latencyMilliseconds = latencyMilliseconds
    self.reason = reason
  }
}
