import Orders

extension PaperExchange {
  /// What happens when the tape moves.
  ///
  /// A price or size that no market has (not positive, or beyond 10^12) is not heard.
  public mutating func apply(_ event: TapeEvent, to market: Int = 0) -> [Event] {
    var events: [Event] = []
    apply(event, to: market, into: &events)
    return events
  }

  /// The same, appended to events that are there already.
  public mutating func apply(
    _ event: TapeEvent, to market: Int = 0, into events: inout [Event]
  ) {
    step += 1
    guard markets.indices.contains(market) else { return }
    switch event {
    case .trade(let price, let size):
      guard Self.isHeard(price), size.map(Self.isHeard) ?? true else { return }
      if markets[market].note(trade: price, size: size) { return }
      trade(at: price, market)
    case .quote(let bid, let ask, let bidDepth, let askDepth):
      guard Self.isHeard(bid), Self.isHeard(ask), bid <= ask, (bidDepth ?? 0) >= 0,
        (askDepth ?? 0) >= 0
      else { return }
      let (bidDepth, askDepth) = (bidDepth ?? .max, askDepth ?? .max)
      let isQuiet = markets[market].note(
        bid: bid, ask: ask, bidDepth: bidDepth, askDepth: askDepth)
      if isQuiet { return }
      let horizon = lastSequence
      match(.sells, market, by: bid, from: .bid, horizon)
      match(.buys, market, by: ask, from: .ask, horizon)
    case .mark(let price): heard(price, .mark, market)
    case .index(let price): heard(price, .index, market)
    case .time(let time):
      now = max(now, time)
      expire()
    case .sessionEnd: endSession(market)
    }
    flush(into: &events)
  }

  private static func isHeard(_ value: Int64) -> Bool { value > 0 && value <= MarketSpec.bound }

  private mutating func trade(at price: Int64, _ market: Int) {
    let horizon = lastSequence
    advanceTrails(.last, price, market)
    match(.sells, market, by: price, from: .print, horizon)
    match(.buys, market, by: price, from: .print, horizon)
    fireWatches(.last, price, market)
    markets[market].printLeft = .max
  }

  private mutating func heard(_ price: Int64, _ source: TriggerSource, _ market: Int) {
    guard Self.isHeard(price), !markets[market].note(price, of: source) else { return }
    advanceTrails(source, price, market)
    fireWatches(source, price, market)
  }

  /// Fills the resting orders that a price reaches, as far as there is something to be had.
  private mutating func match(
    _ home: MarketState.Home, _ market: Int, by price: Int64, from depth: MarketState.Depth,
    _ horizon: Int64
  ) {
    var late: [PriceHeap.Entry] = []
    while markets[market].isReached(home, by: price) {
      let left = markets[market].depth(depth)
      guard left > 0, let entry = markets[market].heaps[Int(home.rawValue)].first else { break }
      let order = Int(entry.order)
      if entry.sequence > horizon {
        markets[market].heaps[Int(home.rawValue)].remove(at: 0, &places)
        late.append(entry)
        continue
      }
      let quantity = min(left, orders[order].remaining)
      markets[market].consume(quantity, of: depth)
      _ = fill(order, at: orders[order].price, quantity, isMaker: true)
    }
    // Whoever came during this event stands where it stood.
    for entry in late {
      let order = orders[Int(entry.order)]
      guard order.home == home, order.sequence == entry.sequence else { continue }
      markets[market].heaps[Int(home.rawValue)].insert(entry, &places)
    }
  }

  private mutating func advanceTrails(
    _ source: TriggerSource, _ price: Int64, _ market: Int
  ) {
    guard markets[market].trailing > 0 else { return }
    for trail in MarketState.trails(of: source) {
      let turned = markets[market].trails[trail].side == .sell ? price : -price
      markets[market].trails[trail].advance(to: turned, &nodes)
    }
  }

  private mutating func fireWatches(_ source: TriggerSource, _ price: Int64, _ market: Int) {
    for isRising in [false, true] {
      let home = MarketState.Home.watch(source, up: isRising)
      while markets[market].isReached(home, by: price),
        let entry = markets[market].heaps[Int(home.rawValue)].first
      {
        unhook(Int(entry.order))
        reached(Int(entry.order), at: price, byTrade: source == .last)
      }
    }
    guard markets[market].trailing > 0 else { return }
    for trail in MarketState.trails(of: source) {
      let turned = markets[market].trails[trail].side == .sell ? price : -price
      while let order = markets[market].trails[trail].fire(at: turned, &nodes) {
        markets[market].trailing -= 1
        orders[order].home = .nowhere
        trigger(order, at: price)
      }
    }
  }

  private mutating func expire() {
    while timed.best <= now, let entry = timed.first {
      lapse(Int(entry.order), .outOfTime)
    }
  }

  private mutating func endSession(_ market: Int) {
    var others: [PriceHeap.Entry] = []
    while let entry = daily.first {
      if Int(orders[Int(entry.order)].market) == market {
        lapse(Int(entry.order), .sessionEnd)
      } else {
        daily.remove(at: 0, &timePlaces)
        others.append(entry)
      }
    }
    for entry in others { daily.insert(entry, &timePlaces) }
  }

  /// Tells of the balances that changed, and hands everything over.
  mutating func flush(into events: inout [Event]) {
    if !ledger.touched.isEmpty {
      for asset in ledger.assets.indices where ledger.assets[asset].isTouched {
        ledger.assets[asset].isTouched = false
        tell(
          .balance(
            asset: asset, available: ledger.assets[asset].available,
            locked: ledger.assets[asset].locked))
      }
      ledger.touched.removeAll(keepingCapacity: true)
    }
    if !ledger.touchedHoldings.isEmpty {
      for market in ledger.holdings.indices where ledger.holdings[market].isTouched {
        ledger.holdings[market].isTouched = false
        tell(.position(market: market, lots: ledger.holdings[market].lots))
      }
      ledger.touchedHoldings.removeAll(keepingCapacity: true)
    }
    events.append(contentsOf: outbox)
    outbox.removeAll(keepingCapacity: true)
  }
}
