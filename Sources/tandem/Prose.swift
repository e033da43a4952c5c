/// Plain text laid out for a terminal of 80 columns.
///
/// All of it is ours and in ASCII, so that a character is a column.
enum Prose {
  static let width = 80

  /// `a, b or c`.
  static func list(_ words: [String], conjunction: String) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(conjunction) " + last
  }

  /// A phrase with a capital and a full stop.
  static func sentence(_ phrase: String) -> String {
    phrase.prefix(1).uppercased() + phrase.dropFirst() + "."
  }

  /// The text broken at spaces into lines of at most `width`; a longer word gets its own line.
  static func wrap(_ text: String, width: Int) -> [String] {
    wrap(text.split(separator: " ").map(String.init), width: width)
  }

  /// The same for pieces that must not be broken.
  static func wrap(_ pieces: [String], width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces {
      if line.isEmpty {
        line = piece
      } else if line.count + 1 + piece.count <= width {
        line += " " + piece
      } else {
        lines.append(line)
        line = piece
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// One entry of a page: `margin` before its first line, and so much more before the others.
  static func entry(_ text: String, margin: Int, hanging: Int = 2) -> String {
    let lines = wrap(text, width: width - margin - hanging)
    return indent(lines, by: margin + hanging, first: spaces(margin))
  }

  /// The lines with `margin` before each, or before each but the first when that has its own.
  static func indent(_ lines: [String], by margin: Int, first: String? = nil) -> String {
    guard !lines.isEmpty else { return first.map { trimmed($0) + "\n" } ?? "" }
    let blank = spaces(margin)
    return lines.enumerated().map { index, line in
      (index == 0 ? first ?? blank : blank) + line + "\n"
    }.joined()
  }

  /// Terms on the left, explanations on the right of one column, wrapped.
  ///
  /// Several tables stand in line with each other when they are given the same width of terms.
  static func table(_ rows: [(term: String, text: String)], terms: Int? = nil) -> String {
    let widest = 26
    let own = rows.map(\.term.count).filter { $0 <= widest }.max()
    let column = 2 + min(terms ?? own ?? widest, widest) + 2
    return rows.map { term, text in
      let lines = wrap(text, width: width - column)
      guard term.count + 4 <= column else {
        return "  \(term)\n" + indent(lines, by: column)
      }
      return indent(lines, by: column, first: "  " + term + spaces(column - 2 - term.count))
    }.joined()
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }

  static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: count)
  }
}
