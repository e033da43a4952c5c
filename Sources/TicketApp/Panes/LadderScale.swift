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
  /// Of each kind of number that a rung has.
  private var widths: [Number.Kind: Int] = [:]
  private let room: Int
  private let wholeRoom: Int

  /// Enough for most prices, so that a longer one seldom moves the others.
  private static let leastWidth = 9
  private static let longestRow = 70
  private static let leastWidths: [Number.Kind: Int] = [.distance: 8, .multiple: 8, .gain: 9]

  init(_ outlook: Outlook, _ market: Market, _ rules: InstrumentRules?, room: Int) {
    let digits = rules?.tick?.fractionDigits ?? 0
    let prices = outlook.rungs.map(\.price) + [market.last].compactMap { $0 }
    let widest = prices.map { Figures.price($0, digits: digits).count }.max() ?? 0
    width = max(Self.leastWidth, widest)
    hasRisk = !outlook.rungs.contains { $0.isPast && $0.type.isStop }
    self.digits = digits
    self.room = min(room, Self.longestRow)
    wholeRoom = room
    for number in outlook.rungs.filter({ !$0.isPast }).flatMap(numbers) {
      let least = Self.leastWidths[number.kind] ?? 0
      widths[number.kind] = max(widths[number.kind] ?? least, number.text.count + 1)
    }
  }

  /// The parts in as few rows as have room for them: none is cut, for the last says what is lost.
  func rows(of parts: [Line]) -> [Line] {
    var rows = [Line()]
    for part in parts {
      let last = rows[rows.count - 1]
      if last.columns == 0 {
        rows[rows.count - 1] = part
      } else if last.columns + part.columns <= wholeRoom {
        rows[rows.count - 1] = last + part
      } else {
        rows.append(part)
      }
    }
    return rows
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
    // What a rung does not have leaves its column empty: the gain's never holds a distance.
    let aligned = Number.Kind.allCases.filter { widths[$0] != nil }.reduce(Line()) { row, kind in
      let number = all.first { $0.kind == kind }
      return row + Line(Self.right(number?.text ?? "", widths[kind] ?? 0), number?.role ?? .text)
    }
    let gap = room - line.columns - aligned.columns
    if gap >= 0 { return line + Line(CleanText(" ").repeated(gap)) + aligned }
    // A number that is cut says another one.
    let choices = [
      all, all.filter { $0.kind != .multiple }, all.filter { $0.kind == .gain }, [],
    ]
    let packed = choices.map { numbers in
      numbers.reduce(line) { $0 + Line(CleanText("  " + $1.text), $1.role) }
    }
    return packed.first { $0.columns <= room } ?? packed[packed.count - 1]
  }

  /// One number of a rung with the room it has.
  private struct Number {
    enum Kind: CaseIterable { case distance, multiple, gain }

    let kind: Kind
    let text: String
    var role = Role.ladderQuote
  }

  private func numbers(_ rung: Outlook.Rung) -> [Number] {
    var numbers: [Number] = []
    if let distance = rung.distance {
      let text = "\(Figures.signed(distance, digits: 2))%"
      numbers.append(Number(kind: .distance, text: text))
    }
    if let multiple = rung.multiple, hasRisk {
      let text = "\(Figures.signed(multiple, digits: 2))R"
      numbers.append(Number(kind: .multiple, text: text))
    }
    if let gain = rung.gain {
      let text = Figures.signed(gain, digits: 2)
      let role: Role = gain.isNegative ? .loss : .profit
      numbers.append(Number(kind: .gain, text: text, role: role))
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
