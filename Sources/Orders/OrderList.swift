/// Where a list stands as a whole.
public enum ListStatus: String, CaseIterable, Sendable {
  /// The venue has taken the request and not yet said what became of it.
  case accepted
  /// At least one order is live.
  case open
  /// Every order has ended and at least one of them filled.
  case done
  /// Every order has ended and none filled.
  case canceled
  case rejected
  /// The venue's word is not known, or says too little.
  case unknown
}

/// What the venue runs after it accepted a ticket.
public struct OrderList: Hashable, Sendable {
  public var venue: VenueID
  public var venueListID: String?
  public var clientListID: String?
  /// nil where the venue does not say and it cannot be told from the orders.
  public var kind: Kind?
  public var symbol: String?
  public var status: ListStatus
  /// The venue's own word; empty where it has none and `status` is derived from the orders.
  public var venueStatus: String
  public var orders: [Order]
  public var updated: Timestamp?

  public init(venue: VenueID, status: ListStatus, venueStatus: String = "", orders: [Order] = []) {
    self.venue = venue
    self.status = status
    self.venueStatus = venueStatus
    self.orders = orders
  }

  /// The state of a list at a venue that has no word for it.
  public static func status(of orders: [Order]) -> ListStatus {
    if orders.isEmpty { return .accepted }
    var (isUnknown, isDone, isRejected) = (false, false, true)
    // By their places: an order is large, and would be copied to be looked at.
    for at in orders.indices {
      let status = orders[at].status
      if status.isLive { return .open }
      if status == .unknown { isUnknown = true }
      if status == .filled || orders[at].filled?.isPositive == true { isDone = true }
      if status != .rejected { isRejected = false }
    }
    return isUnknown ? .unknown : isDone ? .done : isRejected ? .rejected : .canceled
  }

  /// Whether nothing is told of any order.
  public static func isSilent(_ orders: [Order]) -> Bool {
    orders.indices.allSatisfy { orders[$0].status == .unknown }
  }
}
