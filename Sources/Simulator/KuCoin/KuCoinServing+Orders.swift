import Exact
import Orders

extension KuCoinServing {
  func list(id: String) -> PaperList? {
    KuCoinID.list(named: id).flatMap(desk.list).flatMap { $0.kind == nil ? nil : $0 }
  }

  // MARK: Lists

  /// Answers with the two legs' ids; that they are gone is told by a query or the stream.
  mutating func cancelList(_ visit: Visit, _ list: PaperList?) throws(KuCoinRefusal) -> JSON {
    guard let list, list.kind != nil, word(of: list) == "NEW" else { throw .noCancel }
    return ["cancelledOrderIds": .array(cancel(list))]
  }

  /// Without ids every list goes, without a symbol in every pair (sheet §3.2).
  mutating func cancelLists(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let market = try marketFilter(visit)
    let ids = visit.query["orderIds"].map { $0.split(separator: ",").map(String.init) }
    let wanted = try ids.map { ids throws(KuCoinRefusal) -> [PaperList] in
      guard ids.count <= 500 else { throw .parameters() }
      return ids.compactMap(list(id:))
    }
    let lists = (wanted ?? desk.openLists).filter { list in
      word(of: list) == "NEW" && (market.map { $0 == list.market } ?? true)
    }
    return ["cancelledOrderIds": .array(lists.flatMap { cancel($0) })]
  }

  private mutating func cancel(_ list: PaperList) -> [JSON] {
    _ = desk.cancel(list: list.number)
    return list.orders.map { .string(KuCoinID.leg($0)) }
  }

  func header(_ list: PaperList?) throws(KuCoinRefusal) -> JSON {
    guard let list, list.kind != nil else { throw .noOrder }
    return .object(headerMembers(list))
  }

  func details(_ list: PaperList?) throws(KuCoinRefusal) -> JSON {
    guard let list, list.kind != nil else { throw .noOrder }
    let rows = JSON.array(desk.orders(of: list).map { legRow($0) })
    return .object(headerMembers(list) + [JSONMember("orders", rows)])
  }

  /// Lists of every status, the newest first: no filter by status is documented (sheet §3.5).
  func listPage(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let market = try marketFilter(visit)
    let range = try timeRange(visit)
    let ids = visit.query["orderIds"].map { Set($0.split(separator: ",").map(String.init)) }
    let lists = desk.allLists.reversed().filter { list in
      list.kind != nil && (market.map { $0 == list.market } ?? true)
        && range.contains(list.placed.milliseconds)
        && (ids?.contains(KuCoinID.list(list.number)) ?? true)
    }
    return try page(lists, visit) { list in .object(headerMembers(list)) }
  }

  // MARK: Orders

  mutating func cancelOrder(id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = plainOrder(id: id), desk.cancel(order: order.number) else { throw .noCancel }
    return ["cancelledOrderIds": [.string(id)]]
  }

  mutating func cancelOrder(named id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = desk.liveOrder(named: id), desk.cancel(order: order.number) else {
      throw .noCancel
    }
    return ["cancelledOrderId": .string(KuCoinID.order(order.number)), "clientOid": .string(id)]
  }

  mutating func cancelStopOrder(id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = storeOrder(id: id), order.isOpenAlgo, desk.list(order.list)?.kind == nil,
      desk.cancel(order: order.number)
    else { throw .noCancel }
    return ["cancelledOrderIds": [.string(id)]]
  }

  mutating func cancelOrders(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let market = try marketFilter(visit)
    let orders = desk.openOrders.filter { order in
      isPlain(order) && (market.map { $0 == order.market } ?? true)
    }
    for order in orders { _ = desk.cancel(order: order.number) }
    return ["cancelledOrderIds": .array(orders.map { .string(KuCoinID.order($0.number)) })]
  }

  func orderRecord(id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = plainOrder(id: id) else { throw .noOrder }
    return record(order)
  }

  func orderRecord(named id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = desk.newestOrder(named: id), isPlain(order) else { throw .noOrder }
    return record(order)
  }

  func stopOrderRecord(id: String) throws(KuCoinRefusal) -> JSON {
    guard let order = storeOrder(id: id) else { throw .noOrder }
    return storeRow(order)
  }

  func orderPage(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let isActive = visit.query["status"] == "active"
    return try page(try plainOrders(visit, isActive: isActive), visit) { record($0) }
  }

  func activeOrders(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    .array(try plainOrders(visit, isActive: true).map { record($0) })
  }

  func doneOrders(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let orders = try plainOrders(visit, isActive: false)
    let rows = orders.prefix(100).map { record($0) }
    return ["lastId": .integer(orders.last?.number ?? 0), "items": .array(Array(rows))]
  }

  /// Rows of the advanced-order store that wait or have fired: stops, or an OCO's legs.
  func stopOrderPage(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let market = try marketFilter(visit)
    let wantsLists = visit.query["stop"] == "oco"
    let orders = desk.openOrders.reversed().filter { order in
      let isLeg = desk.list(order.list)?.kind != nil
      return isLeg == wantsLists && (isLeg || order.type.isContingent)
        && (market.map { $0 == order.market } ?? true)
    }
    return try page(orders, visit) { storeRow($0) }
  }

  func fillPage(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let market = try marketFilter(visit)
    let range = try timeRange(visit)
    let orders = desk.allOrders.reversed().filter { order in
      market.map { $0 == order.market } ?? true
        && (visit.query["orderId"].map { $0 == KuCoinID.order(order.number) } ?? true)
    }
    let fills = orders.flatMap { order in order.fills.reversed().map { (order, $0) } }
      .filter { range.contains($0.1.time.milliseconds) }
    return try page(fills, visit) { fillRow($0.0, $0.1) }
  }

  // MARK: Which

  /// Placed by itself, or a stop or leg that has become an order of the market.
  func isPlain(_ order: PaperOrder) -> Bool {
    order.isTriggered || (desk.list(order.list)?.kind == nil && !order.type.isContingent)
  }

  private func plainOrder(id: String) -> PaperOrder? {
    KuCoinID.order(named: id).flatMap(desk.order).flatMap { isPlain($0) ? $0 : nil }
  }

  private func storeOrder(id: String) -> PaperOrder? {
    KuCoinID.leg(named: id).flatMap(desk.order).flatMap { order in
      order.type.isContingent || desk.list(order.list)?.kind != nil ? order : nil
    }
  }

  private func plainOrders(
    _ visit: Visit, isActive: Bool
  ) throws(KuCoinRefusal) -> [PaperOrder] {
    let market = try marketFilter(visit)
    let range = try timeRange(visit)
    let side = visit.query["side"]
    return (isActive ? desk.openOrders : desk.allOrders).reversed().filter { order in
      isPlain(order) && order.status.isLive == isActive
        && (market.map { $0 == order.market } ?? true)
        && (side.map { $0 == order.sideWord } ?? true)
        && range.contains(order.placed.milliseconds)
    }
  }

  private func marketFilter(_ visit: Visit) throws(KuCoinRefusal) -> Int? {
    guard let symbol = visit.query["symbol"], !symbol.isEmpty else { return nil }
    return try market(spelled: symbol)
  }

  func market(spelled symbol: String) throws(KuCoinRefusal) -> Int {
    guard let market = desk.market(spelled: symbol) else { throw .noSuchSymbol }
    return market
  }

  private func timeRange(_ visit: Visit) throws(KuCoinRefusal) -> ClosedRange<Int64> {
    func time(_ name: String, _ standard: Int64) throws(KuCoinRefusal) -> Int64 {
      guard let text = visit.query[name], !text.isEmpty else { return standard }
      guard let time = Int64(text), time >= 0 else { throw .parameters() }
      return time
    }
    let (from, until) = (try time("startAt", 0), try time("endAt", .max))
    guard from <= until else { throw .parameters() }
    return from...until
  }

  /// One page of rows, 50 long unless asked otherwise.
  private func page<Row>(
    _ rows: [Row], _ visit: Visit, _ spell: (Row) -> JSON
  ) throws(KuCoinRefusal) -> JSON {
    func number(_ name: String, _ standard: Int) throws(KuCoinRefusal) -> Int {
      guard let text = visit.query[name], !text.isEmpty else { return standard }
      guard let number = Int(text), number > 0 else { throw .parameters() }
      return number
    }
    let size = try number("pageSize", 50)
    if size > 500 { throw .parameters("pageSize should not greater than 500") }
    let current = try number("currentPage", 1)
    let skipped = current > rows.count ? rows.count : (current - 1) * size
    let shown = rows.dropFirst(skipped).prefix(size)
    return [
      "currentPage": .integer(Int64(current)), "pageSize": .integer(Int64(size)),
      "totalNum": .integer(Int64(rows.count)),
      "totalPage": .integer(Int64((rows.count + size - 1) / size)),
      "items": .array(shown.map(spell)),
    ]
  }
}
