/// What kind of order a leg is, in the words of the ticket file.
public enum LegType: String, CaseIterable, Sendable {
  case limit
  /// A limit that may only make liquidity (post-only).
  case limitMaker = "limit_maker"
  case market
  /// A stop that becomes a market order when it triggers.
  case stop
  case stopLimit = "stop_limit"
  /// A take-profit that becomes a market order when it triggers.
  case takeProfit = "take_profit"
  case takeProfitLimit = "take_profit_limit"
  case trailingStop = "trailing_stop"
  case trailingStopLimit = "trailing_stop_limit"

  /// Rests in the book from the start.
  public var isLimit: Bool { self == .limit || self == .limitMaker }
  /// Waits for a price before it becomes an order.
  public var isContingent: Bool { LegTypeSet.contingent.contains(self) }
  /// Protects: fires when the price moves against the position it exits.
  public var isStop: Bool { LegTypeSet.stops.contains(self) }
  public var isTakeProfit: Bool { LegTypeSet.takeProfits.contains(self) }
  public var isTrailing: Bool { LegTypeSet.trailing.contains(self) }
  /// Carries a limit price.
  public var hasPrice: Bool { LegTypeSet.priced.contains(self) }
  /// Executes at whatever the market gives.
  public var isMarket: Bool { !hasPrice }

  /// The type in a sentence: "stop limit".
  public var words: String {
    switch self {
    case .limit: "limit"
    case .limitMaker: "limit maker"
    case .market: "market"
    case .stop: "stop"
    case .stopLimit: "stop limit"
    case .takeProfit: "take profit"
    case .takeProfitLimit: "take profit limit"
    case .trailingStop: "trailing stop"
    case .trailingStopLimit: "trailing stop limit"
    }
  }

  fileprivate var bit: UInt16 {
    switch self {
    case .limit: 1
    case .limitMaker: 2
    case .market: 4
    case .stop: 8
    case .stopLimit: 16
    case .takeProfit: 32
    case .takeProfitLimit: 64
    case .trailingStop: 128
    case .trailingStopLimit: 256
    }
  }
}

/// A set of leg types that costs nothing to ask.
public struct LegTypeSet: Hashable, Sendable, ExpressibleByArrayLiteral {
  private let bits: UInt16

  public init(arrayLiteral elements: LegType...) {
    bits = elements.reduce(0) { $0 | $1.bit }
  }

  public init(_ types: some Sequence<LegType>) {
    bits = types.reduce(0) { $0 | $1.bit }
  }

  public func contains(_ type: LegType) -> Bool { bits & type.bit != 0 }

  /// The members in the order the ticket file names them.
  public var members: [LegType] { LegType.allCases.filter(contains) }

  /// "limit or limit maker".
  public var words: String { Words.alternatives(members.map(\.words)) }

  public static let all = LegTypeSet(LegType.allCases)
  public static let limits: LegTypeSet = [.limit, .limitMaker]
  public static let stops: LegTypeSet = [.stop, .stopLimit, .trailingStop, .trailingStopLimit]
  public static let takeProfits: LegTypeSet = [.takeProfit, .takeProfitLimit]
  public static let trailing: LegTypeSet = [.trailingStop, .trailingStopLimit]
  public static let contingent: LegTypeSet = [
    .stop, .stopLimit, .takeProfit, .takeProfitLimit, .trailingStop, .trailingStopLimit,
  ]
  public static let priced: LegTypeSet = [
    .limit, .limitMaker, .stopLimit, .takeProfitLimit, .trailingStopLimit,
  ]
}
