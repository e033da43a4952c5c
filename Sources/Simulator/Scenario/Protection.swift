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
    guard let state = exchange.list(list) else { return nil }
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
      position: position, protection: Protection.judge(state, spec))
  }
}

extension Protection {
  /// What is open, and what stands behind it.
  static func judge(_ list: ListState, _ spec: MarketSpec) -> Protection {
    let name =
      switch spec.instrument {
      case .spot(let base, _): base
      case .future: spec.instrument.description
      }
    let exits = list.orders.filter { $0.role != .entry }
    let closed = exits.reduce(0) { $0 + $1.filled }
    let entry = list.orders.first { $0.role == .entry }
    if entry == nil, Set(exits.map(\.side)).count > 1 { return straddle(list) }
    let whole = entry.map(\.filled) ?? exits.map(\.quantity).max() ?? 0
    let open = whole - closed
    if let entry, entry.filled == 0 { return unopened(entry) }
    guard open > 0 else { return finished(list, open: open, name, spec) }
    let amount = "\(spec.quantity(open)) \(name)"
    let waiting = exits.filter { $0.status == .waiting && $0.type.isStop && !$0.isTriggered }
    let most = waiting.map { $0.quantity - $0.filled }.max() ?? 0
    if most >= open {
      let stop = waiting.first { $0.quantity - $0.filled >= open }
      let level = stop?.trigger.map { " at \(spec.price($0))" } ?? ""
      return Protection(
        verdict: .protected, sentence: "\(amount): a \(stop?.type.words ?? "stop")\(level) waits")
    }
    return Protection(
      verdict: .unprotected, sentence: "\(amount): \(gap(exits, most: most, name, spec))")
  }

  /// Why nothing protects.
  private static func gap(
    _ exits: [OrderState], most: Int64, _ name: String, _ spec: MarketSpec
  ) -> String {
    if most > 0 { return "the stop that waits is for \(spec.quantity(most)) alone" }
    if let fired = exits.first(where: { $0.type.isStop && $0.isTriggered && $0.status.isLive }) {
      let level = fired.price.map { " at \(spec.price($0))" } ?? ""
      return "the stop has fired and rests\(level); nothing stands behind it"
    }
    if exits.contains(where: { $0.status == .dormant }) { return "the exits still sleep" }
    if let resting = exits.first(where: \.status.isLive) {
      let level = (resting.price ?? resting.trigger).map { " at \(spec.price($0))" } ?? ""
      return "a \(resting.type.words)\(level) stands, and no stop behind it"
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
    _ list: ListState, open: Int64, _ name: String, _ spec: MarketSpec
  ) -> Protection {
    if open < 0 {
      return Protection(
        verdict: .unprotected,
        sentence: "\(spec.quantity(-open)) \(name) more were closed than were open")
    }
    let live = list.orders.filter { $0.status.isLive && $0.role != .entry }
    guard let left = live.first else {
      return Protection(
        verdict: .flat, sentence: "all of it is closed, and no order is left")
    }
    return Protection(
      verdict: .unprotected,
      sentence: "all of it is closed, but leg \(left.id.leg + 1) still stands and would open anew")
  }

  /// Two legs of opposite sides open a position; they protect none.
  private static func straddle(_ list: ListState) -> Protection {
    guard let opened = list.orders.first(where: { $0.filled > 0 }) else {
      return Protection(verdict: .flat, sentence: "neither leg has filled")
    }
    return Protection(
      verdict: .unprotected,
      sentence: "leg \(opened.id.leg + 1) opened a position, and no stop stands behind it")
  }
}
