import Orders

/// A list of this exchange; one that was forgotten is not found again, though its place is reused.
public struct ListID: Hashable, Sendable, CustomStringConvertible {
  public let index: Int32
  public let generation: UInt32

  public var description: String { "\(index).\(generation)" }
}

/// One order of a list.
public struct OrderID: Hashable, Sendable, CustomStringConvertible {
  public let list: ListID
  public let leg: Int

  public init(_ list: ListID, leg: Int) {
    self.list = list
    self.leg = leg
  }

  public var description: String { "\(list)/\(leg)" }
}

/// Why an order ended, or a request was refused, in the engine's words.
public enum Reason: String, CaseIterable, Sendable {
  /// Its owner said so.
  case user
  /// The other leg filled or fired.
  case sibling
  case siblingRefused = "sibling_refused"
  case siblingExpired = "sibling_expired"
  case entryCanceled = "entry_canceled"
  case entryExpired = "entry_expired"
  case listRefused = "list_refused"
  case insufficientFunds = "insufficient_funds"
  /// A post-only order that would take.
  case wouldMatch = "would_match"
  case wouldTrigger = "would_trigger"
  /// The prices do not stand to the market as the venue wants.
  case badRelation = "bad_relation"
  case unfilledIOC = "unfilled_ioc"
  case unfilledFOK = "unfilled_fok"
  case insufficientLiquidity = "insufficient_liquidity"
  case noMarket = "no_market"
  case outOfTime = "out_of_time"
  case sessionEnd = "session_end"
  /// Below the market's least quantity or value, or above its most.
  case outOfBounds = "out_of_bounds"
  /// The request cannot mean anything.
  case malformed
}

/// One thing that became true.
public struct Event: Hashable, Sendable {
  /// What became true.
  public enum What: Hashable, Sendable {
    /// The exchange has it: it stands, waits or sleeps.
    case accepted
    /// An exit woke up.
    case armed
    /// The price that was watched came.
    case triggered(price: Int64)
    case filled(price: Int64, quantity: Int64, isMaker: Bool)
    case canceled(Reason)
    case expired(Reason)
    case rejected(Reason)
    case amended(quantity: Int64)
    /// The change was refused; the order stands as it was.
    case notAmended(Reason)
    case list(ListStatus)
    /// The new balance of an asset, in its atoms.
    case balance(asset: Int, available: Int128, locked: Int128)
    case position(market: Int, lots: Int64)
  }

  /// Counts up by one from 1.
  public let sequence: Int64
  /// The call it came of; every tape event and every request is a step.
  public let step: Int64
  /// nil for balances and positions.
  public let list: ListID?
  /// nil for what is said of the list as a whole.
  public let leg: Int8?
  /// `unknown` before the exchange first spoke of the order.
  public let from: OrderStatus
  public let to: OrderStatus
  public let what: What

  public var order: OrderID? {
    guard let list, let leg else { return nil }
    return OrderID(list, leg: Int(leg))
  }
}

extension Event: CustomStringConvertible {
  /// One line, the same for the same event.
  public var description: String {
    let subject = order.map(\.description) ?? list.map(\.description) ?? "account"
    let change = order == nil || from == to ? "" : " \(from.rawValue)>\(to.rawValue)"
    return "\(sequence) @\(step) \(subject)\(change) \(what)"
  }
}

extension Event.What: CustomStringConvertible {
  public var description: String {
    switch self {
    case .accepted: "accepted"
    case .armed: "armed"
    case .triggered(let price): "triggered at \(price)"
    case .filled(let price, let quantity, let isMaker):
      "filled \(quantity) at \(price) as \(isMaker ? "maker" : "taker")"
    case .canceled(let reason): "canceled: \(reason.rawValue)"
    case .expired(let reason): "expired: \(reason.rawValue)"
    case .rejected(let reason): "rejected: \(reason.rawValue)"
    case .amended(let quantity): "amended to \(quantity)"
    case .notAmended(let reason): "not amended: \(reason.rawValue)"
    case .list(let status): "list \(status.rawValue)"
    case .balance(let asset, let available, let locked):
      "asset \(asset) available \(available) locked \(locked)"
    case .position(let market, let lots): "market \(market) position \(lots)"
    }
  }
}

extension ListID {
  /// No list has this id.
  public static let none = ListID(index: -1, generation: 0)
}
