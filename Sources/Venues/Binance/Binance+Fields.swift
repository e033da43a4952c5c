import Orders

extension Binance {
  /// The lists, by REST and then by the socket; the standard form of each kind comes first.
  public var forms: [PlaceForm] { Self.formTable }
  /// Every other request.
  public var endpoints: [Endpoint] { Self.endpointTable }

  // MARK: Rows

  /// One leg's place in a request: every parameter of it begins with the same word.
  private struct Place {
    let prefix: String
    let slot: Int
    let words: TypeWords
    let role: LegRole
    let page: String

    var slotRow: PlaceForm.Slot { PlaceForm.Slot(prefix, role, words) }

    private func row(
      _ name: String, _ meaning: Field.Meaning, _ type: Field.ValueType,
      need: Field.Need = .optional, legTypes: LegTypeSet? = nil, standard: String? = nil,
      isRare: Bool = false, _ help: String
    ) -> Field {
      Field(
        prefix + name, meaning, slots: [slot], type, need: need, legTypes: legTypes,
        standard: standard, isRare: isRare, help: help,
        source: Citation(rest, "\(page), \(prefix)\(name)"))
    }

    /// The rows in the order they are sent: an entry's quantity follows its price, an exit's comes
    /// before its trigger.
    func rows(hasSide: Bool = false, hasQuantity: Bool = false) -> [Field] {
      let known = words.map(\.word).reduce(into: [String]()) {
        if !$0.contains($1) { $0.append($1) }
      }
      let quantity =
        hasQuantity ? [row("Quantity", .quantity, .decimal, need: .required, "how much")] : []
      var rows = [row("Type", .legType, .choice(known), need: .required, "what it is")]
      if hasSide {
        rows.append(row("Side", .side, .choice(["BUY", "SELL"]), need: .required, "which way"))
      }
      rows.append(id)
      if role == .entry {
        rows.append(price)
        rows += quantity
      } else {
        rows += quantity + triggers
        rows.append(price)
      }
      let timed = words.filter { $0.word == "LIMIT" || $0.word.hasSuffix("_LIMIT") }
      rows.append(
        row(
          "TimeInForce", .timeInForce, .choice(timesInForce),
          need: .conditional("the type is LIMIT or ends in _LIMIT"),
          legTypes: LegTypeSet(timed.map(\.type)),
          standard: "GTC", "how long it stays; not sent for the other types"))
      return rows + extras + pegs
    }

    private var id: Field {
      row("ClientOrderId", .legID, .text(maximum: 36, .identifier), "your id of this order")
    }

    // Optional, as in Binance's tables: what a leg cannot do without is asked for by `place`.
    private var price: Field {
      row("Price", .price, .decimal, "the limit price; only a pegged order may go without")
    }

    private var triggers: [Field] {
      [
        row(
          "StopPrice", .trigger, .decimal,
          "the last price that triggers it; a trailing one may go without"),
        row(
          "TrailingDelta", .trail, .integer(1...Int64.max), legTypes: Binance.trailing,
          "how far it trails, in hundredths of a percent"),
      ]
    }

    var extras: [Field] {
      [
        row(
          "IcebergQty", .option, .decimal, isRare: true,
          "the part that is shown; only for GTC or LIMIT_MAKER"),
        row(
          "StrategyId", .option, .integer(0...Int64.max), isRare: true,
          "a number of your own for the strategy"),
        row(
          "StrategyType", .option, .integer(1_000_000...Int64(Int32.max)), isRare: true,
          "a number of your own for the kind of strategy; those below 1000000 are reserved"),
      ]
    }

    private var pegs: [Field] {
      [
        row(
          "PegPriceType", .option, .choice(["PRIMARY_PEG", "MARKET_PEG"]), isRare: true,
          "the best price of its own side, or of the other, as its price"),
        row(
          "PegOffsetType", .option, .choice(["PRICE_LEVEL"]), isRare: true,
          "what PegOffsetValue counts"),
        row(
          "PegOffsetValue", .option, .integer(0...100), isRare: true,
          "how many levels from the pegged price"),
      ]
    }

    /// The rows of the older OCO, which has names of its own for prices.
    func olderRows(_ own: [Field]) -> [Field] { [id] + own + extras }
  }

  private static func shared(
    _ name: String, _ meaning: Field.Meaning, _ type: Field.ValueType, slots: [Int] = [],
    need: Field.Need = .required, legTypes: LegTypeSet? = nil, standard: String? = nil,
    isRare: Bool = false, _ help: String, _ page: String
  ) -> Field {
    Field(
      name, meaning, slots: slots, type, need: need, legTypes: legTypes, standard: standard,
      isRare: isRare, help: help, source: Citation(rest, "\(page), \(name)"))
  }

  private static func symbolRow(_ page: String) -> Field {
    shared("symbol", .symbol, .text(maximum: 40, .any), "the pair, BTCUSDT", page)
  }

  private static func listIDRow(_ page: String) -> Field {
    shared(
      "listClientOrderId", .listID, .text(maximum: 36, .identifier), need: .optional,
      "your id of the list", page)
  }

  private static func pairHead(_ page: String) -> [Field] {
    [
      symbolRow(page), sideRow("side", [0, 1], page), quantityRow("quantity", [0, 1], page),
      listIDRow(page),
    ]
  }

  private static func answerRows(_ page: String, standard: String?) -> [Field] {
    [
      shared(
        "newOrderRespType", .option, .choice(["ACK", "RESULT", "FULL"]), need: .optional,
        standard: standard, "how much the answer says", page),
      shared(
        "selfTradePreventionMode", .option,
        .choice([
          "NONE", "EXPIRE_MAKER", "EXPIRE_TAKER", "EXPIRE_BOTH", "DECREMENT", "TRANSFER",
        ]), need: .optional, isRare: true, "what happens when you would trade with yourself", page),
    ]
  }

  private static func sideRow(_ name: String, _ slots: [Int], _ page: String) -> Field {
    shared(name, .side, .choice(["BUY", "SELL"]), slots: slots, "both legs' side", page)
  }

  private static func quantityRow(_ name: String, _ slots: [Int], _ page: String) -> Field {
    shared(name, .quantity, .decimal, slots: slots, "both legs' quantity", page)
  }

  private static let security = "SIGNED endpoint security"

  private static let window = shared(
    "recvWindow", .option, .decimal, need: .optional, isRare: true,
    "how many milliseconds the request stays good, at most 60000; 5000 unless said", security)
  private static let stamps = [
    shared("timestamp", .seal, .integer(1...Int64.max), "when it was sealed", security),
    shared("signature", .seal, .text(maximum: 1000, .ascii), "proves the key", security),
  ]
  static let signedRows = [window] + stamps
  static let socketRows =
    [shared("apiKey", .seal, .text(maximum: 100, .ascii), "the key", security)] + signedRows

  // MARK: Forms

  private static func forms(
    _ kind: Kind, rest path: String, socket method: String, orders: Int, slots: [PlaceForm.Slot],
    _ fields: [Field], _ page: String
  ) -> [PlaceForm] {
    let cost = "1 of the request weight, 0 when it succeeds; \(orders) of the order count"
    func endpoint(
      _ channel: Channel, _ path: String, _ last: [Field], _ document: String
    ) -> Endpoint {
      Endpoint(
        .place, channel, path, security: .signed, fields: fields + last, cost: cost,
        source: Citation(document, page))
    }
    return [
      PlaceForm(
        path, kind, slots: slots,
        endpoint: endpoint(.rest(.post), "/api/v3/" + path, signedRows, rest)),
      PlaceForm(
        method, kind, slots: slots, endpoint: endpoint(.socket, method, socketRows, socket)),
    ]
  }

  private static func oco() -> [PlaceForm] {
    let page = "New Order list - OCO"
    let above = Place(prefix: "above", slot: 0, words: pairWords, role: .pair, page: page)
    let below = Place(prefix: "below", slot: 1, words: pairWords, role: .pair, page: page)
    return forms(
      .oco, rest: "orderList/oco", socket: "orderList.place.oco", orders: 2,
      slots: [above.slotRow, below.slotRow],
      pairHead(page) + above.rows() + below.rows() + answerRows(page, standard: "RESULT"), page)
  }

  /// OTO and OPO, or OTOCO and OPOCO: in the O*P*O kinds the exits have no quantity of their own.
  private static func entryLists(_ kind: Kind) -> [PlaceForm] {
    let name = kind.rawValue
    let page = "New Order list - \(name.uppercased())"
    let sized = !kind.sizesExitsFromEntry
    let entry = Place(prefix: "working", slot: 0, words: entryWords, role: .entry, page: page)
    var slots = [entry.slotRow]
    var fields = [symbolRow(page), listIDRow(page)] + answerRows(page, standard: "RESULT")
    fields += entry.rows(hasSide: true, hasQuantity: true)
    if kind.hasPairOfExits {
      fields.append(sideRow("pendingSide", [1, 2], page))
      if sized { fields.append(quantityRow("pendingQuantity", [1, 2], page)) }
      for (slot, prefix) in [(1, "pendingAbove"), (2, "pendingBelow")] {
        let exit = Place(prefix: prefix, slot: slot, words: pairWords, role: .exit, page: page)
        slots.append(exit.slotRow)
        fields += exit.rows()
      }
    } else {
      let exit = Place(prefix: "pending", slot: 1, words: pendingWords, role: .exit, page: page)
      slots.append(exit.slotRow)
      fields += exit.rows(hasSide: true, hasQuantity: sized)
    }
    return forms(
      kind, rest: "orderList/" + name, socket: "orderList.place." + name, orders: kind.legCount,
      slots: slots, fields, page)
  }

  private static func olderOCO() -> [PlaceForm] {
    let page = "New OCO - Deprecated"
    let limit = Place(prefix: "limit", slot: 0, words: olderLimitWords, role: .pair, page: page)
    let stop = Place(prefix: "stop", slot: 1, words: olderStopWords, role: .pair, page: page)
    let price = shared("price", .price, .decimal, slots: [0], "the limit leg's price", page)
    let stopRows = [
      shared(
        "stopPrice", .trigger, .decimal, slots: [1], "the price that triggers the stop leg", page),
      shared(
        "trailingDelta", .trail, .integer(1...Int64.max), slots: [1], need: .optional,
        "how far the stop leg trails, in hundredths of a percent", page),
      shared(
        "stopLimitPrice", .price, .decimal, slots: [1],
        need: .conditional("the stop leg is a limit"), legTypes: triggeredLimits,
        "the stop leg's limit price; without it, it is a market order", page),
      shared(
        "stopLimitTimeInForce", .timeInForce, .choice(timesInForce), slots: [1],
        need: .conditional("stopLimitPrice is sent"), legTypes: triggeredLimits, standard: "GTC",
        "how long the stop leg's limit stays", page),
    ]
    return forms(
      .oco, rest: "order/oco", socket: "orderList.place", orders: 2,
      slots: [limit.slotRow, stop.slotRow],
      pairHead(page) + limit.olderRows([price]) + stop.olderRows(stopRows)
        + answerRows(page, standard: nil), page)
  }

  static let olderForms = olderOCO()
  package static let formTable =
    oco() + [Kind.oto, .otoco, .opo, .opoco].flatMap(entryLists) + olderForms

  // MARK: Other requests

  private static func parameter(
    _ name: String, _ type: Field.ValueType, need: Field.Need = .optional, _ help: String,
    _ document: String = rest
  ) -> Field {
    Field(name, .option, type, need: need, help: help, source: Citation(document, name))
  }

  private static func call(
    _ operation: Operation, _ method: HTTPMethod, _ path: String, _ security: Security = .signed,
    _ fields: [Field] = [], weight: String, _ place: String
  ) -> Endpoint {
    Endpoint(
      operation, .rest(method), "/api/v3/" + path, security: security,
      fields: fields + (security == .signed ? signedRows : []), cost: weight + " of the weight",
      source: Citation(rest, place))
  }

  private static func method(
    _ operation: Operation, _ name: String, _ security: Security = .signed,
    _ fields: [Field] = [], weight: String, _ place: String
  ) -> Endpoint {
    Endpoint(
      operation, .socket, name, security: security,
      fields: fields + (security == .signed ? socketRows : []), cost: weight + " of the weight",
      source: Citation(socket, place))
  }

  private static let pair = parameter(
    "symbol", .text(maximum: 40, .any), need: .required, "the pair")
  private static let anyPair = parameter("symbol", .text(maximum: 40, .any), "one pair")
  private static let listID = parameter("orderListId", .integer(0...Int64.max), "the list's id")
  private static let orderID = parameter("orderId", .text(maximum: 20, .digits), "the order's id")
  // The same id goes by two names: one to cancel with, and one to ask with.
  private static let clientListID = parameter(
    "listClientOrderId", .text(maximum: 36, .identifier), "your id of the list")
  private static let clientID = parameter(
    "origClientOrderId", .text(maximum: 36, .identifier), "your id of the list, or of the order")
  private static let ownID = parameter(
    "newClientOrderId", .text(maximum: 36, .identifier), "your id of this request")
  private static let spanRows = [
    parameter("fromId", .integer(0...Int64.max), "from this list on; never with times"),
    parameter("startTime", .integer(0...Int64.max), "from, in milliseconds"),
    parameter("endTime", .integer(0...Int64.max), "until; at most 24 hours after startTime"),
    parameter("limit", .integer(1...1000), "how many lists; 500 unless said"),
  ]
  private static let cancelRows = [pair, listID, clientListID, ownID]
  private static let streams = [
    parameter(
      "params", .text(maximum: 1000, .any), need: .required, "the streams",
      "web-socket-streams.md")
  ]

  static let cancelList = call(
    .cancelList, .delete, "orderList", .signed, cancelRows, weight: "1, 0 when it succeeds,",
    "Cancel Order list")
  static let cancelOrder = call(
    .cancelOrder, .delete, "order", .signed, [pair, orderID, clientID, ownID],
    weight: "1, 0 when it succeeds,", "Cancel order; on a leg it cancels the whole list")
  static let amend = call(
    .amend, .put, "order/amend/keepPriority", .signed,
    [
      pair, orderID, clientID, ownID,
      parameter("newQty", .decimal, need: .required, "the new quantity, below the present one"),
    ], weight: "4", "Order Amend Keep Priority; both legs of a pair take the quantity")
  static let queryList = call(
    .queryList, .get, "orderList", .signed, [listID, clientID], weight: "4", "Query Order list")
  static let queryOrder = call(
    .queryOrder, .get, "order", .signed, [pair, orderID, clientID], weight: "4", "Query order")
  static let openLists = call(
    .openLists, .get, "openOrderList", weight: "6", "Query Open Order lists")
  static let openOrders = call(
    .openOrders, .get, "openOrders", .signed, [anyPair], weight: "6, or 80 without a symbol,",
    "Current open orders")
  static let history = call(
    .history, .get, "allOrderList", .signed, spanRows, weight: "20", "Query all Order lists")
  static let exchangeInfo = call(
    .instruments, .get, "exchangeInfo", .open,
    [anyPair, parameter("showPermissionSets", .flag, "whether to list permissions")],
    weight: "20", "Exchange information")
  static let lastPrice = call(
    .ticker, .get, "ticker/price", .open, [pair], weight: "2", "Symbol price ticker")
  static let bookTicker = call(
    .ticker, .get, "ticker/bookTicker", .open, [pair], weight: "2", "Symbol order book ticker")
  static let account = call(
    .account, .get, "account", .signed,
    [parameter("omitZeroBalances", .flag, "whether to leave out what is not held")], weight: "20",
    "Account information")
  static let time = call(.serverTime, .get, "time", .open, weight: "1", "Check server time")

  /// The same requests on the socket, by their names there.
  static let twins = [
    (cancelList, "orderList.cancel"), (queryList, "orderList.status"),
    (openLists, "openOrderLists.status"), (history, "allOrderLists"),
  ].map { call, name in
    Endpoint(
      call.operation, .socket, name, security: .signed,
      fields: call.fields.dropLast(signedRows.count) + socketRows, cost: call.cost,
      source: Citation(socket, name))
  }
  static let logon = method(
    .login, "session.logon", weight: "2", "Log in with API key; Ed25519 keys alone")
  static let subscribeSigned = method(
    .subscribeUser, "userDataStream.subscribe.signature", weight: "2",
    "Subscribe to User Data Stream through signature subscription")
  static let subscribeSession = method(
    .subscribeUser, "userDataStream.subscribe", .open, weight: "2",
    "Subscribe to User Data Stream; after session.logon")
  static let unsubscribeUser = method(
    .unsubscribe, "userDataStream.unsubscribe", .open,
    [parameter("subscriptionId", .integer(0...65_535), "which; all without it", socket)],
    weight: "2", "Unsubscribe from User Data Stream")

  private static func marketFrame(_ operation: Operation, _ name: String) -> Endpoint {
    Endpoint(
      operation, .marketSocket, name, security: .open, fields: streams,
      cost: "5 frames a second", source: Citation("web-socket-streams.md", name))
  }

  static let subscribeTicker = marketFrame(.subscribeTicker, "SUBSCRIBE")
  static let unsubscribeTicker = marketFrame(.unsubscribe, "UNSUBSCRIBE")

  static let endpointTable =
    [
      cancelList, cancelOrder, amend, queryList, queryOrder, openLists, openOrders, history,
      exchangeInfo, lastPrice, bookTicker, account, time, logon, subscribeSigned,
      subscribeSession, unsubscribeUser, subscribeTicker, unsubscribeTicker,
    ] + twins
}
