/// Tells code, comments and string literals apart; no more of Swift than that takes.
struct Lexer {
  private let source: [UInt8]
  private var at = 0
  private(set) var code: [UInt8]
  private(set) var prose: [UInt8]

  init(_ source: [UInt8]) {
    self.source = source
    code = source
    prose = source
  }

  /// Fills the views from the start to the end of the source.
  mutating func scan() { scanCode(upToParenthesis: false) }

  /// Code, to the end, or to the parenthesis that closes an interpolation.
  private mutating func scanCode(upToParenthesis: Bool) {
    var depth = 0
    while at < source.count {
      switch source[at] {
      case UInt8(ascii: "/") where follows("//"): scanLineComment()
      case UInt8(ascii: "/") where follows("/*"): scanBlockComment()
      case UInt8(ascii: "\""): scanString(hashes: 0)
      case UInt8(ascii: "#"): scanHashes()
      case UInt8(ascii: "("):
        depth += 1
        at += 1
      case UInt8(ascii: ")"):
        at += 1
        if upToParenthesis, depth == 0 { return }
        depth -= 1
      default: at += 1
      }
    }
  }

  private mutating func scanHashes() {
    let hashes = source[at...].prefix { $0 == UInt8(ascii: "#") }.count
    at += hashes
    if follows("\"") {
      scanString(hashes: hashes)
    } else if follows("/"), !follows("//"), !follows("/*") {
      scanRegex(hashes: hashes)
    }
  }

  private mutating func scanLineComment() {
    while at < source.count, source[at] != newline { blank(comment: true) }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if follows("/*") {
        depth += 1
        blank(comment: true)
      } else if follows("*/") {
        depth -= 1
        blank(comment: true)
      }
      blank(comment: true)
    } while depth > 0 && at < source.count
  }

  /// A literal from its first quote; interpolated code stays code.
  private mutating func scanString(hashes: Int) {
    let isMultiLine = follows("\"\"\"") && restOfLineIsBlank(from: at + 3)
    let quotes = isMultiLine ? "\"\"\"" : "\""
    let fence = String(repeating: "#", count: hashes)
    at += quotes.utf8.count
    while at < source.count {
      if follows(quotes + fence) {
        at += quotes.utf8.count + hashes
        return
      } else if follows("\\" + fence + "(") {
        at += hashes + 2
        scanCode(upToParenthesis: true)
      } else if follows("\\" + fence) {
        for _ in 0..<hashes + 2 { blank(comment: false) }
      } else if source[at] == newline, !isMultiLine {
        return
      } else {
        blank(comment: false)
      }
    }
  }

  private mutating func scanRegex(hashes: Int) {
    let end = "/" + String(repeating: "#", count: hashes)
    blank(comment: false)
    while at < source.count, !follows(end) { blank(comment: false) }
    at = min(source.count, at + end.utf8.count)
  }

  private mutating func blank(comment: Bool) {
    guard at < source.count else { return }
    if source[at] != newline {
      code[at] = UInt8(ascii: " ")
      if !comment { prose[at] = UInt8(ascii: " ") }
    }
    at += 1
  }

  private func follows(_ text: String) -> Bool { source[at...].starts(with: text.utf8) }

  private func restOfLineIsBlank(from start: Int) -> Bool {
    source[min(start, source.count)...].prefix { $0 != newline }.allSatisfy {
      $0 == 0x20 || $0 == 0x0D
    }
  }
}
