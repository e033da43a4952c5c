/// A theme file as it is written: parsed, but not yet joined with what it inherits.
public struct ThemeFile: Hashable, Sendable {
  /// A theme is a page; more is something else under its name.
  public static let byteLimit = 64 * 1024

  /// What the file is called in sentences about it.
  public let file: String
  public internal(set) var name = ""
  public internal(set) var about = ""
  /// Which terminal it is made for, where it leaves a colour to the terminal.
  public internal(set) var isLight: Bool?
  /// The theme that says what this one leaves out.
  public internal(set) var parent: Entry<String>?
  /// The contrast it promises, in tenths; nil for what every theme must have.
  var contrast: Int?
  /// The most colours it uses; nil for all.
  var depth: ColorDepth?
  var palette: [String: Entry<Color>] = [:]
  var looks: [LookKey: Entry<LookText>] = [:]

  /// A value with the line it stands on.
  public struct Entry<Value: Hashable & Sendable>: Hashable, Sendable {
    public let value: Value
    public let line: Int
  }

  init(file: String) { self.file = file }
}

/// For which terminals a look is meant.
enum ThemeLayer: String, CaseIterable, Sendable {
  case full = ""
  /// Sixteen colours and eight.
  case sixteen = ".16"
  case mono = ".mono"
}

/// What a look belongs to.
enum LookPlace: Hashable, Sendable {
  case role(Role)
  case surface(Surface)

  var name: String {
    switch self {
    case .role(let role): role.name
    case .surface(let surface): surface.name
    }
  }
}

struct LookKey: Hashable, Sendable {
  let layer: ThemeLayer
  let place: LookPlace
}
