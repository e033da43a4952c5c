import Exact
import Orders
import PaperExchange
import Venues

/// What became of a scenario at one venue.
public struct ScenarioRun: Sendable {
  /// Whether the venue took the ticket.
  public enum Standing: Hashable, Sendable {
    case played
    /// Its rules refuse the ticket: nothing was placed.
    case refused([Finding])
    /// It cannot be said or played there, whatever the market does.
    case beyond([String])
  }

  public let venue: VenueID
  public let title: String
  public let ticket: Ticket
  public let standing: Standing
  /// Switches of the venue's that the scenario turned.
  public let turns: [Scenario.Turn]
  /// As the venue reads them out of the request, in the ticket's order; the ticket's own where it
  /// got none.
  public let legs: [Leg]
  /// The first is the placing; empty where none came to the venue.
  public let steps: [ScenarioStep]
  public let end: ScenarioEnd?

  /// It cannot be said or played there.
  public var isBeyond: Bool { if case .beyond = standing { true } else { false } }

  /// The venue did not take it: by a rule, or at the exchange itself.
  public var isRefused: Bool {
    if case .refused = standing { return true }
    return end?.list == .rejected
  }
}

/// One step of a story, and everything that came of it.
public struct ScenarioStep: Hashable, Sendable {
  /// 0 is the placing; the path counts from 1.
  public let number: Int
  /// What happened to the market, or what the owner did: `29400@0.005`.
  public let tape: String
  /// What is said of it where nothing happened to any leg.
  public let stillness: String
  public internal(set) var events: [ScenarioEvent]
  public let moves: [ScenarioMove]
  /// Faults that began before it.
  public var notes: [ScenarioNote] = []
  /// What the client saw, where a fault met the answer.
  public var answer: ScenarioAnswer?
}

/// One thing that became true of an order or of the list.
public struct ScenarioEvent: Hashable, Sendable {
  /// What became true, in a word: `accepted`, `filled`, ….
  public let what: String
  /// By its place in the ticket, from 0; nil for what is said of the list.
  public let leg: Int?
  public let from: OrderStatus?
  public let to: OrderStatus?
  public let list: ListStatus?
  /// The venue's own word for the status, and for the reason.
  public let word: String?
  public let venueReason: String?
  /// All that has filled so far.
  public let filled: Decimal?
  /// What filled just now.
  public let quantity: Decimal?
  public let price: Decimal?
  public let reason: Reason?
  /// A plain sentence.
  public let sentence: String
  /// What the venue says that made it so.
  public let clause: ScenarioClause?
  /// How it reached the client; only events of legs are told.
  public internal(set) var told: ScenarioTelling?
}

/// A switch of the venue's contingency table, as it stood.
public struct ScenarioClause: Hashable, Sendable {
  public let name: ContingencyRules.Switch
  public let way: String
  public let sentence: String
  public let section: String
  public let standing: ContingencySheet.Standing
  /// The scenario turned it; the sheet has another way.
  public let isTurned: Bool
}

/// How the account's holding of one asset changed in a step.
public struct ScenarioMove: Hashable, Sendable {
  public let asset: String
  /// Free and held together.
  public let before: Decimal
  public let after: Decimal
  public let heldBefore: Decimal
  public let heldAfter: Decimal
  /// Contracts, not money.
  public let isPosition: Bool
}

/// How everything stands when the story is over.
public struct ScenarioEnd: Hashable, Sendable {
  /// One leg as it ended.
  public struct Leg: Hashable, Sendable {
    public let role: LegRole
    public let type: LegType
    public let side: Side
    public let status: OrderStatus
    public let word: String?
    public let quantity: Decimal
    public let filled: Decimal
    public let averagePrice: Decimal?
    public let reason: Reason?
  }

  public let list: ListStatus
  public let last: Decimal?
  public let legs: [Leg]
  public let balances: [Balance]
  /// Contracts held; nil on spot.
  public let position: Decimal?
  public let protection: Protection
  /// What the client knows; nil where nothing went wrong.
  public let known: ScenarioKnowledge?
}
