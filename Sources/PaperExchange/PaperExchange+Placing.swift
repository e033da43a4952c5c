import Orders

extension PaperExchange {
  /// Places orders together.
  ///
  /// A list that is refused is a list, too: its orders are rejected, one with the reason. The
  /// answer is its id, for a handle; everything that happened stands in the events.
  @discardableResult
  public mutating func place(_ new: NewList, into events: inout [Event]) -> ListID {
    step += 1
    let flaw = shapeFlaw(new)
    // A list without a market, or of more legs than there are, has nothing to keep.
    let isKept = markets.indices.contains(new.market) && new.orders.count <= 3
    let list = allocate(new, legs: isKept ? new.orders.count : 0)
    if let flaw = flaw ?? marketFlaw(list) ?? fundsFlaw(list) {
      reject(list, leg: flaw.leg, flaw.reason)
    } else {
      accept(list)
    }
    flush(into: &events)
    return id(ofList: list)
  }

  /// Places orders together, and gives what happened.
  public mutating func place(_ new: NewList) -> [Event] {
    var events: [Event] = []
    place(new, into: &events)
    return events
  }

  private typealias Flaw = (leg: Int, reason: Reason)

  private mutating func allocate(_ new: NewList, legs: Int) -> Int {
    var table = tables.firstIndex(of: new.rules)
    if table == nil {
      tables.append(new.rules)
      table = tables.count - 1
    }
    let at: Int
    if let free = freeLists.popLast() {
      at = Int(free)
    } else {
      at = lists.count
      lists.append(ListRecord())
    }
    var record = ListRecord()
    record.generation = lists[at].generation
    record.first = block(of: legs)
    record.count = Int8(legs)
    record.live = Int8(legs)
    record.kind = new.kind
    record.market = Int32(truncatingIfNeeded: new.market)
    record.rules = Int32(truncatingIfNeeded: table ?? 0)
    record.tag = new.tag
    lists[at] = record
    for leg in 0..<legs {
      var order = OrderRecord(
        new.orders[leg], leg: leg, role: new.kind?.role(at: leg) ?? .entry, list: at,
        market: new.market, source: new.rules.source)
      let place = Int(record.first) + leg
      if new.kind == .oco, legs == 2 { order.partner = Int32(place + (leg == 0 ? 1 : -1)) }
      if new.kind?.hasPairOfExits == true, legs == 3, leg > 0 {
        order.partner = Int32(place + (leg == 1 ? 1 : -1))
      }
      orders[place] = order
    }
    return at
  }

  /// Room for a list's orders, one after the other.
  private mutating func block(of count: Int) -> Int32 {
    if let free = freeOrders[count].popLast() { return free }
    let first = Int32(truncatingIfNeeded: orders.count)
    for _ in 0..<count {
      orders.append(
        OrderRecord(
          NewOrder(.limit, .buy, quantity: 0), leg: 0, role: .entry, list: 0, market: 0,
          source: .last))
      places.append(PriceHeap.nowhere)
      timePlaces.append(PriceHeap.nowhere)
    }
    return first
  }

  // MARK: Looking

  /// What no market could make right.
  private func shapeFlaw(_ new: NewList) -> Flaw? {
    guard markets.indices.contains(new.market), (1...3).contains(new.orders.count),
      new.orders.count == new.kind?.legCount ?? 1
    else { return (0, .malformed) }
    let sizes = new.kind?.sizesExitsFromEntry == true
    if sizes {
      // What was received can be known once, when all of it is.
      let isPlain =
        new.rules.arming == .fullFill && new.rules.exitFunds == .activation
        && new.rules.partEntry == .exitsGo && !markets[new.market].unit.isFuture
      let areSides = new.orders.enumerated().allSatisfy { ($0 == 0) == ($1.side == .buy) }
      if !isPlain || !areSides { return (0, .malformed) }
    }
    for (leg, order) in new.orders.enumerated() {
      let isSized = sizes && leg > 0
      if !isWhole(order, isSized: isSized) { return (leg, .malformed) }
    }
    return nil
  }

  private func isWhole(_ order: NewOrder, isSized: Bool) -> Bool {
    func fits(_ value: Int64?) -> Bool { value.map { $0 > 0 && $0 <= MarketSpec.bound } ?? true }
    guard fits(order.price), fits(order.trigger), isSized || fits(order.quantity) else {
      return false
    }
    if isSized, order.quantity != 0 { return false }
    let type = order.type
    guard type.hasPrice == (order.price != nil) else { return false }
    if type.isTrailing {
      guard let trailing = order.trailing, trailing.amount > 0,
        trailing.amount <= (trailing.unit == .basisPoints ? 9_999 : MarketSpec.bound)
      else { return false }
    } else {
      guard order.trailing == nil, type.isContingent == (order.trigger != nil) else { return false }
    }
    if type == .limitMaker, order.timeInForce == .ioc || order.timeInForce == .fok { return false }
    return (order.timeInForce == .gtd) == (order.expire != nil)
  }

  /// What the market as it is does not allow.
  private func marketFlaw(_ list: Int) -> Flaw? {
    let rules = rules(of: list)
    for order in lists[list].orders {
      let record = orders[order]
      let leg = Int(record.leg)
      let isSized = record.quantity > 0
      if isSized, let reason = boundsFlaw(record) { return (leg, reason) }
      if record.timeInForce == .gtd, record.expire <= now { return (leg, .outOfTime) }
      if record.role == .exit { continue }
      if let reason = relationFlaw(record, rules.relation) { return (leg, reason) }
      if !isWatching(order), let reason = entryFlaw(record) { return (leg, reason) }
    }
    return nil
  }

  /// Quantity and value within what the market allows.
  func boundsFlaw(_ record: OrderRecord) -> Reason? {
    let market = markets[Int(record.market)]
    let unit = market.unit
    if record.quantity <= 0 || record.quantity < unit.minimumQuantity { return .outOfBounds }
    if unit.maximumQuantity > 0, record.quantity > unit.maximumQuantity { return .outOfBounds }
    var price = record.price != 0 ? record.price : record.trigger
    if price == 0 { price = market.last }
    let notional = unit.notional(max(price, 1), record.quantity)
    if notional > Ledger.bound { return .outOfBounds }
    return price > 0 && notional < unit.minimumNotional ? .outOfBounds : nil
  }

  /// How the prices of an order stand to the market.
  func relationFlaw(_ record: OrderRecord, _ relation: ContingencyRules.Relation) -> Reason? {
    if relation == .none { return nil }
    let now = markets[Int(record.market)].price(of: record.source)
    if now == 0 { return nil }
    let isPair = record.partner >= 0 && relation == .limitAndTrigger
    if record.type.isLimit {
      guard isPair else { return nil }
      return (record.side == .sell ? record.price > now : record.price < now) ? nil : .badRelation
    }
    guard record.type.isContingent, !record.type.isTrailing else { return nil }
    if record.firesBelow ? now > record.trigger : now < record.trigger { return nil }
    return isPair ? .badRelation : .wouldTrigger
  }

  /// Holds what must be held from the start.
  private mutating func fundsFlaw(_ list: Int) -> Flaw? {
    let exits = exits(of: list)
    let now = lists[list].orders.prefix(lists[list].orders.count - exits.count)
    var poor = hold(all: now)
    if poor == nil, rules(of: list).exitFunds == .placement, !exits.isEmpty {
      poor = hold(all: exits)
    }
    if poor == nil { poor = now.first { !isWatching($0) && !isAffordable($0) } }
    return poor.map { (Int(orders[$0].leg), .insufficientFunds) }
  }

  // MARK: Answering

  private mutating func reject(_ list: Int, leg: Int, _ reason: Reason) {
    for order in lists[list].orders {
      orders[order].shares = false
      ledger.lock(-orders[order].lock, of: heldIn(order))
      orders[order].lock = 0
      tell(order, .rejected(Int(orders[order].leg) == leg ? reason : .listRefused), .rejected)
    }
    lists[list].live = 0
    lists[list].isTold = true
    tell(list: list, .rejected)
  }

  private mutating func accept(_ list: Int) {
    let exits = exits(of: list)
    let sizes = lists[list].kind?.sizesExitsFromEntry == true
    for order in lists[list].orders {
      let status: OrderStatus =
        exits.contains(order) ? .dormant : isWatching(order) ? .waiting : .working
      tell(order, .accepted, status)
      hookTime(order)
      // What the entry brings is held once, for both exits.
      orders[order].shares = orders[order].shares || (sizes && orders[order].partner >= 0)
    }
    tell(list: list, .open)
    for order in lists[list].orders
    where !exits.contains(order) && orders[order].status.isLive {
      if isWatching(order) {
        watch(order)
      } else if let reason = enter(order) {
        finish(order, .expired, reason)
        if orders[order].role == .entry { orphan(ofEntry: order, .entryExpired) }
      }
    }
  }

  /// Lets go of a list that has ended: its ids mean nothing from now on.
  ///
  /// False, and nothing done, when it is live or unknown.
  public mutating func forget(_ id: ListID) -> Bool {
    guard let at = place(of: id), lists[at].live == 0 else { return false }
    step += 1
    freeOrders[Int(lists[at].count)].append(lists[at].first)
    lists[at].isFree = true
    lists[at].generation &+= 1
    freeLists.append(Int32(truncatingIfNeeded: at))
    return true
  }
}
