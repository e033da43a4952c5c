import Orders
import PaperExchange
import WebSocket

/// One venue's wire protocol over its desk: whole requests and messages in, whole answers and
/// messages out.
///
/// A value without a clock, randomness or sockets. Frames, HTTP's own grammar and faults are the
/// business of whoever holds it.
public protocol Serving: Sendable {
  var desk: Desk { get set }

  /// A serving with the venue's paper instruments and account.
  init(now: Timestamp)

  /// Answers a request that asks for no socket.
  mutating func answer(_ request: HTTPRequest) -> HTTPResponse

  /// Decides on a request that asks for a socket, and says what is sent on it first.
  mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission

  /// Takes a message from a socket it admitted.
  mutating func receive(_ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox)

  /// Forgets a socket that is gone.
  mutating func ended(_ socket: SocketID)

  /// Tells the sockets what happened at the desk.
  mutating func tell(_ news: [News], into outbox: inout Outbox)

  /// Does what is due by the desk's clock: heartbeats, tokens that end, sockets that fell silent.
  mutating func pass(into outbox: inout Outbox)

  /// When `pass` has something to do next; nil while nothing will be due, however long it waits.
  var nextDuty: Timestamp? { get }

  /// Ends every token and listen key, as the venue does when they are too old.
  mutating func expireTokens(into outbox: inout Outbox)

  /// The venue's own words for trouble that is not the request's fault.
  func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse

  /// The venue's spelling of an order's id.
  func venueID(ofOrder order: PaperOrder) -> String

  /// The venue's spelling of a list's id; nil where it has none.
  func venueID(ofList list: PaperList) -> String?
}

extension Serving {
  public func venueID(ofOrder order: PaperOrder) -> String { String(order.number) }

  public func venueID(ofList list: PaperList) -> String? { String(list.number) }
}

/// A socket of a simulator; never reused.
public struct SocketID: Hashable, Comparable, Sendable {
  public let number: Int64

  public init(_ number: Int64) { self.number = number }

  public static func < (left: SocketID, right: SocketID) -> Bool { left.number < right.number }
}

/// A whole message, control frames among them.
public enum SocketMessage: Hashable, Sendable {
  case text([UInt8])
  case binary([UInt8])
  case ping([UInt8])
  case pong([UInt8])
}

/// Whether a connection becomes a socket.
public enum Admission: Hashable, Sendable {
  case admitted
  case refused(HTTPResponse)
}

/// Trouble that a fault makes, for the venue to put into words.
public enum Trouble: Hashable, Sendable {
  /// HTTP 5xx: what became of the request is not known to who reads it.
  case broken(status: Int)
  case rateLimited(afterSeconds: Int)
  case banned(afterSeconds: Int)
}

/// What is to be sent on sockets, in order.
public struct Outbox: Sendable {
  /// One thing to be sent.
  public struct Item: Hashable, Sendable {
    public let socket: SocketID
    public let what: What
    /// It tells of the account: an event, which a fault may lose, double or misplace.
    public let isNews: Bool
  }

  /// A message, or the end of the socket.
  public enum What: Hashable, Sendable {
    case text([UInt8])
    case binary([UInt8])
    case ping([UInt8])
    /// Ends the socket.
    case close(code: UInt16, reason: String)
  }

  public var items: [Item] = []

  public init() {}

  public mutating func send(_ what: What, to socket: SocketID, isNews: Bool = false) {
    items.append(Item(socket: socket, what: what, isNews: isNews))
  }
}
