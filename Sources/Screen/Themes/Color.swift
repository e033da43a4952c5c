/// A colour as a theme names it or as a terminal can show it.
public enum Color: Hashable, Sendable {
  /// Whatever the terminal shows when nobody asks for a colour.
  case standard
  /// One of the terminal's own: 0–7, 8–15 the bright ones, 16–255 cube and greys.
  case indexed(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// How many colours a terminal can show.
public enum ColorDepth: Int, CaseIterable, Comparable, Sendable {
  case mono, eight, sixteen, indexed, full

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool {
    left.rawValue < right.rawValue
  }

  /// As it is called in options and reports.
  public var name: String {
    switch self {
    case .mono: "mono"
    case .eight: "8"
    case .sixteen: "16"
    case .indexed: "256"
    case .full: "true"
    }
  }

  public init?(name: String) {
    guard let depth = ColorDepth.allCases.first(where: { $0.name == name }) else { return nil }
    self = depth
  }
}

/// What a terminal is told for a cell: two colours it can show and the attributes.
public struct Style: Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  public static let standard = Style()
}
