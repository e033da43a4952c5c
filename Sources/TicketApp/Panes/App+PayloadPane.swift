import Orders
import Screen
import Venues

extension App {
  /// What the chosen venue would receive, parameter by parameter, and why.
  func drawPayload(in area: Area, _ frame: inout Frame) {
    let inside = box(
      .payload, in: area, &frame,
      more: payload.isAligned ? Line(" ─ side by side", .muted) : venueTabs)
    if payload.isAligned {
      let bar = area.part(
        Rect(column: area.size.columns - 1, row: 0, columns: 1, rows: area.size.rows))
      return drawAligned(in: inside, bar: bar, &frame)
    }
    guard let look = live.look(venue.id) else { return }
    guard let draft = look.draft else {
      draw(look.obstacles, in: inside, &frame)
      return
    }
    let lines = PayloadLine.lines(of: draft)
    let rows = inside.rows([.fixed(1), .flexible(), .fixed(isProvenanceShown ? 3 : 0)])
    frame.write(requestLine(draft), column: 1, row: 0, in: rows[0])
    let scroll = ScrollPosition(offset: 0, visible: rows[1].size.rows, total: lines.count)
      .showing(min(payload.cursor, max(0, lines.count - 1)), margin: 1)
    for (at, line) in lines.enumerated().dropFirst(scroll.offset).prefix(scroll.visible) {
      let row = rows[1].row(at - scroll.offset)
      draw(line, isChosen: at == payload.cursor && pane == .payload, in: row, &frame)
    }
    if isProvenanceShown, lines.indices.contains(payload.cursor) {
      drawProvenance(lines[payload.cursor], in: rows[2], &frame)
    }
    let bar = Rect(
      column: area.size.columns - 1, row: 2, columns: 1, rows: rows[1].size.rows)
    frame.scrollBar(area.part(bar), scroll)
  }

  var isProvenanceShown: Bool { pane == .payload }

  var venueTabs: Line {
    var line = Line(" ─ ", .border)
    for (at, venue) in venues.enumerated() {
      let isChosen = at == venueAt
      let look = live.look(venue.id)
      // A blank keeps the other tabs where they are.
      let mark: CleanText = look?.isFine == true ? " " : look?.draft == nil ? "–" : "✗"
      line.append("\(at + 1) \(CleanText(venue.id.name))", isChosen ? .tabActive : .tab)
      line.append(mark, isChosen && mark != " " ? .tabActive : .tab)
      if at + 1 < venues.count { line.append(" ", .border) }
    }
    return line
  }

  private func requestLine(_ draft: Draft) -> Line {
    var line = Line(CleanText(draft.methodName), .heading)
    line.append(" ")
    line.append(CleanText(draft.path), .accent)
    let host = venue.hosts(in: setup.environment)?.rest ?? ""
    line.append("  ")
    line.append(CleanText(host), .muted)
    return line
  }

  private func draw(
    _ line: PayloadLine, isChosen: Bool, in row: Area, _ frame: inout Frame
  ) {
    let surface: Surface = isChosen ? .selection : .screen
    if isChosen { frame.fill(row, Paint(.text, on: .selection)) }
    let indent = 1 + line.depth * 2
    var text = Line(CleanText(line.name), .payloadName)
    if !line.value.isEmpty {
      text.append(" ")
      text.append(
        CleanText(line.isSealed ? "‹\(line.value)›" : line.value),
        line.isSealed ? .payloadMark : .payloadValue)
    }
    let source = line.source(in: form)
    let room = row.size.columns
    frame.write(text.on(surface), column: indent, row: 0, in: row)
    if indent + text.columns + source.columns + 3 <= room {
      frame.write(
        source, column: room - source.columns - 1, row: 0, in: row, Paint(.source, on: surface))
    }
  }

  /// Behind one parameter: the form's field, what was typed, and the sentence that is cited.
  func drawProvenance(
    _ line: PayloadLine, showsValue: Bool = false, in area: Area, _ frame: inout Frame
  ) {
    var first = Line(CleanText(line.name), .payloadName)
    if showsValue, !line.isSealed { first.append(CleanText("=" + line.value), .payloadValue) }
    first.append(" ← ", .muted)
    first.append(line.source(in: form), .accent)
    if case .ticket(let path) = line.origin, let typed = form[text: path], !typed.isEmpty {
      first.append("  typed ", .muted)
      first.append(CleanText(typed), .field)
      if let value = live.reading.values[path], !value.isTyped {
        first.append(" = ", .muted)
        first.append(CleanText(value.value.description), .payloadValue)
        if let exact = value.exact {
          first.append(" rounded from ", .muted)
          first.append(CleanText(exact.description), .muted)
        }
      }
    }
    frame.write(first, column: 1, row: 0, in: area)
    guard let field = line.field else { return }
    frame.write(CleanText(field.help), column: 1, row: 1, in: area, Paint(.text))
    frame.write(
      CleanText(field.source.description), column: 1, row: 2, in: area, Paint(.source))
  }

  private func draw(
    _ obstacles: [Inexpressible.Reason], in area: Area, _ frame: inout Frame
  ) {
    frame.write(
      "\(CleanText(venue.title)) cannot take this ticket:", column: 1, row: 0, in: area,
      Paint(.heading))
    var row = 1
    for obstacle in obstacles {
      let sentence = CleanText("– " + form.sentence(of: obstacle))
      for text in sentence.wrapped(to: area.size.columns - 2) {
        frame.write(text, column: 1, row: row, in: area, Paint(.warning))
        row += 1
      }
    }
  }
}
