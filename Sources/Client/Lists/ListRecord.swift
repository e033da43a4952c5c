import Orders

/// A list as it is known here, whoever placed it.
public struct ListRecord: Hashable, Sendable {
  public var key: ListKey
  public var instrument: Instrument?
  public var list: OrderList
  /// Sent, and neither taken nor refused.
  public var isInDoubt: Bool
  /// It was open, and the venue knows it no more.
  public var isVanished = false
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
