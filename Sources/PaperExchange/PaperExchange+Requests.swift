import Orders

extension PaperExchange {
  /// Cancels every live order of a list; nothing happens where nothing is live.
  public mutating func cancel(_ id: ListID) -> [Event] {
    step += 1
    guard let list = place(of: id) else { return [] }
    for order in lists[list].orders where isLive(order) { finish(order, .canceled, .user) }
    return flushed()
  }

  /// Cancels one order, and what its table says goes with it.
  public mutating func cancel(_ id: OrderID) -> [Event] {
    step += 1
    guard let order = place(of: id), isLive(order) else { return [] }
    let list = Int(orders[order].list)
    let rules = rules(of: list)
    if orders[order].role == .entry {
      finish(order, .canceled, .user)
      orphan(ofEntry: order, .entryCanceled)
      return flushed()
    }
    switch rules.cancelReach {
    case .alone: finish(order, .canceled, .user)
    case .pair:
      finish(order, .canceled, .user)
      let partner = Int(orders[order].partner)
      if isLive(partner) { finish(partner, .canceled, .user) }
    case .wholeList:
      for order in lists[list].orders where isLive(order) { finish(order, .canceled, .user) }
    }
    return flushed()
  }

  /// Changes a live order.
  ///
  /// A smaller quantity keeps its turn; a larger one, or another price, does
  /// not. Where the table says so, the partner's quantity changes too.
  public mutating func amend(_ id: OrderID, to change: Amendment) -> [Event] {
    step += 1
    guard let order = place(of: id), isLive(order) else { return [] }
    let isPair = rules(ofOrder: order).amendReach != .alone
    let partner = Int(orders[order].partner)
    let legs = isPair && change.quantity != nil && isLive(partner) ? [order, partner] : [order]
    let before = legs.map { orders[$0] }
    for leg in legs { change.apply(to: &orders[leg], isNamed: leg == order) }
    if let reason = amendFlaw(legs, before) {
      for (leg, record) in zip(legs, before) { orders[leg] = record }
      tell(order, .notAmended(reason), orders[order].status)
      return flushed()
    }
    // The first may trade at once, and take the second away.
    for (leg, record) in zip(legs, before) where isLive(leg) { settleAmendment(leg, record) }
    return flushed()
  }

  private mutating func flushed() -> [Event] {
    var events: [Event] = []
    flush(into: &events)
    return events
  }

  private mutating func amendFlaw(_ legs: [Int], _ before: [OrderRecord]) -> Reason? {
    for (leg, old) in zip(legs, before) {
      let record = orders[leg]
      if record.remaining <= 0 { return .outOfBounds }
      let prices = [record.price, record.trigger]
      guard prices.allSatisfy({ (0...MarketSpec.bound).contains($0) }),
        (record.price > 0) == (old.price > 0), (record.trigger > 0) == (old.trigger > 0),
        record.quantity <= MarketSpec.bound
      else { return .malformed }
      if old.isTrailing || old.isTriggered, record.trigger != old.trigger { return .malformed }
      if let reason = boundsFlaw(record) { return reason }
      let isSame = record.price == old.price && record.trigger == old.trigger
      if !isSame, record.status != .dormant {
        if isWatching(leg) {
          if let reason = relationFlaw(record, .trigger) { return reason }
        } else if let reason = entryFlaw(record) {
          return reason
        }
      }
    }
    let holders = legs.filter { orders[$0].lock > 0 || orders[$0].shares }
    return holders.contains { !isAffordable($0) } ? .insufficientFunds : nil
  }

  /// The change is allowed: holds are put right, and the order stands in its new place.
  private mutating func settleAmendment(_ leg: Int, _ old: OrderRecord) {
    if orders[leg].lock > 0 || orders[leg].shares { _ = hold(leg) }
    trim(leg)
    let record = orders[leg]
    tell(leg, .amended(quantity: record.quantity), record.status)
    let keeps =
      record.price == old.price && record.trigger == old.trigger
      && record.quantity <= old.quantity
    guard !keeps, record.home != .nowhere, record.home != .trail else { return }
    unhook(leg)
    if isWatching(leg), !record.isTriggered {
      watch(leg)
    } else if let reason = enter(leg) {
      finish(leg, .canceled, reason)
      if record.role == .entry { orphan(ofEntry: leg, .entryCanceled) }
    }
  }
}

extension Amendment {
  fileprivate func apply(to record: inout OrderRecord, isNamed: Bool) {
    record.quantity = quantity ?? record.quantity
    guard isNamed else { return }
    record.price = price ?? record.price
    record.trigger = trigger ?? record.trigger
  }
}
