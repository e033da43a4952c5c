import Screen
import Venues

/// The command line: a name with what it takes, with completion, and the flaw under its place.
struct CommandLineOverlay: Overlay {
  private var editor: LineEditor
  private var recall = LineRecall()
  private var flaw: LineFlaw?
  /// The completion that was put in last, when Tab is pressed again and again.
  private var turn: Turn?

  /// Going through completions.
  private struct Turn {
    let candidates: [String]
    let start: Int
    var at: Int
  }

  init(_ text: String = "") { editor = LineEditor(text) }

  var hints: [KeyHint] {
    [
      KeyHint("Enter", "run"), KeyHint("Tab", "complete"), KeyHint("↑↓", "earlier lines"),
      KeyHint("Esc", "leave"),
    ]
  }

  var helpTopic: String { "command line" }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste):
      turn = nil
      if PastedTicket.isLikely(paste.bytes) {
        return app.takeRequest(paste) ? .close() : .stay()
      }
      if let reason = editor.take(paste) { app.log.say(reason.string, .warning, at: app.feed.now) }
    case .key(let key): return take(key, &app)
    default: break
    }
    return .stay()
  }

  private mutating func take(_ key: Key, _ app: inout App) -> OverlayStep {
    if key.isLeaving || key == Key(.backspace) && editor.text.isEmpty { return .close() }
    flaw = nil
    switch (key.code, key.modifiers) {
    case (.enter, []): return enter(&app)
    case (.tab, []): complete(1, app)
    case (.tab, .shift): complete(-1, app)
    case (.up, []), (.character("p"), .control):
      recall.move(1, through: app.history.lines, &editor)
    case (.down, []), (.character("n"), .control):
      recall.move(-1, through: app.history.lines, &editor)
    default:
      if editor.take(key) {
        recall = LineRecall()
        turn = nil
      }
    }
    return .stay()
  }

  private mutating func enter(_ app: inout App) -> OverlayStep {
    do throws(LineFlaw) {
      let effects = try app.runLine(editor.text)
      if !editor.text.isEmpty { app.history.keep(editor.text) }
      return .close(effects)
    } catch {
      flaw = error
      return .stay()
    }
  }

  /// Completes as far as all agree; pressed again, each candidate has its turn.
  private mutating func complete(_ step: Int, _ app: App) {
    if var turn {
      let count = turn.candidates.count
      turn.at = (turn.at + step + count) % count
      editor.replace(turn.start..<editor.cursor, with: turn.candidates[turn.at])
      self.turn = turn
      return
    }
    let before = String(editor.text.prefix(editor.cursor))
    let candidates = app.completions(ofLine: before)
    guard !candidates.isEmpty else { return }
    editor.complete(candidates)
    if candidates.count > 1, String(editor.text.prefix(editor.cursor)) == before {
      let start = before.hasSuffix(" ") ? before.count : TypedWord.split(before).last?.position ?? 0
      turn = Turn(candidates: candidates, start: start, at: step > 0 ? -1 : 0)
      complete(step, app)
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let height = min(7, area.size.rows)
    let place = area.part(
      Rect(
        column: 0, row: area.size.rows - height, columns: area.size.columns, rows: height))
    let window = PopupWindow(
      Line("Command", .titleFocus), footer: usage, over: place, &frame)
    let inside = window.inside
    let rows = inside.rows([.flexible(), .fixed(1)])
    editor.draw(":", hint: "a name; Tab completes", in: rows[1], &frame)
    let cursor = frame.cursor
    if let flaw {
      draw(flaw, in: rows[0], &frame)
    } else {
      drawCandidates(app, in: rows[0], &frame)
    }
    if let cursor { frame.placeCursor(cursor, in: frame.area) }
  }

  /// What the command that is being typed takes and does.
  private var usage: Line {
    guard let first = TypedWord.split(editor.text).first else { return Line() }
    if let verb = LineVerb.named(first.lowercased) {
      return Line(CleanText("\(verb.name) \(verb.usage)"), .key)
        + Line(" ─ \(verb.help)", .muted)
    }
    guard let command = AppCommand.named(first.lowercased) else { return Line() }
    return Line(CleanText(command.name), .key) + Line(" ─ \(command.help)", .muted)
  }

  private func draw(_ flaw: LineFlaw, in area: Area, _ frame: inout Frame) {
    let texts = CleanText("✗ " + flaw.sentence).wrapped(to: area.size.columns - 2)
    let last = area.size.rows - 1
    let first = max(0, last - texts.count)
    for (at, text) in texts.enumerated() where first + at < last {
      frame.write(text, column: 1, row: first + at, in: area, Paint(.error, on: .popup))
    }
    if let position = flaw.position {
      let column = 1 + CleanText(String(editor.text.prefix(position))).columns
      frame.write(
        "▼", column: min(column, area.size.columns - 1), row: last, in: area,
        Paint(.error, on: .popup))
    }
  }

  private func drawCandidates(_ app: App, in area: Area, _ frame: inout Frame) {
    let candidates =
      turn?.candidates ?? app.completions(ofLine: String(editor.text.prefix(editor.cursor)))
    var row = 0
    var column = 1
    for (at, candidate) in candidates.enumerated() {
      let text = CleanText(candidate)
      let isLastRow = row == area.size.rows - 1
      let more = at + 1 < candidates.count ? 2 : 0
      if column > 1, column + text.columns + (isLastRow ? more : 0) > area.size.columns - 1 {
        if isLastRow {
          frame.write("…", column: column, row: row, in: area, Paint(.muted, on: .popup))
          return
        }
        row += 1
        column = 1
      }
      let isChosen = turn?.at == at
      let surface: Surface = isChosen ? .selection : .popup
      frame.write(
        text, column: column, row: row, in: area,
        Paint(isChosen ? .match : .text, on: surface, isChosen ? [.underline] : []))
      column += text.columns + 2
    }
  }

  func spoken(_ app: App) -> [CleanText] {
    ["command: \(CleanText(editor.text))"] + (flaw.map { [CleanText($0.sentence)] } ?? [])
  }
}
