extension Frame {
  /// Writes text from a place of the area; what finds no room is cut with a mark on its side.
  ///
  /// Returns the column after it, by the area's own columns.
  @discardableResult
  public mutating func write(
    _ text: CleanText, column: Int = 0, row: Int = 0, in area: Area, _ paint: Paint = .text
  ) -> Int {
    write(CollectionOfOne(Span(text, paint)), text.columns, column: column, row: row, in: area)
    return Rect.near(column) + text.columns
  }

  /// Writes a line from a place of the area; what finds no room is cut with one mark.
  @discardableResult
  public mutating func write(_ line: Line, column: Int = 0, row: Int = 0, in area: Area) -> Int {
    write(line.spans, line.columns, column: column, row: row, in: area)
    return Rect.near(column) + line.columns
  }

  /// Writes a line over the whole width of a row: aligned, the rest blank.
  public mutating func write(
    _ line: Line, row: Int, in area: Area, aligned alignment: Alignment, _ paint: Paint
  ) {
    fill(area.row(row), paint)
    write(
      line, column: alignment.offset(of: line.columns, in: area.size.columns), row: row, in: area)
  }

  /// Writes lines below one another; where they find no room the last row says how many are left.
  public mutating func write(_ lines: [Line], in area: Area) {
    let rows = area.size.rows
    let fitting = lines.count <= rows ? rows : rows - 1
    for (row, line) in lines.prefix(max(0, fitting)).enumerated() {
      write(line, row: row, in: area)
    }
    if lines.count > rows, rows > 0 {
      write(Line("… \(lines.count - fitting) more", .muted), row: fitting, in: area)
    }
  }

  private mutating func write(
    _ spans: some Collection<Span>, _ columns: Int, column: Int, row: Int, in area: Area
  ) {
    let room = area.visible.intersection(Rect(size))
    let row = area.rect.row + Rect.near(row)
    guard row >= room.row, row < room.bottom, room.columns > 0, columns > 0 else { return }
    var at = area.rect.column + Rect.near(column)
    if at >= room.right || at + columns <= room.column {
      // Nothing of it shows, so that it is there is all that can be said.
      let edge = at >= room.right ? room.right - 1 : room.column
      let paint = spans.first?.paint ?? .text
      put(Glyph(CleanText.mark, isWide: false), column: edge, row: row, paint)
      return
    }
    let cut = Cut(start: at, columns: columns, room: room)
    for span in spans {
      for glyph in span.text {
        let end = at + glyph.columns
        if at >= cut.first, end <= cut.last {
          put(glyph, column: at, row: row, span.paint)
        } else {
          overhang(at..<end, cut, room, row: row, span.paint)
        }
        at = end
        if at >= room.right { return }
      }
    }
  }

  /// What stands where a character is not wholly seen: the mark, or half a wide one's blank.
  private mutating func overhang(
    _ range: Range<Int>, _ cut: Cut, _ room: Rect, row: Int, _ paint: Paint
  ) {
    for column in range where column >= room.column && column < room.right {
      let isMark = column < cut.first || column >= cut.last
      put(
        isMark ? Glyph(CleanText.mark, isWide: false) : .blank, column: column, row: row, paint)
    }
  }

  /// Between which columns a text shows as it is; beside them stands a mark.
  private struct Cut {
    let first: Int
    let last: Int

    init(start: Int, columns: Int, room: Rect) {
      first = start < room.column ? room.column + 1 : room.column
      last = start + columns > room.right ? room.right - 1 : room.right
    }
  }
}
