import Exact
import Orders
import Testing
import Venues

/// A repair is a value that could be typed, or there is none.
@Suite struct RepairTests {
  /// Below a price that is less than a tick lies no price at all.
  @Test func noRepairIsZero() {
    #expect(Checks.nearest(.below, Decimal("0.001") ?? 1, Decimal("0.01")) == nil)
    #expect(Checks.nearest(.below, Decimal("0.01") ?? 1, Decimal("0.01")) == nil)
    #expect(Checks.nearest(.below, Decimal("0.025") ?? 1, Decimal("0.01")) == Decimal("0.02"))
  }

  @Test func aTriggeredLimitIsNotRepairedToZero() throws {
    let text = """
      {"kind":"oco","instrument":"BTC/USDT","side":"buy","quantity":"1","legs":[
       {"type":"stop_limit","trigger":"0.001","price":"28000"},{"type":"limit","price":"0.01"}]}
      """
    let ticket = try TicketFile.read(Array(text.utf8), venues: VenueCatalogue.ids)
    for venue in VenueCatalogue.all {
      let look = Inspection(
        venue: venue, ticket: ticket, instrument: venue.rules(of: ticket.instrument))
      #expect(venue.findings(look).allSatisfy { $0.repair != "0" }, "\(venue.id)")
    }
  }
}

@Suite struct FreeTextTests {
  /// Text of any kind may be free, yet it must be seen for what it is.
  @Test(arguments: ["a\u{202E}b", "a\u{2028}b", "a\u{200B}b", "\u{FEFF}a", "a\u{9B}b"])
  func marksAreNoFreeText(_ text: String) {
    #expect(Field.problem(text, maximum: 40, .any) != nil)
    #expect(Field.problem("Zürich 価格 😀", maximum: 40, .any) == nil)
  }
}
