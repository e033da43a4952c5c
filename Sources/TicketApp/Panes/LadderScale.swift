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
  func mark(_ price: Decimal) -> CleanText {
    let text = self.price(price)
    return CleanText(String(repeating: " ", count: max(0, width - text.count)) + text)
  }

  /// A row with its numbers at the right end of it: how far the rung is from the market, and what
  /// it brings in.
  ///
  /// Where there is no room they follow closely, and the gain is the last to go.
  func line(_ line: Line, _ rung: Outlook.Rung) -> Line {
    let all = numbers(rung)
    let aligned = all.reduce(Line()) { $0 + Line(Self.right($1.text, $1.width), $1.role) }
    let gap = room - line.columns - aligned.columns
    if gap >= 0 { return line + Line(CleanText(" ").repeated(gap)) + aligned }
    let choices = [all, all.filter { $0.kind != .multiple }, all.filter { $0.kind == .gain }]
    let packed = choices.map { numbers in
      numbers.reduce(line) { $0 + Line(CleanText("  " + $1.text), $1.role) }
    }
    return packed.first { $0.columns <= room } ?? packed[packed.count - 1]
  }

  /// One number of a rung with the room it has.
  private struct Number {
    enum Kind { case distance, multiple, gain }

    let kind: Kind
    let text: String
    let width: Int
    var role = Role.ladderQuote
  }

  private func numbers(_ rung: Outlook.Rung) -> [Number] {
    var numbers: [Number] = []
    if let distance = rung.distance {
      let text = "\(Figures.signed(distance, digits: 2))%"
      numbers.append(Number(kind: .distance, text: text, width: 8))
    }
    if let multiple = rung.multiple, hasRisk {
      let text = "\(Figures.signed(multiple, digits: 2))R"
      numbers.append(Number(kind: .multiple, text: text, width: 8))
    }
    if let gain = rung.gain {
      let text = Figures.signed(gain, digits: 2)
      let role: Role = gain.isNegative ? .loss : .profit
      numbers.append(Number(kind: .gain, text: text, width: 9, role: role))
    }
    return numbers
  }

  /// At the right end of a column, and a blank apart from what is before it.
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
