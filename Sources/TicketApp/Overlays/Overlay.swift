import Screen

/// A window over the panes: it takes every key until it is closed.
protocol Overlay: Sendable {
  /// Takes an input; nil closes the window first and then asks for what is in `closing`.
  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep

  func draw(_ app: App, in area: Area, _ frame: inout Frame)

  /// What the key bar shows meanwhile.
  var hints: [KeyHint] { get }

  /// What help is searched for when it is asked for here.
  var helpTopic: String { get }

  /// What it shows, in plain lines for those who do not see the screen.
  func spoken(_ app: App) -> [CleanText]
}

extension Overlay {
  var helpTopic: String { "" }

  func spoken(_ app: App) -> [CleanText] { [] }
}

/// What a window wants after an input.
enum OverlayStep: Sendable {
  case stay([Effect] = [])
  case close([Effect] = [])
}

/// A key and what it does, for the key bar.
struct KeyHint: Hashable, Sendable {
  let key: CleanText
  let label: CleanText
  /// It can be done now; one that cannot is shown, and says why when it is pressed.
  let isPossible: Bool

  init(_ key: CleanText, _ label: CleanText, isPossible: Bool = true) {
    self.key = key
    self.label = label
    self.isPossible = isPossible
  }
}
