import Client
import Exact
import Orders
import Paper
import Screen
import Venues

@testable import TicketApp

/// The program with the paper venues behind it, driven by keys.
struct PaperRun {
  var app: App
  var world: PaperMarkets

  init(
    _ ticket: Ticket = .example, size: Size = Size(columns: 120, rows: 40), seed: UInt64 = 7,
    tape: PaperTape = .still
  ) throws {
    app = App(App.Setup(ticket: ticket, seed: seed), size: size)
    let start = Timestamp(milliseconds: 1_700_000_000_000)
    world = try PaperMarkets(seed: seed, tape: tape, now: start)
    tell(.now(start))
    tell(world.begin())
  }

  /// Hands an event to the program, what it wants to the world, and what comes of that back.
  mutating func tell(_ event: AppEvent) {
    for effect in app.update(event) {
      if case .trade(let instrument, let price) = effect {
        tell(world.trade(instrument, at: price))
      } else if let command = effect.command {
        tell(world.perform(command))
      }
    }
  }

  mutating func tell(_ news: [ClientNews]) { for item in news { tell(AppEvent(item)) } }

  mutating func press(_ names: String...) {
    for name in names {
      if let chord = Chord(name: name) { tell(.input(.key(chord.key))) }
    }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { tell(.input(.key(Key(.character(scalar))))) }
  }

  mutating func pass(_ milliseconds: Int64) {
    tell(world.pass(Timestamp(milliseconds: world.now.milliseconds + milliseconds)))
  }

  mutating func trade(_ price: Decimal) {
    tell(world.trade(app.live.reading.ticket.instrument, at: price))
  }

  mutating func show(_ venue: VenueID) {
    if let at = app.venues.firstIndex(where: { $0.id == venue }) { press("alt-\(at + 1)") }
  }

  var text: String { app.draw().text }
}
