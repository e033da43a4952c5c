import Exact
import Orders
import PaperExchange
import Venues

/// Instruments, tickers, the time: what everybody may ask.
extension BingXServing {
  static let marketRoutes: [String: Route] = {
    func open(_ act: @escaping Act) -> Route { Route(access: .anybody, limit: 0, act: act) }
    let time = open { (serving, _) throws(BingXFault) in
      let now = JSON.integer(serving.desk.now.milliseconds)
      return HTTPResponse(
        200, ["code": 0, "msg": "", "timestamp": now, "data": ["serverTime": now]])
    }
    // ccxt loads the swaps' markets together with spot's; this exchange has none.
    let noContracts = open { (serving, _) throws(BingXFault) in
      let now = JSON.integer(serving.desk.now.milliseconds)
      return HTTPResponse(200, ["code": 0, "msg": "", "timestamp": now, "data": []])
    }
    return [
      path(.serverTime): time, "GET /openApi/swap/v1/server/time": time,
      "GET /openApi/spot/v1/server/time": time,
      "GET /openApi/swap/v2/quote/contracts": noContracts,
      "GET /openApi/cswap/v1/market/contracts": noContracts,
      path(.instruments): open { (serving, parameters) throws(BingXFault) in
        let markets = try serving.asked(parameters)
        return serving.ok(["symbols": .array(markets.map(serving.symbolRow))])
      },
      path(.ticker): open { (serving, parameters) throws(BingXFault) in
        let markets = try serving.asked(parameters)
        return serving.dated(.array(markets.map(serving.tickerRow)))
      },
      "GET /openApi/spot/v1/ticker/price": open { (serving, parameters) throws(BingXFault) in
        try serving.lastTrade(parameters, separator: "_")
      },
      "GET /openApi/spot/v2/ticker/price": open { (serving, parameters) throws(BingXFault) in
        try serving.lastTrade(parameters, separator: "-")
      },
      "GET /openApi/spot/v1/ticker/bookTicker": open {
        (serving, parameters) throws(BingXFault) in
        let market = try serving.needed(parameters)
        let (bids, asks) = serving.bookRows(market)
        return serving.dated([
          [
            "eventType": "bookTicker", "time": .integer(serving.desk.now.milliseconds),
            "symbol": .string(serving.desk.instruments[market].symbol), "bidPrice": bids.price,
            "bidVolume": bids.quantity, "askPrice": asks.price, "askVolume": asks.quantity,
          ]
        ])
      },
      "GET /openApi/spot/v1/market/depth": open { (serving, parameters) throws(BingXFault) in
        let (bids, asks) = serving.bookRows(try serving.needed(parameters))
        return serving.dated([
          "bids": [[bids.price, bids.quantity]], "asks": [[asks.price, asks.quantity]],
          "ts": .integer(serving.desk.now.milliseconds),
        ])
      },
      "GET /openApi/spot/v1/market/trades": open { (serving, parameters) throws(BingXFault) in
        let market = try serving.needed(parameters)
        let limit = try parameters.integer("limit") ?? 100
        guard (1...500).contains(limit) else { throw .invalidParameter }
        let trades = serving.days[market].trades.suffix(Int(limit)).reversed()
        return serving.dated(.array(trades.map(Self.tradeRow)))
      },
    ]
  }()

  /// The market that is asked for, or all of them.
  private func asked(_ parameters: BingXParameters) throws(BingXFault) -> [Int] {
    if let market = try knownMarket(parameters) { return [market] }
    return Array(desk.instruments.indices)
  }

  private func needed(_ parameters: BingXParameters) throws(BingXFault) -> Int {
    _ = try parameters.required("symbol")
    return try knownMarket(parameters) ?? 0
  }

  // MARK: Rows

  /// `minQty` and `maxQty` are deprecated; as in the sample they follow from the amounts and the
  /// price.
  private func symbolRow(_ market: Int) -> JSON {
    let rules = desk.instruments[market]
    let isOpen = rules.isTradable && !desk.halted.contains(market)
    func quantity(_ amount: Decimal?) -> JSON {
      let open = days[market].open
      guard let amount, open.isPositive else { return 0 }
      return .number((try? amount.divided(by: open, digits: 7, .nearest)) ?? .zero)
    }
    return [
      "symbol": .string(rules.symbol), "displayName": .string(rules.symbol),
      "minQty": quantity(rules.minimumNotional), "maxQty": quantity(rules.maximumNotional),
      "minNotional": .number(rules.minimumNotional ?? .zero),
      "maxNotional": .number(rules.maximumNotional ?? .zero), "status": isOpen ? 1 : 0,
      "tickSize": .number(rules.tick ?? .zero), "stepSize": .number(rules.lot ?? .zero),
      "apiStateSell": .bool(rules.flag("apiStateSell") ?? true),
      "apiStateBuy": .bool(rules.flag("apiStateBuy") ?? true), "timeOnline": 0, "offTime": 0,
      "maintainTime": 0,
    ]
  }

  private func tickerRow(_ market: Int) -> JSON {
    let (shown, day) = (desk.shown(market), days[market])
    let last = shown.last ?? day.open
    let change = (try? last - day.open) ?? .zero
    let (bids, asks) = book(market)
    return [
      "symbol": .string(desk.instruments[market].symbol), "openPrice": .number(day.open),
      "highPrice": .number(day.high), "lowPrice": .number(day.low), "lastPrice": .number(last),
      "priceChange": .number(change),
      "priceChangePercent": .string(BingXDay.percent(change, of: day.open)),
      "volume": .number(day.volume), "quoteVolume": .number(day.quoteVolume),
      "openTime": .integer(day.opened.milliseconds),
      "closeTime": .integer(desk.now.milliseconds), "askPrice": .number(asks.price),
      "askQty": .number(asks.quantity), "bidPrice": .number(bids.price),
      "bidQty": .number(bids.quantity),
    ]
  }

  private func lastTrade(
    _ parameters: BingXParameters, separator: Character
  ) throws(BingXFault) -> HTTPResponse {
    let given = try parameters.required("symbol")
    // The older path writes BTC_USDT, the newer one BTC-USDT; either is understood.
    let symbol = given.replacing("_", with: "-")
    guard Self.isSpelled(symbol) else { throw .invalidSymbol }
    guard let market = desk.market(spelled: symbol), let last = desk.shown(market).last else {
      throw .noData
    }
    let trade = days[market].trades.last
    let row: JSON = [
      "timestamp": .integer((trade?.time ?? days[market].opened).milliseconds),
      "tradeId": .string(String(trade?.number ?? 0)), "price": Self.text(last), "amount": "",
      "type": trade?.buyerRested == true ? 2 : 1,
      "volume": Self.text(trade?.quantity ?? desk.specs[market].lot),
    ]
    let spelled = symbol.replacing("-", with: String(separator))
    return dated([["symbol": .string(spelled), "trades": [row]]])
  }

  private static func tradeRow(_ trade: BingXDay.Trade) -> JSON {
    [
      "id": .integer(trade.number), "price": .number(trade.price), "qty": .number(trade.quantity),
      "time": .integer(trade.time.milliseconds), "buyerMaker": .bool(trade.buyerRested),
    ]
  }

  /// The best price of each side and how much stands there: a hundred lots where the tape says
  /// nothing.
  func book(
    _ market: Int
  ) -> (bid: (price: Decimal, quantity: Decimal), ask: (price: Decimal, quantity: Decimal)) {
    let (shown, spec, day) = (desk.shown(market), desk.specs[market], days[market])
    let last = shown.last ?? .zero
    return (
      (shown.bid ?? last, day.bidDepth ?? spec.quantity(100)),
      (shown.ask ?? last, day.askDepth ?? spec.quantity(100))
    )
  }

  /// The same as texts.
  func bookRows(
    _ market: Int
  ) -> (bid: (price: JSON, quantity: JSON), ask: (price: JSON, quantity: JSON)) {
    let (bid, ask) = book(market)
    return (
      (Self.text(bid.price), Self.text(bid.quantity)),
      (Self.text(ask.price), Self.text(ask.quantity))
    )
  }
}
