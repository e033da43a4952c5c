import Orders

extension PaperExchange {
  /// The asset an order pays with.
  func heldIn(_ order: Int) -> Int {
    let unit = markets[Int(orders[order].market)].unit
    return orders[order].side == .sell ? unit.base : unit.quote
  }

  private func unit(of order: Int) -> MarketUnit { markets[Int(orders[order].market)].unit }

  /// What the rest of an order may cost at most, as far as its prices tell.
  func need(_ order: Int) -> Int128 {
    let record = orders[order]
    let market = markets[Int(record.market)]
    if market.unit.isFuture { return 0 }
    if record.side == .sell { return market.unit.atoms(record.remaining) }
    var price = record.price
    if price == 0 { price = record.isTriggered || record.trigger == 0 ? 0 : record.trigger }
    if price == 0 { price = market.touch(.buy) }
    return cost(market.unit.notional(price, record.remaining), market.unit)
  }

  private func cost(_ notional: Int128, _ unit: MarketUnit) -> Int128 {
    unit.commission.taken == .quote ? notional + unit.largestFee(notional) : notional
  }

  /// What an order can pay with, held and free.
  private func means(_ order: Int) -> Int128 {
    orders[order].lock + sharedLock(order) + ledger.assets[heldIn(order)].available
  }

  func sharedLock(_ order: Int) -> Int128 {
    orders[order].shares ? orders[Int(orders[order].partner)].lock : 0
  }

  /// Whether the rest could be paid now.
  func isAffordable(_ order: Int) -> Bool {
    if isFuture(order) { return ledger.assets[heldIn(order)].available > 0 || isClosing(order) }
    let need = need(order)
    return need <= Ledger.bound && need <= means(order)
  }

  /// Whether it makes a position smaller, which needs no money.
  private func isClosing(_ order: Int) -> Bool {
    let lots = ledger.holdings[Int(orders[order].market)].lots
    return orders[order].side == .sell ? lots > 0 : lots < 0
  }

  /// Holds what the rest of an order needs; false, and nothing held, when there is not enough.
  mutating func hold(_ order: Int) -> Bool {
    guard isAffordable(order) else { return false }
    let missing = need(order) - orders[order].lock - sharedLock(order)
    if missing > 0 {
      ledger.lock(missing, of: heldIn(order))
      orders[order].lock += missing
    }
    return true
  }

  /// Holds for the legs of a list that begin to wait or stand; the leg that could not be paid.
  mutating func hold(all legs: Range<Int>) -> Int? {
    guard let first = legs.first else { return nil }
    let rules = rules(ofOrder: first)
    if rules.holding == .pairOnce, legs.count == 2, orders[first].partner == Int32(first + 1),
      orders[first].side == orders[first + 1].side
    {
      let need = (need(first), need(first + 1))
      let dearer = need.1 > need.0 ? first + 1 : first
      orders[first].shares = true
      orders[first + 1].shares = true
      return hold(dearer) ? nil : dearer
    }
    return legs.first { holdsNow($0, rules) && !hold($0) }
  }

  private func holdsNow(_ order: Int, _ rules: ContingencyRules) -> Bool {
    let record = orders[order]
    if isFuture(order) { return true }
    switch rules.holding {
    case .pairOnce, .eachLeg: return true
    case .limitLeg: return record.type.isLimit
    case .nothing: return record.type.isLimit && !isOffBook(order)
    }
  }

  func isFuture(_ order: Int) -> Bool { unit(of: order).isFuture }

  /// Gives back what an order holds, or leaves it to the partner that shares it.
  mutating func release(_ order: Int) {
    let partner = Int(orders[order].partner)
    if orders[order].shares {
      orders[order].shares = false
      orders[partner].shares = false
      if orders[partner].status.isLive {
        orders[partner].lock += orders[order].lock
        orders[order].lock = 0
        trim(partner)
        return
      }
    }
    ledger.lock(-orders[order].lock, of: heldIn(order))
    orders[order].lock = 0
  }

  /// Gives back what an order, and the partner that shares it, hold beyond their need.
  mutating func trim(_ order: Int) {
    let shared = sharedLock(order)
    if orders[order].lock + shared == 0 { return }
    let partner = Int(orders[order].partner)
    let most = orders[order].shares ? max(need(order), need(partner)) : need(order)
    let excess = orders[order].lock + shared - most
    if excess <= 0 { return }
    let own = take(excess, from: order)
    if own < excess { _ = take(excess - own, from: partner) }
    ledger.lock(-excess, of: heldIn(order))
  }

  /// Exchanges money and goods; false, and nothing moved, when it cannot be paid.
  mutating func settle(
    _ order: Int, at price: Int64, _ quantity: Int64, isMaker: Bool
  ) -> Bool {
    let unit = unit(of: order)
    let notional = unit.notional(price, quantity)
    guard notional <= Ledger.bound else { return false }
    let fee = unit.fee(notional, isMaker: isMaker)
    if unit.isFuture {
      let isBuy = orders[order].side == .buy
      ledger.settle(
        Int(orders[order].market), lots: isBuy ? quantity : -quantity, notional: notional,
        cash: unit.quote)
      ledger.charge(fee, of: unit.quote)
      return true
    }
    if orders[order].side == .sell {
      guard pay(unit.atoms(quantity), order) else { return false }
      ledger.receive(notional, of: unit.quote)
      ledger.charge(fee, of: unit.quote)
      return true
    }
    let isOnTop = unit.commission.taken == .quote
    guard pay(notional, order, onTop: isOnTop ? fee : 0) else { return false }
    let goods = unit.atoms(quantity)
    if isOnTop {
      ledger.charge(fee, of: unit.quote)
      receive(goods, 0, order)
    } else {
      receive(goods, unit.fee(goods, isMaker: isMaker), order)
    }
    return true
  }

  /// Pays from what the order holds, then from what its partner holds for both, then from what is
  /// free; `onTop` is charged from what is free afterwards.
  private mutating func pay(_ amount: Int128, _ order: Int, onTop: Int128 = 0) -> Bool {
    guard amount + onTop <= means(order) else { return false }
    let asset = heldIn(order)
    let own = take(amount + onTop, from: order)
    let shared =
      orders[order].shares ? take(amount + onTop - own, from: Int(orders[order].partner)) : 0
    ledger.lock(-(own + shared), of: asset)
    ledger.pay(amount, of: asset)
    return true
  }

  private mutating func take(_ amount: Int128, from order: Int) -> Int128 {
    let taken = min(amount, orders[order].lock)
    orders[order].lock -= taken
    return taken
  }

  /// Takes in what was bought.
  ///
  /// What the entry of an OPO buys is held for its exits at once, and the
  /// commission comes from what is free, if that suffices (Binance §3.5).
  private mutating func receive(_ goods: Int128, _ fee: Int128, _ order: Int) {
    let base = unit(of: order).base
    let kind = lists[Int(orders[order].list)].kind
    ledger.receive(goods, of: base)
    guard kind?.sizesExitsFromEntry == true, orders[order].role == .entry else {
      ledger.charge(fee, of: base)
      return
    }
    let isFeeFree = ledger.assets[base].available - goods >= fee
    let held = isFeeFree ? goods : goods - fee
    ledger.charge(fee, of: base)
    let exits = exits(of: Int(orders[order].list))
    guard let exit = exits.first(where: { orders[$0].status == .dormant }) else { return }
    ledger.lock(held, of: base)
    orders[exit].lock += held
  }
}
