import Orders

extension PaperExchange {
  /// Ends an order, and nothing else.
  mutating func finish(_ order: Int, _ ending: ContingencyRules.Ending, _ reason: Reason) {
    unhook(order)
    unhookTime(order)
    tell(order, ending.event(reason), ending.status)
    release(order)
    countEnd(in: Int(orders[order].list))
  }

  /// An order ends by itself: its time is over, or what it may not leave in the book.
  mutating func lapse(_ order: Int, _ reason: Reason) {
    finish(order, .expired, reason)
    if orders[order].role == .entry {
      orphan(ofEntry: order, .entryExpired)
    } else if reason == .outOfTime || reason == .sessionEnd {
      let partner = Int(orders[order].partner)
      if rules(ofOrder: order).expiryReach != .alone, isLive(partner) {
        finish(partner, .expired, .siblingExpired)
      }
    }
  }

  func isLive(_ order: Int) -> Bool { order >= 0 && orders[order].status.isLive }

  mutating func removeSibling(of order: Int, _ rules: ContingencyRules) {
    let partner = Int(orders[order].partner)
    if isLive(partner) { finish(partner, rules.siblingEnds, .sibling) }
  }

  /// What a fill brings for the rest of the list.
  mutating func followFill(_ order: Int, isFirst: Bool) {
    let list = Int(orders[order].list)
    if lists[list].count == 1 { return }
    let rules = rules(of: list)
    if orders[order].role == .entry {
      followEntry(order, list, rules, isFirst: isFirst)
      return
    }
    switch rules.removal {
    case .firstFillOrTrigger, .trigger: removeSibling(of: order, rules)
    case .fullFill: if orders[order].status == .filled { removeSibling(of: order, rules) }
    case .never: break
    }
  }

  private mutating func followEntry(
    _ entry: Int, _ list: Int, _ rules: ContingencyRules, isFirst: Bool
  ) {
    switch rules.arming {
    case .fullFill: if orders[entry].status == .filled { arm(list, upTo: nil) }
    case .firstFill: if isFirst { arm(list, upTo: nil) }
    case .eachFill:
      let filled = orders[entry].filled
      if isFirst {
        arm(list, upTo: filled)
      } else {
        for exit in exits(of: list) where isLive(exit) { grow(exit, to: filled) }
      }
    }
  }

  /// An exit follows its entry's fills, as far as it can be paid.
  private mutating func grow(_ exit: Int, to quantity: Int64) {
    let before = orders[exit].quantity
    orders[exit].quantity = quantity
    let isHeld = orders[exit].lock + need(exit) == 0 || !holdsAtAll(exit) || hold(exit)
    if !isHeld { orders[exit].quantity = before }
    let word = isHeld ? Event.What.amended(quantity: quantity) : .notAmended(.insufficientFunds)
    tell(exit, word, orders[exit].status)
  }

  func exits(of list: Int) -> Range<Int> {
    let all = lists[list].orders
    return lists[list].kind?.hasEntry == true ? all.dropFirst() : all.prefix(0)
  }

  /// The entry ended unfilled or partly filled, for that reason; what becomes of sleeping exits.
  mutating func orphan(ofEntry entry: Int, _ reason: Reason) {
    let list = Int(orders[entry].list)
    let exits = exits(of: list)
    guard exits.contains(where: { orders[$0].status == .dormant }) else { return }
    let rules = rules(of: list)
    if orders[entry].filled > 0, rules.partEntry == .exitsArm {
      arm(list, upTo: orders[entry].filled)
      return
    }
    let ending = reason == .entryCanceled ? rules.orphanCanceled : rules.orphanExpired
    for exit in exits where orders[exit].status == .dormant { finish(exit, ending, reason) }
  }

  // MARK: Exits wake

  /// Wakes the exits, no larger than `limit`, or refuses them as the table says.
  mutating func arm(_ list: Int, upTo limit: Int64?) {
    let exits = exits(of: list)
    let rules = rules(of: list)
    for exit in exits { size(exit, list, limit) }
    for exit in exits where orders[exit].status == .dormant {
      if let flaw = exitFlaw(exit, rules) { refuse(exit, flaw, rules) }
    }
    let woken = exits.filter { orders[$0].status == .dormant }
    if let first = woken.first {
      let legs = first..<first + woken.count
      // Both of a pair, or the one that is left: they stand one after the other.
      if let poor = hold(all: legs) {
        refuse(poor, .insufficientFunds, rules)
        for other in legs where orders[other].status == .dormant && rules.holding == .pairOnce {
          refuse(other, .siblingRefused, rules)
        }
      }
    }
    for exit in woken where orders[exit].status == .dormant { wake(exit, rules) }
    tellIfResolved(list)
  }

  private mutating func wake(_ exit: Int, _ rules: ContingencyRules) {
    if isWatching(exit) {
      tell(exit, .armed, .waiting)
      watch(exit)
    } else {
      tell(exit, .armed, .working)
      if let reason = enter(exit) { refuse(exit, reason, rules) }
    }
  }

  /// An exit of an OPO is as large as what the entry brought, in whole lots; the rest is given
  /// back.
  private mutating func size(_ exit: Int, _ list: Int, _ limit: Int64?) {
    guard orders[exit].status == .dormant else { return }
    if lists[list].kind?.sizesExitsFromEntry == true {
      let lot = markets[Int(orders[exit].market)].unit.lot
      let bought = orders[exit].lock + sharedLock(exit)
      orders[exit].quantity = Int64(clamping: bought / lot)
    } else if let limit {
      orders[exit].quantity = min(limit, orders[exit].quantity)
    }
    trim(exit)
  }

  private func exitFlaw(_ exit: Int, _ rules: ContingencyRules) -> Reason? {
    if let flaw = boundsFlaw(orders[exit]) { return flaw }
    if let flaw = relationFlaw(orders[exit], rules.exitRelation) { return flaw }
    return isWatching(exit) ? nil : entryFlaw(orders[exit])
  }

  private mutating func refuse(_ exit: Int, _ reason: Reason, _ rules: ContingencyRules) {
    finish(exit, rules.refusedExit, reason)
    let partner = Int(orders[exit].partner)
    if rules.refusalReach != .alone, isLive(partner) {
      finish(partner, rules.refusedExit, .siblingRefused)
    }
  }

  /// Whether an order that waits holds anything by itself.
  private func holdsAtAll(_ order: Int) -> Bool {
    orders[order].home == .buys || orders[order].home == .sells || orders[order].lock > 0
      || orders[order].shares
  }
}
