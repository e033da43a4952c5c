import Exact
import Orders
import PaperExchange
import Venues

extension Scenario {
  /// The venue's rules had changed by the time the ticket came, and refused it.
  func turnedAway(_ findings: [Finding], _ venue: any Venue) -> ScenarioRun {
    var wire = ScenarioWire(self, venue)
    var step = ScenarioStep(
      number: 0, tape: start.description, stillness: "nothing is placed", events: [], moves: [],
      notes: wire.begin(step: 0))
    let plan = wire.plan()
    step.answer = plan.answer(
      to: .place, isAccepted: false, fate: "the venue has refused the ticket")
    return ScenarioRun(self, venue, .refused(findings), [step])
  }
}

extension ScenarioPlayer {
  /// Lets the faults of the step that comes begin; what a clock makes expire does so now.
  mutating func begin() {
    let offset = wire.clockOffset
    notes = wire.begin(step: steps.count)
    sudden = wire.clockOffset == offset ? [] : pass(to: wire.now)
  }

  /// It is that late, and what the venue's clock says expires.
  mutating func pass(to time: Int64) -> [Event] {
    wire.now = time
    return exchange.apply(.time(time + wire.clockOffset))
  }

  // MARK: Events

  /// Tells the client of a step, as far as its stream and the faults let it hear.
  mutating func deliver(_ step: Int) {
    for event in steps[step].events.indices where steps[step].events[event].leg != nil {
      let place = ScenarioWire.Place(step: step, event: event)
      guard let telling = wire.telling() else {
        mark(place, .heldBack)
        wire.late = place
        continue
      }
      mark(place, telling)
      guard wire.stream == .open, let before = wire.late else { continue }
      mark(before, .late)
      wire.late = nil
    }
  }

  private mutating func mark(_ place: ScenarioWire.Place, _ telling: ScenarioTelling) {
    steps[place.step].events[place.event].told = telling
    let event = steps[place.step].events[place.event]
    guard telling.isTold, let leg = event.leg, let status = event.to else { return }
    wire.known[leg] = ScenarioKnowledge.Leg(status: status, filled: event.filled ?? .zero)
  }

  // MARK: Answers

  /// What the client learns from the answer to the ticket, or to a cancel.
  mutating func answer(_ plan: ReplyPlan, to what: Scenario.What?) {
    let step = steps.count - 1
    let state = exchange.list(list)
    let isAccepted = what != nil || state?.status != .rejected
    if what == nil { wire.placing = plan.outcome(isAccepted: isAccepted) }
    if plan.isReadable { wire.known = legs }
    let operation: Operation =
      switch what {
      case .cancelLeg: .cancelOrder
      case .cancelList: .cancelList
      default: .place
      }
    let fate = operation == .place ? fate(plan, state) : fate(plan, of: steps[step])
    steps[step].answer = plan.answer(to: operation, isAccepted: isAccepted, fate: fate)
  }

  private func fate(_ plan: ReplyPlan, _ list: ListState?) -> String {
    guard let list else { return "the list was never taken" }
    if list.status == .rejected { return "the venue has refused the list" }
    let verb = list.status == .open ? "lives" : "was taken"
    return "the list \(verb) \(plan.isReadable ? "already" : "nevertheless")"
  }

  private func fate(_ plan: ReplyPlan, of cancel: ScenarioStep) -> String {
    if !plan.isCarriedOut { return "nothing is cancelled" }
    if cancel.events.isEmpty { return "nothing was left to cancel" }
    return "the cancel is carried out \(plan.isReadable ? "already" : "nevertheless")"
  }

  /// How every leg stands.
  private var legs: [ScenarioKnowledge.Leg?] {
    guard let state = exchange.list(list) else { return wire.known }
    return zip(state.orders, memory).map { order, memory in
      ScenarioKnowledge.Leg(status: order.status, filled: memory.filled)
    }
  }

  /// What the client knows in the end.
  var knowledge: ScenarioKnowledge? {
    if wire.isSound { return nil }
    let isTaken = exchange.list(list) != nil
    return ScenarioKnowledge(
      placing: wire.placing, legs: wire.known,
      isTrue: isTaken ? wire.known == legs : wire.placing != .inDoubt,
      armed: wire.armoury.faults)
  }
}

extension ReplyPlan {
  /// What is told of an answer; nil of one that no fault met.
  func answer(to operation: Operation, isAccepted: Bool, fate: String) -> ScenarioAnswer? {
    guard isSpoilt else { return nil }
    return ScenarioAnswer(
      operation: operation, isExecuted: isCarriedOut,
      outcome: outcome(isAccepted: isAccepted), delay: delay, sentence: "\(sight); \(fate)")
  }
}
