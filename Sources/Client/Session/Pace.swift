import Venues

/// When requests that change orders were sent, each kind for itself.
///
/// Such a request is never held back to be sent later: what a person wanted then need not be what
/// they want a moment after. Where it would come too soon it is refused before it is sent.
struct Pace: Hashable, Sendable {
  /// A second as the venue counts it, and a little more for requests that overtake each other.
  private static let second: Int64 = 1_250

  private var sent: [Operation: [Int64]] = [:]

  func isFull(_ operation: Operation, _ most: Int?, _ now: Int64) -> Bool {
    guard let most else { return false }
    return sent[operation, default: []].count { $0 > now - Self.second } >= most
  }

  mutating func note(_ operation: Operation, _ now: Int64) {
    sent[operation, default: []].removeAll { $0 <= now - Self.second }
    sent[operation, default: []].append(now)
  }
}
