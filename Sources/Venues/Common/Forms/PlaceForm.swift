import Orders

/// One way a venue takes an order list: its endpoint, and a slot for each leg.
public final class PlaceForm: Sendable {
  /// One leg's place in the request.
  public struct Slot: Sendable {
    /// The venue's name for the place: `above`, `other`, `order_list[1]`.
    public let name: String
    public let role: LegRole
    /// The types the place takes, and the venue's word for each; where two types share a word, the
    /// first is what the word reads back as.
    ///
    /// A place that takes one type has no word for it.
    public let types: [(type: LegType, word: String)]
    public let allowed: LegTypeSet

    public init(_ name: String, _ role: LegRole, _ types: [(type: LegType, word: String)]) {
      self.name = name
      self.role = role
      self.types = types
      allowed = LegTypeSet(types.map(\.type))
    }

    public func word(for type: LegType) -> String? {
      types.first { $0.type == type }?.word
    }
  }

  /// What tells it from the venue's other forms: `orderList/oco`, `order/oco`, `placeOSO`.
  public let name: String
  public let kind: Kind
  public let slots: [Slot]
  public let endpoint: Endpoint

  public init(_ name: String, _ kind: Kind, slots: [Slot], endpoint: Endpoint) {
    self.name = name
    self.kind = kind
    self.slots = slots
    self.endpoint = endpoint
  }

  public var fields: [Field] { endpoint.fields }
}

/// How a venue writes the words of a ticket.
///
/// A class, for it is handed from table to table and never copied in part.
public final class Spelling: Sendable {
  public let buy: String
  public let sell: String
  public let timesInForce: [(TimeInForce, String)]
  public let triggerSources: [(TriggerSource, String)]
  public let trail: TrailUnit

  /// What a trailing distance is counted in.
  public enum TrailUnit: Sendable {
    case none
    /// Whole hundredths of a percent.
    case basisPoints
    /// Price.
    case distance
  }

  public init(
    buy: String, sell: String, timesInForce: [(TimeInForce, String)] = [],
    triggerSources: [(TriggerSource, String)] = [], trail: TrailUnit = .none
  ) {
    self.buy = buy
    self.sell = sell
    self.timesInForce = timesInForce
    self.triggerSources = triggerSources
    self.trail = trail
  }

  public func word(_ side: Side) -> String { side == .buy ? buy : sell }

  public func word(_ timeInForce: TimeInForce) -> String? {
    timesInForce.first { $0.0 == timeInForce }?.1
  }

  public func word(_ source: TriggerSource) -> String? {
    triggerSources.first { $0.0 == source }?.1
  }

  public func side(_ word: String) -> Side? {
    word == buy ? .buy : word == sell ? .sell : nil
  }

  public func timeInForce(_ word: String) -> TimeInForce? {
    timesInForce.first { $0.1 == word }?.0
  }

  public func triggerSource(_ word: String) -> TriggerSource? {
    triggerSources.first { $0.1 == word }?.0
  }
}
