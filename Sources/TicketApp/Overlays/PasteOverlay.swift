import Orders
import Screen
import Venues

/// Waits for a request to be pasted, and makes the ticket of it.
///
/// Terminals that do not mark pastes type them: those lines are gathered, and read when told.
struct PasteOverlay: Overlay {
  private var typed = ""
  private var reason: String?

  init() {}

  var hints: [KeyHint] {
    [KeyHint("ctrl-d", "read what was typed", isPossible: !typed.isEmpty), KeyHint("Esc", "leave")]
  }

  var helpTopic: String { "paste" }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste): return take(paste, &app)
    case .key(let key):
      if key.isLeaving { return .close() }
      reason = nil
      switch (key.code, key.modifiers) {
      case (.character("d"), .control) where !typed.isEmpty:
        let bytes = Array(typed.utf8)
        return take(Paste(bytes: bytes, count: bytes.count, ending: .marked), &app)
      case (.character("u"), .control): typed = ""
      case (.enter, []): type("\n")
      case (.tab, []): type(" ")
      case (.backspace, []): typed = String(typed.dropLast())
      default: if let scalar = key.text { type(scalar) }
      }
    default: break
    }
    return .stay()
  }

  private mutating func type(_ scalar: Unicode.Scalar) {
    guard typed.utf8.count < PastedTicket.limit else { return }
    typed.unicodeScalars.append(scalar)
  }

  private mutating func take(_ paste: Paste, _ app: inout App) -> OverlayStep {
    if app.takeRequest(paste) { return .close() }
    typed = ""
    reason = app.log.messages.last?.text
    return .stay()
  }

  private static let words: [CleanText] = [
    "Paste a request of any venue: HTTP, a curl command, JSON, a frame,",
    "a query string, or a ticket file. It becomes the ticket; nothing is sent.",
  ]

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let size = Size(columns: min(area.size.columns, 78), rows: 10)
    let window = PopupWindow(
      Line("Paste a request", .titleFocus), footer: Line("alt-u takes it back", .muted), size,
      in: area, &frame)
    let inside = window.inside.inset(columns: 1)
    var lines = Self.words.flatMap { $0.wrapped(to: inside.size.columns) }.map { Line($0) }
    lines.append(Line())
    if let reason {
      lines += CleanText("✗ " + reason).wrapped(to: inside.size.columns).map { Line($0, .error) }
    } else if !typed.isEmpty {
      let count = Words.count(typed.utf8.count, "byte")
      lines.append(Line(CleanText("typed so far: \(count); ctrl-d reads it"), .muted))
      let last = typed.split(separator: "\n").suffix(2)
      lines += last.map { Line(CleanText($0), .field) }
    }
    for (row, line) in lines.prefix(inside.size.rows).enumerated() {
      frame.write(line.on(.popup), row: row, in: inside)
    }
  }

  func spoken(_ app: App) -> [CleanText] {
    if let reason { return [CleanText(reason)] }
    return ["paste a request; ctrl-d reads what was typed"]
  }
}
