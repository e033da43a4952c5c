import Client
import Orders
import Simulator
import TicketApp
import Venues

/// What is behind the interactive program: markets, accounts and venues, in paper or for real.
///
/// It is told the time, never asks for it, and says when it has something to do next.
protocol TicketWorld: Sendable {
  /// What the program is told first.
  mutating func begin() -> [AppEvent]

  /// Does what the program wants of a venue, and tells what came of it.
  mutating func perform(_ effect: Effect) -> [AppEvent]

  /// Lets time go on to a moment.
  mutating func pass(_ now: Timestamp) -> [AppEvent]

  /// When something will happen by itself; nil when nothing will.
  var nextDuty: Timestamp? { get }

  /// Others move a market; nil where it is not known.
  mutating func move(_ move: TapeMove) -> [AppEvent]?
}

extension PaperWorld: TicketWorld {}

/// No venue can be reached: nothing moves, and nothing is sent.
struct OfflineWorld: TicketWorld {
  private let reason: String

  init(_ environment: Environment) {
    reason =
      "nothing was sent: this version sends to paper venues only, not to \(environment.rawValue)"
  }

  var nextDuty: Timestamp? { nil }

  func begin() -> [AppEvent] {
    VenueCatalogue.all.map { .connection($0.id, Connection(.offline, reason: reason)) }
  }

  func pass(_ now: Timestamp) -> [AppEvent] { [] }

  func perform(_ effect: Effect) -> [AppEvent] {
    effect.sent.map { [.outcome($0, .refused(reason))] } ?? [.failed(reason)]
  }

  func move(_ move: TapeMove) -> [AppEvent]? { nil }
}

extension Effect {
  /// What is asked of a venue.
  var sent: Sent? {
    switch self {
    case .place(let placement): .place(placement.key)
    case .cancel(let cancellation): cancellation.sent
    default: nil
    }
  }

  /// Whether it is for the world, not for the terminal or the disk.
  var isOfTheWorld: Bool {
    if case .trade = self { return true }
    return sent != nil
  }
}
