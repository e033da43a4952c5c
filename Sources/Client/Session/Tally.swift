/// What the requests of one wish came to, in whatever order they are answered.
///
/// Where a list is cancelled order by order, one cancel may take the others along before their own
/// turn, and their answers may overtake each other.
struct Tally: Hashable, Sendable {
  private let parts: Int
  private var outcomes: [Part] = []

  private struct Part: Hashable {
    let outcome: Outcome
    /// The order had ended already.
    let isOver: Bool
  }

  init(parts: Int) { self.parts = parts }

  mutating func add(_ outcome: Outcome, isOver: Bool) {
    outcomes.append(Part(outcome: outcome, isOver: isOver))
  }

  /// What it all came to, once every part is answered: the worst of it, but what had ended already
  /// counts against the whole only where nothing else was done.
  var whole: Outcome? {
    guard outcomes.count >= parts else { return nil }
    let open = outcomes.filter { !$0.isOver }
    let doubt = open.first { if case .inDoubt = $0.outcome { true } else { false } }
    let no = open.first { $0.outcome != .accepted }
    return (doubt ?? no ?? open.first ?? outcomes.first)?.outcome
  }
}
