import Client
import Exact
import Orders
import Screen

extension App {
  /// Every list with its legs, as many as there is room for; no other is looked at.
  func drawLists(in area: Area, _ frame: inout Frame) {
    let inside = box(.lists, in: area, &frame, more: listCounts, footer: listFooter)
    let page = ListPage(inside)
    guard board.rowCount > 0 else {
      drawNoLists(in: inside, &frame)
      return
    }
    drawListTitles(page, &frame)
    let scroll = listScroll(page.rows.size.rows)
    let chosen = chosenRow
    for at in 0..<scroll.visible {
      guard let row = board.row(at: scroll.offset + at) else { break }
      draw(row, isChosen: row == chosen && pane == .lists, page, at, &frame)
    }
    let bar = Rect(
      column: area.size.columns - 1, row: area.size.rows - 1 - page.rows.size.rows, columns: 1,
      rows: page.rows.size.rows)
    frame.scrollBar(area.part(bar), scroll)
  }

  /// `12 open · 1 in doubt`.
  var listCounts: Line {
    var line = Line(" ─ ", .border)
    line.append(CleanText("\(board.openCount) open"), board.openCount > 0 ? .working : .muted)
    let sending = board.count(of: .sending)
    if sending > 0 { line.append(CleanText(" · \(sending) on the way"), .warning) }
    if board.doubtCount > 0 {
      line.append(CleanText(" · \(board.doubtCount) in doubt"), .doubt)
    }
    return line
  }

  /// What is left out and in which order, where that is not as it begins.
  private var listFooter: Line {
    var line = Line()
    let filter = board.filter
    if lists.isFiltering || !filter.text.isEmpty {
      line.append("/", .key)
      line.append(CleanText(filter.text), .field)
      if lists.isFiltering { line.append("▏", .accent) }
      line.append(" ")
    }
    if filter.states != .all { line.append(CleanText("only \(filter.states.title) "), .accent) }
    if board.order != .newest { line.append(CleanText("by \(board.order.title) "), .accent) }
    if !filter.isEmpty {
      line.append(CleanText("\(board.shownCount) of \(board.count)"), .muted)
    }
    return line
  }

  private func drawNoLists(in area: Area, _ frame: inout Frame) {
    let text: CleanText =
      board.count > 0
      ? "No list matches; Esc shows all \(Figures.count(board.count)) again."
      : "No lists yet. F2 looks over the ticket and sends it."
    for (at, row) in text.wrapped(to: area.size.columns - 2).enumerated() {
      frame.write(row, column: 1, row: at, in: area, Paint(.muted))
    }
  }

  private func drawListTitles(_ page: ListPage, _ frame: inout Frame) {
    guard let titles = page.titles else { return }
    for (column, range) in page.columns {
      let cell = titles.part(
        Rect(column: range.lowerBound, row: 0, columns: range.count, rows: 1))
      write(Line(column.title, .muted), in: cell, isRight: column.isRight, &frame)
    }
  }

  private func draw(
    _ row: ListBoard.Row, isChosen: Bool, _ page: ListPage, _ at: Int, _ frame: inout Frame
  ) {
    let area = page.rows.row(at)
    let surface: Surface = isChosen ? .selection : .screen
    if isChosen { frame.fill(area, Paint(.text, on: .selection)) }
    let cells = ListCells(record: board.records[row.list], now: feed.now)
    for (column, range) in page.columns {
      let line =
        row.leg.map { cells.line(column, leg: $0) }
        ?? cells.line(column, isUnfolded: board.isUnfolded(row.list))
      let cell = area.part(
        Rect(column: range.lowerBound, row: 0, columns: range.count, rows: 1))
      write(line.on(surface), in: cell, isRight: column.isRight, &frame)
    }
  }

  private func write(_ line: Line, in cell: Area, isRight: Bool, _ frame: inout Frame) {
    let free = isRight ? max(0, cell.size.columns - line.columns) : 0
    frame.write(line, column: free, row: 0, in: cell)
  }

  // MARK: Moving

  /// The chosen row; the newest list where nothing was chosen.
  var chosenRow: ListBoard.Row? { lists.chosen ?? board.row(at: 0) }

  /// The record of the chosen row, where it shows.
  var chosenRecord: ListRecord? {
    guard let row = chosenRow, board.place(of: row) != nil else { return nil }
    return board.records[row.list]
  }

  func listScroll(_ visible: Int) -> ScrollPosition {
    let scroll = ScrollPosition(offset: lists.offset, visible: visible, total: board.rowCount)
    guard let row = lists.chosen, let place = board.place(of: row) else { return scroll }
    return scroll.showing(place, margin: 0)
  }

  /// How many rows of lists the screen shows now.
  var listPageRows: Int {
    let layout = PaneLayout(Frame(size).area, .lists, isZoomed: isZoomed)
    guard let area = layout.panes.first(where: { $0.0 == .lists })?.1 else { return 1 }
    return max(1, ListPage(area.inset(columns: 1, rows: 1)).rows.size.rows)
  }

  /// Chooses the row so many further on.
  mutating func moveInLists(by step: Int) {
    guard board.rowCount > 0 else { return }
    let at = chosenRow.flatMap(board.place) ?? 0
    goToListRow(at + step)
  }

  mutating func goToListRow(_ row: Int) {
    let last = board.rowCount - 1
    guard last >= 0, let found = board.row(at: min(max(0, row), last)) else { return }
    lists.chosen = found
    lists.offset = listScroll(listPageRows).offset
  }

  /// Takes lists as they are now; what is looked at stays where it stands on the screen.
  mutating func take(_ records: [ListRecord]) {
    let before = lists.chosen.flatMap(board.place)
    for record in records { board.take(record) }
    guard let before, let after = lists.chosen.flatMap(board.place) else { return }
    if lists.offset > 0 || before > 0 { lists.offset = max(0, lists.offset + after - before) }
  }

  /// Takes a list away that turned out to be another.
  mutating func forget(_ key: ListKey) {
    if let number = board.number(of: key), lists.chosen?.list == number { lists.chosen = nil }
    board.forget(key)
    lists.offset = listScroll(listPageRows).offset
  }

  // MARK: Filtering

  /// A key while the filter is written; false when it is not for the filter.
  mutating func editListFilter(_ key: Key) -> Bool {
    guard lists.isFiltering else { return false }
    var text = board.filter.text
    switch (key.code, key.modifiers) {
    case (.enter, []): lists.isFiltering = false
    case (.escape, []):
      lists.isFiltering = false
      filterLists { $0.setText("") }
    case (.backspace, []):
      if text.isEmpty { lists.isFiltering = false }
      text = String(text.dropLast())
      filterLists { $0.setText(text) }
    case (.character("u"), .control): filterLists { $0.setText("") }
    default:
      guard let scalar = key.text, text.count < 40 else { return false }
      text.unicodeScalars.append(scalar)
      filterLists { $0.setText(text) }
    }
    return true
  }

  mutating func filterLists(_ change: (inout ListFilter) -> Void) {
    var filter = board.filter
    change(&filter)
    guard filter != board.filter else { return }
    board.setFilter(filter)
    lists.offset = 0
    if let row = lists.chosen, board.place(of: row) == nil { lists.chosen = nil }
  }

  // MARK: The mouse

  /// A click chooses a row, the wheel moves on; false when it was not over the lists.
  mutating func pointAtLists(_ mouse: Mouse) -> Bool {
    let layout = layout(of: Frame(size).area)
    guard let area = layout.panes.first(where: { $0.0 == .lists })?.1 else { return false }
    let point = Point(column: mouse.column, row: mouse.row)
    guard area.visible.contains(point) else { return false }
    switch mouse.action {
    case .wheelUp: moveInLists(by: -3)
    case .wheelDown: moveInLists(by: 3)
    case .press(.left):
      pane = .lists
      let rows = ListPage(area.inset(columns: 1, rows: 1)).rows
      guard rows.visible.contains(point) else { return true }
      let row = listScroll(rows.size.rows).offset + point.row - rows.rect.row
      if row < board.rowCount { goToListRow(row) }
    default: return false
    }
    return true
  }
}

/// Where the lists panel has its titles, rows and columns.
struct ListPage {
  let titles: Area?
  let rows: Area
  let columns: [(column: ListColumn, range: Range<Int>)]

  init(_ inside: Area) {
    let room = inside.inset(columns: 1)
    columns = ListColumn.plan(room.size.columns)
    guard inside.size.rows > 3 else {
      titles = nil
      rows = room
      return
    }
    titles = room.row(0)
    rows = room.part(
      Rect(column: 0, row: 1, columns: room.size.columns, rows: room.size.rows - 1))
  }
}

extension Figures {
  /// `100,000`.
  static func count(_ number: Int) -> String { price(Decimal(number)) }
}
