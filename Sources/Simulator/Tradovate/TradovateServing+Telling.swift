import Exact
import Orders
import PaperExchange

// What happens at the desk becomes entities, and what becomes of entities is told (Tradovate §7).
//
// The order of a placement's events is the sheet's choice, that of a modification was recorded
// (api#28): command and version first, then the reports, then the order.

extension TradovateServing {
  /// Takes in what the desk says, and does not know to have been said.
  mutating func catchUp() {
    var index = seen <= desk.news.count ? seen : 0
    // A strategy may place orders while this goes on.
    while index < desk.news.count {
      let news = desk.news[index]
      index += 1
      note(news)
    }
    seen = desk.news.count
    if isCashMoved {
      // One currency, told after the positions that moved it.
      events.append(("cashBalance", "Updated", cashBalance))
      isCashMoved = false
    }
    flushUntold()
    sweep()
  }

  public mutating func tell(_ news: [News], into outbox: inout Outbox) {
    // The first of them are in the book already; the desk has none of them any more.
    let known = min(seen, news.count)
    seen = 0
    for item in news.dropFirst(known) { note(item) }
    catchUp()
    for item in news { if case .market(let market, _) = item { quote(market, into: &outbox) } }
    deliver(into: &outbox)
  }

  private mutating func note(_ news: News) {
    switch news {
    case .order(let order, let what): note(order, what)
    case .list: break
    case .balance: isCashMoved = true
    case .position(let market, _):
      if let entity = position(market) { events.append(("position", "Updated", entity)) }
      flushUntold()
    case .market(let market, let event): note(event, in: market)
    }
  }

  private mutating func note(_ order: PaperOrder, _ what: Event.What) {
    guard let id = idOfOrder[order.number] else { return }
    switch what {
    case .accepted: created(order, id)
    case .armed: working(order, id)
    case .filled: filled(order, id)
    case .canceled(let reason): canceled(order, id, reason)
    case .expired: ended(order, id, "Expired")
    case .rejected(let reason): rejected(order, id, reason)
    case .amended: amended(order, id)
    case .triggered, .notAmended, .list, .balance, .position: break
    }
    flushUntold()
    if order.status.isFinal || what.isFill { follow(order) }
  }

  // MARK: Orders

  private mutating func created(_ order: PaperOrder, _ id: Int64) {
    let isWaiting = order.status == .dormant
    book.add(
      .order, id, of: paper.accountID,
      entity(of: order, id, status: isWaiting ? "Suspended" : "PendingNew"))
    tell(.order, id, "Created")
    let command = openCommand("New", of: id, clientID: order.clientID, order)
    addVersion(command, of: id, Self.version(order))
    flushUntold()
    report(command, of: order.number, "RiskPassed")
    if isWaiting {
      set(command, "OnHold")
    } else {
      atExecution(command, order, id)
    }
  }

  private mutating func working(_ order: PaperOrder, _ id: Int64) {
    guard let command = book.dependents(.command, of: id).first else { return }
    atExecution(command, order, id)
  }

  private mutating func atExecution(_ command: Int64, _ order: PaperOrder, _ id: Int64) {
    set(command, "AtExecution")
    execution("New", command, order, id, status: "Working")
    setStatus(id, "Working")
  }

  private mutating func filled(_ order: PaperOrder, _ id: Int64) {
    guard let fill = order.fills.last, let command = book.dependents(.command, of: id).first
    else { return }
    note(fill, of: order)
    let word = order.remaining.isZero ? "Filled" : "Working"
    execution("Trade", command, order, id, status: word, fill: fill)
    let number = makeID()
    book.add(
      .fill, number, of: id,
      [
        "id": .integer(number), "orderId": .integer(id),
        "contractId": .integer(contractID(order.market)), "timestamp": Self.stamp(fill.time),
        "tradeDate": Self.tradeDate(fill.time), "action": Self.action(order),
        "qty": .number(fill.quantity), "price": .number(fill.price), "active": true,
        "finallyPaired": 0,
      ])
    tell(.fill, number, "Created")
    if fill.fee.isPositive {
      book.add(
        .fillFee, number, of: number,
        [
          "id": .integer(number), "commission": .number(fill.fee), "commissionCurrencyId": 1,
        ])
      tell(.fillFee, number, "Created")
    }
    setStatus(id, word)
  }

  private mutating func canceled(_ order: PaperOrder, _ id: Int64, _ reason: Reason) {
    var command = commandOfOrder.removeValue(forKey: order.number)
    if let command {
      report(command, of: order.number, "RiskPassed")
    } else {
      command = openCommand("Cancel", of: id, clientID: nil)
    }
    if let command {
      set(command, "AtExecution")
      execution("Canceled", command, order, id, status: "Canceled")
    }
    setStatus(id, "Canceled")
  }

  private mutating func ended(_ order: PaperOrder, _ id: Int64, _ word: String) {
    guard let command = book.dependents(.command, of: id).first else { return }
    execution(word, command, order, id, status: word)
    setStatus(id, word)
  }

  private mutating func rejected(_ order: PaperOrder, _ id: Int64, _ reason: Reason) {
    guard let command = book.dependents(.command, of: id).first else { return }
    let failure = Self.failure(for: reason, isPair: false)
    report(command, of: order.number, "ExecutionRejected", failure)
    set(command, "ExecutionRejected")
    execution("Rejected", command, order, id, status: "Rejected", failure: failure)
    setStatus(id, "Rejected")
  }

  private mutating func amended(_ order: PaperOrder, _ id: Int64) {
    guard let command = commandOfOrder.removeValue(forKey: order.number) else { return }
    let word = Self.word(for: order.status)
    set(command, "AtExecution")
    execution("Replaced", command, order, id, status: word)
    setStatus(id, word)
  }

  /// The exchange does not take a change: the order stands as it was.
  mutating func refuseModify(_ command: Int64, of number: Int64, _ failure: Failure) {
    guard let order = desk.order(number), let id = idOfOrder[number] else { return }
    report(command, of: number, "ExecutionRejected", failure)
    set(command, "ExecutionRejected")
    execution(
      "Rejected", command, order, id, status: Self.word(for: order.status), failure: failure)
    flushUntold()
  }

  // MARK: Frames

  /// Keeps an entity as it is now, for the next frame.
  mutating func tell(_ kind: EntityBook.Kind, _ id: Int64, _ event: String) {
    guard let entity = book.entity(kind, id) else { return }
    events.append((kind.rawValue, event, entity))
  }

  /// What was told so far is a frame.
  mutating func flushUntold() {
    if events.isEmpty { return }
    // Nobody listens: nothing is kept.
    if sockets.values.contains(where: \.isSynchronised) {
      untold.append(
        events.map { type, event, entity in
          [
            "e": "props",
            "d": ["entityType": .string(type), "eventType": .string(event), "entity": entity],
          ]
        })
    }
    events.removeAll()
  }

  /// Forgets the orders that the desk forgot.
  private mutating func sweep() {
    guard idOfOrder.count > sweepAt else { return }
    for (number, id) in idOfOrder where desk.order(number) == nil {
      book.forget(order: id, of: paper.accountID)
      idOfOrder[number] = nil
      numberOfOrder[id] = nil
      commandOfOrder[number] = nil
    }
    sweepAt = max(4_096, idOfOrder.count * 2)
  }
}

extension Event.What {
  fileprivate var isFill: Bool { if case .filled = self { true } else { false } }
}
