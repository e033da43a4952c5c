import Orders
import Venues

/// A list to be placed: the very request that was reviewed.
public struct Placement: Hashable, Sendable {
  /// Under which the list is known from now on.
  public let key: ListKey
  public let identity: ListIdentity
  /// As the request's own bytes say it, its legs in the order in which they were written.
  public let ticket: Ticket
  public let request: WireRequest

  public init(key: ListKey, identity: ListIdentity, ticket: Ticket, request: WireRequest) {
    self.key = key
    self.identity = identity
    self.ticket = ticket
    self.request = request
  }
}

/// A list or a leg to be cancelled: the very requests that were confirmed, in their order.
public struct Cancellation: Hashable, Sendable {
  public let key: ListKey
  /// nil for the whole list.
  public let leg: Int?
  public let requests: [WireRequest]

  public init(key: ListKey, leg: Int?, requests: [WireRequest]) {
    self.key = key
    self.leg = leg
    self.requests = requests
  }

  /// What its answer is told of.
  public var sent: Sent { leg.map { .cancelLeg(key, leg: $0) } ?? .cancel(key) }
}

/// A leg that is to be another from now on: the very request that was confirmed.
public struct Amending: Hashable, Sendable {
  public let key: ListKey
  public let leg: Int
  public let request: WireRequest

  public init(key: ListKey, leg: Int, request: WireRequest) {
    self.key = key
    self.leg = leg
    self.request = request
  }

  /// What its answer is told of.
  public var sent: Sent { .amend(key, leg: leg) }
}
