import Exact
import Orders

extension KuCoin {
  public func decode(_ response: Response, to operation: Operation) -> Answer {
    let document: JSONDocument
    switch Verdict.document(response.body) {
    case .success(let parsed): document = parsed
    case .failure(let error):
      // Without a body of the venue's own, only the HTTP status speaks.
      if response.status >= 400 { return refused(response, code: "", text: "", operation) }
      return Verdict.unreadable(response, to: operation, "the reply is not JSON: \(error)")
    }
    guard let code = document.root["code"]?.text else {
      return Verdict.unreadable(response, to: operation, "the reply has no code")
    }
    guard code == "200000" else {
      return refused(response, code: code, text: document.root["msg"]?.text ?? "", operation)
    }
    guard let content = content(document.root["data"], operation) else {
      return Verdict.unreadable(response, to: operation, "the reply's data is not as documented")
    }
    return .accepted(content)
  }

  private func refused(
    _ response: Response, code: String, text: String, _ operation: Operation
  ) -> Answer {
    let refusal = Refusal(
      httpStatus: response.status, code: code, text: text,
      reason: Self.reason(code, text, response.status))
    if refusal.reason == .rateLimit {
      // gw-ratelimit-reset counts down to the pool's refill, in milliseconds.
      let reset = response.header("gw-ratelimit-reset").flatMap { Int64($0) }
      return .later(refusal, afterMilliseconds: reset)
    }
    // A code that nobody documents is no clear no, unless HTTP says that the request was at fault.
    if refusal.reason == .other, operation.changesOrders, !(400..<500).contains(response.status) {
      return .inDoubt(refusal)
    }
    return Verdict.answer(refusal, to: operation)
  }

  /// The meaning of a code; KuCoin's main business code, 400100, tells its cases apart by text
  /// only.
  static func reason(_ code: String, _ text: String, _ status: Int) -> Refusal.Reason {
    switch code {
    case "400001", "400004", "400005": .signature
    case "400002": .clock
    case "400003", "400006", "400007", "400200", "400500", "400700", "200009", "411100": .permission
    case "200001", "200002", "400600", "600203", "401000", "900001": .halted
    case "200003": .rule
    case "200004": .funds
    case "300000", "400370", "400760", "600100", "600101": .filter
    case "400100": parameterReason(text)
    // A variant that some code knows.
    case "order_not_exist": .notFound
    case "404000", "415000": .malformed
    case "408000", "500000": .venueFault
    case "429000", "1015": .rateLimit
    case "": status == 429 ? .rateLimit : status >= 500 ? .venueFault : .other
    default: status >= 500 ? .venueFault : .other
    }
  }

  private static func parameterReason(_ text: String) -> Refusal.Reason {
    let known: [(String, Refusal.Reason)] = [
      ("clientOidDuplicated", .duplicateID), ("account.available", .funds),
      ("alance insufficient", .funds), ("not_allow_to_cancel", .alreadyDone),
      ("not_exist", .notFound), ("not exist", .notFound), ("below the minimum", .filter),
      ("given range", .filter), ("ncrement", .filter),
      ("Unsupported trading pair", .halted),
    ]
    return known.first { !text.ranges(of: $0.0).isEmpty }?.1 ?? .rule
  }

  private func content(_ data: JSONNode?, _ operation: Operation) -> Content? {
    switch operation {
    case .place: placed(data)
    case .cancelList: cancelled(data)
    case .queryList: data.flatMap(list).map(Content.list)
    case .openLists, .history:
      data?["items"].map { .lists($0.elements.compactMap(list)) }
    case .openOrders:
      data?["items"].map { .orders($0.elements.map(openOrder)) }
    case .instruments: data.map { .instruments(instruments($0)) }
    case .ticker: data.flatMap(market).map(Content.market)
    case .account: data.map { .account(AccountState(balances: $0.elements.compactMap(balance))) }
    case .serverTime: data?.moment.map(Content.serverTime)
    case .token: data.flatMap(token).map(Content.token)
    default: .nothing
    }
  }

  /// The reply names the list only; its legs' ids are in the details.
  private func placed(_ data: JSONNode?) -> Content? {
    guard let listID = data?["orderId"]?.filledText else { return nil }
    var list = OrderList(venue: id, status: .accepted)
    list.venueListID = listID
    list.kind = .oco
    return .list(list)
  }

  /// The reply says that the cancel was accepted, and for which legs; not that they are gone.
  private func cancelled(_ data: JSONNode?) -> Content? {
    guard let ids = data?["cancelledOrderIds"], ids.kind == .array else { return nil }
    return .orders(
      ids.elements.compactMap(\.text).map { orderID in
        var order = Order(status: .unknown, venueStatus: "")
        order.venueOrderID = orderID
        return order
      })
  }

  private func list(_ node: JSONNode) -> OrderList? {
    guard let listID = node["orderId"]?.filledText else { return nil }
    let word = node["status"]?.text ?? ""
    var list = OrderList(venue: id, status: Self.listStatus(word), venueStatus: word)
    list.venueListID = listID
    list.clientListID = node["clientOid"]?.filledText
    list.kind = .oco
    list.symbol = node["symbol"]?.text
    list.updated = node["orderTime"]?.moment
    let legs = (node["orders"]?.elements).map { Array($0) } ?? []
    let limit = Self.limitIndex(legs)
    list.orders = legs.enumerated().map { leg($1, isLimit: $0 == limit, listID: listID) }
    return list
  }

  static func listStatus(_ word: String) -> ListStatus {
    switch word.uppercased() {
    case "NEW", "TRIGGERED": .open
    case "DONE": .done
    case "CANCELLED", "CANCELED": .canceled
    default: .unknown
    }
  }

  /// Which of the legs is the limit: they have no type.
  ///
  /// The limit leg repeats its price as its stopPrice; it stands first, too, which decides where
  /// both legs or none look so.
  private static func limitIndex(_ legs: [JSONNode]) -> Int {
    let limits = legs.indices.filter { index in
      guard let price = legs[index]["price"]?.decimal else { return false }
      return price == legs[index]["stopPrice"]?.decimal
    }
    return limits.count == 1 ? limits[0] : 0
  }

  /// A leg of the details reply.
  private func leg(_ node: JSONNode, isLimit: Bool, listID: String) -> Order {
    let word = node["status"]?.text ?? ""
    var order = Order(status: Self.legStatus(word), venueStatus: word)
    order.venueOrderID = node["id"]?.filledText
    order.venueListID = listID
    order.symbol = node["symbol"]?.text
    order.role = .pair
    order.side = node["side"]?.text.flatMap(spelling.side)
    order.quantity = node["size"]?.decimal
    order.price = node["price"]?.decimal
    order.type = isLimit ? .limit : .stopLimit
    order.trigger = isLimit ? nil : node["stopPrice"]?.decimal
    return order
  }

  static func legStatus(_ word: String) -> OrderStatus {
    switch word.uppercased() {
    // Both legs wait in the store of advanced orders until their price is touched.
    case "NEW": .waiting
    case "TRIGGERED": .working
    case "DONE": .filled
    case "CANCELLED", "CANCELED": .canceled
    default: .unknown
    }
  }

  /// A row of the advanced orders, or an ordinary order that a leg became.
  private func openOrder(_ node: JSONNode) -> Order {
    guard node["dealSize"] != nil else { return stopOrder(node) }
    let filled = node["dealSize"]?.decimal
    let isLive = node["isActive"]?.bool == true
    let isPart = filled?.isPositive == true
    let status: OrderStatus = isLive ? (isPart ? .partlyFilled : .working) : .unknown
    // The leg's own word is the advanced order's; an ended row tells of fills alone.
    var order = Order(status: status, venueStatus: "")
    order.venueOrderID = node["id"]?.filledText
    order.clientOrderID = node["clientOid"]?.filledText
    order.symbol = node["symbol"]?.text
    order.side = node["side"]?.text.flatMap(spelling.side)
    order.filled = filled
    order.quantity = node["size"]?.decimal
    order.price = node["price"]?.decimal.flatMap { $0.isPositive ? $0 : nil }
    order.updated = (node["lastUpdatedAt"] ?? node["createdAt"])?.moment
    return order
  }

  private func stopOrder(_ node: JSONNode) -> Order {
    let word = node["status"]?.text ?? ""
    var order = Order(status: Self.legStatus(word), venueStatus: word)
    order.venueOrderID = node["id"]?.filledText
    // A leg's row has its list's id there, and would be taken for an order of that name.
    if node["stop"]?.text.flatMap(Self.legType) == nil {
      order.clientOrderID = node["clientOid"]?.filledText
    }
    order.symbol = node["symbol"]?.text
    order.side = node["side"]?.text.flatMap(spelling.side)
    order.venueType = node["stop"]?.text
    order.type = order.venueType.flatMap(Self.legType)
    order.quantity = node["size"]?.decimal
    order.price = node["price"]?.decimal
    order.trigger = order.type == .limit ? nil : node["stopPrice"]?.decimal
    order.updated = node["createdAt"]?.moment
    return order
  }

  /// The `stop` codes of an OCO's rows: loss or entry, limit or stop.
  static func legType(_ stopCode: String) -> LegType? {
    switch stopCode {
    case "l_l_o", "e_l_o": .limit
    case "l_s_o", "e_s_o": .stopLimit
    default: nil
    }
  }

  private func instruments(_ data: JSONNode) -> [InstrumentRules] {
    data.kind == .array ? data.elements.compactMap(rules) : [rules(data)].compactMap { $0 }
  }

  private func rules(_ node: JSONNode) -> InstrumentRules? {
    guard let symbol = node["symbol"]?.text, let instrument = instrument(spelled: symbol) else {
      return nil
    }
    var rules = InstrumentRules(
      instrument: instrument, symbol: symbol, tick: node["priceIncrement"]?.decimal,
      lot: node["baseIncrement"]?.decimal, status: node["enableTrading"]?.rawText,
      isTradable: node["enableTrading"]?.bool ?? false)
    rules.minimumQuantity = node["baseMinSize"]?.decimal
    rules.maximumQuantity = node["baseMaxSize"]?.decimal
    rules.minimumNotional = node["minFunds"]?.decimal
    rules.facts = ["priceLimitRate", "feeCurrency", "market"].compactMap { name in
      node[name]?.filledText.map { InstrumentRules.Fact(name, $0) }
    }
    return rules
  }

  /// `data` is null for a pair that is not listed.
  private func market(_ node: JSONNode) -> Market? {
    guard node.kind == .object else { return nil }
    return Market(
      last: node["price"]?.decimal, bid: node["bestBid"]?.decimal, ask: node["bestAsk"]?.decimal)
  }

  private func balance(_ node: JSONNode) -> Balance? {
    guard let asset = node["currency"]?.filledText, let free = node["available"]?.decimal else {
      return nil
    }
    return Balance(asset: asset, free: free, locked: node["holds"]?.decimal ?? .zero)
  }

  private func token(_ node: JSONNode) -> StreamToken? {
    guard let text = node["token"]?.filledText else { return nil }
    var token = StreamToken(token: text)
    let server = node["instanceServers"]?[0]
    token.endpoint = server?["endpoint"]?.filledText
    token.pingMilliseconds = server?["pingInterval"]?.int64
    token.pongMilliseconds = server?["pingTimeout"]?.int64
    return token
  }
}
