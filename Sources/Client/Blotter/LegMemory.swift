import Exact
import Orders

/// What is remembered of a leg beside what is shown: which executions were counted.
struct LegMemory: Hashable, Sendable {
  private var trades: Set<String> = []
  /// The sum of the executions that came one by one.
  private(set) var traded: Decimal = .zero

  /// Notes an execution; false where it was noted before.
  mutating func isNews(_ fill: Fill) -> Bool {
    guard let trade = fill.tradeID else { return true }
    return trades.insert(trade).inserted
  }

  /// Adds an execution that no report counts together with the others.
  mutating func add(_ quantity: Decimal) {
    if let sum = try? traded + quantity { traded = sum }
  }
}
