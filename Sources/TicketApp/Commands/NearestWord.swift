/// The word that somebody meant.
enum NearestWord {
  /// The nearest of the known words; nil when none is near enough to be worth reading.
  static func of(_ word: String, among known: [String]) -> String? {
    let typed = Array(word.lowercased().prefix(40))
    guard typed.count > 1 else { return nil }
    let most = max(1, typed.count / 3)
    let ranked = known.map {
      (word: $0, distance: EditDistance.between(typed, Array($0.lowercased())))
    }
    let near = ranked.filter { $0.distance <= most }.min { $0.distance < $1.distance }
    if let near { return near.word }
    return known.first { $0.lowercased().hasPrefix(word.lowercased()) }
  }

  /// "; did you mean this?", or nothing.
  static func hint(_ word: String, among known: [String]) -> String {
    of(word, among: known).map { "; did you mean \($0)?" } ?? ""
  }
}
