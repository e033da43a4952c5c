import Screen

/// A key with its modifiers, as keymap files write it: `ctrl-s`, `F2`, `alt-up`, `?`.
public struct Chord: Hashable, Sendable {
  public let key: Key

  public init(_ code: Key.Code, _ modifiers: Key.Modifiers = []) { key = Key(code, modifiers) }

  static func character(_ character: Unicode.Scalar) -> Chord { Chord(.character(character)) }
  static func control(_ character: Unicode.Scalar) -> Chord {
    Chord(.character(character), .control)
  }
  static func alt(_ character: Unicode.Scalar) -> Chord { Chord(.character(character), .alt) }
  static func function(_ number: Int) -> Chord { Chord(.function(number)) }

  /// Reads what `name` writes.
  public init?(name: String) {
    var rest = name[...]
    var modifiers: Key.Modifiers = []
    let prefixes: [(String, Key.Modifiers)] = [
      ("ctrl-", .control), ("alt-", .alt), ("shift-", .shift),
    ]
    while let (prefix, modifier) = prefixes.first(where: { rest.hasPrefix($0.0) }),
      rest.count > prefix.count
    {
      modifiers.insert(modifier)
      rest.removeFirst(prefix.count)
    }
    if rest.first == "F" || rest.first == "f", let number = Int(rest.dropFirst()),
      (1...24).contains(number)
    {
      self.init(.function(number), modifiers)
    } else if let code = Chord.named.first(where: { $0.name == rest.lowercased() })?.code {
      self.init(code, modifiers)
    } else if rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first {
      self.init(.character(scalar), modifiers)
    } else {
      return nil
    }
  }

  public var name: String {
    var text = ""
    if key.modifiers.contains(.control) { text += "ctrl-" }
    if key.modifiers.contains(.alt) { text += "alt-" }
    if key.modifiers.contains(.shift) { text += "shift-" }
    switch key.code {
    case .character(let scalar): text += scalar == " " ? "space" : String(scalar)
    case .function(let number): text += "F\(number)"
    default: text += Chord.named.first { $0.code == key.code }?.name ?? "?"
    }
    return text
  }

  private static let named: [(name: String, code: Key.Code)] = [
    ("enter", .enter), ("tab", .tab), ("backspace", .backspace), ("esc", .escape), ("up", .up),
    ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
    ("pgup", .pageUp), ("pgdn", .pageDown), ("ins", .insert), ("del", .delete),
    ("space", .character(" ")),
  ]
}
