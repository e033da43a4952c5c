/// `tandem preview`: the exact requests that venues would receive.
enum Preview {
  static let format = Option(
    name: "format", value: .choice("FORMAT", ["wire", "json", "curl"]), fallback: "wire",
    help: "the form of the output")
  static let at = Option(
    name: "at", value: .integer("MS", 0...253_402_300_799_999),
    help: "the time stamp in milliseconds since 1970, instead of the clock")
  static let seed = Option(
    name: "seed", value: .integer("N", 0...Int64.max),
    help: "make every generated id from this number, instead of from chance")
  static let reveal = Option(
    name: "reveal", help: "print keys and signatures instead of masking them")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "preview",
      group: .tickets,
      summary: "show the exact requests that venues would receive",
      discussion: [
        "Nothing is sent. The bytes shown are the bytes that would be sent at that time with those"
          + " ids and keys. A venue that cannot express the ticket says why.",
        "With --at and --seed the output is the same at every run.",
      ],
      operands: [Operand(.file("TICKET"), help: "the ticket file; - is standard input")],
      options: [.venue, format, at, seed, .environment, .credentials, reveal],
      exits: [
        Exit(.fine),
        Exit(.ticketErrors, "The ticket has errors, or a venue asked for cannot express it."),
        Exit(.unreadable, "The command line, the ticket or the credentials could not be read."),
      ],
      examples: [
        Example("tandem preview oco.json", "What each of the five venues would receive."),
        Example(
          "tandem preview oco.json --venue binance --format curl", "One venue, as a curl command."),
        Example(
          "tandem preview oco.json --format json --at 1700000000000 --seed 1",
          "For a script: one JSON object a venue, the same at every run."),
      ],
      run: run
    )
  }
}
