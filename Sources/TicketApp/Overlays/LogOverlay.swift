import Orders
import Screen

/// Everything that was said, the newest last.
struct LogOverlay: Overlay {
  /// The first row that shows; nil follows what is said next.
  private var offset: Int?

  var hints: [KeyHint] {
    [KeyHint("↑↓", "scroll"), KeyHint("Home", "oldest"), KeyHint("Esc", "leave")]
  }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    let room = Size(columns: app.size.columns, rows: app.size.rows - 2)
    let page = max(1, Self.size(in: room).rows - 2)
    switch input {
    case .key(let key):
      if key.isLeaving || key == Key(.character("q")) { return .close() }
      if app.setup.keymap.command(Chord(key.code, key.modifiers), in: app.pane)?.name == "log" {
        return .close()
      }
      switch (key.code, key.modifiers) {
      case (.up, []), (.character("k"), []): move(-1, page, app)
      case (.down, []), (.character("j"), []): move(1, page, app)
      case (.pageUp, []): move(-page, page, app)
      case (.pageDown, []), (.character(" "), []): move(page, page, app)
      case (.home, []): offset = 0
      case (.end, []): offset = nil
      default: break
      }
    case .mouse(let mouse):
      if mouse.action == .wheelUp { move(-3, page, app) }
      if mouse.action == .wheelDown { move(3, page, app) }
    default: break
    }
    return .stay()
  }

  private mutating func move(_ step: Int, _ page: Int, _ app: App) {
    let columns = Self.size(in: app.size).columns - 2
    let end = max(0, Self.rows(app.log.messages, columns: columns).count - page)
    let next = max(0, (offset ?? end) + step)
    offset = next < end ? next : nil
  }

  private static func size(in room: Size) -> Size {
    Size(columns: min(room.columns, 110), rows: room.rows)
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let count = Words.count(app.log.messages.count, "message")
    let window = PopupWindow(
      Line("Log", .titleFocus) + Line(CleanText(" ─ \(count), times in UTC"), .muted),
      Self.size(in: area.size), in: area, &frame)
    let rows = Self.rows(app.log.messages, columns: window.inside.size.columns)
    let visible = window.inside.size.rows
    let scroll = ScrollPosition(
      offset: offset ?? rows.count, visible: visible, total: rows.count)
    for (row, line) in rows.dropFirst(scroll.offset).prefix(visible).enumerated() {
      frame.write(line.on(.popup), row: row, in: window.inside)
    }
    if rows.isEmpty {
      frame.write(
        "nothing was said so far", column: 1, in: window.inside, Paint(.muted, on: .popup))
    }
    window.scrollBar(scroll, &frame)
  }

  /// Each message with its time and weight; what is longer goes on below.
  private static func rows(_ messages: [Message], columns: Int) -> [Line] {
    messages.flatMap { message -> [Line] in
      let head =
        Line(CleanText(" " + (message.time?.clock ?? "--:--:--") + " "), .muted)
        + Line(message.weight.word.padded(to: 8), message.weight.role)
      let texts = CleanText(message.text).wrapped(to: max(10, columns - head.columns - 1))
      return texts.enumerated().map { at, text in
        let start =
          at == 0 ? head : Line(CleanText(String(repeating: " ", count: head.columns)))
        return start + Line(text)
      }
    }
  }

  func spoken(_ app: App) -> [CleanText] {
    let count = Words.count(app.log.messages.count, "message")
    return ["log: \(CleanText(count))"] + app.log.messages.suffix(10).map(\.spoken)
  }
}

extension Message {
  /// The message as one plain line.
  var spoken: CleanText {
    CleanText((time.map { $0.clock + " " } ?? "") + weight.word.string + ": " + text)
  }
}

extension Message.Weight {
  /// The weight in a word: colour is never the only carrier.
  var word: CleanText {
    switch self {
    case .note: "note"
    case .good: "done"
    case .warning: "warning"
    case .bad: "error"
    }
  }
}

extension Timestamp {
  /// `21:00:00`, in UTC.
  var clock: String { String(iso.drop { $0 != "T" }.dropFirst().prefix(8)) }
}

extension CleanText {
  /// With blanks behind it, up to a width.
  func padded(to columns: Int) -> CleanText {
    self + CleanText(String(repeating: " ", count: Swift.max(0, columns - self.columns)))
  }
}
