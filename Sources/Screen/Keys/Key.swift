/// A key of the keyboard, with the modifiers held down.
public struct Key: Hashable, Sendable {
  /// What is printed on the key.
  public enum Code: Hashable, Sendable {
    /// A key that types; Shift is part of the character.
    case character(Unicode.Scalar)
    case enter, tab, backspace, escape
    case up, down, left, right, home, end, pageUp, pageDown
    case insert, delete
    /// The key in the middle of a keypad without digits.
    case begin
    case function(Int)
  }

  /// The modifiers that terminals report.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
    /// Super, hyper or meta: keys that no program of ours binds.
    public static let other = Modifiers(rawValue: 8)
  }

  public let code: Code
  public let modifiers: Modifiers

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// The character this key types into a field; nil for every chord and every named key.
  public var text: Unicode.Scalar? {
    guard case .character(let scalar) = code, modifiers.isEmpty else { return nil }
    return scalar
  }
}
