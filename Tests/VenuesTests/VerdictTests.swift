import Exact
import Orders
import Testing

@testable import Venues

/// Tickets as a trader writes them, with the verdict that each venue's documents give.
///
/// A rule card looks at one rule; here the whole verdict counts, so that no rule calls a legal
/// ticket wrong. The tickets are in `Cards/verdicts.json`.
@Suite struct VerdictTests {
  @Test(arguments: VenueCatalogue.ids)
  func everyTicketIsJudgedAsTheVenueWould(_ id: VenueID) throws {
    let venue = try #require(VenueCatalogue.venue(id))
    let root = try JSON(JSONDocument(parsing: testFile("VenuesTests/Cards/verdicts.json")).root)
    let rows = (root["verdicts"]?.elements ?? []).filter { $0["venue"] == .string(id.name) }
    #expect(rows.count >= 12)
    for row in rows {
      let what = row["what"]?.string ?? ""
      let ticket = try ticket(try #require(row["ticket"]).text)
      let market = try #require(root["markets"]?[ticket.instrument.description])
      let findings = venue.findings(
        Inspection(
          venue: venue, ticket: ticket, instrument: venue.rules(of: ticket.instrument),
          market: try MarketFile.read(Array(market.text.utf8)).market))
      for (severity, name) in [(Severity.error, "errors"), (.warning, "warnings")] {
        let found = Set(findings.filter { $0.severity == severity }.map(\.rule))
        let wanted = Set(row[name]?.elements.compactMap(\.string) ?? [])
        #expect(found == wanted, "\(what): \(name) \(findings.map(\.message))")
      }
    }
  }
}
