import Exact
import Orders
import PaperExchange
import Venues

/// What one market did since the serving began; the venue's windows are longer and roll.
struct BinanceMarket: Sendable {
  private(set) var open: Decimal
  private(set) var high: Decimal
  private(set) var low: Decimal
  private(set) var last: Decimal
  private(set) var lastQuantity = Decimal.zero
  private(set) var volume = Decimal.zero
  private(set) var quoteVolume = Decimal.zero
  /// The newest trades, the oldest of them first.
  private(set) var trades: [Trade] = []
  private(set) var count: Int64 = 0
  let since: Timestamp
  /// What stands at the best prices, where the tape says it.
  private(set) var bidDepth: Decimal?
  private(set) var askDepth: Decimal?
  /// Changes of the book so far.
  private(set) var bookUpdates: Int64 = 1
  /// A ticker is to be told.
  var isDirty = false
  /// The best prices that were last told.
  private var toldBid: Decimal?
  private var toldAsk: Decimal?

  struct Trade: Sendable {
    let number: Int64
    let price: Decimal
    let quantity: Decimal
    let time: Timestamp
    /// It came at or below the bid.
    let isBuyerMaker: Bool
  }

  private static let memory = 1_000

  init(last: Decimal, now: Timestamp) {
    (open, high, low, self.last) = (last, last, last, last)
    since = now
  }

  mutating func trade(_ price: Decimal, _ quantity: Decimal, _ time: Timestamp) -> Trade {
    count += 1
    let trade = Trade(
      number: count, price: price, quantity: quantity, time: time, isBuyerMaker: price < last)
    (high, low, last, lastQuantity) = (max(high, price), min(low, price), price, quantity)
    volume = (try? volume + quantity) ?? volume
    if let value = try? price * quantity { quoteVolume = (try? quoteVolume + value) ?? quoteVolume }
    trades.append(trade)
    if trades.count > 2 * Self.memory { trades.removeFirst(trades.count - Self.memory) }
    isDirty = true
    return trade
  }

  mutating func quote(_ bid: Decimal?, _ ask: Decimal?) { (bidDepth, askDepth) = (bid, ask) }

  /// Takes note of the best prices; false when they are as they were told.
  mutating func tells(_ bid: Decimal, _ ask: Decimal) -> Bool {
    if toldBid == bid, toldAsk == ask { return false }
    (toldBid, toldAsk) = (bid, ask)
    bookUpdates += 1
    return true
  }

  /// What is shown to stand at a best price where the tape does not say how much.
  static let shownDepth = Decimal(100)
}

extension BinanceServing {
  /// One ticker of a symbol, or an array of several.
  func tickers(
    _ call: BinanceCall, _ one: (Int) -> JSON
  ) throws(BinanceFault) -> JSON {
    if call.values["symbol"] != nil {
      if call.values["symbols"] != nil { throw .badCombination }
      let market = try market(call)
      if let wanted = call.values["symbolStatus"], status(market) != wanted {
        throw BinanceFault(
          -1220, "The symbol's status does not match the requested symbolStatus.")
      }
      return one(market)
    }
    let markets = try chosenMarkets(call) ?? Array(desk.instruments.indices)
    return .array(
      markets.filter { call.values["symbolStatus"].map(status($0).elementsEqual) ?? true }.map(one))
  }

  func price(_ market: Int) -> JSON {
    ["symbol": symbol(market), "price": (desk.shown(market).last ?? .zero).eight]
  }

  func book(_ market: Int) -> JSON {
    let (bid, ask) = best(market)
    return [
      "symbol": symbol(market), "bidPrice": bid.price.eight, "bidQty": bid.quantity.eight,
      "askPrice": ask.price.eight, "askQty": ask.quantity.eight,
    ]
  }

  typealias Level = (price: Decimal, quantity: Decimal)

  /// The best prices; a side with nothing in it is zero.
  func best(_ market: Int) -> (bid: Level, ask: Level) {
    let shown = desk.shown(market)
    func level(_ price: Decimal?, _ depth: Decimal?) -> Level {
      guard let price else { return (.zero, .zero) }
      return (price, depth ?? BinanceMarket.shownDepth)
    }
    return (
      level(shown.bid, markets[market].bidDepth), level(shown.ask, markets[market].askDepth)
    )
  }

  func ticker24h(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let isMini = call.values["type"] == "MINI"
    return try tickers(call) { ticker24h($0, isMini: isMini, call.unit) }
  }

  private func ticker24h(_ market: Int, isMini: Bool, _ unit: BinanceUnit) -> JSON {
    let state = markets[market]
    let change = BinanceChange(state)
    let (bid, ask) = best(market)
    let head: [JSONMember] = [JSONMember("symbol", symbol(market))]
    let detail: [JSONMember] = [
      JSONMember("priceChange", change.amount.eight),
      JSONMember("priceChangePercent", change.percent.fixed(3)),
      JSONMember("weightedAvgPrice", change.average.eight),
      JSONMember("prevClosePrice", state.open.eight), JSONMember("lastPrice", state.last.eight),
      JSONMember("lastQty", state.lastQuantity.eight), JSONMember("bidPrice", bid.price.eight),
      JSONMember("bidQty", bid.quantity.eight), JSONMember("askPrice", ask.price.eight),
      JSONMember("askQty", ask.quantity.eight),
    ]
    let shared: [JSONMember] =
      [
        JSONMember("openPrice", state.open.eight), JSONMember("highPrice", state.high.eight),
        JSONMember("lowPrice", state.low.eight),
      ] + (isMini ? [JSONMember("lastPrice", state.last.eight)] : []) + [
        JSONMember("volume", state.volume.eight),
        JSONMember("quoteVolume", state.quoteVolume.eight),
        JSONMember("openTime", unit.time(state.since)),
        JSONMember("closeTime", unit.time(desk.now)),
        JSONMember("firstId", .integer(state.count == 0 ? -1 : 1)),
        JSONMember("lastId", .integer(state.count == 0 ? -1 : state.count)),
        JSONMember("count", .integer(state.count)),
      ]
    return .object(head + (isMini ? [] : detail) + shared)
  }

  func averagePrice(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let state = markets[market]
    return [
      "mins": 5, "price": state.last.eight,
      "closeTime": call.unit.time(state.trades.last?.time ?? state.since),
    ]
  }

  func depth(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let market = try market(call)
    let (bid, ask) = best(market)
    func side(_ level: Level) -> JSON {
      level.price.isZero ? [] : [[level.price.eight, level.quantity.eight]]
    }
    return [
      "lastUpdateId": .integer(markets[market].bookUpdates), "bids": side(bid), "asks": side(ask),
    ]
  }

  func trades(_ call: BinanceCall, isAggregate: Bool) throws(BinanceFault) -> JSON {
    var trades = markets[try market(call)].trades
    if let first = call.values.int("fromId") {
      trades.removeAll { $0.number < first }
      return .array(
        trades.prefix(Self.limit(call)).map { Self.trade($0, isAggregate, call.unit) })
    }
    let page = try Self.page(trades, call) { $0.time }
    return .array(page.map { Self.trade($0, isAggregate, call.unit) })
  }

  private static func trade(
    _ trade: BinanceMarket.Trade, _ isAggregate: Bool, _ unit: BinanceUnit
  ) -> JSON {
    if isAggregate {
      return [
        "a": .integer(trade.number), "p": trade.price.eight, "q": trade.quantity.eight,
        "f": .integer(trade.number), "l": .integer(trade.number), "T": unit.time(trade.time),
        "m": .bool(trade.isBuyerMaker), "M": true,
      ]
    }
    return [
      "id": .integer(trade.number), "price": trade.price.eight, "qty": trade.quantity.eight,
      "quoteQty": ((try? trade.price * trade.quantity) ?? .zero).eight,
      "time": unit.time(trade.time), "isBuyerMaker": .bool(trade.isBuyerMaker),
      "isBestMatch": true,
    ]
  }
}

/// How far a market moved since it opened.
struct BinanceChange {
  let amount: Decimal
  let percent: Decimal
  let average: Decimal

  init(_ market: BinanceMarket) {
    amount = (try? market.last - market.open) ?? .zero
    percent =
      (try? amount * 100).flatMap { try? $0.divided(by: market.open, digits: 3, .nearest) } ?? .zero
    average =
      (try? market.quoteVolume.divided(by: market.volume, digits: 8, .down)) ?? market.last
  }
}
