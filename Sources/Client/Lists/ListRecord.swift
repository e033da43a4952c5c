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
    /// What is said of it where the fill does not say it.
    private let said: String
    public var fill: Fill?

    /// One thing that happened; a fill says itself where the text is empty.
    public init(time: Timestamp?, leg: Int?, text: String, fill: Fill? = nil) {
      self.time = time
      self.leg = leg
      said = text
      self.fill = fill
    }

    /// What happened, in words.
    public var text: String {
      guard said.isEmpty, let fill else { return said }
      let part = fill.isMaker.map { $0 ? " as maker" : " as taker" } ?? ""
      return "filled \(fill.quantity) at \(fill.price)" + part
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
