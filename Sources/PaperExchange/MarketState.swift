import Orders

/// One market as it stands: prices in ticks (0 for one not known), and everything that waits.
struct MarketState: Hashable, Sendable {
  /// Where an order stands.
  enum Home: UInt8, Hashable, Sendable {
    case buys
    case sells
    // A watch fires when its source reaches the price from below (up) or from above (down).
    case lastUp
    case lastDown
    case markUp
    case markDown
    case indexUp
    case indexDown
    case trail
    case nowhere

    /// Whether falling keys mean falling prices, so that keys are prices as they are.
    @inline(__always)
    var rises: Bool {
      switch self {
      case .sells, .lastUp, .markUp, .indexUp: true
      case .buys, .lastDown, .markDown, .indexDown, .trail, .nowhere: false
      }
    }

    static func watch(_ source: TriggerSource, up: Bool) -> Home {
      switch source {
      case .last: up ? .lastUp : .lastDown
      case .mark: up ? .markUp : .markDown
      case .index: up ? .indexUp : .indexDown
      }
    }
  }

  /// What there is to be had.
  enum Depth { case print, bid, ask }

  let unit: MarketUnit
  var last: Int64 = 0
  var mark: Int64 = 0
  var index: Int64 = 0
  var bid: Int64 = 0
  var ask: Int64 = 0
  var bidDepth = Int64.max
  var askDepth = Int64.max
  /// What is left of the trade of this step, for limit orders that it wakes in a market without
  /// quotes.
  var printLeft = Int64.max
  var isQuoted = false
  var heaps: [PriceHeap] = Array(repeating: PriceHeap(), count: 8)
  var trails: [TrailStack] = []
  var trailing = 0

  init(unit: MarketUnit) {
    self.unit = unit
    for _ in TriggerSource.allCases {
      for side in [TrailStack.TrailSide.sell, .buy] {
        trails.append(TrailStack(unit: .distance, side: side))
        trails.append(TrailStack(unit: .basisPoints, side: side))
      }
    }
  }

  /// The prices turned so that the smallest key is the nearest.
  @inline(__always)
  static func key(_ price: Int64, _ home: Home) -> Int64 { home.rises ? price : -price }

  @inline(__always)
  func best(_ home: Home) -> Int64 { heaps[Int(home.rawValue)].best }

  /// Whether the price has come to the first order there.
  @inline(__always)
  func isReached(_ home: Home, by price: Int64) -> Bool {
    best(home) <= Self.key(price, home)
  }

  func price(of source: TriggerSource) -> Int64 {
    switch source {
    case .last: last
    case .mark: mark
    case .index: index
    }
  }

  /// What an order would trade at now; 0 when nothing is known.
  func touch(_ side: Side) -> Int64 {
    if !isQuoted { return last }
    return side == .buy ? ask : bid
  }

  func depth(_ depth: Depth) -> Int64 {
    switch depth {
    case .print: printLeft
    case .bid: bidDepth
    case .ask: askDepth
    }
  }

  mutating func consume(_ quantity: Int64, of depth: Depth) {
    switch depth {
    case .print: if printLeft != .max { printLeft -= quantity }
    case .bid: if bidDepth != .max { bidDepth -= quantity }
    case .ask: if askDepth != .max { askDepth -= quantity }
    }
  }

  /// Takes note of a trade; true when nothing comes of it.
  mutating func note(trade price: Int64, size: Int64?) -> Bool {
    last = price
    if isQuoted {
      if bid > price { (bid, bidDepth) = (price, .max) }
      if ask < price { (ask, askDepth) = (price, .max) }
    }
    let isQuiet =
      heaps[0].best > -price && heaps[1].best > price && heaps[2].best > price
      && heaps[3].best > -price
      && (trailing == 0 || areTrailsQuiet(.last, price))
    if !isQuiet { printLeft = size ?? .max }
    return isQuiet
  }

  /// Takes note of a quote; true when nothing comes of it.
  mutating func note(bid: Int64, ask: Int64, bidDepth: Int64?, askDepth: Int64?) -> Bool {
    self.bid = bid
    self.ask = ask
    self.bidDepth = bidDepth ?? .max
    self.askDepth = askDepth ?? .max
    isQuoted = true
    return heaps[0].best > -ask && heaps[1].best > bid
  }

  /// Takes note of a mark or index price; true when nothing comes of it.
  mutating func note(_ price: Int64, of source: TriggerSource) -> Bool {
    if source == .mark { mark = price } else { index = price }
    return !isReached(.watch(source, up: true), by: price)
      && !isReached(.watch(source, up: false), by: price)
      && (trailing == 0 || areTrailsQuiet(source, price))
  }

  private func areTrailsQuiet(_ source: TriggerSource, _ price: Int64) -> Bool {
    for trail in Self.trails(of: source)
    where !trails[trail].isQuiet(at: trails[trail].side == .sell ? price : -price) {
      return false
    }
    return true
  }

  /// The trails that watch a source: sells and buys, by distance and by basis points.
  static func trails(of source: TriggerSource) -> Range<Int> {
    switch source {
    case .last: 0..<4
    case .mark: 4..<8
    case .index: 8..<12
    }
  }

  static func trail(_ source: TriggerSource, _ side: Side, _ unit: Trailing.Unit) -> Int {
    trails(of: source).lowerBound + (side == .sell ? 0 : 2) + (unit == .distance ? 0 : 1)
  }
}

/// What ticks and lots of a market are worth in atoms of its assets.
struct MarketUnit: Hashable, Sendable {
  var isFuture: Bool
  /// Places in the ledger; of a future both are what it is settled in.
  var base: Int
  var quote: Int
  /// Atoms of the base a lot, and of the quote a tick and lot.
  var lot: Int128
  var tickLot: Int128
  var minimumNotional: Int128
  var minimumQuantity: Int64
  var maximumQuantity: Int64
  var commission: MarketSpec.Commission

  /// What that many lots cost; beyond the ledger's bound for what is beyond it.
  func notional(_ price: Int64, _ quantity: Int64) -> Int128 {
    bounded(Int128(price) * Int128(quantity), tickLot)
  }

  /// What that many lots are in atoms of the base.
  func atoms(_ quantity: Int64) -> Int128 { bounded(Int128(quantity), lot) }

  /// Neither factor is large enough alone to be trouble, their product may be.
  private func bounded(_ count: Int128, _ unit: Int128) -> Int128 {
    if unit < 1_000_000_000_000 { return min(count * unit, Ledger.bound + 1) }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? Ledger.bound + 1 : min(product, Ledger.bound + 1)
  }

  /// The commission on an amount, never more than the rate.
  func fee(_ amount: Int128, isMaker: Bool) -> Int128 {
    let rate = isMaker ? commission.maker : commission.taker
    return rate == 0 ? 0 : amount * Int128(rate) / 1_000_000
  }

  /// The most a fill of that amount can cost in commission.
  func largestFee(_ amount: Int128) -> Int128 {
    max(fee(amount, isMaker: true), fee(amount, isMaker: false))
  }
}
