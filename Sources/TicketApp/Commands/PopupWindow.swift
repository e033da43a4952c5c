import Screen

/// A window over the panes: its frame, drawn, and what is inside.
struct PopupWindow {
  /// The frame's own place.
  let place: Area
  let inside: Area

  /// Draws a frame in the middle of the area, as large as there is room, and blanks its inside.
  init(_ title: Line, footer: Line = Line(), _ size: Size, in area: Area, _ frame: inout Frame) {
    // Two borders side by side would be read as one: nearly all is all.
    let room = area.size
    let fitted = Size(
      columns: size.columns + 8 > room.columns ? room.columns : size.columns,
      rows: size.rows + 4 > room.rows ? room.rows : size.rows)
    self.init(title, footer: footer, over: area.centred(fitted), &frame)
  }

  /// The same over a place that was already chosen.
  init(_ title: Line, footer: Line = Line(), over place: Area, _ frame: inout Frame) {
    self.place = place
    frame.hideCursor()
    frame.fill(place, Paint(.text, on: .popup))
    inside = frame.box(
      place, .plain, paint: Paint(.borderFocus, on: .popup), title: title.on(.popup),
      footer: footer.on(.popup))
  }

  /// Draws a bar on the right border, beside rows of the inside.
  func scrollBar(_ scroll: ScrollPosition, from row: Int = 0, _ frame: inout Frame) {
    let bar = Rect(
      column: place.size.columns - 1, row: 1 + row, columns: 1, rows: scroll.visible)
    frame.scrollBar(place.part(bar), scroll, on: .popup)
  }
}

extension Frame {
  /// Writes a row of a list in a window: the chosen one stands on its own surface.
  mutating func writeChoice(_ line: Line, isChosen: Bool, in row: Area) {
    let surface: Surface = isChosen ? .selection : .popup
    fill(row, Paint(.text, on: surface))
    // The mark says it where no colour does.
    write(Line(isChosen ? "› " : "  ", .key).on(surface), in: row)
    let columns = row.size.columns - 2
    write(
      line.on(surface), in: row.part(Rect(column: 2, row: 0, columns: columns, rows: 1)))
  }
}

/// What has been moved to in a list of rows.
struct ChosenRow: Hashable, Sendable {
  private(set) var at = 0

  /// Takes a key that moves up or down; false when it is another.
  mutating func take(_ key: Key, of count: Int, page: Int = 10) -> Bool {
    switch (key.code, key.modifiers) {
    case (.up, []), (.character("p"), .control): at -= 1
    case (.down, []), (.character("n"), .control): at += 1
    case (.pageUp, []): at -= page
    case (.pageDown, []): at += page
    default: return false
    }
    settle(in: count)
    return true
  }

  /// Turns of the wheel.
  mutating func take(_ mouse: Mouse, of count: Int) {
    if mouse.action == .wheelUp { at -= 3 }
    if mouse.action == .wheelDown { at += 3 }
    settle(in: count)
  }

  mutating func go(to row: Int, of count: Int) {
    at = row
    settle(in: count)
  }

  mutating func settle(in count: Int) { at = min(max(0, at), max(0, count - 1)) }
}
