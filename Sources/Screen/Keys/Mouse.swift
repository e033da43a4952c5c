/// What the mouse did, and over which cell.
public struct Mouse: Hashable, Sendable {
  /// Which button.
  public enum Button: Hashable, Sendable {
    case left, middle, right
  }

  /// What was done.
  public enum Action: Hashable, Sendable {
    case press(Button)
    /// The old report does not say which button was let go.
    case release(Button?)
    /// Moved with a button held, or with none.
    case move(Button?)
    case wheelUp, wheelDown, wheelLeft, wheelRight
  }

  public let action: Action
  /// From 0, at the left.
  public let column: Int
  /// From 0, at the top.
  public let row: Int
  public let modifiers: Key.Modifiers

  public init(_ action: Action, column: Int, row: Int, _ modifiers: Key.Modifiers = []) {
    self.action = action
    self.column = column
    self.row = row
    self.modifiers = modifiers
  }

  /// Reads the button number that all mouse reports share; nil when it means nothing.
  init?(code: Int, isRelease: Bool, column: Int, row: Int) {
    guard (0..<128).contains(code), (0..<Mouse.farthest).contains(column),
      (0..<Mouse.farthest).contains(row), let action = Mouse.action(code, isRelease)
    else { return nil }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    self.init(action, column: column, row: row, modifiers)
  }

  /// No terminal is as wide.
  private static let farthest = 65_536

  private static func action(_ code: Int, _ isRelease: Bool) -> Action? {
    if code & 64 != 0 {
      if isRelease || code & 32 != 0 { return nil }
      let wheels: [Action] = [.wheelUp, .wheelDown, .wheelLeft, .wheelRight]
      return wheels[code & 3]
    }
    let buttons: [Button?] = [.left, .middle, .right, nil]
    let button = buttons[code & 3]
    if code & 32 != 0 { return .move(button) }
    if isRelease || button == nil { return .release(button) }
    return button.map(Action.press)
  }
}
