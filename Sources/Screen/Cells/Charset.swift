/// Which characters a frame may hold: the one switch between drawing in Unicode and in ASCII.
///
/// Whoever draws always draws in Unicode. An ASCII frame puts the stand-in of each drawing
/// character into its cells, and a question mark a column for any other.
public enum Charset: Sendable {
  case unicode, ascii

  @inline(__always)
  func glyph(_ glyph: Glyph) -> Glyph {
    if self == .unicode || glyph.isASCII { return glyph }
    return Charset.plain(glyph)
  }

  /// One column of ASCII for a glyph; the right half of a wide one gets its own.
  private static func plain(_ glyph: Glyph) -> Glyph {
    guard !glyph.isMarked, let base = glyph.base, let byte = standIns[base] else {
      return Glyph(ascii: UInt8(ascii: "?"))
    }
    return Glyph(ascii: byte)
  }

  /// Everything the program itself draws with, and the punctuation of its sentences.
  private static let standIns: [Unicode.Scalar: UInt8] = {
    let rows: [(UInt8, String)] = [
      (UInt8(ascii: "-"), "─╌┄┈‐‑–—−"), (UInt8(ascii: "|"), "│╎┆┊║▏▕"),
      (UInt8(ascii: "+"), "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝╠╣╦╩╬✓✔"), (UInt8(ascii: "x"), "✗✘×"),
      (UInt8(ascii: "#"), "█▉▊▋▌▐■◼▪┃┏┓┗┛┣┫┳┻╋"), (UInt8(ascii: "="), "▬≡━═"),
      (UInt8(ascii: ":"), "░▒▓⋮"),
      (UInt8(ascii: ">"), "…→▶►›»↳⟩"), (UInt8(ascii: "<"), "←◀◄‹«⟨"),
      (UInt8(ascii: "^"), "↑▲△⇑▀"), (UInt8(ascii: "v"), "↓▼▽⇓"), (UInt8(ascii: "_"), "▁▂▃▄"),
      (UInt8(ascii: "*"), "●•★◆∙"), (UInt8(ascii: "o"), "○◦◇◌"), (UInt8(ascii: "."), "·"),
      (UInt8(ascii: "~"), "≈≃∼"), (UInt8(ascii: "\""), "“”„"), (UInt8(ascii: "'"), "‘’‚"),
      (UInt8(ascii: "!"), "⚠‼"), (UInt8(ascii: "%"), "‰"),
    ]
    var table: [Unicode.Scalar: UInt8] = [:]
    for (byte, characters) in rows {
      for scalar in characters.unicodeScalars { table[scalar] = byte }
    }
    return table
  }()
}
