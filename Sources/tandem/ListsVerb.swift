/// `tandem lists`: every order list that is known, and how it stands.
enum ListsVerb {
  static let offline = Option(
    name: "offline", help: "ask nobody: print the last word that the journal has")

  /// The row, around the body that does the work.
  static func command(run: @escaping Command.Body) -> Command {
    Command(
      name: "lists",
      group: .tickets,
      summary: "ask the venues how every order list stands",
      discussion: [
        "The venues that the journal has lists of are asked, and those that --venue names: what is"
          + " in doubt is looked for in every way the venue has, and what has ended is told. A list"
          + " of a venue that could not be reached is printed as it was last heard of, and marked.",
        "What is wrong with a list is said below it (a leg without its sibling, exits larger than"
          + " the entry, or than the position of a futures account, a list that is gone), and"
          + " whether the same ticket could be sent anew.",
        "The paper venues that are built in begin anew with each command and have no lists;"
          + " without --simulators the journal alone is asked.",
      ],
      options: [.venue, offline] + Option.reaching + [.wait, .textOrJSON],
      exits: [
        Exit(.fine),
        Exit(.unreadable, "The command line, the keys or the journal could not be read."),
        Exit(.inDoubt, "A list is still in doubt."),
        Exit(.noConnection, "A venue could not be reached; what is known was printed."),
      ],
      examples: [
        Example("tandem lists --simulators localhost:9400", "Those at the venues of tandem serve."),
        Example("tandem lists --env live --offline", "What the journal says, without a network."),
      ],
      run: run
    )
  }
}
