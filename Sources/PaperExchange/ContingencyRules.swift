import Orders

/// How the orders of one list depend on one another: one named switch for every question.
///
/// A plain value that goes with each list. What a venue says, and where, is a `ContingencySheet`.
public struct ContingencyRules: Hashable, Sendable {
  /// What wakes an exit.
  public enum Arming: String, CaseIterable, Sendable {
    case fullFill = "full_fill"
    /// The entry's first fill, the exit at its own size.
    case firstFill = "first_fill"
    /// Every fill of the entry, the exit as large as what has filled.
    case eachFill = "each_fill"
  }

  /// What takes the other leg of a pair away.
  public enum Removal: String, CaseIterable, Sendable {
    case firstFillOrTrigger = "first_fill_or_trigger"
    /// A leg's price was touched; of a leg in the book that is its first fill.
    case trigger
    case fullFill = "full_fill"
    /// Exits do not know of each other.
    case never
  }

  /// Whether a fired leg executes first, or the other leg goes first.
  public enum Precedence: String, CaseIterable, Sendable {
    case siblingLeavesFirst = "sibling_leaves_first"
    case firedExecutesFirst = "fired_executes_first"
  }

  /// What an order is called that the engine ended.
  public enum Ending: String, CaseIterable, Sendable {
    case canceled
    case expired
    case rejected
  }

  /// How far the end of one leg reaches.
  public enum Reach: String, CaseIterable, Sendable {
    case wholeList = "whole_list"
    case pair
    case alone
  }

  /// What becomes of the exits when a partly filled entry ends.
  public enum PartEntry: String, CaseIterable, Sendable {
    case exitsGo = "exits_go"
    /// They wake, as large as what has filled.
    case exitsArm = "exits_arm"
  }

  /// How prices must stand to the market when a leg begins to watch it.
  public enum Relation: String, CaseIterable, Sendable {
    /// The limit leg and the trigger on their sides of the reference, strictly.
    case limitAndTrigger = "limit_and_trigger"
    /// A trigger that holds already is refused.
    case trigger
    /// A trigger that holds already fires at once.
    case none
  }

  /// What is held of the account while a pair waits.
  public enum Holding: String, CaseIterable, Sendable {
    /// What the dearer leg needs, once for both.
    case pairOnce = "pair_once"
    /// What the limit leg needs; a waiting trigger holds nothing.
    case limitLeg = "limit_leg"
    /// Nothing until a leg fires.
    case nothing
    case eachLeg = "each_leg"
  }

  /// When the money for an exit is looked for.
  public enum ExitFunds: String, CaseIterable, Sendable {
    case activation
    case placement
  }

  /// Where a limit leg of a pair waits.
  public enum LimitRest: String, CaseIterable, Sendable {
    case book
    /// Outside, as a watch on its price; touched, it becomes a limit order.
    case offBook = "off_book"
  }

  /// When a list is said to be done.
  public enum Done: String, CaseIterable, Sendable {
    case allFinal = "all_final"
    /// When nothing can depend on anything any more, though an order may still be live.
    case resolved
  }

  public var arming = Arming.fullFill
  public var removal = Removal.firstFillOrTrigger
  public var precedence = Precedence.siblingLeavesFirst
  public var siblingEnds = Ending.canceled
  public var cancelReach = Reach.wholeList
  public var expiryReach = Reach.pair
  public var partEntry = PartEntry.exitsGo
  /// The exits of an entry that its owner cancelled, and of one that ended by itself.
  public var orphanCanceled = Ending.canceled
  public var orphanExpired = Ending.expired
  public var refusedExit = Ending.expired
  public var refusalReach = Reach.pair
  public var failedTrigger = Ending.expired
  public var relation = Relation.limitAndTrigger
  public var exitRelation = Relation.trigger
  public var source = TriggerSource.last
  public var holding = Holding.pairOnce
  public var exitFunds = ExitFunds.activation
  public var limitRest = LimitRest.book
  public var amendReach = Reach.alone
  public var done = Done.allFinal

  public init() {}
}
