import Orders

/// What a list is known by here, whatever its venue calls it.
public struct ListKey: Hashable, Sendable, Comparable {
  public let venue: VenueID
  /// The venue's id, or ours before there is one.
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
  public var list: OrderList
  /// Sent, and neither taken nor refused.
  public var isInDoubt: Bool
  /// When the venue last spoke of it.
  public var heard: Timestamp?
  /// What happened, the oldest first.
  public var history: [Step]

  /// One change of one order.
  public struct Step: Hashable, Sendable {
    public var time: Timestamp?
    public var leg: Int?
    public var text: String

    public init(time: Timestamp?, leg: Int?, text: String) {
      self.time = time
      self.leg = leg
      self.text = text
    }
  }

  public init(
    _ key: ListKey, _ list: OrderList, isInDoubt: Bool = false, heard: Timestamp? = nil,
    history: [Step] = []
  ) {
    self.key = key
    self.list = list
    self.isInDoubt = isInDoubt
    self.heard = heard
    self.history = history
  }
}
