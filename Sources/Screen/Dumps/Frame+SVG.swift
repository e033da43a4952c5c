extension Frame {
  /// The frame as a picture that any browser shows, in the colours of the theme.
  ///
  /// Text is text, so it can be searched and read out. Lines and blocks are drawn as shapes, for
  /// fonts do not agree on where they touch.
  public func svg(_ sheet: StyleSheet, isLight: Bool, title: CleanText) -> String {
    var picture = SVGPicture(size: size, sheet: sheet, isLight: isLight, title: title)
    for row in 0..<size.rows { picture.draw(self[row: row], row: row) }
    return picture.finished
  }
}

/// A picture while its rows are being drawn.
struct SVGPicture {
  static let cellWidth = 9
  static let cellHeight = 20
  static let fontSize = 15
  private static let margin = 12
  private static let baseline = 15

  private let sheet: StyleSheet
  private let isLight: Bool
  private var head: String
  private var grounds = ""
  private var shapes = ""
  private var words = ""
  private let ground: RGB

  init(size: Size, sheet: StyleSheet, isLight: Bool, title: CleanText) {
    self.sheet = sheet
    self.isLight = isLight
    ground = sheet.style(.text).background.rgb(isLight: isLight, isBackground: true)
    let width = size.columns * Self.cellWidth + 2 * Self.margin
    let height = size.rows * Self.cellHeight + 2 * Self.margin
    head = """
      <svg xmlns="http://www.w3.org/2000/svg" role="img" width="\(width)" height="\(height)" \
      viewBox="-\(Self.margin) -\(Self.margin) \(width) \(height)">
      <title>\(Self.escaped(title.string))</title>
      <rect x="-\(Self.margin)" y="-\(Self.margin)" width="\(width)" height="\(height)" rx="8" \
      fill="\(ground.hexadecimal)"/>

      """
  }

  var finished: String {
    head + "<g shape-rendering=\"crispEdges\">\n" + grounds + "</g>\n<g fill=\"none\">\n" + shapes
      + "</g>\n<g font-family=\"'DejaVu Sans Mono',Menlo,Consolas,'Liberation Mono',monospace\" "
      + "font-size=\"\(Self.fontSize)\" xml:space=\"preserve\">\n" + words + "</g>\n</svg>\n"
  }

  mutating func draw(_ cells: ArraySlice<Cell>, row: Int) {
    let top = row * Self.cellHeight
    var word = Word()
    var stretch = Stretch()
    var lines = SVGLines(top: top)
    for (column, cell) in cells.enumerated() {
      let look = look(cell.paint)
      if stretch.look?.background != look.background { flush(&stretch, top: top) }
      stretch.take(look, column: column)
      if cell.glyph.isContinuation { continue }
      if cell.glyph == .blank, !look.isLined {
        flush(&word, top: top)
      } else if lines.draw(cell.glyph, column: column, color: look.foreground) {
        flush(&word, top: top)
      } else {
        // Only ASCII is equally wide in every font, so anything else stands for itself.
        if word.look != look || !cell.glyph.isASCII { flush(&word, top: top) }
        word.append(cell.glyph, look, column: column)
        if !cell.glyph.isASCII { flush(&word, top: top) }
      }
    }
    flush(&word, top: top)
    flush(&stretch, top: top)
    shapes += lines.finished
  }

  /// A style as SVG needs it: real colours, turned round already.
  fileprivate struct Look: Hashable {
    let foreground: RGB
    let background: RGB
    let attributes: Attributes

    /// Whether even a blank shows something.
    var isLined: Bool { !attributes.isDisjoint(with: [.underline, .strike]) }
  }

  private func look(_ paint: Paint) -> Look {
    let style = sheet.style(paint)
    let foreground = style.foreground.rgb(isLight: isLight, isBackground: false)
    let background = style.background.rgb(isLight: isLight, isBackground: true)
    let isReverse = style.attributes.contains(.reverse)
    return Look(
      foreground: isReverse ? background : foreground,
      background: isReverse ? foreground : background, attributes: style.attributes)
  }

  /// Cells side by side with one background.
  private struct Stretch {
    var look: Look?
    var start = 0
    var columns = 0

    mutating func take(_ look: Look, column: Int) {
      if self.look == nil { (self.look, start, columns) = (look, column, 0) }
      columns += 1
    }
  }

  private mutating func flush(_ stretch: inout Stretch, top: Int) {
    defer { stretch = Stretch() }
    guard let look = stretch.look, look.background != ground else { return }
    grounds += """
      <rect x="\(stretch.start * Self.cellWidth)" y="\(top)" \
      width="\(stretch.columns * Self.cellWidth)" height="\(Self.cellHeight)" \
      fill="\(look.background.hexadecimal)"/>

      """
  }

  /// Characters side by side in one style.
  private struct Word {
    var look: Look?
    var start = 0
    var columns = 0
    var bytes: [UInt8] = []

    mutating func append(_ glyph: Glyph, _ look: Look, column: Int) {
      if self.look == nil { (self.look, start) = (look, column) }
      glyph.append(to: &bytes)
      columns += glyph.columns
    }
  }

  private mutating func flush(_ word: inout Word, top: Int) {
    defer { word = Word() }
    guard let look = word.look else { return }
    var attributes = "fill=\"\(look.foreground.hexadecimal)\""
    if look.attributes.contains(.bold) { attributes += " font-weight=\"bold\"" }
    if look.attributes.contains(.italic) { attributes += " font-style=\"italic\"" }
    if look.attributes.contains(.dim) { attributes += " opacity=\"0.65\"" }
    if look.isLined {
      let names = [(Attributes.underline, "underline"), (.strike, "line-through")]
        .filter { look.attributes.contains($0.0) }.map(\.1)
      attributes += " text-decoration=\"\(names.joined(separator: " "))\""
    }
    words += """
      <text x="\(word.start * Self.cellWidth)" y="\(top + Self.baseline)" \
      textLength="\(word.columns * Self.cellWidth)" \(attributes)>\
      \(Self.escaped(String(decoding: word.bytes, as: UTF8.self)))</text>

      """
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default: result.append(character)
      }
    }
  }
}
