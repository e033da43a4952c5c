import Exact
import Orders

/// What a market's tickers tell of the day, and its newest trades.
///
/// The day begins with the simulator: prices of before are not known.
struct BingXDay: Sendable {
  struct Trade: Sendable {
    let number: Int64
    let price: Decimal
    let quantity: Decimal
    let time: Timestamp
    /// The buyer rested: the price fell to a bid.
    let buyerRested: Bool
  }

  let opened: Timestamp
  let open: Decimal
  private(set) var high: Decimal
  private(set) var low: Decimal
  private(set) var volume = Decimal.zero
  private(set) var quoteVolume = Decimal.zero
  private(set) var trades: [Trade] = []
  private(set) var count: Int64 = 0
  /// How much stands at the best prices, where the tape says so.
  var bidDepth: Decimal?
  var askDepth: Decimal?

  static let mostTrades = 500

  init(_ last: Decimal, at now: Timestamp) {
    opened = now
    open = last
    high = last
    low = last
  }

  mutating func trade(_ price: Decimal, _ quantity: Decimal, at now: Timestamp) {
    count += 1
    let before = trades.last?.price ?? open
    high = max(high, price)
    low = min(low, price)
    volume = (try? volume + quantity) ?? volume
    if let worth = try? price * quantity { quoteVolume = (try? quoteVolume + worth) ?? quoteVolume }
    if trades.count >= 2 * Self.mostTrades { trades.removeFirst(Self.mostTrades) }
    trades.append(
      Trade(
        number: count, price: price, quantity: quantity, time: now, buyerRested: price < before))
  }

  /// The change in percent, as `-0.87%`.
  static func percent(_ change: Decimal, of open: Decimal) -> String {
    let hundred = (try? change * 100) ?? .zero
    let part = open.isPositive ? try? hundred.divided(by: open, digits: 2, .nearest) : nil
    let text = (part ?? .zero).description
    guard let part, !part.isInteger else { return text + ".00%" }
    return text + (part.fractionDigits == 1 ? "0%" : "%")
  }
}
