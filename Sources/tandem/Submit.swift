/// `tandem submit`: a ticket on its way to one venue, without the screen.
enum Submit {
  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "submit",
      group: .tickets,
      summary: "send a ticket to one venue, once",
      discussion: [
        "The venue's own market and rules are asked for first: a ticket with errors is not sent."
          + " Then the journal is written, the request leaves once, and its outcome is printed:"
          + " accepted, refused, in doubt, or not sent. A doubt is looked into for as long as"
          + " --wait says; later tandem lists goes on with it. Nothing is ever sent a second time.",
        "The paper venues that are built in end with the command. Those of tandem serve stay:"
          + " --simulators reaches them. On paper nothing is asked; testnet, demo and live want"
          + " --yes, and live says on standard error what the request says before it leaves.",
        "A journal that another copy holds, that is full, damaged or cannot be written takes"
          + " nothing, and then nothing is sent. Ctrl-C ends the waiting: what was sent by then is"
          + " in doubt.",
      ],
      operands: [Operand(.file("TICKET"), help: "the ticket file; - is standard input")],
      options: [Option.target.required] + Option.reaching + [.wait, .yes, .textOrJSON],
      exits: [
        Exit(.fine, "The venue accepted the list."),
        Exit(.ticketErrors, "The ticket has errors and was not sent, or the venue refused it."),
        Exit(
          .unreadable,
          "The command line, the ticket, the keys or the journal cannot be used; nothing was"
            + " sent."),
        Exit(.inDoubt, "It was sent, and the venue has neither accepted nor refused it."),
        Exit(.noConnection, "The venue was not reached, or nothing of the request left."),
      ],
      examples: [
        Example(
          "tandem submit oco.json --venue binance --simulators localhost:9400",
          "To the venue that tandem serve has there."),
        Example(
          "tandem submit oco.json --venue kucoin --env live --yes --format json",
          "For a script, with real money."),
      ],
      run: run
    )
  }
}
