import Exact
import Orders
import PaperExchange

/// What changes a market's rules, or the clock, while orders rest: faults and the session's end.
extension Desk {
  /// Prices must from now on be multiples of this; false where the market cannot count so fine.
  ///
  /// What rests already stays as it is.
  @discardableResult
  public mutating func setTick(_ tick: Decimal, in market: Int) -> Bool {
    guard specs.indices.contains(market), tick.isPositive,
      tick.isMultiple(of: specs[market].tick)
    else { return false }
    instruments[market].tick = tick
    return true
  }

  /// Quantities must from now on be multiples of this; false where the market cannot count so fine.
  @discardableResult
  public mutating func setLot(_ lot: Decimal, in market: Int) -> Bool {
    guard specs.indices.contains(market), lot.isPositive, lot.isMultiple(of: specs[market].lot)
    else { return false }
    instruments[market].lot = lot
    return true
  }

  /// Stops a market, so that nothing new is taken and nothing trades, or lets it go on.
  public mutating func setHalted(_ isHalted: Bool, in market: Int) {
    guard specs.indices.contains(market) else { return }
    if isHalted { halted.insert(market) } else { halted.remove(market) }
    instruments[market].isTradable = !isHalted
  }

  /// The rules that the venue's catalogue gives.
  public mutating func restoreRules() {
    let own = venue.instruments
    for market in instruments.indices {
      let symbol = instruments[market].symbol
      if let rules = own.first(where: { $0.symbol == symbol }) { instruments[market] = rules }
    }
    halted = []
  }

  /// Sets the venue's clock, which may go back; orders good till a moment that has come once stay
  /// expired.
  public mutating func setClock(to time: Timestamp) {
    now = time
    apply(.time(time.milliseconds), to: 0)
  }

  /// When the next order expires by time; nil while none will.
  public var nextExpiry: Timestamp? {
    exchange.nextExpiry.map(Timestamp.init(milliseconds:))
  }
}
