import Exact
import Orders
import PaperExchange
import Venues

/// Everything a venue needs to play a story: what it received, and its market and contingency.
///
/// The ticket takes the road of a real one: the venue's rules, its request, sealed with the paper
/// keys, and back out of those bytes. What is played is what the venue reads.
struct ScenarioStage {
  let venue: any Venue
  /// As the venue received it, legs in the order of the trader's own ticket.
  let ticket: Ticket
  let legs: [Leg]
  let spec: MarketSpec
  let orders: [NewOrder]
  let rules: ContingencyRules
  let sheet: ContingencySheet
  let turns: [Scenario.Turn]

  enum Made {
    case stage(ScenarioStage)
    case standing(ScenarioRun.Standing)
    /// Its rules were others by the time the ticket came.
    case turnedAway([Finding])
  }

  static func make(_ scenario: Scenario, _ venue: any Venue) throws(FileError) -> Made {
    let ticket = scenario.ticket
    let obstacles = venue.obstacles(ticket).map(\.text)
    guard obstacles.isEmpty else { return .standing(.beyond(obstacles)) }
    guard let sheet = ContingencyRules.sheet(of: venue.id, ticket.kind) else {
      return .standing(.beyond(["\(venue.title) has no \(ticket.kind.rawValue.uppercased())"]))
    }
    let instrument: InstrumentRules
    let spec: MarketSpec
    switch market(scenario, venue) {
    case .success(let made): (instrument, spec) = made
    case .failure(let reason): return .standing(.beyond([reason.sentence]))
    }
    let errors = findings(scenario, venue, instrument).filter { $0.severity == .error }
    guard errors.isEmpty else { return .standing(.refused(errors)) }
    let changed = try changed(instrument, spec, scenario, venue)
    if changed != instrument {
      let errors = findings(scenario, venue, changed).filter { $0.severity == .error }
      guard errors.isEmpty else { return .turnedAway(errors) }
    }
    let received: Ticket
    do {
      received = try receive(ticket, venue, at: scenario.clock)
    } catch {
      return .standing(.beyond(error.reasons.map(\.text)))
    }
    let orders: [NewOrder]
    do {
      orders = try spec.orders(of: received)
    } catch {
      return .standing(
        .beyond(["legs[\(error.leg)].\(error.field.rawValue): no market here can count that"]))
    }
    let turns = scenario.turns.filter { $0.venue == venue.id }
    var rules = sheet.rules
    for turn in turns { _ = rules.turn(turn.name, to: turn.way) }
    return .stage(
      ScenarioStage(
        venue: venue, ticket: received, legs: received.resolvedLegs, spec: spec, orders: orders,
        rules: rules, sheet: sheet, turns: turns))
  }

  private struct NoMarket: Error { let sentence: String }

  private static func market(
    _ scenario: Scenario, _ venue: any Venue
  ) -> Result<(InstrumentRules, MarketSpec), NoMarket> {
    let name = scenario.ticket.instrument
    let known =
      venue.rules(of: name)
      ?? venue.symbol(of: name).map { InstrumentRules(instrument: name, symbol: $0) }
    guard var rules = known else {
      return .failure(NoMarket(sentence: "\(venue.title) has no \(name)"))
    }
    rules = scenario.instrument?.applied(to: rules) ?? rules
    let rate = (try? scenario.commission * 1_000_000)?.int64 ?? 0
    let cost = MarketSpec.Commission(maker: rate, taker: rate, taken: .received)
    do throws(MarketSpec.Refusal) {
      return .success(
        (rules, try MarketSpec(rules, commission: cost, settlement: Scenario.settlement)))
    } catch {
      return .failure(NoMarket(sentence: "\(name): \(error.sentence)"))
    }
  }

  /// The venue's demands when the ticket comes, after the faults that are there by then.
  ///
  /// The market counts on in its own steps, so no fault makes them finer.
  private static func changed(
    _ own: InstrumentRules, _ spec: MarketSpec, _ scenario: Scenario, _ venue: any Venue
  ) throws(FileError) -> InstrumentRules {
    var rules = own
    for fault in scenario.faults where fault.isMeant(for: venue.id) {
      if case .tickSize(_, let size) = fault.fault?.what, !size.isMultiple(of: spec.tick) {
        throw scenario.error(
          fault, "size", "\(size) is no multiple of \(venue.title)'s tick \(spec.tick)")
      }
      if case .lotSize(_, let size) = fault.fault?.what, !size.isMultiple(of: spec.lot) {
        throw scenario.error(
          fault, "size", "\(size) is no multiple of \(venue.title)'s lot \(spec.lot)")
      }
      if fault.step == 0 { rules = fault.applied(to: rules, own: own) }
    }
    return rules
  }

  private static func findings(
    _ scenario: Scenario, _ venue: any Venue, _ instrument: InstrumentRules
  ) -> [Finding] {
    let market = Market(last: scenario.start, mark: scenario.start, index: scenario.start)
    var account = Account()
    account.balances = scenario.deposits.map {
      Balance(asset: $0.asset, free: $0.amount, locked: .zero)
    }
    account.takerFeeRate = scenario.commission
    return venue.findings(
      Inspection(
        venue: venue, ticket: scenario.ticket, instrument: instrument, market: market,
        account: account))
  }

  /// The ticket as the venue reads it out of the bytes that say it.
  private static func receive(
    _ ticket: Ticket, _ venue: any Venue, at now: Timestamp
  ) throws(Inexpressible) -> Ticket {
    let draft = try venue.place(ticket, ListIdentity(1))
    var reading: Reading
    do {
      let seal = Seal(now: now, requestID: 1, credentials: try venue.paperCredentials())
      reading = try venue.read(try venue.seal(draft, seal))
    } catch {
      throw Inexpressible(.legs, "the request cannot be read back: \(error)")
    }
    guard let form = venue.form(for: ticket) else { return reading.ticket }
    let order = venue.order(ticket.resolvedLegs, in: form)
    guard order.count == reading.ticket.legs.count else { return reading.ticket }
    let received = reading.ticket.resolvedLegs
    for (slot, leg) in order.enumerated() { reading.ticket.legs[leg] = received[slot] }
    return reading.ticket
  }
}

extension MarketSpec.Refusal {
  var sentence: String {
    switch self {
    case .noTick: "its tick is unknown; say it under instrument"
    case .noLot: "its lot is unknown; say it under instrument"
    case .tooFine: "its tick and lot have more than 18 digits behind the point"
    case .tooCoarse: "a tick of a lot is worth more than a million"
    case .rates: "the commission is no rate"
    }
  }
}

extension ScenarioFault {
  /// What a market demands once the fault is there.
  fileprivate func applied(to rules: InstrumentRules, own: InstrumentRules) -> InstrumentRules {
    guard let fault else { return own }
    var rules = rules
    switch fault.what {
    case .tickSize(_, let size): rules.tick = size
    case .lotSize(_, let size): rules.lot = size
    case .halt: (rules.isTradable, rules.status) = (false, "halted")
    case .resume: (rules.isTradable, rules.status) = (own.isTradable, own.status)
    default: break
    }
    return rules
  }
}
