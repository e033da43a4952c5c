import Screen

/// The last row: the keys that matter most here, as many as there is room for.
enum KeyBar {
  /// After the pane's own keys, in this order; what is not named comes behind them.
  private static let order = [
    "submit", "quick-entry", "next-pane", "palette", "command-line", "rare-options", "templates",
  ]
  /// What stays when there is no room: it tells all the others, and the way out.
  private static let kept = ["help", "quit"]

  /// The hints as a line; the last two stay, and others give way to them.
  static func line(_ hints: [KeyHint], columns: Int) -> Line {
    let width = { (hint: KeyHint) in hint.key.columns + 1 + hint.label.columns + 2 }
    let total = 1 + hints.reduce(0) { $0 + width($1) } - 2
    var shown = hints
    if total > columns {
      let last = hints.suffix(hints.count > 4 ? 2 : 1)
      var room = columns - 1 - last.reduce(0) { $0 + width($1) } + 2
      // Once one finds no room, none behind it is shown: the order says what matters.
      shown = hints.dropLast(last.count).prefix { hint in
        room -= width(hint)
        return room >= 0
      }
      shown += last
    }
    var line = Line(" ")
    for (at, hint) in shown.enumerated() {
      if at > 0 { line.append("  ") }
      line.append(hint.key, hint.isPossible ? .key : .disabled)
      line.append(" ")
      line.append(hint.label, hint.isPossible ? .keyLabel : .disabled)
    }
    return line
  }

  /// The labelled commands of a pane, in the order of their weight.
  static func commands(of app: App) -> [KeyHint] {
    let labelled = AppCommand.offered(app).filter { command in
      command.label != nil
        && (command.place == .anywhere || command.place == .pane(app.pane))
    }
    func rank(_ command: AppCommand) -> Int {
      if let last = kept.firstIndex(of: command.name) { return 200 + last }
      let place = order.firstIndex(of: command.name)
      if command.name == order[0] { return 0 }
      if command.name == "side-by-side", app.pane == .payload { return 11 }
      return command.place == .anywhere ? 20 + (place ?? order.count) : 10
    }
    let ranked = labelled.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }
    return ranked.compactMap { _, command in
      guard let label = command.label, let chord = app.setup.keymap.chords(of: command).first
      else { return nil }
      return KeyHint(
        CleanText(chord.name), label, isPossible: command.obstacle(app) == nil)
    }
  }
}

extension App {
  /// What the keys do in this pane: the field's own, then commands from the table.
  var hints: [KeyHint] { fieldHints + KeyBar.commands(of: self) }

  private var fieldHints: [KeyHint] {
    if pane == .payload { return [KeyHint("↑↓", "line"), KeyHint("←→", "venue")] }
    if pane == .lists { return [KeyHint("↑↓", "row")] }
    guard pane == .ticket, let field = focused else { return [] }
    // These keep their width, so that what stands behind them is not sent again at every field.
    let way = repair == nil ? KeyHint("Tab", "field   ") : KeyHint("Enter", "repair")
    var hints = [way]
    switch field.editor {
    case .choice, .text(.tick), .text(.lot): hints.append(KeyHint("↑↓", "change"))
    case .text(.none): hints.append(KeyHint("  ", "      "))
    }
    return hints
  }
}
