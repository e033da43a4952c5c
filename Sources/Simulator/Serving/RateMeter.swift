import Orders

/// What was used of one limit in the window of the clock that now runs.
///
/// Windows are aligned to the clock, as the venues' are.
public struct RateMeter: Hashable, Sendable {
  public let limit: Int
  public let window: Int64
  public private(set) var used = 0
  private var start: Int64 = 0

  /// - Parameter window: Milliseconds.
  public init(limit: Int, window: Int64) {
    self.limit = limit
    self.window = window
  }

  /// Notes a use, and says whether the limit still allows it.
  public mutating func take(_ cost: Int = 1, at now: Timestamp) -> Bool {
    let current = now.milliseconds / window * window
    if current != start {
      start = current
      used = 0
    }
    used += cost
    return used <= limit
  }

  /// Milliseconds until the window ends.
  public func rest(at now: Timestamp) -> Int64 { start + window - now.milliseconds }
}
