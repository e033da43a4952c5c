import Glibc

/// A colour as three bytes.
public struct RGB: Hashable, Sendable {
  public let red: UInt8
  public let green: UInt8
  public let blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  /// As in HTML: `#rrggbb`.
  public var hexadecimal: String {
    [red, green, blue].reduce("#") { text, byte in
      let digits = String(byte, radix: 16)
      return text + (byte < 16 ? "0" : "") + digits
    }
  }

  /// The relative luminance of WCAG 2.1, from 0 to 1.
  public var luminance: Double {
    0.2126 * RGB.linear[Int(red)] + 0.7152 * RGB.linear[Int(green)]
      + 0.0722 * RGB.linear[Int(blue)]
  }

  /// The contrast ratio of WCAG 2.1, from 1 to 21.
  public func contrast(with other: RGB) -> Double {
    let (low, high) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (high + 0.05) / (low + 0.05)
  }

  /// Each byte of sRGB without its gamma, by the definition of relative luminance.
  static let linear: [Double] = (0...255).map { byte in
    let value = Double(byte) / 255
    return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  /// The same hue as strong as it goes; nil for a grey and what is nearly one.
  ///
  /// Among sixteen colours the nearest to a pale green is grey, and the green was meant.
  var vivid: RGB? {
    let low = Int(min(red, green, blue))
    let span = Int(max(red, green, blue)) - low
    if span < 64 { return nil }
    let stretch = { (byte: UInt8) in UInt8((Int(byte) - low) * 255 / span) }
    return RGB(stretch(red), stretch(green), stretch(blue))
  }

  /// How unlike two colours are to the eye, roughly: red and blue weigh by how much red there is.
  func distance(to other: RGB) -> Int {
    let mean = (Int(red) + Int(other.red)) / 2
    let (r, g, b) = (
      Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue)
    )
    return ((512 + mean) * r * r) / 256 + 4 * g * g + ((767 - mean) * b * b) / 256
  }
}

extension Color {
  /// The colour as xterm shows it; a terminal's owner may have changed the first sixteen.
  ///
  /// The standard colours are those of a dark or of a light terminal.
  public func rgb(isLight: Bool, isBackground: Bool) -> RGB {
    switch self {
    case .standard:
      switch (isLight, isBackground) {
      case (true, true): RGB(255, 255, 255)
      case (true, false): RGB(0, 0, 0)
      case (false, true): RGB(0, 0, 0)
      case (false, false): RGB(229, 229, 229)
      }
    case .indexed(let index): Color.table[Int(index)]
    case .rgb(let red, let green, let blue): RGB(red, green, blue)
    }
  }

  /// The 256 colours of xterm: sixteen of its own, a cube of six levels, and greys.
  static let table: [RGB] = {
    let own: [(UInt8, UInt8, UInt8)] = [
      (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
      (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0),
      (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = levels.flatMap { red in
      levels.flatMap { green in levels.map { blue in RGB(red, green, blue) } }
    }
    let greys = (0..<24).map { step in
      let level = UInt8(8 + 10 * step)
      return RGB(level, level, level)
    }
    return own.map { RGB($0.0, $0.1, $0.2) } + cube + greys
  }()
}
