import Orders
import Venues

/// One request of Binance's, on both of its roads.
struct BinanceRoute: Sendable {
  let method: HTTPMethod
  /// The path of the REST API.
  let path: String
  /// The method's name on the WebSocket API; nil where it is not there.
  let name: String?
  let security: Security
  let weight: Int
  /// What it costs where no symbol is named.
  let weightOfAll: Int
  let action: Action
  let parameters: [BinanceParameter]

  /// What is done.
  enum Action: Sendable {
    case ping, time, exchangeInfo
    case price, book, ticker24h, averagePrice, depth, trades, aggregateTrades
    case place(BinanceForm, isTest: Bool)
    case cancelOrder, cancelAll, cancelList, amend
    case queryOrder, openOrders, allOrders, queryList, openLists, allLists, ownTrades
    case account, commission, orderCount, coins, noMarkets, noPairs
    case makeListenKey, renewListenKey, closeListenKey
  }

  /// How many orders it places, by the venue's count.
  var orders: Int {
    if case .place(let form, isTest: false) = action { return form.kind?.legCount ?? 1 }
    return 0
  }

  /// Since 2026-04-02 what succeeds in placing or cancelling weighs nothing (CHANGELOG.md).
  var isFreeWhenDone: Bool {
    switch action {
    case .place(_, isTest: false), .cancelOrder, .cancelAll, .cancelList: true
    default: false
    }
  }

  init(
    _ method: HTTPMethod, _ path: String, _ name: String?, _ security: Security = .open,
    weight: Int, all: Int? = nil, _ action: Action, _ parameters: [BinanceParameter] = []
  ) {
    self.method = method
    self.path = path.hasPrefix("/") ? path : "/api/v3/" + path
    self.name = name
    self.security = security
    self.weight = weight
    weightOfAll = all ?? weight
    self.action = action
    self.parameters = parameters
  }

  func isPlaced(_ request: HTTPRequest) -> Bool {
    method.rawValue == request.method && path == request.path
  }

  /// Whether a frame names it; a version may stand before the name (web-socket-api.md, Request
  /// format).
  func isNamed(_ method: String) -> Bool {
    guard let name else { return false }
    return method == name || method == "v3/" + name
  }

  static func find(_ request: HTTPRequest) -> BinanceRoute? {
    table.first { $0.isPlaced(request) }
  }

  static func find(_ method: String) -> BinanceRoute? { table.first { $0.isNamed(method) } }

  // MARK: Parameters

  private static let symbol = BinanceParameter("symbol", .symbol, required: true)
  private static let anySymbol = BinanceParameter("symbol", .symbol)
  private static let symbols = BinanceParameter("symbols", .text)
  private static let status = BinanceParameter(
    "symbolStatus",
    .words(["TRADING", "HALT", "BREAK"], BinanceFault(-1122, "Invalid symbolStatus.")))
  private static let limit = BinanceParameter("limit", .integer(1...Int64.max))
  private static let orderID = BinanceParameter("orderId", .integer(0...Int64.max))
  private static let clientID = BinanceParameter("origClientOrderId", .identifier)
  private static let newID = BinanceParameter("newClientOrderId", .identifier)
  private static let listID = BinanceParameter("orderListId", .integer(0...Int64.max))
  private static let clientListID = BinanceParameter("listClientOrderId", .identifier)
  private static let start = BinanceParameter("startTime", .integer(0...Int64.max))
  private static let end = BinanceParameter("endTime", .integer(0...Int64.max))
  private static let from = BinanceParameter("fromId", .integer(0...Int64.max))
  private static let tickerType = BinanceParameter(
    "type", .words(["FULL", "MINI"], BinanceFault(-1139, "Invalid ticker type.")))
  private static let restrictions = BinanceParameter(
    "cancelRestrictions", .words(["ONLY_NEW", "ONLY_PARTIALLY_FILLED"], .cancelRestrictions))
  private static let listenKey = BinanceParameter("listenKey", .text, required: true)

  // MARK: The table

  static let table: [BinanceRoute] = market + trading + queries + account + elsewhere

  private static let market = [
    BinanceRoute(.get, "ping", "ping", weight: 1, .ping),
    BinanceRoute(.get, "time", "time", weight: 1, .time),
    BinanceRoute(
      .get, "exchangeInfo", "exchangeInfo", weight: 20, .exchangeInfo,
      [
        anySymbol, symbols, BinanceParameter("permissions", .text),
        BinanceParameter("showPermissionSets", .flag), status,
      ]),
    BinanceRoute(
      .get, "ticker/price", "ticker.price", weight: 2, all: 4, .price,
      [anySymbol, symbols, status]),
    BinanceRoute(
      .get, "ticker/bookTicker", "ticker.book", weight: 2, all: 4, .book,
      [anySymbol, symbols, status]),
    BinanceRoute(
      .get, "ticker/24hr", "ticker.24hr", weight: 2, all: 80, .ticker24h,
      [anySymbol, symbols, tickerType, status]),
    BinanceRoute(.get, "avgPrice", "avgPrice", weight: 2, .averagePrice, [symbol]),
    BinanceRoute(.get, "depth", "depth", weight: 5, .depth, [symbol, limit, status]),
    BinanceRoute(.get, "trades", "trades.recent", weight: 25, .trades, [symbol, limit]),
    BinanceRoute(
      .get, "aggTrades", "trades.aggregate", weight: 4, .aggregateTrades,
      [symbol, from, start, end, limit]),
  ]

  private static let trading: [BinanceRoute] = {
    func place(_ form: BinanceForm, _ name: String) -> BinanceRoute {
      let fields = form.form.fields.filter { $0.meaning != .seal && $0.name != "recvWindow" }
      return BinanceRoute(
        .post, form.form.name, name, .signed, weight: 1, .place(form, isTest: false),
        fields.map {
          // A stop that trails may go without (web-socket-api.md, Place new OCO - Deprecated).
          BinanceParameter($0, optional: form.isOlder && $0.name == "stopPrice")
        })
    }
    let single = place(.single, "order.place")
    let test = BinanceRoute(
      .post, "order/test", "order.test", .signed, weight: 1, .place(.single, isTest: true),
      single.parameters + [BinanceParameter("computeCommissionRates", .flag)])
    let lists = BinanceForm.lists.map { form in
      let last = form.form.name.split(separator: "/").last.map(String.init) ?? ""
      return place(form, form.isOlder ? "orderList.place" : "orderList.place." + last)
    }
    return [single, test] + lists + [
      BinanceRoute(
        .delete, "order", "order.cancel", .signed, weight: 1, .cancelOrder,
        [symbol, orderID, clientID, newID, restrictions]),
      BinanceRoute(
        .delete, "openOrders", "openOrders.cancelAll", .signed, weight: 1, .cancelAll, [symbol]),
      BinanceRoute(
        .delete, "orderList", "orderList.cancel", .signed, weight: 1, .cancelList,
        [symbol, listID, clientListID, newID]),
      BinanceRoute(
        .put, "order/amend/keepPriority", "order.amend.keepPriority", .signed, weight: 4, .amend,
        [symbol, orderID, clientID, newID, BinanceParameter("newQty", .decimal, required: true)]),
    ]
  }()

  private static let queries = [
    BinanceRoute(
      .get, "order", "order.status", .signed, weight: 4, .queryOrder,
      [symbol, orderID, clientID]),
    BinanceRoute(
      .get, "openOrders", "openOrders.status", .signed, weight: 6, all: 80, .openOrders,
      [anySymbol]),
    BinanceRoute(
      .get, "allOrders", "allOrders", .signed, weight: 20, .allOrders,
      [symbol, orderID, start, end, limit]),
    BinanceRoute(
      .get, "orderList", "orderList.status", .signed, weight: 4, .queryList, [listID, clientID]),
    BinanceRoute(
      .get, "openOrderList", "openOrderLists.status", .signed, weight: 6, .openLists),
    BinanceRoute(
      .get, "allOrderList", "allOrderLists", .signed, weight: 20, .allLists,
      [from, start, end, limit]),
    BinanceRoute(
      .get, "myTrades", "myTrades", .signed, weight: 20, .ownTrades,
      [symbol, orderID, start, end, from, limit]),
  ]

  private static let account = [
    BinanceRoute(
      .get, "account", "account.status", .signed, weight: 20, .account,
      [BinanceParameter("omitZeroBalances", .flag)]),
    BinanceRoute(
      .get, "account/commission", "account.commission", .signed, weight: 20, .commission,
      [symbol]),
    BinanceRoute(
      .get, "rateLimit/order", "account.rateLimits.orders", .signed, weight: 40, .orderCount),
    BinanceRoute(.post, "userDataStream", nil, .key, weight: 2, .makeListenKey),
    BinanceRoute(.put, "userDataStream", nil, .key, weight: 2, .renewListenKey, [listenKey]),
    BinanceRoute(.delete, "userDataStream", nil, .key, weight: 2, .closeListenKey, [listenKey]),
  ]

  /// What is not of the Spot API, and what clients of all of Binance ask for before they trade.
  private static let elsewhere = [
    BinanceRoute(
      .get, "/sapi/v1/capital/config/getall", nil, .signed, weight: 10, .coins),
    BinanceRoute(.get, "/sapi/v1/margin/allPairs", nil, .signed, weight: 1, .noPairs),
    BinanceRoute(.get, "/sapi/v1/margin/isolated/allPairs", nil, .signed, weight: 10, .noPairs),
    BinanceRoute(.get, "/fapi/v1/exchangeInfo", nil, weight: 1, .noMarkets),
    BinanceRoute(.get, "/dapi/v1/exchangeInfo", nil, weight: 1, .noMarkets),
    BinanceRoute(.get, "/eapi/v1/exchangeInfo", nil, weight: 1, .noMarkets),
  ]
}
