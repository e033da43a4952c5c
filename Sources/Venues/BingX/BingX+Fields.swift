import Orders

extension BingX {
  /// The one way of placing a list.
  public var forms: [PlaceForm] { Self.formTable }
  /// Every other request.
  public var endpoints: [Endpoint] { Self.endpointTable }

  private static let limit = 0
  private static let stop = 1

  static let formTable = [
    PlaceForm(
      "oco/order", .oco,
      slots: [
        PlaceForm.Slot("limit", .pair, [(.limit, "ocoLimit")]),
        PlaceForm.Slot("stop limit", .pair, [(.stopLimit, "ocoTps")]),
      ],
      endpoint: Endpoint(
        .place, .rest(.post), "/openApi/spot/v1/oco/order", security: .signed, fields: placeFields,
        cost: "2 a second an account", source: Citation(page, "Create an OCO Order")))
  ]

  // `orderPrice`, despite its name, is the stop leg's; and `above` and `below` do not speak of
  // prices: above is always the limit leg, below always the stop leg, for a buy too.
  private static let placeFields =
    [
      Field(
        "symbol", .symbol, .text(maximum: 20, .any), need: .required,
        help: "the pair, BTC-USDT", source: Citation(page, "Request Parameters, symbol")),
      Field(
        "side", .side, slots: [limit, stop], .choice(["BUY", "SELL"]), need: .required,
        help: "both legs' side", source: Citation(page, "Request Parameters, side")),
      Field(
        "quantity", .quantity, slots: [limit, stop], .decimal, need: .required,
        help: "both legs' quantity, in the base currency",
        source: Citation(page, "Request Parameters, quantity")),
      Field(
        "limitPrice", .price, slots: [limit], .decimal, need: .required,
        help: "the limit leg's price", source: Citation(page, "Request Parameters, limitPrice")),
      Field(
        "triggerPrice", .trigger, slots: [stop], .decimal, need: .required,
        help: "the stop leg's trigger, against the last price",
        source: Citation(page, "Request Parameters, triggerPrice")),
      Field(
        "orderPrice", .price, slots: [stop], .decimal, need: .required,
        help: "the stop leg's limit price after it triggers",
        source: Citation(page, "Request Parameters, orderPrice")),
      Field(
        "listClientOrderId", .listID, .text(maximum: 18, .digits),
        help: "your id of the list, digits only",
        source: Citation(page, "Request Parameters, listClientOrderId")),
      Field(
        "aboveClientOrderId", .legID, slots: [limit], .text(maximum: 18, .digits),
        help: "your id of the limit leg, digits only",
        source: Citation(page, "Request Parameters, aboveClientOrderId")),
      Field(
        "belowClientOrderId", .legID, slots: [stop], .text(maximum: 18, .digits),
        help: "your id of the stop leg, digits only",
        source: Citation(page, "Request Parameters, belowClientOrderId")),
      window,
    ] + seals

  /// The venue's default is 5000 as well; more would only let an order arrive later than was meant.
  private static let window = Field(
    "recvWindow", .option, .integer(1...5000), wire: .bare, isRare: true,
    help: "milliseconds after its time stamp that the request is still taken",
    source: Citation(page, "Request Parameters, recvWindow"))

  static let timestamp = Field(
    "timestamp", .seal, .integer(0...Int64.max), wire: .bare, need: .required,
    help: "when it was sealed, in milliseconds",
    source: Citation(page, "Request Parameters, timestamp"))

  private static let seals = [
    timestamp,
    Field(
      "signature", .seal, .text(maximum: 64, .ascii), need: .required,
      help: "HMAC-SHA256 over the sorted parameters, in hexadecimal",
      source: Citation(site, "authentication, signature")),
  ]

  /// A request whose every parameter is signed; all of these take a window, too.
  private static func signed(
    _ operation: Operation, _ method: HTTPMethod, _ path: String, _ fields: [Field],
    cost: String = "5 a second an account", _ source: Citation
  ) -> Endpoint {
    Endpoint(
      operation, .rest(method), path, security: .signed, fields: fields + [window] + seals,
      cost: cost, source: source)
  }

  private static func open(
    _ operation: Operation, _ path: String, _ fields: [Field], _ source: Citation
  ) -> Endpoint {
    Endpoint(
      operation, .rest(.get), path, security: .open, fields: fields,
      cost: "500 in 10 seconds an address, market calls together", source: source)
  }

  private static func parameter(
    _ name: String, _ type: Field.ValueType, need: Field.Need = .optional,
    in document: String = site,
    _ help: String
  ) -> Field {
    Field(
      name, .option, type, need: need, help: help, source: Citation(document, "parameter \(name)"))
  }

  private static let pair = parameter("symbol", .text(maximum: 20, .any), "the pair")
  private static let orderID = parameter(
    "orderId", .text(maximum: 40, .ascii), need: .conditional("no clientOrderId is given"),
    "the venue's id of either leg, never of the list")

  static let cancel = signed(
    .cancelList, .post, "/openApi/spot/v1/oco/cancel",
    [
      orderID,
      parameter(
        "clientOrderId", .text(maximum: 40, .identifier), need: .conditional("no orderId is given"),
        "your id of either leg, never of the list"),
      pair,
    ], cost: "2 a second an account", Citation(site, "Cancel an OCO Order List"))
  static let list = signed(
    .queryList, .get, "/openApi/spot/v1/oco/orderList",
    [
      parameter(
        "orderListId", .text(maximum: 40, .ascii), need: .conditional("no clientOrderId is given"),
        "the venue's id of the list"),
      parameter(
        "clientOrderId", .text(maximum: 40, .identifier),
        need: .conditional("no orderListId is given"), "your id of the list"),
    ], Citation(site, "Query an OCO Order List"))
  static let openLists = signed(
    .openLists, .get, "/openApi/spot/v1/oco/openOrderList", pageFields,
    Citation(site, "Query All Open OCO Orders"))
  static let history = signed(
    .history, .get, "/openApi/spot/v1/oco/historyOrderList",
    pageFields + [
      parameter("startTime", .integer(0...Int64.max), "from, in milliseconds"),
      parameter("endTime", .integer(0...Int64.max), "until, in milliseconds"),
    ], Citation(site, "Query OCO Historical Order List"))

  private static let pageFields = [
    parameter("pageIndex", .integer(1...Int64.max), need: .required, "the page, from 1"),
    parameter(
      "pageSize", .integer(1...1000), need: .required, in: skills,
      "legs a page; a page's end may part a pair"),
  ]

  static let order = signed(
    .queryOrder, .get, "/openApi/spot/v1/trade/query",
    [
      parameter("symbol", .text(maximum: 20, .any), need: .required, "the pair"),
      parameter(
        "orderId", .text(maximum: 40, .ascii), need: .conditional("no clientOrderID is given"),
        "the venue's id of the order"),
      parameter(
        "clientOrderID", .text(maximum: 40, .identifier),
        need: .conditional("no orderId is given"), "your id of it, for two hours"),
    ], Citation(site, "Query Order details"))
  static let openOrders = signed(
    .openOrders, .get, "/openApi/spot/v1/trade/openOrders", [pair],
    Citation(site, "Current Open Orders"))
  static let balance = signed(
    .account, .get, "/openApi/spot/v1/account/balance", [], Citation(site, "Query Assets"))

  static let symbols = open(
    .instruments, "/openApi/spot/v1/common/symbols", [pair], Citation(site, "Spot trading symbols"))
  static let ticker = open(
    .ticker, "/openApi/spot/v1/ticker/24hr",
    [parameter("symbol", .text(maximum: 20, .any), need: .required, "the pair"), timestamp],
    Citation(site, "24-hour price changes"))
  static let clock = open(
    .serverTime, "/openApi/swap/v2/server/time", [], Citation(site, "Query server time"))

  /// Some documents show the listen key's calls unsigned; signing satisfies all of them.
  private static func listenKey(
    _ operation: Operation, _ method: HTTPMethod, _ fields: [Field], _ place: String
  ) -> Endpoint {
    Endpoint(
      operation, .rest(method), "/openApi/user/auth/userDataStream", security: .signed,
      fields: fields + seals, cost: "2 a second an account", source: Citation(skills, place))
  }

  private static let key = parameter(
    "listenKey", .text(maximum: 200, .identifier), need: .required, "the listen key")

  static let token = listenKey(.token, .post, [], "generate a listen key; valid for an hour")
  static let renewToken = listenKey(.renewToken, .put, [key], "extend a listen key to 60 minutes")
  static let closeToken = listenKey(.closeToken, .delete, [key], "delete a listen key")

  private static func frame(
    _ operation: Operation, _ channel: Channel, _ request: String, _ fields: [Field],
    _ place: String
  ) -> Endpoint {
    Endpoint(
      operation, channel, request, security: .open, fields: fields,
      cost: "10 subscriptions a second, 200 topics a socket",
      source: Citation(site, "WebSocket, " + place))
  }

  private static let topicFields = [
    parameter(
      "dataType", .text(maximum: 100, .any), need: .required,
      "what to hear: spot.executionReport, ACCOUNT_UPDATE or BTC-USDT@lastPrice")
  ]

  static let subscribeUser = frame(
    .subscribeUser, .socket, "sub", topicFields, "account and order subscription")
  static let subscribeTicker = frame(
    .subscribeTicker, .marketSocket, "sub", topicFields, "spot latest trade price")
  static let unsubscribe = frame(
    .unsubscribe, .marketSocket, "unsub", topicFields, "cancel a subscription")
  static let heartbeat = frame(
    .heartbeat, .socket, "pong",
    [
      parameter("reply", .text(maximum: 1000, .any), need: .required, "the whole text of the frame")
    ],
    "heartbeat")

  static let endpointTable = [
    cancel, list, openLists, history, order, openOrders, balance, symbols, ticker, clock, token,
    renewToken, closeToken, subscribeUser, subscribeTicker, unsubscribe, heartbeat,
  ]
}
