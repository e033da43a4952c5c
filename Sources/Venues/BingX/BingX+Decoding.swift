import Exact
import Orders

extension BingX {
  /// What a reply means; refusals mostly come with HTTP 200 and a code of their own.
  public func decode(_ response: Response, to operation: Operation) -> Answer {
    switch operation {
    case .renewToken, .closeToken: if let answer = keyAnswer(response) { return answer }
    default: break
    }
    let document: JSONDocument
    switch Verdict.document(response.body) {
    case .success(let parsed): document = parsed
    case .failure(let error):
      // Without a body of the venue's own, only the HTTP status speaks.
      if response.status >= 400 { return refused(response, code: "", text: "", operation) }
      return Verdict.unreadable(response, to: operation, "the reply is not JSON: \(error)")
    }
    let root = document.root
    // The listen key alone comes without the envelope.
    if operation == .token, let key = (root["listenKey"] ?? root["data"]?["listenKey"])?.filledText
    {
      return .accepted(.token(StreamToken(token: key)))
    }
    guard let code = root["code"]?.text else {
      if response.status >= 400 { return refused(response, code: "", text: "", operation) }
      return Verdict.unreadable(response, to: operation, "the reply has no code")
    }
    guard code == "0" else {
      return refused(response, code: code, text: root["msg"]?.text ?? "", operation)
    }
    if operation == .queryList, let data = root["data"], data.kind != .object, data.count == 0 {
      // An unknown list is no error to the venue: its legs are simply none.
      return .refused(Refusal(httpStatus: response.status, code: code, text: "", reason: .notFound))
    }
    guard response.status < 400, let content = content(root["data"], operation) else {
      return Verdict.unreadable(response, to: operation, "the reply's data is not as documented")
    }
    return .accepted(content)
  }

  /// Extending and deleting a listen key is answered by the HTTP status; nil where a body speaks.
  private func keyAnswer(_ response: Response) -> Answer? {
    func refusal(_ text: String, _ reason: Refusal.Reason) -> Answer {
      .refused(Refusal(httpStatus: response.status, code: "", text: text, reason: reason))
    }
    switch response.status {
    case 204: return refusal("the request named no listen key", .malformed)
    case 404: return refusal("the listen key is not known", .notFound)
    case 200:
      guard case .success(let document) = Verdict.document(response.body),
        let code = document.root["code"]?.text, code != "0"
      else { return .accepted(.nothing) }
      return nil
    default: return nil
    }
  }

  private func refused(
    _ response: Response, code: String, text: String, _ operation: Operation
  ) -> Answer {
    let refusal = Refusal(
      httpStatus: response.status, code: code, text: text,
      reason: Self.reason(code, text, response.status))
    switch refusal.reason {
    case .rateLimit, .banned:
      // There is no Retry-After; once the HTTP layer refuses, the documents speak of five minutes.
      return .later(refusal, afterMilliseconds: response.status >= 400 ? 300_000 : nil)
    case .other where operation.changesOrders:
      // A code nobody documents is no clear no.
      return .inDoubt(refusal)
    default: return Verdict.answer(refusal, to: operation)
    }
  }

  /// The meaning of a code; 100400 and 100421 tell their cases apart by text only.
  static func reason(_ code: String, _ text: String, _ status: Int) -> Refusal.Reason {
    switch code {
    case "100001", "100412": .signature
    case "100004", "100413", "100414", "100419", "100441", "101402", "80020": .permission
    case "100202": .funds
    case "100204", "100401", "100404", "80016": .notFound
    case "100400": known(text, in: parameterTexts) ?? .rule
    case "100410": .rateLimit
    case "100421": known(text, in: refusalTexts) ?? .other
    case "100440": .filter
    case "100490": .halted
    case "101209", "109201": .duplicateID
    case "80014", "80015": .malformed
    case "80018": .alreadyDone
    // Nothing is said of what became of the order.
    case "100500", "100503", "101500", "80012", "80019": .venueFault
    default: status >= 400 ? reason(status) : .other
    }
  }

  private static func reason(_ status: Int) -> Refusal.Reason {
    switch status {
    case 400: .malformed
    case 401: .permission
    case 403, 418: .banned
    case 404: .notFound
    case 429: .rateLimit
    case 500...: .venueFault
    default: .other
    }
  }

  private static let parameterTexts: [(String, Refusal.Reason)] = [
    ("once per second", .duplicateID), ("uplicate", .duplicateID),
    ("already exist", .duplicateID), ("already", .alreadyDone),
    ("not a valid order id", .alreadyDone), ("minimum amount", .filter), ("too low", .filter),
    ("too high", .filter), ("arguments", .malformed),
  ]

  private static let refusalTexts: [(String, Refusal.Reason)] = [
    ("imestamp", .clock), ("not exist", .notFound), ("busy", .venueFault), ("1000", .rule),
    ("symbol", .halted),
  ]

  private static func known(
    _ text: String, in texts: [(String, Refusal.Reason)]
  ) -> Refusal.Reason? {
    texts.first { !text.ranges(of: $0.0).isEmpty }?.1
  }

  private func content(_ data: JSONNode?, _ operation: Operation) -> Content? {
    switch operation {
    case .place: data.flatMap(placed)
    case .cancelList: data.flatMap(cancelled)
    case .queryList: data.flatMap(queried)
    case .openLists, .history: data.flatMap { lists($0) }.map(Content.lists)
    case .queryOrder: data.flatMap(order).map(Content.order)
    case .openOrders: data?["orders"].map { .orders($0.elements.compactMap(order)) }
    case .instruments: data?["symbols"].map { .instruments($0.elements.compactMap(rules)) }
    case .ticker: data.flatMap(market).map(Content.market)
    case .account:
      data?["balances"].map {
        .account(AccountState(balances: $0.elements.compactMap(balance)))
      }
    case .serverTime: data?["serverTime"]?.moment.map(Content.serverTime)
    case .token, .renewToken, .closeToken: nil
    default: .nothing
    }
  }

  // MARK: Lists

  /// Right after placing, the legs' status is empty: the list is accepted, and no more is said.
  private func placed(_ data: JSONNode) -> Content? {
    guard let lists = lists(data, areOne: true), lists.count == 1, var list = lists.first else {
      return nil
    }
    if list.orders.contains(where: { $0.venueStatus.isEmpty }) { list.status = .accepted }
    return .list(list)
  }

  /// Rows without a status say that the list is known, not where it stands.
  private func queried(_ data: JSONNode) -> Content? {
    guard let lists = lists(data), lists.count == 1, let list = lists.first else { return nil }
    return .list(list)
  }

  /// One leg is echoed, though both are cancelled; not that they are gone.
  private func cancelled(_ data: JSONNode) -> Content? {
    var order = Order(status: .unknown, venueStatus: "")
    order.venueOrderID = data["orderId"]?.filledText
    order.clientOrderID = (data["clientOrderId"] ?? data["clientOrderID"])?.filledText
    guard order.venueOrderID != nil || order.clientOrderID != nil else { return nil }
    return .orders([order])
  }

  /// Flat rows of legs, gathered by their list in the order the lists first appear.
  ///
  /// `areOne` says that rows which name no list belong together. nil where the data is no array of
  /// legs at all.
  private func lists(_ data: JSONNode, areOne: Bool = false) -> [OrderList]? {
    var legs: [Order] = []
    guard gather(data, listID: nil, depth: 0, into: &legs) else { return nil }
    var lists: [OrderList] = []
    var places: [String: Int] = [:]
    for leg in legs {
      let key = leg.venueListID ?? (areOne ? "" : nil)
      if let key, let place = places[key] {
        lists[place].orders.append(leg)
        continue
      }
      if let key { places[key] = lists.count }
      var list = OrderList(venue: id, status: .unknown, orders: [leg])
      list.venueListID = leg.venueListID
      list.kind = .oco
      list.symbol = leg.symbol
      lists.append(list)
    }
    return lists.map(settled)
  }

  /// The legs of an array of rows, or of the `orders` of an object that stands for a list.
  private func gather(
    _ node: JSONNode, listID: String?, depth: Int, into legs: inout [Order]
  ) -> Bool {
    if node.kind == .array {
      for element in node.elements {
        if !gather(element, listID: listID, depth: depth, into: &legs) { return false }
      }
      return true
    }
    guard node.kind == .object, depth < 4 else { return false }
    let listID = node["orderListId"]?.filledText ?? listID
    let reports = node["orderReports"].flatMap { $0.count > 0 ? $0 : nil }
    if let orders = reports ?? node["orders"] ?? node["ocoOrders"] {
      return gather(orders, listID: listID, depth: depth + 1, into: &legs)
    }
    guard node["orderId"] != nil else { return false }
    legs.append(leg(node, listID: listID))
    return true
  }

  /// The limit leg first, as a ticket has it; and where it stands, if its legs say enough.
  private func settled(_ list: OrderList) -> OrderList {
    var list = list
    list.orders =
      list.orders.filter { $0.type == .limit } + list.orders.filter { $0.type != .limit }
    list.updated = list.orders.compactMap(\.updated).max()
    let isWhole = list.orders.count >= 2
    let isLive = list.orders.contains { $0.status.isLive }
    // Half a pair that has ended does not tell how the other half ended: a page may part them.
    list.status = isWhole || isLive ? OrderList.status(of: list.orders) : .unknown
    return list
  }

  private func leg(_ node: JSONNode, listID: String?) -> Order {
    let word = node["status"]?.text ?? ""
    let venueType = (node["orderType"] ?? node["type"])?.filledText
    let type = venueType.flatMap(Self.legType)
    var order = Order(status: Self.status(word, type), venueStatus: word)
    order.venueOrderID = node["orderId"]?.filledText
    order.clientOrderID = node["clientOrderId"]?.filledText
    order.venueListID = listID
    order.symbol = node["symbol"]?.text
    order.role = .pair
    order.side = Self.side(node["side"])
    order.venueType = venueType
    order.type = type
    order.quantity = node["quantity"]?.decimal
    order.price = node["price"]?.decimal
    order.trigger = node["triggerPrice"]?.decimal.flatMap { $0.isPositive ? $0 : nil }
    order.updated = node["transactionTime"]?.moment
    return order
  }

  static func side(_ node: JSONNode?) -> Side? {
    guard let node else { return nil }
    return node.equals("BUY") ? .buy : node.equals("SELL") ? .sell : nil
  }

  static func legType(_ word: String) -> LegType? {
    switch word {
    case "ocoLimit": .limit
    case "ocoTps": .stopLimit
    default: nil
    }
  }

  /// A status word in the light of the leg's type.
  ///
  /// NEW is a stop leg that waits; of an order whose leg
  /// is not known it does not tell waiting from working.
  static func status(_ word: String, _ type: LegType?) -> OrderStatus {
    switch word {
    case "NEW": type == .stopLimit ? .waiting : type == .limit ? .working : .unknown
    case "PENDING", "RUNNING": .working
    case "PARTIALLY_FILLED": .partlyFilled
    case "FILLED": .filled
    case "CANCELED", "CANCELLED": .canceled
    // Whether a cancelled stop leg is filed so, or an order that failed after its trigger, is not
    // documented. It is closed, and its own word is shown.
    case "FAILED": .canceled
    case "EXPIRED": .expired
    default: .unknown
    }
  }

  // MARK: Single orders

  private func order(_ node: JSONNode) -> Order? {
    guard let orderID = node["orderId"]?.filledText else { return nil }
    let word = node["status"]?.text ?? ""
    let venueType = node["type"]?.filledText
    let trigger = (node["stopPrice"] ?? node["StopPrice"])?.decimal
    // A stop leg that was triggered may be told of as the LIMIT it became, with its trigger.
    let isPlainLimit = venueType == "LIMIT" && trigger?.isPositive != true
    let type = venueType.flatMap(Self.legType) ?? (isPlainLimit ? .limit : nil)
    var order = Order(status: Self.status(word, type), venueStatus: word)
    order.venueOrderID = orderID
    order.clientOrderID = (node["clientOrderID"] ?? node["clientOrderId"])?.filledText
    order.symbol = node["symbol"]?.text
    order.side = Self.side(node["side"])
    order.venueType = venueType
    order.type = type
    order.quantity = node["origQty"]?.decimal
    order.filled = node["executedQty"]?.decimal
    order.price = node["price"]?.decimal
    order.trigger = trigger?.isPositive == true ? trigger : nil
    order.averagePrice = node["avgPrice"]?.decimal.flatMap { $0.isPositive ? $0 : nil }
    order.updated = (node["updateTime"] ?? node["time"])?.moment
    return order
  }

  // MARK: Market and account

  private func rules(_ node: JSONNode) -> InstrumentRules? {
    guard let symbol = node["symbol"]?.text, let instrument = instrument(spelled: symbol) else {
      return nil
    }
    let status = node["status"]?.text
    var rules = InstrumentRules(
      instrument: instrument, symbol: symbol, tick: node["tickSize"]?.decimal,
      lot: node["stepSize"]?.decimal, status: status, isTradable: status == "1")
    rules.minimumNotional = node["minNotional"]?.decimal
    rules.maximumNotional = node["maxNotional"]?.decimal
    rules.facts = ["apiStateBuy", "apiStateSell"].compactMap { name in
      node[name]?.bool.map { InstrumentRules.Fact(name, $0 ? "true" : "false") }
    }
    return rules
  }

  private func market(_ node: JSONNode) -> Market? {
    guard let row = node.kind == .array ? node[0] : node, row.kind == .object else { return nil }
    let market = Market(
      last: row["lastPrice"]?.decimal, bid: row["bidPrice"]?.decimal, ask: row["askPrice"]?.decimal)
    return market == Market() ? nil : market
  }

  private func balance(_ node: JSONNode) -> Balance? {
    guard let asset = node["asset"]?.filledText, let free = node["free"]?.decimal else {
      return nil
    }
    return Balance(asset: asset, free: free, locked: node["locked"]?.decimal ?? .zero)
  }
}
