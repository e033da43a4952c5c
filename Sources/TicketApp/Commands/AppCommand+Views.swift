import Screen
import Venues

extension AppCommand {
  /// What is looked at.
  static let viewCommands: [AppCommand] =
    [
      AppCommand(
        "next-pane", "Next pane", "Goes to the next part of the screen.", keys: [.function(6)],
        label: "pane"
      ) { app in
        app.goToPane(by: 1)
        return []
      },
      AppCommand(
        "rare-options", "All options",
        "Shows every parameter that the venue takes, or only those that are set.",
        keys: [.alt("o")], label: "options"
      ) { app in
        app.isRareShown.toggle()
        app.lookAgain()
        return []
      },
    ] + VenueCatalogue.all.indices.prefix(9).map(venueCommand)

  private static func venueCommand(_ at: Int) -> AppCommand {
    let digit = Unicode.Scalar(UInt8(ascii: "1") + UInt8(at))
    return AppCommand(
      "venue-\(at + 1)", "Venue \(CleanText(VenueCatalogue.all[at].id.name))",
      "Shows this venue's payload, options and findings.",
      keys: [.alt(digit)]
    ) { app in
      app.venueAt = at
      app.lookAgain()
      return []
    }
  }
}
