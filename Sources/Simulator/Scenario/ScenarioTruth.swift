import Exact
import Orders
import Venues

/// A fault that began before a step.
public struct ScenarioNote: Hashable, Sendable {
  /// nil where everything was taken back.
  public let fault: Fault?
  /// In plain words.
  public let sentence: String
}

/// How an event reached the client, or why it did not.
public enum ScenarioTelling: Hashable, Sendable {
  case once
  case twice
  /// After the event that followed it.
  case late
  case lost
  /// It was to be told after the next, and none came.
  case heldBack
  case silent
  case ended

  /// For scripts: `once`, `twice`, `late` or `no`.
  public var word: String {
    switch self {
    case .once: "once"
    case .twice: "twice"
    case .late: "late"
    case .lost, .heldBack, .silent, .ended: "no"
    }
  }

  public var isTold: Bool { word != "no" }

  /// What a timeline says beside the event; nothing of one that was told as it should be.
  public var sentence: String? {
    switch self {
    case .once: nil
    case .twice: "the client is told twice"
    case .late: "the client is told after the next event"
    case .lost: "the client is not told: the event is lost"
    case .heldBack: "the client is not told: the event waits for a next one"
    case .silent: "the client is not told: its stream is silent"
    case .ended: "the client is not told: its stream has ended"
    }
  }
}

/// What the client saw of an answer that a fault met, beside what was done.
public struct ScenarioAnswer: Hashable, Sendable {
  /// What a client can make of it.
  public enum Outcome: String, CaseIterable, Sendable {
    case accepted
    case refused
    /// It must ask what became of its request.
    case inDoubt = "in_doubt"
  }

  public let operation: Operation
  /// The venue carried the request out.
  public let isExecuted: Bool
  public let outcome: Outcome
  /// Milliseconds that the answer came late.
  public let delay: Int64
  public let sentence: String
}

/// What the client was last told, beside the truth.
public struct ScenarioKnowledge: Hashable, Sendable {
  /// How one leg stands, in the last word that reached the client.
  public struct Leg: Hashable, Sendable {
    public var status: OrderStatus
    public var filled: Decimal
  }

  /// What the answer to the placing said.
  public let placing: ScenarioAnswer.Outcome
  /// By leg; nil for one it never heard of.
  public let legs: [Leg?]
  /// Whether that is how everything stands.
  public let isTrue: Bool
  /// Faults that never met anything, or not as often as they might.
  public let armed: [Fault]
}
