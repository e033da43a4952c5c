import Screen
import Venues

extension AppCommand {
  /// What is done with requests before they are sent: looking, comparing, copying, pasting.
  static let payloadCommands: [AppCommand] =
    [
      AppCommand(
        "side-by-side", "Side by side",
        "Shows the requests of all venues side by side, row by row, or one venue's.",
        keys: [.function(7)], label: "compare"
      ) { app in
        app.payload.isAligned.toggle()
        app.pane = .payload
        return []
      },
      AppCommand(
        "zoom", "Zoom", "Gives the pane the whole screen, or puts it back among the others.",
        keys: [.alt("z")], label: "zoom"
      ) { app in
        app.isZoomed.toggle()
        return []
      },
      AppCommand(
        "paste", "Paste a request",
        "Takes a pasted request of any venue, in any form, and makes the ticket of it.",
        keys: [.alt("v")]
      ) { app in
        app.overlays.append(PasteOverlay())
        return []
      },
      copy(.wire, "alt-w"), copy(.curl, "alt-c"), copy(.json, "alt-j"),
    ] + moveCommandsOfPayload

  private static func copy(_ format: WireRequest.Format, _ key: String) -> AppCommand {
    AppCommand(
      "copy-\(format.rawValue)", "Copy as \(CleanText(format.rawValue))",
      "Copies the venue's request, secrets masked; the terminal decides whether it obeys.",
      keys: [Chord(name: key)].compactMap { $0 }, unless: { $0.copyObstacle }
    ) { app in
      app.copyRequest(format)
    }
  }

  private static let moveCommandsOfPayload: [AppCommand] = [
    move("payload-up", "Line up", [Chord(.up), .character("k")]) { $0.moveInPayload(by: -1) },
    move("payload-down", "Line down", [Chord(.down), .character("j")]) {
      $0.moveInPayload(by: 1)
    },
    move("payload-page-up", "Lines up", [Chord(.pageUp)]) { $0.moveInPayload(by: -10) },
    move("payload-page-down", "Lines down", [Chord(.pageDown)]) { $0.moveInPayload(by: 10) },
    move("payload-first", "First line", [Chord(.home), .character("g")]) {
      $0.moveInPayload(by: -10_000)
    },
    move("payload-last", "Last line", [Chord(.end), .character("G")]) {
      $0.moveInPayload(by: 10_000)
    },
    move("payload-left", "Venue before", [Chord(.left), .character("h")]) {
      $0.goToVenue(by: -1)
    },
    move("payload-right", "Venue after", [Chord(.right), .character("l")]) {
      $0.goToVenue(by: 1)
    },
  ]

  private static func move(
    _ name: String, _ title: CleanText, _ keys: [Chord],
    _ move: @escaping @Sendable (inout App) -> Void
  ) -> AppCommand {
    AppCommand(
      name, title, "Moves in the payload; the lines below it tell where a value comes from.",
      .pane(.payload), keys: keys
    ) { app in
      move(&app)
      return []
    }
  }
}
