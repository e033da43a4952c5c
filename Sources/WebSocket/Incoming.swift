/// What arrives over a connection.
public enum Incoming: Hashable, Sendable {
  /// A whole message, known to be UTF-8.
  case text([UInt8])
  case binary([UInt8])
  case ping([UInt8])
  case pong([UInt8])
  case close(CloseFrame)
}
