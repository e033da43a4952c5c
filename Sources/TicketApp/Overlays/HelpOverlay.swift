import Screen

/// The help: every command by its place, and everything that is typed; found by its words.
struct HelpOverlay: Overlay {
  private var editor: LineEditor
  private var offset = 0

  init(_ search: String = "") { editor = LineEditor(search) }

  var hints: [KeyHint] {
    [
      KeyHint("type", "to search"), KeyHint("↑↓ PgUp PgDn", "scroll"),
      KeyHint("Esc", editor.text.isEmpty ? "leave" : "all again"),
    ]
  }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste): _ = editor.take(paste)
    case .mouse(let mouse):
      if mouse.action == .wheelUp { offset -= 3 }
      if mouse.action == .wheelDown { offset += 3 }
    case .key(let key):
      if key.isLeaving {
        if editor.text.isEmpty || key != Key(.escape) { return .close() }
        editor = LineEditor()
        offset = 0
        return .stay()
      }
      let command = app.setup.keymap.command(Chord(key.code, key.modifiers), in: app.pane)
      if editor.text.isEmpty, command?.name == "help" { return .close() }
      take(key, page: max(1, app.size.rows - 6))
    default: break
    }
    settle(app)
    return .stay()
  }

  private mutating func take(_ key: Key, page: Int) {
    switch (key.code, key.modifiers) {
    case (.up, []): offset -= 1
    case (.down, []), (.enter, []): offset += 1
    case (.pageUp, []): offset -= page
    case (.pageDown, []): offset += page
    case (.home, []) where editor.text.isEmpty: offset = 0
    case (.end, []) where editor.text.isEmpty: offset = Int.max / 2
    // A blank begins no word: it turns the page.
    case (.character(" "), []) where editor.text.isEmpty: offset += page
    default: if editor.take(key) { offset = 0 }
    }
  }

  private mutating func settle(_ app: App) {
    let size = Self.size(in: Size(columns: app.size.columns, rows: app.size.rows - 2))
    let total = rows(app, columns: size.columns - 2).count
    offset = min(max(0, offset), max(0, total - (size.rows - 3)))
  }

  private static func size(in room: Size) -> Size {
    Size(columns: min(room.columns, 100), rows: room.rows)
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let window = PopupWindow(
      Line("Help", .titleFocus), Self.size(in: area.size), in: area, &frame)
    let parts = window.inside.rows([.fixed(1), .flexible()])
    editor.draw("/ ", hint: "type to search", in: parts[0], &frame)
    let cursor = frame.cursor
    let rows = rows(app, columns: window.inside.size.columns)
    let scroll = ScrollPosition(
      offset: offset, visible: parts[1].size.rows, total: rows.count)
    for (row, line) in rows.dropFirst(scroll.offset).prefix(scroll.visible).enumerated() {
      frame.write(line.on(.popup), row: row, in: parts[1])
    }
    if rows.isEmpty {
      frame.write(
        "nothing in the help says that", column: 1, in: parts[1], Paint(.muted, on: .popup))
    }
    window.scrollBar(scroll, from: 1, &frame)
    if let cursor { frame.placeCursor(cursor, in: frame.area) }
  }

  // MARK: Rows

  /// The sections with what fits the search; every word of it must occur.
  private func found(_ app: App) -> [HelpContent.Section] {
    let words = editor.text.lowercased().split(separator: " ").map(String.init)
    let all = HelpContent.sections(app)
    if words.isEmpty { return all }
    return all.compactMap { section in
      let entries = section.entries.filter { entry in
        let text = [entry.key, entry.title, entry.text, section.title].joined(separator: " ")
          .lowercased()
        return words.allSatisfy { !Self.places(of: Array($0), in: Array(text)).isEmpty }
      }
      return entries.isEmpty ? nil : HelpContent.Section(title: section.title, entries: entries)
    }
  }

  /// Everything as rows of at most so many columns.
  private func rows(_ app: App, columns: Int) -> [Line] {
    let sections = found(app)
    var rows: [Line] = []
    for section in sections {
      if !rows.isEmpty { rows.append(Line()) }
      rows.append(Line(CleanText(" " + section.title), .heading))
      let longest = section.entries.map { CleanText($0.key).columns }.max() ?? 0
      // Long keys stand above their sentence, so that every row keeps room for it.
      let width = min(longest, columns / 3)
      for entry in section.entries { rows += self.rows(of: entry, width, columns) }
    }
    return rows
  }

  private func rows(of entry: HelpContent.Entry, _ width: Int, _ columns: Int) -> [Line] {
    let key = CleanText(entry.key)
    let indent = width + 4
    var rows: [Line] = []
    var start = Line("  ") + marked(entry.key, .key)
    if key.columns > width {
      rows.append(start)
      start = Line(CleanText(String(repeating: " ", count: indent)))
    } else {
      start.append(CleanText(String(repeating: " ", count: indent - 2 - key.columns)))
    }
    let blank = Line(CleanText(String(repeating: " ", count: indent)))
    let room = max(10, columns - indent - 1)
    let title = entry.title.isEmpty ? "" : entry.title + ": "
    for text in CleanText(title + entry.text).wrapped(to: room) {
      rows.append(start + marked(text.string, .text))
      start = blank
    }
    if let obstacle = entry.obstacle {
      for text in CleanText("not now: " + obstacle).wrapped(to: room) {
        rows.append(blank + Line(text, .warning))
      }
    }
    return rows
  }

  /// The text with the words of the search marked.
  private func marked(_ text: String, _ role: Role) -> Line {
    let low = Array(text.lowercased())
    var found: Set<Int> = []
    for word in editor.text.lowercased().split(separator: " ").map(Array.init)
    where low.count == text.count {
      for start in Self.places(of: word, in: low) { found.formUnion(start..<start + word.count) }
    }
    return Line(text, role, found: found.sorted())
  }

  /// Where a text begins a word with this one; signs may stand anywhere.
  private static func places(of word: [Character], in text: [Character]) -> [Int] {
    guard let first = word.first, word.count <= text.count else { return [] }
    let isSign = !(first.isLetter || first.isNumber)
    return (0...(text.count - word.count)).filter { start in
      let isStart = start == 0 || !(text[start - 1].isLetter || text[start - 1].isNumber)
      return (isSign || isStart) && text[start..<start + word.count].elementsEqual(word)
    }
  }

  func spoken(_ app: App) -> [CleanText] {
    let sections = found(app)
    if editor.text.isEmpty {
      let titles = sections.map(\.title).joined(separator: "; ")
      return ["help: type to search. \(CleanText(titles))"]
    }
    let entries = sections.flatMap(\.entries)
    let first = entries.prefix(8).map { entry in
      CleanText(
        [entry.key, entry.title, entry.text].filter { !$0.isEmpty }.joined(separator: ": "))
    }
    return [CleanText("help: \(entries.count) found")] + first
  }
}
