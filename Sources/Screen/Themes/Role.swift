/// What a piece of the screen says; a theme gives each role its colour.
///
/// A theme file calls it by its words, joined by dots: `border.focus`.
public enum Role: UInt8, CaseIterable, Sendable {
  case text, muted, accent, heading, disabled
  case border, borderFocus, title, titleFocus
  /// What the trader typed, and what stands in an empty field.
  case field, fieldFocus, fieldHint
  case choice, choiceActive, tab, tabActive
  /// Findings, and the nearest repair.
  case error, warning, note, ok, repair
  case buy, sell, profit, loss
  /// The environments: which money is at stake.
  case live, testnet, paper
  /// A leg's or a list's condition, and data that is too old to act on.
  case working, filled, cancelled, doubt, stale
  case key, keyLabel, match
  case payloadName, payloadValue, payloadMark, payloadSecret, diff, source
  case ladderLast, ladderQuote, ladderScale
  case scrollTrack, scrollThumb

  /// As theme files call it.
  public var name: String { Role.names[index] }

  public init?(name: String) {
    guard let index = Role.names.firstIndex(of: name) else { return nil }
    self = Role.allCases[index]
  }

  var index: Int { Int(rawValue) }
  private static let names = allCases.map { dotted("\($0)") }
}

/// What a piece of the screen lies on; a theme gives each surface its background.
public enum Surface: UInt8, CaseIterable, Sendable {
  case screen, panel, popup, bar, field, fieldFocus, selection
  /// The row that says that real money is at stake.
  case live

  /// As theme files call it.
  public var name: String { Surface.names[index] }

  public init?(name: String) {
    guard let index = Surface.names.firstIndex(of: name) else { return nil }
    self = Surface.allCases[index]
  }

  var index: Int { Int(rawValue) }
  static let count = allCases.count
  private static let names = allCases.map { dotted("\($0)") }
}

/// `borderFocus` as `border.focus`.
private func dotted(_ name: String) -> String {
  name.reduce(into: "") { $0 += $1.isUppercase ? "." + $1.lowercased() : String($1) }
}
