import Client
import Orders
import Simulator
import TicketApp
import Venues

/// What is behind the interactive program: markets, accounts and venues, in paper or for real.
///
/// It is told the time, never asks for it, and says when it has something to do next. What takes
/// long it does not do before it is passed the time, so that the first screen waits for nothing.
protocol TicketWorld: Sendable {
  /// What the program is told first; nothing has been reached yet.
  mutating func begin() -> [AppEvent]

  /// Does what the program wants of a venue, and tells what came of it.
  mutating func perform(_ effect: Effect) -> [AppEvent]

  /// Lets time go on to a moment.
  mutating func pass(_ now: Timestamp) -> [AppEvent]

  /// When something will happen by itself; nil when nothing will.
  var nextDuty: Timestamp? { get }

  /// Others move a market; nil where it is not known.
  mutating func move(_ move: TapeMove) -> [AppEvent]?

  /// Whom to ring, from any thread, when there is something to pass the time for.
  mutating func wake(by ring: @escaping @Sendable () -> Void)

  /// The program ends.
  mutating func finish()
}

extension TicketWorld {
  mutating func move(_ move: TapeMove) -> [AppEvent]? { nil }

  mutating func wake(by ring: @escaping @Sendable () -> Void) {}

  mutating func finish() {}
}

/// No venue can be reached: nothing moves, and nothing is sent.
struct OfflineWorld: TicketWorld {
  /// Why, by venue.
  private let reasons: [(venue: VenueID, reason: String)]

  init(_ reasons: [(venue: VenueID, reason: String)]) { self.reasons = reasons }

  var nextDuty: Timestamp? { nil }

  func begin() -> [AppEvent] {
    reasons.map { .connection($0.venue, Connection(.offline, reason: $0.reason)) }
  }

  func pass(_ now: Timestamp) -> [AppEvent] { [] }

  func perform(_ effect: Effect) -> [AppEvent] {
    guard let sent = effect.sent else {
      if case .reconnect(let venue) = effect { return [.failed(reason(venue))] }
      return []
    }
    return [.outcome(sent, .notSent("nothing was sent: \(reason(sent.key.venue))"))]
  }

  private func reason(_ venue: VenueID) -> String {
    reasons.first { $0.venue == venue }?.reason ?? "there is no venue of that name"
  }
}

extension Effect {
  /// What is asked of a venue, and gets an answer of its own.
  var sent: Sent? {
    switch self {
    case .place(let placement): .place(placement.key)
    case .cancel(let cancellation): cancellation.sent
    case .amend(let amending): amending.sent
    default: nil
    }
  }

  /// Whether it is for the world, not for the terminal or the disk.
  var isOfTheWorld: Bool { command != nil || isTimed }

  /// Whether the world has to know what time it is now: what is signed as of now, or moves prices.
  var isTimed: Bool {
    if case .trade = self { return true }
    return sent != nil
  }
}
