import Orders
import Screen
import Venues

/// Everything that can be done, found by a few letters of its name.
struct PaletteOverlay: Overlay {
  private var editor = LineEditor()
  private var chosen = ChosenRow()

  var hints: [KeyHint] {
    [KeyHint("Enter", "run"), KeyHint("↑↓", "choose"), KeyHint("Esc", "leave")]
  }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste): _ = editor.take(paste)
    case .mouse(let mouse): chosen.take(mouse, of: PaletteEntry.found(editor.text, in: app).count)
    case .key(let key):
      if key.isLeaving { return .close() }
      let entries = PaletteEntry.found(editor.text, in: app)
      chosen.settle(in: entries.count)
      if key == Key(.enter) { return enter(entries, &app) }
      if chosen.take(key, of: entries.count) { return .stay() }
      if editor.take(key) { chosen = ChosenRow() }
    default: break
    }
    return .stay()
  }

  private func enter(_ entries: [PaletteEntry], _ app: inout App) -> OverlayStep {
    guard entries.indices.contains(chosen.at) else { return .stay() }
    let entry = entries[chosen.at]
    if let obstacle = entry.obstacle {
      app.log.say("\(entry.title): \(obstacle)", .warning, at: app.feed.now)
      return .stay()
    }
    do throws(LineFlaw) {
      return .close(try app.runLine(entry.line))
    } catch {
      app.log.say("\(entry.title): \(error.sentence)", .warning, at: app.feed.now)
      return .stay()
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let entries = PaletteEntry.found(editor.text, in: app)
    let size = Size(
      columns: min(area.size.columns - 2, 84), rows: min(area.size.rows, 22))
    let window = PopupWindow(
      Line("Palette", .titleFocus) + Line(" ─ \(entries.count) found", .muted), size, in: area,
      &frame)
    let rows = window.inside.rows([.fixed(1), .flexible()])
    editor.draw("/ ", hint: "a few letters of what is wanted", in: rows[0], &frame)
    let cursor = frame.cursor
    var at = chosen
    at.settle(in: entries.count)
    let scroll = ScrollPosition(offset: 0, visible: rows[1].size.rows, total: entries.count)
      .showing(at.at, margin: 1)
    for (index, entry) in entries.enumerated().dropFirst(scroll.offset).prefix(scroll.visible) {
      draw(
        entry, isChosen: index == at.at, in: rows[1].row(index - scroll.offset), app, &frame)
    }
    if entries.isEmpty {
      frame.write(
        "nothing is called that", column: 2, in: rows[1], Paint(.muted, on: .popup))
    }
    window.scrollBar(scroll, from: 1, &frame)
    if let cursor { frame.placeCursor(cursor, in: frame.area) }
  }

  private func draw(
    _ entry: PaletteEntry, isChosen: Bool, in row: Area, _ app: App, _ frame: inout Frame
  ) {
    let title = Line(
      entry.title, entry.obstacle == nil ? .text : .disabled, found: entry.places)
    var line = title + Line(CleanText("  "))
    if let obstacle = entry.obstacle {
      line.append("– \(obstacle)", .warning)
    } else {
      line.append(entry.about, .muted)
    }
    let keys = CleanText(entry.keys(app))
    let room = row.size.columns - (keys.isEmpty ? 0 : keys.columns + 2)
    let surface: Surface = isChosen ? .selection : .popup
    frame.fill(row, Paint(.text, on: surface))
    frame.writeChoice(
      line, isChosen: isChosen, in: row.part(Rect(column: 0, row: 0, columns: room, rows: 1)))
    frame.write(
      keys, column: row.size.columns - keys.columns - 1, in: row, Paint(.key, on: surface))
  }

  func spoken(_ app: App) -> [CleanText] {
    let entries = PaletteEntry.found(editor.text, in: app)
    guard entries.indices.contains(chosen.at) else { return ["palette: nothing is called that"] }
    let entry = entries[chosen.at]
    let obstacle = entry.obstacle.map { ", not now: \($0)" } ?? ""
    return ["palette: \(CleanText(entry.title))\(obstacle), \(chosen.at + 1) of \(entries.count)"]
  }
}

/// One row of the palette: a command, or a line that goes somewhere.
struct PaletteEntry: Sendable {
  let title: String
  let about: CleanText
  /// What is run, as it would be typed into the command line.
  let line: String
  let obstacle: CleanText?
  /// Which characters of the title were found.
  var places: [Int] = []

  /// The keys of a command.
  func keys(_ app: App) -> String {
    app.setup.keymap.key(of: line) ?? ""
  }

  /// What fits the letters, the best first; without letters everything in the table's order.
  static func found(_ query: String, in app: App) -> [PaletteEntry] {
    let all = commands(app) + places(app)
    guard query.contains(where: { $0 != " " }) else { return all }
    let ranked = all.enumerated().compactMap { order, entry -> (Int, Int, PaletteEntry)? in
      let inTitle = FuzzyMatch(query, in: entry.title)
      // A command's name counts as well, but less than what is read.
      let inLine = FuzzyMatch(query, in: entry.line).map { $0.score - 4 }
      guard let score = [inTitle?.score, inLine].compactMap({ $0 }).max() else { return nil }
      var entry = entry
      entry.places = inTitle?.places ?? []
      return (score, order, entry)
    }
    return ranked.sorted { ($0.0, $1.1) > ($1.0, $0.1) }.map(\.2)
  }

  private static func commands(_ app: App) -> [PaletteEntry] {
    AppCommand.offered(app).filter { $0.name != "palette" }.map { command in
      PaletteEntry(
        title: command.title.string, about: command.help, line: command.name,
        obstacle: command.obstacle(app))
    }
  }

  /// Instruments, kinds, parts of the screen, themes and templates.
  private static func places(_ app: App) -> [PaletteEntry] {
    func entry(_ verb: String, _ word: String, _ about: String) -> PaletteEntry {
      PaletteEntry(
        title: "\(verb) \(word)", about: CleanText(about), line: "\(verb) \(word)", obstacle: nil)
    }
    var entries = InstrumentNames.all.map { entry("goto", $0, "make the ticket one in it") }
    entries += Kind.allCases.map { entry("kind", $0.rawValue, "make the ticket one") }
    entries += App.Pane.allCases.map { entry("pane", $0.rawValue, "go there") }
    entries += BuiltInThemes.ids.map { entry("theme", $0, "change the colours") }
    entries += (app.templates ?? []).map { entry("template", $0.name, "load it") }
    return entries
  }
}
