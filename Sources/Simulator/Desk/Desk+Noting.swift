import Exact
import Orders
import PaperExchange

extension Desk {
  /// Writes the exchange's events into the records, and keeps them as news.
  mutating func note(_ events: [Event]) {
    for event in events {
      if let id = event.order, let number = numberOfOrder[id] {
        noteOrder(number, event)
      } else if let id = event.list, let number = numberOfList[id] {
        noteList(number, event)
      } else {
        noteAccount(event.what)
      }
    }
    forgetOldest()
  }

  private mutating func noteOrder(_ number: Int64, _ event: Event) {
    guard var order = orders[number], let state = exchange.order(order.id) else { return }
    let spec = specs[order.market]
    let (wasLive, wasAlgo) = (!order.status.isFinal, order.isOpenAlgo)
    order.status = event.to
    order.updated = now
    if state.quantity > 0 { order.quantity = spec.quantity(state.quantity) }
    order.price = state.price.map(spec.price) ?? order.price
    order.trigger = state.trigger.map(spec.price) ?? order.trigger
    switch event.what {
    case .filled(let price, let quantity, let isMaker):
      noteFill(&order, price, quantity, isMaker: isMaker)
    case .triggered:
      order.isTriggered = true
      order.started = now
    case .armed: order.started = now
    case .canceled(let reason), .expired(let reason), .rejected(let reason):
      order.reason = reason
    default: break
    }
    orders[number] = order
    if wasLive, order.status.isFinal {
      liveOrderIDs.release(order.clientID, number)
      open[order.market].orders -= 1
    }
    if wasAlgo, !order.isOpenAlgo { open[order.market].algos -= 1 }
    if let list = lists[order.list], list.updated != now {
      var list = list
      list.updated = now
      lists[order.list] = list
    }
    news.append(.order(order, event.what))
  }

  private mutating func noteFill(
    _ order: inout PaperOrder, _ price: Int64, _ quantity: Int64, isMaker: Bool
  ) {
    let spec = specs[order.market]
    let fee = exchange.commission(
      on: order.market, side: order.side, price: price, quantity: quantity, isMaker: isMaker)
    lastFill += 1
    let fill = PaperFill(
      number: lastFill, price: spec.price(price), quantity: spec.quantity(quantity),
      fee: fee?.amount ?? .zero, feeAsset: fee?.asset ?? "", isMaker: isMaker, time: now)
    order.fills.append(fill)
    order.filled = (try? order.filled + fill.quantity) ?? order.filled
    if let cost = try? fill.price * fill.quantity, let sum = try? order.value + cost {
      order.value = sum
    }
  }

  private mutating func noteList(_ number: Int64, _ event: Event) {
    guard var list = lists[number], case .list(let status) = event.what else { return }
    list.status = status
    list.updated = now
    lists[number] = list
    news.append(.list(list))
    if status.isEnd, liveListIDs[list.clientID]?.contains(number) == true {
      liveListIDs.release(list.clientID, number)
      if list.kind != nil { open[list.market].lists -= 1 }
      ended.append(number)
    }
  }

  private mutating func noteAccount(_ what: Event.What) {
    switch what {
    case .balance(let asset, _, _):
      let name = exchange.ledger.assets[asset].name
      if let balance = exchange.ledger.balance(of: name) { news.append(.balance(balance)) }
    case .position(let market, _):
      if let position = position(in: market) { news.append(.position(market: market, position)) }
    default: break
    }
  }

  /// Keeps memory bounded: of the ended lists only the newest are remembered.
  private mutating func forgetOldest() {
    guard ended.count > memory + memory / 8 else { return }
    let gone = ended.prefix(ended.count - memory)
    ended.removeFirst(gone.count)
    for number in gone {
      // An order may outlive the word that its list is done; such a list stays.
      guard let list = lists[number], exchange.forget(list.id) else {
        ended.append(number)
        continue
      }
      for order in list.orders {
        if let record = orders[order] { numberOfOrder[record.id] = nil }
        orders.drop(order)
      }
      numberOfList[list.id] = nil
      lists.drop(number)
    }
  }
}

extension ListStatus {
  /// Nothing more is expected of the list.
  public var isEnd: Bool {
    switch self {
    case .done, .canceled, .rejected: true
    case .accepted, .open, .unknown: false
    }
  }
}

extension [String: [Int64]] {
  fileprivate mutating func release(_ id: String, _ number: Int64) {
    self[id]?.removeAll { $0 == number }
    if self[id]?.isEmpty == true { self[id] = nil }
  }
}
