extension Catalogue {
  /// The verbs of this program, in the order in which help lists them.
  ///
  /// Adding a verb is adding its row here; nothing else lists verbs.
  static let shipped = Catalogue.with(
    bare: TicketVerb.command,
    commands: [
      Preview.command, Check.command, Submit.command, ListsVerb.command, Cancel.command,
      JournalVerb.command, Simulate.command, Serve.command, Rules.command,
      VenuesVerb.command, Play.command, ThemesVerb.command, Doctor.command, .help, .man,
      .completions,
    ])

  /// The program's own description around a set of rows; tests put other rows in.
  static func with(bare: Command, commands: [Command]) -> Catalogue {
    Catalogue(
      summary: "order tickets for orders that travel in pairs",
      discussion: [
        "Tandem turns one intent (one-cancels-the-other, one-triggers-the-other, or both) into the"
          + " exact requests that five venues would receive, and says beforehand whether each of"
          + " them is legal and what it will do.",
        "Wherever a FILE is read, - means standard input. Errors go to standard error, one a"
          + " line, as tandem: what: why.",
      ],
      bare: bare,
      commands: commands,
      files: [
        Entry(
          term: "$XDG_CONFIG_HOME/tandem/config",
          text: "What is chosen once and for all; see Configuration."),
        Entry(
          term: "$XDG_CONFIG_HOME/tandem/themes/NAME.theme",
          text: "Themes of your own. One that is worn is read again when its file changes."),
        Entry(
          term: "$XDG_CONFIG_HOME/tandem/credentials",
          text: "Keys of the venues, one section for each venue and environment. Refused when"
            + " anybody but its owner can read it."),
        Entry(
          term: "$XDG_STATE_HOME/tandem/journal",
          text: "What was sent, and what came of it; see Journal."),
      ],
      variables: [
        Entry(
          term: "XDG_CONFIG_HOME",
          text: "Where the configuration lives; $HOME/.config when unset or empty."),
        Entry(
          term: "XDG_STATE_HOME",
          text: "Where the journal lies; $HOME/.local/state when unset or empty."),
        Entry(term: "HOME", text: "The home directory."),
        Entry(
          term: "https_proxy, no_proxy",
          text: "The way to venues where it leads through a proxy; curl(1) has the forms."),
        Entry(term: "TERM, COLORTERM", text: "What the terminal is, and how many colours it has."),
        Entry(
          term: "NO_COLOR", text: "No colours when it is set and not empty, unless --color asks."),
        Entry(
          term: "LC_ALL, LC_CTYPE, LANG",
          text: "Whether the terminal shows UTF-8; the first that is set decides."),
      ],
      sections: { ManualPages.all }
    )
  }
}
