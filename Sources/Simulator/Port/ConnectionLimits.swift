import WebSocket

/// How long and how much one connection may take.
public struct ConnectionLimits: Hashable, Sendable {
  /// Milliseconds from the first byte of a request to its last.
  public var requestTime: Int64 = 20_000
  /// Between two requests; long, because a request that crosses our close looks lost.
  public var idleTime: Int64 = 300_000
  /// For a client that takes nothing of what waits for it.
  public var stallTime: Int64 = 30_000
  /// For the end of a connection that is being closed.
  public var closingTime: Int64 = 5_000
  /// Bytes that are still read, and thrown away, after an answer that ends the connection: a close
  /// with unread bytes would take the answer back.
  public var lingerBytes = 16 << 20
  /// Bytes that wait to be sent; a reader that lets more pile up is cut.
  public var outgoingBytes = 4 << 20
  /// Nothing new is answered while so much waits to be sent, or read while so much waits.
  public var fullBytes = 256 << 10
  public var http = HTTPLimits.standard
  public var socket = WebSocketLimits(
    frameBytes: 1 << 20, messageBytes: 1 << 20, fragments: 1024, waitingPongs: 16)

  public init() {}

  public static let standard = ConnectionLimits()
}
