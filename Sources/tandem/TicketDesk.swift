import Orders

/// What the interactive program needs of the machine beside a terminal: the clock and the themes.
struct TicketDesk: Sendable {
  private let rim: Rim
  let themes: ThemeShelf

  init(_ rim: Rim) {
    self.rim = rim
    themes = ThemeShelf(rim)
  }

  var now: Timestamp { Timestamp(milliseconds: rim.now()) }
}
