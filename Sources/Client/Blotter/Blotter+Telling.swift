import Exact
import Orders

/// What is told of orders and lists, and what it makes of what is known.
extension Blotter {
  /// What a report came to.
  package enum Reception: Hashable, Sendable {
    /// It was applied, or was nothing new.
    case known(Int)
    /// It belongs to a list that nobody here has heard of.
    case foreign(list: String)
    /// It belongs to no list.
    case single
  }

  /// Takes a report of one order.
  package mutating func take(_ report: consuming OrderReport, heard: Timestamp) -> Reception {
    if let place = findPlace(of: report.order) {
      apply(report, to: place, isAnswer: false, heard)
      return .known(place.slot)
    }
    guard let slot = slot(of: report.order) else {
      return report.order.venueListID.map { .foreign(list: $0) } ?? .single
    }
    doubt(slot)
    return .known(slot)
  }

  /// The leg an order is: by its ids, else by its list's id and what it asks.
  mutating func findPlace(of order: Order) -> Place? {
    if let place = place(of: order) { return place }
    guard let slot = slot(of: order), let leg = shape(of: order, in: slot, besides: []) else {
      return nil
    }
    let place = Place(slot: slot, leg: leg)
    // The order that a trigger makes of a leg carries the list's own id: its number is another name
    // of the leg, not the leg's.
    if let id = order.clientOrderID, id == entries[slot].record.list.clientListID {
      if let number = order.venueOrderID { learn(alias: number, of: place) }
      if entries[slot].record.list.orders[leg].venueOrderID == nil { doubt(slot) }
    }
    return place
  }

  /// Takes a list as its venue tells of it.
  ///
  /// - Returns: where it stands; nil where it was not known and is not to be made known.
  @discardableResult
  mutating func take(
    _ told: OrderList, isAnswer: Bool, heard: Timestamp, instrument: Instrument?
  ) -> Int? {
    guard let slot = slot(of: told) else { return meet(told, heard, instrument) }
    entries[slot].record.heard = heard
    if entries[slot].record.instrument == nil { entries[slot].record.instrument = instrument }
    takeHead(told, slot)
    var used: Set<Int> = []
    for order in told.orders {
      guard let leg = leg(of: order, in: slot, besides: used) else {
        doubt(slot)
        continue
      }
      used.insert(leg)
      if isAnswer { rename(Place(slot: slot, leg: leg), order.venueOrderID) }
      apply(
        OrderReport(order: order), to: Place(slot: slot, leg: leg), isAnswer: isAnswer, heard)
    }
    settle(slot, told)
    touch(slot)
    return slot
  }

  private mutating func takeHead(_ told: OrderList, _ slot: Int) {
    let before = entries[slot].record.list
    if before.venueListID == nil { entries[slot].record.list.venueListID = told.venueListID }
    if before.clientListID == nil { entries[slot].record.list.clientListID = told.clientListID }
    if before.kind == nil { entries[slot].record.list.kind = told.kind }
    if before.symbol == nil { entries[slot].record.list.symbol = told.symbol }
    if !told.venueStatus.isEmpty { entries[slot].record.list.venueStatus = told.venueStatus }
    if let time = told.updated, before.updated.map({ time > $0 }) ?? true {
      entries[slot].record.list.updated = time
    }
    learn(slot)
  }

  /// A list that was placed elsewhere.
  private mutating func meet(
    _ told: OrderList, _ heard: Timestamp, _ instrument: Instrument?
  ) -> Int? {
    guard let id = told.venueListID ?? told.clientListID else { return nil }
    var record = ListRecord(ListKey(venue, id), told, instrument: instrument, heard: heard)
    record.list.venue = venue
    record.history = [
      ListRecord.Step(time: told.updated ?? heard, leg: nil, text: "found at \(venue)")
    ]
    let slot = add(record, isOurs: false)
    settle(slot, told)
    return slot
  }

  // MARK: One order

  /// Applies what is told of a leg.
  mutating func apply(
    _ report: consuming OrderReport, to place: Place, isAnswer: Bool, _ heard: Timestamp
  ) {
    let (slot, leg) = (place.slot, place.leg)
    if !isOwn(report.order, at: place) { report.order = own(report.order, at: place) }
    let updated = report.order.updated ?? heard
    let listID = report.order.venueListID
    let merge = OrderMerge(report, isAnswer: isAnswer)
    let result = entries[slot].take(merge, leg)
    entries[slot].record.heard = heard
    if let contradiction = result.contradiction {
      if entries[slot].record.history.last?.text != contradiction {
        note(slot, contradiction, leg: leg, updated)
      }
      doubt(slot)
    }
    guard result.isChanged || result.fill != nil else { return }
    if result.isNamed { learn(place) }
    // Often a leg is the first to tell by what number its venue calls the list.
    if entries[slot].record.list.venueListID == nil, let id = listID {
      entries[slot].record.list.venueListID = id
      learn(slot)
    }
    if let fill = result.fill {
      note(slot, "", leg: leg, fill: fill, updated)
    }
    for text in result.texts { note(slot, text, leg: leg, updated) }
    settle(slot, nil)
    touch(slot)
  }

  /// What the orders make of their list; the venue's word where they say nothing.
  private mutating func settle(_ slot: Int, _ told: OrderList?) {
    let before = entries[slot].record.list.status
    let isSilent = OrderList.isSilent(entries[slot].record.list.orders)
    let derived = OrderList.status(of: entries[slot].record.list.orders)
    let status = isSilent ? told?.status ?? before : derived
    // An end that the orders do not show, or orders that do not show the end that is told.
    if let told, told.status != .unknown, told.status != .accepted,
      Self.isEnded(told.status) != Self.isEnded(derived)
    {
      doubt(slot)
    }
    guard status != before else { return }
    entries[slot].record.list.status = status
    if status != .unknown { entries[slot].record.isInDoubt = false }
  }

  private static func isEnded(_ status: ListStatus) -> Bool {
    switch status {
    case .done, .canceled, .rejected: true
    case .accepted, .open, .unknown: false
    }
  }

  // MARK: Which list

  /// Whether a list of unknown origin could be this one: then it must not be called missing.
  func mayHide(_ slot: Int) -> Bool {
    let own = entries[slot].record.list.orders
    return entries.indices.contains { at in
      let entry = entries[at]
      guard !entry.isOurs, !merged.contains(at), entry.record.list.clientListID == nil else {
        return false
      }
      let orders = entry.record.list.orders
      if orders.contains(where: { $0.clientOrderID != nil }) { return false }
      return orders.allSatisfy { order in own.contains { Self.couldBe(order, $0) } }
    }
  }

  private static func couldBe(_ told: Order, _ own: Order) -> Bool {
    func agree<Value: Equatable>(_ left: Value?, _ right: Value?) -> Bool {
      left == nil || right == nil || left == right
    }
    return agree(told.side, own.side) && agree(told.symbol, own.symbol)
      && agree(told.quantity, own.quantity) && agree(told.price, own.price)
      && agree(told.trigger, own.trigger)
  }

  // MARK: Which leg

  /// The leg an order of the list is: by its ids, else by what it asks; a list that has fewer
  /// orders than it is told to have gets another.
  private mutating func leg(of order: Order, in slot: Int, besides used: Set<Int>) -> Int? {
    if let place = place(of: order), place.slot == slot { return place.leg }
    if let leg = shape(of: order, in: slot, besides: used) { return leg }
    let orders = entries[slot].record.list.orders
    // Nameless legs of a list that is ours are told in the venue's order, which need not be ours.
    guard !entries[slot].isOurs || orders.isEmpty else { return nil }
    entries[slot].record.list.orders.append(order)
    entries[slot].legs.append(LegMemory())
    let leg = orders.count
    learn(Place(slot: slot, leg: leg))
    return leg
  }

  /// The one leg that asks what the order asks and has no number yet; nil where there is none, or
  /// more than one that differ in nothing.
  private func shape(of order: Order, in slot: Int, besides used: Set<Int>) -> Int? {
    let orders = entries[slot].record.list.orders
    func fits(_ leg: Order) -> Bool {
      if let side = order.side, let own = leg.side, side != own { return false }
      if let role = order.role, let own = leg.role, role != own { return false }
      if let price = order.price, leg.type?.hasPrice == true, price != leg.price { return false }
      if let trigger = order.trigger, let own = leg.trigger, trigger != own { return false }
      if order.trigger != nil, leg.type?.isContingent == false { return false }
      return order.price != nil || order.trigger != nil || order.role != nil
    }
    let free = orders.indices.filter { !used.contains($0) && fits(orders[$0]) }
    let nameless = free.filter { orders[$0].venueOrderID == nil }
    if nameless.count == 1 { return nameless[0] }
    return free.count == 1 ? free[0] : nil
  }
}
