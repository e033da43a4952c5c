/// Text in columns that wraps inside its column; a character is a column wide.
struct TextColumns {
  struct Column {
    let width: Int
    var isRight = false
  }

  let columns: [Column]
  let gap = 2

  /// The lines of one row; a cell that is too long goes on below itself.
  func row(_ cells: [String]) -> [String] {
    let wrapped = zip(cells, columns).map { Self.wrap($0, width: $1.width) }
    let height = wrapped.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      for (at, column) in columns.enumerated() where at < wrapped.count {
        let cell = line < wrapped[at].count ? wrapped[at][line] : ""
        let space = Self.spaces(max(0, column.width - cell.count))
        text += (at == 0 ? "" : Self.spaces(gap)) + (column.isRight ? space + cell : cell + space)
      }
      return Self.trimmed(text)
    }
  }

  /// Where a column begins.
  func start(of column: Int) -> Int {
    columns.prefix(column).reduce(0) { $0 + $1.width + gap }
  }

  /// Lines of at most `width`, broken at spaces; a word that is longer is broken where it must be.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      var word = String(word)
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      while word.count > width {
        lines.append(String(word.prefix(width)))
        word = String(word.dropFirst(width))
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// The text as a paragraph with its later lines further in.
  static func hanging(_ text: String, indent: Int, more: Int, width: Int) -> [String] {
    let lines = wrap(text, width: width - indent - more)
    return lines.enumerated().map { spaces(indent + ($0 == 0 ? 0 : more)) + $1 }
  }

  static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

  static func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}
