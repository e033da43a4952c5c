import Exact
import Orders

extension ScenarioRun {
  /// One object an event, then one that says how everything stands; each is one line.
  public var jsonLines: [String] {
    var lines: [JSON] = []
    switch standing {
    case .beyond(let reasons):
      lines += reasons.map { line(refusal: "inexpressible", reason: $0, to: nil, more: []) }
    case .refused(let findings):
      lines += steps.flatMap { step in step.notes.map { json($0, step) } }
      lines += findings.map { finding in
        line(
          refusal: "refused", reason: finding.message, leg: finding.field.leg, to: .rejected,
          more: [
            JSONMember("rule", .string(finding.rule)),
            JSONMember("field", .string(finding.field.description)),
            JSONMember("repair", text(finding.repair)),
          ])
      }
      lines += steps.compactMap { step in step.answer.map { json($0, step) } }
    case .played:
      for step in steps {
        lines += step.notes.map { json($0, step) }
        lines += step.events.map { json($0, step) }
        lines += step.moves.map { json($0, step) }
        if let answer = step.answer { lines.append(json(answer, step)) }
      }
    }
    lines.append(["venue": .string(venue.name), "final": final])
    return lines.map(\.text)
  }

  private func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
  private func text(_ value: Decimal?) -> JSON { text(value?.description) }

  /// What every line has, in the contract's order.
  func common(
    step: Int, leg: Int?, from: OrderStatus?, to: OrderStatus?, filled: Decimal?, price: Decimal?,
    reason: String?
  ) -> [JSONMember] {
    [
      JSONMember("venue", .string(venue.name)),
      JSONMember("step", .integer(Int64(step))),
      JSONMember("order", text(leg.map { "\(venue.name)-\($0 + 1)" })),
      JSONMember("leg", leg.map { .integer(Int64($0 + 1)) } ?? .null),
      JSONMember("from", text(from?.rawValue)),
      JSONMember("to", text(to?.rawValue)),
      JSONMember("filled", text(filled)),
      JSONMember("price", text(price)),
      JSONMember("reason", text(reason)),
    ]
  }

  private func line(
    refusal: String, reason: String, leg: Int? = nil, to: OrderStatus?, more: [JSONMember]
  ) -> JSON {
    .object(
      common(step: 0, leg: leg, from: nil, to: to, filled: nil, price: nil, reason: reason)
        + [JSONMember("event", .string(refusal))] + more)
  }

  private func json(_ event: ScenarioEvent, _ step: ScenarioStep) -> JSON {
    var members = common(
      step: step.number, leg: event.leg, from: event.from, to: event.to, filled: event.filled,
      price: event.price, reason: event.reason?.rawValue)
    members += [
      JSONMember("event", .string(event.what)),
      JSONMember("tape", .string(step.tape)),
      JSONMember("list", text(event.list?.rawValue)),
      JSONMember("quantity", text(event.quantity)),
      JSONMember("word", text(event.word)),
      JSONMember("venue_reason", text(event.venueReason)),
      JSONMember("sentence", .string(event.sentence)),
      JSONMember("because", event.clause.map(json) ?? .null),
      JSONMember("told", text(event.told?.word)),
    ]
    return .object(members)
  }

  private func json(_ clause: ScenarioClause) -> JSON {
    [
      "switch": .string(clause.name.rawValue), "way": .string(clause.way),
      "sentence": .string(clause.sentence), "section": .string(clause.section),
      "standing": .string(clause.isTurned ? "turned" : clause.standing.rawValue),
    ]
  }

  private func json(_ move: ScenarioMove, _ step: ScenarioStep) -> JSON {
    let word = move.isPosition ? "position" : "balance"
    var members = common(
      step: step.number, leg: nil, from: nil, to: nil, filled: nil, price: nil, reason: nil)
    members += [
      JSONMember("event", .string(word)),
      JSONMember("tape", .string(step.tape)),
      JSONMember(move.isPosition ? "instrument" : "asset", .string(move.asset)),
      JSONMember("before", text(move.before)),
      JSONMember("after", text(move.after)),
    ]
    if !move.isPosition {
      members += [
        JSONMember("held_before", text(move.heldBefore)),
        JSONMember("held_after", text(move.heldAfter)),
      ]
    }
    return .object(members)
  }

  private var final: JSON {
    guard let end else {
      let word = if case .beyond = standing { "inexpressible" } else { "refused" }
      return ["list": .string(word), "last": .null, "orders": [], "balances": []]
    }
    var members = [
      JSONMember("list", .string(end.list.rawValue)),
      JSONMember("last", text(end.last)),
      JSONMember("orders", .array(end.legs.enumerated().map(json))),
      JSONMember(
        "balances",
        .array(
          end.balances.map {
            [
              "asset": .string($0.asset), "free": text($0.free), "locked": text($0.locked),
            ]
          })),
    ]
    if let position = end.position { members.append(JSONMember("position", text(position))) }
    members += [
      JSONMember("protection", .string(end.protection.verdict.rawValue)),
      JSONMember("sentence", .string(end.protection.sentence)),
    ]
    if let known = end.known { members.append(JSONMember("known", json(known))) }
    return .object(members)
  }

  private func json(_ at: Int, _ leg: ScenarioEnd.Leg) -> JSON {
    [
      "order": .string("\(venue.name)-\(at + 1)"), "leg": .integer(Int64(at + 1)),
      "role": .string(leg.role.rawValue), "side": .string(leg.side.rawValue),
      "type": .string(leg.type.rawValue), "status": .string(leg.status.rawValue),
      "word": text(leg.word), "quantity": text(leg.quantity), "filled": text(leg.filled),
      "average_price": text(leg.averagePrice), "reason": text(leg.reason?.rawValue),
    ]
  }
}

extension FieldPath {
  /// The leg it belongs to.
  fileprivate var leg: Int? {
    switch self {
    case .leg(let index), .legField(let index, _): index
    default: nil
    }
  }
}
