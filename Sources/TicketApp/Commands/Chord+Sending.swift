import Screen

extension Chord {
  /// Why terminals do not send it as itself; nil when they do.
  var obstacle: String? {
    if key.modifiers.contains(.other) { return "is no key that is bound" }
    switch key.code {
    case .character(let scalar): return obstacle(scalar)
    case .tab:
      if key.modifiers.subtracting(.shift).isEmpty { return nil }
      return "is sent as a bare tab by most terminals"
    case .enter, .escape, .backspace:
      if key.modifiers.subtracting(.alt).isEmpty { return nil }
      return "is sent as the bare key by most terminals"
    case .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .insert, .delete, .begin,
      .function:
      return nil
    }
  }

  private func obstacle(_ scalar: Unicode.Scalar) -> String? {
    if key.modifiers.contains(.shift) {
      return "has its shift in the character: write the large one"
    }
    if key.modifiers.contains(.control), let obstacle = Self.controlObstacle(scalar) {
      return obstacle
    }
    // ESC and one of these begins the sequence of another key.
    if key.modifiers == .alt, "[]OPX^_\\".unicodeScalars.contains(scalar) {
      return "begins what terminals send for other keys"
    }
    return nil
  }

  private static func controlObstacle(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "i": return "is the same byte as tab"
    case "m": return "is the same byte as enter"
    case "h": return "is the same byte as backspace"
    case "[": return "is the same byte as esc"
    case "a"..."z", " ", "\\", "]", "^", "_": return nil
    case "A"..."Z": return "is the same byte as with the small letter"
    default: return "is a key that terminals do not send"
    }
  }

  /// What the ticket's fields do with the key before any command has it; nil when they let it go.
  var fieldUse: String? {
    switch (key.code, key.modifiers) {
    case (.character, []): "typed into the fields of the ticket"
    case (.tab, []), (.tab, .shift), (.enter, []), (.up, []), (.down, []), (.left, []),
      (.right, []), (.home, []), (.end, []), (.pageUp, []), (.pageDown, []), (.up, .shift),
      (.down, .shift), (.backspace, []), (.delete, []), (.character("a"), .control),
      (.character("e"), .control), (.character("d"), .control), (.character("u"), .control):
      "used by the fields of the ticket"
    default: nil
    }
  }
}
