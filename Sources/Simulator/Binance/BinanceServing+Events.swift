import Exact
import Orders
import PaperExchange
import Venues

extension BinanceServing {
  public mutating func tell(_ news: [News], into outbox: inout Outbox) {
    for item in news {
      if case .market(let market, let event) = item { tellMarket(market, event, &outbox) }
    }
    tellUser(news, &outbox)
    cancelIDs.removeAll()
    formerIDs.removeAll()
  }

  private mutating func tellUser(_ news: [News], _ outbox: inout Outbox) {
    let first = executions
    executions += Int64(news.count { if case .order = $0 { true } else { false } })
    let sessions = sockets.compactMap { socket, state -> (SocketID, BinanceSession)? in
      guard case .calls(let session) = state.role, !session.subscriptions.isEmpty else {
        return nil
      }
      return (socket, session)
    }.sorted { $0.0 < $1.0 }
    let feeds = feeds(of: listenKeys.map(\.token))
    if sessions.isEmpty, feeds.isEmpty { return }
    let events = userEvents(news, after: first, .milliseconds)
    let isFine =
      sessions.contains { $0.1.unit == .microseconds }
      || feeds.contains { $0.feed.unit == .microseconds }
    let fine = isFine ? userEvents(news, after: first, .microseconds) : []
    for (socket, session) in sessions {
      for event in session.unit == .microseconds ? fine : events {
        for id in session.subscriptions.keys.sorted() {
          send(
            ["subscriptionId": .integer(id), "event": event], to: socket, isNews: true, &outbox)
        }
      }
    }
    for (socket, feed) in feeds {
      guard let key = listenKeys.first(where: { feed.streams.contains($0.token) }) else { continue }
      for event in feed.unit == .microseconds ? fine : events {
        send(feed.wrapped(event, of: key.token), to: socket, isNews: true, &outbox)
      }
    }
  }

  /// The events of what happened, in the sheet's order (section 7.3).
  func userEvents(_ news: [News], after first: Int64, _ unit: BinanceUnit) -> [JSON] {
    var events: [JSON] = []
    var changed: [Balance] = []
    var execution = first
    /// A fired leg is told of after the sibling that made room for it.
    var held: (order: PaperOrder, what: Event.What, number: Int64)?
    func release() {
      guard let fired = held else { return }
      held = nil
      events.append(report(fired.order, fired.what, fired.number, unit))
    }
    for item in news {
      switch item {
      case .order(let order, let what):
        execution += 1
        if let fired = held, fired.order.list != order.list || order.reason != .sibling {
          release()
        }
        if case .triggered = what {
          held = (order, what, execution)
          continue
        }
        if case .notAmended = what { continue }
        events.append(report(order, what, execution, unit))
        release()
        if case .amended = what, formerIDs[order.number].map({ $0 != order.clientID }) == true,
          let list = desk.list(order.list), list.kind != nil
        {
          events.append(listStatus(list, "UPDATED", unit))
        }
      case .list(let list):
        release()
        if list.kind != nil {
          events.append(listStatus(list, list.status.isEnd ? "ALL_DONE" : "EXEC_STARTED", unit))
        }
      case .balance(let balance):
        release()
        changed.removeAll { $0.asset == balance.asset }
        changed.append(balance)
      case .position, .market: break
      }
    }
    release()
    if !changed.isEmpty { events.append(position(changed, unit)) }
    return events
  }

  private func position(_ balances: [Balance], _ unit: BinanceUnit) -> JSON {
    [
      "e": "outboundAccountPosition", "E": unit.time(desk.now), "u": unit.time(desk.now),
      "B": .array(
        balances.map {
          ["a": .string($0.asset), "f": $0.free.eight, "l": $0.locked.eight]
        }),
    ]
  }

  private func listStatus(_ list: PaperList, _ type: String, _ unit: BinanceUnit) -> JSON {
    [
      "e": "listStatus", "E": unit.time(desk.now), "s": symbol(list.market),
      "g": .integer(list.number), "c": .string(BinanceWord.contingency(list.kind ?? .oco)),
      "l": .string(type), "L": list.status.isEnd ? "ALL_DONE" : "EXECUTING", "r": "NONE",
      "C": .string(list.clientID), "T": unit.time(list.updated),
      "O": .array(
        desk.orders(of: list).map {
          ["s": symbol($0.market), "i": .integer($0.number), "c": .string($0.clientID)]
        }),
    ]
  }

  // MARK: executionReport

  private func report(
    _ order: PaperOrder, _ what: Event.What, _ number: Int64, _ unit: BinanceUnit
  ) -> JSON {
    let ids = ids(of: order, what)
    let isOnBook = order.status == .working || order.status == .partlyFilled
    var fill: PaperFill?
    if case .filled = what { fill = order.fills.last }
    var members: [JSONMember] = [
      JSONMember("e", "executionReport"), JSONMember("E", unit.time(desk.now)),
      JSONMember("s", symbol(order.market)), JSONMember("c", .string(ids.own)),
      JSONMember("S", .string(Binance.words.word(order.side))),
      JSONMember("o", .string(BinanceWord.type(order.type))),
      JSONMember("f", .string(BinanceWord.timeInForce(order))),
      JSONMember("q", order.quantity.eight), JSONMember("p", (order.price ?? .zero).eight),
      JSONMember("P", (order.trigger ?? .zero).eight),
    ]
    if let delta = delta(order) {
      members += [JSONMember("d", .integer(delta)), JSONMember("D", trailingTime(order))]
    }
    members += [
      JSONMember("F", (decimal(order, "icebergQty") ?? .zero).eight),
      JSONMember("g", listID(order)), JSONMember("C", .string(ids.former)),
      JSONMember("x", .string(Self.execution(what))),
      JSONMember("X", .string(BinanceWord.status(order.status))),
      JSONMember("r", .string(BinanceWord.rejection(order.reason))),
      JSONMember("i", .integer(order.number)),
    ]
    members += amounts(order, fill, unit)
    members += [
      JSONMember("I", .integer(number)), JSONMember("w", .bool(isOnBook)),
      JSONMember("m", .bool(fill?.isMaker == true)), JSONMember("M", false),
      JSONMember("O", unit.time(order.placed)), JSONMember("Z", order.value.eight),
      JSONMember("Y", (fill.flatMap { try? $0.price * $0.quantity } ?? .zero).eight),
      JSONMember("Q", (decimal(order, "quoteOrderQty") ?? .zero).eight),
    ]
    return .object(members + conditional(order, unit))
  }

  /// What this one execution was, and all of them together.
  private func amounts(
    _ order: PaperOrder, _ fill: PaperFill?, _ unit: BinanceUnit
  ) -> [JSONMember] {
    [
      JSONMember("l", (fill?.quantity ?? .zero).eight), JSONMember("z", order.filled.eight),
      JSONMember("L", (fill?.price ?? .zero).eight),
      JSONMember("n", fill.map(\.fee.eight) ?? "0"),
      JSONMember("N", fill.map { .string($0.feeAsset) } ?? .null),
      JSONMember("T", unit.time(order.updated)), JSONMember("t", .integer(fill?.number ?? -1)),
    ]
  }

  private func conditional(_ order: PaperOrder, _ unit: BinanceUnit) -> [JSONMember] {
    var members: [JSONMember] = []
    if let time = started(order), order.status != .dormant {
      members.append(JSONMember("W", unit.time(time)))
    }
    members.append(JSONMember("V", .string(prevention(order))))
    for (letter, name) in [("j", "strategyId"), ("J", "strategyType")] {
      if let number = order.detail(name).flatMap({ Int64($0) }) {
        members.append(JSONMember(letter, .integer(number)))
      }
    }
    if order.status == .expired, let reason = order.reason {
      members.append(JSONMember("eR", .string(BinanceWord.expiry(reason))))
    }
    return members
  }

  /// Of a cancel `c` is the cancel's own id and `C` the order's; of an amendment the new id and the
  /// one it had.
  private func ids(of order: PaperOrder, _ what: Event.What) -> (own: String, former: String) {
    switch what {
    case .canceled:
      guard let id = cancelIDs[order.number] else { return (order.clientID, "") }
      return (id, order.clientID)
    case .amended: return (order.clientID, formerIDs[order.number] ?? "")
    default: return (order.clientID, "")
    }
  }

  /// `x` (enums.md, execution types).
  private static func execution(_ what: Event.What) -> String {
    switch what {
    case .filled: "TRADE"
    case .canceled: "CANCELED"
    case .expired: "EXPIRED"
    case .rejected: "REJECTED"
    case .amended: "REPLACED"
    default: "NEW"
    }
  }
}
