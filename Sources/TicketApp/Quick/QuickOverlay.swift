import Orders
import Screen
import Venues

/// The window of the quick entry line: a ticket is typed, and what it would become stands below.
struct QuickOverlay: Overlay {
  private var editor: LineEditor
  private var recall = LineRecall()
  /// Enter was pressed on a line that does not read.
  private var isPressed = false

  init(_ text: String = "") { editor = LineEditor(text) }

  var hints: [KeyHint] {
    [
      KeyHint("Enter", "take"), KeyHint("Tab", "complete"), KeyHint("↑↓", "earlier lines"),
      KeyHint("Esc", "leave"),
    ]
  }

  var helpTopic: String { "quick entry" }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste):
      if PastedTicket.isLikely(paste.bytes) {
        return app.takeRequest(paste) ? .close() : .stay()
      }
      if let reason = editor.take(paste) { app.log.say(reason.string, .warning, at: app.feed.now) }
    case .key(let key):
      isPressed = false
      if key.isLeaving { return .close() }
      switch (key.code, key.modifiers) {
      case (.enter, []):
        guard app.takeQuickLine(editor.text) else {
          isPressed = true
          return .stay()
        }
        return .close()
      case (.tab, []): complete()
      case (.up, []), (.down, []):
        let lines = app.history.lines.filter { LineVerb.isTicket($0) }
        recall.move(key.code == .up ? 1 : -1, through: lines, &editor)
      default:
        if editor.take(key) { recall = LineRecall() }
      }
    default: break
    }
    return .stay()
  }

  private mutating func complete() {
    editor.complete(QuickLine.completions(of: String(editor.text.prefix(editor.cursor))))
  }

  private var reading: Result<TicketForm, LineFlaw> {
    do throws(LineFlaw) {
      return .success(try QuickLine.read(editor.text))
    } catch {
      return .failure(error)
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let size = Size(columns: min(area.size.columns, 92), rows: 14)
    let window = PopupWindow(
      Line("Quick entry", .titleFocus) + Line(" ─ a whole ticket in one line", .muted),
      footer: Line("F1 tells the grammar", .muted), size, in: area, &frame)
    let inside = window.inside.inset(columns: 1)
    let rows = inside.rows([.fixed(1), .fixed(1), .flexible()])
    editor.draw(
      "› ", hint: "sell oco 0.01 btc/usdt 32000 / 29000 28900", in: rows[0], &frame)
    let cursor = frame.cursor
    defer { restore(cursor, &frame) }
    switch reading {
    case .success(let form): draw(form, app, in: rows[2], &frame)
    case .failure(let flaw): draw(flaw, rows, &frame)
    }
  }

  private func restore(_ cursor: Point?, _ frame: inout Frame) {
    if let cursor { frame.placeCursor(cursor, in: frame.area) }
  }

  private func draw(_ form: TicketForm, _ app: App, in area: Area, _ frame: inout Frame) {
    let summary = TicketSummary(form, in: app)
    var lines = summary.lines
    lines.insert(Line(), at: lines.count - 1)
    if !app.form.options.isEmpty {
      let words = Words.count(app.form.options.count, "option")
      lines.append(
        Line("! ", .warning) + Line(CleanText("\(words) of the present ticket: left behind")))
    }
    lines += summary.refusals.prefix(max(0, area.size.rows - lines.count))
    for (row, line) in lines.enumerated() {
      frame.write(line.on(.popup), row: row, in: area)
    }
  }

  private func draw(_ flaw: LineFlaw, _ rows: [Area], _ frame: inout Frame) {
    let role: Role = flaw.isUnfinished ? (isPressed ? .warning : .muted) : .error
    if let position = flaw.position, !flaw.isUnfinished {
      let column = CleanText(String(editor.text.prefix(position))).columns
      frame.write(
        "^", column: 2 + min(column, rows[1].size.columns - 3), in: rows[1],
        Paint(role, on: .popup))
    }
    let mark: CleanText = flaw.isUnfinished ? "" : "✗ "
    let texts = (mark + CleanText(flaw.sentence)).wrapped(to: rows[2].size.columns)
    for (row, text) in texts.enumerated() {
      frame.write(text, row: row, in: rows[2], Paint(role, on: .popup))
    }
  }

  func spoken(_ app: App) -> [CleanText] {
    switch reading {
    case .success(let form):
      return ["quick entry: \(CleanText(editor.text))"]
        + TicketSummary(form, in: app).lines.map(\.plain)
    case .failure(let flaw):
      return ["quick entry: \(CleanText(editor.text))", CleanText(flaw.sentence)]
    }
  }
}

extension App {
  /// Makes the form of a line, which can be taken back; false when the line does not read.
  mutating func takeQuickLine(_ line: String) -> Bool {
    guard let next = try? QuickLine.read(line) else { return false }
    change { $0 = next }
    undo.settle()
    pane = .ticket
    focus.go(to: .kind, text: nil)
    history.keep(line)
    log.say("the ticket is now: \(line)", .good, at: feed.now)
    return true
  }
}

extension Line {
  /// The text without its paint.
  var plain: CleanText { spans.reduce(into: .empty) { $0 += $1.text } }
}

extension Key {
  /// Closes every window.
  var isLeaving: Bool {
    self == Key(.escape) || self == Key(.character("c"), .control)
      || self == Key(.character("g"), .control)
  }
}
