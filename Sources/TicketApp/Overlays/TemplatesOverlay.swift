import Orders
import Screen

/// The saved templates: load, save the present ticket, delete after asking.
struct TemplatesOverlay: Overlay {
  private var chosen = ChosenRow()
  private var mode = Mode.list

  private enum Mode {
    case list
    case naming(LineEditor, flaw: String?)
    case replacing(String)
    case deleting(String)
  }

  /// The window, asking for what is saved.
  static let opening: [Effect] = [.loadTemplates]

  var hints: [KeyHint] {
    switch mode {
    case .list:
      [
        KeyHint("Enter", "load"), KeyHint("s", "save this ticket"), KeyHint("d", "delete"),
        KeyHint("Esc", "leave"),
      ]
    case .naming: [KeyHint("Enter", "save"), KeyHint("Esc", "back")]
    case .replacing, .deleting: [KeyHint("y", "yes"), KeyHint("n", "no")]
    }
  }

  var helpTopic: String { "template" }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    switch input {
    case .paste(let paste):
      if case .naming(var editor, _) = mode {
        let reason = editor.take(paste)
        mode = .naming(editor, flaw: reason?.string)
      }
      return .stay()
    case .mouse(let mouse):
      chosen.take(mouse, of: app.templates?.count ?? 0)
      return .stay()
    case .key(let key):
      switch mode {
      case .list: return list(key, &app)
      case .naming(let editor, _): return name(key, editor, app)
      case .replacing(let name):
        return answer(key, app) { app throws(LineFlaw) in
          try app.templateEffects(named: name)
        }
      case .deleting(let name): return answer(key, app) { _ in [.deleteTemplate(name: name)] }
      }
    default: return .stay()
    }
  }

  private mutating func list(_ key: Key, _ app: inout App) -> OverlayStep {
    if key.isLeaving || key == Key(.character("q")) { return .close() }
    let templates = app.templates ?? []
    chosen.settle(in: templates.count)
    if chosen.take(key, of: templates.count) { return .stay() }
    let template = templates.indices.contains(chosen.at) ? templates[chosen.at] : nil
    switch (key.code, key.modifiers) {
    case (.enter, []):
      guard let template else { break }
      app.load(template)
      return .close()
    case (.character("s"), []):
      mode = .naming(LineEditor(template?.name ?? ""), flaw: nil)
    case (.character("d"), []), (.delete, []):
      if let template { mode = .deleting(template.name) }
    case (.home, []): chosen.go(to: 0, of: templates.count)
    case (.end, []): chosen.go(to: templates.count - 1, of: templates.count)
    default: break
    }
    return .stay()
  }

  private mutating func name(
    _ key: Key, _ editor: LineEditor, _ app: App
  ) -> OverlayStep {
    if key.isLeaving {
      mode = .list
      return .stay()
    }
    var editor = editor
    guard key == Key(.enter) else {
      _ = editor.take(key)
      mode = .naming(editor, flaw: nil)
      return .stay()
    }
    if let templates = app.templates, templates.contains(where: { $0.name == editor.text }) {
      mode = .replacing(editor.text)
      return .stay()
    }
    do throws(LineFlaw) {
      let effects = try app.templateEffects(named: editor.text)
      mode = .list
      return .stay(effects)
    } catch {
      mode = .naming(editor, flaw: error.sentence)
      return .stay()
    }
  }

  /// Only y says yes; what else is pressed changes nothing.
  private mutating func answer(
    _ key: Key, _ app: App, yes: (App) throws(LineFlaw) -> [Effect]
  ) -> OverlayStep {
    switch key {
    case Key(.character("y")):
      do throws(LineFlaw) {
        let effects = try yes(app)
        mode = .list
        return .stay(effects)
      } catch {
        mode = .naming(LineEditor(), flaw: error.sentence)
      }
    case Key(.character("n")): mode = .list
    default: if key.isLeaving { mode = .list }
    }
    return .stay()
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    let size = Size(
      columns: min(area.size.columns - 2, 90), rows: min(area.size.rows, 20))
    let count = app.templates.map { CleanText(" ─ \($0.count)") } ?? ""
    let window = PopupWindow(
      Line("Templates", .titleFocus) + Line(count, .muted), size, in: area, &frame)
    let rows = window.inside.rows([.flexible(), .fixed(2)])
    let scroll = drawList(app, in: rows[0], &frame)
    window.scrollBar(scroll, &frame)
    drawQuestion(app, in: rows[1], &frame)
  }

  private func drawList(_ app: App, in area: Area, _ frame: inout Frame) -> ScrollPosition {
    guard let templates = app.templates else {
      frame.write("not read yet", column: 2, in: area, Paint(.muted, on: .popup))
      return ScrollPosition(offset: 0, visible: 0, total: 0)
    }
    if templates.isEmpty {
      frame.write(
        "none yet: s saves this ticket under a name", column: 2, in: area,
        Paint(.muted, on: .popup))
    }
    var at = chosen
    at.settle(in: templates.count)
    let scroll = ScrollPosition(offset: 0, visible: area.size.rows, total: templates.count)
      .showing(at.at, margin: 1)
    let width = min(24, templates.map { CleanText($0.name).columns }.max() ?? 0)
    for (index, template) in templates.enumerated().dropFirst(scroll.offset)
      .prefix(scroll.visible)
    {
      let name = CleanText(template.name).window(from: 0, columns: width).padded(to: width)
      let line = Line(name, .heading) + Line("  ") + Line(CleanText(template.sentence), .muted)
      frame.writeChoice(line, isChosen: index == at.at, in: area.row(index - scroll.offset))
    }
    return scroll
  }

  private func drawQuestion(_ app: App, in area: Area, _ frame: inout Frame) {
    let row = area.row(0)
    switch mode {
    case .list: break
    case .naming(let editor, let flaw):
      editor.draw(
        "save this ticket as ", hint: "a name", in: row, &frame)
      if let flaw {
        frame.write(
          CleanText("✗ " + flaw), column: 1, row: 1, in: area, Paint(.error, on: .popup))
      } else if app.live.reading.values.values.contains(where: { !$0.isTyped }) {
        frame.write(
          "amounts that were worked out are saved as the numbers they are now", column: 1, row: 1,
          in: area, Paint(.muted, on: .popup))
      }
    case .replacing(let name): ask("replace '\(name)' with this ticket", in: row, &frame)
    case .deleting(let name): ask("delete '\(name)'", in: row, &frame)
    }
  }

  private func ask(_ question: String, in row: Area, _ frame: inout Frame) {
    let line =
      Line(CleanText(" \(question)?  "), .warning) + Line("y", .key) + Line(" yes  ", .keyLabel)
      + Line("n", .key) + Line(" no", .keyLabel)
    frame.write(line.on(.popup), in: row)
  }

  func spoken(_ app: App) -> [CleanText] {
    switch mode {
    case .naming(let editor, let flaw):
      return ["save this ticket as: \(CleanText(editor.text))"]
        + (flaw.map { [CleanText($0)] } ?? [])
    case .replacing(let name): return ["replace '\(CleanText(name))'? y or n"]
    case .deleting(let name): return ["delete '\(CleanText(name))'? y or n"]
    case .list:
      guard let templates = app.templates else { return ["templates: not read yet"] }
      guard templates.indices.contains(chosen.at) else { return ["templates: none"] }
      let template = templates[chosen.at]
      return [
        "template \(chosen.at + 1) of \(templates.count): \(CleanText(template.name)), "
          + CleanText(template.sentence)
      ]
    }
  }
}

extension Template {
  /// The ticket in one line; a shorter one where it cannot be said whole.
  var sentence: String {
    if let line = try? QuickLine.text(of: TicketForm(ticket)) {
      let options = ticket.options.entries.count
      return options == 0 ? line : line + ", with " + Words.count(options, "option")
    }
    return "\(ticket.side?.rawValue ?? "?") \(ticket.kind.rawValue) \(ticket.instrument), "
      + Words.count(ticket.legs.count, "leg")
  }
}
