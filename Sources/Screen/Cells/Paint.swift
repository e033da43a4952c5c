/// What a cell means, from which a theme makes its colours.
///
/// Frames hold meanings, not colours: the same frame is drawn in every theme and at every depth,
/// and two frames can be compared without a theme.
public struct Paint: Hashable, Sendable {
  public var role: Role
  public var surface: Surface
  /// What is added to the attributes of role and surface.
  public var attributes: Attributes

  public init(_ role: Role, on surface: Surface = .screen, _ attributes: Attributes = []) {
    self.role = role
    self.surface = surface
    self.attributes = attributes
  }

  public static let text = Paint(.text)

  public func on(_ surface: Surface) -> Paint { Paint(role, on: surface, attributes) }
  public func with(_ more: Attributes) -> Paint {
    Paint(role, on: surface, attributes.union(more))
  }
}

/// One column of one row.
public struct Cell: Hashable, Sendable {
  public let glyph: Glyph
  public let paint: Paint

  init(_ glyph: Glyph, _ paint: Paint) {
    self.glyph = glyph
    self.paint = paint
  }

  public static let blank = Cell(.blank, .text)
}
