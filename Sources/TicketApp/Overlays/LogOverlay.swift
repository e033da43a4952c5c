import Orders
import Screen

/// Everything that was said, the newest last.
struct LogOverlay: Overlay {
  /// Rows above the end; 0 follows what is said next.
  private var back = 0

  var hints: [KeyHint] {
    [KeyHint("↑↓", "scroll"), KeyHint("Home", "oldest"), KeyHint("Esc", "leave")]
  }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .key(let key):
      if key.isLeaving || key == Key(.character("q")) { return .close() }
      if app.setup.keymap.command(Chord(key.code, key.modifiers), in: app.pane)?.name == "log" {
        return .close()
      }
      let page = max(1, app.size.rows - 6)
      switch (key.code, key.modifiers) {
      case (.up, []), (.character("k"), []): back += 1
      case (.down, []), (.character("j"), []): back -= 1
      case (.pageUp, []): back += page
      case (.pageDown, []), (.character(" "), []): back -= page
      case (.home, []): back = Int.max / 2
      case (.end, []): back = 0
      default: break
      }
    case .mouse(let mouse):
      if mouse.action == .wheelUp { back += 3 }
      if mouse.action == .wheelDown { back -= 3 }
    default: break
    }
    let size = Self.size(in: Size(columns: app.size.columns, rows: app.size.rows - 2))
    let rows = Self.rows(app.log.messages, columns: size.columns - 2).count
    back = min(max(0, back), max(0, rows - (size.rows - 2)))
    return .stay()
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
      offset: rows.count - visible - back, visible: visible, total: rows.count)
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
