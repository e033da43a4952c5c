/// `tandem cancel`: takes a list, or one of its legs, back.
enum Cancel {
  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "cancel",
      group: .tickets,
      summary: "cancel an order list, or one leg of it",
      discussion: [
        "LIST is the id that submit and lists print, or a beginning of it that no other list of the"
          + " journal has. The venue is asked first how the list stands, and only what has not"
          + " ended is named in the request. Where a venue cannot cancel a leg alone, it says so.",
        "On paper nothing is asked; testnet, demo and live want --yes, and live says on standard"
          + " error what is cancelled before the request leaves. What has filled stays filled.",
      ],
      operands: [Operand(.text("LIST"), help: "our id of the list, or its beginning")],
      options: [.target, .leg] + Option.reaching + [.wait, .yes, .textOrJSON],
      exits: [
        Exit(.fine, "The venue accepted the cancel."),
        Exit(.refused, "The list has ended already, or the venue refused the cancel."),
        Exit(
          .unreadable,
          "The command line, the list, the keys or the journal cannot be used; nothing was sent."),
        Exit(.inDoubt, "It was sent, and it is not known whether it was carried out."),
        Exit(.noConnection, "The venue was not reached; nothing was sent."),
      ],
      examples: [
        Example(
          "tandem cancel td-oco-0c5 --simulators localhost:9400", "The list that begins so."),
        Example("tandem cancel td-oco-0c5 --leg 2 --env live --yes", "Its second leg alone."),
      ],
      run: run
    )
  }
}
