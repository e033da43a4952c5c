import Orders

extension PaperExchange {
  /// Tells what happened to an order, and what it is now.
  mutating func tell(_ order: Int, _ what: Event.What, _ status: OrderStatus) {
    let from = orders[order].status
    orders[order].status = status
    lastEvent += 1
    outbox.append(
      Event(
        sequence: lastEvent, step: step, list: id(ofList: Int(orders[order].list)),
        leg: orders[order].leg, from: from, to: status, what: what))
  }

  /// Tells of the account.
  mutating func tell(_ what: Event.What) {
    lastEvent += 1
    outbox.append(
      Event(
        sequence: lastEvent, step: step, list: nil, leg: nil, from: .unknown, to: .unknown,
        what: what))
  }

  /// Tells of a list as a whole.
  mutating func tell(list: Int, _ status: ListStatus) {
    lists[list].status = status
    lastEvent += 1
    outbox.append(
      Event(
        sequence: lastEvent, step: step, list: id(ofList: list), leg: nil, from: .unknown,
        to: .unknown, what: .list(status)))
  }

  /// One order has ended; perhaps the list has, too.
  mutating func countEnd(in list: Int) {
    lists[list].live -= 1
    if lists[list].live == 0 {
      let status = finalStatus(of: list)
      if lists[list].isTold {
        lists[list].status = status
      } else {
        lists[list].isTold = true
        tell(list: list, status)
      }
    } else {
      tellIfResolved(list)
    }
  }

  /// With `Done.resolved`: the one order that is still live depends on nothing.
  mutating func tellIfResolved(_ list: Int) {
    let record = lists[list]
    guard rules(of: list).done == .resolved, record.live == 1, record.count > 1, !record.isTold,
      !record.orders.contains(where: { orders[$0].status == .dormant })
    else { return }
    lists[list].isTold = true
    tell(list: list, .done)
  }

  private func finalStatus(of list: Int) -> ListStatus {
    var areRejected = true
    for order in lists[list].orders {
      if orders[order].filled > 0 { return .done }
      if orders[order].status != .rejected { areRejected = false }
    }
    return areRejected ? .rejected : .canceled
  }

  func rules(of list: Int) -> ContingencyRules { tables[Int(lists[list].rules)] }

  func rules(ofOrder order: Int) -> ContingencyRules { rules(of: Int(orders[order].list)) }
}

extension ContingencyRules.Ending {
  var status: OrderStatus {
    switch self {
    case .canceled: .canceled
    case .expired: .expired
    case .rejected: .rejected
    }
  }

  func event(_ reason: Reason) -> Event.What {
    switch self {
    case .canceled: .canceled(reason)
    case .expired: .expired(reason)
    case .rejected: .rejected(reason)
    }
  }
}
