import Exact
import Orders
import PaperExchange
import Venues

extension TradovateServing {
  /// Server-run brackets around an entry, by their numbers (Tradovate §3.7).
  struct Strategies: Sendable {
    var running: [Int64: Strategy] = [:]
    /// By the desk's order.
    var ofOrder: [Int64: Int64] = [:]
    /// The oldest first.
    var ended: [Int64] = []
  }

  struct Strategy: Sendable {
    let market: Int
    let side: Side
    let brackets: [Bracket]
    /// The desk's orders; the first is the entry.
    var orders: [Int64]
  }

  /// Offsets from the entry's fill, with their signs.
  struct Bracket: Sendable {
    let quantity: Decimal
    let target: Decimal?
    let stop: Decimal?
    let trails: Bool
  }

  static let mostStrategies = 100

  private static let invalid = Reply.error("Invalid or missed parameters")

  /// `/orderStrategy/startorderstrategy`, of type 2 only, its `params` a text that holds JSON.
  mutating func startStrategy(_ call: Call) -> Reply {
    guard let body = call.body, let symbol = body["symbol"]?.filledText,
      let action = body["action"]?.string, let side = Tradovate().spelling.side(action),
      body["orderStrategyTypeId"]?.int64 == 2, let params = body["params"]?.string,
      params.utf8.count <= 8_192, let document = try? JSONDocument(parsing: params),
      let entry = Self.entry(document.root, side), let brackets = Self.brackets(document.root)
    else { return Self.invalid }
    if let flaw = accountFlaw(body) {
      return flaw.content?[member: "violations"] == nil ? .error("Access is denied") : flaw
    }
    guard let market = desk.market(spelled: symbol) else { return .error("Access is denied") }
    if strategies.running.count >= Self.mostStrategies {
      return .error("your limit of running order strategies reached")
    }
    let sum = brackets.reduce(Decimal.zero) { (try? $0 + $1.quantity) ?? $0 }
    guard sum == entry.quantity, (entry.quantity ?? .zero) <= Decimal(100) else {
      return Self.invalid
    }
    guard let orders = placeOwn(nil, market, [entry]), let first = orders.first else {
      return .error(Failure.notPositive.text)
    }
    let id = makeID()
    strategies.running[id] = Strategy(
      market: market, side: side, brackets: brackets, orders: [first])
    var members: [JSONMember] = [
      .init("id", .integer(id)), .init("accountId", .integer(paper.accountID)),
      .init("timestamp", Self.stamp(desk.now)), .init("contractId", .integer(contractID(market))),
      .init("orderStrategyTypeId", 2), .init("initiatorId", .integer(paper.userID)),
      .init("action", .string(action)), .init("params", .string(params)),
    ]
    if let uuid = body["uuid"]?.filledText { members.append(.init("uuid", .string(uuid))) }
    members += [
      .init("status", "ActiveStrategy"), .init("senderId", .integer(paper.userID)),
    ]
    book.add(.orderStrategy, id, of: paper.accountID, .object(members))
    tell(.orderStrategy, id, "Created")
    link(first, to: id, "entry")
    return .ok(["orderStrategy": .object(members)])
  }

  private static func entry(_ params: JSONNode, _ side: Side) -> Leg? {
    guard let version = params["entryVersion"], let word = version["orderType"]?.string,
      let type = Tradovate.legType(word), !type.isTrailing,
      let quantity = version["orderQty"]?.decimal, quantity.isPositive, quantity.isInteger
    else { return nil }
    let trigger = version["stopPrice"]?.decimal
    let price = version["price"]?.decimal
    let words = Tradovate().spelling
    return Leg(
      type, side: side, quantity: quantity, price: type.hasPrice ? price : nil,
      trigger: type.isContingent ? trigger ?? price : nil,
      timeInForce: version["timeInForce"]?.string.flatMap(words.timeInForce) ?? .day)
  }

  private static func brackets(_ params: JSONNode) -> [Bracket]? {
    guard let list = params["brackets"], (1...10).contains(list.count) else { return nil }
    let brackets = list.elements.compactMap { node -> Bracket? in
      // How a stop that trails by itself counts its steps is not confirmed.
      guard let quantity = node["qty"]?.decimal, quantity.isPositive, quantity.isInteger,
        node["autoTrail"].map(\.isNull) ?? true
      else { return nil }
      return Bracket(
        quantity: quantity, target: node["profitTarget"]?.decimal, stop: node["stopLoss"]?.decimal,
        trails: node["trailingStop"]?.bool == true)
    }
    return brackets.count == list.count ? brackets : nil
  }

  private mutating func link(_ order: Int64, to strategy: Int64, _ label: String) {
    guard let id = idOfOrder[order] else { return }
    strategies.ofOrder[order] = strategy
    let number = makeID()
    book.add(
      .orderStrategyLink, number, of: strategy,
      [
        "id": .integer(number), "orderStrategyId": .integer(strategy), "orderId": .integer(id),
        "label": .string(label),
      ])
    tell(.orderStrategyLink, number, "Created")
  }

  // MARK: As it goes on

  /// A strategy's order filled or ended.
  mutating func follow(_ order: PaperOrder) {
    guard let id = strategies.ofOrder[order.number], let strategy = strategies.running[id] else {
      return
    }
    if order.number == strategy.orders.first {
      if order.status == .filled {
        arm(id, strategy, order)
      } else if order.status.isFinal {
        end(id, order.status == .rejected ? "ExecutionFailed" : "ExecutionInterrupted")
      }
    }
    guard let now = strategies.running[id], order.status.isFinal else { return }
    if now.orders.allSatisfy({ desk.order($0)?.status.isFinal != false }) {
      end(id, "ExecutionFinished")
    }
  }

  /// The entry is filled: each bracket becomes a pair around the price it was filled at.
  private mutating func arm(_ id: Int64, _ strategy: Strategy, _ entry: PaperOrder) {
    let spec = desk.specs[strategy.market]
    guard let average = entry.averagePrice(digits: spec.tick.scale + 4),
      let price = try? average.rounded(to: spec.tick, .nearest)
    else { return end(id, "ExecutionFailed") }
    let side: Side = strategy.side == .buy ? .sell : .buy
    for bracket in strategy.brackets {
      let target = bracket.target.flatMap { try? price + $0 }.map {
        Leg(.limit, side: side, quantity: bracket.quantity, price: $0, timeInForce: .day)
      }
      let stop = bracket.stop.flatMap { try? price + $0 }.map { level in
        bracket.trails
          ? Leg(
            .trailingStop, side: side, quantity: bracket.quantity, timeInForce: .day,
            trail: bracket.stop.map { .distance($0.magnitude) })
          : Leg(.stop, side: side, quantity: bracket.quantity, trigger: level, timeInForce: .day)
      }
      let legs = [target, stop].compactMap(\.self)
      if legs.isEmpty { continue }
      guard let orders = placeOwn(legs.count == 2 ? .oco : nil, strategy.market, legs) else {
        return end(id, "ExecutionFailed")
      }
      strategies.running[id]?.orders += orders
      for order in orders { link(order, to: id, "bracket") }
    }
  }

  private mutating func end(_ id: Int64, _ status: String) {
    guard let strategy = strategies.running.removeValue(forKey: id) else { return }
    for order in strategy.orders { strategies.ofOrder[order] = nil }
    if book.change(.orderStrategy, id, "status", to: .string(status)) {
      tell(.orderStrategy, id, "Updated")
    }
    strategies.ended.append(id)
    if strategies.ended.count > 1_000 {
      book.forget(strategy: strategies.ended.removeFirst(), of: paper.accountID)
    }
  }

  /// `/orderStrategy/interruptorderstrategy`: its live orders are cancelled.
  mutating func interruptStrategy(_ call: Call) -> Reply {
    guard let id = call.body?["orderStrategyId"]?.int64 else { return Self.invalid }
    guard let strategy = strategies.running[id] else {
      return .error("The order strategy is not running")
    }
    end(id, "StoppedByUser")
    for order in strategy.orders { _ = desk.cancel(order: order) }
    return .ok(["orderStrategy": book.entity(.orderStrategy, id) ?? .null])
  }

  /// The language of its commands is not documented, so none is understood.
  func modifyStrategy(_ call: Call) -> Reply { Self.invalid }
}
