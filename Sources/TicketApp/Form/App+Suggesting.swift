import Orders
import Screen

extension App {
  /// Instruments that what was typed into the symbol field could become, the likeliest first.
  ///
  /// Empty before anything was typed, and once it is the whole name of one.
  var suggestions: [String] {
    guard pane == .ticket, focus.path == .instrument, !focus.isWhole, !form.instrument.isEmpty,
      !InstrumentNames.all.contains(form.instrument)
    else { return [] }
    let found = InstrumentNames.all.enumerated().compactMap { order, name in
      FuzzyMatch(form.instrument, in: name).map { (score: $0.score, order: order, name: name) }
    }
    return found.sorted { ($0.score, $1.order) > ($1.score, $0.order) }
      .prefix(Self.mostSuggestions).map(\.name)
  }

  private static let mostSuggestions = 5

  /// The one that a key would take.
  var suggestion: String? {
    let all = suggestions
    return all.isEmpty ? nil : all[focus.suggestion % all.count]
  }

  /// What of the suggestion stands behind the typed text; empty where it begins otherwise.
  var suggestedRest: String {
    guard let suggestion, focus.cursor == form.instrument.count,
      suggestion.hasPrefix(form.instrument.uppercased())
    else { return "" }
    return String(suggestion.dropFirst(form.instrument.count))
  }

  /// Takes a key that is for the suggestions; false when it is not.
  ///
  /// What reads as an instrument already is left as it was typed by the keys that go on.
  mutating func suggest(_ key: Key) -> Bool {
    guard let suggestion else { return false }
    let count = suggestions.count
    switch (key.code, key.modifiers) {
    case (.down, []): focus.suggestion = (focus.suggestion + 1) % count
    case (.up, []): focus.suggestion = (focus.suggestion + count - 1) % count
    case (.right, []) where focus.cursor == form.instrument.count: takeSuggestion(suggestion)
    case (.tab, []), (.enter, []):
      guard Instrument(form.instrument) == nil else { return false }
      takeSuggestion(suggestion)
    default: return false
    }
    return true
  }

  private mutating func takeSuggestion(_ name: String) {
    change(.instrument) { $0.instrument = name }
    focus.go(to: .instrument, text: name)
  }
}
