import TicketApp

/// Finds the word somebody meant.
enum Suggestion {
  /// The nearest candidate, or nil when none is near enough to be worth reading.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    // A word longer than any candidate could excuse is no misspelling; do not even compare.
    let typed = Array(word.lowercased().unicodeScalars.prefix(64))
    guard typed.count >= 2 else { return nil }
    let tolerance = max(1, typed.count / 3)
    var best: (candidate: String, score: Int)?
    for candidate in candidates {
      let wanted = Array(candidate.lowercased().unicodeScalars)
      let distance = wanted.starts(with: typed) ? 0 : EditDistance.between(typed, wanted)
      // Of two words equally near, the one with the same beginning was meant.
      let score = 2 * distance + (wanted.first == typed.first ? 0 : 1)
      if distance <= tolerance && score < (best?.score ?? Int.max) {
        best = (candidate, score)
      }
    }
    return best?.candidate
  }
}
