/// How the orders of a list depend on one another.
public enum Kind: String, CaseIterable, Sendable {
  /// One cancels the other.
  case oco
  /// One triggers the other: an entry, then one exit.
  case oto
  /// One triggers an OCO pair: an entry, then two exits.
  case otoco
  /// Binance: an OTO whose exit sells exactly what the entry bought.
  case opo
  /// Binance: an OTOCO whose exits sell exactly what the entry bought.
  case opoco

  /// The part each leg plays, in ticket order.
  public var roles: [LegRole] {
    switch self {
    case .oco: [.pair, .pair]
    case .oto, .opo: [.entry, .exit]
    case .otoco, .opoco: [.entry, .exit, .exit]
    }
  }

  public var legCount: Int { hasEntry ? (hasPairOfExits ? 3 : 2) : 2 }
  public var hasEntry: Bool { self != .oco }
  public var hasPairOfExits: Bool { self == .otoco || self == .opoco }
  /// The exits' size follows from what the entry received, so they carry no quantity.
  public var sizesExitsFromEntry: Bool { self == .opo || self == .opoco }

  /// The part the leg at `index` plays; legs beyond the kind's count play `pair` or `exit`.
  public func role(at index: Int) -> LegRole {
    hasEntry ? (index == 0 ? .entry : .exit) : .pair
  }
}

/// The part a leg plays in its list.
public enum LegRole: String, Sendable {
  /// One of the two legs of an OCO.
  case pair
  case entry
  case exit
}

/// Which way a leg trades.
public enum Side: String, CaseIterable, Sendable {
  case buy
  case sell

  public var opposite: Side { self == .buy ? .sell : .buy }
}
