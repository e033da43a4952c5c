/// What keeps a file readable.
enum ShapeChecks {
  static let columnLimit = 100
  static let fileLimit = 400
  static let functionLimit = 70

  static func longLines(_ text: SwiftText) -> [Finding] {
    zip(1..., lines(of: text.raw)).filter { $0.1.count > columnLimit }
      .map { text.finding($0.0, "\($0.1.count) columns; \(columnLimit) are the limit") }
  }

  static func longFile(_ text: SwiftText) -> [Finding] {
    let count = lines(of: text.raw).count
    if count <= fileLimit { return [] }
    return [text.finding(count, "\(count) lines; \(fileLimit) are the limit")]
  }

  static func whiteSpace(_ text: SwiftText) -> [Finding] {
    zip(1..., lines(of: text.raw)).flatMap { number, line -> [Finding] in
      var findings: [Finding] = []
      if line.contains("\t") { findings.append(text.finding(number, "a tab")) }
      if line.last?.isWhitespace == true { findings.append(text.finding(number, "trailing space")) }
      return findings
    }
  }

  /// Marks of work left undone, in code or in a comment.
  static func unfinished(_ text: SwiftText) -> [Finding] {
    SwiftText.words(in: text.prose).filter { ["TODO", "FIXME", "XXX"].contains($0.text) }
      .map { text.finding($0.line, "\($0.text): finish it or leave it out") }
  }

  /// Functions, initialisers and computed properties that do not fit a screen.
  static func longFunctions(_ text: SwiftText) -> [Finding] {
    text.words.compactMap { word in
      guard ["func", "init", "deinit", "subscript", "var"].contains(word.text) else { return nil }
      if word.offset > 0, text.code[word.offset - 1] == UInt8(ascii: ".") { return nil }
      guard let open = bodyStart(text.code, after: word) else { return nil }
      let close = blockEnd(text.code, from: open)
      let count = text.code[word.offset..<close].count { $0 == newline } + 1
      if count <= functionLimit { return nil }
      return text.finding(word.line, "a function of \(count) lines; \(functionLimit) are the limit")
    }
  }

  /// A `public` type without a sentence that says what it is.
  ///
  /// Its members may speak by their names.
  static func undocumented(_ text: SwiftText) -> [Finding] {
    let all = lines(of: text.prose)
    let code = lines(of: text.code)
    return code.indices.compactMap { index in
      let words = code[index].split(separator: " ")
      let attributes = words.prefix { $0.hasPrefix("@") }.count
      guard words.dropFirst(attributes).first == "public" else { return nil }
      let types: Set<Substring> = ["struct", "enum", "class", "protocol", "actor", "typealias"]
      if types.isDisjoint(with: words) { return nil }
      var above = index - 1
      while above >= 0, all[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      if above >= 0, all[above].drop(while: { $0 == " " }).hasPrefix("///") { return nil }
      return text.finding(index + 1, "public, and without a doc comment")
    }
  }

  /// Where the body of a declaration opens; nil for one without, such as in a protocol.
  private static func bodyStart(_ code: [UInt8], after word: SwiftText.Word) -> Int? {
    var depth = 0
    var at = word.offset + word.text.utf8.count
    let isProperty = word.text == "var"
    while at < code.count {
      switch code[at] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "{") where depth == 0: return at
      case UInt8(ascii: "}") where depth == 0: return nil
      case newline where depth == 0 && (isProperty || nextLineDeclares(code, from: at + 1)):
        return nil
      default: break
      }
      at += 1
    }
    return nil
  }

  /// A signature may run over lines (`-> T`, `where …`); one of these words ends it.
  private static func nextLineDeclares(_ code: [UInt8], from start: Int) -> Bool {
    let rest = code[start...].prefix { $0 != newline }.drop { $0 == UInt8(ascii: " ") }
    let word = String(decoding: rest.prefix(while: isWordByte), as: UTF8.self)
    return rest.isEmpty || rest.first == UInt8(ascii: "@")
      || [
        "func", "init", "var", "let", "static", "mutating", "subscript", "associatedtype", "case",
        "public", "private", "nonisolated", "typealias",
      ].contains(word)
  }

  private static func blockEnd(_ code: [UInt8], from open: Int) -> Int {
    var depth = 0
    for at in open..<code.count {
      if code[at] == UInt8(ascii: "{") { depth += 1 }
      if code[at] == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return at }
      }
    }
    return code.count
  }
}
