import Exact
import Orders

/// What is remembered of a leg beside what is shown: which executions were counted.
struct LegMemory: Hashable, Sendable {
  /// Few orders execute in more than a handful of parts, and a walk through a handful is faster
  /// than a set; what follows after that is in one.
  private var trades: [String] = []
  private var manyTrades: Set<String> = []
  /// The sum of the executions that came one by one.
  private(set) var traded: Decimal = .zero

  private static let few = 8

  /// Notes an execution; false where it was noted before.
  mutating func isNews(_ fill: Fill) -> Bool {
    guard let trade = fill.tradeID else { return true }
    if trades.contains(trade) { return false }
    if trades.count < Self.few {
      trades.append(trade)
      return true
    }
    return manyTrades.insert(trade).inserted
  }

  /// Adds an execution that no report counts together with the others.
  mutating func add(_ quantity: Decimal) {
    if let sum = try? traded + quantity { traded = sum }
  }
}
