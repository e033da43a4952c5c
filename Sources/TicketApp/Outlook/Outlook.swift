import Exact
import Orders
import Venues

/// What a ticket would do: where each leg stands to the market, and what it would gain or lose.
struct Outlook: Hashable, Sendable {
  /// One leg that gets the position in or out at a price.
  struct Rung: Hashable, Sendable {
    let leg: Int
    /// Where it fires or rests.
    let price: Decimal
    /// The limit it becomes, where it waits for a trigger first.
    let limit: Decimal?
    let side: Side?
    let type: LegType
    let quantity: Decimal?
    /// From the last price, in percent with two digits.
    let distance: Decimal?
    /// In the quote currency, from the entry; nil for an entry, and where it is not known at
    /// which price the leg gets out, or what a point of the contract is worth.
    let gain: Decimal?
    /// In percent of what the entry cost, with two digits.
    let gainPercent: Decimal?
    /// Times the risk, with two digits.
    let multiple: Decimal?
    let isEntry: Bool
    /// It lies on the wrong side of what it is measured from, so it would trade or fire at once.
    let isPast: Bool
  }

  private(set) var rungs: [Rung] = []
  /// What exits are measured from, and whether that is an entry of the ticket.
  private(set) var entry: Decimal?
  private(set) var hasEntry = false
  /// What a unit would have to fetch so that commission on both sides is paid.
  private(set) var breakEven: Decimal?
  /// What is lost at the stop.
  private(set) var risk: Decimal?

  /// - Parameter feeRate: Of the amount, on each side.
  init(_ ticket: Ticket, _ market: Market, rules: InstrumentRules?, feeRate: Decimal?) {
    let legs = ticket.resolvedLegs
    hasEntry = ticket.kind.hasEntry
    let entryLeg = hasEntry ? legs.first : nil
    entry = entryLeg.map { Self.priceReached($0, market) } ?? market.last
    let worth = ticket.instrument.worthOfPoint(rules)
    risk = ticket.riskLeg.flatMap { gain(of: $0, worth) }.flatMap { gain in
      gain.isNegative ? try? .zero - gain : nil
    }
    for (index, leg) in legs.enumerated() {
      guard let type = leg.type, let price = leg.trigger ?? leg.price ?? marketPrice(leg, market)
      else { continue }
      let isEntry = hasEntry && index == 0
      let gain = isEntry ? nil : gain(of: leg, worth)
      rungs.append(
        Rung(
          leg: index, price: price, limit: type.isContingent ? leg.price : nil, side: leg.side,
          type: type, quantity: leg.quantity, distance: percent(price, from: market.last),
          gain: gain, gainPercent: isEntry ? nil : gainPercent(of: leg),
          multiple: gain.flatMap { ratio($0, risk) }, isEntry: isEntry,
          isPast: !isEntry && isPast(leg, price)))
    }
    rungs.sort { ($0.price, $1.leg) > ($1.price, $0.leg) }
    breakEven = paidBack(legs.last?.side, feeRate, rules?.tick)
  }

  /// A trailing stop's price only says where its trail begins.
  private func isPast(_ leg: Leg, _ price: Decimal) -> Bool {
    guard let entry, let type = leg.type, let side = leg.side, !type.isTrailing, type != .market
    else { return false }
    return !Checks.direction(of: type, side).holds(price, entry)
  }

  private func marketPrice(_ leg: Leg, _ market: Market) -> Decimal? {
    leg.type == .market ? market.last : nil
  }

  /// What a leg brings in against the entry; a stop limit is counted at its limit.
  private func gain(of leg: Leg, _ worth: Decimal?) -> Decimal? {
    guard let entry, let worth, let out = Self.priceReached(leg), let quantity = leg.quantity,
      let side = leg.side, let step = side == .sell ? try? out - entry : try? entry - out,
      let gain = try? step * quantity
    else { return nil }
    return try? gain * worth
  }

  /// Where a leg gets in or out; a trailing stop does so wherever its trail has come to.
  private static func priceReached(_ leg: Leg, _ market: Market = Market()) -> Decimal? {
    leg.type?.isTrailing == true ? nil : leg.price ?? leg.trigger ?? market.last
  }

  private func gainPercent(of leg: Leg) -> Decimal? {
    guard let out = Self.priceReached(leg), let side = leg.side,
      let percent = percent(out, from: entry)
    else { return nil }
    return side == .sell ? percent : try? .zero - percent
  }

  private func percent(_ price: Decimal, from start: Decimal?) -> Decimal? {
    guard let start, !start.isZero, let distance = try? (price - start) * 100 else { return nil }
    return (try? distance.divided(by: start, digits: 2, .nearest)) ?? nil
  }

  private func ratio(_ gain: Decimal, _ risk: Decimal?) -> Decimal? {
    guard let risk, risk.isPositive else { return nil }
    return (try? gain.divided(by: risk, digits: 2, .nearest)) ?? nil
  }

  private func paidBack(_ exit: Side?, _ rate: Decimal?, _ tick: Decimal?) -> Decimal? {
    guard let entry, let rate, let exit,
      let more = try? Decimal.one + rate, let less = try? Decimal.one - rate, less.isPositive
    else { return nil }
    // Sold for more than it cost with both commissions, or bought back for less.
    let price =
      exit == .sell
      ? try? (entry * more).divided(by: less, digits: 12, .up)
      : try? (entry * less).divided(by: more, digits: 12, .down)
    guard let price = price ?? nil else { return nil }
    guard let tick, tick.isPositive else { return price }
    return try? price.rounded(to: tick, exit == .sell ? .up : .down)
  }
}
