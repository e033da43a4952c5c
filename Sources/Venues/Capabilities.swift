import Orders

/// What a venue can do with order lists, in facts with their sources.
public struct Capabilities: Sendable {
  /// What makes the orders of one kind of list depend on one another.
  public struct Contingency: Sendable {
    /// What arms an exit.
    public enum Arming: String, Sendable {
      case fullFill = "full_fill"
      case firstFill = "first_fill"
    }

    /// What takes a sibling away.
    public enum Removal: String, Sendable {
      /// The first fill of a resting leg, or a trigger of a waiting one.
      case firstFillOrTrigger = "first_fill_or_trigger"
      /// A leg's price is touched, whether it then fills or not.
      case trigger
      /// A leg has filled completely.
      case fullFill = "full_fill"
      /// Exits do not know of each other.
      case never
    }

    public let kind: Kind
    /// nil for an OCO, which has no entry.
    public let arming: Arming?
    public let removal: Removal
    /// What the pair's other leg is called when the venue takes it away.
    public let siblingEndsAs: String
    /// Cancelling one leg takes the other away too.
    public let cancelTakesBoth: Bool
    /// Both legs get the quantity that one of them is amended to.
    public let amendSizesBoth: Bool
    /// Whether the sheet states this or chooses it for want of a source.
    public let isDocumented: Bool
    public let source: Citation

    public init(
      _ kind: Kind, arming: Arming?, removal: Removal, siblingEndsAs: String,
      cancelTakesBoth: Bool, amendSizesBoth: Bool = false, documented: Bool, source: Citation
    ) {
      self.kind = kind
      self.arming = arming
      self.removal = removal
      self.siblingEndsAs = siblingEndsAs
      self.cancelTakesBoth = cancelTakesBoth
      self.amendSizesBoth = amendSizesBoth
      isDocumented = documented
      self.source = source
    }
  }

  public let tradesSpot: Bool
  public let tradesFutures: Bool
  public let contingencies: [Contingency]
  /// The price a trigger watches when the ticket does not say, and all it may watch.
  public let triggerSource: TriggerSource
  public let triggerSources: [TriggerSource]
  public let timesInForce: [TimeInForce]
  public let canCancelLeg: Bool
  public let canAmend: Bool
  /// What is held back from the account while a list rests.
  public let funds: String

  public init(
    tradesSpot: Bool, tradesFutures: Bool, contingencies: [Contingency],
    triggerSource: TriggerSource, triggerSources: [TriggerSource], timesInForce: [TimeInForce],
    canCancelLeg: Bool, canAmend: Bool, funds: String
  ) {
    self.tradesSpot = tradesSpot
    self.tradesFutures = tradesFutures
    self.contingencies = contingencies
    self.triggerSource = triggerSource
    self.triggerSources = triggerSources
    self.timesInForce = timesInForce
    self.canCancelLeg = canCancelLeg
    self.canAmend = canAmend
    self.funds = funds
  }

  public func contingency(of kind: Kind) -> Contingency? {
    contingencies.first { $0.kind == kind }
  }
}

/// A matter on which sources disagree or a venue allows several ways: which one is taken, and how
/// to switch.
///
/// A ticket's option `venue.name` chooses.
public final class Choice: Sendable {
  /// One of the ways, by the word that chooses it.
  public struct Way: Sendable {
    public let name: String
    public let meaning: String

    public init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// The option's name, without the venue.
  public let name: String
  public let question: String
  /// The first is taken unless an option says otherwise.
  public let ways: [Way]
  public let source: Citation

  public init(_ name: String, _ question: String, ways: [Way], source: Citation) {
    self.name = name
    self.question = question
    self.ways = ways
    self.source = source
  }

  public var standard: String { ways.first?.name ?? "" }

  /// The standard ways by the names of their choices: what a ticket that chooses nothing gets.
  static func standards(_ choices: [Choice]) -> [String: String] {
    Dictionary(choices.map { ($0.name, $0.standard) }) { first, _ in first }
  }
}

/// Something a ticket says that a venue cannot say, or means differently.
public struct Loss: Hashable, Sendable {
  public let field: FieldPath
  public let sentence: String

  public init(_ field: FieldPath, _ sentence: String) {
    self.field = field
    self.sentence = sentence
  }
}
