import Exact
import Orders
import TicketApp
import Venues

/// What is behind the interactive program: markets, accounts and venues, in paper or for real.
///
/// It is told the time, never asks for it, and says when it has something to do next.
protocol TicketWorld: Sendable {
  /// Does what the program wants of a venue, and tells what came of it.
  mutating func perform(_ effect: Effect) -> [AppEvent]

  /// Lets time go on to a moment.
  mutating func pass(_ now: Timestamp) -> [AppEvent]

  /// When something will happen by itself; nil when nothing will.
  var nextDuty: Timestamp? { get }

  /// A trade of somebody else's.
  mutating func trade(_ trade: TapeTrade) throws(TapeTrade.Refusal) -> [AppEvent]
}

/// A trade that moves the market.
struct TapeTrade: Hashable, Sendable {
  let instrument: Instrument
  let price: Decimal
  let quantity: Decimal?

  /// Why the market does not know such a trade.
  struct Refusal: Error, Hashable, Sendable {
    let sentence: String
  }
}

/// No venue can be reached: nothing moves, and nothing is sent.
struct OfflineWorld: TicketWorld {
  let environment: Environment
  private var isTold = false

  init(_ environment: Environment) { self.environment = environment }

  var nextDuty: Timestamp? { nil }

  mutating func pass(_ now: Timestamp) -> [AppEvent] {
    if isTold { return [] }
    isTold = true
    return VenueCatalogue.all.map { .connection($0.id, Connection(.offline, reason: reason)) }
  }

  mutating func perform(_ effect: Effect) -> [AppEvent] {
    effect.sent.map { [.outcome($0, .refused(reason))] } ?? []
  }

  mutating func trade(_ trade: TapeTrade) throws(TapeTrade.Refusal) -> [AppEvent] {
    throw TapeTrade.Refusal(sentence: "only the paper market has a tape")
  }

  private var reason: String {
    "nothing was sent: this version sends to paper venues only, not to \(environment.rawValue)"
  }
}
