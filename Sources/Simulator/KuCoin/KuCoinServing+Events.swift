import Exact
import Orders
import PaperExchange

extension KuCoinServing {
  public mutating func tell(_ news: [News], into outbox: inout Outbox) {
    guard !streams.isEmpty else { return }
    let failed = Self.failedTriggers(news)
    for item in news {
      switch item {
      case .order(let order, let what): tell(order, what, failed, &outbox)
      case .balance(let balance): tell(balance, &outbox)
      case .market(let market, let event): tellMarket(market, event, &outbox)
      // There is no word of a list as a whole (sheet §7), and no position on spot.
      case .list, .position: break
      }
    }
  }

  /// Orders that fired in this batch and could not come to the market.
  private static func failedTriggers(_ news: [News]) -> [Int64: Reason] {
    var failed: [Int64: Reason] = [:]
    for case .order(let order, let what) in news where order.isTriggered && order.fills.isEmpty {
      switch what {
      case .canceled(let reason), .expired(let reason), .rejected(let reason):
        if reason != .user { failed[order.number] = reason }
      default: break
      }
    }
    return failed
  }

  // MARK: Orders

  private func tell(
    _ order: PaperOrder, _ what: Event.What, _ failed: [Int64: Reason], _ outbox: inout Outbox
  ) {
    let isInStore = order.type.isContingent || desk.list(order.list)?.kind != nil
    switch what {
    case .accepted:
      if isInStore {
        advanced(order, "open", &outbox)
      } else {
        change(order, "received", "new", &outbox)
        change(order, "open", "open", &outbox)
      }
    case .triggered:
      let failure = failed[order.number]
      advanced(order, "triggered", failure: failure, &outbox)
      if failure == nil {
        change(order, "received", "new", &outbox)
        change(order, "open", "open", &outbox)
      }
    case .filled:
      change(order, "match", "match", fill: order.fills.last, &outbox)
      if order.status == .filled { change(order, "filled", "done", &outbox) }
    case .canceled, .expired, .rejected:
      if failed[order.number] != nil { return }
      if isInStore, !order.isTriggered {
        advanced(order, "cancel", &outbox)
      } else {
        change(order, "canceled", "done", &outbox)
      }
    case .amended, .notAmended, .armed, .list, .balance, .position: break
    }
  }

  /// A row of the advanced-order store before and at its trigger.
  private func advanced(
    _ order: PaperOrder, _ type: String, failure: Reason? = nil, _ outbox: inout Outbox
  ) {
    let isLeg = desk.list(order.list)?.kind != nil
    var data: [JSONMember] = [
      JSONMember("orderId", .string(KuCoinID.leg(order.number))),
      JSONMember("orderPrice", (order.price ?? .zero).json), JSONMember("orderType", "stop"),
      JSONMember("side", .string(order.sideWord)), JSONMember("size", order.quantity.json),
      JSONMember("stop", .string(order.stopCode(inList: isLeg))),
      JSONMember("stopPrice", (order.trigger ?? order.price ?? .zero).json),
      JSONMember("symbol", .string(desk.instruments[order.market].symbol)),
      JSONMember("tradeType", "TRADE"), JSONMember("type", .string(type)),
    ]
    if type == "triggered" {
      data.append(JSONMember("triggerSuccess", .bool(failure == nil)))
      if let failure {
        let text = failure == .insufficientFunds ? "Balance insufficient!" : "Order rejected"
        data.append(JSONMember("error", .string(text)))
      }
    }
    data += [
      JSONMember("createdAt", .integer(order.placed.milliseconds)),
      JSONMember("ts", nanoseconds),
    ]
    let topic = "/spotMarket/advancedOrders"
    publish(topic, message(topic, "stopOrder", .object(data)), isNews: true, &outbox)
  }

  /// An order of the market.
  private func change(
    _ order: PaperOrder, _ type: String, _ status: String, fill: PaperFill? = nil,
    _ outbox: inout Outbox
  ) {
    let isLeft = order.status.isFinal && order.status != .filled
    var data: [JSONMember] = [
      JSONMember("canceledSize", (isLeft ? order.remaining : .zero).json),
      JSONMember("clientOid", .string(clientID(of: order))),
      JSONMember("filledSize", order.filled.json),
      JSONMember("orderId", .string(KuCoinID.order(order.number))),
      JSONMember("orderTime", .integer((order.started ?? order.placed).milliseconds)),
      JSONMember("orderType", .string(order.orderWord)),
      JSONMember("originSize", order.quantity.json),
      JSONMember("price", (order.price ?? .zero).json),
      JSONMember("remainSize", (isLeft ? .zero : order.remaining).json),
      JSONMember("side", .string(order.sideWord)), JSONMember("size", order.quantity.json),
      JSONMember("status", .string(status)),
      JSONMember("symbol", .string(desk.instruments[order.market].symbol)),
      JSONMember("ts", nanoseconds), JSONMember("type", .string(type)),
    ]
    if let fill {
      data += [
        JSONMember("feeType", .string(fill.isMaker ? "makerFee" : "takerFee")),
        JSONMember("liquidity", .string(fill.isMaker ? "maker" : "taker")),
        JSONMember("matchPrice", fill.price.json), JSONMember("matchSize", fill.quantity.json),
        JSONMember("tradeId", .string(String(fill.number))),
      ]
    }
    let newest = "/spotMarket/tradeOrdersV2"
    publish(newest, message(newest, "orderChange", .object(data)), isNews: true, &outbox)
    // The first version of the topic lacks the order's arrival (sheet §7).
    guard type != "received" else { return }
    let older = "/spotMarket/tradeOrders"
    publish(older, message(older, "orderChange", .object(data)), isNews: true, &outbox)
  }

  private var nanoseconds: JSON { .integer(desk.now.milliseconds * 1_000_000) }

  private func message(_ topic: String, _ subject: String, _ data: JSON) -> JSON {
    [
      "topic": .string(topic), "type": "message", "subject": .string(subject),
      "userId": .string(Self.userID), "channelType": "private", "data": data,
    ]
  }

  // MARK: The account and the market

  private func tell(_ balance: Balance, _ outbox: inout Outbox) {
    let total = (try? balance.free + balance.locked) ?? balance.free
    let topic = "/account/balance"
    let data: JSON = [
      "accountId": .string(Self.purseID(balance.asset)), "currency": .string(balance.asset),
      "total": total.json, "available": balance.free.json, "hold": balance.locked.json,
      "availableChange": "0", "holdChange": "0", "relationContext": [:],
      "relationEvent": "trade.setted", "relationEventId": "",
      "time":
        .string(String(desk.now.milliseconds)),
    ]
    publish(topic, message(topic, "account.balance", data), isNews: true, &outbox)
  }

  private mutating func tellMarket(_ market: Int, _ event: TapeEvent, _ outbox: inout Outbox) {
    let symbol = desk.instruments[market].symbol
    sequence += 1
    switch event {
    case .trade(let ticks, let size):
      let spec = desk.specs[market]
      tellTicker(market, symbol, size.map(spec.quantity), &outbox)
      let topic = "/market/match:" + symbol
      let data: JSON = [
        "sequence": .string(String(sequence)), "type": "match", "symbol": .string(symbol),
        "side": "buy", "price": spec.price(ticks).json,
        "size": (size.map(spec.quantity) ?? 1).json, "tradeId": .string(String(sequence)),
        "takerOrderId": .string(KuCoinID.order(0)), "makerOrderId": .string(KuCoinID.order(0)),
        "time": .string(String(desk.now.milliseconds * 1_000_000)),
      ]
      publish(topic, open(topic, "trade.l3match", data), isNews: false, &outbox)
    case .quote: tellTicker(market, symbol, nil, &outbox)
    case .mark, .index, .time, .sessionEnd: break
    }
  }

  private func tellTicker(
    _ market: Int, _ symbol: String, _ size: Decimal?, _ outbox: inout Outbox
  ) {
    let shown = desk.shown(market)
    func data(_ time: String) -> JSON {
      let known: JSON = [
        "sequence": .string(String(sequence)), "price": (shown.last ?? .zero).json,
        "size": (size ?? 1).json, "bestAsk": (shown.ask ?? .zero).json, "bestAskSize": "1",
        "bestBid": (shown.bid ?? .zero).json, "bestBidSize": "1",
      ]
      return known.adding(time, .integer(desk.now.milliseconds))
    }
    // The topic of one pair says Time, the topic of all says time (sheet §5).
    let one = "/market/ticker:" + symbol
    publish(one, open(one, "trade.ticker", data("Time")), isNews: false, &outbox)
    publish(
      "/market/ticker:all", open("/market/ticker:all", symbol, data("time")), isNews: false, &outbox
    )
  }

  private func open(_ topic: String, _ subject: String, _ data: JSON) -> JSON {
    [
      "type": "message", "topic": .string(topic), "subject": .string(subject), "data": data,
    ]
  }
}

extension JSON {
  fileprivate func adding(_ name: String, _ value: JSON) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members + [JSONMember(name, value)])
  }
}
