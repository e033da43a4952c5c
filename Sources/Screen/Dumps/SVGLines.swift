/// The lines and blocks of one row as shapes that touch those of the rows around.
struct SVGLines {
  private let top: Int
  private var paths: [(color: RGB, width: Int, path: String)] = []
  private var blocks = ""

  init(top: Int) { self.top = top }

  var finished: String {
    paths.reduce(blocks) { text, path in
      text + """
        <path stroke="\(path.color.hexadecimal)" stroke-width="\(path.width)" d="\(path.path)"/>

        """
    }
  }

  /// Draws a glyph if it is one of these.
  mutating func draw(_ glyph: Glyph, column: Int, color: RGB) -> Bool {
    guard !glyph.isMarked, let scalar = glyph.base, (0x2500..<0x25A0).contains(scalar.value) else {
      return false
    }
    if let arms = SVGLines.light[scalar] {
      stroke(arms, column: column, width: 1, color: color)
    } else if let arms = SVGLines.heavy[scalar] {
      stroke(arms, column: column, width: 3, color: color)
    } else if let corner = SVGLines.rounded[scalar] {
      round(corner, column: column, color: color)
    } else {
      return block(scalar.value, column: column, color: color)
    }
    return true
  }

  private struct Arms: OptionSet {
    let rawValue: UInt8
    static let left = Arms(rawValue: 1)
    static let right = Arms(rawValue: 2)
    static let up = Arms(rawValue: 4)
    static let down = Arms(rawValue: 8)
  }

  private static let shapes: [Arms] = [
    [.left, .right], [.up, .down], [.right, .down], [.left, .down], [.right, .up], [.left, .up],
    [.up, .down, .right], [.up, .down, .left], [.left, .right, .down], [.left, .right, .up],
    [.left, .right, .up, .down],
  ]
  private static let light = table("─│┌┐└┘├┤┬┴┼")
  private static let heavy = table("━┃┏┓┗┛┣┫┳┻╋")
  private static let rounded: [Unicode.Scalar: Arms] = [
    "╭": [.right, .down], "╮": [.left, .down], "╰": [.right, .up], "╯": [.left, .up],
  ]

  private static func table(_ characters: String) -> [Unicode.Scalar: Arms] {
    Dictionary(uniqueKeysWithValues: zip(characters.unicodeScalars, shapes))
  }

  /// Twice the middle of a cell, for it lies between two pixels.
  private func middle(_ column: Int) -> (x: String, y: String) {
    (half(2 * column * SVGPicture.cellWidth + SVGPicture.cellWidth), "\(top + 10).5")
  }

  private func half(_ doubled: Int) -> String { "\(doubled / 2)\(doubled % 2 == 0 ? "" : ".5")" }

  private mutating func stroke(_ arms: Arms, column: Int, width: Int, color: RGB) {
    let (x, y) = middle(column)
    let left = arms.contains(.left) ? "\(column * SVGPicture.cellWidth)" : x
    let right = arms.contains(.right) ? "\((column + 1) * SVGPicture.cellWidth)" : x
    if left != right { add("M\(left) \(y)H\(right)", width, color, joining: "H\(left)") }
    let up = arms.contains(.up) ? "\(top)" : y
    let down = arms.contains(.down) ? "\(top + SVGPicture.cellHeight)" : y
    if up != down { add("M\(x) \(up)V\(down)", width, color) }
  }

  private mutating func round(_ arms: Arms, column: Int, color: RGB) {
    let (x, y) = middle(column)
    let side = (arms.contains(.right) ? column + 1 : column) * SVGPicture.cellWidth
    let end = arms.contains(.down) ? top + SVGPicture.cellHeight : top
    add("M\(side) \(y)Q\(x) \(y) \(x) \(end)", 1, color)
  }

  /// Adds to the path of a colour; a line that goes on where the last one ended is lengthened.
  private mutating func add(_ path: String, _ width: Int, _ color: RGB, joining end: String = "") {
    guard let at = paths.firstIndex(where: { $0.color == color && $0.width == width }) else {
      paths.append((color, width, path))
      return
    }
    if !end.isEmpty, paths[at].path.hasSuffix(end), let length = path.lastIndex(of: "H") {
      paths[at].path.removeLast(end.count)
      paths[at].path += path[length...]
    } else {
      paths[at].path += path
    }
  }

  /// Parts of a cell in eighths, and shades.
  private mutating func block(_ value: UInt32, column: Int, color: RGB) -> Bool {
    let width = SVGPicture.cellWidth
    let height = SVGPicture.cellHeight
    let x = column * width
    switch value {
    case 0x2580: fill(x, top, "\(width)", height / 2, color)
    case 0x2581...0x2588:
      let part = height * Int(value - 0x2580) / 8
      fill(x, top + height - part, "\(width)", part, color)
    case 0x2589...0x258F:
      fill(x, top, hundredths(width * 100 * Int(0x2590 - value) / 8), height, color)
    case 0x2591...0x2593:
      fill(x, top, "\(width)", height, color, opacity: "0.\(25 * Int(value - 0x2590))")
    default: return false
    }
    return true
  }

  private func hundredths(_ value: Int) -> String {
    let rest = value % 100
    return "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  private mutating func fill(
    _ x: Int, _ y: Int, _ width: String, _ height: Int, _ color: RGB, opacity: String = "1"
  ) {
    blocks += """
      <rect x="\(x)" y="\(y)" width="\(width)" height="\(height)" fill="\(color.hexadecimal)" \
      opacity="\(opacity)"/>

      """
  }
}
