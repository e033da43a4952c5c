/// A pair of colours that is harder to read than it may be.
public struct ContrastFinding: Hashable, Sendable, CustomStringConvertible {
  public let role: Role
  public let surface: Surface
  public let depth: ColorDepth
  public let ratio: Double
  public let demand: Double

  public var description: String {
    "\(role.name) on \(surface.name) has a contrast of \(tenths(ratio)) at depth \(depth.name); "
      + "\(tenths(demand)) is demanded"
  }

  private func tenths(_ ratio: Double) -> String {
    let value = Int(ratio * 10)
    return "\(value / 10).\(value % 10)"
  }
}

extension Role {
  /// How much a reader loses who cannot make it out.
  enum Weight {
    /// Something is said with it.
    case says
    /// It helps to find one's way; what it says is said elsewhere, too.
    case helps
    /// It could be missing.
    case adorns
  }

  var weight: Weight {
    switch self {
    case .border, .scrollTrack: .adorns
    case .muted, .disabled, .borderFocus, .fieldHint, .scrollThumb, .stale, .cancelled,
      .payloadMark,
      .payloadSecret:
      .helps
    default: .says
    }
  }
}

extension Theme {
  /// The contrast a role must have, by WCAG 2.1 (1.4.3 for text, 1.4.11 for what is no text), or
  /// by 1.4.6 where the theme promises more.
  func demand(_ role: Role) -> Double {
    switch role.weight {
    case .says: Double(contrast) / 10
    case .helps: contrast > 45 ? 4.5 : 3
    case .adorns: contrast > 45 ? 3 : 1.5
    }
  }

  /// Every role on every surface that is harder to read than it may be.
  ///
  /// Colours that are left to the terminal are taken as xterm has them, on black or on white.
  public func contrastFindings(at depth: ColorDepth) -> [ContrastFinding] {
    let depth = min(depth, self.depth)
    if depth == .mono { return [] }
    let sheet = styles(at: depth)
    return Role.allCases.flatMap { role in
      Surface.allCases.compactMap { surface -> ContrastFinding? in
        if role.weight == .adorns, ![.screen, .panel, .popup].contains(surface) { return nil }
        let style = sheet.style(Paint(role, on: surface))
        let ratio = style.foreground.rgb(isLight: isLight, isBackground: false)
          .contrast(with: style.background.rgb(isLight: isLight, isBackground: true))
        let demand = depth >= .indexed ? demand(role) : min(demand(role), 3)
        if ratio >= demand { return nil }
        return ContrastFinding(
          role: role, surface: surface, depth: depth, ratio: ratio, demand: demand)
      }
    }
  }
}
