import Orders
import Screen

/// What the help tells, row by row: the command table first, and what is typed.
struct HelpContent {
  /// One row: what is pressed, typed or seen, and what it means.
  struct Entry: Hashable, Sendable {
    let key: String
    let title: String
    let text: String
    /// Why it cannot be done now.
    var obstacle: String?
  }

  struct Section: Hashable, Sendable {
    let title: String
    let entries: [Entry]
  }

  static func sections(_ app: App) -> [Section] {
    commands(app) + [
      Section(title: "In the fields of the ticket", entries: rows(fieldKeys)),
      Section(title: "In every window, and in every line that is typed", entries: rows(windowKeys)),
      Section(title: "Amounts: what a price takes", entries: rows(amounts)),
      Section(title: "Amounts: what a quantity takes", entries: rows(sizes)),
      Section(title: "Quick entry: a ticket in one line", entries: rows(quickLines)),
      Section(title: "Command line: names that take something", entries: verbs),
      Section(title: "Signs on the screen", entries: rows(signs)),
    ]
  }

  private static func rows(_ rows: [(String, String)]) -> [Entry] {
    rows.map { Entry(key: $0.0, title: "", text: $0.1) }
  }

  /// The command table, by the place its keys work in.
  private static func commands(_ app: App) -> [Section] {
    let places: [(AppCommand.Place, String)] =
      [(.anywhere, "Anywhere")]
      + App.Pane.allCases.map { (.pane($0), "In the pane '\($0.title)'") }
    return places.compactMap { place, title in
      let commands = AppCommand.offered(app).filter { $0.place == place }
      if commands.isEmpty { return nil }
      return Section(
        title: title,
        entries: commands.map { command in
          let keys = app.setup.keymap.chords(of: command).map(\.name)
          return Entry(
            key: keys.isEmpty ? ":\(command.name)" : keys.joined(separator: " "),
            title: command.title.string, text: command.help.string,
            obstacle: command.obstacle(app)?.string)
        })
    }
  }

  private static var verbs: [Entry] {
    LineVerb.all.map {
      Entry(key: ":\($0.name) \($0.usage)", title: "", text: $0.help.string)
    }
  }

  static let fieldKeys: [(String, String)] = [
    ("tab shift-tab", "Goes to the next field, or to the one before."),
    ("enter", "Takes the nearest legal value where a rule offers one, else goes on."),
    ("up down", "Moves a number by a tick or a lot; pgup, pgdn, shift-up, shift-down by ten."),
    ("left right", "Goes through a choice, or moves the cursor in a text."),
    ("a letter", "Goes to the next word of a choice that begins with it."),
    ("ctrl-a ctrl-e", "Goes to the beginning or the end of a text; home and end do, too."),
    ("ctrl-u", "Empties the field."),
    ("tab right enter", "In the symbol: takes the suggestion; up and down go to another."),
    ("ctrl-d", "Deletes the character under the cursor; del does, too."),
  ]

  static let windowKeys: [(String, String)] = [
    ("esc", "Leaves the window; ctrl-c and ctrl-g do, too. Nothing is changed by leaving."),
    ("up down", "Moves by a row; pgup and pgdn by a page. In a typed line: earlier lines."),
    ("ctrl-a ctrl-e", "Goes to the beginning or the end of the line; alt-b and alt-f by words."),
    ("ctrl-w ctrl-u ctrl-k", "Deletes the word before, everything before, or everything behind."),
  ]

  static let amounts: [(String, String)] = [
    ("32000", "The number, as it stands; it is never rounded."),
    ("32k", "Thousands; m makes millions."),
    ("last+2%", "From a price of the market: last, bid, ask or mark."),
    ("30000-5t", "So many ticks further."),
    ("-1.5%", "From the entry, or from the last price where there is none."),
    ("2R", "So many times as far from the entry as the stop, on the side of gain."),
    ("entry+1R", "entry and stop are the ticket's own prices."),
    ("(bid+ask)/2", "Plus, minus, times, divided by, and brackets; rounded to the tick."),
  ]

  static let sizes: [(String, String)] = [
    ("0.01", "The number, as it stands; 2k and 0.1*3 work here, too."),
    ("risk 100", "As much as loses at most 100 at the stop, before commission."),
    ("300 usdt", "As much as is worth that."),
    ("25%", "That part of what the account can buy or sell."),
  ]

  static let quickLines: [(String, String)] = [
    (
      "sell oco 0.01 btc/usdt 32000 / 29000 28900",
      "Side, kind, size, symbol, and the legs between slashes: "
        + "one price is a limit, two are a stop limit."
    ),
    (
      "buy otoco risk 100 eth/usdt 1900 / 2200 / stop 1800",
      "An entry, then its exits on the other side; "
        + "stop, tp, trail, maker, limit and market name a type."
    ),
    (
      "sell oco 25% btc/usdt maker last+2% / trail 1% by mark",
      "Amounts as in the fields, but without blanks; "
        + "by last, mark or index; gtc, ioc, fok, day, until +2h."
    ),
  ]

  static let signs: [(String, String)] = [
    ("PAPER", "No money: the exchange inside the program. TESTNET, DEMO and LIVE are others'."),
    ("✓", "The venue would take the ticket, as far as can be told."),
    ("✗", "A rule is broken, or a text is not understood: the sentence beside it says which."),
    ("!", "The venue takes it, but it may not do what was meant; or something stays open."),
    ("–", "The venue cannot say this ticket at all; its payload pane tells why."),
    ("↳", "The nearest legal value: enter takes it."),
    ("= 30,600", "What a typed amount comes to now."),
    ("≠", "In payloads side by side: another value than the chosen venue's. Spelling is no value."),
    ("( )", "In payloads side by side: said once in the request, for several legs."),
    ("‹ ›", "A choice: left and right change it. In a payload: filled in when it is sent."),
    ("▲ ▼", "The last price rose, or fell, when it last moved."),
    ("◄ last", "Where the last price stands between the legs."),
    ("…", "Something was cut here for want of room."),
  ]
}
