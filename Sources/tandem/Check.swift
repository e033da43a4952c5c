/// `tandem check`: what is wrong with a ticket, and how to repair it.
enum Check {
  static let market = Option(
    name: "market", value: .file("MARKET"),
    help: "what to check against: a JSON file with last, bid, ask and mark, and optionally the"
      + " instrument's rules and the account")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "check",
      group: .tickets,
      summary: "say whether a ticket is legal, venue by venue",
      discussion: [
        "Every finding names its rule, the field it belongs to and the nearest legal value. A rule"
          + " that lacks its data (no last price, no balances) says so as a note instead of"
          + " passing in silence."
      ],
      operands: [Operand(.file("TICKET"), help: "the ticket file; - is standard input")],
      options: [.venue, market, .textOrJSON],
      exits: [
        Exit(.fine, "No venue asked for finds an error; there may be warnings."),
        Exit(.ticketErrors, "A venue finds an error."),
        Exit(.unreadable, "The command line, the ticket or the market could not be read."),
      ],
      examples: [
        Example("tandem check oco.json --venue kucoin", "The findings of one venue."),
        Example(
          "tandem check - --market now.json --format json < oco.json",
          "Findings against a market, one JSON object a line."),
      ],
      run: run
    )
  }
}
