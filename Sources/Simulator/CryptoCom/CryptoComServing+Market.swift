import Exact
import Orders
import PaperExchange
import Venues

/// What was traded in a market since the simulator began.
struct MarketDay: Sendable {
  let open: Decimal?
  private(set) var high: Decimal?
  private(set) var low: Decimal?
  private(set) var volume = Decimal.zero
  private(set) var value = Decimal.zero
  /// The newest fifty, the oldest first.
  private(set) var trades: [PublicTrade] = []
  private var lastNumber: Int64 = 0
  private var lastPrice: Decimal?

  /// One trade that everybody sees.
  struct PublicTrade: Sendable {
    let number: Int64
    let price: Decimal
    let quantity: Decimal
    let isBuy: Bool
    let time: Timestamp
  }

  init(open: Decimal?) {
    self.open = open
    high = open
    low = open
    lastPrice = open
  }

  /// A trade without a size is one of a lot; on a rising price the taker bought.
  mutating func note(price: Decimal, lots: Int64?, spec: MarketSpec, at time: Timestamp) {
    lastNumber += 1
    let quantity = spec.quantity(lots ?? 1)
    let isBuy = lastPrice.map { price >= $0 } ?? true
    trades.append(
      PublicTrade(
        number: lastNumber, price: price, quantity: quantity, isBuy: isBuy, time: time))
    if trades.count > 50 { trades.removeFirst() }
    lastPrice = price
    high = max(high ?? price, price)
    low = min(low ?? price, price)
    volume = (try? volume + quantity) ?? volume
    if let worth = try? price * quantity { value = (try? value + worth) ?? value }
  }

  /// The change since the start as a fraction, cut after eight digits.
  func change(to last: Decimal?) -> Decimal? {
    guard let last, let open, let difference = try? last - open else { return nil }
    return try? difference.divided(by: open, digits: 8, .down)
  }
}

extension CryptoComServing {
  func priceText(_ price: Decimal?, _ market: Int) -> JSON {
    price.map { Self.text($0, digits: desk.specs[market].tick.scale) } ?? .null
  }

  /// A row of get-tickers; the stream's has the sizes of the best prices too.
  func ticker(_ market: Int, hasSizes: Bool) -> JSON {
    let shown = desk.shown(market)
    let day = days[market]
    let spec = desk.specs[market]
    func price(_ value: Decimal?) -> JSON { priceText(value, market) }
    var members = [
      JSONMember("i", .string(desk.instruments[market].symbol)),
      JSONMember("h", price(day.high)), JSONMember("l", price(day.low)),
      JSONMember("a", price(shown.last)),
      JSONMember("v", Self.text(day.volume, digits: spec.lot.scale)),
      JSONMember("vv", Self.text(day.value, digits: 2)), JSONMember("oi", "0"),
      JSONMember("c", day.change(to: shown.last).map { Self.text($0) } ?? .null),
      JSONMember("b", price(shown.bid)), JSONMember("k", price(shown.ask)),
    ]
    if hasSizes {
      members.append(JSONMember("bs", shown.bid == nil ? .null : size(market)))
      members.append(JSONMember("ks", shown.ask == nil ? .null : size(market)))
    }
    members.append(JSONMember("t", .integer(desk.now.milliseconds)))
    return .object(members)
  }

  /// How much stands at the best prices: the paper market has as much as anybody wants, which no
  /// book can say; it says one.
  private func size(_ market: Int) -> JSON {
    Self.text(.one, digits: desk.specs[market].lot.scale)
  }

  func tickers(_ visit: Visit) throws(CryptoComFault) -> Reply {
    let markets = try market(visit).map { [$0] } ?? Array(desk.instruments.indices)
    return .data(markets.map { ticker($0, hasSizes: false) })
  }

  private func named(_ visit: Visit) throws(CryptoComFault) -> Int {
    guard let market = try market(visit) else { throw .argument }
    return market
  }

  /// The newest mark or index price.
  func valuations(_ visit: Visit) throws(CryptoComFault) -> Reply {
    let market = try named(visit)
    let price: Decimal?
    switch visit.text("valuation_type") {
    case "mark_price": price = desk.shown(market).mark
    case "index_price": price = desk.shown(market).index
    default: throw .argument
    }
    return Reply(
      result: [
        "data": .array(price.map { [valuation($0, market)] } ?? []),
        "instrument_name": .string(desk.instruments[market].symbol),
      ], message: nil)
  }

  func valuation(_ price: Decimal, _ market: Int) -> JSON {
    ["v": priceText(price, market), "t": .integer(desk.now.milliseconds)]
  }

  /// The best price of each side.
  func bookRow(_ market: Int) -> [JSONMember] {
    let shown = desk.shown(market)
    func side(_ price: Decimal?) -> JSON {
      .array(price.map { [.array([priceText($0, market), size(market), "1"])] } ?? [])
    }
    return [
      JSONMember("asks", side(shown.ask)), JSONMember("bids", side(shown.bid)),
      JSONMember("t", .integer(desk.now.milliseconds)),
    ]
  }

  func book(_ visit: Visit) throws(CryptoComFault) -> Reply {
    let market = try named(visit)
    let text = visit.text("depth") ?? "10"
    guard let depth = Int64(text), (1...150).contains(depth) else { throw .argument }
    return Reply(
      result: [
        "depth": .integer(depth), "data": [.object(bookRow(market))],
        "instrument_name": .string(desk.instruments[market].symbol),
      ], message: nil)
  }

  func publicTrades(_ visit: Visit) throws(CryptoComFault) -> Reply {
    let market = try named(visit)
    let text = visit.text("count") ?? "25"
    guard let count = Int(text), (1...150).contains(count) else { throw .argument }
    return .data(days[market].trades.suffix(count).reversed().map { publicTrade($0, market) })
  }

  func publicTrade(_ trade: MarketDay.PublicTrade, _ market: Int) -> JSON {
    [
      "d": .string(Series.publicTrade.id(trade.number)), "t": .integer(trade.time.milliseconds),
      "tn": Self.nanoseconds(trade.time),
      "q": Self.text(trade.quantity, digits: desk.specs[market].lot.scale),
      "p": priceText(trade.price, market), "s": .string(trade.isBuy ? "BUY" : "SELL"),
      "i": .string(desk.instruments[market].symbol),
      "m": .string(Series.match.id(trade.number)),
    ]
  }
}
