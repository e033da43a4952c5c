import Orders

/// An order to be placed: prices in ticks, quantities in lots.
public struct NewOrder: Hashable, Sendable {
  public var side: Side
  public var type: LegType
  /// 0 where the exchange sizes it, as the exits of an OPO.
  public var quantity: Int64
  public var price: Int64?
  /// Where it fires; of a trailing stop, where its trail begins.
  public var trigger: Int64?
  /// nil for what the venue watches by itself.
  public var source: TriggerSource?
  public var timeInForce: TimeInForce
  public var trailing: Trailing?
  /// With `gtd`: milliseconds.
  public var expire: Int64?
  /// The caller's own mark, given back and never read.
  public var tag: UInt64

  public init(
    _ type: LegType, _ side: Side, quantity: Int64, price: Int64? = nil, trigger: Int64? = nil,
    source: TriggerSource? = nil, timeInForce: TimeInForce = .gtc, trailing: Trailing? = nil,
    expire: Int64? = nil, tag: UInt64 = 0
  ) {
    self.side = side
    self.type = type
    self.quantity = quantity
    self.price = price
    self.trigger = trigger
    self.source = source
    self.timeInForce = timeInForce
    self.trailing = trailing
    self.expire = expire
    self.tag = tag
  }
}

/// How far a trailing stop follows.
public struct Trailing: Hashable, Sendable {
  /// What the amount counts.
  public enum Unit: UInt8, Hashable, Sendable { case distance, basisPoints }

  public var unit: Unit
  public var amount: Int64

  /// A distance in ticks.
  public static func distance(_ ticks: Int64) -> Trailing {
    Trailing(unit: .distance, amount: ticks)
  }

  /// Hundredths of a percent.
  public static func basisPoints(_ amount: Int64) -> Trailing {
    Trailing(unit: .basisPoints, amount: amount)
  }
}

/// Orders to be placed together, and the rules that tie them.
public struct NewList: Hashable, Sendable {
  /// The place of the market among those the exchange was made with.
  public var market: Int
  /// nil for one order by itself.
  public var kind: Kind?
  public var orders: [NewOrder]
  public var rules: ContingencyRules
  public var tag: UInt64

  public init(
    _ kind: Kind?, market: Int = 0, orders: [NewOrder], rules: ContingencyRules, tag: UInt64 = 0
  ) {
    self.market = market
    self.kind = kind
    self.orders = orders
    self.rules = rules
    self.tag = tag
  }
}

/// What to change of a live order; nil leaves it.
public struct Amendment: Hashable, Sendable {
  public var quantity: Int64?
  public var price: Int64?
  public var trigger: Int64?

  public init(quantity: Int64? = nil, price: Int64? = nil, trigger: Int64? = nil) {
    self.quantity = quantity
    self.price = price
    self.trigger = trigger
  }
}
