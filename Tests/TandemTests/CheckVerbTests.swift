import Exact
import Orders
import Testing
import Venues

@testable import tandem

@Suite struct CheckVerbTests {
  static let market = #"{"last":"30000","bid":"29999.9","ask":"30000.1","mark":"30000"}"#

  func world(_ ticket: String = World.oco, market: String = Self.market) -> World {
    World(files: ["t.json": ticket, "m.json": market])
  }

  @Test func aLegalTicketIsFineAndSaysWhatWasNotChecked() {
    let seen = world().run("check", "t.json", "--venue", "kucoin", "--market", "m.json")
    #expect(seen.status == .fine, "\(seen.output)")
    #expect(seen.output.hasPrefix("kucoin: legal"))
    #expect(seen.output.contains("not checked: no balances [kc-oco-15]"))
  }

  @Test func findingsAreOneObjectALine() throws {
    let ticket = World.oco.replacing("32000", with: "30000")
    let seen = world(ticket).run(
      "check", "t.json", "--venue", "kucoin", "--market", "m.json", "--format", "json")
    #expect(seen.status == .ticketErrors)
    let finding = try #require(seen.objects.first { $0["severity"]?.string == "error" })
    #expect(
      finding.members.map(\.key) == ["venue", "rule", "severity", "field", "message", "repair"])
    #expect(finding["rule"]?.string == "kc-oco-11")
    #expect(finding["field"]?.string == "legs[0].price")
    #expect(finding["repair"]?.string == "30000.1")
    let note = try #require(seen.objects.first { $0["severity"]?.string == "note" })
    #expect(note["repair"]?.isNull == true)
  }

  @Test func withoutAMarketNothingPassesInSilence() {
    let seen = world().run("check", "t.json", "--venue", "kucoin", "--format", "json")
    let notes = seen.objects.filter { $0["severity"]?.string == "note" }
    #expect(notes.contains { $0["rule"]?.string == "kc-oco-11" })
  }

  @Test func aVenueBeyondReachCountsOnlyWhenAskedFor() {
    let all = world(World.oto).run("check", "t.json", "--market", "m.json")
    #expect(all.output.contains("kucoin: cannot be expressed"))
    #expect(world(World.oto).run("check", "t.json", "--venue", "kucoin").status == .ticketErrors)
  }

  @Test func theMarketFilesRulesReplaceTheCatalogues() {
    let market = #"{"last":"30000","instrument":{"tick":"1000"}}"#
    let seen = world(market: market).run(
      "check", "t.json", "--venue", "kucoin", "--market", "m.json")
    #expect(seen.status == .ticketErrors)
    #expect(seen.output.contains("28900 is not a multiple of the tick 1000"))
    #expect(seen.output.contains("nearest legal value: 29000"))
  }

  @Test func aBadMarketFileIsNamed() {
    let seen = world(market: "{\n\"last\": \"1,5\"}").run(
      "check", "t.json", "--market", "m.json")
    #expect(seen.status == .usage)
    #expect(seen.errors.hasPrefix("tandem: m.json:2: last: has a comma"))
  }
}

@Suite struct CatalogueVerbTests {
  @Test func everyRuleIsListedWithItsSource() {
    let seen = World().run("rules", "--format", "json")
    let rules = VenueCatalogue.all.flatMap(\.rules)
    #expect(seen.objects.count == rules.count)
    for (object, rule) in zip(seen.objects, rules) {
      #expect(object["rule"]?.string == rule.id)
      #expect(object["source"]?.string == rule.source.description)
    }
    let page = World().run("rules").output
    for rule in rules { #expect(page.contains(rule.id)) }
  }

  @Test func everyVenueIsAnObjectWithItsParameters() throws {
    let seen = World().run("venues", "--format", "json")
    #expect(seen.objects.compactMap { $0["venue"]?.string } == VenueCatalogue.ids.map(\.name))
    for (object, venue) in zip(seen.objects, VenueCatalogue.all) {
      #expect(object["forms"]?.count == venue.forms.count)
      #expect(object["endpoints"]?.count == venue.endpoints.count)
    }
    let page = World().run("venues").output
    #expect(page.contains("BTC/USDT  30000"))
  }
}
