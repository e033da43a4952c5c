import Exact
import Orders
import PaperExchange
import Venues

// The market streams (web-socket-streams.md).

extension BinanceServing {
  /// Answers one frame on a socket of the market streams.
  mutating func answer(
    _ bytes: [UInt8], _ feed: inout BinanceFeed, on socket: SocketID, _ outbox: inout Outbox
  ) {
    var limits = JSONLimits()
    limits.bytes = 1 << 20
    limits.depth = 8
    limits.nodes = 4_000
    let document: JSONDocument
    do throws(JSONError) {
      document = try JSONDocument(parsing: bytes, limits: limits)
    } catch {
      let text = "Invalid JSON: expected value at line \(error.line) column \(error.column)"
      send(["code": 3, "msg": .string(text)], to: socket, &outbox)
      return
    }
    let root = document.root
    let id = root["id"].flatMap { try? JSON($0) } ?? .null
    switch Self.answer(root, &feed) {
    case .success(let result): send(["result": result, "id": id], to: socket, &outbox)
    case .failure(let trouble):
      send(
        ["code": .integer(trouble.code), "msg": .string(trouble.text), "id": id], to: socket,
        &outbox)
    }
  }

  private struct FrameTrouble: Error {
    let code: Int64
    let text: String

    init(_ code: Int64, _ text: String) {
      self.code = code
      self.text = text
    }
  }

  private static func answer(
    _ root: JSONNode, _ feed: inout BinanceFeed
  ) -> Result<JSON, FrameTrouble> {
    guard root.kind == .object, let method = root["method"]?.string else {
      return .failure(
        FrameTrouble(2, "Invalid request: missing field `method` at line 1 column 1"))
    }
    guard isID(root["id"]) else {
      return .failure(
        FrameTrouble(2, "Invalid request: request ID must be an unsigned integer"))
    }
    let params = root["params"]
    switch method {
    case "SUBSCRIBE", "UNSUBSCRIBE":
      guard let params, params.kind == .array,
        params.elements.allSatisfy({ $0.string != nil })
      else { return .failure(FrameTrouble(2, "Invalid request: stream names must be strings")) }
      let names = params.elements.compactMap(\.string)
      if method == "UNSUBSCRIBE" {
        feed.streams.removeAll(where: names.contains)
      } else {
        feed.streams += names.filter { !feed.streams.contains($0) }
        if feed.streams.count > BinanceFeed.most {
          feed.streams.removeLast(feed.streams.count - BinanceFeed.most)
          return .failure(FrameTrouble(2, "Invalid request: too many parameters"))
        }
      }
      return .success(.null)
    case "LIST_SUBSCRIPTIONS": return .success(.array(feed.streams.map(JSON.string)))
    case "SET_PROPERTY", "GET_PROPERTY": return property(method, params, &feed)
    default:
      let methods =
        "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`"
      return .failure(
        FrameTrouble(
          2,
          "Invalid request: unknown variant `\(method.prefix(40))`, expected one of \(methods) at "
            + "line 1 column 1"))
    }
  }

  /// A whole number, up to 36 letters and digits, or null.
  private static func isID(_ node: JSONNode?) -> Bool {
    guard let node else { return false }
    switch node.kind {
    case .null: return true
    case .number: return node.int64 != nil
    case .string: return (node.string ?? "").utf8.count <= 36
    default: return false
    }
  }

  private static func property(
    _ method: String, _ params: JSONNode?, _ feed: inout BinanceFeed
  ) -> Result<JSON, FrameTrouble> {
    guard let params, params.kind == .array, let name = params[0]?.string else {
      return .failure(FrameTrouble(2, "Invalid request: property name must be a string"))
    }
    guard name == "combined" else { return .failure(FrameTrouble(0, "Unknown property")) }
    if method == "GET_PROPERTY" { return .success(.bool(feed.isCombined)) }
    guard let value = params[1]?.bool else {
      return .failure(FrameTrouble(1, "Invalid value type: expected Boolean"))
    }
    feed.isCombined = value
    return .success(.null)
  }

  // MARK: Events

  /// The tape moved.
  mutating func tellMarket(_ market: Int, _ event: TapeEvent, _ outbox: inout Outbox) {
    guard markets.indices.contains(market) else { return }
    let spec = desk.specs[market]
    switch event {
    case .trade(let price, let size):
      // A trade without a size is shown as the least there can be.
      let trade = markets[market].trade(
        spec.price(price), spec.quantity(size ?? 1), desk.now)
      let name = streamName(market)
      broadcast(name + "@trade", &outbox) { tradeEvent(market, trade, "trade", $0) }
      broadcast(name + "@aggTrade", &outbox) { tradeEvent(market, trade, "aggTrade", $0) }
      if tickersDue == nil {
        tickersDue = Timestamp(milliseconds: (desk.now.milliseconds / 1000 + 1) * 1000)
      }
    case .quote(_, _, let bidDepth, let askDepth):
      markets[market].quote(bidDepth.map(spec.quantity), askDepth.map(spec.quantity))
    case .mark, .index, .time, .sessionEnd: return
    }
    tellBook(market, &outbox)
  }

  private mutating func tellBook(_ market: Int, _ outbox: inout Outbox) {
    let (bid, ask) = best(market)
    guard markets[market].tells(bid.price, ask.price) else { return }
    let update = markets[market].bookUpdates
    let name = streamName(market)
    let payload: JSON = [
      "u": .integer(update), "s": symbol(market), "b": bid.price.eight, "B": bid.quantity.eight,
      "a": ask.price.eight, "A": ask.quantity.eight,
    ]
    broadcast(name + "@bookTicker", &outbox) { _ in payload }
    let levels: JSON = [
      "lastUpdateId": .integer(update), "bids": [[bid.price.eight, bid.quantity.eight]],
      "asks": [[ask.price.eight, ask.quantity.eight]],
    ]
    for depth in ["5", "10", "20"] {
      for speed in ["", "@100ms"] {
        broadcast(name + "@depth" + depth + speed, &outbox) { _ in levels }
      }
    }
  }

  private func streamName(_ market: Int) -> String {
    desk.instruments[market].symbol.lowercased()
  }

  private func broadcast(
    _ stream: String, _ outbox: inout Outbox, _ payload: (BinanceUnit) -> JSON
  ) {
    for (socket, feed) in feeds(of: [stream]) {
      send(feed.wrapped(payload(feed.unit), of: stream), to: socket, &outbox)
    }
  }

  private func tradeEvent(
    _ market: Int, _ trade: BinanceMarket.Trade, _ type: String, _ unit: BinanceUnit
  ) -> JSON {
    var members = [
      JSONMember("e", .string(type)), JSONMember("E", unit.time(desk.now)),
      JSONMember("s", symbol(market)),
      JSONMember(type == "trade" ? "t" : "a", .integer(trade.number)),
      JSONMember("p", trade.price.eight), JSONMember("q", trade.quantity.eight),
    ]
    if type == "aggTrade" {
      members += [
        JSONMember("f", .integer(trade.number)), JSONMember("l", .integer(trade.number)),
      ]
    }
    return .object(
      members + [
        JSONMember("T", unit.time(trade.time)), JSONMember("m", .bool(trade.isBuyerMaker)),
        JSONMember("M", true),
      ])
  }

  /// The tickers that come once a second, of what changed.
  mutating func tellTickers(_ outbox: inout Outbox) {
    tickersDue = nil
    let changed = markets.indices.filter { markets[$0].isDirty }
    for market in changed {
      markets[market].isDirty = false
      let name = streamName(market)
      broadcast(name + "@miniTicker", &outbox) { miniTicker(market, $0) }
      broadcast(name + "@ticker", &outbox) { ticker(market, $0) }
    }
    if changed.isEmpty { return }
    broadcast("!miniTicker@arr", &outbox) { unit in
      .array(changed.map { miniTicker($0, unit) })
    }
  }

  private func miniTicker(_ market: Int, _ unit: BinanceUnit) -> JSON {
    let state = markets[market]
    return [
      "e": "24hrMiniTicker", "E": unit.time(desk.now), "s": symbol(market),
      "c": state.last.eight, "o": state.open.eight, "h": state.high.eight, "l": state.low.eight,
      "v": state.volume.eight, "q": state.quoteVolume.eight,
    ]
  }

  private func ticker(_ market: Int, _ unit: BinanceUnit) -> JSON {
    let state = markets[market]
    let change = BinanceChange(state)
    let (bid, ask) = best(market)
    let head: [JSONMember] = [
      JSONMember("e", "24hrTicker"), JSONMember("E", unit.time(desk.now)),
      JSONMember("s", symbol(market)), JSONMember("p", change.amount.eight),
      JSONMember("P", change.percent.fixed(3)), JSONMember("w", change.average.eight),
      JSONMember("x", state.open.eight), JSONMember("c", state.last.eight),
      JSONMember("Q", state.lastQuantity.eight), JSONMember("b", bid.price.eight),
      JSONMember("B", bid.quantity.eight), JSONMember("a", ask.price.eight),
      JSONMember("A", ask.quantity.eight),
    ]
    let rest: [JSONMember] = [
      JSONMember("o", state.open.eight), JSONMember("h", state.high.eight),
      JSONMember("l", state.low.eight), JSONMember("v", state.volume.eight),
      JSONMember("q", state.quoteVolume.eight), JSONMember("O", unit.time(state.since)),
      JSONMember("C", unit.time(desk.now)), JSONMember("F", .integer(min(1, state.count))),
      JSONMember("L", .integer(state.count)), JSONMember("n", .integer(state.count)),
    ]
    return .object(head + rest)
  }
}
