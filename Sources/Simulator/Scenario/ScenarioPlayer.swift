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
    let stage: ScenarioStage
    switch ScenarioStage.make(self, venue) {
    case .stage(let made): stage = made
    case .standing(let standing): return ScenarioRun(self, venue, standing)
    }
    let tape: [[ScenarioPlayer.Move]]
    do {
      tape = try stage.tape(self)
    } catch {
      if isNamed { throw error }
      return ScenarioRun(self, venue, .beyond(["\(error.key): \(error.reason)"]))
    }
    var player = ScenarioPlayer(self, stage)
    player.place(opening: tape[0])
    for (step, moves) in zip(path, tape.dropFirst()) { player.play(step, moves) }
    return ScenarioRun(
      venue: venue.id, title: venue.title, ticket: ticket, standing: .played, legs: stage.legs,
      steps: player.steps, end: player.end)
  }
}

extension ScenarioRun {
  /// Nothing was placed.
  init(_ scenario: Scenario, _ venue: any Venue, _ standing: Standing) {
    self.init(
      venue: venue.id, title: venue.title, ticket: scenario.ticket, standing: standing,
      legs: scenario.ticket.resolvedLegs, steps: [], end: nil)
  }
}

/// One venue's exchange while a story is played on it.
struct ScenarioPlayer {
  /// What one step does to the exchange.
  enum Move: Hashable, Sendable {
    case tape(TapeEvent)
    case cancelList
    case cancelLeg(Int)
  }

  let stage: ScenarioStage
  var exchange: PaperExchange
  var list = ListID.none
  var steps: [ScenarioStep] = []
  var memory: [LegMemory]
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
    exchange = PaperExchange([stage.spec])
    memory = Array(repeating: LegMemory(), count: stage.legs.count)
    for deposit in scenario.deposits { _ = exchange.deposit(deposit.amount, of: deposit.asset) }
  }

  mutating func place(opening: [Move]) {
    let before = holdings
    for move in opening { _ = perform(move) }
    var events: [Event] = []
    list = exchange.place(
      NewList(stage.ticket.kind, orders: stage.orders, rules: stage.rules), into: &events)
    let start = exchange.view(of: 0)?.last.map(stage.spec.price)?.description ?? ""
    tell(events, tape: start, isIdle: false, since: before)
  }

  mutating func play(_ step: Scenario.Step, _ moves: [Move]) {
    let before = holdings
    var isAsked = false
    named = nil
    for move in moves {
      if case .cancelLeg(let leg) = move { named = leg }
      if case .tape = move { continue }
      isAsked = true
    }
    let events = moves.flatMap { perform($0) }
    tell(events, tape: step.what.text, isIdle: isAsked && events.isEmpty, since: before)
  }

  private mutating func perform(_ move: Move) -> [Event] {
    switch move {
    case .tape(let event): exchange.apply(event)
    case .cancelList: exchange.cancel(list)
    case .cancelLeg(let leg): exchange.cancel(OrderID(list, leg: leg))
    }
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
    _ events: [Event], tape: String, isIdle: Bool,
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
        number: steps.count, tape: tape, isIdle: isIdle, events: told, moves: moves))
  }
}
