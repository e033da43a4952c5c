import Screen

/// What has to be typed on live before something goes: no single key sends there.
struct Watchword: Hashable, Sendable {
  let word: String
  private(set) var typed = ""

  private static let longest = 60

  init(_ word: String) { self.word = word }

  var isSaid: Bool { typed == word }

  /// Takes a key that types or deletes; false for others.
  mutating func take(_ key: Key) -> Bool {
    if key == Key(.backspace) {
      typed = String(typed.dropLast())
      return true
    }
    guard let scalar = key.text, typed.count < Self.longest else { return false }
    typed.unicodeScalars.append(scalar)
    return true
  }

  /// The line that asks for it, and shows how far it is typed.
  var prompt: Line {
    Line("type ", .muted) + Line(CleanText(word), .live) + Line(" and Enter: ", .muted)
      + Line(CleanText(typed), .field) + Line("▏", .accent)
  }
}
