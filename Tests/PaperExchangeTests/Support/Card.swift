import Exact
import Orders
import PaperExchange
import Testing

/// One situation at one venue: what is placed, what happens, and how every leg and the list end.
struct Card: Sendable, CustomTestStringConvertible {
  enum Step: Sendable {
    case trade(Int64)
    case sized(Int64, Int64)
    case quote(Int64, Int64)
    case depth(Int64, Int64, Int64)
    case mark(Int64)
    case cancel(Int)
    case cancelList
    case session
    case time(Int64)
  }

  let number: String
  let venue: String
  let kind: Kind
  let situation: String
  /// What the venue says, or that the sheet chose for want of it.
  let sentence: String
  var isDerivative = false
  /// What the account has of the base besides; "0" where an exit is to lack funds.
  var base = "1"
  /// Millionths, taken in what is received.
  var commission: Int64 = 0
  let orders: [NewOrder]
  let steps: [Step]
  let outcome: [String]
  /// In the order it was told; empty where only the outcome matters.
  var story: [String] = []

  var testDescription: String { "\(number) \(venue) \(kind.rawValue): \(situation)" }

  var isFuture: Bool { venue == "tradovate" }

  /// Plays the card.
  func play() -> World? {
    guard
      let sheet = ContingencyRules.sheet(of: VenueID(venue), kind, isDerivative: isDerivative)
    else { return nil }
    let cost = MarketSpec.Commission(maker: commission, taker: commission, taken: .received)
    var world = World(
      isFuture ? World.future(cost) : World.spot(cost), base: World.decimal(base))
    world.tape(.trade(30_000), .mark(30_000))
    world.place(NewList(kind, orders: orders, rules: sheet.rules))
    for step in steps {
      switch step {
      case .trade(let price): world.tape(.trade(price))
      case .sized(let price, let size): world.tape(.trade(price: price, size: size))
      case .quote(let bid, let ask): world.tape(.quote(bid, ask))
      case .depth(let bid, let ask, let depth):
        world.tape(.quote(bid: bid, ask: ask, bidDepth: depth, askDepth: depth))
      case .mark(let price): world.tape(.mark(price))
      case .cancel(let leg): world.cancel(leg: leg)
      case .cancelList: world.cancel()
      case .session: world.tape(.sessionEnd)
      case .time(let now): world.tape(.time(now))
      }
    }
    return world
  }
}

/// The orders the cards speak of; the market stands at 30,000.
enum Legs {
  static let target = NewOrder(.limit, .sell, quantity: 10, price: 32_000)
  static let maker = NewOrder(.limitMaker, .sell, quantity: 10, price: 32_000)
  static let stopLimit = NewOrder(
    .stopLimit, .sell, quantity: 10, price: 28_900, trigger: 29_000)
  static let stop = NewOrder(.stop, .sell, quantity: 10, trigger: 29_000)
  static let profit = NewOrder(.takeProfit, .sell, quantity: 10, trigger: 32_000)
  static let entry = NewOrder(.limit, .buy, quantity: 10, price: 29_500)

  static func with(_ order: NewOrder, _ change: (inout NewOrder) -> Void) -> NewOrder {
    var order = order
    change(&order)
    return order
  }
}
