import Exact
import Orders
import Venues

/// Makes legal tickets for one venue at random, from the venue's own tables: every kind, type,
/// choice and option is reached.
///
/// The same seed makes the same tickets.
public struct TicketSampler {
  public let venue: any Venue
  var random: SeededGenerator

  public init(_ venue: any Venue, seed: UInt64) {
    self.venue = venue
    random = SeededGenerator(seed: seed)
  }

  /// A ticket that the venue's rules find no error in, and the market they were asked about.
  public mutating func next() -> (ticket: Ticket, market: Market) {
    // Most drafts are legal at once; a bound keeps a venue that refuses everything from hanging.
    for _ in 0..<1_000 {
      let (ticket, market) = draft()
      if isLegal(ticket, market) { return (ticket, market) }
    }
    return draft()
  }

  /// Whether the venue can carry the ticket and finds no error in it.
  public func isLegal(_ ticket: Ticket, _ market: Market) -> Bool {
    guard venue.obstacles(ticket).isEmpty else { return false }
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: venue.rules(of: ticket.instrument), market: market)
    return !venue.findings(inspection).contains { $0.severity == .error }
  }

  private mutating func draft() -> (Ticket, Market) {
    let instrument = pick(venue.instruments).instrument
    var ticket = Ticket(kind: pick(venue.forms).kind, instrument: instrument, legs: [])
    for choice in venue.choices where chance(4) {
      ticket.options["\(venue.id).\(choice.name)"] = .text(pick(choice.ways).name)
    }
    guard let form = venue.form(for: ticket) else { return (ticket, Market()) }
    let tick = venue.rules(of: instrument)?.tick ?? .one
    let last = ticks(Int64.random(in: 20_000...4_000_000, using: &random), tick)
    let spread = ticks(1, tick)
    let market = Market(
      last: last, bid: (try? last - spread) ?? last, ask: (try? last + spread) ?? last, mark: last)
    ticket.legs = legs(form, instrument, last: last, tick: tick)
    addOptions(&ticket, form)
    shareTerms(&ticket)
    return (ticket, market)
  }

  // MARK: Legs

  private mutating func legs(
    _ form: PlaceForm, _ instrument: Instrument, last: Decimal, tick: Decimal
  ) -> [Leg] {
    let entrySide = pick(Side.allCases)
    let quantity = quantity(instrument)
    // Few venues take exits of another size or on the entry's side, or a pair of two sides.
    let exitQuantity = chance(4) ? self.quantity(instrument) : quantity
    let isOdd = chance(8)
    var legs: [Leg] = []
    for slot in form.slots.indices {
      let isEntry = form.slots[slot].role == .entry
      let isExit = form.slots[slot].role == .exit
      let isOpposed = isExit != (isOdd && slot > 0)
      var leg = Leg(
        canonicalType(form.slots[slot]), side: isOpposed ? entrySide.opposite : entrySide)
      if !(isExit && form.kind.sizesExitsFromEntry) {
        leg.quantity = isExit ? exitQuantity : quantity
      }
      price(&leg, isEntry: isEntry, last: last, tick: tick)
      settle(&leg, form, slot)
      legs.append(leg)
    }
    // The legs of a pair may stand in any order.
    if form.kind == .oco || form.kind.hasPairOfExits, chance(2) {
      legs.swapAt(legs.count - 2, legs.count - 1)
    }
    return legs
  }

  /// What all legs say alike is now and then said once for all of them.
  private mutating func shareTerms(_ ticket: inout Ticket) {
    let sized = ticket.legs.prefix(ticket.kind.sizesExitsFromEntry ? 1 : ticket.legs.count)
      .map(\.quantity)
    if Set(ticket.legs.map(\.side)).count == 1, chance(3) {
      ticket.side = ticket.legs.first?.side
      for index in ticket.legs.indices { ticket.legs[index].side = nil }
    }
    if Set(sized).count == 1, chance(3) {
      ticket.quantity = sized.first ?? nil
      for index in ticket.legs.indices { ticket.legs[index].quantity = nil }
    }
  }

  /// A type that the place's word reads back as, or what stands beside the word.
  private mutating func canonicalType(_ slot: PlaceForm.Slot) -> LegType? {
    pick(slot.readableTypes)
  }

  private mutating func price(_ leg: inout Leg, isEntry: Bool, last: Decimal, tick: Decimal) {
    guard let type = leg.type, let side = leg.side else { return }
    // An entry's limit waits on the favourable side, like a take-profit of the same side would.
    let direction = Checks.direction(of: type, side)
    let near = shifted(last, direction, tick, 2...2_000)
    if type.isContingent { leg.trigger = near }
    if type.hasPrice {
      // A triggered limit lies beyond its trigger, at it, or behind it, where it may not fill.
      let beyond: Checks.Direction = side == .sell ? .below : .above
      leg.price =
        type.isContingent
        ? shifted(near, chance(4) ? beyond.opposite : beyond, tick, chance(4) ? 0...0 : 1...200)
        : near
    }
    if isEntry, type.isContingent, !type.isTakeProfit {
      // A stop entry buys above the market and sells below it; `direction` says just that.
      leg.trigger = near
    }
  }

  /// Time in force, trail, source and expiry, where the form carries them for this leg.
  private mutating func settle(_ leg: inout Leg, _ form: PlaceForm, _ slot: Int) {
    guard let type = leg.type else { return }
    for field in form.fields where field.slots.first == slot {
      let carries = field.legTypes?.contains(type) ?? true
      switch field.meaning {
      case .timeInForce where carries:
        let words = venue.spelling.timesInForce.filter { fits(field, $0.1) }
        if field.standard != nil || chance(2) { leg.timeInForce = pick(words).0 }
      case .triggerBy where type.isContingent && carries && chance(3):
        leg.triggerBy = pick(venue.spelling.triggerSources.filter { fits(field, $0.1) }).0
      case .trail where type.isTrailing || (field.legTypes?.contains(type) ?? false) && chance(4):
        let amount = Int64.random(in: 10...2_000, using: &random)
        leg.trail =
          venue.spelling.trail == .basisPoints
          ? .percent(ticks(amount, Decimal(mantissa: 1, scale: 2) ?? .one))
          : .distance(ticks(amount, venueTick(form)))
        // Where a trail is a share of the price it may begin at once, without a trigger.
        if venue.spelling.trail == .basisPoints, chance(3) { leg.trigger = nil }
      default: break
      }
    }
    if leg.timeInForce == .gtd {
      // The third millennium is as far as any venue's clock is tried.
      let moment = Int64.random(in: 1_900_000_000_000...32_503_680_000_000, using: &random)
      leg.expire = Timestamp(milliseconds: moment / 1000 * 1000)
    }
  }

  private func venueTick(_ form: PlaceForm) -> Decimal {
    venue.instruments.first?.tick ?? .one
  }

  private func fits(_ field: Field, _ word: String) -> Bool {
    switch field.type {
    case .choice(let words): words.contains(word)
    default: true
    }
  }

  private mutating func shifted(
    _ value: Decimal, _ direction: Checks.Direction, _ tick: Decimal, _ range: ClosedRange<Int64>
  ) -> Decimal {
    let step = ticks(Int64.random(in: range, using: &random), tick)
    let moved = direction == .above ? try? value + step : try? value - step
    return moved.flatMap { $0.isPositive ? $0 : nil } ?? value
  }

  private mutating func quantity(_ instrument: Instrument) -> Decimal {
    let lot = venue.rules(of: instrument)?.lot ?? .one
    return ticks(Int64.random(in: 1...(chance(3) ? 50 : 200_000), using: &random), lot)
  }

  func ticks(_ count: Int64, _ tick: Decimal) -> Decimal {
    (try? Decimal(Int(count)) * tick) ?? tick
  }
}

extension PlaceForm.Slot {
  /// The types that come back from a request as they went into it.
  ///
  /// Of types that share a word only the first does, but for those that a trail or an instruction
  /// beside the word tells apart.
  public var readableTypes: [LegType] {
    types.filter { type, word in
      type.isTrailing || type == .limitMaker || types.first { $0.word == word }?.type == type
    }.map(\.type)
  }
}
