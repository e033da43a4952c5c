import Exact
import Orders
import PaperExchange
import Venues

/// What the sockets hear of the account and of the markets.
extension BingXServing {
  public mutating func tell(_ news: [News], into outbox: inout Outbox) {
    var changed: [Balance] = []
    for item in news {
      if case .balance(let balance) = item {
        changed.removeAll { $0.asset == balance.asset }
        changed.append(balance)
        continue
      }
      tell(&changed, into: &outbox)
      switch item {
      case .order(let order, let what):
        send(report(order, what), topic: BingX.userTopics[0], into: &outbox, isNews: true)
      case .market(let market, let event): tell(market, event, into: &outbox)
      case .list, .balance, .position: break
      }
    }
    tell(&changed, into: &outbox)
  }

  /// Balances that changed together are one event.
  private mutating func tell(_ changed: inout [Balance], into outbox: inout Outbox) {
    if changed.isEmpty { return }
    send(balanceUpdate(changed), topic: BingX.userTopics[1], into: &outbox, isNews: true)
    changed.removeAll()
  }

  private mutating func tell(_ market: Int, _ event: TapeEvent, into outbox: inout Outbox) {
    guard days.indices.contains(market) else { return }
    let spec = desk.specs[market]
    switch event {
    case .trade(let price, let size):
      days[market].trade(spec.price(price), spec.quantity(size ?? 1), at: desk.now)
      push([.lastPrice, .ticker, .trade], market, into: &outbox)
    case .quote(_, _, let bidDepth, let askDepth):
      days[market].bidDepth = bidDepth.map(spec.quantity)
      days[market].askDepth = askDepth.map(spec.quantity)
      push([.bookTicker, .depth, .ticker], market, into: &outbox)
    case .mark, .index, .time, .sessionEnd: break
    }
  }

  private func push(_ channels: Set<Channel>, _ market: Int, into outbox: inout Outbox) {
    var topics: Set<String> = []
    for socket in sockets.values { topics.formUnion(socket.topics) }
    for topic in topics.sorted() {
      guard let named = marketTopic(topic), named.market == market,
        channels.contains(named.channel), let frame = frame(named.channel, topic, market)
      else { continue }
      send(frame, topic: topic, into: &outbox)
    }
  }

  // MARK: Market topics

  /// What can be heard of a market.
  enum Channel: Hashable {
    case lastPrice
    case ticker
    case trade
    case bookTicker
    case depth
  }

  /// What a topic names: a channel this exchange has, and its market if it is known.
  func marketTopic(_ topic: String) -> (market: Int?, channel: Channel)? {
    let parts = topic.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let channel: Channel
    switch "@" + parts[1] {
    case BingX.tickerSuffix: channel = .lastPrice
    case "@ticker": channel = .ticker
    case "@trade": channel = .trade
    case "@bookTicker": channel = .bookTicker
    case "@depth5", "@depth10", "@depth20", "@depth50", "@depth100": channel = .depth
    default: return nil
    }
    return (desk.market(spelled: String(parts[0])), channel)
  }

  /// A channel's frame as things stand; nil while there is nothing to say.
  func frame(_ channel: Channel, _ topic: String, _ market: Int) -> JSON? {
    guard let last = desk.shown(market).last else { return nil }
    let symbol = JSON.string(desk.instruments[market].symbol)
    let now = JSON.integer(desk.now.milliseconds)
    let (bid, ask) = bookRows(market)
    let data: JSON
    switch channel {
    case .lastPrice: data = ["c": Self.text(last), "e": "lastPriceUpdate", "s": symbol]
    case .bookTicker:
      data = [
        "A": ask.quantity, "B": bid.quantity, "E": now, "a": ask.price, "b": bid.price,
        "e": "bookTicker", "s": symbol,
      ]
    case .depth:
      data = [
        "asks": [[ask.price, ask.quantity]], "bids": [[bid.price, bid.quantity]],
        "lastUpdateId": .integer(days[market].count),
      ]
    case .trade:
      guard let trade = days[market].trades.last else { return nil }
      data = [
        "E": now, "T": .integer(trade.time.milliseconds), "e": "trade",
        "m": .bool(trade.buyerRested), "p": Self.text(trade.price), "q": Self.text(trade.quantity),
        "s": symbol, "t": .string(String(trade.number)),
      ]
    case .ticker:
      return ["code": 0, "timestamp": now, "dataType": .string(topic), "data": dayData(market)]
    }
    return ["code": 0, "data": data, "dataType": .string(topic), "success": true]
  }

  private func dayData(_ market: Int) -> JSON {
    let (day, now) = (days[market], JSON.integer(desk.now.milliseconds))
    let last = desk.shown(market).last ?? day.open
    let change = (try? last - day.open) ?? .zero
    let (bid, ask) = book(market)
    return [
      "e": "24hTicker", "E": now, "s": .string(desk.instruments[market].symbol),
      "p": .number(change), "P": .string(BingXDay.percent(change, of: day.open)),
      "o": .number(day.open), "h": .number(day.high), "l": .number(day.low), "c": .number(last),
      "v": .number(day.volume), "q": .number(day.quoteVolume),
      "O": .integer(day.opened.milliseconds), "C": now, "A": .number(ask.price),
      "a": .number(ask.quantity), "B": .number(bid.price), "b": .number(bid.quantity),
    ]
  }
}
