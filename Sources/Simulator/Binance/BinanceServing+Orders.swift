import Exact
import Orders
import PaperExchange
import Venues

// MARK: Cancel

extension BinanceServing {
  /// Cancels an order, and with it the list it belongs to (rest-api.md, Cancel order).
  mutating func cancelOrder(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let order = try find(call, market, unknown: .unknownOrder)
    guard order.status.isLive else { throw .unknownOrder }
    switch call.values["cancelRestrictions"] {
    case "ONLY_NEW" where BinanceWord.status(order.status) != "NEW": throw .restricted
    case "ONLY_PARTIALLY_FILLED" where order.status != .partlyFilled: throw .restricted
    default: break
    }
    guard let list = desk.list(order.list) else { throw .unknownOrder }
    return cancel(list, as: call.values["newClientOrderId"] ?? makeID(), call.unit)
  }

  mutating func cancelList(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let id = call.values.int("orderListId")
    let name = call.values["listClientOrderId"]
    if id == nil, name == nil { throw .missing("orderListId", or: "listClientOrderId") }
    let list = id.map { desk.list($0) } ?? name.flatMap { desk.liveList(named: $0) }
    guard let list, list.kind != nil, list.market == market, !list.status.isEnd,
      name == nil || list.clientID == name
    else { throw .unknownOrder }
    return cancel(list, as: call.values["newClientOrderId"] ?? makeID(), call.unit)
  }

  /// Everything on a symbol: plain orders and lists in one array.
  mutating func cancelAll(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let orders = desk.openOrders.filter { $0.market == market }
    if orders.isEmpty { throw .unknownOrder }
    let id = makeID()
    var done: Set<Int64> = []
    var answers: [JSON] = []
    for order in orders where done.insert(order.list).inserted {
      if let list = desk.list(order.list) { answers.append(cancel(list, as: id, call.unit)) }
    }
    return .array(answers)
  }

  /// Cancels what is live of a list, or of an order by itself.
  private mutating func cancel(
    _ list: PaperList, as id: String, _ unit: BinanceUnit
  ) -> JSON {
    let live = desk.orders(of: list).filter(\.status.isLive).map(\.number)
    if cancelIDs.count > 10_000 { cancelIDs.removeAll() }
    for number in live { cancelIDs[number] = id }
    _ = desk.cancel(list: list.number)
    let reports = live.compactMap { desk.order($0) }.map { canceled($0, as: id, unit) }
    guard list.kind != nil, let ended = desk.list(list.number) else {
      return reports.first ?? .object([])
    }
    return self.list(ended, at: desk.now, reports: reports, unit)
  }

  // MARK: Amend

  /// Takes quantity away from an order that keeps its place (rest-api.md, Order Amend Keep
  /// Priority).
  mutating func amend(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let order = try find(call, market, unknown: .noOrder)
    guard order.status.isLive else { throw .noOrder }
    let quantity = call.values["newQty"].map(BinanceParameter.plain).flatMap(Decimal.init)
    guard let quantity, quantity.isPositive else { throw .nothing }
    if isUnsized(order) { throw .amendPending }
    if quantity.fractionDigits > desk.instruments[market].quantityDigits ?? 8 {
      throw .precision("newQty")
    }
    if quantity == order.quantity { throw .amendNothing }
    if quantity > order.quantity { throw .amendGrows }
    try checkAmended(order, quantity, market)
    let former = order.clientID
    let name = call.values["newClientOrderId"] ?? makeID()
    if name != former, desk.liveOrder(named: name) != nil { throw .usedID }
    // The news tells the new id, so the order has it first.
    desk.rename(order: order.number, to: name)
    do throws(PlaceRefusal) {
      try desk.amend(order: order.number, quantity: quantity)
    } catch {
      desk.rename(order: order.number, to: former)
      throw BinanceFault(error, legs: [order.asked])
    }
    if formerIDs.count > 10_000 { formerIDs.removeAll() }
    formerIDs[order.number] = former
    return amended(order.number, former, call.unit)
  }

  private func checkAmended(
    _ order: PaperOrder, _ quantity: Decimal, _ market: Int
  ) throws(BinanceFault) {
    let rules = desk.instruments[market]
    if let lot = rules.lot, !quantity.isMultiple(of: lot) { throw .filter("LOT_SIZE") }
    if let least = rules.minimumQuantity, quantity < least { throw .filter("LOT_SIZE") }
    if let price = order.price ?? order.trigger, let least = rules.minimumNotional,
      let value = try? price * quantity, value < least
    {
      throw .filter("NOTIONAL")
    }
  }

  private func amended(_ number: Int64, _ former: String, _ unit: BinanceUnit) -> JSON {
    guard let order = desk.order(number) else { return .object([]) }
    var body: [JSONMember] = [
      JSONMember("symbol", symbol(order.market)), JSONMember("orderId", .integer(number)),
      JSONMember("orderListId", listID(order)),
      JSONMember("origClientOrderId", .string(former)),
      JSONMember("clientOrderId", .string(order.clientID)),
      JSONMember("price", (order.price ?? .zero).eight), JSONMember("qty", order.quantity.eight),
      JSONMember("executedQty", order.filled.eight),
      JSONMember("preventedQty", Decimal.zero.eight),
      JSONMember("quoteOrderQty", Decimal.zero.eight),
      // With one m, here alone.
      JSONMember("cumulativeQuoteQty", order.value.eight),
      JSONMember("status", .string(BinanceWord.status(order.status))),
      JSONMember("timeInForce", .string(BinanceWord.timeInForce(order))),
      JSONMember("type", .string(BinanceWord.type(order.type))),
      JSONMember("side", .string(Binance.words.word(order.side))),
    ]
    if order.type.isContingent {
      body.append(JSONMember("stopPrice", (order.trigger ?? .zero).eight))
    }
    if let time = started(order) { body.append(JSONMember("workingTime", unit.time(time))) }
    body.append(JSONMember("selfTradePreventionMode", .string(prevention(order))))
    var members = [
      JSONMember("transactTime", unit.time(desk.now)),
      JSONMember("executionId", .integer(execution(of: number))),
      JSONMember("amendedOrder", .object(body)),
    ]
    if let list = desk.list(order.list), let kind = list.kind {
      members.append(
        JSONMember(
          "listStatus",
          [
            "orderListId": .integer(list.number),
            "contingencyType": .string(BinanceWord.contingency(kind)),
            "listOrderStatus": list.status.isEnd ? "ALL_DONE" : "EXECUTING",
            "listClientOrderId": .string(list.clientID), "symbol": symbol(list.market),
            "orders": .array(names(list)),
          ]))
    }
    return .object(members)
  }

  /// The number that the message of an amendment will have, which is still to be told.
  private func execution(of number: Int64) -> Int64 {
    var count = executions
    for news in desk.news {
      guard case .order(let order, let what) = news else { continue }
      count += 1
      if order.number == number, case .amended = what { return count }
    }
    return count
  }
}

// MARK: Look up

extension BinanceServing {
  func find(_ call: BinanceCall) throws(BinanceFault) -> PaperOrder {
    try find(call, try market(call), unknown: .noOrder)
  }

  /// "The orderId is searched first, then the origClientOrderId from that result is checked"
  /// (rest-api.md, Query order).
  private func find(
    _ call: BinanceCall, _ market: Int, unknown: BinanceFault
  ) throws(BinanceFault) -> PaperOrder {
    let id = call.values.int("orderId")
    let name = call.values["origClientOrderId"]
    if id == nil, name == nil { throw .missing("origClientOrderId", or: "orderId") }
    let found = id.map { desk.order($0) } ?? name.flatMap { desk.newestOrder(named: $0) }
    guard let found, found.market == market, name == nil || found.clientID == name else {
      throw unknown
    }
    return found
  }

  func openOrders(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = call.values["symbol"] == nil ? nil : try market(call)
    let orders = desk.openOrders.filter { market == nil || $0.market == market }
    return .array(orders.map { query($0, call.unit) })
  }

  func allOrders(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    var orders = desk.allOrders.filter { $0.market == market }
    if let first = call.values.int("orderId") {
      orders.removeAll { $0.number < first }
      return .array(orders.prefix(Self.limit(call)).map { query($0, call.unit) })
    }
    let page = try Self.page(orders, call) { $0.placed }
    return .array(page.map { query($0, call.unit) })
  }

  func queryList(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let name = call.values["origClientOrderId"]
    let id = call.values.int("orderListId")
    // With both, the id of the client's own is taken (web-socket-api.md, Query Order list).
    guard name != nil || id != nil else { throw .missing("orderListId", or: "origClientOrderId") }
    let found = name.map { desk.newestList(named: $0) } ?? id.flatMap { desk.list($0) }
    guard let found, found.kind != nil else { throw .noOrder }
    return list(found, call.unit)
  }

  func allLists(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    var lists = desk.allLists.filter { $0.kind != nil }
    if let first = call.values.int("fromId") {
      if call.values["startTime"] != nil || call.values["endTime"] != nil { throw .badCombination }
      lists.removeAll { $0.number < first }
      return .array(lists.prefix(Self.limit(call)).map { list($0, call.unit) })
    }
    let page = try Self.page(lists, call) { $0.placed }
    return .array(page.map { list($0, call.unit) })
  }

  func ownTrades(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    var trades: [(order: PaperOrder, fill: PaperFill)] = []
    let wanted = call.values.int("orderId")
    for order in desk.allOrders where order.market == market {
      if let wanted, order.number != wanted { continue }
      trades += order.fills.map { (order, $0) }
    }
    trades.sort { $0.fill.number < $1.fill.number }
    if let first = call.values.int("fromId") {
      trades.removeAll { $0.fill.number < first }
      return .array(trades.prefix(Self.limit(call)).map { trade($0, call.unit) })
    }
    let page = try Self.page(trades, call) { $0.fill.time }
    return .array(page.map { trade($0, call.unit) })
  }

  private func trade(_ trade: (order: PaperOrder, fill: PaperFill), _ unit: BinanceUnit) -> JSON {
    let (order, fill) = trade
    return [
      "symbol": symbol(order.market), "id": .integer(fill.number),
      "orderId": .integer(order.number), "orderListId": listID(order),
      "price": fill.price.eight, "qty": fill.quantity.eight,
      "quoteQty": ((try? fill.price * fill.quantity) ?? .zero).eight,
      "commission": fill.fee.eight, "commissionAsset": .string(fill.feeAsset),
      "time": unit.time(fill.time), "isBuyer": .bool(order.side == .buy),
      "isMaker": .bool(fill.isMaker), "isBestMatch": true,
    ]
  }

  /// 500 unless said, and never more than 1000.
  static func limit(_ call: BinanceCall) -> Int {
    Int(min(call.values.int("limit") ?? 500, 1000))
  }

  private static let day: Int64 = 86_400_000

  /// A stretch of what happened: the oldest from a start on, else the newest; always in the order
  /// of time (web-socket-api.md, General API Information).
  static func page<Thing>(
    _ things: [Thing], _ call: BinanceCall, _ time: (Thing) -> Timestamp
  ) throws(BinanceFault) -> [Thing] {
    let (start, end) = (call.values.moment("startTime"), call.values.moment("endTime"))
    if let start, let end {
      if end < start { throw .invalid("startTime") }
      if end - start > day { throw .longSpan }
    }
    let found = things.filter {
      let time = time($0).milliseconds
      return (start.map { time >= $0 } ?? true) && (end.map { time <= $0 } ?? true)
    }
    return Array(start == nil ? found.suffix(limit(call)) : found.prefix(limit(call)))
  }
}
