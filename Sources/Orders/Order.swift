import Exact

/// An order as its venue tells of it: a leg's live counterpart.
///
/// What a message leaves out is nil.
public struct Order: Hashable, Sendable {
  public var venueOrderID: String?
  public var clientOrderID: String?
  public var venueListID: String?
  /// The venue's spelling of the instrument.
  public var symbol: String?
  /// The part it plays, where the message or the list's shape says so.
  public var role: LegRole?
  public var side: Side?
  public var type: LegType?
  /// The venue's own word for the type.
  public var venueType: String?
  public var status: OrderStatus
  /// The venue's own word for the status; empty when the message had none.
  public var venueStatus: String
  public var quantity: Decimal?
  public var filled: Decimal?
  public var price: Decimal?
  public var trigger: Decimal?
  public var averagePrice: Decimal?
  public var timeInForce: TimeInForce?
  /// Why it ended, or was refused, in the venue's words.
  public var reason: String?
  public var updated: Timestamp?

  public init(status: OrderStatus, venueStatus: String) {
    self.status = status
    self.venueStatus = venueStatus
  }

  /// What it asks for, as a leg of a ticket says it.
  public var terms: Leg {
    Leg(
      type, side: side, quantity: quantity, price: price, trigger: trigger,
      timeInForce: timeInForce)
  }
}

/// One execution.
public struct Fill: Hashable, Sendable {
  public var price: Decimal
  public var quantity: Decimal
  public var fee: Decimal?
  public var feeAsset: String?
  public var tradeID: String?
  public var isMaker: Bool?

  public init(price: Decimal, quantity: Decimal) {
    self.price = price
    self.quantity = quantity
  }
}

/// One message about one order, from a stream.
public struct OrderReport: Hashable, Sendable {
  public var order: Order
  public var fill: Fill?

  public init(order: Order, fill: Fill? = nil) {
    self.order = order
    self.fill = fill
  }
}
