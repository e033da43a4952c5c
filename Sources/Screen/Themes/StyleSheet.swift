/// A theme worked out for one depth: the style of every role on every surface.
public struct StyleSheet: Hashable, Sendable {
  public let depth: ColorDepth
  private let styles: [Style]

  init(depth: ColorDepth, style: (Role, Surface) -> Style) {
    self.depth = depth
    styles = Role.allCases.flatMap { role in Surface.allCases.map { style(role, $0) } }
  }

  /// No colours and no attributes but those a paint asks for.
  public static let plain = StyleSheet(depth: .mono) { _, _ in .standard }

  public func style(_ paint: Paint) -> Style {
    var style = styles[paint.role.index * Surface.count + paint.surface.index]
    style.attributes.formUnion(paint.attributes)
    return style
  }
}
