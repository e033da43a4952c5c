import Orders

extension Tradovate {
  /// The three ways of placing a list.
  public var forms: [PlaceForm] { Self.formTable }
  /// Every other request.
  public var endpoints: [Endpoint] { Self.endpointTable }

  static let formTable = [
    form("placeOCO", .oco, "/order/placeOCO", members: ["other"], Citation(page, "Request")),
    form(
      "placeOSO", .oto, "/order/placeOSO", members: ["bracket1"],
      Citation("site", "/order/placeOSO")),
    form(
      "placeOSO with bracket2", .otoco, "/order/placeOSO", members: ["bracket1", "bracket2"],
      Citation("site", "/order/placeOSO")),
  ]

  /// One order by itself, which a ticket has no kind for; the simulator reads it.
  static let singleForm = PlaceForm(
    "placeOrder", .oto, slots: [PlaceForm.Slot("order", .entry, types)],
    endpoint: Endpoint(
      .place, .rest(.post), "/order/placeOrder", security: .signed,
      fields: fields([], Citation("site", "/order/placeOrder")), cost: requestCost,
      source: Citation("site", "/order/placeOrder")))

  /// Every order of a list may be of every type.
  private static let types: [(type: LegType, word: String)] = [
    (.limit, "Limit"), (.market, "Market"), (.stop, "Stop"), (.stopLimit, "StopLimit"),
    (.takeProfit, "MIT"), (.trailingStop, "TrailingStop"),
    (.trailingStopLimit, "TrailingStopLimit"),
  ]

  package static func legType(_ word: String) -> LegType? { types.first { $0.word == word }?.type }

  package static func word(for type: LegType) -> String? { types.first { $0.type == type }?.word }

  private static func form(
    _ name: String, _ kind: Kind, _ path: String, members: [String], _ source: Citation
  ) -> PlaceForm {
    let first = PlaceForm.Slot(kind.hasEntry ? "entry" : "order", kind.roles[0], types)
    let others = members.map { PlaceForm.Slot($0, kind.role(at: 1), types) }
    return PlaceForm(
      name, kind, slots: [first] + others,
      endpoint: Endpoint(
        .place, .rest(.post), path, security: .signed, fields: fields(members, source),
        cost: requestCost, source: source))
  }

  static let requestCost = "one of 5,000 requests an hour"

  // MARK: The orders of a list

  private static func fields(_ members: [String], _ source: Citation) -> [Field] {
    let slots = Array(0...members.count)
    var rows = head(slots, source) + terms(0, .top, source) + tail(source)
    for (index, name) in members.enumerated() { rows += member(name, index + 1) }
    rows.append(
      Field(
        "p-ticket", .option, .text(maximum: 4096, .ascii), isRare: true,
        help: "the ticket of a time penalty that has been waited out",
        source: Citation("tut", "time penalty, p-ticket")))
    return rows
  }

  private static let accountNeed = Field.Need.conditional("the credentials name no account")

  private static func head(_ slots: [Int], _ source: Citation) -> [Field] {
    [
      Field(
        "accountSpec", .option, .text(maximum: 64, .any), need: accountNeed,
        help: "the account's name; the credentials' unless said", source: source),
      Field(
        "accountId", .option, .integer(0...Int64.max), wire: .bare, need: accountNeed,
        help: "the account's number; the credentials' unless said", source: source),
      Field(
        "clOrdId", .legID, slots: [0], .text(maximum: 64, .ascii),
        help: "your id of the first order", source: source),
      Field(
        "action", .side, slots: [0], .choice(["Buy", "Sell"]), need: .required,
        help: "the first order's side", source: source),
      Field(
        "symbol", .symbol, .text(maximum: 64, .any), need: .required,
        help: "the contract, ESZ6", source: source),
      Field(
        "orderQty", .quantity, slots: slots, .integer(0...Int64(Int32.max)), wire: .bare,
        need: .required, help: "contracts; one quantity for all orders of the list",
        source: source),
    ]
  }

  private static func tail(_ source: Citation) -> [Field] {
    [
      Field(
        "activationTime", .option, .moment, isRare: true,
        help: "the order stays suspended until then", source: source),
      Field(
        "text", .listID, .text(maximum: 64, .ascii),
        help: "a note that the venue keeps with the order; ours is the list's id",
        source: Citation(swagger, "PlaceOCO, text")),
      Field(
        "customTag50", .option, .text(maximum: 64, .ascii), isRare: true,
        help: "the operator's tag registered with the exchange", source: source),
      Field(
        "isAutomated", .option, .flag, wire: .bare, standard: "false",
        help: "true when no human pressed the button; the exchange demands the truth",
        source: source),
    ]
  }

  private static func member(_ name: String, _ slot: Int) -> [Field] {
    let source = Citation(swagger, "RestrainedOrderVersion")
    return [
      Field(
        "action", .side, slots: [slot], in: .member(name), .choice(["Buy", "Sell"]),
        need: .required, help: "its side", source: source),
      Field(
        "clOrdId", .legID, slots: [slot], in: .member(name), .text(maximum: 64, .ascii),
        help: "your id of it", source: source),
    ] + terms(slot, .member(name), source) + [
      Field(
        "text", .listID, in: .member(name), .text(maximum: 64, .ascii),
        help: "a note that the venue keeps with it; ours is the list's id", source: source)
    ]
  }

  /// What an order of a list says of itself, wherever it stands.
  private static func terms(
    _ slot: Int, _ place: Field.Container, _ source: Citation
  ) -> [Field] {
    [
      Field(
        "orderType", .legType, slots: [slot], in: place, .choice(types.map(\.word)),
        need: .required, help: "the type of order", source: source),
      Field(
        "price", .price, slots: [slot], in: place, .decimal, wire: .bare,
        need: .conditional("Limit, StopLimit and TrailingStopLimit"), legTypes: .priced,
        help: "the limit price", source: source),
      // `Tradovate.respelled` moves it to stopPrice where the choice `mit` says so.
      Field(
        "price", .trigger, slots: [slot], in: place, .decimal, wire: .bare,
        need: .conditional("MIT"), legTypes: [.takeProfit],
        help: "the price whose touch makes it a market order",
        source: Citation(swagger, "OrderVersion, sample")),
      Field(
        "stopPrice", .trigger, slots: [slot], in: place, .decimal, wire: .bare,
        need: .conditional("Stop, StopLimit, TrailingStop and TrailingStopLimit"),
        legTypes: .stops, help: "the trigger, against the last price", source: source),
      Field(
        "maxShow", .option, slots: [slot], in: place, .integer(0...Int64(Int32.max)), wire: .bare,
        isRare: true, help: "how many contracts of an iceberg are shown", source: source),
      Field(
        "pegDifference", .trail, slots: [slot], in: place, .decimal, wire: .bare,
        need: .conditional("TrailingStop and TrailingStopLimit"), legTypes: .trailing,
        help: "how far a trailing stop follows, in price", source: source),
      Field(
        "timeInForce", .timeInForce, slots: [slot], in: place,
        .choice(words.timesInForce.map(\.1)), standard: "Day", help: "how long it stays",
        source: source),
      Field(
        "expireTime", .expire, slots: [slot], in: place, .moment, need: .conditional("GTD"),
        help: "when a GTD order ends", source: source),
    ]
  }

  // MARK: Every other request

  private static func rest(
    _ operation: Operation, _ method: HTTPMethod, _ path: String, _ fields: [Field] = [],
    at place: String, in document: String = swagger, security: Security = .signed
  ) -> Endpoint {
    Endpoint(
      operation, .rest(method), path, security: security, fields: fields, cost: requestCost,
      source: Citation(document, place))
  }

  private static func frame(
    _ operation: Operation, _ channel: Channel, _ path: String, _ fields: [Field] = [],
    at place: String
  ) -> Endpoint {
    Endpoint(
      operation, channel, path, security: .open, fields: fields, cost: requestCost,
      source: Citation("tut", place))
  }

  private static func parameter(
    _ name: String, _ type: Field.ValueType, as meaning: Field.Meaning = .option,
    need: Field.Need = .optional, _ help: String
  ) -> Field {
    Field(
      name, meaning, type, wire: .bare, need: need, help: help, source: Citation(swagger, name))
  }

  private static let number = Field.ValueType.integer(0...Int64.max)
  private static let name = Field.ValueType.text(maximum: 64, .any)

  /// The frames that place a list, by the form they are twins of; every recorded one is lower case.
  static let socketTwins: [Endpoint] = formTable.map { form in
    Endpoint(
      .place, .socket, String(form.endpoint.path.dropFirst()).lowercased(), security: .open,
      fields: form.fields, cost: requestCost, source: Citation("tut", "WebSocket requests"))
  }

  static let cancelOrder = rest(
    .cancelOrder, .post, "/order/cancelorder", cancelFields, at: "CancelOrder")
  static let cancelList = rest(
    .cancelList, .post, "/order/cancelorder", cancelFields, at: "CancelOrder")

  private static let cancelFields = [
    parameter("orderId", number, need: .required, "the order"),
    parameter("clOrdId", name, "your id of the command"),
    parameter("customTag50", name, "the operator's tag"),
    parameter("isAutomated", .flag, "true when no human pressed the button"),
  ]

  // Without activationTime, which forces a suspended order to work (forum 10299).
  static let modify = rest(
    .amend, .post, "/order/modifyorder",
    [
      parameter("orderId", number, need: .required, "the order"),
      parameter("clOrdId", name, "your id of the command"),
      parameter("orderQty", number, need: .required, "contracts"),
      parameter("orderType", .choice(types.map(\.word)), need: .required, "the type of order"),
      parameter("price", .decimal, "the limit price"),
      parameter("stopPrice", .decimal, "the trigger"),
      parameter("maxShow", number, "contracts shown"),
      parameter("pegDifference", .decimal, "how far a trailing stop follows"),
      parameter("timeInForce", .choice(words.timesInForce.map(\.1)), "how long it stays"),
      parameter("expireTime", .moment, "when a GTD order ends"),
      parameter("text", name, "a note"),
      parameter("customTag50", name, "the operator's tag"),
      parameter("isAutomated", .flag, "true when no human pressed the button"),
    ], at: "ModifyOrder")

  private static let identifier = [parameter("id", number, need: .required, "the entity")]
  private static let identifiers = [
    parameter("ids", .text(maximum: 2000, .ascii), need: .required, "ids, commas between")
  ]
  private static let master = [
    parameter("masterid", number, need: .required, "the order they belong to")
  ]
  private static let masters = [
    parameter("masterids", .text(maximum: 2000, .ascii), need: .required, "the orders' ids")
  ]

  static let orderItem = rest(.queryOrder, .get, "/order/item", identifier, at: "Order")
  static let versionsOfOrder = rest(
    .queryOrder, .get, "/orderVersion/deps", master, at: "OrderVersion")
  static let commandsOfOrder = rest(.queryOrder, .get, "/command/deps", master, at: "Command")
  static let orderItems = rest(.queryList, .get, "/order/items", identifiers, at: "Order")
  static let versionsOfOrders = rest(
    .queryList, .get, "/orderVersion/ldeps", masters, at: "OrderVersion")
  static let commandsOfOrders = rest(.queryList, .get, "/command/ldeps", masters, at: "Command")
  // What was filled stands neither in an order nor in its versions.
  static let fillsOfOrder = rest(.queryOrder, .get, "/fill/deps", master, at: "Fill")
  static let fillsOfOrders = rest(.queryList, .get, "/fill/ldeps", masters, at: "Fill")
  static let ordersOfAccount = rest(
    .openOrders, .get, "/order/deps",
    [parameter("masterid", number, as: .seal, need: .required, "the account")], at: "Order")

  /// The session's orders, with what an order entity leaves out: versions, commands and fills.
  static func sessionLists(_ operation: Operation) -> [Endpoint] {
    ["/order/list", "/orderVersion/list", "/command/list", "/fill/list"].map {
      rest(operation, .get, $0, at: "Order, OrderVersion, Command, Fill")
    }
  }
  static let listsByOperation: [(operation: Operation, endpoints: [Endpoint])] = [
    Operation.openLists, .queryList, .history,
  ].map { ($0, sessionLists($0)) }

  static let accounts = rest(.accounts, .get, "/account/list", at: "Account")
  static let balance = rest(
    .account, .post, "/cashBalance/getcashbalancesnapshot",
    [parameter("accountId", number, as: .seal, need: .required, "the account")],
    at: "CashBalanceSnapshot")
  static let positions = rest(.positions, .get, "/position/list", at: "Position")

  private static let byName = [parameter("name", name, need: .required, "its name")]
  static let contractByName = rest(.instruments, .get, "/contract/find", byName, at: "Contract")
  static let productByName = rest(.instruments, .get, "/product/find", byName, at: "Product")
  static let products = rest(.instruments, .get, "/product/list", at: "Product")

  static let tokenCall = rest(
    .token, .post, "/auth/accesstokenrequest", at: "AccessTokenRequest", security: .key)
  static let renewal = rest(
    .renewToken, .get, "/auth/renewaccesstoken", at: "Access Token Request", in: "partner")

  static let authorize = frame(.login, .socket, "authorize", at: "EX-05")
  static let authorizeMarket = frame(.login, .marketSocket, "authorize", at: "EX-05")
  static let heartbeat = frame(.heartbeat, .socket, "[]", at: "EX-05")
  static let marketHeartbeat = frame(.heartbeat, .marketSocket, "[]", at: "EX-05")
  static let syncUsers = frame(
    .subscribeUser, .socket, "user/syncrequest",
    [
      parameter("users", .text(maximum: 64, .digits), need: .required, "user numbers"),
      parameter("splitResponses", .flag, "whether the snapshot comes in pieces"),
    ], at: "user/syncrequest")
  static let syncAccounts = frame(
    .subscribeUser, .socket, "user/syncrequest",
    [parameter("accounts", .text(maximum: 64, .digits), as: .seal, need: .required, "accounts")],
    at: "user/syncrequest")

  private static let quoted = [parameter("symbol", name, need: .required, "the contract")]
  static let subscribeQuote = frame(
    .subscribeTicker, .marketSocket, "md/subscribequote", quoted, at: "md/subscribeQuote")
  static let unsubscribeQuote = frame(
    .unsubscribe, .marketSocket, "md/unsubscribequote", quoted, at: "md/unsubscribeQuote")

  static let endpointTable =
    socketTwins + [
      cancelOrder, cancelList, modify, orderItem, versionsOfOrder, commandsOfOrder, orderItems,
      versionsOfOrders, commandsOfOrders, fillsOfOrder, fillsOfOrders, ordersOfAccount,
    ] + listsByOperation.flatMap(\.endpoints) + [
      accounts, balance, positions, contractByName, productByName, products, tokenCall, renewal,
      authorize,
      authorizeMarket, heartbeat, marketHeartbeat, syncUsers, syncAccounts, subscribeQuote,
      unsubscribeQuote,
    ]
}
