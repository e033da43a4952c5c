import Exact
import Orders
import Screen
import Venues

extension App {
  /// The form, with what rules say under each field.
  func drawTicket(in area: Area, _ frame: inout Frame) {
    let kind = Line(" ─ ", .border) + Line(CleanText(form.kind.rawValue.uppercased()), .heading)
    let inside = box(.ticket, in: area, &frame, more: kind, footer: verdict)
    let plan = TicketPlan(self, inside)
    let scroll = ScrollPosition(offset: 0, visible: inside.size.rows, total: plan.rows)
      .showing(plan.focusRow, margin: 2)
    let page = inside.part(
      Rect(
        column: 0, row: -scroll.offset, columns: inside.size.columns, rows: plan.rows))
    let clip = { (row: Int) in row >= scroll.offset && row < scroll.offset + inside.size.rows }
    for heading in plan.headings where clip(heading.row) {
      frame.write(CleanText(heading.text), column: 1, row: heading.row, in: page, Paint(.muted))
    }
    for place in plan.places where clip(place.row) { draw(place, in: page, &frame) }
    for (_, flaw, row) in plan.flaws where clip(row) {
      let line = Line("✗ ", .error) + Line(CleanText(flaw.sentence), .error)
      frame.write(line, column: 3, row: row, in: page)
    }
    if let row = plan.suggestionRow, clip(row) {
      frame.write(suggestionLine, column: 3, row: row, in: page)
    }
    for (finding, row) in plan.findings where clip(row) {
      draw(finding, row, in: page, &frame)
    }
    frame.scrollBar(
      area.part(
        Rect(
          column: area.size.columns - 1, row: 1, columns: 1, rows: area.size.rows - 2)), scroll)
  }

  /// How each venue takes the ticket, in the pane's bottom line.
  private var verdict: Line {
    var line = Line()
    for (at, look) in live.looks.enumerated() {
      let isChosen = at == venueAt
      let mark: CleanText = look.isFine ? "✓" : "✗"
      if at > 0 { line.append(" ") }
      line.append(mark, look.isFine ? .ok : look.draft == nil ? .disabled : .error)
      line.append(CleanText(look.venue.name), isChosen ? .tabActive : .muted)
    }
    return line
  }

  private func draw(_ place: TicketPlan.Place, in page: Area, _ frame: inout Frame) {
    let isFocused = place.field.path == focus.path && pane == .ticket
    if place.value > place.label {
      frame.write(
        CleanText(place.field.label), column: place.label, row: place.row, in: page,
        Paint(.muted))
    }
    switch place.field.editor {
    case .choice(let words, let chosen):
      draw(words, chosen, place, isFocused, in: page, &frame)
    case .text: drawText(place, isFocused, in: page, &frame)
    }
  }

  private func draw(
    _ words: [String], _ chosen: Int?, _ place: TicketPlan.Place, _ isFocused: Bool,
    in page: Area, _ frame: inout Frame
  ) {
    if case .kind = place.field.path {
      var column = place.value
      for (at, word) in words.enumerated() {
        let isChosen = at == chosen
        let text: CleanText = isChosen ? "‹\(word)›" : " \(word) "
        frame.write(
          text, column: column, row: place.row, in: page,
          Paint(
            isChosen ? .choiceActive : .choice, on: isChosen && isFocused ? .fieldFocus : .screen))
        if isChosen, isFocused { placeCursor(column, place, in: page, &frame) }
        column += text.columns
      }
      return
    }
    let word = chosen.map { words[$0] } ?? "–"
    let role: Role =
      switch place.field.path {
      case .side, .legField(_, .side): word == "Buy" ? .buy : word == "Sell" ? .sell : .choice
      default: .choiceActive
      }
    frame.write(
      "‹\(word)›", column: place.value, row: place.row, in: page,
      Paint(role, on: isFocused ? .fieldFocus : .screen))
    if isFocused { placeCursor(place.value, place, in: page, &frame) }
  }

  /// On the word that is chosen, where a reader looks for it; and a cursor that stays is not sent.
  private func placeCursor(
    _ column: Int, _ place: TicketPlan.Place, in page: Area, _ frame: inout Frame
  ) {
    frame.placeCursor(Point(column: column + 1, row: place.row), in: page)
  }

  private func drawText(
    _ place: TicketPlan.Place, _ isFocused: Bool, in page: Area, _ frame: inout Frame
  ) {
    let text = form[text: place.field.path] ?? ""
    let surface: Surface = isFocused ? .fieldFocus : .field
    let field = page.part(
      Rect(column: place.value, row: place.row, columns: place.width, rows: 1))
    frame.fill(field, Paint(.field, on: surface))
    let clean = CleanText(text)
    let start = isFocused ? max(0, focus.cursor - place.width + 1) : 0
    let isWhole = isFocused && focus.isWhole && !text.isEmpty
    let paint = Paint(isFocused ? .fieldFocus : .field, on: surface, isWhole ? [.reverse] : [])
    frame.write(clean.window(from: start, columns: place.width), in: field, paint)
    if isFocused {
      if case .instrument = place.field.path, !suggestedRest.isEmpty {
        frame.write(
          CleanText(suggestedRest), column: clean.columns - start, in: field,
          Paint(.fieldHint, on: surface))
      }
      frame.placeCursor(Point(column: focus.cursor - start, row: 0), in: field)
    }
    guard let value = live.reading.values[place.field.path], !value.isTyped else { return }
    let shown = Line(" = ", .muted) + Line(CleanText(Figures.price(value.value)), .accent)
    frame.write(shown, column: place.value + place.width, row: place.row, in: page)
  }

  /// What the symbol could become, the one that Tab takes first marked.
  private var suggestionLine: Line {
    let chosen = suggestion
    var line = Line("↳ ", .muted)
    for name in suggestions {
      let isChosen = name == chosen
      line.append(
        CleanText(isChosen ? "‹\(name)›" : " \(name) "), isChosen ? .choiceActive : .choice)
    }
    return line
  }

  private func draw(_ finding: Finding, _ row: Int, in page: Area, _ frame: inout Frame) {
    let role: Role = finding.severity == .error ? .error : .warning
    var line = Line(finding.severity == .error ? "✗ " : "! ", role)
    line.append(CleanText(finding.message), role)
    if let repair = finding.repair {
      line.append("  ↳ ", .muted)
      line.append(CleanText(repair), .repair)
    }
    frame.write(line, column: 3, row: row, in: page)
  }
}
