import Exact
import Orders
import PaperExchange

extension ScenarioPlayer {
  /// What happened to a leg, in plain words.
  func sentence(_ event: Event, _ leg: Int, earlier: ArraySlice<Event>) -> String {
    let spec = stage.spec
    let order = stage.orders[leg]
    switch event.what {
    case .accepted: return event.to == .dormant ? "sleeps until leg 1 has filled" : stance(leg)
    case .armed: return "wakes: \(stance(leg))"
    case .triggered(let price):
      let source = order.type.isLimit ? TriggerSource.last : source(order)
      return "fires: the \(source.rawValue) price is \(spec.price(price)); \(fired(leg))"
    case .filled(let price, let lots, _):
      let verb = order.side == .buy ? "buys" : "sells"
      let rest = event.to == .filled ? "all of it" : "\(left(leg)) left"
      return "\(verb) \(spec.quantity(lots)) at \(spec.price(price)), \(rest)"
    case .canceled(let reason), .expired(let reason), .rejected(let reason):
      return ending(reason, event, leg, earlier)
    case .amended(let quantity): return "is now for \(spec.quantity(quantity))"
    case .notAmended: return "stays as it was: what it should grow to cannot be paid"
    case .list, .balance, .position: return ""
    }
  }

  private func source(_ order: NewOrder) -> TriggerSource { order.source ?? stage.rules.source }

  /// How an order stands while it is live.
  private func stance(_ leg: Int) -> String {
    let spec = stage.spec
    let order = stage.orders[leg]
    let isPair = stage.ticket.kind.role(at: leg) == .pair || stage.ticket.kind.hasPairOfExits
    if order.type.isLimit, let price = order.price.map(spec.price) {
      if stage.rules.limitRest == .offBook, isPair, leg > 0 || stage.ticket.kind == .oco {
        return "waits outside the book for the last price to come to \(price)"
      }
      return "rests in the book at \(price)"
    }
    if order.type == .market { return "goes to the market" }
    let price = "the \(source(order).rawValue) price"
    if order.type.isTrailing {
      let trail = stage.legs[leg].trail?.text ?? ""
      guard let trigger = order.trigger.map(spec.price) else {
        return "follows \(price) at \(trail)"
      }
      return "follows \(price) at \(trail), from \(trigger) on"
    }
    let way = (order.type.isTakeProfit ? order.side == .buy : order.side == .sell)
    let level = order.trigger.map { spec.price($0).description } ?? "?"
    return "waits for \(price) to \(way ? "fall" : "rise") to \(level)"
  }

  private func fired(_ leg: Int) -> String {
    guard let price = stage.orders[leg].price else { return "goes to the market" }
    return "now a limit order at \(stage.spec.price(price))"
  }

  private func left(_ leg: Int) -> Decimal {
    let quantity = exchange.order(OrderID(list, leg: leg)).map { stage.spec.quantity($0.quantity) }
    return (try? (quantity ?? .zero) - memory[leg].filled) ?? .zero
  }

  // MARK: Endings

  private func ending(
    _ reason: Reason, _ event: Event, _ leg: Int, _ earlier: ArraySlice<Event>
  ) -> String {
    switch reason {
    case .user:
      guard let named, named != leg else { return "cancelled by its owner" }
      return "cancelled along with leg \(named + 1)"
    case .sibling: return "taken away: leg \(other(leg) + 1) \(deed(of: other(leg), earlier))"
    case .siblingRefused: return "goes too: leg \(other(leg) + 1) was refused"
    case .siblingExpired: return "goes too: leg \(other(leg) + 1) expired"
    case .entryCanceled: return "goes too: its entry was cancelled\(part)"
    case .entryExpired: return "goes too: its entry ended\(part)"
    case .listRefused: return "refused with the list"
    case .insufficientFunds: return "cannot be paid: \(shortage(leg))"
    case .badRelation: return "refused\(market): it is on the wrong side of it"
    case .wouldTrigger: return "refused\(market): its trigger has come already"
    case .wouldMatch: return "refused\(market): it may only rest, and would trade at once"
    case .unfilledIOC: return "ends: it does not wait, and no more is to be had"
    case .unfilledFOK: return "ends: all at once or nothing, and not all is to be had"
    case .insufficientLiquidity: return "ends: no more is offered"
    case .noMarket: return "ends: there is no price to trade at"
    case .outOfTime: return "expires: its time has come"
    case .sessionEnd: return "expires: it was for the session"
    case .outOfBounds: return "refused: smaller or larger than the market takes"
    case .malformed: return "refused: such an order means nothing"
    }
  }

  private var part: String {
    memory.first?.filled.isPositive == true ? " after it filled in part" : " unfilled"
  }

  private var market: String {
    guard let last = exchange.view(of: 0)?.last else { return "" }
    return " at a market of \(stage.spec.price(last))"
  }

  /// What the leg's partner did that took it away.
  private func deed(of partner: Int, _ earlier: ArraySlice<Event>) -> String {
    for event in earlier.reversed() where event.leg.map(Int.init) == partner {
      switch event.what {
      case .triggered: return "fired"
      case .filled: return event.to == .filled ? "has filled" : "began to fill"
      default: continue
      }
    }
    return "acted"
  }

  private func other(_ leg: Int) -> Int {
    stage.ticket.kind == .oco ? 1 - leg : 3 - leg
  }

  /// What a sell lacks, in figures; a buy's need depends on the price it would find.
  private func shortage(_ leg: Int) -> String {
    let order = stage.orders[leg]
    guard case .spot(let base, let quote) = stage.spec.instrument else { return "no cash is left" }
    let asset = order.side == .sell ? base : quote
    let free = exchange.ledger.balance(of: asset)?.free ?? .zero
    if order.side == .buy { return "\(free) \(quote) is free" }
    let quantity = exchange.order(OrderID(list, leg: leg))?.quantity ?? order.quantity
    return "needs \(stage.spec.quantity(quantity)) \(base), and \(free) is free"
  }
}
