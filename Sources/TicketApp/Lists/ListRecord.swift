import Exact
import Orders

/// What a list is known by here, whatever its venue calls it.
public struct ListKey: Hashable, Sendable, Comparable {
  public let venue: VenueID
  /// Ours where it was placed from here, else the venue's.
  public let id: String

  public init(_ venue: VenueID, _ id: String) {
    self.venue = venue
    self.id = id
  }

  public static func < (left: ListKey, right: ListKey) -> Bool {
    (left.venue.name, left.id) < (right.venue.name, right.id)
  }
}

/// A list as the panel shows it.
public struct ListRecord: Hashable, Sendable {
  public var key: ListKey
  public var instrument: Instrument?
  public var list: OrderList
  /// Sent, and neither taken nor refused.
  public var isInDoubt: Bool
  /// When the venue last spoke of it; nil before its first word.
  public var heard: Timestamp?
  /// What happened, the oldest first.
  public var history: [Step]

  /// One thing that happened to the list, or to one of its legs.
  public struct Step: Hashable, Sendable {
    public var time: Timestamp?
    public var leg: Int?
    public var text: String
    public var fill: Fill?

    public init(time: Timestamp?, leg: Int?, text: String, fill: Fill? = nil) {
      self.time = time
      self.leg = leg
      self.text = text
      self.fill = fill
    }
  }

  public init(
    _ key: ListKey, _ list: OrderList, instrument: Instrument? = nil, isInDoubt: Bool = false,
    heard: Timestamp? = nil, history: [Step] = []
  ) {
    self.key = key
    self.list = list
    self.instrument = instrument
    self.isInDoubt = isInDoubt
    self.heard = heard
    self.history = history
  }
}

extension ListRecord {
  var state: ListState {
    if isInDoubt { return .inDoubt }
    switch list.status {
    case .accepted, .open: return .open
    case .done: return .done
    case .canceled: return .cancelled
    case .rejected: return .rejected
    case .unknown: return heard == nil ? .sending : .unknown
    }
  }

  /// What is traded, in our spelling where it is known.
  var symbol: String { instrument?.description ?? list.symbol ?? "?" }

  /// The side of the list: of its entry where it has one.
  var side: Side? { list.orders.first?.side }

  /// How the venue is told which list is meant.
  var leadingQuantity: Decimal? { list.orders.first?.quantity }

  /// The label of a leg: its part in the list.
  func label(ofLeg leg: Int) -> String {
    guard let kind = list.kind else { return "order \(leg + 1)" }
    switch kind.role(at: leg) {
    case .entry: return "entry"
    case .exit: return kind.hasPairOfExits ? "exit \(leg)" : "exit"
    case .pair: return "leg \(leg + 1)"
    }
  }
}
