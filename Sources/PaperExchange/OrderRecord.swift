import Orders

/// An order as the engine keeps it.
struct OrderRecord: Hashable, Sendable {
  var side: Side
  var type: LegType
  var timeInForce: TimeInForce
  var source: TriggerSource
  var status = OrderStatus.unknown
  var home = MarketState.Home.nowhere
  var role: LegRole
  var trailUnit = Trailing.Unit.distance
  var leg: Int8
  /// Its price has come, or it never waited for one.
  var isTriggered = false
  /// What it and its partner hold is one amount, whoever of them has it.
  var shares = false
  /// Its trail has begun, or it has none.
  var isTrailing = false
  var list: Int32
  /// The other leg of its pair, -1 for none.
  var partner: Int32 = -1
  var market: Int32
  var quantity: Int64
  var filled: Int64 = 0
  /// 0 for none.
  var price: Int64
  var trigger: Int64
  var trail: Int64
  var expire: Int64
  /// When it came where it stands, among all that did.
  var sequence: Int64 = 0
  /// Atoms of the base when it sells, of the quote when it buys.
  var lock: Int128 = 0
  var tag: UInt64

  init(_ order: NewOrder, leg: Int, role: LegRole, list: Int, market: Int, source: TriggerSource) {
    side = order.side
    type = order.type
    timeInForce = order.timeInForce
    self.source = order.source ?? source
    self.role = role
    self.leg = Int8(truncatingIfNeeded: leg)
    self.list = Int32(truncatingIfNeeded: list)
    self.market = Int32(truncatingIfNeeded: market)
    quantity = order.quantity
    price = order.price ?? 0
    trigger = order.trigger ?? 0
    trail = order.trailing?.amount ?? 0
    trailUnit = order.trailing?.unit ?? .distance
    expire = order.expire ?? 0
    tag = order.tag
  }

  var remaining: Int64 { quantity - filled }

  /// Fires when the price falls to its level: a protective sell, or a profit of a short.
  var firesBelow: Bool {
    type.isTakeProfit ? side == .buy : side == .sell
  }
}

/// A list as the engine keeps it; its orders stand one after the other.
struct ListRecord: Hashable, Sendable {
  var generation: UInt32 = 0
  var first: Int32 = 0
  var count: Int8 = 0
  var live: Int8 = 0
  var kind: Kind?
  var status = ListStatus.accepted
  /// Its end was told.
  var isTold = false
  /// The place is free for another.
  var isFree = false
  var market: Int32 = 0
  var rules: Int32 = 0
  var tag: UInt64 = 0

  var orders: Range<Int> { Int(first)..<Int(first) + Int(count) }
}
