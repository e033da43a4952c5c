import Exact
import Orders
import PaperExchange

/// A ticket, and what the market and its owner do then: a story that any venue can be asked about.
public struct Scenario: Sendable {
  public var ticket: Ticket
  /// The last, mark and index price when the ticket is placed.
  public var start: Decimal
  public var path: [Step]
  /// The venues it is about; empty where it does not say.
  public var venues: [VenueID] = []
  /// All that the account has; nil for the paper account's own.
  public var balances: [Deposit]?
  /// Contracts held at the start, bought at the starting price; nil for what a pair is to close.
  public var position: Decimal?
  /// What a fill costs, as a part of it: 0.001 is a tenth of a percent.
  public var commission = Decimal.zero
  /// Open questions of venues that are answered another way than their sheets do.
  public var turns: [Turn] = []
  /// Demands on the instrument in the place of the catalogue's.
  public var instrument: MarketFile.InstrumentOverrides?
  /// When it begins.
  public var clock = Scenario.standardClock
  public var faults: [ScenarioFault] = []
  /// The path in its file.
  ///
  /// To know a line is to count from the top, so only a complaint does it.
  var source: JSONNode?
  /// The faults in theirs.
  var faultSource: JSONNode?

  public init(_ ticket: Ticket, start: Decimal, path: [Step] = []) {
    self.ticket = ticket
    self.start = start
    self.path = path
  }

  /// 2026-01-01T00:00:00Z: a story needs no clock of its own, and must not look at ours.
  public static let standardClock = Timestamp(milliseconds: 1_767_225_600_000)

  /// One thing that happens after the ticket was placed.
  public struct Step: Hashable, Sendable {
    public var what: What
    /// What the file calls it, `path[3]`, for complaints.
    public var key: String

    public init(_ what: What, key: String = "") {
      self.what = what
      self.key = key
    }
  }

  /// What can happen: prices, time, and what the ticket's owner does.
  public enum What: Hashable, Sendable {
    /// Somebody trades; without a size, as much as anybody wants.
    case trade(Level)
    case quote(bid: Level, ask: Level)
    case mark(Decimal)
    case index(Decimal)
    /// Milliseconds after the step before.
    case pass(Int64)
    case moment(Timestamp)
    case sessionEnd
    case cancelList
    /// By its place in the ticket, from 0.
    case cancelLeg(Int)
  }

  /// A price and how much is had there.
  public struct Level: Hashable, Sendable {
    public var price: Decimal
    public var size: Decimal?

    public init(_ price: Decimal, size: Decimal? = nil) {
      self.price = price
      self.size = size
    }
  }

  /// What the account owns of one asset.
  public struct Deposit: Hashable, Sendable {
    public var asset: String
    public var amount: Decimal

    public init(_ asset: String, _ amount: Decimal) {
      self.asset = asset
      self.amount = amount
    }
  }

  /// One switch of a venue's contingency table, turned.
  public struct Turn: Hashable, Sendable {
    public var venue: VenueID
    public var name: ContingencyRules.Switch
    public var way: String
  }
}

extension Scenario {
  /// Why a step cannot be played, with its line.
  func error(_ step: Step, _ reason: String) -> FileError {
    let at = path.firstIndex { $0.key == step.key }
    return FileError(
      line: at.flatMap { source?[$0]?.line }, key: step.key, reason: reason)
  }

  /// Why a fault cannot be played, with its line.
  func error(_ fault: ScenarioFault, _ name: String, _ reason: String) -> FileError {
    let at = faults.firstIndex { $0.key == fault.key }
    return FileError(
      line: at.flatMap { faultSource?[$0]?[name]?.line }, key: "\(fault.key).\(name)",
      reason: reason)
  }

  /// What the account has: as the scenario says, or enough of everything.
  public var deposits: [Deposit] {
    if let balances { return balances }
    return assets.map { Deposit($0, Self.plenty[$0] ?? 1_000_000) }
  }

  /// What can be owned in the ticket's market.
  public var assets: [String] {
    switch ticket.instrument {
    case .spot(let base, let quote): [base, quote]
    case .future: [Self.settlement]
    }
  }

  static let settlement = "USD"

  /// What is held of a future when the ticket is placed: a pair of exits has something to exit.
  var openingPosition: Decimal {
    if ticket.instrument.isSpot { return .zero }
    if let position { return position }
    let legs = ticket.resolvedLegs
    let sides = Set(legs.compactMap(\.side))
    guard ticket.kind == .oco, sides.count == 1, let side = sides.first,
      let most = legs.compactMap(\.quantity).max()
    else { return .zero }
    return side == .sell ? most : most.negated
  }

  private static let plenty: [String: Decimal] = [
    "BTC": 100, "ETH": 1_000, "SOL": 10_000, "USDT": 1_000_000, "USD": 1_000_000,
  ]

  /// The mark follows the trades of a story that does not move it itself, and so does the index.
  var followers: [TriggerSource] {
    let movesMark = path.contains { if case .mark = $0.what { true } else { false } }
    let movesIndex = path.contains { if case .index = $0.what { true } else { false } }
    return (movesMark ? [] : [.mark]) + (movesIndex ? [] : [.index])
  }
}

extension Scenario.What {
  /// The step as a timeline shows it.
  public var text: String {
    switch self {
    case .trade(let level): level.text
    case .quote(let bid, let ask): "quote \(bid.text) / \(ask.text)"
    case .mark(let price): "mark \(price)"
    case .index(let price): "index \(price)"
    case .pass(let span): "time +\(Self.words(span))"
    case .moment(let moment): "time \(moment)"
    case .sessionEnd: "session ends"
    case .cancelList: "cancel list"
    case .cancelLeg(let leg): "cancel leg \(leg + 1)"
    }
  }

  private static func words(_ span: Int64) -> String {
    for (unit, length) in ScenarioFile.spans where span.isMultiple(of: length) {
      return "\(span / length)\(unit)"
    }
    return "\(span)ms"
  }
}

extension Scenario.Level {
  /// `29400@0.005`, as it is written.
  var text: String { size.map { "\(price)@\($0)" } ?? price.description }
}
