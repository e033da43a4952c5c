import Exact

/// What an account holds of one asset.
public struct Balance: Hashable, Sendable {
  public var asset: String
  public var free: Decimal
  public var locked: Decimal

  public init(asset: String, free: Decimal, locked: Decimal) {
    self.asset = asset
    self.free = free
    self.locked = locked
  }
}

/// A holding in a futures contract: signed contracts.
public struct Position: Hashable, Sendable {
  public var symbol: String
  public var quantity: Decimal
  public var price: Decimal?

  public init(symbol: String, quantity: Decimal, price: Decimal?) {
    self.symbol = symbol
    self.quantity = quantity
    self.price = price
  }
}

/// What is known of an account when a ticket is checked; any part may be unknown.
public struct Account: Hashable, Sendable {
  public var balances: [Balance]?
  public var positions: [Position]?
  public var takerFeeRate: Decimal?
  /// Whether the account may place orders at all.
  public var canTrade: Bool?
  /// Open on this instrument.
  public var openLists: Int?
  public var openOrders: Int?
  public var openAlgoOrders: Int?
  /// Open on every instrument together.
  public var openOrdersOverall: Int?
  /// Client ids of open lists and orders.
  public var usedClientIDs: [String]?
  /// Our clock less the venue's.
  public var clockOffsetMilliseconds: Int64?
  /// Since the last list was sent, and the one before with the same content.
  public var millisecondsSinceLastPlacement: Int64?

  public init() {}

  public func balance(of asset: String) -> Balance? {
    balances?.first { $0.asset == asset }
  }
}
