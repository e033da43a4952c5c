import Screen

/// `tandem themes`: what can be chosen as colours, and what it looks like.
enum ThemesVerb {
  static let preview = Option(
    name: "preview", value: .text("THEME"),
    help: "draw the ticket in this theme: a name of the list, or a theme file with a slash in its"
      + " path")

  static let dump = Option(
    name: "dump", value: .choice("FORM", ["ansi", "svg"]), fallback: "ansi",
    help: "the form of what --preview draws")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "themes",
      group: .program,
      summary: "list the themes, check their contrast, show them",
      discussion: [
        "Every theme is checked against the contrast that its words and lines must have on what"
          + " they lie on (WCAG 2.1), with 16 colours, with 256 and with all; what is harder to"
          + " read than it may be is listed below it. A theme file of your own in"
          + " $XDG_CONFIG_HOME/tandem/themes is listed and checked, too."
      ],
      options: [.textOrJSON, preview, dump, Play.size, Play.color, TicketVerb.ascii],
      exits: [
        Exit(.fine),
        Exit(.refused, "A theme has less contrast than it must."),
        Exit(.unreadable, "The command line or a theme file could not be read."),
      ],
      examples: [
        Example("tandem themes", "Every theme, and whether it can be read."),
        Example("tandem themes --preview ember", "The ticket in one of them, in this terminal."),
        Example("tandem themes --preview ember --dump svg", "The same as a picture."),
      ],
      run: run
    )
  }
}
