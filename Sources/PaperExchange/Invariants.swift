import Orders

/// What must be true of an exchange after every step, whatever was asked of it.
public enum Invariants {
  /// What is not true; empty when all is well.
  public static func check(_ exchange: PaperExchange) -> [String] {
    orders(exchange) + lists(exchange) + places(exchange) + money(exchange) + watches(exchange)
  }

  /// What is wrong with the events of one step: numbers without a gap, steps of the table.
  public static func check(_ events: [Event], after last: Int64) -> [String] {
    var found: [String] = []
    for (offset, event) in events.enumerated() {
      if event.sequence != last + Int64(offset) + 1 { found.append("a gap before \(event)") }
      guard event.order != nil else { continue }
      switch event.from.step(to: event.to) {
      case .forward: break
      case .same:
        if event.from.isFinal { found.append("spoken of after its end: \(event)") }
      case .surprising, .backward: found.append("no step of the table: \(event)")
      }
    }
    return found
  }

  private static func orders(_ exchange: PaperExchange) -> [String] {
    var found: [String] = []
    for list in exchange.lists.indices where !exchange.lists[list].isFree {
      for place in exchange.lists[list].orders {
        let order = exchange.orders[place]
        let isWhole = order.filled == order.quantity && order.quantity > 0
        if order.filled < 0 || order.filled > max(0, order.quantity) {
          found.append("\(place) overfilled")
        }
        if (order.status == .filled) != isWhole { found.append("\(place) filled, or is it?") }
        if order.status == .partlyFilled, order.filled == 0 { found.append("\(place) partly?") }
        if order.filled > 0, [.waiting, .dormant, .working].contains(order.status) {
          found.append("\(place) has fills as \(order.status.rawValue)")
        }
        if order.status == .unknown { found.append("\(place) was never spoken of") }
        if !order.status.isLive, order.lock != 0 || order.shares {
          found.append("\(place) ended and holds")
        }
      }
    }
    return found
  }

  private static func lists(_ exchange: PaperExchange) -> [String] {
    var found: [String] = []
    for list in exchange.lists.indices where !exchange.lists[list].isFree {
      let record = exchange.lists[list]
      let orders = record.orders.map { exchange.orders[$0] }
      if orders.count(where: \.status.isLive) != Int(record.live) {
        found.append("list \(list) counts its live orders wrongly")
      }
      if (record.live == 0) != [.done, .canceled, .rejected].contains(record.status),
        !(record.live == 1 && record.isTold)
      {
        found.append("list \(list) is \(record.status.rawValue) with \(record.live) live")
      }
      let rules = exchange.tables[Int(record.rules)]
      for (order, leg) in zip(orders, 0...) where order.partner >= 0 {
        let partner = exchange.orders[Int(order.partner)]
        guard partner.status.isLive else { continue }
        if isDecided(order, rules) { found.append("list \(list): a live sibling of leg \(leg)") }
      }
      if let entry = orders.first, entry.role == .entry {
        let sleeps = orders.dropFirst().contains { $0.status == .dormant }
        let isAwake = entry.status.isLive && (entry.filled == 0 || rules.arming == .fullFill)
        if sleeps, !isAwake { found.append("list \(list): an exit sleeps on") }
      }
    }
    return found
  }

  /// Whether an order has done what removes its sibling.
  private static func isDecided(
    _ order: OrderRecord, _ rules: ContingencyRules
  ) -> Bool {
    switch rules.removal {
    case .firstFillOrTrigger, .trigger: order.filled > 0 || order.isTriggered
    case .fullFill: order.status == .filled
    case .never: false
    }
  }

  /// Every live order that waits stands exactly where it says, and nothing else stands anywhere.
  private static func places(_ exchange: PaperExchange) -> [String] {
    var found: [String] = []
    var standing = 0
    for market in exchange.markets {
      for (number, heap) in market.heaps.enumerated() {
        if let flaw = heap.flaw(exchange.places) { found.append(flaw) }
        standing += heap.entries.count
        for entry in heap.entries {
          let order = exchange.orders[Int(entry.order)]
          if Int(order.home.rawValue) != number || order.sequence != entry.sequence
            || !order.status.isLive
          {
            found.append("\(entry.order) stands where it does not belong")
          }
        }
      }
      let trailing = market.trails.map { $0.members(exchange.nodes).count }
      if trailing != market.trails.map(\.count) || trailing.reduce(0, +) != market.trailing {
        found.append("trails lose count")
      }
      standing += trailing.reduce(0, +)
    }
    var waiting = 0
    for list in exchange.lists where !list.isFree {
      for order in list.orders {
        let record = exchange.orders[order]
        let stands = record.home != .nowhere
        if stands { waiting += 1 }
        if stands != (record.status.isLive && record.status != .dormant) {
          found.append("\(order) is \(record.status.rawValue) at \(record.home)")
        }
        let isTimed = exchange.timePlaces[order] != PriceHeap.nowhere
        let canLapse = record.timeInForce == .gtd || record.timeInForce == .day
        if isTimed != (canLapse && record.status.isLive) { found.append("\(order) and its time") }
      }
    }
    if waiting != standing { found.append("\(standing) stand, \(waiting) say so") }
    for heap in [exchange.timed, exchange.daily] {
      if let flaw = heap.flaw(exchange.timePlaces) { found.append(flaw) }
    }
    return found
  }

  private static func money(_ exchange: PaperExchange) -> [String] {
    var found: [String] = []
    var locked = exchange.ledger.assets.map { _ in Int128(0) }
    var paid = locked
    var isCash = locked.map { _ in false }
    for list in exchange.lists where !list.isFree {
      for order in list.orders where exchange.orders[order].lock != 0 {
        if exchange.orders[order].lock < 0 { found.append("\(order) holds less than nothing") }
        locked[exchange.heldIn(order)] += exchange.orders[order].lock
      }
    }
    for (market, holding) in zip(exchange.markets, exchange.ledger.holdings) {
      paid[market.unit.quote] += holding.paid
      if market.unit.isFuture { isCash[market.unit.quote] = true }
      if holding.lots == 0, holding.paid != 0 { found.append("an empty position has a price") }
    }
    for (at, asset) in exchange.ledger.assets.enumerated() {
      if asset.locked != locked[at] { found.append("\(asset.name): holds do not add up") }
      if asset.available < 0, !isCash[at] { found.append("\(asset.name): below zero") }
      let sum = asset.available + asset.locked + asset.fees + asset.world - paid[at]
      if sum != asset.deposited { found.append("\(asset.name): money was made or lost") }
    }
    return found
  }

  /// No watch sleeps through its price.
  private static func watches(_ exchange: PaperExchange) -> [String] {
    var found: [String] = []
    for market in exchange.markets {
      for source in TriggerSource.allCases {
        let price = market.price(of: source)
        for isRising in [true, false] where price > 0 {
          if market.isReached(.watch(source, up: isRising), by: price) {
            found.append("a watch on \(source.rawValue) slept through \(price)")
          }
        }
      }
    }
    return found
  }
}
