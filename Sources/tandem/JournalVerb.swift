/// `tandem journal`: what was to be sent, what was, and what came of it.
enum JournalVerb {
  static let head = Option(
    name: "head", value: .text("HEAD"),
    help: "a head that verify printed before; verify fails where what stood then is gone")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "journal",
      group: .tickets,
      summary: "look at the record of everything that was sent",
      discussion: [
        "list prints a line for each record, export a JSON object for each with its hashes. verify"
          + " follows the chain of hashes and prints how many records fit, and the head, which is"
          + " worth noting elsewhere: a journal whose end was cut off fits together, too.",
        "The journal is opened to look at it; another copy of the program may go on writing.",
      ],
      operands: [
        Operand(
          .choice("WHAT", ["list", "verify", "export"]), .optional,
          help: "what is wanted; list unless given")
      ],
      options: [.journal, head, .textOrJSON],
      exits: [
        Exit(.fine),
        Exit(.refused, "The records do not fit together; the first that does not is named."),
        Exit(.unreadable, "The command line or the journal could not be read."),
      ],
      examples: [
        Example("tandem journal", "What happened, the oldest first."),
        Example("tandem journal verify", "Whether anything in it was changed."),
        Example("tandem journal export", "Everything, for another program."),
      ],
      run: run
    )
  }
}
