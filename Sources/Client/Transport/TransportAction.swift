import Venues

/// A request on its way; never used again.
public struct RequestID: Hashable, Comparable, Sendable {
  public let number: Int64

  public init(_ number: Int64) { self.number = number }

  public static func < (left: RequestID, right: RequestID) -> Bool { left.number < right.number }
}

/// A socket; never used again.
public struct SocketID: Hashable, Comparable, Sendable {
  public let number: Int64

  public init(_ number: Int64) { self.number = number }

  public static func < (left: SocketID, right: SocketID) -> Bool { left.number < right.number }
}

/// What the client wants of a transport.
public enum TransportAction: Hashable, Sendable {
  /// Send exactly these bytes, once.
  case request(RequestID, WireRequest, timeoutMilliseconds: Int64)
  /// Nobody waits for the answer any more; it is not told.
  case abandon(RequestID)
  /// Open a stream of bytes to the host of a `ws://` or `wss://` address, and no more: the
  /// handshake is the client's.
  case connect(SocketID, address: String, timeoutMilliseconds: Int64)
  /// Bytes for a socket; they are sent in order, and kept until they are.
  case write(SocketID, [UInt8])
  /// End a socket once what was written is sent; nothing more is told of it.
  case close(SocketID)
}
