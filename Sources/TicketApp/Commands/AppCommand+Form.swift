import Screen

extension AppCommand {
  /// What changes the form.
  static let formCommands: [AppCommand] = [
    AppCommand(
      "undo", "Undo", "Takes the last change of the ticket back.",
      keys: [.control("_"), .alt("u")],
      unless: { $0.undo.canUndo ? nil : "nothing was changed" }
    ) { app in
      app.undo { $0.undo(&$1) }
      return []
    },
    AppCommand(
      "redo", "Redo", "Makes a change that was taken back again.", keys: [.alt("r")],
      unless: { $0.undo.canRedo ? nil : "nothing was taken back" }
    ) { app in
      app.undo { $0.redo(&$1) }
      return []
    },
    AppCommand(
      "leg-add", "Add a leg", "Puts another leg behind the last.", keys: [.alt("a")],
      unless: { $0.form.legs.count < 8 ? nil : "a ticket has at most eight legs" }
    ) { app in
      app.change { $0.addLeg() }
      return []
    },
    AppCommand(
      "leg-remove", "Remove the leg", "Takes away the leg that the cursor is in.",
      keys: [.alt("d")],
      unless: { $0.focus.path.leg == nil ? "the cursor is in no leg" : nil }
    ) { app in
      if let leg = app.focus.path.leg { app.change { $0.removeLeg(leg) } }
      return []
    },
    AppCommand(
      "leg-swap", "Swap legs", "Exchanges the leg with the one after it.", keys: [.alt("s")],
      unless: { app in
        guard let leg = app.focus.path.leg else { return "the cursor is in no leg" }
        return leg + 1 < app.form.legs.count ? nil : "no leg comes after this one"
      }
    ) { app in
      if let leg = app.focus.path.leg { app.change { $0.swapLegs(leg) } }
      return []
    },
    AppCommand(
      "turn-sides", "Turn round", "Buys become sells, and the other way.", keys: [.alt("t")]
    ) { app in
      app.change { $0.turnSides() }
      return []
    },
    AppCommand(
      "repair", "Repair", "Takes the nearest legal value for the field.", keys: [],
      unless: { $0.repair == nil ? "nothing to repair in this field" : nil }
    ) { app in
      app.takeRepair()
      return []
    },
  ]
}
