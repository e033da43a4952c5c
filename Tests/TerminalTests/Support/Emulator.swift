/// A terminal after ECMA-48 and xterm's "ctlseqs", as far as programs in full screen use one.
struct Emulator {
  enum Ink: Equatable {
    case standard
    case index(Int)
    case rgb(Int, Int, Int)
  }

  struct Pen: Equatable {
    /// SGR numbers of what is switched on.
    var attributes: Set<Int> = []
    var foreground = Ink.standard
    var background = Ink.standard
  }

  struct Cell: Equatable {
    /// Empty to the right of a wide character.
    var text = " "
    var pen = Pen()
  }

  private(set) var columns: Int
  private(set) var rows: Int
  private(set) var cells: [Cell]
  private(set) var column = 0
  private(set) var row = 0
  private(set) var pen = Pen()
  /// Private modes that are on.
  private(set) var modes: Set<Int> = [7, 25]
  /// Sequences that were not understood.
  private(set) var strange: [String] = []
  /// The strings of OSC.
  private(set) var commands: [String] = []
  private(set) var bells = 0
  private var isWrapPending = false
  private var lastText = " "
  private var rest: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Cell(), count: columns * rows)
  }

  /// Another size; what was shown stays where it was, and the rest is anything.
  mutating func resize(columns: Int, rows: Int) {
    var next = Emulator(columns: columns, rows: rows)
    for row in 0..<rows {
      for column in 0..<columns {
        let isOld = row < self.rows && column < self.columns
        next.cells[row * columns + column] =
          isOld ? cells[row * self.columns + column] : Cell(text: "?")
      }
    }
    cells = next.cells
    self.columns = columns
    self.rows = rows
    row = min(row, rows - 1)
    column = min(column, columns - 1)
    isWrapPending = false
  }

  subscript(column: Int, row: Int) -> Cell { cells[row * columns + column] }

  func line(_ row: Int) -> String {
    (0..<columns).map { self[$0, row].text }.joined()
  }

  var text: String { (0..<rows).map { line($0) }.joined(separator: "\n") }

  // MARK: Reading

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    rest += bytes
    var at = 0
    while at < rest.count, let end = step(at) { at = end }
    rest.removeFirst(at)
  }

  /// Does what starts at a place; where it ends, or nil when more must come.
  private mutating func step(_ start: Int) -> Int? {
    let byte = rest[start]
    switch byte {
    case 0x07: bells += 1
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    case 0x1B: return escape(start)
    case 0x0E, 0x0F, 0x18: break
    case ..<0x20, 0x7F: strange.append("byte \(byte)")
    default: return character(start)
    }
    isWrapPending = false
    return start + 1
  }

  private mutating func character(_ start: Int) -> Int? {
    let length = rest[start] < 0x80 ? 1 : rest[start] < 0xE0 ? 2 : rest[start] < 0xF0 ? 3 : 4
    guard start + length <= rest.count else { return nil }
    let text = String(decoding: rest[start..<start + length], as: UTF8.self)
    put(text, width(text))
    return start + length
  }

  /// Enough of Unicode's Standard Annex 11 for what the tests write.
  private func width(_ text: String) -> Int {
    switch text.unicodeScalars.first?.value ?? 0 {
    case 0x300...0x36F: 0
    case 0x2E80...0x9FFF, 0xAC00...0xD7A3, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 2
    default: 1
    }
  }

  private mutating func put(_ text: String, _ width: Int) {
    if width <= 0 {
      let before = isWrapPending ? column : max(0, column - 1)
      let at = row * columns + before
      cells[cells[at].text.isEmpty ? at - 1 : at].text += text
      return
    }
    if isWrapPending || column + width > columns {
      lineFeed()
      column = 0
      isWrapPending = false
    }
    lastText = text
    blankHalves(column..<column + width)
    cells[row * columns + column] = Cell(text: text, pen: pen)
    if width == 2 { cells[row * columns + column + 1] = Cell(text: "", pen: pen) }
    column += width
    if column == columns {
      column -= 1
      isWrapPending = true
    }
  }

  /// Half a wide character is none.
  private mutating func blankHalves(_ range: Range<Int>) {
    let start = row * columns
    if range.lowerBound < columns, cells[start + range.lowerBound].text.isEmpty {
      cells[start + range.lowerBound - 1].text = " "
    }
    if range.upperBound < columns, cells[start + range.upperBound].text.isEmpty {
      cells[start + range.upperBound].text = " "
    }
  }

  private mutating func lineFeed() {
    if row < rows - 1 {
      row += 1
    } else {
      cells.removeFirst(columns)
      cells += Array(repeating: blank, count: columns)
    }
  }

  private var blank: Cell { Cell(text: " ", pen: Pen(background: pen.background)) }

  private mutating func escape(_ start: Int) -> Int? {
    guard start + 1 < rest.count else { return nil }
    switch rest[start + 1] {
    case UInt8(ascii: "["): return control(start)
    case UInt8(ascii: "]"):
      guard let end = rest[start...].firstIndex(of: 0x07) else { return nil }
      commands.append(String(decoding: rest[start + 2..<end], as: UTF8.self))
      return end + 1
    case UInt8(ascii: "("), UInt8(ascii: ")"):
      return start + 2 < rest.count ? start + 3 : nil
    case UInt8(ascii: "M"): row = max(0, row - 1)
    default: strange.append("ESC \(rest[start + 1])")
    }
    return start + 2
  }

  private mutating func control(_ start: Int) -> Int? {
    guard let end = rest[(start + 2)...].firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      return nil
    }
    let text = String(decoding: rest[start + 2..<end], as: UTF8.self)
    let final = Character(Unicode.Scalar(rest[end]))
    if final == "m" {
      select(text)
      return end + 1
    }
    if text.hasPrefix("?") {
      let numbers = text.dropFirst().split(separator: ";").compactMap { Int($0) }
      if final == "h" { modes.formUnion(numbers) } else { modes.subtract(numbers) }
      return end + 1
    }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    perform(final, numbers.first.flatMap { $0 } ?? 0, numbers.dropFirst().first.flatMap { $0 } ?? 0)
    return end + 1
  }

  private mutating func perform(_ final: Character, _ first: Int, _ second: Int) {
    let count = max(1, first)
    if final != "b" { isWrapPending = false }
    switch final {
    case "A": row = max(0, row - count)
    case "B": row = min(rows - 1, row + count)
    case "C": column = min(columns - 1, column + count)
    case "D": column = max(0, column - count)
    case "G": column = min(columns, count) - 1
    case "d": row = min(rows, count) - 1
    case "H", "f":
      row = min(rows, count) - 1
      column = min(columns, max(1, second)) - 1
    case "J": erase(first == 0 ? at..<cells.count : first == 1 ? 0..<at + 1 : 0..<cells.count)
    case "K":
      let line = row * columns
      erase(first == 0 ? at..<line + columns : first == 1 ? line..<at + 1 : line..<line + columns)
    case "X": erase(at..<min(at + count, (row + 1) * columns))
    case "b": for _ in 0..<count { put(lastText, width(lastText)) }
    case "@": shift(by: min(count, columns - column))
    case "P": shift(by: -min(count, columns - column))
    case "r", "t", "l", "h": break
    default: strange.append("CSI \(first);\(second)\(final)")
    }
  }

  private var at: Int { row * columns + column }

  private mutating func erase(_ range: Range<Int>) {
    blankHalves(column..<column + 1)
    for place in range { cells[place] = blank }
  }

  private mutating func shift(by count: Int) {
    var line = Array(cells[row * columns..<(row + 1) * columns])
    let blanks = Array(repeating: blank, count: abs(count))
    if count > 0 {
      line.insert(contentsOf: blanks, at: column)
      line.removeLast(count)
    } else {
      line.removeSubrange(column..<column - count)
      line += blanks
    }
    cells.replaceSubrange(row * columns..<(row + 1) * columns, with: line)
  }

  private mutating func select(_ text: String) {
    var numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }[
      ...]
    while let number = numbers.popFirst() {
      switch number {
      case 0: pen = Pen()
      case 1...9: pen.attributes.insert(number)
      case 10: break
      case 22: pen.attributes.subtract([1, 2])
      case 23...29: pen.attributes.remove(number - 20)
      case 30...37: pen.foreground = .index(number - 30)
      case 39: pen.foreground = .standard
      case 40...47: pen.background = .index(number - 40)
      case 49: pen.background = .standard
      case 90...97: pen.foreground = .index(number - 82)
      case 100...107: pen.background = .index(number - 92)
      case 38, 48:
        let kind = numbers.popFirst()
        let values = numbers.prefix(kind == 2 ? 3 : 1)
        numbers = numbers.dropFirst(values.count)
        let list = Array(values)
        let ink: Ink = kind == 2 ? .rgb(list[0], list[1], list[2]) : .index(list[0])
        if number == 38 { pen.foreground = ink } else { pen.background = ink }
      default: strange.append("SGR \(number)")
      }
    }
  }
}
