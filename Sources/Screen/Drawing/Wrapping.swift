extension CleanText {
  /// The text in rows of at most so many columns, broken at blanks where that can be.
  ///
  /// A word that is longer than a row is broken; a run of blanks becomes one, or a break.
  /// Rows that are narrower than one character hold none, so at least two columns are taken.
  public func wrapped(to columns: Int, limit: Int = Size.limit) -> [CleanText] {
    let width = Swift.max(2, columns)
    var rows: [Builder] = []
    var row = Builder()
    var word = Builder()
    func endRow() {
      rows.append(row)
      row = Builder()
    }
    func endWord() {
      if row.columns > 0, row.columns + 1 + word.columns > width { endRow() }
      if row.columns > 0 { row.append(.blank) }
      row.append(word)
      word = Builder()
    }
    for glyph in self where rows.count < limit {
      if glyph == .blank {
        if word.columns > 0 { endWord() }
        continue
      }
      if word.columns + glyph.columns > width {
        endWord()
        endRow()
      }
      word.append(glyph)
    }
    if word.columns > 0 { endWord() }
    if row.columns > 0 || rows.isEmpty { rows.append(row) }
    return rows.prefix(limit).map(\.text)
  }

  /// The text in rows of at most so many columns, broken anywhere; nothing is lost.
  public func folded(to columns: Int, limit: Int = Size.limit) -> [CleanText] {
    let width = Swift.max(2, columns)
    var rows: [Builder] = []
    var row = Builder()
    for glyph in self where rows.count < limit {
      if row.columns + glyph.columns > width {
        rows.append(row)
        row = Builder()
      }
      row.append(glyph)
    }
    if row.columns > 0 || rows.isEmpty { rows.append(row) }
    return rows.prefix(limit).map(\.text)
  }

  /// The text from a column on and for so many columns, with a mark at each end that was cut.
  ///
  /// For a field that is shorter than what was typed into it.
  public func window(from start: Int, columns: Int) -> CleanText {
    if start <= 0, self.columns <= columns { return self }
    var frame = Frame(Size(columns: columns, rows: 1))
    frame.write(self, column: -Swift.max(0, start), in: frame.area)
    var builder = Builder()
    for cell in frame.cells { builder.append(cell.glyph) }
    return builder.text
  }

  /// Glyphs on their way back to text.
  private struct Builder {
    private var bytes: [UInt8] = []
    private(set) var columns = 0

    mutating func append(_ glyph: Glyph) {
      glyph.append(to: &bytes)
      columns += glyph.columns
    }

    mutating func append(_ other: Builder) {
      bytes += other.bytes
      columns += other.columns
    }

    var text: CleanText {
      CleanText(
        trusted: String(decoding: bytes, as: UTF8.self), columns: columns,
        isASCII: bytes.allSatisfy { $0 < 0x80 })
    }
  }
}
