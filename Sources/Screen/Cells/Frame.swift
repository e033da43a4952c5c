/// A screenful of cells as a value: what `draw` returns and a terminal, a test or a file shows.
public struct Frame: Hashable, Sendable {
  public let size: Size
  public let charset: Charset
  /// Row after row; as many as the size says.
  public private(set) var cells: [Cell]
  /// Where the terminal's cursor stands; nil hides it.
  public private(set) var cursor: Point?
  #if DEBUG
    /// How often something was written over a letter or a digit that had not been blanked: then two
    /// texts stand on one another, and digits of one may be read as the other's.
    public private(set) var clashes = 0
  #endif

  /// An empty frame; a size that is no size is taken to the nearest that is one.
  public init(_ size: Size, charset: Charset = .unicode, paint: Paint = .text) {
    self.size = size.bounded
    self.charset = charset
    cells = Array(
      repeating: Cell(.blank, paint), count: self.size.columns * self.size.rows)
  }

  /// The cell at a place; a blank one outside.
  public subscript(column: Int, row: Int) -> Cell {
    guard Rect(size).contains(Point(column: column, row: row)) else { return .blank }
    return cells[row * size.columns + column]
  }

  /// The cells of one row; none outside.
  public subscript(row row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }

  /// Puts the terminal's cursor at a place of the area; out of sight it is hidden.
  public mutating func placeCursor(_ point: Point, in area: Area) {
    let place = Point(
      column: area.rect.column + Rect.near(point.column), row: area.rect.row + Rect.near(point.row))
    cursor = area.visible.contains(place) && Rect(size).contains(place) ? place : nil
  }

  public mutating func hideCursor() { cursor = nil }

  /// Blanks the area.
  public mutating func fill(_ area: Area, _ paint: Paint) {
    fill(area.visible, with: Cell(.blank, paint))
  }

  /// Fills the area with a character of one column; a wide one does nothing.
  public mutating func fill(_ area: Area, with text: CleanText, _ paint: Paint) {
    guard text.columns == 1, let glyph = text.first(where: { _ in true }) else { return }
    fill(area.visible, with: Cell(charset.glyph(glyph), paint))
  }

  /// Gives what is drawn in the area another paint, such as for a selected row.
  public mutating func repaint(_ area: Area, _ change: (Paint) -> Paint) {
    let rect = area.visible.intersection(Rect(size))
    for row in rect.row..<rect.bottom {
      for at in row * size.columns + rect.column..<row * size.columns + rect.right {
        cells[at] = Cell(cells[at].glyph, change(cells[at].paint))
      }
    }
  }

  private mutating func fill(_ rect: Rect, with cell: Cell) {
    let rect = rect.intersection(Rect(size))
    if rect.isEmpty { return }
    for row in rect.row..<rect.bottom {
      let start = row * size.columns + rect.column
      mend(before: start, row: row)
      mend(after: start + rect.columns - 1, row: row)
      for at in start..<start + rect.columns { cells[at] = cell }
    }
  }

  /// Puts one glyph into a row, where the caller has seen that it fits into frame and area.
  mutating func put(_ glyph: Glyph, column: Int, row: Int, _ paint: Paint) {
    let at = row * size.columns + column
    let plain = charset.glyph(glyph)
    #if DEBUG
      if cells[at].glyph != plain, cells[at].glyph.isLetterOrDigit { clashes += 1 }
    #endif
    let last = at + glyph.columns - 1
    mend(before: at, row: row)
    mend(after: last, row: row)
    cells[at] = Cell(plain, paint)
    if last > at { cells[last] = Cell(plain.isWide ? .continuation : plain, paint) }
  }

  /// Blanks the left half of a wide character whose right half is about to be written over.
  @inline(__always)
  private mutating func mend(before at: Int, row: Int) {
    if cells[at].glyph.isContinuation, at > row * size.columns {
      cells[at - 1] = Cell(.blank, cells[at - 1].paint)
    }
  }

  /// Blanks the right half of a wide character whose left half is about to be written over.
  @inline(__always)
  private mutating func mend(after at: Int, row: Int) {
    if cells[at].glyph.isWide, at + 1 < (row + 1) * size.columns {
      cells[at + 1] = Cell(.blank, cells[at + 1].paint)
    }
  }
}
