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
    let remarks = TicketRemarks(self, columns: inside.size.columns - 2)
    let (fields, below) = split(inside, plan.rows, remarks.lines.count)
    let scroll = ScrollPosition(offset: 0, visible: fields.size.rows, total: plan.rows)
      .showing(plan.focusRow, margin: 2)
    let page = fields.part(
      Rect(
        column: 0, row: -scroll.offset, columns: fields.size.columns, rows: plan.rows))
    let clip = { (row: Int) in row >= scroll.offset && row < scroll.offset + fields.size.rows }
    for heading in plan.headings where clip(heading.row) {
      frame.write(CleanText(heading.text), column: 1, row: heading.row, in: page, Paint(.muted))
    }
    for place in plan.places where clip(place.row) {
      draw(place, in: page, &frame)
      if let severity = remarks.marks[place.field.path] {
        frame.write(
          TicketRemarks.mark(severity), row: place.row, in: page,
          Paint(severity == .error ? .error : .warning))
      }
    }
    frame.write(remarks.lines, in: below)
    let bar = Rect(column: area.size.columns - 1, row: 1, columns: 1, rows: fields.size.rows)
    frame.scrollBar(area.part(bar), scroll)
  }

  /// The fields above, and the room for what is said of them below: a blank row apart where that
  /// can be, and at least a third of the pane where there is so much to say.
  private func split(_ inside: Area, _ fields: Int, _ remarks: Int) -> (Area, Area) {
    let room = inside.size.rows
    let free = max(0, room - fields)
    let height = min(remarks, max(free, room / 3))
    let top = min(room - height, remarks < free ? fields + 1 : room)
    let columns = inside.size.columns
    let above = Rect(column: 0, row: 0, columns: columns, rows: room - height)
    let below = inside.part(Rect(column: 1, row: top, columns: columns - 1, rows: height))
    return (inside.part(above), below)
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
          Paint(isChosen ? .choiceActive : .choice))
        if isChosen, isFocused {
          frame.write(
            CleanText(word), column: column + 1, row: place.row, in: page,
            Paint(.choiceActive, on: .fieldFocus))
          placeCursor(column, place, in: page, &frame)
        }
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
    // The word alone changes its ground, for a cursor that goes by is sent twice.
    frame.write("‹\(word)›", column: place.value, row: place.row, in: page, Paint(role))
    if isFocused {
      frame.write(
        CleanText(word), column: place.value + 1, row: place.row, in: page,
        Paint(role, on: .fieldFocus))
    }
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
    let isWhole = isFocused && focus.isWhole && !text.isEmpty
    // A text that the next key replaces is reversed, and that is all that is sent for going there.
    let isOpen = isFocused && !isWhole
    let surface: Surface = isOpen ? .fieldFocus : .field
    let field = page.part(
      Rect(column: place.value, row: place.row, columns: place.width, rows: 1))
    frame.fill(field, Paint(.field, on: surface))
    let clean = CleanText(text)
    let start = isFocused ? max(0, focus.cursor - place.width + 1) : 0
    let paint = Paint(isOpen ? .fieldFocus : .field, on: surface, isWhole ? [.reverse] : [])
    frame.write(clean.window(from: start, columns: place.width), in: field, paint)
    if isFocused {
      if case .instrument = place.field.path, !suggestedRest.isEmpty {
        frame.write(
          CleanText(suggestedRest), column: clean.columns - start, in: field,
          Paint(.fieldHint, on: surface))
      }
      frame.placeCursor(Point(column: focus.cursor - start, row: 0), in: field)
    }
    frame.write(
      place.answer, column: place.value + place.width, row: place.row, in: page, Paint(.accent))
  }

  /// What the symbol could become, the one that Tab takes first marked.
  var suggestionLine: Line {
    let chosen = suggestion
    var line = Line("↳ ", .muted)
    for name in suggestions {
      let isChosen = name == chosen
      line.append(
        CleanText(isChosen ? "‹\(name)›" : " \(name) "), isChosen ? .choiceActive : .choice)
    }
    return line
  }
}
