import Exact
import Orders

extension Tradovate {
  /// What a reply means; refusals mostly come with HTTP 200.
  public func decode(_ response: Response, to operation: Operation) -> Answer {
    if response.status >= 400 {
      let text = Verdict.excerpt(response.body)
      return Self.refused(status: response.status, text: text, operation)
    }
    let document: JSONDocument
    switch Verdict.document(response.body) {
    case .success(let parsed): document = parsed
    case .failure(let error):
      if response.body.isEmpty, operation == .instruments { return Self.notFound(response.status) }
      return Verdict.unreadable(response, to: operation, "the reply is not JSON: \(error)")
    }
    let root = document.root
    if let refusal = Self.refusal(in: root, status: response.status, operation) { return refusal }
    if root.isNull, !operation.changesOrders { return Self.notFound(response.status) }
    guard let content = content(root, operation) else {
      return Verdict.unreadable(response, to: operation, "the reply is not as documented")
    }
    return .accepted(content)
  }

  // MARK: Refusals

  static let hour: Int64 = 3_600_000

  /// What an HTTP status means, or the like status of a reply on the socket.
  static func refused(status: Int, text: String, _ operation: Operation) -> Answer {
    func refusal(_ reason: Refusal.Reason) -> Refusal {
      Refusal(httpStatus: status, code: "", text: text, reason: reason)
    }
    switch status {
    case 400, 405, 415, 422: return .refused(refusal(.malformed))
    case 401, 403: return .refused(refusal(.permission))
    case 404: return .refused(refusal(.notFound))
    // No ticket is issued: the user waits an hour (partner, Rate Limits).
    case 429: return .later(refusal(.rateLimit), afterMilliseconds: hour)
    // What became of an order before the time-out or the fault is not known.
    case 408, 500...: return Verdict.answer(refusal(.venueFault), to: operation)
    default:
      return operation.changesOrders ? .inDoubt(refusal(.other)) : .refused(refusal(.other))
    }
  }

  private static func notFound(_ status: Int) -> Answer {
    .refused(Refusal(httpStatus: status, code: "", text: "no such entity", reason: .notFound))
  }

  /// The refusals that come with HTTP 200, in the order in which the sheet has them tested.
  static func refusal(in root: JSONNode, status: Int, _ operation: Operation) -> Answer? {
    guard root.kind == .object else { return nil }
    if let text = root["errorText"]?.filledText {
      return .refused(
        Refusal(
          httpStatus: status, code: "", text: text, reason: errorReason(text, operation)))
    }
    if let ticket = root["p-ticket"] { return penalty(ticket, root, status) }
    if let violations = root["violations"], violations.count > 0 {
      let said = violations.elements.map { violation in
        let place = violation["constraint"]?.text ?? ""
        return place + ": " + (violation["description"]?.text ?? "")
      }
      return .refused(
        Refusal(
          httpStatus: status, code: "violations", text: said.joined(separator: "; "),
          reason: .malformed))
    }
    guard let word = root["failureReason"]?.filledText, word.lowercased() != "success" else {
      return nil
    }
    return failure(word, root, status, operation)
  }

  /// The call was not executed; after the wait it may be sent again with the ticket in it.
  private static func penalty(_ ticket: JSONNode, _ root: JSONNode, _ status: Int) -> Answer {
    if root["p-captcha"]?.bool == true {
      let refusal = Refusal(
        httpStatus: status, code: "p-captcha",
        text: "the venue wants a puzzle solved that a program cannot; wait one hour",
        reason: .rateLimit)
      return .later(refusal, afterMilliseconds: hour)
    }
    let seconds = root["p-time"]?.decimal.flatMap {
      try? ($0 * Decimal(1000)).rounded(digits: 0, .up)
    }
    let refusal = Refusal(
      httpStatus: status, code: "p-ticket", text: ticket.text ?? "", reason: .rateLimit)
    return .later(refusal, afterMilliseconds: seconds?.int64)
  }

  private static func failure(
    _ word: String, _ root: JSONNode, _ status: Int, _ operation: Operation
  ) -> Answer {
    let text = root["failureText"]?.text ?? ""
    let refusal = Refusal(
      httpStatus: status, code: word, text: text, reason: failureReason(word, text))
    // A failure that yet names an order, or a command, contradicts itself.
    let names = ["orderId", "ocoId", "oso1Id", "oso2Id", "commandId"]
    if operation.changesOrders, names.contains(where: { (root[$0]?.int64 ?? 0) > 0 }) {
      return .inDoubt(refusal)
    }
    // One command of an order at a time; nothing was done, and a moment later it may be asked
    // again.
    if word.lowercased() == "anothercommandpending" {
      return .later(refusal, afterMilliseconds: nil)
    }
    return Verdict.answer(refusal, to: operation)
  }

  /// The reasons of the Swagger enumeration, and one that a client library adds.
  static let failureReasons: [(word: String, reason: Refusal.Reason)] = [
    ("AccountClosed", .permission), ("AccountUnspecified", .malformed),
    ("AdvancedTrailingStopUnsupported", .rule), ("AnotherCommandPending", .other),
    ("BackMonthProhibited", .rule), ("ExecutionProviderNotConfigured", .halted),
    ("ExecutionProviderUnavailable", .halted), ("InvalidContract", .filter),
    ("InvalidPrice", .priceRelation), ("LiquidationOnly", .permission),
    ("LiquidationOnlyBeforeExpiration", .halted), ("MaxOrderQtyIsNotSpecified", .rule),
    ("MaxOrderQtyLimitReached", .filter), ("MaxPosLimitMisconfigured", .rule),
    ("MaxPosLimitReached", .rule), ("MaxTotalPosLimitReached", .rule),
    ("MultipleAccountPlanRequired", .permission), ("NoQuote", .halted),
    ("NotEnoughLiquidity", .halted), ("OtherExecutionRelated", .other), ("ParentRejected", .rule),
    // The check did not end in time, which is not a no.
    ("RiskCheckTimeout", .venueFault), ("SessionClosed", .halted), ("Success", .other),
    ("TooLate", .alreadyDone), ("TradingLocked", .permission),
    ("TrailingStopNonOrderQtyModify", .rule), ("Unauthorized", .permission),
    ("UnknownReason", .other), ("Unsupported", .rule),
  ]

  // The meaning of a failure. Want of margin has no word of its own and is told by text only, and
  // what UnknownReason means is told by nothing else.
  static func failureReason(_ word: String, _ text: String) -> Refusal.Reason {
    let wanted = word.lowercased()
    let known = failureReasons.first { $0.word.lowercased() == wanted }?.reason ?? .other
    guard known == .other || known == .rule else { return known }
    return textReason(text) ?? known
  }

  private static func textReason(_ text: String) -> Refusal.Reason? {
    let text = text.lowercased()
    let known: [(String, Refusal.Reason)] = [
      ("access is denied", .permission), ("access denied", .permission), ("margin", .funds),
      ("insufficient", .funds), ("buying power", .funds), ("not found", .notFound),
      ("price", .priceRelation), ("tag50", .malformed),
    ]
    return known.first { !text.ranges(of: $0.0).isEmpty }?.1
  }

  private static func errorReason(_ text: String, _ operation: Operation) -> Refusal.Reason {
    switch operation {
    case .token, .renewToken: .permission
    default: textReason(text) ?? .other
    }
  }

  // MARK: What is accepted

  private func content(_ root: JSONNode, _ operation: Operation) -> Content? {
    switch operation {
    case .place: placed(root)
    // "Received": what becomes of the command is told by events.
    case .cancelList, .cancelOrder, .amend: (root["commandId"]?.int64).map { _ in .nothing }
    case .queryList, .openLists, .history, .openOrders, .queryOrder: entities(root, operation)
    case .instruments: instruments(root)
    case .account: snapshot(root)
    case .accounts:
      root.kind == .array ? .accounts(root.elements.compactMap(accountName)) : nil
    case .positions:
      root.kind == .array
        ? .account(
          AccountState(balances: [], positions: root.elements.compactMap { position($0, [:]) }))
        : nil
    case .token, .renewToken: token(root).map(Content.token)
    default: .nothing
    }
  }

  // PlaceOcoResult or PlaceOsoResult. The children's ids are often missing, so that a lone order id
  // tells nothing of the list's kind.
  func placed(_ root: JSONNode) -> Content? {
    guard let first = root["orderId"]?.int64, first > 0 else { return nil }
    let second = root["ocoId"]?.int64
    let children = [root["oso1Id"]?.int64, root["oso2Id"]?.int64].compactMap { $0 }
    var list = OrderList(venue: id, status: .accepted)
    list.venueListID = String(min(first, second ?? first))
    list.kind = second != nil ? .oco : children.count == 2 ? .otoco : nil
    let roles: [(Int64, LegRole?)] =
      [(first, second != nil ? .pair : children.isEmpty ? nil : .entry)]
      + (second.map { [($0, LegRole.pair)] } ?? []) + children.map { ($0, .exit) }
    list.orders = roles.map { number, role in
      // The reply says that they are, not how they are.
      var order = Order(status: .unknown, venueStatus: "")
      order.venueOrderID = String(number)
      order.venueListID = list.venueListID
      order.role = role
      return order
    }
    return .list(list)
  }

  /// Orders, or the parts that an order entity leaves out; what they are shows in their members.
  private func entities(_ root: JSONNode, _ operation: Operation) -> Content? {
    if root.kind == .object { return order(root).map { Content.order($0.order) } }
    guard root.kind == .array else { return nil }
    guard let first = root[0] else { return operation == .openOrders ? .orders([]) : .lists([]) }
    if first["orderType"] != nil { return .orders(root.elements.compactMap(version)) }
    if first["commandType"] != nil { return .orders(root.elements.compactMap(command)) }
    if first["qty"] != nil, first["ordStatus"] == nil { return .orders(Self.filled(root)) }
    let linked = root.elements.compactMap(order)
    switch operation {
    case .openOrders: return .orders(linked.map(\.order).filter { !$0.status.isFinal })
    case .queryOrder: return .orders(linked.map(\.order))
    case .openLists:
      return .lists(lists(of: linked).filter { $0.status == .open || $0.status == .unknown })
    default: return .lists(lists(of: linked))
    }
  }

  /// What fills make of the orders they belong to; one that was busted counts no more.
  private static func filled(_ root: JSONNode) -> [Order] {
    var orders: [Order] = []
    for fill in root.elements where fill["active"]?.bool != false {
      guard let number = fill["orderId"]?.text, let quantity = fill["qty"]?.decimal else {
        continue
      }
      guard let at = orders.firstIndex(where: { $0.venueOrderID == number }) else {
        var order = Order(status: .unknown, venueStatus: "")
        order.venueOrderID = number
        order.filled = quantity
        orders.append(order)
        continue
      }
      orders[at].filled = orders[at].filled.flatMap { try? $0 + quantity }
    }
    return orders
  }

  // A contract has no tick: that is its product's. A product speaks for all of its contracts, and
  // so stands as a future without month and year.
  private func instruments(_ root: JSONNode) -> Content? {
    if root.kind == .array { return .instruments(root.elements.compactMap(rules)) }
    return rules(root).map { .instruments([$0]) }
  }

  private func rules(_ node: JSONNode) -> InstrumentRules? {
    guard let name = node["name"]?.filledText, let number = node["id"]?.text else { return nil }
    if let tick = node["tickSize"]?.decimal {
      let status = node["status"]?.text ?? ""
      var rules = InstrumentRules(
        instrument: .future(product: name, month: "", year: ""), symbol: name, tick: tick,
        lot: .one, status: status, isTradable: Self.isTradable(status))
      rules.minimumQuantity = .one
      rules.maximumQuantity = Decimal(Self.mostContracts)
      rules.valuePerPoint = node["valuePerPoint"]?.decimal
      rules.facts = ["productType", "priceFormatType", "priceFormat", "description"].compactMap {
        fact in node[fact]?.filledText.map { InstrumentRules.Fact(fact, $0) }
      }
      return rules
    }
    guard let instrument = Instrument(name), !instrument.isSpot else { return nil }
    var rules = InstrumentRules(instrument: instrument, symbol: name)
    rules.facts = [InstrumentRules.Fact("contractId", number)]
    if let maturity = node["contractMaturityId"]?.text {
      rules.facts.append(InstrumentRules.Fact("contractMaturityId", maturity))
    }
    return rules
  }

  /// The reply names no currency; accounts are kept in dollars.
  private func snapshot(_ root: JSONNode) -> Content? {
    guard let cash = root["totalCashValue"]?.decimal else { return nil }
    let worth = root["netLiq"]?.decimal ?? cash
    let margin = root["initialMargin"]?.decimal ?? .zero
    let free = (try? worth - margin) ?? worth
    return .account(AccountState(balances: [Balance(asset: "USD", free: free, locked: margin)]))
  }

  private func accountName(_ node: JSONNode) -> AccountName? {
    guard let number = node["id"]?.text, let name = node["name"]?.text else { return nil }
    let isActive = node["active"]?.bool == true && node["readonly"]?.bool != true
    return AccountName(id: number, name: name, isActive: isActive)
  }

  func token(_ node: JSONNode) -> StreamToken? {
    guard let text = node["accessToken"]?.filledText else { return nil }
    var token = StreamToken(token: text)
    token.marketToken = node["mdAccessToken"]?.filledText
    token.expires = node["expirationTime"]?.string.flatMap(Timestamp.init(iso:))
    token.userID = node["userId"]?.text
    return token
  }
}

// MARK: Orders and the lists they form

/// An order with the links that make a list of it; the venue has no list of its own.
struct LinkedOrder {
  var order: Order
  let number: Int64
  let sibling: Int64?
  let parent: Int64?
  var text: String?
}

/// What order entities leave out, by order: the newest of each.
struct OrderParts {
  private(set) var versions: [String: JSONNode] = [:]
  private(set) var commands: [String: JSONNode] = [:]
  private(set) var reports: [String: JSONNode] = [:]

  mutating func add(version: JSONNode) { Self.keep(version, in: &versions) }

  mutating func add(report: JSONNode) { Self.keep(report, in: &reports) }

  mutating func add(command: JSONNode) {
    if command["commandType"]?.equals("New") == true { Self.keep(command, in: &commands) }
  }

  private static func keep(_ node: JSONNode, in parts: inout [String: JSONNode]) {
    guard let order = node["orderId"]?.text else { return }
    let known = parts[order]?["id"]?.int64 ?? Int64.min
    if (node["id"]?.int64 ?? Int64.min) >= known { parts[order] = node }
  }
}

extension Tradovate {
  // Groups linked orders: exits with their entry, and pairs. Single orders are no lists.
  func lists(of linked: [LinkedOrder]) -> [OrderList] {
    var keys: [String] = []
    var groups: [String: [LinkedOrder]] = [:]
    for item in linked {
      guard let key = item.order.venueListID else { continue }
      if groups[key] == nil { keys.append(key) }
      groups[key, default: []].append(item)
    }
    for item in linked where item.order.venueListID == nil {
      let key = String(item.number)
      guard groups[key] != nil else { continue }
      var entry = item
      entry.order.role = .entry
      entry.order.venueListID = key
      groups[key]?.append(entry)
    }
    return keys.compactMap { key in groups[key].map { list(key, $0) } }
  }

  /// An entry comes first because its number is the smallest.
  private func list(_ key: String, _ members: [LinkedOrder]) -> OrderList {
    let members = members.sorted { $0.number < $1.number }
    let exits = members.filter { $0.parent != nil }
    let orders = members.map(\.order)
    var list = OrderList(venue: id, status: OrderList.status(of: orders), orders: orders)
    // An order whose sibling is not told of does not show how the pair ended.
    let isWhole = members.allSatisfy { member in
      member.sibling.map { sibling in members.contains { $0.number == sibling } } ?? true
    }
    if !isWhole, list.status != .open { list.status = .unknown }
    list.venueListID = key
    if exits.isEmpty {
      list.kind = .oco
    } else if exits.count == 2 {
      list.kind = .otoco
    } else if exits.count == 1, exits[0].sibling == nil {
      list.kind = .oto
    }
    list.symbol = orders.lazy.compactMap(\.symbol).first
    list.updated = orders.compactMap(\.updated).max()
    list.clientListID =
      orders.lazy.compactMap { $0.clientOrderID.flatMap(Self.listID(inLegID:)) }.first
      ?? members.lazy.compactMap(\.text).first { $0.hasPrefix("td-") }
    return list
  }

  /// An order with its newest version, the id it was placed with, and its newest execution report.
  func joined(_ node: JSONNode, _ parts: OrderParts, _ names: [String: String]) -> LinkedOrder? {
    guard var linked = order(node), let key = linked.order.venueOrderID else { return nil }
    if let contract = node["contractId"]?.text { linked.order.symbol = names[contract] }
    if let version = parts.versions[key] {
      read(version: version, into: &linked.order)
      linked.text = version["text"]?.filledText
    }
    linked.order.clientOrderID = parts.commands[key]?["clOrdId"]?.filledText
    if let report = parts.reports[key] {
      linked.order.filled = report["cumQty"]?.decimal
      linked.order.averagePrice = report["avgPx"]?.decimal
      linked.order.reason = Self.reason(report)
    }
    let order = linked.order
    linked.order.status = Self.status(
      order.venueStatus, filled: order.filled, quantity: order.quantity,
      isChild: linked.parent != nil)
    return linked
  }
}
