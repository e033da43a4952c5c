/// `tandem simulate`: a scenario through the paper exchange, venue by venue.
enum Simulate {
  static let cards = Option(
    name: "cards", help: "list the numbered cards: what every venue does in ten situations")

  static let card = Option(
    name: "card", value: .text("CARD"), repeats: true,
    help: "play this card, such as bn-sem-03, and say whether it holds")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "simulate",
      group: .tickets,
      summary: "play a scenario on the paper exchange, venue by venue",
      discussion: [
        "A scenario is a ticket and what the market does then: trades, quotes, time, cancels."
          + " Every venue has an exchange of its own, with its own tick and lot and its own rules"
          + " for what arms, triggers and takes away a leg. The ticket goes through the venue's"
          + " rules first, and what is placed is what the venue reads out of the request.",
        "The timeline says for each leg what happened, our word and the venue's own word for its"
          + " status, and the sentence of the venue behind it; at the end, whether what is open is"
          + " protected. The same scenario prints the same bytes.",
      ],
      operands: [
        Operand(
          .file("SCENARIO"), .optional, help: "the scenario file; - is standard input")
      ],
      options: [.venue, cards, card, .textOrJSON],
      exits: [
        Exit(.fine, "Every venue asked for took the ticket, and every card played holds."),
        Exit(.ticketErrors, "A venue refuses the ticket or cannot carry it, or a card fails."),
        Exit(.unreadable, "The command line or the scenario could not be read."),
      ],
      examples: [
        Example("tandem simulate gap.json --venue binance", "The timeline at one venue."),
        Example("tandem simulate gap.json --format json", "One JSON object an event."),
        Example("tandem simulate --cards", "What every venue does in ten situations."),
        Example(
          "tandem simulate --card bn-sem-03", "A partial fill, then the stop's price, at Binance."),
      ],
      run: run
    )
  }
}
