import Orders
import Screen

extension App {
  /// Below this the screen has no room for a ticket that could be trusted.
  public static let smallest = Size(columns: 60, rows: 16)

  /// Only what is going on is shown, and no key changes anything.
  public var isTooSmall: Bool {
    size.columns < Self.smallest.columns || size.rows < Self.smallest.rows
  }

  /// What must never go out of sight, and how much room the rest wants.
  func drawNotice(_ frame: inout Frame) {
    let area = frame.area
    let surface: Surface = setup.environment == .live ? .live : .bar
    let state = stateLine(fitting: area.size.columns)
    frame.write(state.on(surface), row: 0, in: area, aligned: .left, Paint(.text, on: surface))
    let wanted = "\(Self.smallest.columns) × \(Self.smallest.rows)"
    let long: CleanText =
      """
      The ticket wants \(wanted); here is room for \(size.columns) × \(size.rows). Nothing is lost.
      """
    let rows = area.part(
      Rect(column: 0, row: 1, columns: area.size.columns, rows: area.size.rows - 1))
    guard rows.size.rows > 0 else { return }
    let lines = long.wrapped(to: area.size.columns)
    if lines.count <= rows.size.rows, area.size.columns >= 12 {
      for (row, text) in lines.enumerated() { frame.write(text, row: row, in: rows) }
    } else {
      frame.write(CleanText(wanted), in: rows)
    }
  }

  /// Environment, instrument, last price, open lists, lists in doubt: as many as there is room for,
  /// the environment and what is in doubt before all others.
  private func stateLine(fitting columns: Int) -> Line {
    let market = feed.market(venue.id, live.reading.ticket.instrument)
    let doubts = board.doubtCount
    var parts: [(rank: Int, line: Line)] = [
      (0, Line(CleanText(setup.environment.rawValue.uppercased()), environmentRole))
    ]
    parts.append((3, Line(CleanText(form.instrument), .heading)))
    if let last = market.last {
      parts.append((2, Line(CleanText(Figures.price(last)), .ladderLast)))
    }
    parts.append((4, Line("\(board.openCount) open", .text)))
    if doubts > 0 { parts.append((1, Line("\(doubts) in doubt", .doubt))) }
    for keeping in (0...4).reversed() {
      let line = joined(parts.filter { $0.rank <= keeping }.map(\.line))
      if line.columns <= columns || keeping == 0 { return line }
    }
    return Line()
  }

  private func joined(_ lines: [Line]) -> Line {
    var whole = Line()
    for line in lines {
      if whole.columns > 0 { whole.append(" ") }
      whole = whole + line
    }
    return whole
  }
}

extension App {
  /// While the ticket cannot be seen only what leaves or stops the program acts, never what would
  /// change or send a ticket.
  mutating func takeUnseen(_ input: Input) -> [Effect] {
    guard case .key(let key) = input,
      let command = setup.keymap.command(Chord(key.code, key.modifiers), in: pane),
      ["quit", "suspend", "repaint"].contains(command.name)
    else { return [] }
    return run(command)
  }
}
