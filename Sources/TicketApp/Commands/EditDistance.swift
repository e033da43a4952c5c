/// How far one word is from another.
public enum EditDistance {
  /// Insertions, deletions, substitutions and swaps of neighbours, each counted once.
  public static func between<Element: Equatable>(_ from: [Element], _ to: [Element]) -> Int {
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
