import Exact
import Orders
import Testing

@testable import Venues

/// Requests read back from their own bytes, and what Tradovate's tables say of themselves.
@Suite struct TradovateReadingTests {
  let venue = Tradovate()

  func fake() throws -> Credentials { try venue.credentials(TradovateTests.lines, .demo) }

  // MARK: Reading back

  /// What every leg type and many options say comes back from the bytes, over both
  /// transports and in every way of writing a trigger.
  @Test(arguments: [Kind.oco, .oto, .otoco], ["rest", "ws"])
  func aRequestReadsBackAsItsTicket(_ kind: Kind, _ transport: String) throws {
    let types = LegType.allCases.filter { Tradovate.word(for: $0) != nil }
    for (turn, type) in types.enumerated() {
      for way in ["price", "stopPrice"] {
        var original = Ticket(
          kind: kind, instrument: try #require(Instrument("NQZ6")),
          legs: try (0..<kind.legCount).map { try Self.leg($0 == 1 ? type : .limit, $0 + turn) })
        // The stop stands behind the target, where the form would put it.
        if kind == .otoco { original.legs[2].type = .stop }
        if kind == .otoco { original.legs[2].price = nil }
        if kind == .otoco { original.legs[2].trigger = try decimal("19000.5") }
        if type.isStop, kind == .otoco { original.legs.swapAt(1, 2) }
        original.options["tradovate.transport"] = .text(transport)
        original.options["tradovate.mit"] = .text(way)
        original.options["tradovate.stop_field"] = .text(way)
        original.options["tradovate.isAutomated"] = true
        original.options["tradovate.customTag50"] = "TAG"
        original.options["tradovate.maxShow"] = .number("3")
        let draft = try venue.place(original, ListIdentity(9))
        let reading = try venue.read(try venue.sealed(draft, try fake()))
        let order = venue.order(original.legs, in: try #require(venue.form(for: original)))
        #expect(reading.ticket.kind == kind)
        #expect(reading.ticket.instrument == original.instrument)
        #expect(reading.ticket.legs == order.map { original.legs[$0] }, "\(type) \(way)")
        #expect(reading.unknown.isEmpty)
        #expect(reading.listID == "td-\(kind.rawValue)-\(ListIdentity(9).token)")
        #expect(reading.legIDs.last == .some(reading.listID.map { "\($0)-\(kind.legCount)" }))
        #expect(reading.ticket.options["tradovate.isAutomated"] == true)
        #expect(reading.ticket.options["tradovate.maxShow"] == .number("3"))
        #expect(reading.ticket.options["tradovate.accountSpec"] == "DEMO00001")
      }
    }
  }

  static func leg(_ type: LegType, _ number: Int) throws -> Leg {
    Leg(
      type, side: number % 2 == 0 ? .buy : .sell, quantity: 2,
      price: type.hasPrice ? try decimal("20000.25") : nil,
      trigger: type.isContingent ? try decimal("20001.5") : nil,
      timeInForce: number % 3 == 0 ? .gtd : .gtc,
      trail: type.isTrailing ? .distance(try decimal("2.5")) : nil,
      expire: number % 3 == 0 ? Timestamp(iso: "2026-12-01T21:00:00Z") : nil)
  }

  @Test func otherRequestsAreNotReadAsPlacements() throws {
    for call in [Call.account, .heartbeat(nil), .accounts, .login] {
      let draft = try #require(try venue.drafts(call).first)
      let request = try venue.sealed(draft, try fake())
      #expect(throws: Unreadable.self) { try venue.read(request) }
    }
  }

  // MARK: What it says of itself

  @Test func everyRowAndEndpointCitesADocument() {
    let known = Set(venue.documents.map(\.name))
    for form in venue.forms {
      for field in form.fields { #expect(known.contains(field.source.document), "\(field.name)") }
    }
    for endpoint in venue.endpoints {
      #expect(known.contains(endpoint.source.document), "\(endpoint.path)")
      for field in endpoint.fields { #expect(known.contains(field.source.document)) }
    }
    for choice in venue.choices { #expect(known.contains(choice.source.document)) }
    for item in venue.capabilities.contingencies {
      #expect(known.contains(item.source.document))
    }
  }

  @Test func contractsAreSpeltWithOneDigitOfTheYear() throws {
    #expect(venue.symbol(of: try #require(Instrument("ESZ26"))) == "ESZ6")
    #expect(venue.symbol(of: try #require(Instrument("BTC/USDT"))) == nil)
    #expect(venue.instrument(spelled: "M2KH7")?.description == "M2KH7")
    #expect(venue.instrument(spelled: "700001")?.description == "ESZ6")
    #expect(venue.instrument(spelled: "BTC/USDT") == nil)
    for rules in venue.instruments {
      #expect(venue.symbol(of: rules.instrument) == rules.symbol)
    }
  }

  @Test func whatATicketLosesIsSaid() throws {
    var ticket = try ticket(TradovateTests.otoco)
    let sentences = venue.losses(ticket).map { "\($0.field): \($0.sentence)" }
    #expect(sentences.contains { $0.hasPrefix("legs[0].tif: is sent as Day") })
    #expect(!sentences.contains { $0.hasPrefix("legs[1].tif") })
    #expect(sentences.contains { $0.contains("partly filled entry") })
    ticket.legs[1] = Leg(.takeProfit, side: .sell, trigger: 6500, triggerBy: .mark)
    let changed = venue.losses(ticket)
    #expect(changed.contains { $0.field == .leg(1, .trigger) && $0.sentence.contains("MIT") })
    #expect(changed.contains { $0.field == .leg(1, .triggerBy) })
  }

  @Test func aSoundTicketHasNoFindings() throws {
    for json in [TradovateTests.oco, TradovateTests.otoco] {
      var ticket = try ticket(json)
      ticket.instrument = try #require(Instrument("MESZ6"))
      let account = Account()
      let found = venue.findings(
        Inspection(
          venue: venue, ticket: ticket, instrument: venue.rules(of: ticket.instrument),
          market: Market(last: 6460), account: account))
      #expect(found.filter { $0.severity != .note }.isEmpty, "\(found)")
    }
  }
}
