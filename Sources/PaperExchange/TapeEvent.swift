/// What happens in a market, from outside: prices in ticks, sizes in lots, times in milliseconds.
public enum TapeEvent: Hashable, Sendable {
  /// Somebody traded; without a size, as much as anybody wants.
  case trade(price: Int64, size: Int64?)
  /// The best prices, and how much stands there; without a depth, as much as anybody wants.
  case quote(bid: Int64, ask: Int64, bidDepth: Int64?, askDepth: Int64?)
  case mark(Int64)
  case index(Int64)
  /// It is now that late; orders good till then expire.
  case time(Int64)
  /// The session ends; orders for the day expire.
  case sessionEnd

  /// A trade of any size.
  public static func trade(_ price: Int64) -> TapeEvent { .trade(price: price, size: nil) }

  /// A quote without depths.
  public static func quote(_ bid: Int64, _ ask: Int64) -> TapeEvent {
    .quote(bid: bid, ask: ask, bidDepth: nil, askDepth: nil)
  }
}
