import Screen

extension AppCommand {
  /// What finds and tells of everything else.
  static let aroundCommands: [AppCommand] = [
    AppCommand(
      "quick-entry", "Quick entry", "Types a whole ticket in one line, from the present one.",
      keys: [.function(4), .alt("q")], label: "quick"
    ) { app in
      app.overlays.append(QuickOverlay((try? QuickLine.text(of: app.form)) ?? ""))
      return []
    },
    AppCommand(
      "palette", "Palette", "Finds anything that can be done by a few letters of it.",
      keys: [.control("p")], label: "palette"
    ) { app in
      app.overlays.append(PaletteOverlay())
      return []
    },
    AppCommand(
      "command-line", "Command line", "Runs a command by its name, with what it takes.",
      keys: [.character(":"), .alt("x")], label: "command"
    ) { app in
      app.overlays.append(CommandLineOverlay())
      return []
    },
    AppCommand(
      "templates", "Templates", "Loads a saved ticket, saves this one, or deletes one.",
      keys: [.function(5), .control("t")], label: "templates"
    ) { app in
      app.overlays.append(TemplatesOverlay())
      return TemplatesOverlay.opening
    },
    AppCommand(
      "log", "Log", "Shows everything that was said.", keys: [.function(8), .alt("m")]
    ) { app in
      app.overlays.append(LogOverlay())
      return []
    },
    AppCommand(
      "help", "Help", "Tells every key, amount, line and sign; F1 works while typing, too.",
      keys: [.character("?"), .function(1)], label: "help"
    ) { app in
      app.overlays.append(HelpOverlay(app.overlays.last?.helpTopic ?? ""))
      return []
    },
  ]
}
