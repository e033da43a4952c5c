import Exact
import Orders

/// Checks that several venues make, each under its own id and with its own source.
public enum Checks {
  /// The venue has this kind of list in such an instrument, and the ticket as many legs as it
  /// takes.
  public static func legCount(_ id: String, source: Citation) -> Rule {
    Rule(id, "the venue takes this kind of list, with exactly as many legs", source: source) {
      look, report in
      if look.symbol == nil {
        let one = look.ticket.instrument.isSpot ? "spot pairs" : "futures contracts"
        report.error(.instrument, "\(look.title) lists no \(one)")
      }
      guard let form = look.form else {
        report.error(.kind, "\(look.title) has no \(look.ticket.kind.rawValue.uppercased())")
        return
      }
      if look.legs.count != form.slots.count {
        report.error(.legs, form.legCountSentence(look.legs.count))
      }
    }
  }

  /// Every leg has a type, and one that its place takes.
  public static func legTypes(_ id: String, source: Citation) -> Rule {
    Rule(id, "every leg is of a type that its place in the list takes", source: source) {
      look, report in
      guard let form = look.form else { return }
      for (slot, index) in look.order.enumerated() {
        guard let type = look.legs[index].type else {
          report.error(.leg(index, .type), "is missing")
          continue
        }
        let place = form.slots[slot]
        if place.word(for: type) == nil {
          let one = place.types.count == 1 ? place.types.first?.type.rawValue : nil
          report.error(
            .leg(index, .type),
            "\(look.title) takes \(place.allowed.words) here, not \(type.words)",
            repair: one)
        }
      }
    }
  }

  /// Of an OCO's two legs exactly one rests as a limit and one waits for a trigger.
  public static func oneLimitLeg(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "an OCO has exactly one limit leg and one that waits for a trigger", kinds: [.oco],
      source: source
    ) { look, report in
      let limits = look.legs.filter { $0.type?.isLimit == true }.count
      let waiting = look.legs.filter { $0.type?.isContingent == true }.count
      if limits != 1 || waiting != 1 {
        report.error(
          .legs,
          "has \(Words.count(limits, "limit leg")) and \(waiting) that wait for a trigger; one of "
            + "each is needed")
      }
    }
  }

  /// Every leg has a side; a pair has one side, exits the opposite of their entry's.
  public static func sides(
    _ id: String, pair: Severity = .error, exits: Severity = .error, source: Citation
  ) -> Rule {
    Rule(
      id, "the legs of a pair are on one side, and exits on the side opposite their entry's",
      source: source
    ) { look, report in
      for (index, leg) in look.legs.enumerated() where leg.side == nil {
        report.error(.leg(index, .side), "is missing")
      }
      guard let first = look.legs.first?.side else { return }
      let isPair = !look.ticket.kind.hasEntry
      let wanted = isPair ? first : first.opposite
      for (index, leg) in look.legs.enumerated().dropFirst() {
        guard let side = leg.side, side != wanted else { continue }
        let message =
          isPair
          ? "is \(side.rawValue) while the other leg is \(first.rawValue); both exit one position"
          : "is \(side.rawValue) like its entry, so it would add to the position, not exit it"
        report.say(
          isPair ? pair : exits, .leg(index, .side), message, repair: wanted.rawValue)
      }
    }
  }

  /// Every leg that needs a quantity has one, above zero.
  public static func quantities(_ id: String, source: Citation) -> Rule {
    Rule(id, "every leg has a quantity above zero", source: source) { look, report in
      for (index, leg) in look.legs.enumerated() {
        if look.ticket.kind.sizesExitsFromEntry, index > 0 { continue }
        guard let quantity = leg.quantity else {
          report.error(.leg(index, .quantity), "is missing")
          continue
        }
        if !quantity.isPositive {
          report.error(
            .leg(index, .quantity), "\(quantity) is not above zero",
            repair: look.instrument?.lot?.description)
        }
      }
    }
  }

  /// Legs whose quantity the venue takes once have one quantity.
  public static func equalQuantities(_ id: String, source: Citation) -> Rule {
    Rule(id, "the legs of a pair have the same quantity", source: source) { look, report in
      let places = look.dependentIndices
      guard places.count == 2, let first = look.legs[places.lowerBound].quantity,
        let second = look.legs[places.lowerBound + 1].quantity, first != second
      else { return }
      report.error(
        .leg(places.lowerBound + 1, .quantity), "\(second) differs from the other leg's \(first)",
        repair: first.description)
    }
  }
}
