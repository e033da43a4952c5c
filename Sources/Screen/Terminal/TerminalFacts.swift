/// What can be said of a kind of terminal without taking one.
public struct TerminalFacts: Hashable, Sendable {
  /// Colours; 0 for none.
  public let colors: Int
  /// Pastes come marked, so that they are never taken for keys.
  public let marksPastes: Bool

  /// Looks a terminal up by its name; refuses what a full screen cannot be drawn on.
  public init(_ name: String) throws(TerminalError) {
    let description = try TerminalDescription(name)
    colors = description.colors
    marksPastes = description.isStandard
  }
}
