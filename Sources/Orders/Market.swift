import Exact

/// What a market shows at one moment; any part may be unknown.
public struct Market: Hashable, Sendable {
  public var last: Decimal?
  public var bid: Decimal?
  public var ask: Decimal?
  public var mark: Decimal?
  public var index: Decimal?
  /// How old the last price is; nil where it was given as it is now.
  public var ageMilliseconds: Int64?

  public init(
    last: Decimal? = nil, bid: Decimal? = nil, ask: Decimal? = nil, mark: Decimal? = nil,
    index: Decimal? = nil, ageMilliseconds: Int64? = nil
  ) {
    self.last = last
    self.bid = bid
    self.ask = ask
    self.mark = mark
    self.index = index
    self.ageMilliseconds = ageMilliseconds
  }
}
