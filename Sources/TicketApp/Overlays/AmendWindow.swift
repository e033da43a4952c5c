import Client
import Orders
import Screen
import Venues

/// The window in which a live leg gets another quantity, price or trigger.
///
/// It sends nothing: Enter shows the request, and asks.
struct AmendWindow: Overlay {
  let key: ListKey
  private(set) var leg: Int
  private var form: AmendForm

  init(_ record: ListRecord, leg: Int) {
    key = record.key
    self.leg = leg
    form = AmendForm(record.list.orders[leg])
  }

  var hints: [KeyHint] {
    [
      KeyHint("Enter", "show the request"), KeyHint("Tab", "field"),
      KeyHint("PgDn", "next leg"), KeyHint("Esc", "keep it"),
    ]
  }

  var helpTopic: String { "amend" }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste):
      if let reason = form.take(paste) { app.log.say(reason.string, .warning, at: app.feed.now) }
    case .key(let key):
      if key.isLeaving { return .close() }
      switch (key.code, key.modifiers) {
      case (.enter, []): ask(&app)
      case (.tab, []), (.down, []): form.move(1)
      case (.tab, .shift), (.up, []): form.move(-1)
      case (.pageDown, []): goToLeg(1, app)
      case (.pageUp, []): goToLeg(-1, app)
      default: _ = form.take(key)
      }
    default: break
    }
    return .stay()
  }

  /// Goes on to a leg that can be amended; what was typed for another is dropped.
  private mutating func goToLeg(_ step: Int, _ app: App) {
    guard let record = app.board[key] else { return }
    let count = record.list.orders.count
    for distance in 1..<max(1, count) {
      let next = (leg + (distance * step) + (count * distance)) % count
      guard app.amendObstacle(record, leg: next) == nil else { continue }
      leg = next
      form = AmendForm(record.list.orders[next])
      return
    }
  }

  private mutating func ask(_ app: inout App) {
    guard let record = app.board[key], let reading = reading(app) else { return }
    if let field = form.fields.first(where: { reading.flaws[$0] != nil }) {
      form.go(to: field)
    } else if let obstacle = obstacle(reading, record, app) {
      app.log.say("nothing can be sent: \(obstacle)", .warning, at: app.feed.now)
    } else {
      app.confirm(.amend(leg: leg, to: reading.terms), of: record)
    }
  }

  private func reading(_ app: App) -> AmendReading? {
    guard let record = app.board[key], record.list.orders.indices.contains(leg) else { return nil }
    let scales = AmendScales(record, leg: leg, app.feed)
    return form.read(record.list.orders[leg], scales)
  }

  /// Why what is typed cannot be sent.
  private func obstacle(
    _ reading: AmendReading, _ record: ListRecord, _ app: App
  ) -> String? {
    if let obstacle = app.amendObstacle(record, leg: leg) { return obstacle.string }
    if reading.terms == record.list.orders[leg].terms { return "nothing is changed" }
    let change = ListChange.amend(leg: leg, to: reading.terms)
    guard case .failure(let failure) = app.requests(change, of: key) else { return nil }
    return failure.reason
  }

  // MARK: Drawing

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let size = Size(columns: min(area.size.columns, 92), rows: form.fields.count + 7)
    let window = PopupWindow(
      Line("Amend a leg of ", .titleFocus) + Line(CleanText(key.id), .heading)
        + app.environmentTitle,
      footer: Line("nothing is sent before you have seen the request", .muted), size, in: area,
      &frame)
    let inside = window.inside.inset(columns: 1)
    guard let record = app.board[key], let reading = reading(app) else { return }
    let order = record.list.orders[leg]
    frame.write(head(record, order).on(.popup), in: inside.row(0))
    var cursor: Point?
    for (at, field) in form.fields.enumerated() {
      draw(at, field, reading, in: inside.row(2 + at), &frame)
      if at == form.at { cursor = frame.cursor }
    }
    let said = verdict(reading, record, app, width: inside.size.columns)
    for (row, line) in said.prefix(2).enumerated() {
      frame.write(line.on(.popup), row: form.fields.count + 3 + row, in: inside)
    }
    if let cursor { frame.placeCursor(cursor, in: frame.area) }
  }

  private func head(_ record: ListRecord, _ order: Order) -> Line {
    let quantity = order.quantity.map(Figures.price) ?? "?"
    return Line(CleanText(record.label(ofLeg: leg)), .heading)
      + Line(CleanText("  \(order.side?.rawValue ?? "?") \(quantity) \(ListCells.priced(order))"))
      + Line(CleanText(" at \(key.venue) — \(order.status.word)"), .muted)
  }

  private func draw(
    _ at: Int, _ field: LegField, _ reading: AmendReading, in row: Area, _ frame: inout Frame
  ) {
    let name = CleanText(field.rawValue).padded(to: 10)
    let width = min(22, row.size.columns / 2)
    let place = row.part(Rect(column: 0, row: 0, columns: name.columns + width, rows: 1))
    if at == form.at {
      form.editors[at].draw(name, in: place, &frame)
    } else {
      let text = CleanText(form.editors[at].text).window(from: 0, columns: width)
      frame.write((Line(name, .muted) + Line(text, .field)).on(.popup), in: place)
    }
    let rest = place.size.columns + 1
    let note = row.part(
      Rect(column: rest, row: 0, columns: max(0, row.size.columns - rest), rows: 1))
    if reading.flaws[field] != nil {
      frame.write(Line("✗", .error).on(.popup), in: note)
    } else if let value = reading.values[field], !value.isTyped {
      frame.write(Line(CleanText("= " + Figures.price(value.value)), .muted).on(.popup), in: note)
    }
  }

  private func verdict(
    _ reading: AmendReading, _ record: ListRecord, _ app: App, width: Int
  ) -> [Line] {
    if let field = form.fields.first(where: { reading.flaws[$0] != nil }) {
      return bad("\(field.rawValue) \(reading.flaws[field]?.sentence ?? "")", width)
    }
    if reading.terms == record.list.orders[leg].terms {
      return [Line("nothing is changed yet", .muted)]
    }
    if let obstacle = obstacle(reading, record, app) { return bad(obstacle, width) }
    return [Line("Enter", .key) + Line(" shows the request", .muted)]
  }

  private func bad(_ sentence: String, _ width: Int) -> [Line] {
    ReviewWindow.wrapped(sentence, lead: Line("✗ ", .error), indent: 2, .error, width: width)
  }

  func spoken(_ app: App) -> [CleanText] {
    guard let record = app.board[key], let reading = reading(app) else { return [] }
    return [
      head(record, record.list.orders[leg]).plain,
      CleanText("\(form.fields[form.at].rawValue): \(form.editors[form.at].text)"),
    ] + verdict(reading, record, app, width: 200).map(\.plain)
  }
}

extension App {
  /// The leg that is meant: the chosen one, else the first that can be amended, else the first.
  private func amendedLeg(_ record: ListRecord) -> Int {
    if let leg = chosenRow?.leg { return leg }
    return record.list.orders.indices.first { amendObstacle(record, leg: $0) == nil } ?? 0
  }

  /// Why the chosen leg cannot be amended.
  var amendObstacle: CleanText? {
    guard let record = chosenRecord else { return "no list is chosen" }
    return amendObstacle(record, leg: amendedLeg(record))
  }

  /// Opens the fields of the chosen leg.
  mutating func openAmend() {
    guard let record = chosenRecord else { return }
    let leg = amendedLeg(record)
    guard record.list.orders.indices.contains(leg) else { return }
    overlays.append(AmendWindow(record, leg: leg))
  }

  /// Why nothing mends the chosen list.
  var repairObstacleOfList: CleanText? {
    guard let record = chosenRecord else { return "no list is chosen" }
    return repairObstacle(record)
  }
}
