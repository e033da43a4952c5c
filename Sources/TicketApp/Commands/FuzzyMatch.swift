import Screen

/// How well a few typed letters fit a text, and which of its characters they are.
///
/// Every letter must occur, in order. Letters side by side count most, then those that begin a
/// word, then those of the very same case; a gap between two letters costs its length.
struct FuzzyMatch: Hashable, Sendable {
  let score: Int
  /// Places of characters in the text, rising.
  let places: [Int]

  private static let consecutive = 8
  private static let wordStart = 10
  private static let textStart = 4
  private static let sameCase = 1
  private static let widestGap = 12
  /// More than any name is long, and little enough for every key.
  private static let longest = 120

  /// The best way to find the words of a query, in any order; nil where a letter does not occur.
  init?(_ query: String, in text: String) {
    var score = 0
    var places: Set<Int> = []
    let characters = Array(text.prefix(Self.longest))
    for word in query.prefix(Self.longest).split(separator: " ") {
      guard let found = FuzzyMatch(word: Array(word), in: characters) else { return nil }
      score += found.score
      places.formUnion(found.places)
    }
    self.init(score: score, places: places.sorted())
  }

  private init(score: Int, places: [Int]) {
    self.score = score
    self.places = places
  }

  /// The best way to find a word's letters: by rows of letters and columns of characters.
  private init?(word: [Character], in text: [Character]) {
    guard !word.isEmpty, word.count <= text.count else { return nil }
    let none = Int.min / 2
    // The best score of the letters so far with the last of them at a column, and where from.
    var last: [Int] = []
    var from: [[Int]] = []
    for (row, letter) in word.enumerated() {
      var current = Array(repeating: none, count: text.count)
      var origin = Array(repeating: -1, count: text.count)
      for column in text.indices where Self.isSame(letter, text[column]) {
        let own = Self.bonus(letter, column, in: text)
        if row == 0 {
          current[column] = own - min(column, Self.widestGap) / 3
          continue
        }
        for earlier in 0..<column where last[earlier] > none {
          let gap = column - earlier - 1
          let step = gap == 0 ? Self.consecutive : -min(gap, Self.widestGap)
          if last[earlier] + step + own > current[column] {
            current[column] = last[earlier] + step + own
            origin[column] = earlier
          }
        }
      }
      last = current
      from.append(origin)
    }
    guard let end = last.indices.max(by: { last[$0] < last[$1] }), last[end] > none else {
      return nil
    }
    var places = [end]
    for row in stride(from: word.count - 1, to: 0, by: -1) {
      places.append(from[row][places[places.count - 1]])
    }
    self.init(score: last[end], places: places.reversed())
  }

  private static func isSame(_ left: Character, _ right: Character) -> Bool {
    left == right || left.lowercased() == right.lowercased()
  }

  private static func bonus(_ letter: Character, _ column: Int, in text: [Character]) -> Int {
    var bonus = letter == text[column] ? sameCase : 0
    let before = column == 0 ? " " : text[column - 1]
    let isStart = !(before.isLetter || before.isNumber) && text[column] != " "
    if isStart || before.isLowercase && text[column].isUppercase { bonus += wordStart }
    if column == 0 { bonus += textStart }
    return bonus
  }
}

extension Line {
  /// A text with the found characters in the role of a match.
  init(_ text: String, _ role: Role, found places: [Int]) {
    let places = Set(places)
    var line = Line()
    var run = ""
    var isFound = false
    func end() { if !run.isEmpty { line.append(Self.span(run, isFound, role)) } }
    for (at, character) in text.enumerated() {
      if places.contains(at) != isFound {
        end()
        run = ""
        isFound.toggle()
      }
      run.append(character)
    }
    end()
    self = line
  }

  private static func span(_ text: String, _ isFound: Bool, _ role: Role) -> Span {
    // Underlined as well: a match is seen without colours.
    isFound ? Span(CleanText(text), Paint(.match, [.underline])) : Span(CleanText(text), role)
  }
}
