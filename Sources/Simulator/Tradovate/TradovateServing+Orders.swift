import Exact
import Orders
import PaperExchange
import Venues

extension TradovateServing {
  // MARK: Commands

  /// `/order/cancelorder`: of one order; the other leg of a pair goes with it (Tradovate §4).
  mutating func cancel(_ call: Call) -> Reply {
    guard let body = call.body, let id = body["orderId"]?.int64 else { return .missing("orderId") }
    guard let number = numberOfOrder[id], let order = desk.order(number) else {
      return Failure.denied.reply
    }
    if order.status.isFinal { return Failure.tooLate.reply }
    let command = openCommand("Cancel", of: id, clientID: body["clOrdId"]?.filledText)
    commandOfOrder[number] = command
    _ = desk.cancel(order: number)
    return .ok(["commandId": .integer(command)])
  }

  /// `/order/modifyorder`: "200 + commandId is only received; outcome comes by events" (§3.4).
  mutating func modify(_ call: Call) -> Reply {
    guard let body = call.body, let id = body["orderId"]?.int64 else { return .missing("orderId") }
    guard let quantity = body["orderQty"]?.decimal else { return .missing("orderQty") }
    guard let word = body["orderType"]?.filledText else { return .missing("orderType") }
    guard quantity.isInteger else { return .malformed("orderQty is not a whole number") }
    guard let type = Tradovate.legType(word) else { return .malformed("orderType '\(word)'") }
    guard let number = numberOfOrder[id], let order = desk.order(number) else {
      return Failure.denied.reply
    }
    if order.status.isFinal { return Failure.tooLate.reply }
    // A sent activationTime would force a suspended order to work (forum 10299).
    if body["activationTime"]?.filledText != nil { return Failure.unsupported.reply }
    if let failure = modifyFlaw(body, order, quantity, type) { return failure.reply }
    let command = openCommand("Modify", of: id, clientID: body["clOrdId"]?.filledText)
    addVersion(command, of: id, Self.version(body, word))
    flushUntold()
    report(command, of: number, "RiskPassed")
    // "Omitting timeInForce on a GTC order makes it a TIF change and the exchange silently rejects
    // it" (forum 4464).
    guard body["timeInForce"]?.filledText ?? "Day" == order.detail("timeInForce") ?? "Day" else {
      refuseModify(command, of: number, .timeInForce)
      return .ok(["commandId": .integer(command)])
    }
    let old = book.entity(.order, id).flatMap(Self.status)
    setStatus(id, "PendingReplace")
    commandOfOrder[number] = command
    let isTrailing = order.type.isTrailing
    let trigger = order.type == .takeProfit ? body["price"] ?? body["stopPrice"] : body["stopPrice"]
    do throws(PlaceRefusal) {
      try desk.amend(
        order: number, quantity: quantity,
        price: order.type.hasPrice && !isTrailing ? body["price"]?.decimal : nil,
        trigger: order.type.isContingent && !isTrailing ? trigger?.decimal : nil)
      catchUp()
    } catch {
      commandOfOrder[number] = nil
      setStatus(id, old ?? "Working")
      refuseModify(command, of: number, Self.failure(for: error, isPair: false))
    }
    return .ok(["commandId": .integer(command)])
  }

  /// What the venue sees before it takes the command.
  private func modifyFlaw(
    _ body: JSONNode, _ order: PaperOrder, _ quantity: Decimal, _ type: LegType
  ) -> Failure? {
    // The engine has no order that becomes one of another type.
    if type != order.type { return .unsupported }
    if quantity > Decimal(100) { return .tooMany }
    if !quantity.isPositive { return .bounds }
    let price = body["price"]?.decimal
    let stop = body["stopPrice"]?.decimal
    if type.isTrailing {
      let isSame =
        price?.description == order.detail("price")
        && (stop == nil || stop?.description == order.detail("stopPrice"))
      return isSame ? nil : .trailing
    }
    let needed = [
      type.hasPrice ? price : nil, type.isStop ? stop : nil,
      type == .takeProfit ? price ?? stop : nil,
    ].compactMap(\.self)
    let count = (type.hasPrice ? 1 : 0) + (type.isContingent ? 1 : 0)
    if needed.count < count { return .missingPrice }
    let spec = desk.specs[order.market]
    for price in needed {
      if !price.isPositive { return .notPositive }
      if spec.ticks(price) == nil { return .tick }
    }
    return nil
  }

  private static func version(_ body: JSONNode, _ type: String) -> [JSONMember] {
    var members = [JSONMember("orderQty", .integer(body["orderQty"]?.int64 ?? 0))]
    members.append(JSONMember("orderType", .string(type)))
    for name in ["price", "stopPrice", "maxShow", "pegDifference"] {
      if let value = body[name]?.decimal, value.isPositive {
        members.append(JSONMember(name, .number(value)))
      }
    }
    members.append(JSONMember("timeInForce", .string(body["timeInForce"]?.filledText ?? "Day")))
    for name in ["expireTime", "text"] {
      if let text = body[name]?.filledText { members.append(JSONMember(name, .string(text))) }
    }
    return members
  }

  // MARK: Flattening

  /// `/order/liquidateposition`: cancels what works in the contract, and flattens (§3.6).
  mutating func liquidate(_ call: Call) -> Reply {
    guard let body = call.body, let account = body["accountId"]?.int64 else {
      return .missing("accountId")
    }
    guard let contract = body["contractId"]?.int64 else { return .missing("contractId") }
    guard account == paper.accountID, let market = market(ofContract: contract) else {
      return Failure.denied.reply
    }
    return flatten(market)
  }

  /// `/order/liquidatepositions`: up to a hundred of them.
  mutating func liquidateAll(_ call: Call) -> Reply {
    guard let list = call.body?["positions"], list.kind == .array else {
      return .missing("positions")
    }
    guard list.count <= 100 else { return .malformed("positions has more than 100 elements") }
    let markets = list.elements.map { node in
      holdings.firstIndex { $0.changed != nil && $0.id == node.int64 }
    }
    if markets.contains(nil) { return Failure.denied.reply }
    var last = Reply.ok(.object([]))
    for market in markets.compactMap(\.self) { last = flatten(market) }
    return last
  }

  private mutating func flatten(_ market: Int) -> Reply {
    for order in desk.openOrders where order.market == market {
      _ = desk.cancel(order: order.number)
    }
    guard let position = desk.position(in: market), !position.quantity.isZero else {
      return .ok(.object([]))
    }
    let side: Side = position.quantity.isNegative ? .buy : .sell
    let leg = Leg(.market, side: side, quantity: position.quantity.magnitude, timeInForce: .day)
    guard let orders = placeOwn(nil, market, [leg]),
      let id = orders.first.flatMap({ idOfOrder[$0] })
    else { return Failure.noQuote.reply }
    return .ok(["orderId": .integer(id)])
  }
}
