extension Color {
  /// Reads what a theme file can say without a palette, or gives nil.
  ///
  /// That is `#rrggbb`, `standard`, or one of the terminal's own sixteen: `ansi-red`,
  /// `ansi-bright-red`.
  init?(word: some StringProtocol) {
    if word == "standard" {
      self = .standard
    } else if word.hasPrefix("#") {
      guard let rgb = Color.hexadecimal(word.utf8.dropFirst()) else { return nil }
      self = rgb
    } else if word.hasPrefix("ansi-") {
      let name = word.dropFirst("ansi-".count)
      let isBright = name.hasPrefix("bright-")
      let plain = isBright ? String(name.dropFirst("bright-".count)) : String(name)
      guard let index = Color.ansiNames.firstIndex(of: plain) else { return nil }
      self = .indexed(UInt8(index + (isBright ? 8 : 0)))
    } else {
      return nil
    }
  }

  static let ansiNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

  private static func hexadecimal(_ digits: some Collection<UInt8>) -> Color? {
    guard digits.count == 6 else { return nil }
    var value: UInt32 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        value = value << 4 | UInt32(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"):
        value = value << 4 | UInt32(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return .rgb(
      UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8),
      UInt8(truncatingIfNeeded: value))
  }
}
