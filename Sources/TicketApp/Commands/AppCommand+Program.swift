import Screen

extension AppCommand {
  /// What is not about the form or a view.
  static let programCommands: [AppCommand] = [
    AppCommand(
      "quit", "Quit", "Leaves; nothing that was sent is touched.",
      keys: [.control("q"), .control("c")], label: "quit"
    ) { app in
      app.isEnded = true
      return [.quit]
    },
    AppCommand(
      "suspend", "Suspend", "Goes back to the shell; fg comes back.", keys: [.control("z")]
    ) { _ in [.suspend] },
    AppCommand(
      "reconnect", "Reach the venue again",
      "Tries at once to reach the venue that is looked at, also one that refused the keys.",
      keys: [], unless: { $0.reconnectObstacle }
    ) { app in [.reconnect(app.venue.id)] },
    AppCommand(
      "mouse", "Mouse on or off",
      "Leaves clicks and dragging to the terminal, so that its own selection works, or takes them.",
      keys: [.function(9)]
    ) { app in
      app.isMouseOn.toggle()
      app.log.say(
        app.isMouseOn
          ? "the mouse is the ticket's again"
          : "the mouse is the terminal's: select and copy as everywhere", at: app.feed.now)
      return [.mouse(app.isMouseOn)]
    },
    AppCommand("repaint", "Repaint", "Draws the screen anew.", keys: [.control("l")]) { _ in
      [.repaint]
    },
  ]
}
