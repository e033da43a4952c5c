import Orders

extension CryptoComServing {
  /// So many calls in so many milliseconds.
  struct Limit: Sendable {
    let count: Int
    let window: Int64

    init(_ count: Int, _ window: Int64) {
      self.count = count
      self.window = window
    }

    // Rate Limits: private calls per method and key, market data per method and address. "15 in
    // 100 ms", 30 and 3 are counted by the second, at the same rate: next door there is no network
    // whose delays keep a client that asks one thing after the other within a tenth of it.
    static let orders = Limit(150, 1000)
    static let details = Limit(300, 1000)
    static let history = Limit(1, 1000)
    static let others = Limit(30, 1000)
    static let market = Limit(100, 1000)
  }

  /// One method of the API.
  struct Route: Sendable {
    typealias Handler =
      @Sendable (inout CryptoComServing, Visit) throws(CryptoComFault) -> Reply

    let isSigned: Bool
    let limit: Limit
    var isOnREST = true
    var isOnSocket = false
    let handle: Handler

    static func open(_ handle: @escaping Handler) -> Route {
      Route(isSigned: false, limit: .market, handle: handle)
    }

    static func rest(_ limit: Limit = .others, _ handle: @escaping Handler) -> Route {
      Route(isSigned: true, limit: limit, handle: handle)
    }

    /// Those that "apply to" REST and the user socket.
    static func both(_ limit: Limit = .others, _ handle: @escaping Handler) -> Route {
      Route(isSigned: true, limit: limit, isOnSocket: true, handle: handle)
    }

    static func socket(_ handle: @escaping Handler) -> Route {
      Route(isSigned: true, limit: .others, isOnREST: false, isOnSocket: true, handle: handle)
    }
  }

  static let routes: [String: Route] = openRoutes.merging(privateRoutes) { first, _ in first }
    .merging(advancedRoutes) { first, _ in first }

  private static let openRoutes: [String: Route] = [
    "public/get-instruments": .open { serving, _ in .data(serving.instrumentRows) },
    "public/get-tickers": .open { serving, visit throws(CryptoComFault) in
      try serving.tickers(visit)
    },
    "public/get-valuations": .open { serving, visit throws(CryptoComFault) in
      try serving.valuations(visit)
    },
    "public/get-book": .open { serving, visit throws(CryptoComFault) in
      try serving.book(visit)
    },
    "public/get-trades": .open { serving, visit throws(CryptoComFault) in
      try serving.publicTrades(visit)
    },
    "public/get-risk-parameters": .open { serving, _ in serving.riskParameters },
  ]

  private static let privateRoutes: [String: Route] = [
    "private/create-order": .both(.orders) { serving, visit throws(CryptoComFault) in
      try serving.createOrder(visit, .ordinary)
    },
    "private/create-order-list": .both { serving, visit throws(CryptoComFault) in
      try serving.createOrders(visit, .ordinary)
    },
    "private/amend-order": .both { serving, visit throws(CryptoComFault) in
      try serving.amendOrder(visit, .ordinary)
    },
    "private/cancel-order": .both(.orders) { serving, visit throws(CryptoComFault) in
      try serving.cancelOrder(visit, .ordinary)
    },
    "private/cancel-order-list": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelOrders(visit, .ordinary)
    },
    "private/cancel-all-orders": .both(.orders) { serving, visit throws(CryptoComFault) in
      try serving.cancelAll(visit, .ordinary)
    },
    "private/get-open-orders": .both { serving, visit throws(CryptoComFault) in
      try serving.openOrders(visit, .ordinary)
    },
    "private/get-order-detail": .both(.details) { serving, visit throws(CryptoComFault) in
      try serving.orderDetail(visit, .ordinary)
    },
    "private/get-order-history": .rest(.history) { serving, visit throws(CryptoComFault) in
      try serving.orderHistory(visit, .ordinary)
    },
    "private/get-trades": .rest(.history) { serving, visit throws(CryptoComFault) in
      try serving.ownTrades(visit)
    },
    "private/user-balance": .both { serving, _ in .data([serving.balanceRow]) },
    "private/get-positions": .both { _, _ in .data([]) },
    "private/get-accounts": .rest { serving, _ in serving.accounts },
    "private/get-fee-rate": .rest { serving, _ in serving.feeRates },
    "private/get-instrument-fee-rate": .rest { serving, visit throws(CryptoComFault) in
      try serving.feeRate(visit)
    },
    "private/get-currency-networks": .rest { serving, _ in serving.currencyNetworks },
    "private/set-cancel-on-disconnect": .socket { serving, visit throws(CryptoComFault) in
      try serving.setCancelOnDisconnect(visit)
    },
    "private/get-cancel-on-disconnect": .socket { serving, visit in
      serving.cancelOnDisconnect(visit)
    },
  ]

  private static let advancedRoutes: [String: Route] = [
    "private/advanced/create-oco": .both { serving, visit throws(CryptoComFault) in
      try serving.createList(.oco, visit)
    },
    "private/advanced/create-oto": .both { serving, visit throws(CryptoComFault) in
      try serving.createList(.oto, visit)
    },
    "private/advanced/create-otoco": .both { serving, visit throws(CryptoComFault) in
      try serving.createList(.otoco, visit)
    },
    "private/advanced/cancel-oco": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelList(visit, isPair: true)
    },
    // These two are interchangeable (sheet §3).
    "private/advanced/cancel-oto": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelList(visit, isPair: false)
    },
    "private/advanced/cancel-otoco": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelList(visit, isPair: false)
    },
    "private/advanced/create-order": .both { serving, visit throws(CryptoComFault) in
      try serving.createOrder(visit, .advanced)
    },
    "private/advanced/create-order-list": .both { serving, visit throws(CryptoComFault) in
      try serving.createOrders(visit, .advanced)
    },
    "private/advanced/amend-order": .both { serving, visit throws(CryptoComFault) in
      try serving.amendOrder(visit, .advanced)
    },
    "private/advanced/cancel-order": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelOrder(visit, .advanced)
    },
    "private/advanced/cancel-order-list": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelOrders(visit, .advanced)
    },
    "private/advanced/cancel-all-orders": .both { serving, visit throws(CryptoComFault) in
      try serving.cancelAll(visit, .advanced)
    },
    // The older documents took this one on the socket too.
    "private/advanced/get-open-orders": .both { serving, visit throws(CryptoComFault) in
      try serving.openOrders(visit, .advanced)
    },
    "private/advanced/get-order-detail": .rest { serving, visit throws(CryptoComFault) in
      try serving.orderDetail(visit, .advanced)
    },
    "private/advanced/get-order-list-detail": .rest { serving, visit throws(CryptoComFault) in
      try serving.listDetail(visit)
    },
    // Limited as all advanced methods are (sheet §8), unlike the ordinary history.
    "private/advanced/get-order-history": .rest { serving, visit throws(CryptoComFault) in
      try serving.orderHistory(visit, .advanced)
    },
  ]
}
