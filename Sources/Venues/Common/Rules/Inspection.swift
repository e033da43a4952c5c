import Exact
import Orders

/// A ticket at one venue with all that is known about it: what rules look at.
public struct Inspection: Sendable {
  public let venue: VenueID
  /// The venue's name in a sentence.
  public let title: String
  public let ticket: Ticket
  /// With the ticket's defaults filled in, in ticket order.
  public let legs: [Leg]
  /// The venue's spelling of the instrument; nil where it can have none such.
  public let symbol: String?
  /// The form the ticket would be placed with; nil where the venue has none for it.
  public let form: PlaceForm?
  /// The leg for each slot of `form`; empty when the leg count does not fit it.
  public let order: [Int]
  public let instrument: InstrumentRules?
  public let market: Market
  public let account: Account
  public let environment: Environment
  public let known: Rule.Needs

  public init(
    venue: any Venue, ticket: Ticket, instrument: InstrumentRules?, market: Market = Market(),
    account: Account = Account(), environment: Environment = .paper
  ) {
    self.venue = venue.id
    title = venue.title
    self.ticket = ticket
    legs = ticket.resolvedLegs
    symbol = venue.symbol(of: ticket.instrument)
    form = venue.form(for: ticket)
    if let form, form.slots.count == legs.count {
      order = venue.order(legs, in: form)
    } else {
      order = []
    }
    self.instrument = instrument
    self.market = market
    self.account = account
    self.environment = environment
    known = Self.known(instrument, market, account)
  }

  private static func known(
    _ instrument: InstrumentRules?, _ market: Market, _ account: Account
  ) -> Rule.Needs {
    var known: Rule.Needs = []
    if instrument != nil { known.insert(.instrument) }
    if market.last != nil { known.insert(.last) }
    if market.bid != nil, market.ask != nil { known.insert(.book) }
    if market.mark != nil { known.insert(.mark) }
    if market.ageMilliseconds != nil { known.insert(.priceAge) }
    if account.balances != nil { known.insert(.balances) }
    if account.openOrders != nil || account.openLists != nil || account.openAlgoOrders != nil {
      known.insert(.openOrders)
    }
    if account.usedClientIDs != nil { known.insert(.usedIDs) }
    if account.clockOffsetMilliseconds != nil { known.insert(.clock) }
    if account.millisecondsSinceLastPlacement != nil { known.insert(.pace) }
    if account.canTrade != nil { known.insert(.canTrade) }
    if account.takerFeeRate != nil { known.insert(.feeRate) }
    return known
  }

  /// The value of this venue's option, by the parameter's own name.
  public func option(_ parameter: String) -> OptionValue? {
    ticket.options.value(venue, parameter)
  }

  /// A leg with its place in the ticket.
  public struct Placed: Sendable {
    public let index: Int
    public let leg: Leg
  }

  public var entry: Placed? {
    ticket.kind.hasEntry && !legs.isEmpty ? Placed(index: 0, leg: legs[0]) : nil
  }

  /// The legs that depend on another: both of an OCO, the exits of the rest.
  public var dependent: [Placed] {
    dependentIndices.map { Placed(index: $0, leg: legs[$0]) }
  }

  /// Where those legs stand, without an array made for it.
  public var dependentIndices: Range<Int> {
    legs.indices.dropFirst(ticket.kind.hasEntry ? 1 : 0)
  }

  /// The leg that rests at a price of its own, where there is exactly one.
  public var limit: Placed? { only { $0.isLimit } }

  /// The leg that waits for a trigger, where there is exactly one.
  public var contingent: Placed? { only { $0.isContingent } }

  private func only(_ matches: (LegType) -> Bool) -> Placed? {
    var found: Placed?
    for index in dependentIndices {
      guard let type = legs[index].type, matches(type) else { continue }
      if found != nil { return nil }
      found = Placed(index: index, leg: legs[index])
    }
    return found
  }
}
