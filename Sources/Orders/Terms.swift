import Exact

/// How long an order stays.
public enum TimeInForce: String, CaseIterable, Sendable {
  /// Until cancelled.
  case gtc
  /// Immediately, the rest is dropped.
  case ioc
  /// Whole at once, or not at all.
  case fok
  /// Until the session ends.
  case day
  /// Until the leg's `expire`.
  case gtd
}

/// Which price a trigger watches.
public enum TriggerSource: String, CaseIterable, Sendable {
  case last
  case mark
  case index
}

/// How far a trailing stop follows: a distance in price, or a percentage of it.
public enum Trail: Hashable, Sendable {
  case distance(Decimal)
  case percent(Decimal)

  /// Reads `250` or `1.5%`.
  public init(parsing text: String) throws(DecimalError) {
    if text.hasSuffix("%") {
      self = .percent(try Decimal(parsing: String(text.dropLast())))
    } else {
      self = .distance(try Decimal(parsing: text))
    }
  }

  public var text: String {
    switch self {
    case .distance(let distance): distance.description
    case .percent(let percent): percent.description + "%"
    }
  }

  public var amount: Decimal {
    switch self {
    case .distance(let amount), .percent(let amount): amount
    }
  }
}
