import CNcurses

/// Turns frames into the bytes that make a terminal show them; speaks to no terminal itself.
///
/// Curses finds the shortest way from what is shown to what shall be. There is one curses screen
/// in a process, so there is one painter at a time.
struct Painter {
  private let depth: ColorDepth
  private let colors: Int
  private var thrift: StyleThrift
  private var size: Size
  /// What curses was told to show.
  private var drawn: Frame?
  private var sheet = StyleSheet.plain
  private var inks: [Paint: (pair: Int32, attributes: UInt8)] = [:]
  /// The ink of the cell before, which most cells share.
  private var last: (paint: Paint, ink: (pair: Int32, attributes: UInt8))?
  private static let placeCount = 240
  /// The places of true colours in curses's palette, all but the first 16.
  private var places: [Color: UInt8] = [:]
  private var row: [CursesCell] = []

  /// Opens the screen, in a depth that the description allows.
  init(_ description: TerminalDescription, depth: ColorDepth, size: Size) throws(TerminalError) {
    guard curses_open(description.name) != 0 else { throw .noScreen(description.name) }
    self.depth = depth
    colors = Int(curses_colors())
    thrift = StyleThrift(description.abilities)
    self.size = size
    resize(size)
  }

  func close() { curses_close() }

  /// Chooses a locale in which curses writes UTF-8; false when there is none.
  static func usesUnicode() -> Bool { curses_use_utf8() != 0 }

  /// The terminal has another size now, and may show anything.
  mutating func resize(_ size: Size) {
    self.size = Size(columns: max(1, size.columns), rows: max(1, size.rows))
    curses_resize(Int32(self.size.rows), Int32(self.size.columns))
    drawn = nil
    thrift.forget()
  }

  /// The terminal may show anything: the next update believes nothing.
  mutating func repaint() {
    curses_repaint()
    thrift.forget()
  }

  /// The bytes after which the terminal shows this frame in these styles.
  mutating func update(_ frame: Frame, _ sheet: StyleSheet) -> [UInt8] {
    if sheet != self.sheet { wear(sheet) }
    if drawn?.size != frame.size {
      curses_erase()
      drawn = nil
    }
    let rows = min(frame.size.rows, size.rows)
    for row in 0..<rows { put(frame, row) }
    drawn = frame
    if let cursor = frame.cursor, cursor.row < size.rows, cursor.column < size.columns {
      curses_cursor(Int32(cursor.row), Int32(cursor.column))
    } else {
      curses_cursor(-1, 0)
    }
    var count = 0
    guard let bytes = curses_update(&count) else { return [] }
    return thrift.process(UnsafeBufferPointer(start: bytes, count: count))
  }

  private mutating func put(_ frame: Frame, _ number: Int) {
    let new = frame[row: number]
    guard let span = changed(new, drawn.map { $0[row: number] }) else { return }
    row.removeAll(keepingCapacity: true)
    for cell in new[span] { row.append(cursesCell(cell)) }
    let column = Int32(span.lowerBound - new.startIndex)
    row.withUnsafeBufferPointer {
      curses_put(Int32(number), column, $0.baseAddress, Int32($0.count))
    }
  }

  /// The cells of a row that differ, with the other halves of wide ones; nil for none.
  private func changed(_ new: ArraySlice<Cell>, _ old: ArraySlice<Cell>?) -> Range<Int>? {
    let end = min(new.endIndex, new.startIndex + size.columns)
    guard new.startIndex < end else { return nil }
    guard let old else { return new.startIndex..<end }
    if new == old { return nil }
    var range = new.startIndex..<end
    guard let first = range.first(where: { new[$0] != old[$0] }),
      let last = range.last(where: { new[$0] != old[$0] })
    else { return nil }
    range = first..<last + 1
    func isHalf(_ at: Int) -> Bool { new[at].glyph.isContinuation || old[at].glyph.isContinuation }
    while range.lowerBound > new.startIndex, isHalf(range.lowerBound) {
      range = range.lowerBound - 1..<range.upperBound
    }
    while range.upperBound < end, isHalf(range.upperBound) {
      range = range.lowerBound..<range.upperBound + 1
    }
    return range
  }

  private mutating func cursesCell(_ cell: Cell) -> CursesCell {
    let bits = cell.glyph.bits
    let mask: UInt64 = (1 << 21) - 1
    let ink = ink(cell.paint)
    var columns = UInt8(cell.glyph.columns)
    // A theme's blank may be the right half of nothing, at the edge of a smaller window.
    if bits == 0 { columns = 0 }
    return CursesCell(
      scalars: (UInt32(bits & mask), UInt32(bits >> 21 & mask), UInt32(bits >> 42 & mask)),
      columns: columns, attributes: ink.attributes, pair: ink.pair)
  }

  // MARK: Colours

  private mutating func wear(_ sheet: StyleSheet) {
    self.sheet = sheet
    inks = [:]
    last = nil
    drawn = nil
    // Curses would take a colour for the one that was in its place before; so all is drawn anew.
    if places.count > Painter.placeCount / 2 {
      places = [:]
      thrift.trueColors = [:]
      repaint()
    }
  }

  private mutating func ink(_ paint: Paint) -> (pair: Int32, attributes: UInt8) {
    if let last, last.paint == paint { return last.ink }
    let ink = inks[paint] ?? mixed(paint)
    last = (paint, ink)
    return ink
  }

  private mutating func mixed(_ paint: Paint) -> (pair: Int32, attributes: UInt8) {
    let style = sheet.style(paint)
    let pair =
      depth == .mono
      ? 0 : curses_pair(Int32(index(style.foreground)), Int32(index(style.background)))
    let ink = (pair: pair, attributes: style.attributes.rawValue & 0b11111)
    inks[paint] = ink
    return ink
  }

  /// The index of a colour in curses's palette; -1 for the terminal's own.
  private mutating func index(_ color: Color) -> Int {
    switch color {
    case .standard: return -1
    case .indexed(let index) where index < 16:
      return Int(index) < colors ? Int(index) : Int(index) & 7
    case .indexed(let index):
      if depth == .full {
        let same = Color.table[Int(index)]
        return place(.rgb(same.red, same.green, same.blue))
      }
      return Int(index) < colors ? Int(index) : -1
    case .rgb: return depth == .full && colors >= 256 ? place(color) : -1
    }
  }

  /// A true colour's place, the first 16 being the terminal's own.
  private mutating func place(_ color: Color) -> Int {
    guard case .rgb(let red, let green, let blue) = color else { return -1 }
    if let place = places[color] { return Int(place) }
    guard places.count < Painter.placeCount else { return -1 }
    let place = UInt8(16 + places.count)
    places[color] = place
    thrift.trueColors[place] = (red, green, blue)
    return Int(place)
  }
}
