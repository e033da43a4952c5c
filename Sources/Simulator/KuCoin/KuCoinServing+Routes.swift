import Exact

extension KuCoinServing {
  /// One call: its place, its weight, and what answers it.
  struct Route: Sendable {
    let method: String
    /// The path's parts; `*` stands for what a path carries.
    let parts: [Substring]
    let pool: Pool
    let weight: Int
    let isSigned: Bool
    let handle: @Sendable (inout KuCoinServing, Visit) throws -> JSON

    init(
      _ method: String, _ path: Substring, _ pool: Pool, _ weight: Int, signed: Bool = true,
      _ handle: @escaping @Sendable (inout KuCoinServing, Visit) throws -> JSON
    ) {
      self.method = method
      parts = path.split(separator: "/")
      self.pool = pool
      self.weight = weight
      isSigned = signed
      self.handle = handle
    }
  }

  /// A request on its way to a handler.
  struct Visit: Sendable {
    let request: HTTPRequest
    let query: FormParameters
    /// What the path carried.
    let captured: [String]

    var name: String { captured.first ?? "" }

    /// The members of a body that is an object of texts, numbers and flags; empty for no body.
    func body() throws(KuCoinRefusal) -> JSONNode? {
      if request.body.isEmpty { return nil }
      guard let document = try? JSONDocument(parsing: request.body), document.root.kind == .object
      else { throw .parameters() }
      return document.root
    }
  }

  static func route(_ request: HTTPRequest) -> (Route, [String])? {
    let parts = request.path.split(separator: "/")
    for route in routes where route.method == request.method && route.parts.count == parts.count {
      let pairs = zip(route.parts, parts)
      guard pairs.allSatisfy({ $0 == "*" || $0 == $1 }) else { continue }
      let captured = pairs.filter { $0.0 == "*" }.map { try? Percent.decode($0.1.utf8) }
      if captured.contains(nil) { return nil }
      return (route, captured.compactMap(\.self))
    }
    return nil
  }

  // Weights: KuCoin sheet §3, §5, §9 and openapi-spot-order.json.
  private static let routes: [Route] = listRoutes + orderRoutes + accountRoutes + marketRoutes

  private static let listRoutes = [
    Route("POST", "/api/v3/oco/order", .spot, 2) { try $0.placeList($1) },
    Route("DELETE", "/api/v3/oco/order/*", .spot, 3) {
      try $0.cancelList($1, $0.list(id: $1.name))
    },
    Route("DELETE", "/api/v3/oco/client-order/*", .spot, 3) {
      try $0.cancelList($1, $0.desk.newestList(named: $1.name))
    },
    Route("DELETE", "/api/v3/oco/orders", .spot, 3) { try $0.cancelLists($1) },
    Route("GET", "/api/v3/oco/order/*", .spot, 2) { try $0.header($0.list(id: $1.name)) },
    Route("GET", "/api/v3/oco/client-order/*", .spot, 2) {
      try $0.header($0.desk.newestList(named: $1.name))
    },
    Route("GET", "/api/v3/oco/order/details/*", .spot, 2) { try $0.details($0.list(id: $1.name)) },
    Route("GET", "/api/v3/oco/orders", .spot, 2) { try $0.listPage($1) },
  ]

  private static let orderRoutes =
    ["/api/v1/orders", "/api/v1/hf/orders"].flatMap { path in
      [
        Route("POST", path[...], .spot, 2) { try $0.placeOrder($1, isStop: false) },
        Route("DELETE", (path + "/*")[...], .spot, 3) { try $0.cancelOrder(id: $1.name) },
        Route("GET", (path + "/*")[...], .management, 2) { try $0.orderRecord(id: $1.name) },
      ]
    } + [
      Route("POST", "/api/v1/orders/test", .spot, 2) { try $0.checkOrder($1) },
      Route("POST", "/api/v1/hf/orders/test", .spot, 2) { try $0.checkOrder($1) },
      Route("POST", "/api/v1/stop-order", .spot, 1) { try $0.placeOrder($1, isStop: true) },
      Route("GET", "/api/v1/stop-order", .spot, 8) { try $0.stopOrderPage($1) },
      Route("GET", "/api/v1/stop-order/*", .spot, 3) { try $0.stopOrderRecord(id: $1.name) },
      Route("DELETE", "/api/v1/stop-order/*", .spot, 3) { try $0.cancelStopOrder(id: $1.name) },
      Route("GET", "/api/v1/orders", .spot, 2) { try $0.orderPage($1) },
      Route("GET", "/api/v1/hf/orders/active", .spot, 2) { try $0.activeOrders($1) },
      Route("GET", "/api/v1/hf/orders/done", .spot, 2) { try $0.doneOrders($1) },
      Route("DELETE", "/api/v1/orders", .spot, 20) { try $0.cancelOrders($1) },
      Route("GET", "/api/v1/order/client-order/*", .spot, 3) { try $0.orderRecord(named: $1.name) },
      Route("GET", "/api/v1/hf/orders/client-order/*", .spot, 2) {
        try $0.orderRecord(named: $1.name)
      },
      Route("DELETE", "/api/v1/order/client-order/*", .spot, 5) {
        try $0.cancelOrder(named: $1.name)
      },
      Route("DELETE", "/api/v1/hf/orders/client-order/*", .spot, 1) {
        try $0.cancelOrder(named: $1.name)
      },
      Route("GET", "/api/v1/fills", .spot, 10) { try $0.fillPage($1) },
      Route("GET", "/api/v1/hf/fills", .spot, 2) { try $0.fillPage($1) },
    ]

  private static let accountRoutes = [
    Route("GET", "/api/v1/accounts", .management, 5) { $0.accounts($1) },
    Route("GET", "/api/v1/accounts/*", .management, 5) { try $0.account($1) },
    Route("GET", "/api/v1/hf/accounts/opened", .management, 30) { _, _ in false },
    Route("GET", "/api/ua/v1/account/mode", .management, 30) { _, _ in
      ["selfAccountMode": "CLASSIC"]
    },
    Route("GET", "/api/v1/base-fee", .spot, 3) { _, _ in
      ["takerFeeRate": "0.001", "makerFeeRate": "0.001"]
    },
    Route("GET", "/api/v1/trade-fees", .spot, 3) { try $0.fees($1) },
    Route("POST", "/api/v1/bullet-private", .spot, 10) { $0.bullet($1, isPrivate: true) },
    Route("POST", "/api/v1/bullet-public", .open, 10, signed: false) {
      $0.bullet($1, isPrivate: false)
    },
    // Nothing is borrowed here; clients ask before they trade.
    Route("GET", "/api/v3/margin/symbols", .spot, 3) { serving, _ in
      ["timestamp": .integer(serving.desk.now.milliseconds), "items": []]
    },
    Route("GET", "/api/v1/isolated/symbols", .spot, 3) { _, _ in [] },
  ]

  private static let marketRoutes = [
    Route("GET", "/api/v1/timestamp", .open, 3, signed: false) { serving, _ in
      .integer(serving.desk.now.milliseconds)
    },
    Route("GET", "/api/v1/status", .open, 3, signed: false) { _, _ in
      ["status": "open", "msg": ""]
    },
    Route("GET", "/api/v2/symbols", .open, 4, signed: false) { serving, _ in
      .array(serving.desk.instruments.indices.map(serving.symbol))
    },
    Route("GET", "/api/v1/symbols", .open, 4, signed: false) { serving, _ in
      .array(serving.desk.instruments.indices.map(serving.symbol))
    },
    Route("GET", "/api/v2/symbols/*", .open, 4, signed: false) {
      $0.symbol(try $0.market(spelled: $1.name))
    },
    Route("GET", "/api/v3/currencies", .open, 3, signed: false) { serving, _ in
      .array(serving.assets.map(serving.currency))
    },
    Route("GET", "/api/v3/currencies/*", .open, 3, signed: false) {
      guard $0.assets.contains($1.name) else {
        throw KuCoinRefusal.parameters("currency not exists")
      }
      return $0.currency($1.name)
    },
    Route("GET", "/api/v1/market/orderbook/level1", .open, 2, signed: false) { $0.level1($1) },
    Route("GET", "/api/v1/market/allTickers", .open, 15, signed: false) { serving, _ in
      [
        "time": .integer(serving.desk.now.milliseconds),
        "ticker": .array(serving.desk.instruments.indices.map(serving.ticker)),
      ]
    },
    Route("GET", "/api/v1/market/stats", .open, 15, signed: false) {
      $0.ticker(try $0.market(spelled: $1.query["symbol"] ?? ""))
    },
    Route("GET", "/api/v1/market/orderbook/level2_20", .open, 2, signed: false) {
      try $0.book($1)
    },
    Route("GET", "/api/v1/market/orderbook/level2_100", .open, 4, signed: false) {
      try $0.book($1)
    },
    Route("GET", "/api/v3/market/orderbook/level2", .spot, 3) { try $0.book($1) },
    // The futures host is another; who asks this one is told that it lists none.
    Route("GET", "/api/v1/contracts/active", .open, 3, signed: false) { _, _ in [] },
  ]
}
