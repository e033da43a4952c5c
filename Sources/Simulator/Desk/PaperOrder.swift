import Exact
import Orders
import PaperExchange

/// One order of a desk, with everything a venue tells of it.
public struct PaperOrder: Hashable, Sendable {
  /// Counts up by one from 1 at each desk; venues spell their own ids from it.
  public let number: Int64
  /// The list it belongs to; an order placed by itself is a list of one.
  public let list: Int64
  public let leg: Int
  public let market: Int
  public let role: LegRole
  /// As it was asked for.
  public let asked: Leg
  public internal(set) var clientID: String
  /// What the venue gives back of the request, by the venue's own names.
  public let details: [(name: String, value: String)]
  public let placed: Timestamp
  public internal(set) var updated: Timestamp
  public internal(set) var status = OrderStatus.unknown
  public internal(set) var quantity: Decimal
  public internal(set) var price: Decimal?
  public internal(set) var trigger: Decimal?
  public internal(set) var isTriggered = false
  /// Its price was touched, or it came alive behind an entry, at this moment.
  public internal(set) var started: Timestamp?
  public internal(set) var fills: [PaperFill] = []
  /// Why it ended, or was refused.
  public internal(set) var reason: Reason?
  let id: OrderID

  public var side: Side { asked.side ?? .buy }
  public var type: LegType { asked.type ?? .limit }

  /// The sum of its fills.
  public internal(set) var filled = Decimal.zero
  /// What they cost, in the quote currency.
  public internal(set) var value = Decimal.zero

  /// It waits for its trigger: an algo order, in some venues' words.
  public var isOpenAlgo: Bool { !status.isFinal && type.isContingent && !isTriggered }

  /// What is still to be filled.
  public var remaining: Decimal { (try? quantity - filled) ?? .zero }

  /// What its fills cost on average, cut after so many digits; nil before the first.
  public func averagePrice(digits: Int) -> Decimal? {
    filled.isPositive ? try? value.divided(by: filled, digits: digits, .down) : nil
  }

  public func detail(_ name: String) -> String? { details.first { $0.name == name }?.value }

  public static func == (left: PaperOrder, right: PaperOrder) -> Bool {
    left.number == right.number && left.status == right.status && left.fills == right.fills
      && left.quantity == right.quantity && left.updated == right.updated
      && left.price == right.price && left.trigger == right.trigger
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// One execution at a desk.
public struct PaperFill: Hashable, Sendable {
  /// Counts up by one from 1 at each desk.
  public let number: Int64
  public let price: Decimal
  public let quantity: Decimal
  public let fee: Decimal
  public let feeAsset: String
  public let isMaker: Bool
  public let time: Timestamp
}

/// One list of a desk, ended ones too.
public struct PaperList: Hashable, Sendable {
  /// Counts up by one from 1 at each desk.
  public let number: Int64
  /// nil for an order placed by itself.
  public let kind: Kind?
  public let market: Int
  public let clientID: String
  /// What the venue gives back of the request, by the venue's own names.
  public let details: [String: String]
  /// The numbers of its orders, by leg.
  public let orders: [Int64]
  public let placed: Timestamp
  public internal(set) var updated: Timestamp
  public internal(set) var status: ListStatus
  let id: ListID
}
