import Exact
import Orders
import Screen
import Venues

@testable import TicketApp

/// The program with the paper venues behind it, driven by keys.
struct PaperRun {
  var app: App
  var world: PaperWorld

  init(
    _ ticket: Ticket = .example, size: Size = Size(columns: 120, rows: 40), seed: UInt64 = 7,
    tape: PaperTape = .still
  ) {
    app = App(App.Setup(ticket: ticket, seed: seed), size: size)
    let start = Timestamp(milliseconds: 1_700_000_000_000)
    world = PaperWorld(seed: seed, tape: tape, now: start)
    for event in world.begin() { _ = app.update(event) }
  }

  /// Hands an event to the program, what it wants to the world, and what comes of that back.
  mutating func tell(_ event: AppEvent) {
    for effect in app.update(event) {
      for answer in world.perform(effect) { _ = app.update(answer) }
    }
  }

  mutating func press(_ names: String...) {
    for name in names {
      if let chord = Chord(name: name) { tell(.input(.key(chord.key))) }
    }
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { tell(.input(.key(Key(.character(scalar))))) }
  }

  mutating func pass(_ milliseconds: Int64) {
    for event in world.pass(world.now.later(milliseconds)) { _ = app.update(event) }
  }

  mutating func trade(_ price: Decimal) {
    for event in world.trade(app.live.reading.ticket.instrument, at: price) {
      _ = app.update(event)
    }
  }

  mutating func show(_ venue: VenueID) {
    if let at = app.venues.firstIndex(where: { $0.id == venue }) { press("alt-\(at + 1)") }
  }

  var text: String { app.draw().text }
}
