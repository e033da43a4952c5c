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
      let distance = wanted.starts(with: typed) ? 0 : editDistance(typed, wanted)
      // Of two words equally near, the one with the same beginning was meant.
      let score = 2 * distance + (wanted.first == typed.first ? 0 : 1)
      if distance <= tolerance && score < (best?.score ?? Int.max) {
        best = (candidate, score)
      }
    }
    return best?.candidate
  }

  /// Insertions, deletions, substitutions and swaps of neighbours, each counted once.
  static func editDistance(_ from: [Unicode.Scalar], _ to: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...to.count)
    for (row, left) in from.enumerated() {
      var current = [row + 1]
      for (column, right) in to.enumerated() {
        let substitution = last[column] + (left == right ? 0 : 1)
        var cost = min(substitution, last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left == to[column - 1], from[row - 1] == right {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[to.count]
  }
}
