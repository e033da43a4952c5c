import Orders

extension KuCoin {
  public var forms: [PlaceForm] { Self.formTable }
  public var endpoints: [Endpoint] { Self.endpointTable }

  private static let limit = 0
  private static let stop = 1

  static let formTable = [
    PlaceForm(
      "oco/order", .oco,
      slots: [
        PlaceForm.Slot("limit", .pair, [(.limit, "limit")]),
        PlaceForm.Slot("stop limit", .pair, [(.stopLimit, "stop limit")]),
      ],
      endpoint: Endpoint(
        .place, .rest(.post), "/api/v3/oco/order", security: .signed, fields: placeFields,
        cost: "2 of the Spot pool", source: Citation(page, "Add OCO Order")))
  ]

  // `price` is the limit leg's; `limitPrice`, despite its name, is the stop leg's once triggered.
  private static let placeFields = [
    Field(
      "clientOid", .listID, .text(maximum: 40, .identifier), need: .required,
      help: "your id of the list; the legs have none",
      source: Citation(page, "Request Body, clientOid")),
    Field(
      "side", .side, slots: [limit, stop], .choice(["buy", "sell"]), need: .required,
      help: "both legs' side", source: Citation(page, "Request Body, side")),
    Field(
      "symbol", .symbol, .text(maximum: 40, .any), need: .required,
      help: "the pair, BTC-USDT", source: Citation(page, "Request Body, symbol")),
    Field(
      "price", .price, slots: [limit], .decimal, need: .required,
      help: "the limit leg's price", source: Citation(page, "Request Body, price")),
    Field(
      "size", .quantity, slots: [limit, stop], .decimal, need: .required,
      help: "both legs' quantity, in the base currency",
      source: Citation(page, "Request Body, size")),
    Field(
      "stopPrice", .trigger, slots: [stop], .decimal, need: .required,
      help: "the stop leg's trigger, against the last price",
      source: Citation(page, "Request Body, stopPrice")),
    Field(
      "limitPrice", .price, slots: [stop], .decimal, need: .required,
      help: "the stop leg's limit price after it triggers",
      source: Citation(page, "Request Body, limitPrice")),
    Field(
      "remark", .option, .text(maximum: 20, .ascii), help: "a note of your own",
      source: Citation(page, "Request Body, remark")),
    Field(
      "tradeType", .option, .choice(["TRADE"]), isRare: true,
      help: "the kind of account; only spot trading is taken, and it is the default",
      source: Citation(page, "Request Body, tradeType")),
  ]

  private static func rest(
    _ operation: Operation, _ method: HTTPMethod, _ path: String, _ security: Security = .signed,
    _ fields: [Field] = [], cost: String, _ place: String
  ) -> Endpoint {
    Endpoint(
      operation, .rest(method), path, security: security, fields: fields, cost: cost,
      source: Citation(spec, place))
  }

  private static func parameter(
    _ name: String, _ type: Field.ValueType, need: Field.Need = .optional, _ help: String
  ) -> Field {
    Field(name, .option, type, need: need, help: help, source: Citation(spec, name))
  }

  static let cancelByID = rest(
    .cancelList, .delete, "/api/v3/oco/order/{orderId}", cost: "3 of the Spot pool",
    "Cancel OCO Order By OrderId")
  static let cancelByClientID = rest(
    .cancelList, .delete, "/api/v3/oco/client-order/{clientOid}", cost: "3 of the Spot pool",
    "Cancel OCO Order By ClientOid")
  // With neither parameter this cancels everything, so it is never sent without a symbol.
  static let cancelMany = rest(
    .cancelList, .delete, "/api/v3/oco/orders", .signed,
    [
      parameter("orderIds", .text(maximum: 13_000, .ascii), "list ids, with commas between"),
      parameter("symbol", .text(maximum: 40, .any), "the pair"),
    ], cost: "3 of the Spot pool", "Batch Cancel OCO Order")
  static let headerByClientID = rest(
    .queryList, .get, "/api/v3/oco/client-order/{clientOid}", cost: "2 of the Spot pool",
    "Get OCO Order By ClientOid")
  static let details = rest(
    .queryList, .get, "/api/v3/oco/order/details/{orderId}", cost: "2 of the Spot pool",
    "Get OCO Order Detail By OrderId")
  static let listing = rest(
    .openLists, .get, "/api/v3/oco/orders", .signed, listingFields, cost: "2 of the Spot pool",
    "Get OCO Order List")
  static let past = rest(
    .history, .get, "/api/v3/oco/orders", .signed, listingFields, cost: "2 of the Spot pool",
    "Get OCO Order List")

  private static let listingFields = [
    parameter("symbol", .text(maximum: 40, .any), "the pair"),
    parameter("startAt", .integer(0...Int64.max), "from, in milliseconds"),
    parameter("endAt", .integer(0...Int64.max), "until, in milliseconds"),
    parameter("orderIds", .text(maximum: 13_000, .ascii), "up to 500 list ids"),
    parameter("pageSize", .integer(10...500), "lists a page"),
    parameter("currentPage", .integer(1...Int64.max), "the page, from 1"),
  ]

  static let stopOrders = rest(
    .openOrders, .get, "/api/v1/stop-order", .signed,
    [
      parameter("stop", .choice(["stop", "oco"]), "which orders"),
      parameter("symbol", .text(maximum: 40, .any), "the pair"),
    ], cost: "8 of the Spot pool", "Get Stop Orders List")
  // What a leg became when its price was touched: its fills stand nowhere else.
  static let plainOrders = rest(
    .openOrders, .get, "/api/v1/orders", .signed,
    [
      parameter("status", .choice(["active", "done"]), "which orders"),
      parameter("symbol", .text(maximum: 40, .any), "the pair"),
    ], cost: "2 of the Spot pool", "List Orders")
  static let symbol = rest(
    .instruments, .get, "/api/v2/symbols/{symbol}", .open, cost: "4 of the Public pool",
    "Get Symbol")
  static let symbols = rest(
    .instruments, .get, "/api/v2/symbols", .open, cost: "4 of the Public pool", "Get All Symbols")
  static let level1 = rest(
    .ticker, .get, "/api/v1/market/orderbook/level1", .open,
    [parameter("symbol", .text(maximum: 40, .any), need: .required, "the pair")],
    cost: "2 of the Public pool", "Get Ticker")
  static let accounts = rest(
    .account, .get, "/api/v1/accounts", .signed,
    [
      parameter("type", .choice(["main", "trade", "option"]), "which purse"),
      parameter("currency", .text(maximum: 20, .any), "one currency"),
    ], cost: "5 of the Management pool", "Get Account List - Spot")
  static let clock = rest(
    .serverTime, .get, "/api/v1/timestamp", .open, cost: "3 of the Public pool", "Get Server Time")
  static let bullet = rest(
    .token, .post, "/api/v1/bullet-private", cost: "10 of the Spot pool",
    "Get Private Token - Spot/Margin")

  private static func frame(
    _ operation: Operation, _ channel: Channel, _ type: String, _ fields: [Field]
  ) -> Endpoint {
    Endpoint(
      operation, channel, type, security: .open, fields: fields,
      cost: "100 frames in 10 seconds",
      source: Citation("openapi-spot-private.json", type))
  }

  private static let topicFields = [
    parameter("topic", .text(maximum: 4000, .ascii), need: .required, "what to hear"),
    parameter("privateChannel", .flag, "whether it is about the account"),
    parameter("response", .flag, "whether to be told that it worked"),
  ]

  static let subscribeUser = frame(.subscribeUser, .socket, "subscribe", topicFields)
  static let subscribeTicker = frame(.subscribeTicker, .marketSocket, "subscribe", topicFields)
  static let unsubscribe = frame(.unsubscribe, .marketSocket, "unsubscribe", topicFields)
  static let ping = frame(.heartbeat, .socket, "ping", [])

  static let endpointTable = [
    cancelByID, cancelByClientID, cancelMany, headerByClientID, details, listing, past, stopOrders,
    plainOrders,
    symbol, symbols, level1, accounts, clock, bullet, subscribeUser, subscribeTicker, unsubscribe,
    ping,
  ]
}
