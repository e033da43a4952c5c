import Exact
import Orders
import PaperExchange

/// One tape for five venues, by each one's own steps.
///
/// A price becomes the nearest tick below, an ask the nearest above, a quantity the whole lots in
/// it; nothing becomes less than one. A trade carries the quote along, a tick to either side, and
/// the mark and index prices, unless the same move tells them itself: who moves a market with trades
/// alone moves what every venue triggers by.
extension Desk {
  /// Applies a move to the market it is about; false where there is no such market, or it is halted.
  @discardableResult
  public mutating func apply(_ move: TapeMove) -> Bool {
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
      if let size {
        quoteOutside(price, size, in: market)
      } else {
        apply(.quote(max(price - 1, 1), price + 1), to: market)
      }
    }
    apply(.trade(price: price, size: size), to: market)
    if move.quotes.isEmpty, size != nil { quoteOutside(price, nil, in: market) }
    if move.marks.isEmpty { apply(.mark(price), to: market) }
    if move.indexes.isEmpty { apply(.index(price), to: market) }
  }

  /// A quote around a trade that has a size, outside the orders that rest.
  ///
  /// They are the best ones in the book, and the trade alone says how much of them fills. A limit
  /// that only waits for its price, as some venues have them, takes no more than the size either.
  private mutating func quoteOutside(_ price: Int64, _ size: Int64?, in market: Int) {
    var (bid, ask) = (max(price - 1, 1), price + 1)
    var isWaited = false
    for order in openOrders where order.market == market {
      guard let own = order.price.map(specs[market].step) else { continue }
      let sells = order.side == .sell
      switch order.status {
      case .working, .partlyFilled:
        if sells { bid = min(bid, own - 1) } else { ask = max(ask, own + 1) }
      case .waiting where !order.type.isContingent:
        isWaited = isWaited || (sells ? own <= price : own >= price)
      default: break
      }
    }
    let depth = isWaited ? size : nil
    apply(.quote(bid: max(bid, 1), ask: ask, bidDepth: depth, askDepth: depth), to: market)
  }
}

extension MarketSpec {
  /// A price in ticks, from below, and at least one.
  fileprivate func step(_ price: Decimal) -> Int64 { max(1, nearestTicks(price)) }

  fileprivate func size(_ quantity: Decimal) -> Int64 {
    max(1, (try? quantity.divided(by: lot, digits: 0, .down)).flatMap(\.int64) ?? 1)
  }

  fileprivate func event(_ quote: TapeMove.Quote) -> TapeEvent {
    let ask = (try? quote.ask.divided(by: tick, digits: 0, .up)).flatMap(\.int64) ?? 0
    let bid = step(quote.bid)
    return .quote(
      bid: bid, ask: max(ask, bid), bidDepth: quote.bidQuantity.map(size),
      askDepth: quote.askQuantity.map(size))
  }
}
