import Exact
import Orders
import Testing

@testable import Venues

/// Every rule of every venue has a card, and every card holds.
@Suite struct RuleCardTests {
  @Test(arguments: VenueCatalogue.ids)
  func everyRuleHasACardOnBothSides(_ id: VenueID) throws {
    let deck = try CardDeck("\(id).json")
    let carded = Set(deck.cards.map(\.rule))
    for rule in deck.venue.rules {
      #expect(carded.contains(rule.id), "\(rule.id) has no card")
    }
    #expect(carded.subtracting(deck.venue.rules.map(\.id)).isEmpty, "a card names no rule")
  }

  @Test(arguments: VenueCatalogue.ids)
  func ruleIdsAreUniqueAndCited(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    #expect(Set(venue.rules.map(\.id)).count == venue.rules.count)
    let documents = Set(venue.documents.map(\.name))
    for rule in venue.rules {
      #expect(documents.contains(rule.source.document), "\(rule.id) cites \(rule.source)")
    }
  }

  @Test(arguments: VenueCatalogue.ids)
  func everyCardTrips(_ id: VenueID) throws {
    let deck = try CardDeck("\(id).json")
    for card in deck.cards {
      let rule = try #require(deck.venue.rules.first { $0.id == card.rule })
      let found = try card.findings(card.trips, deck.venue).filter { $0.rule == card.rule }
      let worst = found.map(\.severity).max()
      #expect(worst == card.severity ?? rule.severity, "\(card.rule) does not trip: \(found)")
      if let field = card.field {
        #expect(
          found.contains { $0.field.description == field },
          "\(card.rule) points at \(found.map(\.field.description))")
      }
      if let repair = card.repair {
        #expect(
          found.contains { $0.repair == repair },
          "\(card.rule) offers \(found.map { $0.repair ?? "nothing" })")
      }
    }
  }

  @Test(arguments: VenueCatalogue.ids)
  func everyCardJustPasses(_ id: VenueID) throws {
    let deck = try CardDeck("\(id).json")
    for card in deck.cards {
      let rule = try #require(deck.venue.rules.first { $0.id == card.rule })
      let found = try card.findings(card.passes, deck.venue).filter { $0.rule == card.rule }
      // A note would say that the rule could not be checked, which is not passing.
      #expect(
        found.isEmpty || rule.severity == .note && found.allSatisfy { $0.severity == .note },
        "\(card.rule) does not pass: \(found)")
    }
  }

  /// Taking the offered repair makes the rule content with that field.
  @Test(arguments: VenueCatalogue.ids)
  func everyRepairRepairs(_ id: VenueID) throws {
    let deck = try CardDeck("\(id).json")
    for card in deck.cards {
      let found = try card.findings(card.trips, deck.venue).filter { $0.rule == card.rule }
      for finding in found {
        guard let repair = finding.repair else { continue }
        let repaired = try card.repaired(card.trips, finding, repair)
        let after = try card.findings(repaired, deck.venue).filter {
          $0.rule == card.rule && $0.field == finding.field && $0.severity == finding.severity
        }
        #expect(after.isEmpty, "\(card.rule): \(repair) for \(finding.field) leaves \(after)")
      }
    }
  }

  /// Whoever takes one offered repair after another comes to an end: none undoes another.
  @Test(arguments: VenueCatalogue.ids)
  func repairsTakenInTurnComeToAnEnd(_ id: VenueID) throws {
    let deck = try CardDeck("\(id).json")
    for card in deck.cards {
      var side = card.trips
      var taken: [String] = []
      while let finding = try card.findings(side, deck.venue).first(where: {
        $0.severity == .error && $0.repair != nil
      }), let repair = finding.repair, taken.count < 12 {
        taken.append("\(finding.rule) \(finding.field) \(repair)")
        side = try card.repaired(side, finding, repair)
      }
      #expect(taken.count < 12, "\(card.rule): \(taken)")
    }
  }
}
