import Exact
import Orders
import PaperExchange

extension ScenarioPlayer {
  /// The engine's events of one step in words; balances are told by the step as a whole.
  mutating func told(_ events: [Event]) -> [ScenarioEvent] {
    var told: [ScenarioEvent] = []
    for (at, event) in events.enumerated() {
      if let leg = event.leg.map(Int.init) {
        told.append(tell(event, leg, earlier: events[..<at]))
      } else if case .list(let status) = event.what {
        told.append(tell(list: status))
      }
    }
    return told
  }

  private func tell(list status: ListStatus) -> ScenarioEvent {
    let sentence =
      switch status {
      case .done: "the list is done"
      case .canceled: "the list has ended, and nothing of it filled"
      case .rejected: "the list is refused"
      case .accepted, .open, .unknown: "the list is \(status.rawValue)"
      }
    return ScenarioEvent(
      what: "list", leg: nil, from: nil, to: nil, list: status, word: nil, venueReason: nil,
      filled: nil, quantity: nil, price: nil, reason: nil, sentence: sentence,
      clause: status == .done || status == .canceled ? clause(.done) : nil)
  }

  private mutating func tell(
    _ event: Event, _ leg: Int, earlier: ArraySlice<Event>
  ) -> ScenarioEvent {
    let spec = stage.spec
    var (price, quantity): (Decimal?, Decimal?) = (nil, nil)
    var reason: Reason?
    switch event.what {
    case .triggered(let ticks):
      price = spec.price(ticks)
      memory[leg].isTriggered = true
    case .filled(let ticks, let lots, _):
      price = spec.price(ticks)
      quantity = spec.quantity(lots)
      note(fill: spec.price(ticks), spec.quantity(lots), leg)
    case .canceled(let why), .expired(let why), .rejected(let why), .notAmended(let why):
      reason = why
      if event.to.isFinal { memory[leg].reason = why }
    case .accepted, .armed, .amended, .list, .balance, .position: break
    }
    return ScenarioEvent(
      what: event.what.word, leg: leg, from: event.from == .unknown ? nil : event.from,
      to: event.to, list: nil,
      word: VenueWord.status(event.to, stage.orders[leg].type, at: stage.venue.id),
      venueReason: reason.flatMap { VenueWord.reason($0, event.to, at: stage.venue.id) },
      filled: memory[leg].filled, quantity: quantity, price: price, reason: reason,
      sentence: sentence(event, leg, earlier: earlier),
      clause: question(event, leg).flatMap(clause))
  }

  private mutating func note(fill price: Decimal, _ quantity: Decimal, _ leg: Int) {
    memory[leg].filled = (try? memory[leg].filled + quantity) ?? memory[leg].filled
    if let cost = try? price * quantity, let sum = try? memory[leg].value + cost {
      memory[leg].value = sum
    }
  }

  // MARK: Why

  func clause(_ name: ContingencyRules.Switch) -> ScenarioClause? {
    guard let row = stage.sheet.rows.first(where: { $0.name == name }) else { return nil }
    let way = stage.rules.way(of: name)
    return ScenarioClause(
      name: name, way: way, sentence: row.sentence, section: row.section, standing: row.standing,
      isTurned: way != row.way)
  }

  /// The question whose answer made this happen; nil where no contingency did.
  private func question(_ event: Event, _ leg: Int) -> ContingencyRules.Switch? {
    switch event.what {
    case .armed: return .arming
    case .triggered: return stage.orders[leg].type.isLimit ? .limitRest : .source
    case .amended: return .arming
    case .canceled(let reason), .expired(let reason), .rejected(let reason):
      return question(reason, event, leg)
    default: return nil
    }
  }

  private func question(
    _ reason: Reason, _ event: Event, _ leg: Int
  ) -> ContingencyRules.Switch? {
    let wasSleeping = event.from == .dormant
    switch reason {
    case .sibling: return .removal
    case .siblingRefused: return .refusalReach
    case .siblingExpired: return .expiryReach
    case .entryCanceled: return hasEntryFills ? .partEntry : .orphanCanceled
    case .entryExpired: return hasEntryFills ? .partEntry : .orphanExpired
    case .user: return cancelsOther(leg) ? .cancelReach : nil
    case .insufficientFunds:
      return wasSleeping ? .refusedExit : event.from == .unknown ? .holding : .failedTrigger
    case .badRelation, .wouldTrigger: return wasSleeping ? .exitRelation : .relation
    case .wouldMatch, .outOfBounds: return wasSleeping ? .refusedExit : nil
    case .noMarket, .insufficientLiquidity:
      return memory[leg].isTriggered ? .failedTrigger : nil
    case .unfilledIOC, .unfilledFOK, .outOfTime, .sessionEnd, .listRefused, .malformed: return nil
    }
  }

  private var hasEntryFills: Bool { memory.first?.filled.isPositive == true }

  /// The owner ended another leg, and this one went with it.
  private func cancelsOther(_ leg: Int) -> Bool {
    guard let named = named else { return false }
    return named != leg
  }
}

extension Event.What {
  var word: String {
    switch self {
    case .accepted: "accepted"
    case .armed: "armed"
    case .triggered: "triggered"
    case .filled: "filled"
    case .canceled: "canceled"
    case .expired: "expired"
    case .rejected: "rejected"
    case .amended: "amended"
    case .notAmended: "not_amended"
    case .list: "list"
    case .balance: "balance"
    case .position: "position"
    }
  }
}
