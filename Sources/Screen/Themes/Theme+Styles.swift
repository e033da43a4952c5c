extension Theme {
  /// The theme worked out for a terminal that shows so many colours.
  public func styles(at depth: ColorDepth) -> StyleSheet {
    let depth = min(depth, self.depth)
    let reduction = ColorReduction(depth: depth, isLight: isLight)
    // Most roles share their colours with others on the same surface.
    var known: [Style: [Double: Style]] = [:]
    return StyleSheet(depth: depth) { role, surface in
      let (style, demand) = (composed(role, surface, at: depth), demand(role))
      if let reduced = known[style]?[demand] { return reduced }
      let reduced = reduction.style(style, demand: demand)
      known[style, default: [:]][demand] = reduced
      return reduced
    }
  }

  /// Role and surface together, in the colours the theme names.
  ///
  /// A role with a background of its own is a badge and looks alike everywhere. Else the surface
  /// gives the background, and the foreground, too, if it has one. What is reversed on a reversed
  /// surface is turned back, so that it stands out there, too.
  func composed(_ role: Role, _ surface: Surface, at depth: ColorDepth) -> Style {
    let text = look(.role(.text), at: depth)
    let screen = look(.surface(.screen), at: depth)
    let own = look(.role(role), at: depth)
    let below = look(.surface(surface), at: depth)
    let standard = own.foreground ?? text.foreground ?? .standard
    if let background = own.background {
      return Style(foreground: standard, background: background, attributes: own.attributes)
    }
    var attributes = own.attributes.union(below.attributes)
    if own.attributes.contains(.reverse), below.attributes.contains(.reverse) {
      attributes.remove(.reverse)
    }
    return Style(
      foreground: below.foreground ?? standard,
      background: below.background ?? screen.background ?? .standard, attributes: attributes)
  }
}

/// Brings colours to what a terminal can show.
///
/// The nearest colour alone would make a pale text on a light ground vanish where there are few
/// colours. So of the foregrounds only those count that can be read on the reduced background.
struct ColorReduction {
  let depth: ColorDepth
  let isLight: Bool

  func style(_ style: Style, demand: Double) -> Style {
    if depth == .full { return style }
    if depth == .mono { return Style(attributes: style.attributes) }
    let background = nearest(style.background, isBackground: true) { _ in true }
    let ground = rgb(background, isBackground: true)
    let wanted = min(
      rgb(style.foreground, isBackground: false).contrast(
        with: rgb(style.background, isBackground: true)), depth == .indexed ? demand : 3, demand)
    let foreground = nearest(style.foreground, isBackground: false) {
      $0.contrast(with: ground) >= wanted
    }
    return dimmed(
      Style(foreground: foreground, background: background, attributes: style.attributes))
  }

  private func rgb(_ color: Color, isBackground: Bool) -> RGB {
    color.rgb(isLight: isLight, isBackground: isBackground)
  }

  /// Colours of the terminal's own are kept: the theme asked for them by name.
  private func nearest(_ color: Color, isBackground: Bool, where fits: (RGB) -> Bool) -> Color {
    switch color {
    case .standard: return .standard
    case .indexed(let index) where depth == .eight && isBackground && (8..<16).contains(index):
      return .indexed(index - 8)
    case .indexed(let index) where depth == .indexed || index < 16: return color
    case .indexed, .rgb: break
    }
    let asked = rgb(color, isBackground: isBackground)
    if depth == .indexed {
      // The first sixteen may be anything on a terminal with 256, so they are left out.
      return .indexed(ColorReduction.nearest(asked, among: 16..<256, where: fits) ?? 16)
    }
    // A hue stays a hue and a grey a grey, as long as one of them can be read.
    let greys = [0, 7, 8, 15]
    let all = depth == .sixteen ? 0..<16 : 0..<8
    let alike = all.filter { greys.contains($0) == (asked.vivid == nil) }
    let index =
      ColorReduction.nearest(asked.vivid ?? asked, among: alike, where: fits)
      ?? ColorReduction.nearest(asked, among: all, where: fits)
    return index.map { .indexed($0) } ?? .standard
  }

  private static func nearest(
    _ color: RGB, among candidates: some Sequence<Int>, where fits: (RGB) -> Bool
  ) -> UInt8? {
    var best: (index: Int, distance: Int)?
    for index in candidates {
      let distance = Color.table[index].distance(to: color)
      if distance < best?.distance ?? .max, fits(Color.table[index]) { best = (index, distance) }
    }
    return best.map { UInt8($0.index) }
  }

  /// With eight colours a bright foreground is the dark one in bold; black in bold would be
  /// black on many terminals, so grey becomes white.
  private func dimmed(_ style: Style) -> Style {
    guard depth == .eight else { return style }
    var style = style
    if style.foreground == .indexed(8) {
      style.foreground = .indexed(7)
    } else if case .indexed(let index) = style.foreground, index >= 8 {
      style.foreground = .indexed(index - 8)
      style.attributes.insert(.bold)
    }
    return style
  }
}
