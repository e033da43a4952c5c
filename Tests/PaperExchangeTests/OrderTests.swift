import Exact
import Orders
import PaperExchange
import Testing

/// One order at a time: matching, triggers, times in force, money.
@Suite struct OrderTests {
  static func world(
    _ commission: MarketSpec.Commission = .none, base: Decimal = 1, quote: Decimal = 1_000_000
  ) -> World {
    var world = World(World.spot(commission), base: base, quote: quote)
    world.tape(.trade(30_000))
    return world
  }

  static func single(_ order: NewOrder) -> NewList {
    NewList(nil, orders: [order], rules: ContingencyRules())
  }

  @Test func firstComeIsFirstServedAtAPrice() {
    var world = Self.world()
    world.place(Self.single(NewOrder(.limit, .sell, quantity: 5, price: 31_000)))
    let first = world.list
    world.place(Self.single(NewOrder(.limit, .sell, quantity: 5, price: 31_000)))
    world.tape(.trade(price: 31_000, size: 7))
    #expect(world.outcome == ["partly_filled 2", "open"])
    world.list = first
    #expect(world.outcome == ["filled 5", "done"])
    #expect(world.troubles.isEmpty)
  }

  @Test func aQuoteFillsUpToItsDepth() {
    var world = Self.world()
    world.place(Self.single(NewOrder(.limit, .buy, quantity: 10, price: 29_000)))
    world.tape(.quote(bid: 28_990, ask: 29_000, bidDepth: nil, askDepth: 4))
    #expect(world.outcome == ["partly_filled 4", "open"])
    #expect(world.story == ["0 filled 4 at 29000"])
    world.tape(.quote(28_000, 28_010))
    #expect(world.story.last == "0 filled 6 at 29000")
  }

  @Test func immediateOrdersLeaveNothingBehind() {
    var world = Self.world()
    world.tape(.quote(bid: 29_990, ask: 30_010, bidDepth: 4, askDepth: 4))
    func order(_ tif: TimeInForce) -> NewList {
      Self.single(NewOrder(.limit, .buy, quantity: 10, price: 30_010, timeInForce: tif))
    }
    world.place(order(.fok))
    #expect(world.outcome == ["expired unfilled_fok", "canceled"])
    world.place(order(.ioc))
    #expect(world.outcome == ["expired 4 unfilled_ioc", "done"])
    world.place(Self.single(NewOrder(.market, .buy, quantity: 3)))
    #expect(world.outcome == ["expired insufficient_liquidity", "canceled"])
    world.place(Self.single(NewOrder(.limitMaker, .sell, quantity: 3, price: 29_990)))
    #expect(world.outcome == ["rejected would_match", "rejected"])
    #expect(world.troubles.isEmpty)
  }

  /// Binance §4.3: BUY, minimum 42000, 500 basis points: 44100.
  @Test func aTrailFollowsTheBestPriceSinceItBegan() {
    var world = World(World.spot(), base: 1, quote: 10_000_000)
    world.tape(.trade(43_000))
    world.place(
      Self.single(NewOrder(.trailingStop, .buy, quantity: 2, trailing: .basisPoints(500))))
    world.tape(.trade(43_500), .trade(42_000), .trade(43_000), .trade(44_099))
    #expect(world.outcome == ["waiting", "open"])
    world.tape(.trade(44_100))
    #expect(world.story == ["0 triggered at 44100", "0 filled 2 at 44100"])
  }

  @Test func aTrailMayBeginAtAPrice() {
    var world = Self.world()
    world.place(
      Self.single(
        NewOrder(.trailingStop, .sell, quantity: 2, trigger: 31_000, trailing: .distance(100))))
    world.tape(.trade(29_000), .trade(31_000), .trade(31_050), .trade(30_951))
    #expect(world.outcome == ["waiting", "open"])
    world.tape(.trade(30_950))
    #expect(world.story == ["0 triggered at 30950", "0 filled 2 at 30950"])
  }

  /// What each trail would do, kept naively: the best price since it was placed, and its distance.
  private struct Follower {
    let id: ListID
    let distance: Int64
    var best: Int64?
    var fired: Int64?
    var isGone = false
  }

  @Test(arguments: [UInt64](1...3)) func trailsAgreeWithFollowingEachByHand(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var world = World(World.spot(), base: 1_000, quote: 0)
    var price: Int64 = 30_000
    var followers: [Follower] = []
    for _ in 0..<600 {
      if Int.random(in: 0..<2, using: &random) == 0 {
        let distance = Int64.random(in: 1...25, using: &random)
        world.place(
          Self.single(NewOrder(.trailingStop, .sell, quantity: 2, trailing: .distance(distance))))
        followers.append(Follower(id: try #require(world.list), distance: distance))
      }
      if let at = followers.indices.randomElement(using: &random), followers[at].fired == nil,
        Int.random(in: 0..<8, using: &random) == 0
      {
        followers[at].isGone = true
        world.list = followers[at].id
        world.cancel()
      }
      price += Int64.random(in: -3...3, using: &random)
      world.tape(.trade(price))
      for at in followers.indices where followers[at].fired == nil && !followers[at].isGone {
        let best = max(followers[at].best ?? price, price)
        followers[at].best = best
        if price <= best - followers[at].distance { followers[at].fired = price }
      }
    }
    var fired: [ListID: Int64] = [:]
    for event in world.events {
      if case .triggered(let price) = event.what, let list = event.list { fired[list] = price }
    }
    #expect(followers.count > 200 && fired.count > 100)
    for follower in followers { #expect(fired[follower.id] == follower.fired) }
    #expect(world.troubles.isEmpty)
  }

  @Test func moneyMovesExactly() {
    var world = Self.world(MarketSpec.Commission(maker: 1_000, taker: 2_000, taken: .received))
    // 0.01 BTC at 29,500 is 295; one thousandth of 0.01 is commission.
    world.place(Self.single(NewOrder(.limit, .buy, quantity: 10, price: 29_500)))
    #expect(world.balance("USDT") == "999705 295")
    world.tape(.trade(29_500))
    #expect(world.balance("USDT") == "999705 0")
    #expect(world.balance("BTC") == "1.00999 0")
    // As a taker two thousandths of 295.
    world.place(Self.single(NewOrder(.market, .sell, quantity: 10)))
    #expect(world.balance("BTC") == "0.99999 0")
    #expect(world.balance("USDT") == "999999.41 0")
  }

  @Test func commissionOnTopIsPaidInTheQuote() {
    var world = Self.world(
      MarketSpec.Commission(maker: 1_000, taker: 1_000, taken: .quote), quote: 300)
    world.place(Self.single(NewOrder(.limit, .buy, quantity: 10, price: 30_000)))
    #expect(world.outcome == ["rejected insufficient_funds", "rejected"])
    world.place(Self.single(NewOrder(.limit, .buy, quantity: 9, price: 30_000)))
    #expect(world.outcome == ["filled 9", "done"])
    #expect(world.balance("USDT") == "29.73 0")
  }

  @Test func aPairHoldsItsMoneyOnce() {
    var world = Self.world(base: 1, quote: 320)
    let rules = ContingencyRules.sheet(of: VenueID("binance"), .oco)?.rules ?? ContingencyRules()
    // The larger of 290 and 319.
    world.place(
      NewList(
        .oco,
        orders: [
          NewOrder(.limit, .buy, quantity: 10, price: 29_000),
          NewOrder(.stopLimit, .buy, quantity: 10, price: 31_900, trigger: 31_000),
        ], rules: rules))
    #expect(world.balance("USDT") == "1 319")
    world.tape(.trade(price: 29_000, size: 4))
    // 116 spent; what is left needs 174.
    #expect(world.balance("USDT") == "30 174")
    world.cancel()
    #expect(world.balance("USDT") == "204 0")
  }

  @Test func aFutureSettlesWhatCloses() {
    var world = World(World.future(), quote: 10_000)
    world.tape(.trade(26_000))
    world.place(Self.single(NewOrder(.market, .buy, quantity: 3)))
    world.tape(.trade(26_004))
    world.place(Self.single(NewOrder(.market, .sell, quantity: 5)))
    // Three contracts won four ticks of 0.25 at 50 a point each: 150. Two are short at 6501.
    #expect(world.balance("USD") == "10150 0")
    #expect(world.exchange.ledger.holdings[0].lots == -2)
    world.tape(.trade(26_000))
    world.place(Self.single(NewOrder(.market, .buy, quantity: 2)))
    #expect(world.balance("USD") == "10250 0")
    #expect(world.troubles.isEmpty)
  }

  @Test func aSmallerQuantityKeepsItsTurn() {
    var world = Self.world()
    world.place(Self.single(NewOrder(.limit, .sell, quantity: 5, price: 31_000)))
    let first = world.list
    world.place(Self.single(NewOrder(.limit, .sell, quantity: 5, price: 31_000)))
    let second = world.list
    world.list = first
    world.amend(leg: 0, Amendment(quantity: 3))
    world.tape(.trade(price: 31_000, size: 3))
    #expect(world.outcome == ["filled 3", "done"])
    world.list = second
    #expect(world.outcome == ["working", "open"])
    world.amend(leg: 0, Amendment(quantity: 1))
    #expect(world.story.last == "0 not amended: out_of_bounds")
  }

  @Test func anotherPriceMayTradeAtOnce() {
    var world = Self.world()
    world.tape(.quote(29_990, 30_010))
    world.place(Self.single(NewOrder(.limit, .buy, quantity: 5, price: 29_000)))
    world.amend(leg: 0, Amendment(price: 30_010))
    #expect(world.story == ["0 amended to 5", "0 filled 5 at 30010"])
    #expect(world.troubles.isEmpty)
  }

  @Test func aForgottenListIsNotFoundAgain() throws {
    var world = Self.world()
    let order = NewOrder(.limit, .sell, quantity: 5, price: 31_000)
    world.place(Self.single(order))
    let old = try #require(world.list)
    let whileLive = world.exchange.forget(old)
    #expect(!whileLive)
    world.cancel()
    let onceEnded = world.exchange.forget(old)
    #expect(onceEnded)
    world.place(Self.single(order))
    #expect(world.list?.index == old.index)
    #expect(world.exchange.list(old) == nil)
    let said = world.exchange.cancel(old)
    #expect(said.isEmpty)
    #expect(world.outcome == ["working", "open"])
  }

  @Test func nonsenseIsRefusedAndNotHeard() {
    var world = Self.world()
    world.tape(.trade(-5), .trade(.max), .quote(31_000, 29_000), .mark(0))
    #expect(world.exchange.view(of: 0)?.last == 30_000)
    for order in [
      NewOrder(.limit, .sell, quantity: 5), NewOrder(.limit, .sell, quantity: -5, price: 1),
      NewOrder(.stop, .sell, quantity: 5, price: 3, trigger: 4),
      NewOrder(.limit, .sell, quantity: .max, price: .max),
      NewOrder(.trailingStop, .sell, quantity: 5, trailing: .basisPoints(10_000)),
    ] {
      world.place(Self.single(order))
      #expect(world.outcome == ["rejected malformed", "rejected"])
    }
    world.place(NewList(.oco, orders: [], rules: ContingencyRules()))
    #expect(world.outcome == ["rejected"])
    world.place(
      NewList(
        nil, market: 7, orders: [NewOrder(.market, .buy, quantity: 1)], rules: ContingencyRules()))
    #expect(world.outcome == ["rejected"])
    #expect(world.troubles.isEmpty)
  }

  @Test func theRimIsExact() throws {
    let spec = try #require(World.spot())
    #expect(spec.lots(World.decimal("0.0105")) == nil)
    #expect(spec.lots(World.decimal("0.01")) == 10)
    #expect(spec.ticks(World.decimal("29000.5")) == nil)
    #expect(spec.ticks(-1) == nil)
    #expect(spec.price(29_000) == 29_000)
    #expect(spec.quantity(10) == World.decimal("0.01"))
  }

  @Test func aTicketBecomesTicksAndLotsOrIsRefused() throws {
    let spec = try #require(World.spot())
    var ticket = Ticket(
      kind: .otoco, instrument: spec.instrument, quantity: World.decimal("0.01"),
      legs: [
        Leg(.limit, side: .buy, price: 29_500), Leg(.limit, side: .sell, price: 32_000),
        Leg(.trailingStop, side: .sell, trail: .percent(World.decimal("1.5"))),
      ])
    let orders = try spec.orders(of: ticket)
    #expect(orders.map(\.quantity) == [10, 10, 10])
    #expect(orders.map(\.price) == [29_500, 32_000, nil])
    #expect(orders[2].trailing == .basisPoints(150))
    ticket.legs[1].price = World.decimal("32000.5")
    #expect(throws: MarketSpec.Inexact(leg: 1, field: .price)) { try spec.orders(of: ticket) }
    ticket.legs[2].trail = .percent(World.decimal("1.555"))
    ticket.legs[1].price = 32_000
    #expect(throws: MarketSpec.Inexact(leg: 2, field: .trail)) { try spec.orders(of: ticket) }
  }
}
