/// The word that somebody meant.
enum NearestWord {
  /// The nearest of the known words; nil when none is near enough to be worth reading.
  static func of(_ word: String, among known: [String]) -> String? {
    let typed = Array(word.lowercased().prefix(40))
    guard typed.count > 1 else { return nil }
    let most = max(1, typed.count / 3)
    let ranked = known.map { (word: $0, distance: distance(typed, Array($0.lowercased()))) }
    let near = ranked.filter { $0.distance <= most }.min { $0.distance < $1.distance }
    if let near { return near.word }
    return known.first { $0.lowercased().hasPrefix(word.lowercased()) }
  }

  /// "; did you mean this?", or nothing.
  static func hint(_ word: String, among known: [String]) -> String {
    of(word, among: known).map { "; did you mean \($0)?" } ?? ""
  }

  /// Characters to put in, leave out or change, and neighbours to swap, until one is the other.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var rows = [Array(0...right.count)]
    for (row, a) in left.enumerated() {
      var next = [row + 1]
      for (column, b) in right.enumerated() {
        var least = rows[row][column] + (a == b ? 0 : 1)
        least = min(least, rows[row][column + 1] + 1, next[column] + 1)
        if row > 0, column > 0, a == right[column - 1], b == left[row - 1] {
          least = min(least, rows[row - 1][column - 1] + 1)
        }
        next.append(least)
      }
      rows.append(next)
    }
    return rows[left.count][right.count]
  }
}
