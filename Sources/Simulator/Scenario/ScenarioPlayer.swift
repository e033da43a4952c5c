import Exact
import Orders
import PaperExchange
import Venues

extension Scenario {
  /// Plays the story at one venue.
  ///
  /// The error is for a price or size on the path that the venue's market cannot have, where the
  /// venue was asked for by name; otherwise such a venue is beyond the story.
  public func play(at venue: any Venue, isNamed: Bool = true) throws(FileError) -> ScenarioRun {
    do {
      switch try ScenarioStage.make(self, venue) {
      case .standing(let standing): return ScenarioRun(self, venue, standing)
      case .turnedAway(let findings): return turnedAway(findings, venue)
      case .stage(let stage): return try perform(on: stage).run
      }
    } catch {
      if isNamed { throw error }
      return ScenarioRun(self, venue, .beyond(["\(error.key): \(error.reason)"]))
    }
  }

  /// Plays it to its end; `watch` sees the exchange after every step.
  func perform(
    on stage: ScenarioStage, watch: (PaperExchange) -> Void = { _ in }
  ) throws(FileError) -> ScenarioPlayer {
    let tape = try stage.tape(self)
    var player = ScenarioPlayer(self, stage)
    let held = try stage.lots(of: openingPosition)
    player.begin()
    player.open(tape[0], holding: held)
    player.place()
    watch(player.exchange)
    for (step, moves) in zip(path, tape.dropFirst()) {
      player.play(step, moves)
      watch(player.exchange)
    }
    return player
  }
}

extension ScenarioRun {
  /// Nothing was placed.
  init(
    _ scenario: Scenario, _ venue: any Venue, _ standing: Standing, _ steps: [ScenarioStep] = []
  ) {
    self.init(
      venue: venue.id, title: venue.title, ticket: scenario.ticket, standing: standing,
      turns: scenario.turns.filter { $0.venue == venue.id }, legs: scenario.ticket.resolvedLegs,
      steps: steps, end: nil)
  }
}

/// One venue's exchange while a story is played on it.
struct ScenarioPlayer {
  /// What one step does to the exchange.
  enum Move: Hashable, Sendable {
    case tape(TapeEvent)
    /// A trade, and the mark and index prices that follow it.
    case trade(TapeEvent, followers: [TapeEvent])
    case cancelList
    case cancelLeg(Int)
  }

  let stage: ScenarioStage
  var exchange: PaperExchange
  var wire: ScenarioWire
  /// Faults that began before the step that comes, and what they made happen.
  var notes: [ScenarioNote] = []
  var sudden: [Event] = []
  var list = ListID.none
  var steps: [ScenarioStep] = []
  var memory: [LegMemory]
  /// Contracts held before the ticket was placed.
  private(set) var opening: Int64 = 0
  /// The leg that its owner cancels in this step.
  var named: Int?

  /// What telling needs to remember of a leg.
  struct LegMemory {
    var isTriggered = false
    var reason: Reason?
    /// Of the fills: price times quantity.
    var value = Decimal.zero
    var filled = Decimal.zero
  }

  init(_ scenario: Scenario, _ stage: ScenarioStage) {
    self.stage = stage
    wire = ScenarioWire(scenario, stage.venue)
    exchange = PaperExchange([stage.spec])
    memory = Array(repeating: LegMemory(), count: stage.legs.count)
    for deposit in scenario.deposits { _ = exchange.deposit(deposit.amount, of: deposit.asset) }
  }

  /// The market as it is before the ticket, and the position that is held by then.
  mutating func open(_ moves: [Move], holding lots: Int64) {
    for move in moves { _ = perform(move) }
    guard lots != 0 else { return }
    let order = NewOrder(.market, lots > 0 ? .buy : .sell, quantity: abs(lots))
    _ = exchange.place(NewList(nil, orders: [order], rules: stage.rules))
    opening = exchange.ledger.holdings[0].lots
  }

  mutating func place() {
    let before = holdings
    var events: [Event] = []
    let plan = wire.plan()
    if plan.isCarriedOut {
      list = exchange.place(
        NewList(stage.ticket.kind, orders: stage.orders, rules: stage.rules), into: &events)
    }
    let start = exchange.view(of: 0)?.last.map(stage.spec.price)?.description ?? ""
    tell(events, tape: start, stillness: "nothing is placed", since: before)
    answer(plan, to: nil)
  }

  mutating func play(_ step: Scenario.Step, _ moves: [Move]) {
    let before = holdings
    named = nil
    for move in moves {
      if case .cancelLeg(let leg) = move { named = leg }
    }
    begin()
    let plan = step.what.isCancel ? wire.plan(step.what) : ReplyPlan()
    let isHeard = plan.isCarriedOut && !(wire.isHalted && step.what.movesMarket)
    let events = sudden + (isHeard ? moves.flatMap { perform($0) } : [])
    tell(
      events, tape: step.what.text, stillness: stillness(step.what, plan), since: before)
    if step.what.isCancel { answer(plan, to: step.what) }
  }

  /// What is said where nothing happens.
  private func stillness(_ what: Scenario.What, _ plan: ReplyPlan) -> String {
    if wire.isHalted, what.movesMarket { return "nothing trades: the market is halted" }
    guard what.isCancel else { return "nothing happens" }
    return plan.isCarriedOut ? "nothing is left to cancel" : "nothing is cancelled"
  }

  private mutating func perform(_ move: Move) -> [Event] {
    switch move {
    case .tape(.time(let time)): pass(to: time)
    case .tape(let event): exchange.apply(event)
    case .trade(let event, let followers): trade(event, followers)
    case .cancelList: exchange.cancel(list)
    case .cancelLeg(let leg): exchange.cancel(OrderID(list, leg: leg))
    }
  }

  /// A trade moves the prices that follow it, too.
  ///
  /// What wakes in the trade must see them as they are then, and what they fire must find the
  /// market where the trade left it. So they go first where nothing comes of them, and last
  /// otherwise.
  private mutating func trade(_ event: TapeEvent, _ followers: [TapeEvent]) -> [Event] {
    var ahead = exchange
    if followers.allSatisfy({ ahead.apply($0).isEmpty }) {
      exchange = ahead
      return exchange.apply(event)
    }
    return exchange.apply(event) + followers.flatMap { exchange.apply($0) }
  }

  /// What became of it.
  var run: ScenarioRun {
    ScenarioRun(
      venue: stage.venue.id, title: stage.venue.title, ticket: stage.ticket, standing: .played,
      turns: stage.turns, legs: stage.legs, steps: steps, end: end)
  }

  // MARK: Money

  /// Every asset's money, and the position, as they stand.
  var holdings: [(name: String, total: Decimal, held: Decimal, isPosition: Bool)] {
    var all = exchange.ledger.assets.compactMap { asset in
      exchange.ledger.balance(of: asset.name).map { balance in
        (asset.name, (try? balance.free + balance.locked) ?? balance.free, balance.locked, false)
      }
    }
    if let position { all.append((stage.ticket.instrument.description, position, .zero, true)) }
    return all
  }

  var position: Decimal? {
    if stage.ticket.instrument.isSpot { return nil }
    return try? Decimal(Int(exchange.ledger.holdings[0].lots)) * stage.spec.lot
  }

  private mutating func tell(
    _ events: [Event], tape: String, stillness: String,
    since before: [(name: String, total: Decimal, held: Decimal, isPosition: Bool)]
  ) {
    let told = told(events)
    let moves = zip(before, holdings).compactMap { old, new -> ScenarioMove? in
      if old.total == new.total, old.held == new.held { return nil }
      return ScenarioMove(
        asset: new.name, before: old.total, after: new.total, heldBefore: old.held,
        heldAfter: new.held, isPosition: new.isPosition)
    }
    steps.append(
      ScenarioStep(
        number: steps.count, tape: tape, stillness: stillness, events: told, moves: moves,
        notes: notes))
    deliver(steps.count - 1)
  }
}
