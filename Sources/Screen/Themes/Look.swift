/// What a theme says about one role or surface: `ink on sand bold`.
struct Look: Hashable, Sendable {
  var foreground: Color?
  var background: Color?
  var attributes: Attributes = []
}

/// A look as it is written, before the palette is known.
struct LookText: Hashable, Sendable {
  var foreground: Substring?
  var background: Substring?
  var attributes: Attributes = []

  /// Reads `[colour] [on colour] [attribute …]`, in this order.
  static func read(_ text: Substring) -> Result<LookText, Sentence> {
    var words = text.split(separator: " ")[...]
    var look = LookText()
    if words.isEmpty { return .failure("says nothing; `plain` is the look without anything") }
    if let word = words.first, word != "on", word != "plain", attribute(word) == nil {
      look.foreground = words.removeFirst()
    }
    if words.first == "on" {
      words.removeFirst()
      guard let word = words.first, word != "on", word != "plain", attribute(word) == nil else {
        return .failure("has no colour after `on`")
      }
      look.background = words.removeFirst()
    }
    if words.first == "plain" {
      words.removeFirst()
      if let word = words.first { return .failure("has \(quoted(word)) after `plain`") }
    }
    for word in words {
      guard let attribute = attribute(word) else {
        return .failure(
          "has \(quoted(word)) where an attribute is expected: "
            + Attributes.all.map(\.name).joined(separator: ", "))
      }
      if look.attributes.contains(attribute) { return .failure("says \(quoted(word)) twice") }
      look.attributes.insert(attribute)
    }
    return .success(look)
  }

  private static func attribute(_ word: Substring) -> Attributes? {
    Attributes.all.first { $0.name == word }?.attribute
  }
}

/// What is wrong, without its place.
struct Sentence: Error, ExpressibleByStringInterpolation {
  let text: String

  init(stringLiteral text: String) { self.text = text }
  init(_ text: String) { self.text = text }

  static func + (left: Sentence, right: String) -> Sentence { Sentence(left.text + right) }
}

/// A word of a theme file inside a sentence about it: cleaned, bounded, and in quotation marks.
func quoted(_ word: some StringProtocol) -> String {
  "\"\(CleanText(word, limit: 40, standIn: .escape))\""
}
