import Orders
import Screen
import Venues

extension App {
  var aligned: AlignedPayload { AlignedPayload(live.looks, live.reading.ticket, form) }

  /// All venues' requests side by side; the chosen venue's column is always in sight.
  func drawAligned(in inside: Area, bar: Area, _ frame: inout Frame) {
    let payload = aligned
    let rows = inside.rows([.fixed(2), .flexible(), .fixed(isProvenanceShown ? 3 : 0)])
    let plan = AlignedPlan(payload, form, chosen: venueAt, columns: inside.size.columns)
    drawHeads(payload, plan, in: rows[0], &frame)
    let total = max(payload.keys.count, plan.longestObstacle)
    let cursor = min(self.payload.row, max(0, payload.keys.count - 1))
    let scroll = ScrollPosition(offset: 0, visible: rows[1].size.rows, total: total)
      .showing(cursor, margin: 1)
    for at in 0..<scroll.visible where scroll.offset + at < total {
      let index = scroll.offset + at
      draw(
        payload, plan, row: index, isChosen: index == cursor && pane == .payload,
        in: rows[1].row(at), &frame)
    }
    if isProvenanceShown, payload.keys.indices.contains(cursor) {
      if let cell = payload.columns[venueAt].cells[payload.keys[cursor]] {
        // What the column cut off is told in full.
        drawProvenance(cell.line, showsValue: true, in: rows[2], &frame)
      } else {
        frame.write(
          "\(CleanText(venue.title)) says nothing here", column: 1, in: rows[2], Paint(.muted))
      }
    }
    let track = Rect(column: 0, row: 3, columns: 1, rows: rows[1].size.rows)
    frame.scrollBar(bar.part(track), scroll)
  }

  /// Every venue's name and request, and on either side how many venues are out of sight.
  private func drawHeads(
    _ payload: AlignedPayload, _ plan: AlignedPlan, in area: Area, _ frame: inout Frame
  ) {
    if plan.hiddenBefore > 0 {
      frame.write("‹ \(plan.hiddenBefore) more", column: 1, in: area, Paint(.key))
    }
    let more: CleanText = plan.hiddenAfter > 0 ? " \(plan.hiddenAfter) more ›" : ""
    frame.write(
      more, column: area.size.columns - more.columns, in: area, Paint(.key))
    for (at, place) in plan.places {
      let column = payload.columns[at]
      let look = live.look(column.venue.id)
      let mark: CleanText = look?.isFine == true ? "✓" : look?.draft == nil ? "–" : "✗"
      let room = min(place.upperBound, area.size.columns - more.columns) - place.lowerBound
      let head = area.part(
        Rect(column: place.lowerBound, row: 0, columns: max(0, room), rows: 2))
      let isChosen = at == venueAt
      let name: CleanText =
        "\(isChosen ? "›" : " ")\(at + 1) \(CleanText(column.venue.id.name)) \(mark)"
      frame.write(name, row: 0, in: head, Paint(isChosen ? .tabActive : .tab))
      frame.write(CleanText(column.request), column: 1, row: 1, in: head, Paint(.muted))
    }
  }

  private func draw(
    _ payload: AlignedPayload, _ plan: AlignedPlan, row: Int, isChosen: Bool, in area: Area,
    _ frame: inout Frame
  ) {
    let surface: Surface = isChosen ? .selection : .screen
    if isChosen { frame.fill(area, Paint(.text, on: .selection)) }
    let key = payload.keys.indices.contains(row) ? payload.keys[row] : nil
    if let key {
      let label = area.part(Rect(column: 1, row: 0, columns: plan.label, rows: 1))
      frame.write(CleanText(payload.label(key, form)), in: label, Paint(.muted, on: surface))
    }
    for (at, place) in plan.places {
      let cell = area.part(
        Rect(column: place.lowerBound, row: 0, columns: place.count, rows: 1))
      if let lines = plan.obstacles[at] {
        if lines.indices.contains(row) {
          frame.write(lines[row], column: 1, in: cell, Paint(.warning, on: surface))
        }
      } else if let key {
        let differs = payload.differs(key, at, from: venueAt)
        let mark = isChosen && at == venueAt
        frame.write(
          line(of: payload.columns[at].cells[key], differs: differs, isChosen: mark).on(surface),
          in: cell)
      }
    }
  }

  /// `name=value`; what is different has a sign of its own, beside its colour.
  private func line(of cell: AlignedPayload.Cell?, differs: Bool, isChosen: Bool) -> Line {
    let lead: CleanText = differs ? "≠" : isChosen ? "›" : " "
    var line = Line(lead, differs ? .diff : .key)
    guard let cell else { return line + Line("·", .muted) }
    if cell.isRepeated { return line + Line(CleanText("(" + cell.text + ")"), .muted) }
    line.append(CleanText(cell.line.name), .payloadName)
    line.append("=", .muted)
    let value: CleanText =
      cell.line.isSealed ? "‹\(CleanText(cell.line.value))›" : CleanText(cell.line.value)
    line.append(
      value, differs ? .diff : cell.line.isSealed ? .payloadMark : .payloadValue)
    return line
  }
}

/// Which columns of the aligned payloads find room, and where.
struct AlignedPlan {
  /// How wide the rows' names are.
  let label: Int
  /// Venues that show, at least in part, by the area's own columns.
  private(set) var places: [(venue: Int, range: Range<Int>)] = []
  /// Why a venue takes nothing, wrapped to its column.
  private(set) var obstacles: [Int: [CleanText]] = [:]
  private(set) var hiddenBefore = 0
  private(set) var hiddenAfter = 0

  private static let widest = 30
  private static let obstacleWidth = 26

  var longestObstacle: Int { obstacles.values.map(\.count).max() ?? 0 }

  /// Scrolls sideways only as far as the chosen venue wants to be seen.
  init(_ payload: AlignedPayload, _ form: TicketForm, chosen: Int, columns: Int) {
    label = payload.keys.map { CleanText(payload.label($0, form)).columns }.max() ?? 6
    let room = columns - label - 2
    let widths = payload.columns.map(Self.width)
    var first = 0
    while first < chosen, widths[first...chosen].reduce(0, +) > room { first += 1 }
    hiddenBefore = first
    var column = label + 2
    for at in widths.indices.dropFirst(first) {
      // A column of which only a few letters show would say nothing.
      guard column + min(12, widths[at]) <= columns else {
        hiddenAfter += 1
        continue
      }
      let end = min(columns, column + widths[at])
      places.append((at, column..<max(column, end)))
      if column + widths[at] > columns { hiddenAfter += 1 }
      column += widths[at]
    }
    for (at, range) in places where !payload.columns[at].obstacles.isEmpty {
      let width = max(8, min(range.count, Self.obstacleWidth) - 2)
      obstacles[at] = payload.columns[at].obstacles.flatMap {
        CleanText("– " + $0).wrapped(to: width)
      }
    }
  }

  private static func width(_ column: AlignedPayload.Column) -> Int {
    guard column.obstacles.isEmpty else { return obstacleWidth }
    // Ids are long and say little: the line below tells them in full.
    let cells = column.cells.filter { $0.value.meant != nil }.values.map {
      CleanText($0.text).columns + ($0.isRepeated ? 4 : 2)
    }
    return min(Self.widest, max(cells.max() ?? 0, 18))
  }
}
