import Exact
import Orders
import PaperExchange

extension TradovateServing {
  /// What a market's quote tells beyond the desk's prices.
  struct Quote: Sendable {
    var size: Decimal?
    var opening: Decimal?
    var high: Decimal?
    var low: Decimal?
    var volume = Decimal.zero

    init(last: Decimal?) {
      opening = last
      high = last
      low = last
    }
  }

  mutating func note(_ event: TapeEvent, in market: Int) {
    guard case .trade(let ticks, let size) = event else { return }
    let price = desk.specs[market].price(ticks)
    quotes[market].size = size.map { desk.specs[market].quantity($0) }
    quotes[market].high = max(price, quotes[market].high ?? price)
    quotes[market].low = min(price, quotes[market].low ?? price)
    // A trade of any size is counted as one contract.
    let volume = quotes[market].size ?? .one
    quotes[market].volume = (try? quotes[market].volume + volume) ?? quotes[market].volume
  }

  /// `md/subscribequote`, by the contract's name or number (Tradovate §5).
  mutating func subscribe(_ call: Call, _ socket: SocketID) -> Reply {
    guard let market = quotedMarket(call) else { return Self.unknownSymbol }
    let id = sockets[socket]?.subscriptions[market] ?? makeID()
    sockets[socket]?.subscriptions[market] = id
    return .ok(["mode": "RealTime", "subscriptionId": .integer(id)])
  }

  mutating func unsubscribe(_ call: Call, _ socket: SocketID) -> Reply {
    guard let market = quotedMarket(call) else { return Self.unknownSymbol }
    sockets[socket]?.subscriptions[market] = nil
    return .ok(.object([]))
  }

  private static let unknownSymbol = Reply.ok([
    "errorText": "Symbol is unknown", "errorCode": "UnknownSymbol", "mode": "None",
  ])

  private func quotedMarket(_ call: Call) -> Int? {
    guard let symbol = call.text("symbol") else { return nil }
    return desk.market(spelled: symbol) ?? Int64(symbol).flatMap(market(ofContract:))
  }

  /// A subscription begins with the market as it is.
  func firstQuote(_ reply: JSON, to socket: SocketID, _ outbox: inout Outbox) {
    for (market, id) in sockets[socket]?.subscriptions ?? [:]
    where reply[member: "subscriptionId"] == .integer(id) {
      outbox.send(.text(quoteFrame(market)), to: socket)
    }
  }

  func quote(_ market: Int, into outbox: inout Outbox) {
    let listeners = sockets.filter { $0.value.subscriptions[market] != nil }.keys.sorted()
    if listeners.isEmpty { return }
    let bytes = quoteFrame(market)
    for socket in listeners { outbox.send(.text(bytes), to: socket) }
  }

  private func quoteFrame(_ market: Int) -> [UInt8] {
    let shown = desk.shown(market)
    let quote = quotes[market]
    func price(_ price: Decimal) -> JSON { ["price": .number(price)] }
    var entries: [JSONMember] = []
    if let bid = shown.bid { entries.append(.init("Bid", price(bid))) }
    if let ask = shown.ask { entries.append(.init("Offer", price(ask))) }
    if let last = shown.last {
      var trade = [JSONMember("price", .number(last))]
      if let size = quote.size { trade.append(.init("size", .number(size))) }
      entries.append(.init("Trade", .object(trade)))
    }
    entries.append(.init("TotalTradeVolume", ["size": .number(quote.volume)]))
    for (name, value) in [
      ("OpeningPrice", quote.opening), ("HighPrice", quote.high), ("LowPrice", quote.low),
      ("SettlementPrice", quote.opening),
    ] {
      if let value { entries.append(.init(name, price(value))) }
    }
    let event: JSON = [
      "e": "md",
      "d": [
        "quotes": [
          [
            "timestamp": Self.stamp(desk.now), "contractId": .integer(contractID(market)),
            "entries": .object(entries),
          ]
        ]
      ],
    ]
    var bytes = [UInt8(ascii: "a")]
    JSON.array([event]).write(into: &bytes)
    return bytes
  }

  // MARK: The snapshot

  /// `user/syncrequest`: everything at once, then changes (Tradovate §7).
  ///
  /// It may name users or accounts; those of others are not told of.
  func synchronise(_ call: Call) -> Reply {
    for (name, own) in [("users", paper.userID), ("accounts", paper.accountID)] {
      guard let list = call.body?[name], !list.isNull else { continue }
      guard list.kind == .array else { return .malformed("\(name) is not an array") }
      if list.elements.contains(where: { $0.int64 != own }) { return .forbidden }
    }
    let arrays: [(name: String, entity: String)] = [
      ("users", "user"), ("accounts", "account"), ("accountRiskStatuses", "accountriskstatus"),
      ("marginSnapshots", "marginsnapshot"), ("userAccountAutoLiqs", "useraccountautoliq"),
      ("cashBalances", "cashbalance"), ("currencies", "currency"), ("positions", "position"),
      ("fillPairs", "fillpair"), ("orders", "order"), ("contracts", "contract"),
      ("contractMaturities", "contractmaturity"), ("products", "product"),
      ("exchanges", "exchange"), ("spreadDefinitions", "spreaddefinition"),
      ("commands", "command"), ("commandReports", "commandreport"),
      ("executionReports", "executionreport"), ("orderVersions", "orderversion"),
      ("fills", "fill"), ("orderStrategies", "orderstrategy"),
      ("orderStrategyLinks", "orderstrategylink"), ("orderStrategyTypes", "orderstrategytype"),
      ("userProperties", "userproperty"), ("properties", "property"),
      ("userPlugins", "userplugin"), ("contractGroups", "contractgroup"),
    ]
    return .ok(.object(arrays.map { JSONMember($0.name, .array(entities($0.entity))) }))
  }
}
