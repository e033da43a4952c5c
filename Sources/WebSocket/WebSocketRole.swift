/// Which end of the connection this is.
public enum WebSocketRole: Sendable {
  case client
  case server

  /// Whether frames that arrive here must be masked (RFC 6455 section 5.1).
  var readsMasked: Bool { self == .server }

  /// The other end.
  public var peer: WebSocketRole { self == .client ? .server : .client }
}
