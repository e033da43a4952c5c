import Exact
import Orders
import PaperExchange

/// What became of an order at a desk, in decimals and words.
public enum Happening: Hashable, Sendable {
  case accepted
  /// An exit woke up.
  case armed
  /// The price that was watched came.
  case triggered(Decimal)
  case filled(PaperFill)
  case canceled(String)
  case expired(String)
  case rejected(String)
  case amended(Decimal)
  case notAmended(String)
}

extension Desk {
  /// An event of an order as it is told; nil for what is not the order's own.
  public func happening(_ order: PaperOrder, _ what: Event.What) -> Happening? {
    let spec = specs[order.market]
    switch what {
    case .accepted: return .accepted
    case .armed: return .armed
    case .triggered(let price): return .triggered(spec.price(price))
    case .filled: return order.fills.last.map(Happening.filled)
    case .canceled(let reason): return .canceled(reason.words)
    case .expired(let reason): return .expired(reason.words)
    case .rejected(let reason): return .rejected(reason.words)
    case .amended(let quantity): return .amended(spec.quantity(quantity))
    case .notAmended(let reason): return .notAmended(reason.words)
    case .list, .balance, .position: return nil
    }
  }
}

extension Reason {
  /// The engine's reason as a person says it.
  public var words: String {
    switch self {
    case .user: "on request"
    case .sibling: "the other leg went first"
    case .siblingRefused: "the other leg was refused"
    case .siblingExpired: "the other leg expired"
    case .entryCanceled: "the entry was cancelled"
    case .entryExpired: "the entry expired"
    case .listRefused: "the list was refused"
    case .insufficientFunds: "insufficient funds"
    case .wouldMatch: "it would have taken, and may only make"
    case .wouldTrigger: "it would trigger at once"
    case .badRelation: "the prices stand wrong to the market"
    case .unfilledIOC: "the rest found nobody at once"
    case .unfilledFOK: "not all of it found somebody at once"
    case .insufficientLiquidity: "too little on the other side"
    case .noMarket: "the market has no price"
    case .outOfTime: "its time was over"
    case .sessionEnd: "the session ended"
    case .outOfBounds: "outside of what the market takes"
    case .malformed: "the request made no sense"
    }
  }
}
