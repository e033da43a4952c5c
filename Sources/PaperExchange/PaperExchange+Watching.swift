import Orders

extension PaperExchange {
  /// A limit leg that waits outside the book until its price is touched.
  func isOffBook(_ order: Int) -> Bool {
    let record = orders[order]
    return record.type.isLimit && record.role != .entry && record.partner >= 0
      && !record.isTriggered && rules(ofOrder: order).limitRest == .offBook
  }

  /// Waits for a price before it comes to the market.
  func isWatching(_ order: Int) -> Bool {
    orders[order].type.isContingent || isOffBook(order)
  }

  /// Sets an order to wait for its price; it fires at once when the price is there already.
  mutating func watch(_ order: Int) {
    let record = orders[order]
    let market = markets[Int(record.market)]
    if record.type.isTrailing, record.trigger == 0 {
      trail(order, from: TrailStack.unseen)
      return
    }
    let source = record.type.isLimit ? TriggerSource.last : record.source
    let level = record.type.isLimit ? record.price : record.trigger
    let now = market.price(of: source)
    let isRising: Bool
    if record.type.isTrailing {
      if now == level {
        reached(order, at: now)
        return
      }
      // A trail may begin on either side of the market; before there is one, on the side where the
      // trail would follow the gain.
      isRising = now == 0 ? record.side == .sell : now < level
    } else if record.type.isLimit {
      isRising = record.side == .sell
    } else {
      isRising = !record.firesBelow
    }
    if now > 0, isRising ? now >= level : now <= level {
      reached(order, at: now)
    } else {
      hook(order, .watch(source, up: isRising), at: level)
    }
  }

  /// The price that was waited for is there; with a trade, where that is what came.
  mutating func reached(_ order: Int, at price: Int64, byTrade: Bool = false) {
    if orders[order].type.isTrailing {
      trail(order, from: orders[order].side == .sell ? price : -price)
    } else {
      trigger(order, at: price, byTrade: byTrade)
    }
  }

  private mutating func trail(_ order: Int, from extreme: Int64) {
    let record = orders[order]
    let trail = MarketState.trail(record.source, record.side, record.trailUnit)
    orders[order].isTrailing = true
    orders[order].home = .trail
    markets[Int(record.market)].trailing += 1
    markets[Int(record.market)].trails[trail].insert(
      order, delta: record.trail, extreme: extreme, &nodes)
  }

  /// A watch fires: the sibling goes, and the order comes to the market, in the table's order.
  ///
  /// A limit that waited outside the book stands for one in it: the trade that wakes it fills it.
  mutating func trigger(_ order: Int, at price: Int64, byTrade: Bool = false) {
    let print = byTrade && isOffBook(order) ? price : nil
    orders[order].isTriggered = true
    tell(order, .triggered(price: price), .working)
    let rules = rules(ofOrder: order)
    let removes = rules.removal == .firstFillOrTrigger || rules.removal == .trigger
    if removes, rules.precedence == .siblingLeavesFirst { removeSibling(of: order, rules) }
    if let reason = enter(order, print: print) {
      finish(order, rules.failedTrigger, reason)
      if orders[order].role == .entry { orphan(ofEntry: order, .entryExpired) }
    }
    if removes, rules.precedence == .firedExecutesFirst { removeSibling(of: order, rules) }
  }
}
