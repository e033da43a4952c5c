import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  /// What a subscription hears.
  struct Channel: Hashable, Sendable {
    /// What it tells of.
    enum Topic: Hashable, Sendable {
      case orders(Service)
      case trades, balance, positionBalance
      /// A channel of which nothing ever happens here.
      case silent
      case ticker, publicTrades, mark, index
      case book(depth: Int64)

      var isUser: Bool {
        switch self {
        case .orders, .trades, .balance, .positionBalance, .silent: true
        case .ticker, .publicTrades, .mark, .index, .book: false
        }
      }
    }

    /// As it was asked for, and as it is said back under `subscription`.
    let name: String
    /// The name without its instrument.
    let word: String
    let topic: Topic
    /// nil for all of them.
    let market: Int?
  }

  // The two spellings of the advanced channel are both documented (sheet §7).
  private static let userTopics: [(word: String, topic: Channel.Topic, hasMarket: Bool)] = [
    ("user.order", .orders(.ordinary), true), ("user.advance.order", .orders(.advanced), true),
    ("user.advanced.order", .orders(.advanced), true), ("user.trade", .trades, true),
    ("user.balance", .balance, false), ("user.position_balance", .positionBalance, false),
    ("user.positions", .silent, false), ("user.account_risk", .silent, false),
    ("user.transactions", .silent, false),
  ]

  private static let marketTopics: [(word: String, topic: Channel.Topic)] = [
    ("ticker", .ticker), ("trade", .publicTrades), ("mark", .mark), ("index", .index),
  ]

  /// A channel of a socket's own API; nil where there is no such channel.
  func channel(_ name: String, isUser: Bool) -> Channel? {
    if isUser {
      for (word, topic, hasMarket) in Self.userTopics {
        if name == word { return Channel(name: name, word: word, topic: topic, market: nil) }
        guard hasMarket, name.hasPrefix(word + "."),
          let market = desk.market(spelled: String(name.dropFirst(word.utf8.count + 1)))
        else { continue }
        return Channel(name: name, word: word, topic: topic, market: market)
      }
      return nil
    }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 2, let market = desk.market(spelled: parts[1]) else { return nil }
    if parts[0] == "book", parts.count <= 3 {
      // Without a depth it is 50; the documents have 10, 50 and 150.
      guard let depth = Int64(parts.count == 3 ? parts[2] : "50"), (1...150).contains(depth) else {
        return nil
      }
      let full = "book.\(parts[1]).\(depth)"
      return Channel(name: full, word: "book", topic: .book(depth: depth), market: market)
    }
    guard parts.count == 2, let row = Self.marketTopics.first(where: { $0.word == parts[0] })
    else { return nil }
    return Channel(name: name, word: row.word, topic: row.topic, market: market)
  }

  private func channels(
    _ visit: Visit, isUser: Bool
  ) throws(CryptoComFault) -> [Channel] {
    guard let names = visit.params?["channels"], names.kind == .array,
      (1...Self.mostChannels).contains(names.count)
    else { throw .argument }
    var channels: [Channel] = []
    for name in names.elements {
      guard let name = name.string else { throw .argument }
      guard let channel = channel(name, isUser: isUser) else {
        throw .channel(String(name.prefix(100)))
      }
      channels.append(channel)
    }
    return channels
  }

  /// Market Data Websocket Subscription Limits; of the user API none is documented, and there are
  /// fewer channels than that.
  private static let mostChannels = 400

  mutating func subscribe(
    _ visit: Visit, _ socket: SocketID, _ outbox: inout Outbox
  ) throws(CryptoComFault) {
    guard var stream = sockets[socket] else { return }
    // One bad name fails its whole frame.
    let asked = try channels(visit, isUser: stream.isUser)
    if stream.isUser, !stream.isSignedIn { throw .unauthorized }
    for channel in asked where !stream.channels.contains(channel) {
      guard stream.channels.count < Self.mostChannels else { throw .tooManyChannels }
      stream.channels.append(channel)
    }
    sockets[socket] = stream
    send(Self.envelope(visit, .success(.queued)), to: socket, &outbox)
    for channel in asked { greet(channel, visit.id, socket, &outbox) }
  }

  mutating func unsubscribe(
    _ visit: Visit, _ socket: SocketID, _ outbox: inout Outbox
  ) throws(CryptoComFault) {
    guard let stream = sockets[socket] else { return }
    let asked = try channels(visit, isUser: stream.isUser)
    sockets[socket]?.channels.removeAll { asked.contains($0) }
    send(Self.envelope(visit, .success(.queued)), to: socket, &outbox)
    if stream.isUser { loseConnection(socket) }
  }

  /// What a new subscription hears at once: "the early response containing the same id as the
  /// request is the current open orders"; tickers and the like say where they stand.
  private func greet(
    _ channel: Channel, _ id: Int64, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    switch channel.topic {
    case .orders(let service):
      for market in desk.instruments.indices where channel.market ?? market == market {
        let orders = desk.openOrders.filter {
          $0.market == market && self.service(of: $0) == service
        }
        guard !orders.isEmpty else { continue }
        push(orders.map { record($0) }, of: market, id, channel, socket, &outbox)
      }
    case .balance: push([balanceRow], of: nil, id, channel, socket, &outbox)
    case .positionBalance: push([positionRow], of: nil, -1, channel, socket, &outbox)
    case .trades, .silent: break
    case .publicTrades:
      guard let market = channel.market, !days[market].trades.isEmpty else { return }
      let rows = days[market].trades.reversed().map { publicTrade($0, market) }
      push(rows, of: market, id, channel, socket, &outbox)
    case .ticker, .mark, .index, .book:
      guard let market = channel.market, let row = marketRow(channel, market) else { return }
      push([row], of: market, -1, channel, socket, &outbox)
    }
  }

  private var positionRow: JSON {
    let balances = desk.balances.map { balance -> JSON in
      let quantity = (try? balance.free + balance.locked) ?? balance.free
      return ["instrument_name": .string(balance.asset), "quantity": Self.text(quantity)]
    }
    return ["balances": .array(balances), "positions": .array([])]
  }

  /// Where a market stands, in the words of a channel that tells states and not events.
  private func marketRow(_ channel: Channel, _ market: Int) -> JSON? {
    switch channel.topic {
    case .ticker: ticker(market, hasSizes: true)
    case .mark: desk.shown(market).mark.map { valuation($0, market) }
    case .index: desk.shown(market).index.map { valuation($0, market) }
    case .book:
      .object(
        bookRow(market) + [
          JSONMember("tt", .integer(desk.now.milliseconds)),
          JSONMember("u", .integer(desk.now.milliseconds)),
        ])
    default: nil
    }
  }

  /// `id`, `method`, `code`, then `instrument_name`, `subscription`, `channel` and the rows (change
  /// log of 2024-01-04: the order of a push's fields).
  private func push(
    _ rows: [JSON], of market: Int?, _ id: Int64, _ channel: Channel, _ socket: SocketID,
    _ outbox: inout Outbox
  ) {
    var result: [JSONMember] = []
    if let market {
      result.append(JSONMember("instrument_name", .string(desk.instruments[market].symbol)))
    }
    result += [
      JSONMember("subscription", .string(channel.name)),
      JSONMember("channel", .string(channel.word)),
    ]
    if case .book(let depth) = channel.topic {
      result.append(JSONMember("depth", .integer(depth)))
    }
    result.append(JSONMember("data", .array(rows)))
    send(
      ["id": .integer(id), "method": "subscribe", "code": 0, "result": .object(result)],
      to: socket, isNews: channel.topic.isUser, &outbox)
  }

  // MARK: News

  /// Tells every socket what its channels hear of the news, in the order it happened; balances and
  /// where markets stand come once, at the end.
  func push(_ news: [News], into outbox: inout Outbox) {
    if sockets.isEmpty || news.isEmpty { return }
    let listeners = sockets.filter { !$0.value.isClosing && !$0.value.channels.isEmpty }
      .sorted { $0.key < $1.key }
    if listeners.isEmpty { return }
    var digest = Digest()
    var traded: [Int: Int] = [:]
    for case .market(let market, .trade) in news { traded[market, default: 0] += 1 }
    for event in news {
      switch event {
      case .order(let order, let what): push(order, what, listeners, &outbox)
      case .balance: digest.hasBalance = true
      case .market(let market, let event):
        digest.note(event, of: market)
        if case .trade = event {
          push(tradeFromEnd: traded[market] ?? 1, of: market, listeners, &outbox)
          traded[market]? -= 1
        }
      case .list, .position: break
      }
    }
    for (socket, stream) in listeners {
      for channel in stream.channels { push(digest, channel, socket, &outbox) }
    }
  }

  private typealias Listeners = [(key: SocketID, value: Stream)]

  /// What changed and is told as a state.
  private struct Digest {
    var hasBalance = false
    /// Markets whose last price or book moved, whose book did, and whose mark or index did.
    var moved: Set<Int> = []
    var quoted: Set<Int> = []
    var marked: Set<Int> = []
    var indexed: Set<Int> = []

    mutating func note(_ event: TapeEvent, of market: Int) {
      switch event {
      case .trade: moved.insert(market)
      case .quote:
        moved.insert(market)
        quoted.insert(market)
      case .mark: marked.insert(market)
      case .index: indexed.insert(market)
      case .time, .sessionEnd: break
      }
    }

    func concerns(_ channel: Channel) -> Bool {
      switch channel.topic {
      case .balance, .positionBalance: return hasBalance
      case .orders, .trades, .silent, .publicTrades: return false
      case .ticker: return channel.market.map(moved.contains) == true
      case .book: return channel.market.map(quoted.contains) == true
      case .mark: return channel.market.map(marked.contains) == true
      case .index: return channel.market.map(indexed.contains) == true
      }
    }
  }

  private func push(
    _ digest: Digest, _ channel: Channel, _ socket: SocketID, _ outbox: inout Outbox
  ) {
    guard digest.concerns(channel) else { return }
    switch channel.topic {
    case .balance: push([balanceRow], of: nil, -1, channel, socket, &outbox)
    case .positionBalance: push([positionRow], of: nil, -1, channel, socket, &outbox)
    default:
      guard let market = channel.market, let row = marketRow(channel, market) else { return }
      push([row], of: market, -1, channel, socket, &outbox)
    }
  }

  /// One state of one order, and the fill that led to it.
  private func push(
    _ order: PaperOrder, _ what: Event.What, _ listeners: Listeners, _ outbox: inout Outbox
  ) {
    if case .notAmended = what { return }
    let service = service(of: order)
    var isFill = false
    if case .filled = what { isFill = true }
    for (socket, stream) in listeners {
      for channel in stream.channels where channel.market ?? order.market == order.market {
        switch channel.topic {
        case .orders(service):
          push([told(order)], of: order.market, -1, channel, socket, &outbox)
        case .trades:
          guard isFill, let fill = order.fills.last else { continue }
          push([trade(order, fill)], of: order.market, -1, channel, socket, &outbox)
        default: continue
        }
      }
    }
  }

  /// A record as an update tells it: with the time of the update.
  private func told(_ order: PaperOrder) -> JSON {
    guard case .object(let members) = record(order) else { return .null }
    return .object(
      members + [JSONMember("transaction_time_ns", Self.nanoseconds(order.updated))])
  }

  private func push(
    tradeFromEnd place: Int, of market: Int, _ listeners: Listeners, _ outbox: inout Outbox
  ) {
    guard let trade = days[market].trades.dropLast(place - 1).last else { return }
    for (socket, stream) in listeners {
      for channel in stream.channels
      where channel.topic == .publicTrades && channel.market == market {
        push([publicTrade(trade, market)], of: market, -1, channel, socket, &outbox)
      }
    }
  }
}
