import Exact
import Orders

/// Faults as lines of JSON.
extension ScenarioRun {
  func json(_ note: ScenarioNote, _ step: ScenarioStep) -> JSON {
    .object(
      common(
        step: step.number, leg: nil, from: nil, to: nil, filled: nil, price: nil, reason: nil)
        + [
          JSONMember("event", "fault"),
          JSONMember("tape", .string(step.tape)),
          JSONMember("fault", note.fault?.json ?? ["clear": true]),
          JSONMember("sentence", .string(note.sentence)),
        ])
  }

  func json(_ answer: ScenarioAnswer, _ step: ScenarioStep) -> JSON {
    .object(
      common(
        step: step.number, leg: nil, from: nil, to: nil, filled: nil, price: nil, reason: nil)
        + [
          JSONMember("event", "answer"),
          JSONMember("tape", .string(step.tape)),
          JSONMember("operation", .string(answer.operation.rawValue)),
          JSONMember("executed", .bool(answer.isExecuted)),
          JSONMember("outcome", .string(answer.outcome.rawValue)),
          JSONMember("delay_ms", .integer(answer.delay)),
          JSONMember("sentence", .string(answer.sentence)),
        ])
  }

  func json(_ known: ScenarioKnowledge) -> JSON {
    let orders = known.legs.enumerated().map { at, leg -> JSON in
      [
        "leg": .integer(Int64(at + 1)),
        "status": leg.map { .string($0.status.rawValue) } ?? .null,
        "filled": leg.map { .string($0.filled.description) } ?? .null,
      ]
    }
    return [
      "placing": .string(known.placing.rawValue), "as_it_stands": .bool(known.isTrue),
      "orders": .array(orders), "armed": .array(known.armed.map(\.json)),
    ]
  }
}
