/// A manual page being written in the man macros; everything that comes in is plain text.
struct Roff {
  private(set) var text = ""

  init(title: String, section: Int, source: String) {
    text += ".TH \(Roff.escape(title)) \(section) \"\" \"\(Roff.escape(source))\"\n"
    // Names and examples are copied from the page: no hyphenation, a ragged right margin.
    text += ".nr HY 0\n.nh\n.ad l\n"
  }

  mutating func heading(_ title: String) {
    text += ".SH \"\(Roff.escape(title.uppercased()))\"\n"
  }

  mutating func subheading(_ title: String) {
    text += ".SS \"\(Roff.escape(title))\"\n"
  }

  mutating func paragraph(_ prose: String) {
    text += ".PP\n\(Roff.line(prose))\n"
  }

  /// The name line has a form that `apropos` reads.
  mutating func name(_ name: String, summary: String) {
    text += "\(Roff.escape(name)) \\- \(Roff.escape(summary))\n"
  }

  mutating func tagged(_ term: String, _ explanation: String) {
    text += ".TP\n\(Roff.line(term, styled: true))\n\(Roff.line(explanation))\n"
  }

  /// A term that is shown in bold as a whole, such as a command line.
  mutating func bold(_ term: String, _ explanation: String) {
    text += ".TP\n\\fB\(Roff.escape(term))\\fR\n\(Roff.line(explanation))\n"
  }

  mutating func synopsis(_ synopsis: Synopsis) {
    text += ".SY \"\(Roff.escape(synopsis.head))\"\n"
    for piece in synopsis.pieces {
      text += Roff.line(piece, styled: true, breakable: false) + "\n"
    }
    text += ".YS\n"
  }

  /// Lines that keep their breaks and spaces.
  mutating func literal(_ lines: String) {
    text += ".PP\n.in +4n\n.EX\n"
    for line in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      text += Roff.line(String(line)) + "\n"
    }
    text += ".EE\n.in\n"
  }

  // MARK: - Escaping

  /// One input line: escaped, and never taken for a request.
  private static func line(
    _ text: String, styled: Bool = false, breakable: Bool = true
  ) -> String {
    var escaped = styled ? style(text) : escape(text)
    if !breakable {
      escaped = escaped.split(separator: " ", omittingEmptySubsequences: false)
        .joined(separator: "\\ ")
    }
    if escaped.hasSuffix("...") {
      // Not the end of a sentence, after which roff would put two spaces.
      escaped += "\\&"
    }
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// Plain text with every character that roff would read or replace written as itself.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\(rs"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return result
  }

  /// The same with flags in bold and the capitals that stand for a value in italics.
  private static func style(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
      if word.isEmpty {
        result += escape(String(first))
        rest = rest.dropFirst()
        continue
      }
      let isPlaceholder = word.allSatisfy { $0.isUppercase || $0 == "_" }
      let font = word.hasPrefix("-") ? "B" : isPlaceholder ? "I" : "R"
      result += "\\f\(font)\(escape(String(word)))\\fR"
      rest = rest.dropFirst(word.count)
    }
    return result
  }
}
