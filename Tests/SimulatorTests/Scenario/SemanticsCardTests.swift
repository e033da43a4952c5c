import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite struct SemanticsCardTests {
  static let ids = SemanticsCards.all.map(\.id)

  @Test func everyVenueHasACardForEverySituation() {
    for venue in VenueCatalogue.ids {
      for situation in Situation.allCases {
        let cards = SemanticsCards.all.filter { $0.venue == venue && $0.situation == situation }
        #expect(cards.count == 1, "\(venue), \(situation.title): \(cards.map(\.id))")
      }
    }
    #expect(SemanticsCards.all.count == VenueCatalogue.ids.count * Situation.allCases.count)
    #expect(Situation.allCases.count == 10)
  }

  @Test func idsBeginAsTheVenuesRulesDo() throws {
    #expect(Set(Self.ids).count == Self.ids.count)
    for card in SemanticsCards.all {
      let venue = try #require(VenueCatalogue.venue(card.venue))
      let prefix = try #require(card.id.split(separator: "-").first)
      #expect(venue.rules.allSatisfy { $0.id.hasPrefix(prefix + "-") }, "\(card.id)")
    }
  }

  @Test(arguments: ids) func theCardIsCitedFromADocumentOfItsVenue(id: String) throws {
    let card = try #require(SemanticsCards.card(id))
    let venue = try #require(VenueCatalogue.venue(card.venue))
    #expect(venue.documents.contains { $0.name == card.source.document }, "\(card.source)")
    #expect(!card.source.place.isEmpty && !card.sentence.isEmpty)
    // What is a choice says so by where it is cited from, and nothing else is cited from there.
    #expect((card.standing == .chosen) == (card.source.document == "sheet"))
    #expect((card.standing == .absent) == (card.scenario == nil))
  }

  @Test(arguments: ids) func theCardHolds(id: String) throws {
    let card = try #require(SemanticsCards.card(id))
    guard let run = try card.play() else { return }
    #expect(card.complaints(about: run) == [])
  }

  @Test func whatACardSaysDoesNotExistIsNotInTheCatalogue() throws {
    for card in SemanticsCards.all where card.standing == .absent {
      let venue = try #require(VenueCatalogue.venue(card.venue))
      for kind in Kind.allCases where kind.hasEntry {
        #expect(venue.capabilities.contingency(of: kind) == nil)
        #expect(ContingencyRules.sheet(of: card.venue, kind) == nil)
      }
    }
  }

  @Test(arguments: ids) func nothingIsEverImpossibleOnTheWay(id: String) throws {
    let card = try #require(SemanticsCards.card(id))
    guard let text = card.scenario, let venue = VenueCatalogue.venue(card.venue) else { return }
    let scenario = try ScenarioFile.read(Array(text.utf8))
    guard case .stage(let stage) = try ScenarioStage.make(scenario, venue) else { return }
    var troubles: [String] = []
    _ = try scenario.perform(on: stage) { troubles += Invariants.check($0) }
    #expect(troubles == [])
  }
}

/// A rule that were otherwise must break a card: cards that always hold would prove nothing.
@Suite struct BrokenRuleTests {
  struct Break: Sendable, CustomTestStringConvertible {
    let card: String
    let name: ContingencyRules.Switch
    let way: String

    init(_ card: String, _ name: ContingencyRules.Switch, _ way: String) {
      self.card = card
      self.name = name
      self.way = way
    }

    var testDescription: String { "\(card): \(name.rawValue) = \(way)" }
  }

  static let breaks = [
    Break("bn-sem-01", .siblingEnds, "canceled"), Break("bn-sem-01", .removal, "never"),
    Break("bn-sem-02", .removal, "never"), Break("bn-sem-02", .source, "mark"),
    Break("bn-sem-03", .removal, "full_fill"), Break("bn-sem-04", .removal, "full_fill"),
    Break("bn-sem-05", .partEntry, "exits_arm"), Break("bn-sem-05", .arming, "first_fill"),
    Break("bn-sem-06", .arming, "first_fill"), Break("bn-sem-07", .cancelReach, "alone"),
    Break("bn-sem-08", .refusedExit, "rejected"), Break("bn-sem-08", .holding, "nothing"),
    Break("bn-sem-10", .orphanExpired, "canceled"),
    Break("cdc-sem-01", .siblingEnds, "expired"), Break("cdc-sem-02", .source, "last"),
    Break("cdc-sem-03", .removal, "full_fill"), Break("cdc-sem-04", .removal, "never"),
    Break("cdc-sem-05", .arming, "each_fill"), Break("cdc-sem-05", .orphanCanceled, "expired"),
    Break("cdc-sem-06", .arming, "first_fill"), Break("bx-sem-02", .source, "mark"),
    Break("kc-sem-02", .source, "mark"), Break("tv-sem-04", .removal, "never"),
    Break("cdc-sem-07", .cancelReach, "pair"), Break("cdc-sem-08", .failedTrigger, "canceled"),
    Break("cdc-sem-10", .orphanExpired, "expired"),
    Break("bx-sem-01", .siblingEnds, "expired"), Break("bx-sem-02", .removal, "never"),
    Break("bx-sem-03", .removal, "full_fill"), Break("bx-sem-04", .removal, "never"),
    Break("bx-sem-07", .cancelReach, "alone"), Break("bx-sem-10", .limitRest, "off_book"),
    Break("kc-sem-01", .removal, "never"), Break("kc-sem-02", .siblingEnds, "expired"),
    Break("kc-sem-03", .removal, "full_fill"), Break("kc-sem-04", .removal, "full_fill"),
    Break("kc-sem-07", .cancelReach, "alone"), Break("kc-sem-08", .failedTrigger, "rejected"),
    Break("kc-sem-08", .holding, "pair_once"), Break("kc-sem-10", .limitRest, "book"),
    Break("tv-sem-01", .removal, "never"), Break("tv-sem-02", .source, "mark"),
    Break("tv-sem-03", .removal, "first_fill_or_trigger"),
    Break("tv-sem-05", .partEntry, "exits_arm"), Break("tv-sem-06", .arming, "first_fill"),
    Break("tv-sem-07", .cancelReach, "alone"), Break("tv-sem-08", .refusedExit, "canceled"),
    Break("tv-sem-08", .exitRelation, "none"), Break("tv-sem-10", .expiryReach, "pair"),
  ]

  @Test(arguments: breaks) func aBrokenRuleBreaksTheCard(broken: Break) throws {
    let card = try #require(SemanticsCards.card(broken.card))
    let venue = try #require(VenueCatalogue.venue(card.venue))
    var scenario = try ScenarioFile.read(Array(try #require(card.scenario).utf8))
    let isKnown = ContingencyRules.ways(of: broken.name).contains(broken.way)
    #expect(isKnown)
    scenario.turns.append(Scenario.Turn(venue: venue.id, name: broken.name, way: broken.way))
    #expect(card.complaints(about: try scenario.play(at: venue)) != [])
  }

  /// Every switch of the tables' that a card could fail by; a list that its owner cancels has none,
  /// and a rule of the venue's is no switch.
  @Test func everyOtherCardThatIsPlayedCanBeBroken() {
    let broken = Set(Self.breaks.map(\.card))
    let rest = SemanticsCards.all.filter { $0.scenario != nil && !broken.contains($0.id) }
    #expect(rest.allSatisfy { $0.situation == .listCanceled || $0.id == "bx-sem-08" })
  }
}
