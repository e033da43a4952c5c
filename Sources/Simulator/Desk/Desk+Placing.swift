import Exact
import Orders
import PaperExchange

extension Desk {
  /// Places a list, or one order by itself; all of it or nothing.
  ///
  /// - Returns: The list's number.
  public mutating func place(_ request: PlaceRequest) throws(PlaceRefusal) -> Int64 {
    guard specs.indices.contains(request.market) else { throw .engine(.malformed, leg: 0) }
    if halted.contains(request.market) { throw .halted }
    let new = try newList(request)
    var events: [Event] = []
    let id = exchange.place(new, into: &events)
    let refused = events.first { event in
      if case .rejected(let reason) = event.what { return reason != .listRefused }
      return false
    }
    if let refused, case .rejected(let reason) = refused.what,
      exchange.list(id)?.status == .rejected
    {
      _ = exchange.forget(id)
      throw .engine(reason, leg: refused.leg.map(Int.init) ?? 0)
    }
    let number = record(request, id)
    note(events)
    return number
  }

  private func newList(_ request: PlaceRequest) throws(PlaceRefusal) -> NewList {
    let spec = specs[request.market]
    let ticket = Ticket(
      kind: request.kind ?? .oco, instrument: spec.instrument, legs: request.legs)
    let orders: [NewOrder]
    do throws(MarketSpec.Inexact) {
      orders = try spec.orders(of: ticket)
    } catch {
      throw .inexact(leg: error.leg, error.field)
    }
    return NewList(
      request.kind, market: request.market, orders: orders, rules: try rules(for: request.kind),
      tag: UInt64(lists.next))
  }

  /// The venue's contingency rules for a kind, with what was turned.
  public func rules(for kind: Kind?) throws(PlaceRefusal) -> ContingencyRules {
    // An order by itself depends on nothing but what triggers it, which every kind says alike.
    let kinds = kind.map { [$0] } ?? Kind.allCases
    let isDerivative = !(specs.first?.instrument.isSpot ?? true)
    let sheets = kinds.lazy.compactMap { kind in
      ContingencyRules.sheet(of: venue.id, kind, isDerivative: isDerivative)
        ?? ContingencyRules.sheet(of: venue.id, kind)
    }
    guard var rules = sheets.first?.rules else { throw .noSuchKind }
    for (name, way) in turned { _ = rules.turn(name, to: way) }
    return rules
  }

  private mutating func record(_ request: PlaceRequest, _ id: ListID) -> Int64 {
    let list = lists.next
    var numbers: [Int64] = []
    for (leg, asked) in request.legs.enumerated() {
      let number = orders.next
      let orderID = OrderID(id, leg: leg)
      let state = exchange.order(orderID)
      var order = PaperOrder(
        number: number, list: list, leg: leg, market: request.market,
        role: state?.role ?? .entry, asked: asked,
        clientID: request.legIDs.indices.contains(leg) ? request.legIDs[leg] : "",
        details: request.legDetails.indices.contains(leg) ? request.legDetails[leg] : [],
        placed: now, updated: now, quantity: asked.quantity ?? .zero, price: asked.price,
        trigger: asked.trigger, id: orderID)
      if request.kind?.sizesExitsFromEntry == true, leg > 0 { order.quantity = .zero }
      orders.append(order)
      numberOfOrder[orderID] = number
      liveOrderIDs[order.clientID, default: []].append(number)
      open[request.market].orders += 1
      if order.isOpenAlgo { open[request.market].algos += 1 }
      numbers.append(number)
    }
    lists.append(
      PaperList(
        number: list, kind: request.kind, market: request.market, clientID: request.listID,
        details: request.details, orders: numbers, placed: now, updated: now, status: .accepted,
        id: id))
    numberOfList[id] = list
    liveListIDs[request.listID, default: []].append(list)
    if request.kind != nil { open[request.market].lists += 1 }
    return list
  }

  /// Cancels what is live of a list; false when nothing is.
  public mutating func cancel(list number: Int64) -> Bool {
    guard let list = lists[number] else { return false }
    let events = exchange.cancel(list.id)
    note(events)
    return !events.isEmpty
  }

  /// Cancels one order, and what the venue's table says goes with it; false when it is not live.
  public mutating func cancel(order number: Int64) -> Bool {
    guard let order = orders[number] else { return false }
    let events = exchange.cancel(order.id)
    note(events)
    return !events.isEmpty
  }

  /// Gives a live order another client id, as some venues do when they amend one.
  public mutating func rename(order number: Int64, to id: String) {
    guard var order = orders[number], !order.status.isFinal, order.clientID != id else { return }
    liveOrderIDs[order.clientID]?.removeAll { $0 == number }
    if liveOrderIDs[order.clientID]?.isEmpty == true { liveOrderIDs[order.clientID] = nil }
    order.clientID = id
    orders[number] = order
    liveOrderIDs[id, default: []].append(number)
  }

  /// Changes a live order; what is nil stays.
  public mutating func amend(
    order number: Int64, quantity: Decimal? = nil, price: Decimal? = nil, trigger: Decimal? = nil
  ) throws(PlaceRefusal) {
    guard let order = orders[number] else { throw .engine(.malformed, leg: 0) }
    let spec = specs[order.market]
    func count(
      _ value: Decimal?, _ field: LegField, _ exact: (Decimal) -> Int64?
    ) throws(PlaceRefusal) -> Int64? {
      guard let value else { return nil }
      guard let count = exact(value) else { throw .inexact(leg: order.leg, field) }
      return count
    }
    let change = Amendment(
      quantity: try count(quantity, .quantity, spec.lots),
      price: try count(price, .price, spec.ticks),
      trigger: try count(trigger, .trigger, spec.ticks))
    let events = exchange.amend(order.id, to: change)
    note(events)
    for event in events where event.order == order.id {
      if case .notAmended(let reason) = event.what { throw .engine(reason, leg: order.leg) }
    }
    if events.isEmpty { throw .engine(.malformed, leg: order.leg) }
  }
}
