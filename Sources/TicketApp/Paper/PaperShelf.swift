import Client
import Exact
import Orders
import Simulator
import Venues

/// What is known here of one paper venue's lists: under which key, and what happened to each.
struct PaperShelf: Sendable {
  private var known: [Int64: Known] = [:]
  private var changed: [Int64] = []
  /// What is being placed: the next list that is not known yet is this one.
  private var expected: Placement?

  private struct Known: Sendable {
    let key: ListKey
    var venueID: String?
    var history: [ListRecord.Step]
    /// Which leg of the ticket each order of the desk is.
    var legs: [Int] = []
    var isChanged = false

    func leg(_ order: Int) -> Int { legs.indices.contains(order) ? legs[order] : order }
  }

  mutating func expect(_ placement: Placement) { expected = placement }

  mutating func expectNothing() { expected = nil }

  /// The lists that something happened to since this was last asked.
  mutating func takeChanged() -> [Int64] {
    let taken = changed
    changed.removeAll()
    for number in taken { known[number]?.isChanged = false }
    return taken
  }

  mutating func keep(_ venueID: String?, of number: Int64) {
    if let venueID { known[number]?.venueID = venueID }
  }

  // MARK: Noting

  mutating func note(_ order: PaperOrder, _ what: Happening?, _ serving: any Serving) {
    guard let what else { return }
    let fill: Fill? = if case .filled(let fill) = what { Fill(fill) } else { nil }
    note(
      order.list,
      ListRecord.Step(
        time: order.updated, leg: order.leg, text: Self.words(what, order), fill: fill),
      serving)
  }

  mutating func note(_ list: PaperList, _ serving: any Serving) {
    note(
      list.number,
      ListRecord.Step(time: list.updated, leg: nil, text: "the list is \(list.status.words)"),
      serving)
  }

  private mutating func note(_ number: Int64, _ step: ListRecord.Step, _ serving: any Serving) {
    if known[number] == nil { meet(number, step.time, serving) }
    var step = step
    step.leg = step.leg.flatMap { known[number]?.leg($0) }
    known[number]?.history.append(step)
    if known[number]?.isChanged == false {
      known[number]?.isChanged = true
      changed.append(number)
    }
  }

  /// The desk speaks of a list for the first time: it is the one that is being placed.
  private mutating func meet(_ number: Int64, _ time: Timestamp?, _ serving: any Serving) {
    let desk = serving.desk
    let list = desk.list(number)
    let id = list.flatMap(serving.venueID) ?? String(number)
    guard let placement = expected else {
      known[number] = Known(key: ListKey(desk.venue.id, id), venueID: id, history: [])
      return
    }
    expected = nil
    let sent = ListRecord.Step(time: time, leg: nil, text: "sent to \(placement.key.venue)")
    known[number] = Known(
      key: placement.key, venueID: id, history: [sent],
      legs: list.map { Self.legs(desk.orders(of: $0), placement.ticket) } ?? [])
  }

  /// Venues have their own order of legs; the ticket's is the one that was reviewed.
  private static func legs(_ orders: [PaperOrder], _ ticket: Ticket) -> [Int] {
    var free = Array(ticket.resolvedLegs.enumerated())
    let found = orders.compactMap { order -> Int? in
      let at = free.firstIndex { _, leg in
        leg.side == order.side && leg.price == order.asked.price
          && leg.trigger == order.asked.trigger
      }
      return at.map { free.remove(at: $0).offset }
    }
    return found.count == ticket.legs.count ? found : Array(orders.indices)
  }

  private static func words(_ what: Happening, _ order: PaperOrder) -> String {
    switch what {
    case .accepted: "accepted: \(order.status.word)"
    case .armed: "armed: \(order.status.word)"
    case .triggered(let price): "triggered at \(Figures.price(price))"
    case .filled(let fill):
      "filled \(fill.quantity) at \(Figures.price(fill.price)) as "
        + (fill.isMaker ? "maker" : "taker")
    case .canceled(let reason): "cancelled: \(reason)"
    case .expired(let reason): "expired: \(reason)"
    case .rejected(let reason): "refused: \(reason)"
    case .amended(let quantity): "amended to \(quantity)"
    case .notAmended(let reason): "not amended: \(reason)"
    }
  }

  // MARK: Records

  /// A list as its desk has it, the venue's own words still missing.
  func record(_ number: Int64, _ serving: any Serving) -> ListRecord? {
    let desk = serving.desk
    guard let known = known[number], let list = desk.list(number) else { return nil }
    var told = OrderList(venue: desk.venue.id, status: list.status)
    told.venueListID = known.venueID
    told.clientListID = list.clientID.isEmpty ? nil : list.clientID
    told.kind = list.kind
    told.symbol = desk.instruments[list.market].symbol
    told.updated = list.updated
    told.orders = desk.orders(of: list)
      .sorted { known.leg($0.leg) < known.leg($1.leg) }
      .map { Order($0, serving.venueID(ofOrder: $0)) }
    return ListRecord(
      known.key, told, instrument: desk.specs[list.market].instrument, heard: list.updated,
      history: known.history)
  }
}

extension Order {
  fileprivate init(_ order: PaperOrder, _ id: String) {
    self.init(status: order.status, venueStatus: "")
    venueOrderID = id
    clientOrderID = order.clientID.isEmpty ? nil : order.clientID
    role = order.role
    side = order.side
    type = order.type
    quantity = order.quantity
    filled = order.filled
    price = order.price
    trigger = order.trigger
    averagePrice = order.averagePrice(digits: 8)
    timeInForce = order.asked.timeInForce
    reason = order.reason?.words
    updated = order.updated
  }
}

extension Fill {
  fileprivate init(_ fill: PaperFill) {
    self.init(price: fill.price, quantity: fill.quantity)
    fee = fill.fee
    feeAsset = fill.feeAsset
    tradeID = String(fill.number)
    isMaker = fill.isMaker
  }
}

extension ListRecord {
  /// Takes the venue's own words and ids from what it answered to a query.
  mutating func takeWords(_ contents: [Content]) {
    for content in contents {
      switch content {
      case .list(let told): takeWords(told)
      case .lists(let all):
        if let told = all.first(where: { $0.venueListID == list.venueListID }) ?? all.first {
          takeWords(told)
        }
      case .order(let order): takeWords(order)
      case .orders(let orders): for order in orders { takeWords(order) }
      default: break
      }
    }
  }

  private mutating func takeWords(_ told: OrderList) {
    if !told.venueStatus.isEmpty { list.venueStatus = told.venueStatus }
    if let id = told.venueListID { list.venueListID = id }
    for order in told.orders { takeWords(order) }
  }

  private mutating func takeWords(_ told: Order) {
    guard let at = place(of: told) else { return }
    if !told.venueStatus.isEmpty { list.orders[at].venueStatus = told.venueStatus }
    if let type = told.venueType { list.orders[at].venueType = type }
    if let id = told.venueOrderID { list.orders[at].venueOrderID = id }
  }

  /// Which leg an answer speaks of: by its ids, else by its prices.
  private func place(of told: Order) -> Int? {
    let orders = list.orders
    if let id = told.venueOrderID, let at = orders.firstIndex(where: { $0.venueOrderID == id }) {
      return at
    }
    if let id = told.clientOrderID, let at = orders.firstIndex(where: { $0.clientOrderID == id }) {
      return at
    }
    return orders.firstIndex {
      $0.side == told.side && $0.price == told.price
        && ($0.trigger == told.trigger || told.trigger == nil)
    }
  }
}

extension ListStatus {
  var words: String {
    switch self {
    case .accepted: "accepted"
    case .open: "open"
    case .done: "done"
    case .canceled: "cancelled"
    case .rejected: "refused"
    case .unknown: "not known"
    }
  }
}
