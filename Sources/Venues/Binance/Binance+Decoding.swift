import Exact
import Orders

extension Binance {
  /// What a reply means for what was asked.
  public func decode(_ response: Response, to operation: Operation) -> Answer {
    let seconds = response.header("Retry-After").flatMap { Int64($0) }.map {
      min($0, 1_000_000_000)
    }
    let wait = seconds.map { max(0, $0) * 1000 }
    let document: JSONDocument
    switch Verdict.document(response.body) {
    case .success(let parsed): document = parsed
    case .failure(let error):
      guard response.status >= 400 else {
        return Verdict.unreadable(response, to: operation, "the reply is not JSON: \(error)")
      }
      // Without an error of the venue's own, such as from a firewall, only the HTTP status speaks.
      let page = Verdict.excerpt(response.body)
      return refused(response.status, code: "", text: page, wait: wait, operation)
    }
    let root = document.root
    if let code = root["code"]?.text {
      let text = root["msg"]?.text ?? ""
      return refused(response.status, code: code, text: text, wait: wait, operation)
    }
    guard response.status < 400 else {
      return refused(response.status, code: "", text: "", wait: wait, operation)
    }
    return accepted(root, response.status, operation)
  }

  /// A reply on the WebSocket API, by the request it answers.
  func decode(socketReply reply: JSONNode, to operation: Operation) -> Answer {
    let number = reply["status"]?.int64.flatMap(Int.init)
    let status = number ?? 0
    if let error = reply["error"], error.kind == .object {
      var wait: Int64?
      // A moment, by the venue's clock, which it gives beside it.
      if let until = error["data"]?["retryAfter"]?.moment,
        let now = error["data"]?["serverTime"]?.moment
      {
        wait = max(0, until.milliseconds - now.milliseconds)
      }
      return refused(
        status, code: error["code"]?.text ?? "", text: error["msg"]?.text ?? "", wait: wait,
        operation)
    }
    if status >= 400 { return refused(status, code: "", text: "", wait: nil, operation) }
    // Replies of the market streams have no status.
    return accepted(reply["result"], number ?? 200, operation)
  }

  private func accepted(_ result: JSONNode?, _ status: Int, _ operation: Operation) -> Answer {
    guard (200..<300).contains(status), let result, let content = content(result, operation) else {
      return Verdict.unreadable(
        Response(status: status, body: []), to: operation, "the reply is not as documented")
    }
    return .accepted(content)
  }

  private func refused(
    _ status: Int, code: String, text: String, wait: Int64?, _ operation: Operation
  ) -> Answer {
    let refusal = Refusal(
      httpStatus: status, code: code, text: text, reason: Self.reason(code, text, status))
    // "It is important to NOT treat this as a failure operation; the execution status is UNKNOWN"
    // (rest-api.md, HTTP Return Codes, 5XX), whatever code comes with it.
    if status >= 500, operation.changesOrders { return .inDoubt(refusal) }
    let answer = Verdict.answer(refusal, to: operation)
    if case .later = answer { return .later(refusal, afterMilliseconds: wait) }
    return answer
  }

  /// The meaning of a code (errors.md); the engine's refusals share codes and differ in their text.
  static func reason(_ code: String, _ text: String, _ status: Int) -> Refusal.Reason {
    switch Int(code) ?? 0 {
    case -1000, -1001, -1006, -1007: .venueFault
    case -1002, -1125, -2014, -2015: .permission
    case -1003: status == 418 || text.contains("banned") ? .banned : .rateLimit
    case -1008: .overloaded
    case -1010, -1013, -2010, -2011, -2038: reason(ofEngine: text)
    case -1015, -1034: .rateLimit
    case -1016: .halted
    case -1021: .clock
    case -1022: .signature
    case -1111: .filter
    case -1014, -1020, -1117 ... -1114, -1122 ... -1121, -1128, -1134, -1145: .rule
    case -1168 ... -1158, -1225 ... -1196: .rule
    case -1195 ... -1100, -2039: .malformed
    case -2013: .notFound
    case -2026: .alreadyDone
    case -2042 ... -2035: .other
    default: reason(ofStatus: status)
    }
  }

  /// errors.md, "Messages for -1010, -2010, -2011 and -2038".
  private static let engineTexts: [(part: String, reason: Refusal.Reason)] = [
    ("relationship of the prices", .priceRelation), ("insufficient balance", .funds),
    ("Duplicate order", .duplicateID), ("Filter failure", .filter), ("Market is closed", .halted),
    ("trading is not enabled", .halted), ("Unknown order", .notFound),
    ("does not exist", .notFound), ("Check origClOrdId", .malformed),
    ("on this account", .permission), ("for this account", .permission),
    ("may not place or cancel", .permission),
  ]

  private static func reason(ofEngine text: String) -> Refusal.Reason {
    engineTexts.first { text.contains($0.part) }?.reason ?? .rule
  }

  private static func reason(ofStatus status: Int) -> Refusal.Reason {
    switch status {
    case 401, 403: .permission
    case 418: .banned
    case 429: .rateLimit
    // A gateway that gave up waiting does not know what the engine did.
    case 408: .venueFault
    case 400..<500: .other
    default: .venueFault
    }
  }
}

// MARK: What replies say

extension Binance {
  private func content(_ node: JSONNode, _ operation: Operation) -> Content? {
    switch operation {
    case .place, .queryList: list(node).map(Content.list)
    case .queryOrder: order(node).map(Content.order)
    case .cancelList, .cancelOrder: node.kind == .array ? many(node, .orders([])) : one(node)
    case .amend: node["amendedOrder"].flatMap { amended($0, in: node) }.map(Content.order)
    case .openLists, .history: many(node, .lists([]))
    case .openOrders: many(node, .orders([]))
    case .instruments: instruments(node)
    case .ticker: market(node).map(Content.market)
    case .account: account(node).map(Content.account)
    case .serverTime: node["serverTime"]?.moment.map(Content.serverTime)
    case .token: node["listenKey"]?.filledText.map { .token(StreamToken(token: $0)) }
    default: .nothing
    }
  }

  /// What a result says by its shape alone, for replies whose request is not known.
  func content(byShape node: JSONNode) -> Content {
    if node.kind == .array {
      return node.count == 0 ? .nothing : many(node, .nothing) ?? .nothing
    }
    let readings: [Operation] = [
      .cancelList, .amend, .account, .instruments, .serverTime, .ticker, .token,
    ]
    for operation in readings {
      if let content = content(node, operation) { return content }
    }
    return .nothing
  }

  private func one(_ node: JSONNode) -> Content? {
    list(node).map(Content.list) ?? order(node).map(Content.order)
  }

  /// An array of lists, of orders, or of both, as cancelling everything on a symbol gives.
  ///
  /// Where both are mixed the lists dissolve into their orders. One element that cannot be read
  /// spoils the array, since what is missing from it would count as gone.
  private func many(_ node: JSONNode, _ empty: Content) -> Content? {
    guard node.kind == .array else { return nil }
    var lists: [OrderList] = []
    var orders: [Order] = []
    var hasPlain = false
    for element in node.elements {
      if let list = list(element) {
        lists.append(list)
        orders += list.orders
      } else if let order = order(element) {
        hasPlain = true
        orders.append(order)
      } else {
        return nil
      }
    }
    if lists.isEmpty, !hasPlain { return empty }
    return hasPlain ? .orders(orders) : .lists(lists)
  }

  private func list(_ node: JSONNode) -> OrderList? {
    guard let contingency = node["contingencyType"]?.text else { return nil }
    var list = OrderList(venue: id, status: .unknown)
    list.venueListID = Self.venueListID(node["orderListId"]?.text)
    list.clientListID = node["listClientOrderId"]?.filledText
    guard list.venueListID != nil || list.clientListID != nil, let orders = legs(node, of: list)
    else { return nil }
    list.symbol = node["symbol"]?.text
    list.orders = orders
    list.venueStatus = node["listOrderStatus"]?.text ?? ""
    list.status = Self.status(of: list, reason: nil)
    list.updated = node["transactionTime"]?.moment
    Self.assignRoles(contingency, in: &list)
    return list
  }

  /// The list's orders with what the reports say of them.
  ///
  /// The ids in `orders` are the legs' own even where a report names the cancel instead.
  private func legs(_ node: JSONNode, of list: OrderList) -> [Order]? {
    let reports = node["orderReports"]
    let entries = node["orders"] ?? reports
    let most = 16
    guard let entries else { return [] }
    guard entries.count <= most, (reports?.count ?? 0) <= most else { return nil }
    let reported = reports?.elements.compactMap(order) ?? []
    return entries.elements.map { entry in
      let orderID = entry["orderId"]?.filledText
      var order =
        reported.first { $0.venueOrderID == orderID } ?? Order(status: .unknown, venueStatus: "")
      order.venueOrderID = orderID
      if node["orders"] != nil, let clientID = entry["clientOrderId"]?.filledText {
        order.clientOrderID = clientID
      }
      order.venueListID = list.venueListID
      order.symbol = entry["symbol"]?.text ?? order.symbol
      return order
    }
  }

  /// An order as placed, cancelled or queried; ACK reports have its ids only.
  private func order(_ node: JSONNode) -> Order? {
    guard let orderID = node["orderId"]?.filledText else { return nil }
    let type = Self.legType(node["type"], trails: (node["trailingDelta"]?.int64 ?? 0) > 0)
    let isOnBook =
      node["workingTime"]?.int64.map { $0 > 0 } ?? node["isWorking"]?.bool ?? false
    let status = Self.status(node["status"], type.type, isOnBook: isOnBook)
    var order = Order(status: status.status, venueStatus: status.word)
    order.venueOrderID = orderID
    // A cancel's report has the cancel's own id in `clientOrderId`.
    order.clientOrderID =
      node["origClientOrderId"]?.filledText ?? node["clientOrderId"]?.filledText
    order.venueListID = Self.venueListID(node["orderListId"]?.text)
    order.symbol = node["symbol"]?.text
    order.side = Self.side(node["side"])
    order.type = type.type
    order.venueType = type.word
    order.quantity = Self.nonZero(node["origQty"] ?? node["qty"])
    order.filled = node["executedQty"]?.decimal
    order.price = Self.nonZero(node["price"]) ?? Self.nonZero(node["peggedPrice"])
    order.trigger = Self.nonZero(node["stopPrice"])
    order.averagePrice = Self.average(
      (node["cummulativeQuoteQty"] ?? node["cumulativeQuoteQty"])?.decimal, over: order.filled)
    order.timeInForce = Self.timeInForce(node["timeInForce"])
    order.reason = Self.reason(node["expiryReason"], nil)
    order.updated = (node["updateTime"] ?? node["transactTime"] ?? node["time"])?.moment
    return order
  }

  /// From now on the order goes by its new client id.
  private func amended(_ node: JSONNode, in reply: JSONNode) -> Order? {
    guard var order = order(node) else { return nil }
    order.clientOrderID = node["clientOrderId"]?.filledText ?? order.clientOrderID
    order.updated = reply["transactTime"]?.moment ?? order.updated
    return order
  }
}

// MARK: Instruments, prices, balances

extension Binance {
  private func instruments(_ node: JSONNode) -> Content? {
    guard let symbols = node["symbols"], symbols.kind == .array else { return nil }
    let shared = node["exchangeFilters"].map { Self.limits($0) } ?? []
    return .instruments(symbols.elements.compactMap { rules($0, shared) })
  }

  private func rules(
    _ node: JSONNode, _ shared: [InstrumentRules.Fact]
  ) -> InstrumentRules? {
    guard let symbol = node["symbol"]?.filledText, let base = node["baseAsset"]?.text,
      let quote = node["quoteAsset"]?.text, let instrument = Instrument(base + "/" + quote)
    else { return nil }
    var rules = InstrumentRules(instrument: instrument, symbol: symbol)
    rules.status = node["status"]?.text
    rules.isTradable =
      rules.status == "TRADING" && node["isSpotTradingAllowed"]?.bool != false
    // More digits than the asset's precision are refused with -1111 before any filter is looked at.
    rules.priceDigits = node["quoteAssetPrecision"]?.int64.flatMap(Int.init(exactly:))
    rules.quantityDigits = node["baseAssetPrecision"]?.int64.flatMap(Int.init(exactly:))
    rules.orderTypes = node["orderTypes"]?.elements.compactMap(\.text) ?? []
    rules.facts = Self.flags.compactMap { name in
      node[name]?.bool.map { InstrumentRules.Fact(name, $0 ? "true" : "false") }
    }
    for name in ["baseAssetPrecision", "quoteAssetPrecision", "defaultSelfTradePreventionMode"] {
      if let text = node[name]?.filledText { rules.facts.append(.init(name, text)) }
    }
    if let modes = node["allowedSelfTradePreventionModes"], modes.kind == .array {
      let list = modes.elements.compactMap(\.text).joined(separator: ",")
      rules.facts.append(.init("allowedSelfTradePreventionModes", list))
    }
    if let filters = node["filters"] {
      for filter in filters.elements { Self.apply(filter, to: &rules) }
      rules.facts += Self.limits(filters)
    }
    rules.facts += shared
    return rules
  }

  private static let flags = [
    "ocoAllowed", "otoAllowed", "opoAllowed", "allowTrailingStop", "icebergAllowed",
    "amendAllowed", "cancelReplaceAllowed", "pegInstructionsAllowed", "isSpotTradingAllowed",
  ]

  private static func apply(_ filter: JSONNode, to rules: inout InstrumentRules) {
    switch filter["filterType"]?.text {
    case "PRICE_FILTER":
      rules.tick = filter["tickSize"]?.decimal
      rules.minimumPrice = filter["minPrice"]?.decimal
      rules.maximumPrice = filter["maxPrice"]?.decimal
    case "LOT_SIZE":
      rules.lot = filter["stepSize"]?.decimal
      rules.minimumQuantity = filter["minQty"]?.decimal
      rules.maximumQuantity = filter["maxQty"]?.decimal
    case "MARKET_LOT_SIZE":
      rules.marketLot = filter["stepSize"]?.decimal
      rules.minimumMarketQuantity = filter["minQty"]?.decimal
      rules.maximumMarketQuantity = filter["maxQty"]?.decimal
    case "NOTIONAL", "MIN_NOTIONAL":
      rules.minimumNotional = filter["minNotional"]?.decimal ?? rules.minimumNotional
      rules.maximumNotional = filter["maxNotional"]?.decimal ?? rules.maximumNotional
    default: break
    }
  }

  /// What filters say in one number each, under the filter's own name, and in several under theirs.
  private static let limitNames: [String: [(member: String, fact: String)]] = [
    "ICEBERG_PARTS": [("limit", "ICEBERG_PARTS")],
    "MAX_NUM_ORDERS": [("maxNumOrders", "MAX_NUM_ORDERS")],
    "MAX_NUM_ORDER_LISTS": [("maxNumOrderLists", "MAX_NUM_ORDER_LISTS")],
    "MAX_NUM_ALGO_ORDERS": [("maxNumAlgoOrders", "MAX_NUM_ALGO_ORDERS")],
    "MAX_NUM_ICEBERG_ORDERS": [("maxNumIcebergOrders", "MAX_NUM_ICEBERG_ORDERS")],
    "MAX_NUM_ORDER_AMENDS": [("maxNumOrderAmends", "MAX_NUM_ORDER_AMENDS")],
    "MAX_POSITION": [("maxPosition", "MAX_POSITION")],
    "EXCHANGE_MAX_NUM_ORDERS": [("maxNumOrders", "EXCHANGE_MAX_NUM_ORDERS")],
    "EXCHANGE_MAX_NUM_ALGO_ORDERS": [("maxNumAlgoOrders", "EXCHANGE_MAX_NUM_ALGO_ORDERS")],
    "EXCHANGE_MAX_NUM_ICEBERG_ORDERS": [
      ("maxNumIcebergOrders", "EXCHANGE_MAX_NUM_ICEBERG_ORDERS")
    ],
    "EXCHANGE_MAX_NUM_ORDER_LISTS": [("maxNumOrderLists", "EXCHANGE_MAX_NUM_ORDER_LISTS")],
    "TRAILING_DELTA": [
      "minTrailingAboveDelta", "maxTrailingAboveDelta", "minTrailingBelowDelta",
      "maxTrailingBelowDelta",
    ].map { ($0, $0) },
    "PERCENT_PRICE_BY_SIDE": [
      "bidMultiplierUp", "bidMultiplierDown", "askMultiplierUp", "askMultiplierDown",
    ].map { ($0, $0) },
    // One pair of multipliers for both sides says the same as two equal pairs.
    "PERCENT_PRICE": [
      ("multiplierUp", "bidMultiplierUp"), ("multiplierDown", "bidMultiplierDown"),
      ("multiplierUp", "askMultiplierUp"), ("multiplierDown", "askMultiplierDown"),
    ],
  ]

  private static func limits(_ filters: JSONNode) -> [InstrumentRules.Fact] {
    filters.elements.flatMap { filter in
      let names = filter["filterType"]?.text.flatMap { limitNames[$0] } ?? []
      return names.compactMap { name in
        filter[name.member]?.filledText.map { InstrumentRules.Fact(name.fact, $0) }
      }
    }
  }

  /// Any of the ticker replies, but not the average price, which `mins` gives away.
  private func market(_ node: JSONNode) -> Market? {
    if node.kind == .array { return node.count == 1 ? node[0].flatMap(market) : nil }
    guard node["mins"] == nil else { return nil }
    let last = Self.nonZero(node["price"] ?? node["lastPrice"])
    // A side of the book with nothing in it is shown as zero.
    let bid = Self.nonZero(node["bidPrice"])
    let ask = Self.nonZero(node["askPrice"])
    let isTicker = last != nil || node["bidPrice"] != nil || node["askPrice"] != nil
    return isTicker ? Market(last: last, bid: bid, ask: ask) : nil
  }

  private func account(_ node: JSONNode) -> AccountState? {
    guard let balances = node["balances"], balances.kind == .array else { return nil }
    return AccountState(
      balances: balances.elements.compactMap { Self.balance($0, "asset", "free", "locked") },
      canTrade: node["canTrade"]?.bool, takerFeeRate: node["commissionRates"]?["taker"]?.decimal)
  }

  static func balance(
    _ node: JSONNode, _ asset: String, _ free: String, _ locked: String
  ) -> Balance? {
    guard let asset = node[asset]?.filledText, let free = node[free]?.decimal else { return nil }
    return Balance(asset: asset, free: free, locked: node[locked]?.decimal ?? .zero)
  }
}
