import Exact
import Orders
import PaperExchange

/// One tape for five venues, by each one's own steps.
///
/// A price becomes the nearest tick below, an ask the nearest above, a quantity the whole lots in
/// it; nothing becomes less than one. A trade carries the quote along, a tick to either side, and
/// the mark and index prices, unless the same move tells them itself: who moves a market with
/// trades alone moves what every venue triggers by.
extension Desk {
  /// Applies a move to the market it is about; false where there is none, it is halted, or it
  /// cannot count so far.
  @discardableResult
  public mutating func apply(_ move: TapeMove) -> Bool {
    let isCounted = move.instrument.flatMap(market(of:)).map { specs[$0].counts(move) } ?? true
    guard isCounted else { return false }
    if let time = move.time { pass(time) }
    guard let instrument = move.instrument else {
      if move.endsSession {
        for market in specs.indices { apply(.sessionEnd, to: market) }
      }
      return true
    }
    guard let market = market(of: instrument) else { return false }
    if !halted.contains(market) {
      for quote in move.quotes { apply(specs[market].event(quote), to: market) }
      for trade in move.trades { apply(trade, move, to: market) }
      for mark in move.marks { apply(.mark(specs[market].step(mark)), to: market) }
      for index in move.indexes { apply(.index(specs[market].step(index)), to: market) }
    }
    if move.endsSession { apply(.sessionEnd, to: market) }
    return !halted.contains(market)
  }

  private mutating func pass(_ time: TapeMove.Time) {
    switch time {
    case .at(let moment): apply(.time(moment.milliseconds), to: 0)
    case .ahead(let milliseconds): apply(.time(now.milliseconds + milliseconds), to: 0)
    }
  }

  private mutating func apply(_ trade: TapeMove.Trade, _ move: TapeMove, to market: Int) {
    let spec = specs[market]
    let price = spec.step(trade.price)
    let size = trade.quantity.map(spec.size)
    // The quote goes first: what the trade sets off meets the market as it is now.
    if move.quotes.isEmpty {
      apply(quote(around: price, isBounded: size != nil, market), to: market)
    }
    apply(.trade(price: price, size: size), to: market)
    if move.quotes.isEmpty, size != nil {
      apply(quote(around: price, isBounded: true, market), to: market)
    }
    if move.marks.isEmpty { apply(.mark(price), to: market) }
    if move.indexes.isEmpty { apply(.index(price), to: market) }
  }

  /// The quote a tick to either side of a trade.
  ///
  /// Where the trade has a size, the quote stays outside the limits that rest or only wait for
  /// their price: they are the best in the book, and the trade alone says how much of them fills.
  private func quote(around price: Int64, isBounded: Bool, _ market: Int) -> TapeEvent {
    var (bid, ask) = (max(price - 1, 1), price + 1)
    guard isBounded else { return .quote(bid, ask) }
    for order in openOrders where order.market == market {
      let rests = order.status == .working || order.status == .partlyFilled
      guard rests || (order.status == .waiting && !order.type.isContingent),
        let own = order.price.map(specs[market].step)
      else { continue }
      if order.side == .sell { bid = min(bid, own - 1) } else { ask = max(ask, own + 1) }
    }
    return .quote(max(bid, 1), ask)
  }
}

extension MarketSpec {
  /// Whether there are ticks for every price of a move, and for the quote beyond it.
  func counts(_ move: TapeMove) -> Bool {
    let prices = move.trades.map(\.price) + move.quotes.map(\.ask) + move.marks + move.indexes
    return prices.allSatisfy { price in
      (try? price.divided(by: tick, digits: 0, .up)).flatMap(\.int64).map { $0 < Self.bound }
        ?? false
    }
  }

  /// A price in ticks, from below, and at least one.
  fileprivate func step(_ price: Decimal) -> Int64 { max(1, nearestTicks(price)) }

  /// A quantity in lots; one beyond all counting is as much as can be counted.
  fileprivate func size(_ quantity: Decimal) -> Int64 {
    let lots = (try? quantity.divided(by: lot, digits: 0, .down)).flatMap(\.int64) ?? Self.bound
    return min(max(1, lots), Self.bound)
  }

  fileprivate func event(_ quote: TapeMove.Quote) -> TapeEvent {
    let ask = (try? quote.ask.divided(by: tick, digits: 0, .up)).flatMap(\.int64) ?? 0
    let bid = step(quote.bid)
    return .quote(
      bid: bid, ask: max(ask, bid), bidDepth: quote.bidQuantity.map(size),
      askDepth: quote.askQuantity.map(size))
  }
}
