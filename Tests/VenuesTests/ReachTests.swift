import Exact
import Orders
import Sampling
import Testing

@testable import Venues

/// What the sampled tickets hold: a trait that never turns up is never tried.
@Suite struct ReachTests {
  /// Every trait of a ticket that something at a venue could treat in its own way.
  private static func traits(_ ticket: Ticket, _ venue: any Venue) -> Set<String> {
    var traits = lists(ticket)
    let legs = ticket.resolvedLegs
    if ticket.side != nil { traits.insert("one side for all") }
    if ticket.quantity != nil { traits.insert("one quantity for all") }
    for (index, leg) in legs.enumerated() {
      guard let type = leg.type, let side = leg.side else { continue }
      let role = ticket.kind.role(at: index)
      traits.insert("\(ticket.kind) \(role) \(side)")
      if leg.trail != nil { traits.insert("\(type) trails") }
      if type.isTrailing {
        traits.insert("trail \(leg.trigger == nil ? "without" : "with") trigger")
      }
      if type.isStop, let price = leg.price, let trigger = leg.trigger {
        let isPassive = side == .sell ? price > trigger : price < trigger
        traits.insert("stop limit \(price == trigger ? "at" : isPassive ? "behind" : "beyond")")
      }
      if type.hasPrice, leg.price == nil { traits.insert("pegged without price") }
      if leg.quantity == nil { traits.insert("\(role) without quantity") }
    }
    for entry in ticket.options.parameters(of: venue.id) {
      let isChoice = venue.choices.contains { $0.name == entry.name }
      traits.insert("option \(entry.name)" + (isChoice ? "=\(entry.value)" : ""))
    }
    return traits
  }

  /// What its legs are to one another.
  private static func lists(_ ticket: Ticket) -> Set<String> {
    var traits: Set<String> = []
    let legs = ticket.resolvedLegs
    if legs.count == 3, let first = legs[1].type {
      traits.insert(first.isStop ? "stop exit first" : "profit exit first")
    }
    if ticket.kind == .oco, let first = legs.first?.type {
      traits.insert(first.isStop ? "stop first" : "profit first")
      if legs[0].side != legs[1].side { traits.insert("pair of two sides") }
    }
    if ticket.kind.hasEntry, legs.count > 1 {
      if legs[1].side == legs[0].side { traits.insert("exit adds") }
      if let own = legs[1].quantity, own != legs[0].quantity { traits.insert("exit of own size") }
    }
    return traits
  }

  private static let common = [
    "one side for all", "one quantity for all", "profit first", "stop first", "stop limit at",
    "stop limit behind", "stop limit beyond",
  ]

  private static let own: [String: [String]] = [
    "binance": [
      "exit adds", "exit of own size", "pegged without price", "takeProfit trails",
      "takeProfitLimit trails", "trail with trigger", "trail without trigger",
      "stop exit first", "profit exit first",
    ],
    "crypto-com": ["stop exit first", "profit exit first", "entry without quantity"],
    "tradovate": ["stop exit first", "profit exit first", "pair of two sides"],
  ]

  @Test(arguments: VenueCatalogue.ids)
  func everyTraitTurnsUp(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    var sampler = TicketSampler(venue, seed: 7)
    var found: Set<String> = []
    for _ in 0..<1_000 { found.formUnion(Self.traits(sampler.next().ticket, venue)) }
    var wanted = Set(Self.common + (Self.own[id.name] ?? []))
    for field in venue.forms.flatMap(\.fields) where field.isOption {
      wanted.insert("option \(field.optionName)")
    }
    for choice in venue.choices {
      wanted.formUnion(choice.ways.map { "option \(choice.name)=\($0.name)" })
    }
    for form in venue.forms where !form.kind.sizesExitsFromEntry {
      wanted.formUnion(form.slots.map { "\(form.kind) \($0.role) buy" })
      wanted.formUnion(form.slots.map { "\(form.kind) \($0.role) sell" })
    }
    #expect(found.isSuperset(of: wanted), "never: \(wanted.subtracting(found).sorted())")
  }
}
