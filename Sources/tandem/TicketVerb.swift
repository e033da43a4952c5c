import Screen

/// `tandem` without a verb: the interactive ticket.
enum TicketVerb {
  static let tape = Option(
    name: "tape", value: .file("TAPE"), fallback: "walk",
    help:
      "what moves the paper markets: walk (a gentle seeded market), still, or a file with a move"
      + " a line")

  static let theme = Option(
    name: "theme", value: .text("THEME"), fallback: "dark",
    help: "the colours: a name that tandem themes lists, or a theme file with a slash in its path")

  static let color = Option(
    name: "color", value: .choice("WHEN", ColorChoice.words), fallback: "auto",
    help: "how many colours are used")

  static let ascii = Option(name: "ascii", help: "draw with ASCII characters only")

  static let linear = Option(
    name: "linear",
    help: "say in plain lines what changes, in place of a screen: for screen readers and pipes")

  static let environment = Option(
    name: "env", value: .choice("ENV", Vocabulary.environments), fallback: "paper",
    help: "the environment that the ticket is meant for")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "",
      group: .program,
      summary: "fill in a ticket on the screen, and watch what becomes of it",
      operands: [
        Operand(
          .file("TICKET"), .optional, help: "a ticket file to begin with; - is standard input")
      ],
      options: [
        tape, theme, color, ascii, linear, environment, .credentials, .journal, .simulators,
      ],
      exits: [
        Exit(.fine, "The program was left."),
        Exit(.usage, "There is no terminal, or an input could not be read."),
      ],
      examples: [
        Example("tandem", "An example ticket, and a paper market that moves."),
        Example("tandem --tape still --theme light t.json", "Your own, while nothing moves."),
        Example("tandem --simulators localhost:9400", "On the venues that tandem serve has there."),
      ],
      run: run
    )
  }
}
