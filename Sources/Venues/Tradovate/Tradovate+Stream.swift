import Exact
import Orders

extension Tradovate {
  /// A frame's first character is its kind: open, heartbeat, an array of messages, close.
  public func events(in bytes: [UInt8]) -> [VenueEvent] {
    switch bytes.first {
    case UInt8(ascii: "o") where bytes.count == 1: return [.ready]
    // The client's own `[]` is due every 2.5 seconds; the venue's beat is the occasion for it.
    case UInt8(ascii: "h") where bytes.count == 1: return [.pingDemand(reply: "[]")]
    case UInt8(ascii: "c"): return [.closing(Verdict.excerpt(Array(bytes.dropFirst())))]
    case UInt8(ascii: "a"):
      guard case .success(let document) = Verdict.document(Array(bytes.dropFirst())),
        document.root.kind == .array
      else { return [.unknown(Verdict.excerpt(bytes))] }
      var events: [VenueEvent] = []
      for item in document.root.elements { read(item, into: &events) }
      return events
    default: return [.unknown(Verdict.excerpt(bytes))]
    }
  }

  private func read(_ item: JSONNode, into events: inout [VenueEvent]) {
    guard let kind = item["e"] else {
      if item["s"] != nil { return reply(item, into: &events) }
      return events.append(Self.unknown(item))
    }
    guard let data = item["d"] else { return events.append(Self.unknown(item)) }
    if kind.equals("props") {
      changed(data, item, into: &events)
    } else if kind.equals("md") {
      for quote in Self.elements(data, "quotes") { quoted(quote, into: &events) }
    } else if kind.equals("shutdown") {
      let reason = [data["reasonCode"]?.filledText, data["reason"]?.filledText].compactMap { $0 }
      events.append(.closing(reason.joined(separator: ": ")))
    } else if !kind.equals("clock"), !kind.equals("chart") {
      events.append(Self.unknown(item))
    }
  }

  /// The array under a name; none where there is no such.
  private static func elements(_ node: JSONNode, _ name: String) -> [JSONNode] {
    node[name].map { Array($0.elements) } ?? []
  }

  static func unknown(_ node: JSONNode) -> VenueEvent { .unknown(String(node.rawText.prefix(200))) }

  // MARK: Replies

  // What was asked is not in the reply: its shape tells, and where that leaves open whether an
  // order was meant, the careful reading is taken. Number 0 is `authorize`, which is always sent as
  // that.
  private func reply(_ item: JSONNode, into events: inout [VenueEvent]) {
    let number = item["i"]?.text ?? ""
    let status = item["s"]?.int64.flatMap { Int(exactly: $0) } ?? 0
    let data = item["d"]
    guard status == 200 else {
      let text = data?.text ?? data?["errorText"]?.text ?? ""
      let operation: Operation = number == "0" ? .login : .place
      return events.append(
        .reply(id: number, Self.refused(status: status, text: text, operation)))
    }
    if number == "0" { return events.append(.loggedIn) }
    guard let data else { return events.append(.reply(id: number, .accepted(.nothing))) }
    if let refusal = Self.refusal(in: data, status: status, .place) {
      return events.append(.reply(id: number, refusal))
    }
    if data["users"] != nil || data["orderVersions"] != nil {
      events.append(.subscribed(number))
      return snapshot(data, into: &events)
    }
    if data["subscriptionId"] != nil || data["realtimeId"] != nil {
      return events.append(.subscribed(number))
    }
    events.append(
      .reply(id: number, .accepted(placed(data) ?? token(data).map(Content.token) ?? .nothing)))
  }

  // MARK: Changes of entities

  private func changed(_ data: JSONNode, _ item: JSONNode, into events: inout [VenueEvent]) {
    guard let type = data["entityType"]?.string, let entity = data["entity"] else {
      return events.append(Self.unknown(item))
    }
    if data["eventType"]?.equals("Deleted") == true {
      if type == "order" { events.append(.refresh("an order was deleted")) }
      return
    }
    let before = events.count
    if entity.kind == .array {
      for element in entity.elements { read(element, of: type, into: &events) }
    } else {
      read(entity, of: type, into: &events)
    }
    if events.count == before, !Self.quietEntities.contains(type) {
      events.append(Self.unknown(item))
    }
  }

  private func read(_ entity: JSONNode, of type: String, into events: inout [VenueEvent]) {
    switch type {
    case "order":
      if let found = order(entity) { events.append(.order(OrderReport(order: found.order))) }
    case "orderVersion":
      if let found = version(entity) { events.append(.order(OrderReport(order: found))) }
    case "command":
      if let found = command(entity) { events.append(.order(OrderReport(order: found))) }
    case "commandReport": commandReport(entity, into: &events)
    case "executionReport": executionReport(entity, into: &events)
    case "position": if let found = position(entity, [:]) { events.append(.positions([found])) }
    case "cashBalance", "marginSnapshot", "account": events.append(.refresh(type))
    default: break
    }
  }

  /// Entities that tell nothing that is not told elsewhere: a fill is its execution report again.
  private static let quietEntities: Set<String> = [
    "fill", "fillPair", "fillFee", "commandReport", "contract", "contractMaturity", "product",
    "exchange", "currency", "accountRiskStatus", "userAccountAutoLiq", "userProperty", "property",
    "user", "userSession", "userSessionStats", "userPlugin", "contractGroup", "orderStrategy",
    "orderStrategyLink", "orderStrategyType", "spreadDefinition", "cashBalanceLog", "adminAlert",
    "adminAlertSignal", "alert", "alertSignal", "order", "orderVersion", "command",
    "executionReport", "position",
  ]

  /// It names a command and not an order, so that only a refusal is passed on, with its reason.
  private func commandReport(_ entity: JSONNode, into events: inout [VenueEvent]) {
    let word = entity["commandStatus"]?.text ?? ""
    guard word.lowercased().hasSuffix("rejected") else { return }
    let reason = [entity["rejectReason"]?.filledText, entity["text"]?.filledText].compactMap { $0 }
    events.append(
      .refresh(
        "command \(entity["commandId"]?.text ?? "") \(word): \(reason.joined(separator: ": "))"))
  }

  private func executionReport(_ entity: JSONNode, into events: inout [VenueEvent]) {
    guard let order = execution(entity) else { return }
    let number = entity["id"]?.text ?? ""
    let type = entity["execType"]?.text ?? ""
    var report = OrderReport(order: order)
    if type == "Trade", let price = entity["lastPx"]?.decimal,
      let quantity = entity["lastQty"]?.decimal
    {
      var fill = Fill(price: price, quantity: quantity)
      fill.tradeID = entity["execRefId"]?.filledText ?? number
      report.fill = fill
    }
    events.append(.order(report))
    if type == "TradeCancel" || type == "TradeCorrect" {
      events.append(.refresh("\(type) of order \(order.venueOrderID ?? "")"))
    }
  }

  /// A quote names its contract by number only.
  private func quoted(_ quote: JSONNode, into events: inout [VenueEvent]) {
    guard let contract = quote["contractId"]?.text, let entries = quote["entries"] else { return }
    events.append(
      .market(
        symbol: contract,
        Market(
          last: entries["Trade"]?["price"]?.decimal, bid: entries["Bid"]?["price"]?.decimal,
          ask: entries["Offer"]?["price"]?.decimal)))
  }

  // MARK: The snapshot

  // Everything at once: orders joined with the entities that hold what they leave out. Linked
  // orders come as lists, others by themselves.
  private func snapshot(_ data: JSONNode, into events: inout [VenueEvent]) {
    var parts = OrderParts()
    for node in Self.elements(data, "orderVersions") { parts.add(version: node) }
    for node in Self.elements(data, "commands") { parts.add(command: node) }
    for node in Self.elements(data, "executionReports") { parts.add(report: node) }
    var names: [String: String] = [:]
    for contract in Self.elements(data, "contracts") {
      if let number = contract["id"]?.text { names[number] = contract["name"]?.text }
    }
    var linked: [LinkedOrder] = []
    for node in Self.elements(data, "orders") {
      if let order = joined(node, parts, names) { linked.append(order) }
    }
    let lists = lists(of: linked)
    let listed = Set(lists.flatMap(\.orders).compactMap(\.venueOrderID))
    events += lists.map(VenueEvent.list)
    for single in linked where !listed.contains(single.order.venueOrderID ?? "") {
      events.append(.order(OrderReport(order: single.order)))
    }
    if let positions = data["positions"] {
      events.append(.positions(positions.elements.compactMap { position($0, names) }))
    }
  }
}

// MARK: Entities

extension Tradovate {
  // An order entity: status, side and links. Quantity, price and type are its version's, the
  // client's id is its command's, fills are its execution reports'.
  func order(_ node: JSONNode) -> LinkedOrder? {
    guard let number = node["id"]?.int64, let word = node["ordStatus"]?.string else { return nil }
    let parent = node["parentId"]?.int64
    let sibling = node["ocoId"]?.int64
    var order = Order(
      status: Self.status(word, isChild: parent != nil), venueStatus: word)
    order.venueOrderID = String(number)
    // The smallest number of a list's orders stands for the list.
    let list = parent ?? sibling.map { min($0, number) }
    order.venueListID = list.map { String($0) }
    order.role = parent != nil ? .exit : sibling != nil ? .pair : nil
    order.side = node["action"]?.string.flatMap(spelling.side)
    order.updated = node["timestamp"]?.string.flatMap(Timestamp.init(iso:))
    return LinkedOrder(order: order, number: number, sibling: sibling, parent: parent)
  }

  // There is no word for a partial fill, nor for a stop that has triggered. `Suspended` waits for
  // the entry, or outside a session; `Completed` says too little unless the fills are known.
  static func status(
    _ word: String, filled: Decimal? = nil, quantity: Decimal? = nil, isChild: Bool = true
  ) -> OrderStatus {
    let hasFills = filled?.isPositive == true
    switch word.lowercased() {
    case "pendingnew", "working", "pendingreplace", "pendingcancel":
      return hasFills ? .partlyFilled : .working
    case "suspended": return hasFills ? .partlyFilled : isChild ? .dormant : .waiting
    case "filled": return .filled
    case "canceled", "cancelled": return .canceled
    case "expired": return .expired
    case "rejected": return .rejected
    case "completed": return hasFills && filled == quantity ? .filled : .unknown
    default: return .unknown
    }
  }

  /// A version of an order, without a status of its own.
  func version(_ node: JSONNode) -> Order? {
    guard let number = node["orderId"]?.text else { return nil }
    var order = Order(status: .unknown, venueStatus: "")
    order.venueOrderID = number
    read(version: node, into: &order)
    return order
  }

  func read(version node: JSONNode, into order: inout Order) {
    order.quantity = node["orderQty"]?.decimal
    order.venueType = node["orderType"]?.string
    order.type = order.venueType.flatMap(Self.legType)
    let price = node["price"]?.decimal
    let stop = node["stopPrice"]?.decimal
    let triggersOnly = order.type == .stop || order.type == .takeProfit
    order.price = triggersOnly ? nil : price
    order.trigger = stop ?? (triggersOnly ? price : nil)
    order.timeInForce = node["timeInForce"]?.string.flatMap(spelling.timeInForce)
  }

  /// The command that placed an order holds the client's id; later commands have ids of their own.
  func command(_ node: JSONNode) -> Order? {
    guard let number = node["orderId"]?.text, node["commandType"]?.equals("New") == true,
      let id = node["clOrdId"]?.filledText
    else { return nil }
    var order = Order(status: .unknown, venueStatus: "")
    order.venueOrderID = number
    order.clientOrderID = id
    order.updated = node["timestamp"]?.string.flatMap(Timestamp.init(iso:))
    return order
  }

  private func execution(_ node: JSONNode) -> Order? {
    guard let number = node["orderId"]?.text else { return nil }
    let word = node["ordStatus"]?.string ?? ""
    let filled = node["cumQty"]?.decimal
    var order = Order(status: Self.status(word, filled: filled), venueStatus: word)
    order.venueOrderID = number
    order.side = node["action"]?.string.flatMap(spelling.side)
    order.filled = filled
    order.averagePrice = node["avgPx"]?.decimal
    order.reason = Self.reason(node)
    order.updated = node["timestamp"]?.string.flatMap(Timestamp.init(iso:))
    return order
  }

  static func reason(_ node: JSONNode) -> String? {
    guard let word = node["rejectReason"]?.filledText, word != "Success" else {
      return node["text"]?.filledText
    }
    return node["text"]?.filledText.map { word + ": " + $0 } ?? word
  }

  /// A position names its contract by number; the snapshot has the names beside it.
  func position(_ node: JSONNode, _ names: [String: String]) -> Position? {
    guard let contract = node["contractId"]?.text, let quantity = node["netPos"]?.decimal else {
      return nil
    }
    return Position(
      symbol: names[contract] ?? contract, quantity: quantity, price: node["netPrice"]?.decimal)
  }
}
