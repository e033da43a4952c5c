/// Rows whose cells stand below each other, each column as wide as its widest cell.
enum Columns {
  /// The rows as lines, without ends of lines and without blanks at the end.
  static func lines(_ rows: [[String]]) -> [String] {
    var widths: [Int] = []
    for row in rows {
      for (at, cell) in row.enumerated() {
        if at == widths.count { widths.append(0) }
        widths[at] = max(widths[at], cell.count)
      }
    }
    return rows.map { row in
      var line = ""
      for (at, cell) in row.enumerated() {
        let isLast = row[(at + 1)...].allSatisfy(\.isEmpty)
        line += isLast ? cell : cell + Prose.spaces(widths[at] - cell.count + 2)
        if isLast { break }
      }
      return line
    }
  }
}
