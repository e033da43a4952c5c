/// The lines a box is drawn with; an ASCII frame makes `+`, `-` and `|` of all of them.
public enum BoxLines: Sendable {
  case plain, rounded, heavy

  struct Set: Sendable {
    let topLeft: Glyph
    let topRight: Glyph
    let bottomLeft: Glyph
    let bottomRight: Glyph
    let horizontal: Glyph
    let vertical: Glyph

    init(_ characters: CleanText) {
      let glyphs = Array(characters)
      let glyph = { (at: Int) in at < glyphs.count ? glyphs[at] : .blank }
      (topLeft, topRight, bottomLeft) = (glyph(0), glyph(1), glyph(2))
      (bottomRight, horizontal, vertical) = (glyph(3), glyph(4), glyph(5))
    }
  }

  private static let plainSet = Set("┌┐└┘─│")
  private static let roundedSet = Set("╭╮╰╯─│")
  private static let heavySet = Set("┏┓┗┛━┃")

  var set: Set {
    switch self {
    case .plain: BoxLines.plainSet
    case .rounded: BoxLines.roundedSet
    case .heavy: BoxLines.heavySet
    }
  }
}

extension Frame {
  /// Draws a box around the area, with a title in its top line and a footer in its bottom line.
  ///
  /// Returns what is inside. A box without an inside is drawn as far as it goes.
  @discardableResult
  public mutating func box(
    _ area: Area, _ lines: BoxLines = .plain, paint: Paint = Paint(.border), title: Line = Line(),
    footer: Line = Line()
  ) -> Area {
    let set = lines.set
    let right = area.size.columns - 1
    let bottom = area.size.rows - 1
    guard right >= 0, bottom >= 0 else { return area }
    rule(set.horizontal, row: 0, in: area, paint)
    if bottom > 0 { rule(set.horizontal, row: bottom, in: area, paint) }
    for row in area.visibleRows where row > 0 && row < bottom {
      place(set.vertical, column: 0, row: row, in: area, paint)
      place(set.vertical, column: right, row: row, in: area, paint)
    }
    place(set.topLeft, column: 0, row: 0, in: area, paint)
    place(set.topRight, column: right, row: 0, in: area, paint)
    if bottom > 0 {
      place(set.bottomLeft, column: 0, row: bottom, in: area, paint)
      place(set.bottomRight, column: right, row: bottom, in: area, paint)
    }
    label(title, row: 0, in: area, paint)
    label(footer, row: bottom, in: area, paint)
    return area.inset(columns: 1, rows: 1)
  }

  /// Draws a line across the area that joins its box's sides: `├─ title ─┤`.
  public mutating func divider(row: Int, of box: Area, _ paint: Paint, title: Line = Line()) {
    for (column, text) in [(0, "├"), (box.size.columns - 1, "┤")] as [(Int, CleanText)] {
      rule(BoxLines.plain.set.horizontal, row: row, in: box.inset(columns: 1), paint)
      write(text, column: column, row: row, in: box, paint)
    }
    label(title, row: row, in: box, paint)
  }

  /// A line in a border, with a blank on each side: `┌ Ticket ─ OCO ───┐`.
  private mutating func label(_ line: Line, row: Int, in area: Area, _ paint: Paint) {
    let room = area.size.columns - 4
    guard line.columns > 0, room > 0 else { return }
    let width = min(line.columns, room)
    let frame = Rect(column: 1, row: row, columns: width + 2, rows: 1)
    fill(area.part(frame), Paint(.text, on: paint.surface))
    write(line, column: 0, row: 0, in: area.part(frame.inset(columns: 1, rows: 0)))
  }

  private mutating func rule(_ glyph: Glyph, row: Int, in area: Area, _ paint: Paint) {
    for column in area.visibleColumns {
      place(glyph, column: column, row: row, in: area, paint)
    }
  }

  /// Puts a narrow glyph at a place of the area, if it shows there.
  mutating func place(_ glyph: Glyph, column: Int, row: Int, in area: Area, _ paint: Paint) {
    let at = Point(column: area.rect.column + column, row: area.rect.row + row)
    guard area.visible.contains(at), Rect(size).contains(at), glyph.columns == 1 else { return }
    put(glyph, column: at.column, row: at.row, paint)
  }
}
