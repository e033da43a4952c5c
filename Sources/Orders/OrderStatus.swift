/// Where an order stands, in our words; the venue's own word is kept beside it.
public enum OrderStatus: String, CaseIterable, Sendable {
  /// Waits for the entry of its list to fill.
  case dormant
  /// Waits for its trigger price.
  case waiting
  /// In the book, nothing filled.
  case working
  case partlyFilled = "partly_filled"
  case filled
  case canceled
  case expired
  case rejected
  /// The venue used a word we do not know: shown as it is, believed in nothing.
  case unknown

  /// Nothing more can happen to it, as far as this status alone can say.
  public var isFinal: Bool {
    switch self {
    case .filled, .canceled, .expired, .rejected: true
    case .dormant, .waiting, .working, .partlyFilled, .unknown: false
    }
  }

  public var isLive: Bool { !isFinal && self != .unknown }
}

extension OrderStatus {
  /// What it means that an order known in one status is reported in another.
  public enum Step: Hashable, Sendable {
    /// Nothing new.
    case same
    /// The ordinary course of things.
    case forward
    /// True and worth telling: the reason says why it can happen.
    case surprising(String)
    /// Old news that came late, or a contradiction: not applied, but shown.
    case backward(String)
  }

  /// The table of (known, reported), total.
  public func step(to reported: OrderStatus) -> Step {
    Self.table[Self.index(self)][Self.index(reported)]
  }

  private static func index(_ status: OrderStatus) -> Int {
    switch status {
    case .dormant: 0
    case .waiting: 1
    case .working: 2
    case .partlyFilled: 3
    case .filled: 4
    case .canceled: 5
    case .expired: 6
    case .rejected: 7
    case .unknown: 8
    }
  }

  private static let go = Step.forward
  private static let late = Step.backward("an older report that came late")
  private static let fills = Step.backward("fills are never taken back by a status")
  private static let raced = Step.surprising("it filled before the cancel reached the book")
  private static let ends = Step.surprising("the venue changed its word for how the order ended")
  private static let back = Step.surprising(
    "the venue shows an ended order as live again, as some do between sessions")
  private static let odd = Step.surprising("the venue used a word that is not known")

  // swift-format-ignore
  private static let table: [[Step]] = [
    // known ↓    dormant waiting working partly  filled  canceled expired rejected unknown
    /* dormant */  [.same,  go,     go,     go,     go,     go,      go,     go,      odd],
    /* waiting */  [late,   .same,  go,     go,     go,     go,      go,     go,      odd],
    /* working */  [late,   late,   .same,  go,     go,     go,      go,     go,      odd],
    /* partly */   [fills,  fills,  fills,  .same,  go,     go,      go,     go,      odd],
    /* filled */   [late,   late,   late,   late,   .same,  late,    late,   ends,    odd],
    /* canceled */ [late,   late,   back,   raced,  raced,  .same,   ends,   ends,    odd],
    /* expired */  [late,   back,   back,   raced,  raced,  ends,    .same,  ends,    odd],
    /* rejected */ [late,   late,   back,   raced,  raced,  ends,    ends,   .same,   odd],
    /* unknown */  [go,     go,     go,     go,     go,     go,      go,     go,      .same],
  ]
}
