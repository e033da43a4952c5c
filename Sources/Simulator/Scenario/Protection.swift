import Exact
import Orders
import PaperExchange

/// What stands between a position and the market when the story is over.
public struct Protection: Hashable, Sendable {
  /// In a word, for scripts.
  public enum Verdict: String, CaseIterable, Sendable {
    /// A stop waits behind all of it.
    case protected
    /// Something is open, and no stop waits behind all of it.
    case unprotected
    /// Nothing was opened, or all of it was closed.
    case flat
  }

  public let verdict: Verdict
  public let sentence: String
}

extension ScenarioPlayer {
  /// How everything stands.
  var end: ScenarioEnd? {
    guard let state = exchange.list(list) else { return untaken }
    let spec = stage.spec
    let legs = state.orders.enumerated().map { leg, order in
      let memory = memory[leg]
      let average =
        memory.filled.isPositive
        ? try? memory.value.divided(by: memory.filled, digits: spec.tick.scale + 2, .nearest) : nil
      return ScenarioEnd.Leg(
        role: order.role, type: order.type, side: order.side, status: order.status,
        word: VenueWord.status(order.status, order.type, at: stage.venue.id),
        quantity: spec.quantity(order.quantity), filled: spec.quantity(order.filled),
        averagePrice: average, reason: memory.reason)
    }
    return ScenarioEnd(
      list: state.status, last: exchange.view(of: 0)?.last.map(spec.price), legs: legs,
      balances: exchange.ledger.assets.compactMap { exchange.ledger.balance(of: $0.name) },
      position: position, protection: Protection.judge(state, spec, held: opening, fees: baseFees),
      known: knowledge)
  }

  /// The venue never had the list.
  private var untaken: ScenarioEnd {
    ScenarioEnd(
      list: .rejected, last: exchange.view(of: 0)?.last.map(stage.spec.price), legs: [],
      balances: exchange.ledger.assets.compactMap { exchange.ledger.balance(of: $0.name) },
      position: position,
      protection: Protection.untaken(stage.ticket.kind, stage.orders, stage.spec, held: opening),
      known: knowledge)
  }

  /// What commission took of the coin that was bought.
  private var baseFees: Decimal {
    guard let base = stage.spec.instrument.base, let at = exchange.ledger.index(of: base)
    else { return .zero }
    return exchange.ledger.decimal(exchange.ledger.assets[at].fees, of: at) ?? .zero
  }
}

extension Protection {
  /// What is open, and what stands behind it.
  ///
  /// `held` is the contracts that were there before; `fees` is what commission took of what was
  /// bought.
  static func judge(
    _ list: ListState, _ spec: MarketSpec, held: Int64, fees: Decimal
  ) -> Protection {
    let exits = list.orders.filter { $0.role != .entry }
    let entry = list.orders.first { $0.role == .entry }
    if entry == nil, !areExits(exits.map(\.side), spec, held: held) {
      return opened(by: exits, spec)
    }
    if let entry, entry.filled == 0 { return unopened(entry) }
    let closed = spec.quantity(exits.reduce(0) { $0 + $1.filled })
    let pair = spec.instrument.isSpot ? exits.map(\.quantity).max() ?? 0 : abs(held)
    let whole = spec.quantity(entry?.filled ?? pair)
    let kept = entry?.side == .buy ? (try? whole - fees) ?? whole : whole
    let open = (try? kept - closed) ?? .zero
    // What is less than a lot can never be sold again; it is no position.
    guard open >= spec.lot else { return finished(list, open: open, spec) }
    let amount = "\(open) \(spec.held)"
    let waiting = exits.filter { $0.status == .waiting && $0.type.isStop && !$0.isTriggered }
    let most = waiting.max { $0.quantity - $0.filled < $1.quantity - $1.filled }
    let covered = most.map { spec.quantity($0.quantity - $0.filled) } ?? .zero
    if let most, let left = try? open - covered, left < spec.lot {
      let level = most.trigger.map { " at \(spec.price($0))" } ?? ""
      return Protection(
        verdict: .protected, sentence: "\(amount), behind which a \(most.type.words)\(level) waits")
    }
    return Protection(
      verdict: .unprotected, sentence: "\(amount): \(gap(exits, covered: covered, spec))")
  }

  /// What the orders of a list would have stood for that the venue never had.
  static func untaken(
    _ kind: Kind, _ orders: [NewOrder], _ spec: MarketSpec, held: Int64
  ) -> Protection {
    let isExit =
      kind == .oco && areExits(orders.map(\.side), spec, held: held) && !orders.isEmpty
    guard isExit else {
      return Protection(verdict: .flat, sentence: "nothing was placed; there is nothing to protect")
    }
    let most = spec.instrument.isSpot ? orders.map(\.quantity).max() ?? 0 : abs(held)
    return Protection(
      verdict: .unprotected,
      sentence: "\(spec.quantity(most)) \(spec.held): no order stands, for nothing was placed")
  }

  /// Why nothing protects.
  private static func gap(
    _ exits: [OrderState], covered: Decimal, _ spec: MarketSpec
  ) -> String {
    if covered.isPositive { return "the stop that waits is for \(covered) alone" }
    func level(_ price: Int64?) -> String { price.map { " at \(spec.price($0))" } ?? "" }
    if let fired = exits.first(where: { $0.type.isStop && $0.isTriggered && $0.status.isLive }) {
      return "the stop has fired and rests\(level(fired.price)); nothing stands behind it"
    }
    if exits.contains(where: { $0.status == .dormant }) { return "the exits still sleep" }
    if let resting = exits.first(where: \.status.isLive) {
      let word = resting.type.isLimit ? "limit" : resting.type.words
      return "a \(word)\(level(resting.price ?? resting.trigger)) stands, and no stop"
    }
    return "no order stands"
  }

  private static func unopened(_ entry: OrderState) -> Protection {
    Protection(
      verdict: .flat,
      sentence: entry.status.isLive
        ? "the entry has not filled; there is nothing to protect yet"
        : "the entry never filled; there is nothing to protect")
  }

  private static func finished(
    _ list: ListState, open: Decimal, _ spec: MarketSpec
  ) -> Protection {
    // Below zero by less than a lot is commission that came from what was owned before.
    if open.isNegative, open.magnitude >= spec.lot {
      return Protection(
        verdict: .unprotected,
        sentence: "\(open.magnitude) \(spec.held) more were closed than were open")
    }
    guard let left = list.orders.first(where: { $0.status.isLive && $0.role != .entry }) else {
      let rest = open.isPositive ? ", but for \(open) \(spec.held), which is less than a lot" : ""
      return Protection(
        verdict: .flat, sentence: "all of it is closed, and no order is left\(rest)")
    }
    return Protection(
      verdict: .unprotected,
      sentence: "all of it is closed, but leg \(left.id.leg + 1) still stands and would open anew")
  }

  /// Whether a pair closes something: a coin that is owned, or contracts that are held.
  private static func areExits(_ sides: [Side], _ spec: MarketSpec, held: Int64) -> Bool {
    if spec.instrument.isSpot { return sides.allSatisfy { $0 == .sell } }
    return sides.allSatisfy { $0 == .sell ? held > 0 : held < 0 }
  }

  /// A pair that closes nothing opens a position, and protects none.
  private static func opened(by pair: [OrderState], _ spec: MarketSpec) -> Protection {
    guard let leg = pair.first(where: { $0.filled > 0 }) else {
      return Protection(verdict: .flat, sentence: "neither leg has filled; nothing was opened")
    }
    let verb = leg.side == .buy ? "bought" : "sold"
    return Protection(
      verdict: .unprotected,
      sentence: "leg \(leg.id.leg + 1) \(verb) \(spec.quantity(leg.filled)) \(spec.held), and no "
        + "stop stands behind it")
  }
}

extension MarketSpec {
  /// What a position here is counted in: the coin, or the contract.
  fileprivate var held: String { instrument.base ?? instrument.description }
}
