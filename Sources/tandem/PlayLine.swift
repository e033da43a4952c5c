import Exact
import Orders
import Screen
import Simulator
import TicketApp

/// A line of a key script while it is being read.
struct PlayLine {
  private var rest: Substring

  /// What is wrong with it.
  struct Flaw: Error, Equatable {
    let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
  }

  /// Every word a line can begin with, for sentences about others.
  static let words = [
    "keys", "type", "paste", "bytes", "click", "tape", "time", "resize", "dump", "expect", "absent",
  ]

  init(_ text: Substring) { rest = text }

  /// The next word; nil at the end, and where a remark begins.
  mutating func word() -> String? {
    rest = rest.drop { $0 == " " || $0 == "\t" }
    if rest.isEmpty || rest.first == "#" { return nil }
    let word = rest.prefix { $0 != " " && $0 != "\t" }
    rest = rest.dropFirst(word.count)
    return String(word)
  }

  mutating func action(of word: String) throws(Flaw) -> PlayScript.Action {
    let action = try open(word)
    if let more = self.word() {
      throw Flaw("has \(VisibleText.quote(more)) after all that \(word) takes")
    }
    return action
  }

  private mutating func open(_ word: String) throws(Flaw) -> PlayScript.Action {
    switch word {
    case "keys": return .keys(try keys())
    case "type": return .type(String(decoding: try quoted(), as: UTF8.self))
    case "paste": return .paste(try quoted())
    case "bytes": return .bytes(try quoted())
    case "click":
      return .click(column: try count("a column"), row: try count("a row"))
    case "tape": return .tape(try trade())
    case "time": return .time(try span())
    case "resize": return .resize(try size(try need("a size such as 80x24")))
    case "dump": return .dump(self.word())
    case "expect": return .expect(String(decoding: try quoted(), as: UTF8.self))
    case "absent": return .absent(String(decoding: try quoted(), as: UTF8.self))
    default:
      let hint =
        Suggestion.nearest(to: word, among: Self.words).map { "did you mean \($0)?" }
        ?? "a line begins with " + Prose.list(Self.words, conjunction: "or")
      throw Flaw("\(VisibleText.quote(word)) is no word of a script; \(hint)")
    }
  }

  // MARK: Parts

  private mutating func need(_ what: String) throws(Flaw) -> String {
    guard let word = word() else { throw Flaw("wants \(what)") }
    return word
  }

  /// Keys by their names, `Tab`, `alt-u`, `F2`, `Tab*3`, to the end of the line.
  private mutating func keys() throws(Flaw) -> [Key] {
    var keys: [Key] = []
    // A remark cannot be told from the key #, so there is none on this line.
    for word in rest.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      var name = word
      var times = 1
      if let star = word.lastIndex(of: "*"), star > word.startIndex,
        let number = Int(word[word.index(after: star)...]), (1...1000).contains(number)
      {
        name = word[..<star]
        times = number
      }
      guard let chord = Chord(name: String(name)) else {
        throw Flaw("\(VisibleText.quote(String(name))) is no key")
      }
      keys += Array(repeating: chord.key, count: times)
    }
    rest = ""
    guard !keys.isEmpty else { throw Flaw("wants keys such as Tab, ctrl-p, F2 or 3") }
    return keys
  }

  private mutating func count(_ what: String) throws(Flaw) -> Int {
    let word = try need(what)
    guard let count = Int(word), (1...Size.limit).contains(count) else {
      throw Flaw("\(VisibleText.quote(word)) is not \(what): they count from 1")
    }
    return count
  }

  private mutating func trade() throws(Flaw) -> TapeMove {
    let name = try need("an instrument such as BTC/USDT")
    guard let instrument = Instrument(name) else {
      throw Flaw("\(VisibleText.quote(name)) is no instrument")
    }
    let price = try decimal(try need("a price"))
    let quantity = try word().map { (word) throws(Flaw) in try decimal(word) }
    return TapeMove(instrument, trades: [TapeMove.Trade(price, quantity: quantity)])
  }

  private func decimal(_ word: String) throws(Flaw) -> Decimal {
    guard let value = Decimal(word), value.isPositive else {
      throw Flaw("\(VisibleText.quote(word)) is no decimal above zero")
    }
    return value
  }

  /// `+5s`, as scenarios write it.
  private mutating func span() throws(Flaw) -> Int64 {
    let word = try need("a span such as +5s")
    let units: [(name: String, milliseconds: Int64)] = [
      ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]
    let digits = word.dropFirst().prefix { $0.isASCII && $0.isNumber }
    let name = word.dropFirst(1 + digits.count)
    guard word.hasPrefix("+"), let number = Int64(digits), number <= 1_000_000,
      let unit = units.first(where: { $0.name == name })
    else {
      let names = Prose.list(units.map(\.name), conjunction: "or")
      throw Flaw("\(VisibleText.quote(word)) is no span: +, a whole number, and \(names)")
    }
    return number * unit.milliseconds
  }

  /// `80x24`.
  private func size(_ word: String) throws(Flaw) -> Size {
    guard let size = Size(word) else {
      throw Flaw("\(VisibleText.quote(word)) is no size such as 80x24")
    }
    return size
  }

  // MARK: Text

  /// Bytes in double quotes, where \ begins an escape.
  private mutating func quoted() throws(Flaw) -> [UInt8] {
    rest = rest.drop { $0 == " " || $0 == "\t" }
    guard rest.popFirst() == "\"" else { throw Flaw("wants a text in double quotes") }
    var bytes: [UInt8] = []
    while let character = rest.popFirst() {
      switch character {
      case "\"": return bytes
      case "\\": bytes += try escape()
      default: bytes += String(character).utf8
      }
    }
    throw Flaw("has no double quote at the end of its text")
  }

  private static let escapes: [Character: UInt8] = [
    "e": 0x1B, "n": 0x0A, "r": 0x0D, "t": 0x09, "\\": 0x5C, "\"": 0x22,
  ]

  private mutating func escape() throws(Flaw) -> [UInt8] {
    guard let letter = rest.popFirst() else { throw Flaw("ends in \\") }
    if let byte = Self.escapes[letter] { return [byte] }
    if letter == "x" {
      let digits = rest.prefix(2)
      guard digits.utf8.count == 2, let byte = UInt8(digits, radix: 16) else {
        throw Flaw("has a \\x without two hexadecimal digits")
      }
      rest = rest.dropFirst(2)
      return [byte]
    }
    throw Flaw("has an unknown escape \\\(VisibleText.clean(String(letter)))")
  }
}

extension Size {
  /// Reads `80x24`.
  init?(_ text: String) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...Size.limit).contains(columns), (1...Size.limit).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }
}
