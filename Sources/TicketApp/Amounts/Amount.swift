import Exact

/// What somebody typed into a price field, understood: a number, or arithmetic on what is known.
///
/// `32000`, `32k`, `last+2%`, `30000-5t`, `(bid+ask)/2`, `-1.5%`, `2R`. A number is taken as it
/// stands and never rounded; what was computed is rounded to the tick, and says so.
indirect enum Amount: Hashable, Sendable {
  case number(Decimal)
  case name(Name)
  /// A distance: so many percent, ticks or times the risk.
  case distance(Decimal, Unit)
  case sum(Amount, Amount, isMinus: Bool)
  case product(Amount, Amount)
  case quotient(Amount, Amount)

  /// A price that the market or the ticket has.
  enum Name: String, CaseIterable, Sendable {
    case last, bid, ask, mark
    /// What the exits are measured from: the entry's price, or the last price without one.
    case entry
    /// Where the stop fires.
    case stop
  }

  enum Unit: String, Sendable {
    case percent = "%"
    case ticks = "t"
    /// How far the stop is from the entry.
    case risk = "R"
  }
}

extension Amount {
  /// Numbers alone: nothing in it is measured from the market or from the ticket.
  var isPlain: Bool {
    switch self {
    case .number: true
    case .name, .distance: false
    case .sum(let left, let right, _), .product(let left, let right),
      .quotient(let left, let right):
      left.isPlain && right.isPlain
    }
  }
}

/// Why a typed text is no amount, and where in it.
struct AmountFlaw: Error, Hashable, Sendable {
  /// Characters before the place; nil for the text as a whole.
  let position: Int?
  let sentence: String

  init(_ sentence: String, at position: Int? = nil) {
    self.sentence = sentence
    self.position = position
  }
}
