import Exact
import Orders
import PaperExchange

extension TradovateServing {
  func entity(of order: PaperOrder, _ id: Int64, status: String) -> JSON {
    var members: [JSONMember] = [
      .init("id", .integer(id)), .init("accountId", .integer(paper.accountID)),
      .init("contractId", .integer(contractID(order.market))),
      .init("timestamp", Self.stamp(order.placed)), .init("action", Self.action(order)),
      .init("ordStatus", .string(status)), .init("executionProviderId", 1),
    ]
    let list = desk.list(order.list)
    let others = (list?.orders ?? []).map { idOfOrder[$0] }
    let isPair = list?.kind == .oco || (list?.kind == .otoco && order.leg > 0)
    if isPair {
      let sibling = list?.kind == .oco ? 1 - order.leg : 3 - order.leg
      if others.indices.contains(sibling), let other = others[sibling] {
        members.append(.init("ocoId", .integer(other)))
      }
    }
    if order.role == .exit, let parent = others.first ?? nil {
      members.append(.init("parentId", .integer(parent)))
    }
    members.append(.init("admin", false))
    return .object(members)
  }

  static func version(_ order: PaperOrder) -> [JSONMember] {
    var members = [
      JSONMember("orderQty", .number(order.quantity)),
      JSONMember("orderType", .string(order.detail("orderType") ?? "")),
    ]
    for name in ["price", "stopPrice", "maxShow", "pegDifference"] {
      if let value = order.detail(name).flatMap(Decimal.init) {
        members.append(JSONMember(name, .number(value)))
      }
    }
    for name in ["timeInForce", "expireTime", "text"] {
      if let text = order.detail(name) { members.append(JSONMember(name, .string(text))) }
    }
    return members
  }

  static func action(_ order: PaperOrder) -> JSON { order.side == .buy ? "Buy" : "Sell" }

  /// A command begins; its number is told, and that of what it brings.
  mutating func openCommand(
    _ type: String, of id: Int64, clientID: String?, _ order: PaperOrder? = nil
  ) -> Int64 {
    let number = makeID()
    var members: [JSONMember] = [
      .init("id", .integer(number)), .init("orderId", .integer(id)),
      .init("timestamp", Self.stamp(desk.now)),
    ]
    if let clientID, !clientID.isEmpty { members.append(.init("clOrdId", .string(clientID))) }
    members += [
      .init("commandType", .string(type)), .init("commandStatus", "Pending"),
      .init("senderId", .integer(paper.userID)), .init("userSessionId", 0),
    ]
    if let flag = order?.detail("isAutomated") {
      members.append(.init("isAutomated", .bool(flag == "true")))
    }
    book.add(.command, number, of: id, .object(members))
    book.trim(order: id)
    tell(.command, number, "Created")
    return number
  }

  /// "The OrderVersion id equals the Command id" (Tradovate §3.9).
  mutating func addVersion(_ command: Int64, of id: Int64, _ members: [JSONMember]) {
    let head = [JSONMember("id", .integer(command)), JSONMember("orderId", .integer(id))]
    book.add(.orderVersion, command, of: id, .object(head + members))
    tell(.orderVersion, command, "Created")
  }

  mutating func report(
    _ command: Int64, of number: Int64, _ status: String, _ failure: Failure? = nil
  ) {
    let id = makeID()
    var members: [JSONMember] = [
      .init("id", .integer(id)), .init("commandId", .integer(command)),
      .init("timestamp", Self.stamp(desk.now)), .init("commandStatus", .string(status)),
    ]
    if let failure { members += Self.members(failure) }
    book.add(.commandReport, id, of: command, .object(members))
    tell(.commandReport, id, "Created")
    flushUntold()
  }

  private static func members(_ failure: Failure) -> [JSONMember] {
    [
      JSONMember("rejectReason", .string(failure.reason)),
      JSONMember("text", .string(failure.text)),
    ]
  }

  mutating func execution(
    _ type: String, _ command: Int64, _ order: PaperOrder, _ orderID: Int64, status: String,
    fill: PaperFill? = nil, failure: Failure? = nil
  ) {
    let id = makeID()
    var members: [JSONMember] = [
      .init("id", .integer(id)), .init("commandId", .integer(command)),
      .init("name", .string(String(id))), .init("accountId", .integer(paper.accountID)),
      .init("contractId", .integer(contractID(order.market))),
      .init("timestamp", Self.stamp(fill?.time ?? desk.now)),
      .init("tradeDate", Self.tradeDate(desk.now)), .init("orderId", .integer(orderID)),
      .init("execType", .string(type)),
    ]
    if let fill { members.append(.init("execRefId", .string(String(fill.number)))) }
    members += [
      .init("ordStatus", .string(status)), .init("action", Self.action(order)),
      .init("cumQty", .number(order.filled)),
    ]
    let digits = desk.specs[order.market].tick.scale + 2
    if let average = order.averagePrice(digits: digits) {
      members.append(.init("avgPx", .number(average)))
    }
    if let fill {
      members += [.init("lastQty", .number(fill.quantity)), .init("lastPx", .number(fill.price))]
    }
    if let failure { members += Self.members(failure) }
    members.append(.init("exchangeOrderId", .string(String(orderID))))
    book.add(.executionReport, id, of: command, .object(members))
    tell(.executionReport, id, "Created")
  }

  mutating func set(_ command: Int64, _ status: String) {
    if book.change(.command, command, "commandStatus", to: .string(status)) {
      tell(.command, command, "Updated")
    }
  }

  mutating func setStatus(_ id: Int64, _ word: String) {
    if book.change(.order, id, "ordStatus", to: .string(word)) { tell(.order, id, "Updated") }
  }

  static func status(_ order: JSON) -> String? {
    guard case .string(let word)? = order[member: "ordStatus"] else { return nil }
    return word
  }
}

extension TradovateServing {
  public func venueID(ofOrder order: PaperOrder) -> String {
    String(idOfOrder[order.number] ?? order.number)
  }

  /// The venue has no lists; one is known by its first order.
  public func venueID(ofList list: PaperList) -> String? {
    list.orders.first.flatMap { idOfOrder[$0] }.map(String.init)
  }
}
