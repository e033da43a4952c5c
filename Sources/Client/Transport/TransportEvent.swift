import Venues

/// What a transport tells.
public enum TransportEvent: Sendable {
  case response(RequestID, Response)
  case failed(RequestID, TransportFailure)
  case connected(SocketID)
  /// Bytes in the order they came; everything that one look at the socket found.
  case read(SocketID, [UInt8])
  /// The socket is gone; nothing more is told of it.
  case ended(SocketID, TransportFailure?)
}

/// Why something did not come through.
public struct TransportFailure: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whether the other side may have got it.
  public enum Reach: Hashable, Sendable {
    /// It is certain that not one byte of the request left.
    case notSent
    /// It may have been received, and carried out.
    case unknown
  }

  /// What kind of trouble it is.
  public enum Kind: String, Hashable, Sendable {
    /// The host's name leads nowhere.
    case name
    /// Nobody listens there, or the way is barred.
    case refused
    /// The other side cannot prove who it is.
    case certificate
    /// TLS failed otherwise.
    case tls
    case proxy
    case timeout
    /// The connection ended, or what came is no HTTP.
    case lost
    /// The answer is larger than is read.
    case tooLarge
    /// The request cannot be made, or this program cannot make it.
    case setup
  }

  public let reach: Reach
  public let kind: Kind
  /// One sentence, without a secret in it.
  public let sentence: String

  public init(_ reach: Reach, _ kind: Kind, _ sentence: String) {
    self.reach = reach
    self.kind = kind
    self.sentence = sentence
  }

  public var description: String { sentence }
}
