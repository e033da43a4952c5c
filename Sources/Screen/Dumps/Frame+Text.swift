extension Frame {
  /// The frame as lines of text without blanks at their ends, and a line feed after each.
  ///
  /// A wide character stands once, so a line may have fewer characters than columns.
  public var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count + size.rows)
    for row in 0..<size.rows {
      var filled = bytes.count
      for cell in self[row: row] {
        cell.glyph.append(to: &bytes)
        if cell.glyph != .blank, !cell.glyph.isContinuation { filled = bytes.count }
      }
      bytes.removeSubrange(filled...)
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The frame as a terminal of that style sheet would be told it, one line a row.
  ///
  /// Every row begins and ends with the standard style, so that rows can be cut out and pasted.
  public func ansi(_ sheet: StyleSheet) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(cells.count * 2)
    for row in 0..<size.rows {
      var current = Style.standard
      for cell in self[row: row] {
        let style = sheet.style(cell.paint)
        if style != current {
          bytes.append(contentsOf: style.selectGraphicRendition.utf8)
          current = style
        }
        cell.glyph.append(to: &bytes)
      }
      if current != .standard {
        bytes.append(contentsOf: Style.standard.selectGraphicRendition.utf8)
      }
      bytes.append(UInt8(ascii: "\n"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Style {
  /// The control sequence of ECMA-48 8.3.117 that sets this style whatever was set before.
  public var selectGraphicRendition: String {
    var parameters = "0"
    for (attribute, _, parameter) in Attributes.all where attributes.contains(attribute) {
      parameters += ";\(parameter)"
    }
    parameters += foreground.parameters(base: 30) + background.parameters(base: 40)
    return "\u{1B}[\(parameters)m"
  }
}

extension Color {
  /// With a semicolon before; the bright eight have their own parameters, as in aixterm.
  fileprivate func parameters(base: Int) -> String {
    switch self {
    case .standard: ""
    case .indexed(let index) where index < 8: ";\(base + Int(index))"
    case .indexed(let index) where index < 16: ";\(base + 52 + Int(index))"
    case .indexed(let index): ";\(base + 8);5;\(index)"
    case .rgb(let red, let green, let blue): ";\(base + 8);2;\(red);\(green);\(blue)"
    }
  }
}
