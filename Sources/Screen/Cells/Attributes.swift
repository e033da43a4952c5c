/// How a cell is set, besides its colours; on a terminal without colour they carry the meaning.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let underline = Attributes(rawValue: 8)
  public static let reverse = Attributes(rawValue: 16)
  public static let strike = Attributes(rawValue: 32)

  /// Every attribute with its name in theme files and its SGR parameter.
  public static let all: [(attribute: Attributes, name: String, sgr: UInt8)] = [
    (.bold, "bold", 1), (.dim, "dim", 2), (.italic, "italic", 3), (.underline, "underline", 4),
    (.reverse, "reverse", 7), (.strike, "strike", 9),
  ]
}
