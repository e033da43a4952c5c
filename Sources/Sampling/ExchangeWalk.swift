import Exact
import Orders
import PaperExchange
import Venues

/// An exchange at which everything is tried in random order, and looked over after every step.
///
/// A value, as the exchange is: a copy takes the same steps again.
public struct ExchangeWalk: Sendable {
  public private(set) var exchange: PaperExchange
  /// What was said in the last step.
  public private(set) var events: [Event] = []
  private var random: SeededGenerator
  private var known: [ListID] = []
  private var forgotten: [ListID] = []
  private var price: Int64 = 1_000
  private var lastEvent: Int64 = 0

  /// A spot market and a future, with commission taken in what the seed says.
  public init(seed: UInt64) throws {
    let fine: Decimal = try Decimal(parsing: "0.01")
    var spot = InstrumentRules(
      instrument: .spot(base: "BTC", quote: "USDT"), symbol: "BTCUSDT", tick: fine, lot: fine)
    spot.minimumQuantity = try Decimal(parsing: "0.02")
    spot.minimumNotional = try Decimal(parsing: "0.25")
    var future = InstrumentRules(
      instrument: .future(product: "ES", month: "Z", year: "6"), symbol: "ESZ6", tick: fine, lot: 1)
    future.valuePerPoint = 50
    let taken: MarketSpec.Commission.Taken = seed.isMultiple(of: 2) ? .received : .quote
    exchange = PaperExchange([
      try MarketSpec(
        spot, commission: MarketSpec.Commission(maker: 900, taker: 1_100, taken: taken)),
      try MarketSpec(
        future, commission: MarketSpec.Commission(maker: 0, taker: 20, taken: .quote)),
    ])
    random = SeededGenerator(seed: seed)
    // Little enough that it runs out now and then.
    _ = exchange.deposit(try Decimal(parsing: "0.4"), of: "BTC")
    _ = exchange.deposit(4, of: "USDT")
    _ = exchange.deposit(20_000, of: "USD")
  }

  /// One random step; what is not true after it.
  public mutating func step() -> [String] {
    events.removeAll(keepingCapacity: true)
    switch roll(100) {
    case ..<50: tape()
    case ..<80: place()
    case ..<86: events = exchange.cancel(anyList())
    case ..<92: events = exchange.cancel(OrderID(anyList(), leg: Int(roll(4)) - 1))
    case ..<97: amend()
    default: forget()
    }
    let troubles = Invariants.check(events, after: lastEvent) + Invariants.check(exchange)
    lastEvent = events.last?.sequence ?? lastEvent
    return troubles
  }

  private mutating func roll(_ sides: Int64) -> Int64 {
    Int64.random(in: 0..<sides, using: &random)
  }

  private mutating func one<Way: CaseIterable>(_ way: Way.Type, _ standard: Way) -> Way
  where Way.AllCases == [Way] {
    way.allCases.randomElement(using: &random) ?? standard
  }

  private mutating func nearby(_ span: Int64) -> Int64 { max(1, price + roll(2 * span + 1) - span) }

  private mutating func tape() {
    price = min(1_200, max(800, price + roll(13) - 6))
    if roll(50) == 0 { price = 800 + roll(400) }
    let market = Int(roll(2))
    let size: Int64? = roll(2) == 0 ? nil : 1 + roll(8)
    let event: TapeEvent
    switch roll(20) {
    case ..<11: event = .trade(price: price, size: size)
    case ..<14:
      event = .quote(
        bid: price - roll(3), ask: price + roll(3), bidDepth: size,
        askDepth: roll(2) == 0 ? nil : roll(10))
    case ..<17: event = .mark(nearby(3))
    case 17: event = .index(nearby(3))
    case 18: event = .time(exchange.now + roll(30))
    default: event = roll(4) == 0 ? .sessionEnd : .trade(price: 0, size: nil)
    }
    exchange.apply(event, to: market, into: &events)
  }

  private mutating func place() {
    let kind: Kind? = roll(6) == 0 ? nil : one(Kind.self, .oco)
    let side: Side = roll(2) == 0 ? .buy : .sell
    var orders: [NewOrder] = []
    for leg in 0..<(kind?.legCount ?? 1) {
      let isExit = kind?.role(at: leg) == .exit
      let isSized = kind?.sizesExitsFromEntry == true
      var own = isSized ? (isExit ? .sell : .buy) : isExit ? side.opposite : side
      if !isSized, roll(25) == 0 { own = own.opposite }
      var order = anyOrder(own)
      if isSized, isExit { order.quantity = 0 }
      if leg > 0, !isSized, roll(5) > 0 { order.quantity = orders[leg - 1].quantity }
      orders.append(order)
    }
    let new = NewList(
      kind, market: Int(roll(2)), orders: orders, rules: anyRules(kind), tag: UInt64(roll(1_000)))
    known.append(exchange.place(new, into: &events))
    while known.count > 24 { forget() }
  }

  private mutating func anyOrder(_ side: Side) -> NewOrder {
    let type = one(LegType.self, .limit)
    var order = NewOrder(type, side, quantity: 1 + roll(12))
    if type.hasPrice { order.price = nearby(40) }
    if type.isContingent, !type.isTrailing || roll(2) == 0 { order.trigger = nearby(40) }
    if type.isTrailing {
      order.trailing = roll(2) == 0 ? .distance(1 + roll(20)) : .basisPoints(1 + roll(300))
    }
    if roll(3) == 0 { order.source = one(TriggerSource.self, .last) }
    if type != .limitMaker || roll(9) == 0 { order.timeInForce = one(TimeInForce.self, .gtc) }
    if order.timeInForce == .gtd { order.expire = exchange.now + roll(200) }
    return order
  }

  /// A venue's rules, or rules that no venue has.
  private mutating func anyRules(_ kind: Kind?) -> ContingencyRules {
    let fitting = ContingencyRules.sheets.filter { $0.kind == kind }
    var rules = fitting.randomElement(using: &random)?.rules ?? ContingencyRules()
    if roll(2) == 0 { return rules }
    for name in ContingencyRules.Switch.allCases where roll(3) == 0 {
      let ways = ContingencyRules.ways(of: name)
      _ = rules.turn(name, to: ways[Int(roll(Int64(ways.count)))])
    }
    return rules
  }

  /// Mostly a list that there is.
  private mutating func anyList() -> ListID {
    let known = roll(12) == 0 && !forgotten.isEmpty ? forgotten : known
    return known.randomElement(using: &random) ?? ListID.none
  }

  private mutating func amend() {
    var change = Amendment()
    if roll(3) > 0 { change.quantity = roll(14) }
    if roll(3) == 0 { change.price = nearby(40) }
    if roll(5) == 0 { change.trigger = nearby(40) }
    events = exchange.amend(OrderID(anyList(), leg: Int(roll(3))), to: change)
  }

  private mutating func forget() {
    guard !known.isEmpty else { return }
    let at = Int(roll(Int64(known.count)))
    events += exchange.cancel(known[at])
    if exchange.forget(known[at]) { forgotten.append(known[at]) }
    known.remove(at: at)
    if forgotten.count > 30 { forgotten.removeFirst() }
  }
}
