import Screen

/// `tandem play`: key scripts against the interactive program, without a terminal.
enum Play {
  static let size = Option(
    name: "size", value: .text("SIZE"), fallback: "120x40", help: "columns and rows to begin with")

  static let dump = Option(
    name: "dump", value: .choice("FORM", Form.allCases.map(\.rawValue)), fallback: "text",
    help: "the form of the screens that are printed")

  static let theme = Option(
    name: "theme", value: .text("THEME"), fallback: "dark",
    help: "the colours of ansi and svg: a name that tandem themes lists, or a theme file with a"
      + " slash in its path")

  static let color = Option(
    name: "color", value: .choice("DEPTH", ColorDepth.allCases.map(\.name)),
    fallback: ColorDepth.full.name, help: "how many colours ansi and svg have")

  /// How a screen is printed.
  enum Form: String, CaseIterable, Sendable { case text, ansi, svg }

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "play",
      group: .program,
      summary: "play a key script and print the screens it asks for",
      discussion: [
        "The script plays on the very program that tandem starts, with its paper venues, but with"
          + " no terminal, a market that stands still, and a clock that moves only as the script"
          + " says: the same script prints the same bytes. The manual's section Play script has"
          + " its words.",
        "A script that asks for no screen prints the last one.",
      ],
      operands: [Operand(.file("SCRIPT"), help: "the script; - is standard input")],
      options: [size, dump, theme, TicketVerb.ascii, color, TicketVerb.environment],
      exits: [
        Exit(.fine, "The script was played, and everything it expects was seen."),
        Exit(.refused, "Something that it expects was not seen."),
        Exit(.unreadable, "The command line or the script could not be read."),
      ],
      examples: [
        Example("tandem play demo.play --size 80x24", "The screens that demo.play asks for."),
        Example("tandem play demo.play --dump svg", "The same as a picture."),
      ],
      run: run
    )
  }
}
