import Exact
import Orders
import Screen

/// Where the numbers of the ladder stand: each in a column of its own, by its last digit.
///
/// A price that moves then changes the digits that are new and moves nothing.
struct LadderScale {
  /// A multiple of the risk says something while there is a risk: not where the stop fires at once.
  let hasRisk: Bool
  private let digits: Int
  private let width: Int
  private let room: Int

  /// Enough for most prices, so that a longer one seldom moves the others.
  private static let leastWidth = 9
  private static let longestRow = 70

  init(_ outlook: Outlook, _ market: Market, _ rules: InstrumentRules?, room: Int) {
    let digits = rules?.tick?.fractionDigits ?? 0
    let prices = outlook.rungs.map(\.price) + [market.last].compactMap { $0 }
    let widest = prices.map { Figures.price($0, digits: digits).count }.max() ?? 0
    width = max(Self.leastWidth, widest)
    hasRisk = !outlook.rungs.contains { $0.isPast && $0.type.isStop }
    self.digits = digits
    self.room = min(room, Self.longestRow)
  }

  func price(_ value: Decimal) -> String { Figures.price(value, digits: digits) }

  func money(_ value: Decimal) -> String { Figures.price(value, digits: 2) }

  /// A price at the left end of its row.
  func mark(_ price: Decimal) -> CleanText { Self.right(self.price(price), width) }

  /// How far a rung is from the market, and what it brings in.
  func numbers(_ rung: Outlook.Rung) -> Line {
    var line = Line()
    if let distance = rung.distance {
      line.append(Self.right("\(Figures.signed(distance, digits: 2))%", 9), .ladderQuote)
    }
    if let multiple = rung.multiple, hasRisk {
      line.append(Self.right("\(Figures.signed(multiple, digits: 2))R", 9), .ladderQuote)
    }
    if let gain = rung.gain {
      let role: Role = gain.isNegative ? .loss : .profit
      line.append(Self.right(Figures.signed(gain, digits: 2), 11), role)
    }
    return line
  }

  /// A row with its numbers at the right end of it, or after it where there is no room to align.
  func line(_ line: Line, _ numbers: Line) -> Line {
    let gap = max(0, room - line.columns - numbers.columns)
    return line + Line(CleanText(" ").repeated(gap)) + numbers
  }

  private static func right(_ text: String, _ width: Int) -> CleanText {
    CleanText(String(repeating: " ", count: max(1, width - text.count)) + text)
  }
}

extension Figures {
  /// With a sign in front, whichever it is.
  static func signed(_ value: Decimal, digits: Int = 0) -> String {
    value.isNegative
      ? "−" + price(value, digits: digits).dropFirst() : "+" + price(value, digits: digits)
  }
}
