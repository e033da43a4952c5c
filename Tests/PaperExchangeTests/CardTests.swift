import Orders
import PaperExchange
import Testing

@Suite struct CardTests {
  static let cards: [Card] =
    PairCards.binance + PairCards.bingX + PairCards.kuCoin + MorePairCards.cryptoCom
    + MorePairCards.tradovate + EntryCards.binance + EntryCards.cryptoCom + EntryCards.tradovate

  @Test(arguments: cards) func theCardHolds(card: Card) throws {
    let world = try #require(card.play())
    #expect(world.outcome == card.outcome, "\(world.story)")
    if !card.story.isEmpty { #expect(world.story == card.story) }
    #expect(world.troubles.isEmpty, "\(world.troubles)")
  }

  @Test func cardsAreNumberedAndCited() {
    #expect(Set(Self.cards.map(\.number)).count == Self.cards.count)
    for card in Self.cards { #expect(card.sentence.hasPrefix("§"), "\(card.number)") }
    let kinds = Set(Self.cards.map { $0.venue + " " + $0.kind.rawValue })
    for sheet in ContingencyRules.sheets {
      #expect(kinds.contains("\(sheet.venue) \(sheet.kind.rawValue)"))
    }
  }
}

@Suite struct SheetTests {
  @Test(arguments: ContingencyRules.sheets.indices) func everySwitchIsAnsweredOnce(at: Int) {
    let sheet = ContingencyRules.sheets[at]
    #expect(
      sheet.rows.map(\.name).sorted { $0.rawValue < $1.rawValue }
        == ContingencyRules.Switch.allCases.sorted { $0.rawValue < $1.rawValue })
    for row in sheet.rows {
      #expect(sheet.rules.way(of: row.name) == row.way)
      #expect(row.section.contains("§") && !row.sentence.isEmpty)
    }
  }

  @Test(arguments: ContingencyRules.Switch.allCases)
  func everySwitchTurns(name: ContingencyRules.Switch) {
    for way in ContingencyRules.ways(of: name) {
      var rules = ContingencyRules()
      let isTurned = rules.turn(name, to: way)
      #expect(isTurned)
      #expect(rules.way(of: name) == way)
    }
    var rules = ContingencyRules()
    let isTurned = rules.turn(name, to: "sideways")
    #expect(!isTurned)
    #expect(rules == ContingencyRules())
  }

  /// The figures of the sheets, §4, written down again by hand.
  @Test func venuesDifferWhereTheySay() throws {
    func rules(_ venue: String, _ kind: Kind, derivative: Bool = false) throws -> ContingencyRules {
      try #require(
        ContingencyRules.sheet(of: VenueID(venue), kind, isDerivative: derivative)
      ).rules
    }
    #expect(try rules("binance", .oco).siblingEnds == .expired)
    #expect(try rules("bingx", .oco).siblingEnds == .canceled)
    #expect(try rules("kucoin", .oco).holding == .nothing)
    #expect(try rules("kucoin", .oco).limitRest == .offBook)
    #expect(try rules("crypto-com", .oco).source == .mark)
    #expect(try rules("crypto-com", .otoco, derivative: true).removal == .never)
    #expect(try rules("tradovate", .oco).removal == .fullFill)
    #expect(ContingencyRules.sheet(of: VenueID("kucoin"), .oto) == nil)
  }
}
