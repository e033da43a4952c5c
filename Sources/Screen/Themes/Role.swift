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
  // In the order of the cases. Written out, for to ask a case for its name takes the program's
  // whole description of itself, before the first frame.
  private static let names = words(
    """
    text muted accent heading disabled border border.focus title title.focus field \
    field.focus field.hint choice choice.active tab tab.active error warning note ok repair \
    buy sell profit loss live testnet paper working filled cancelled doubt stale key \
    key.label match payload.name payload.value payload.mark payload.secret diff source \
    ladder.last ladder.quote ladder.scale scroll.track scroll.thumb
    """)
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
  private static let names = words("screen panel popup bar field field.focus selection live")
}

private func words(_ text: String) -> [String] {
  text.utf8.split(separator: UInt8(ascii: " ")).map { String(Substring($0)) }
}
