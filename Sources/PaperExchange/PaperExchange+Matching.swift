import Orders

extension PaperExchange {
  /// Brings an order to the market, which takes what it can and keeps the rest if it may; the
  /// reason when it cannot come at all, and then nothing has happened.
  ///
  /// `print` is the price of a trade under way that it may take part in.
  mutating func enter(_ order: Int, print: Int64? = nil) -> Reason? {
    let record = orders[order]
    if let reason = entryFlaw(record) { return reason }
    if record.type.hasPrice {
      guard hold(order) else { return .insufficientFunds }
    } else {
      guard isAffordable(order) else { return .insufficientFunds }
    }
    if let print, !takes(order, fromPrintAt: print) { return nil }
    execute(order)
    return nil
  }

  /// Takes from the trade under way; false when nothing is left of the order then.
  private mutating func takes(_ order: Int, fromPrintAt price: Int64) -> Bool {
    let market = Int(orders[order].market)
    let quantity = min(markets[market].printLeft, orders[order].remaining)
    guard quantity > 0 else { return true }
    markets[market].consume(quantity, of: .print)
    return fill(order, at: price, quantity, isMaker: false) && orders[order].status.isLive
  }

  /// Why an order could not come to the market as it stands, money aside.
  func entryFlaw(_ record: OrderRecord) -> Reason? {
    let market = markets[Int(record.market)]
    if record.type == .limitMaker, crosses(record) { return .wouldMatch }
    if !record.type.hasPrice, market.touch(record.side) == 0 { return .noMarket }
    return nil
  }

  /// Whether there is a price it would take.
  private func crosses(_ record: OrderRecord) -> Bool {
    let touch = markets[Int(record.market)].touch(record.side)
    if touch == 0 { return false }
    if !record.type.hasPrice { return true }
    return record.side == .buy ? touch <= record.price : touch >= record.price
  }

  private mutating func execute(_ order: Int) {
    let record = orders[order]
    let market = Int(record.market)
    let takes = crosses(record)
    var depth: MarketState.Depth? = record.side == .buy ? .ask : .bid
    if !markets[market].isQuoted { depth = record.type.hasPrice ? .print : nil }
    let left = takes ? depth.map { markets[market].depth($0) } ?? .max : 0
    if record.timeInForce == .fok, left < record.remaining {
      lapse(order, .unfilledFOK)
      return
    }
    let quantity = min(left, record.remaining)
    if quantity > 0 {
      if let depth { markets[market].consume(quantity, of: depth) }
      guard fill(order, at: markets[market].touch(record.side), quantity, isMaker: false) else {
        return
      }
    }
    guard orders[order].status.isLive else { return }
    if !record.type.hasPrice {
      lapse(order, .insufficientLiquidity)
    } else if record.timeInForce == .ioc {
      lapse(order, .unfilledIOC)
    } else {
      let home = record.side == .buy ? MarketState.Home.buys : .sells
      hook(order, home, at: record.price)
    }
  }

  /// One execution and all that follows from it; false when it could not be paid, which ends the
  /// order.
  mutating func fill(_ order: Int, at price: Int64, _ quantity: Int64, isMaker: Bool) -> Bool {
    guard settle(order, at: price, quantity, isMaker: isMaker) else {
      finish(order, rules(ofOrder: order).failedTrigger, .insufficientFunds)
      if orders[order].role == .entry { orphan(ofEntry: order, .entryExpired) }
      return false
    }
    let isFirst = orders[order].filled == 0
    orders[order].filled += quantity
    let isWhole = orders[order].remaining == 0
    tell(
      order, .filled(price: price, quantity: quantity, isMaker: isMaker),
      isWhole ? .filled : .partlyFilled)
    if isWhole {
      unhook(order)
      unhookTime(order)
      release(order)
    } else {
      trim(order)
    }
    followFill(order, isFirst: isFirst)
    if isWhole { countEnd(in: Int(orders[order].list)) }
    return true
  }

  // MARK: Where orders stand

  mutating func hook(_ order: Int, _ home: MarketState.Home, at price: Int64) {
    lastSequence += 1
    orders[order].sequence = lastSequence
    orders[order].home = home
    markets[Int(orders[order].market)].heaps[Int(home.rawValue)].insert(
      PriceHeap.Entry(
        key: MarketState.key(price, home), sequence: lastSequence,
        order: Int32(truncatingIfNeeded: order)),
      &places)
  }

  mutating func unhook(_ order: Int) {
    let home = orders[order].home
    if home == .nowhere { return }
    let market = Int(orders[order].market)
    if home == .trail {
      let trail = MarketState.trail(
        orders[order].source, orders[order].side, orders[order].trailUnit)
      markets[market].trails[trail].remove(order, &nodes)
      markets[market].trailing -= 1
    } else if places[order] != PriceHeap.nowhere {
      markets[market].heaps[Int(home.rawValue)].remove(at: Int(places[order]), &places)
    }
    orders[order].home = .nowhere
  }

  mutating func hookTime(_ order: Int) {
    let key: Int64
    switch orders[order].timeInForce {
    case .gtd: key = orders[order].expire
    case .day: key = 0
    case .gtc, .ioc, .fok: return
    }
    lastSequence += 1
    let entry = PriceHeap.Entry(
      key: key, sequence: lastSequence, order: Int32(truncatingIfNeeded: order))
    if orders[order].timeInForce == .gtd {
      timed.insert(entry, &timePlaces)
    } else {
      daily.insert(entry, &timePlaces)
    }
  }

  mutating func unhookTime(_ order: Int) {
    guard timePlaces[order] != PriceHeap.nowhere else { return }
    let place = Int(timePlaces[order])
    if orders[order].timeInForce == .gtd {
      timed.remove(at: place, &timePlaces)
    } else {
      daily.remove(at: place, &timePlaces)
    }
  }
}
