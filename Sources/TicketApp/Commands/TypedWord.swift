/// A word of a typed line, and where it begins.
struct TypedWord: Hashable, Sendable {
  let text: String
  /// Characters before it.
  let position: Int

  var lowercased: String { text.lowercased() }
  var end: Int { position + text.count }

  /// The words between blanks.
  static func split(_ line: String) -> [TypedWord] {
    var words: [TypedWord] = []
    var word = ""
    for (at, character) in line.enumerated() {
      if character != " " {
        word.append(character)
      } else if !word.isEmpty {
        words.append(TypedWord(text: word, position: at - word.count))
        word = ""
      }
    }
    if !word.isEmpty {
      words.append(TypedWord(text: word, position: line.count - word.count))
    }
    return words
  }
}

/// Why a typed line cannot be done, and where in it.
struct LineFlaw: Error, Hashable, Sendable {
  let sentence: String
  /// Characters before the place; nil for the line as a whole.
  let position: Int?
  /// Nothing is wrong so far: this is what would come next.
  let isUnfinished: Bool

  init(_ sentence: String, at position: Int? = nil, isUnfinished: Bool = false) {
    self.sentence = sentence
    self.position = position
    self.isUnfinished = isUnfinished
  }
}
