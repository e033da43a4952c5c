import Exact
import Orders
import Simulator
import Testing
import Venues

@testable import tandem

@Suite struct SimulateVerbTests {
  static let legs =
    #""legs":[{"type":"limit","price":"32000"},"#
    + #"{"type":"stop_limit","trigger":"29000","price":"28900"}]"#

  static func file(_ more: String = "", price: String = "29500") -> String {
    #"{"ticket":{"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01",\#(legs)},"#
      + #""start":"30000","path":["\#(price)","29400@0.005","28900"]\#(more)}"#
  }

  func world(_ text: String = Self.file()) -> World { World(files: ["s.json": text]) }

  @Test func theContractsKeysComeFirstAndTheEndLast() throws {
    let seen = world().run("simulate", "s.json", "--venue", "binance", "--format", "json")
    #expect(seen.status == .fine, "\(seen.errors)")
    let events = seen.objects.dropLast()
    for event in events {
      #expect(
        event.members.map(\.key).prefix(9) == [
          "venue", "step", "order", "leg", "from", "to", "filled", "price", "reason",
        ])
    }
    let fill = try #require(events.first { $0["to"]?.string == "filled" })
    #expect(fill["step"]?.int64 == 3 && fill["leg"]?.int64 == 2)
    #expect(fill["from"]?.string == "working" && fill["filled"]?.string == "0.01")
    #expect(fill["price"]?.string == "28900")
    let gone = try #require(events.first { $0["to"]?.string == "expired" })
    #expect(gone["reason"]?.string == "sibling" && gone["leg"]?.int64 == 1)
    let last = try #require(seen.objects.last)
    #expect(last.members.map(\.key) == ["venue", "final"])
    #expect(last["final"]?["list"]?.string == "done")
    #expect(last["final"]?["orders"]?[1]?["word"]?.string == "FILLED")
  }

  @Test func everyVenueEndsWithOneFinal() {
    let seen = world().run("simulate", "s.json", "--format", "json")
    #expect(seen.status == .fine)
    let ends = seen.objects.filter { $0["final"] != nil }
    #expect(ends.compactMap { $0["venue"]?.string } == VenueCatalogue.ids.map(\.name))
  }

  @Test func theSameFileGivesTheSameBytes() {
    for format in ["text", "json"] {
      let first = world().run("simulate", "s.json", "--format", format)
      let second = world().run("simulate", "s.json", "--format", format)
      #expect(Array(first.output.utf8) == Array(second.output.utf8))
      #expect(!first.output.isEmpty)
    }
  }

  @Test func theVenuesOfTheCommandLineReplaceTheFiles() {
    let text = Self.file(#","venues":["bingx"]"#)
    func venues(_ words: [String]) -> [String] {
      world(text).run(words: ["simulate", "s.json", "--format", "json"] + words).objects
        .filter { $0["final"] != nil }.compactMap { $0["venue"]?.string }
    }
    #expect(venues([]) == ["bingx"])
    #expect(venues(["--venue", "kucoin"]) == ["kucoin"])
  }

  @Test func aRefusalIsAnEventAndAStatus() throws {
    let text = Self.file().replacing("32000", with: "29900")
    let seen = world(text).run("simulate", "s.json", "--venue", "binance", "--format", "json")
    #expect(seen.status == .ticketErrors)
    let event = try #require(seen.objects.first)
    #expect(event["event"]?.string == "refused" && event["to"]?.string == "rejected")
    #expect(event["field"]?.string == "legs[0].price" && event["leg"]?.int64 == 1)
    #expect(seen.objects.last?["final"]?["orders"]?.count == 0)
  }

  @Test func aVenueBeyondReachCountsOnlyWhenAskedFor() {
    #expect(world().run("simulate", "s.json").output.contains("cannot be played here: Tradovate"))
    #expect(world().run("simulate", "s.json").status == .fine)
    #expect(world().run("simulate", "s.json", "--venue", "tradovate").status == .ticketErrors)
  }

  @Test func whatIsWrongIsNamedWithFileLineAndKey() {
    let seen = world(Self.file(price: "1,5")).run("simulate", "s.json")
    #expect(seen.status == .usage)
    #expect(seen.errors.hasPrefix("tandem: s.json:1: path[0]: has a comma"), "\(seen.errors)")
    let fine = world(Self.file(price: "29500.05")).run("simulate", "s.json", "--venue", "kucoin")
    #expect(fine.errors.contains("path[0]: 29500.05 is no multiple of KuCoin's tick 0.1"))
    let both = world().run("simulate", "s.json", "--cards")
    #expect(both.status == .usage && both.errors.contains("takes one of SCENARIO"))
    let none = world().run("simulate")
    #expect(none.status == .usage && none.errors.contains("SCENARIO"))
  }

  @Test func cardsAreListedAndPlayed() {
    let list = world().run("simulate", "--cards")
    for card in SemanticsCards.all { #expect(list.output.contains(card.id + " ")) }
    #expect(world().run("simulate", "--cards", "--format", "json").objects.count == 50)
    let played = world().run("simulate", "--card", "bn-sem-03", "--card", "kc-sem-05")
    #expect(played.status == .fine)
    #expect(played.output.contains("bn-sem-03: the card holds"))
    #expect(played.output.contains("there is no such thing"))
    let wrong = world().run("simulate", "--card", "bn-sem-30")
    #expect(wrong.status == .usage && wrong.errors.contains("did you mean bn-sem-"))
  }

  /// What a card prints as its scenario is a file that plays the same.
  @Test func aCardsScenarioCanBeTakenAway() throws {
    let card = try #require(
      world().run("simulate", "--cards", "--venue", "crypto-com", "--format", "json").objects.first)
    let text = try #require(card["scenario"]).rawText
    let own = world(text).run("simulate", "s.json").output
    #expect(world().run("simulate", "--card", "cdc-sem-01").output.contains(own))
  }

  @Test func everyPageFitsAHundredColumns() {
    let words =
      [["s.json"], ["--cards"]] + SemanticsCards.all.map { ["--card", $0.id] }
    let pages = words.map { world().run(words: ["simulate"] + $0).output }
    for line in pages.joined(separator: "\n").split(separator: "\n") {
      #expect(line.count <= 100, "\(line)")
      #expect(line.last != " ")
    }
  }
}
