import Orders
import TicketApp

/// What the interactive program needs of the machine beside a terminal: the clock and the files.
struct TicketDesk: Sendable {
  let rim: Rim
  let themes: ThemeShelf

  init(_ rim: Rim) {
    self.rim = rim
    themes = ThemeShelf(rim)
  }

  var now: Timestamp { Timestamp(milliseconds: rim.now()) }

  /// Does what is to be done with files.
  func perform(_ effect: Effect) -> [AppEvent] {
    switch effect {
    default: []
    }
  }
}
