import Exact
import Orders
import Testing

@testable import Venues

/// What tickets become on the wire, and what the wire reads as.
@Suite struct CryptoComRequestTests {
  let venue = CryptoCom()
  let tests = CryptoComTests()

  @Test func theDocumentedRequestIsWhatATicketOfItsWordsSays() throws {
    // The page's own request, with its spare commas taken out and the pair spelt as newer pages do.
    let page = [
      #"{"instrument_name":"BTC_USD","quantity":"0.1","type":"LIMIT","price":"93000","#
        + #""side":"BUY"}"#,
      #"{"instrument_name":"BTC_USD","quantity":"0.1","type":"STOP_LOSS","ref_price":"80000","#
        + #""side":"SELL"}"#,
    ]
    let request = try tests.placed(CryptoComTests.oto, at: 123_456_789_000, id: 123_456_789)
    let root = try JSONDocument(parsing: request.body.bytes).root
    #expect(root["method"]?.string == "private/advanced/create-oto")
    #expect(root["id"]?.numberText == "123456789")
    #expect(root["nonce"]?.numberText == "123456789000")
    let params = try #require(root["params"])
    #expect(params.members.map(\.key) == ["order_list"])
    let legs = try #require(params["order_list"])
    for (leg, line) in zip(legs.elements, page) {
      let wanted = try JSONDocument(parsing: line).root
      #expect(leg.count == wanted.count)
      for (name, value) in wanted.members {
        #expect(leg[name]?.kind == .string)
        #expect(leg[name]?.string == value.string)
      }
    }
    #expect(legs.count == 2)
  }

  @Test func legsGetDifferentIDsThatFit() throws {
    let request = try tests.placed(CryptoComTests.otoco("limit", ids: "tandem"))
    let list = try #require(
      JSONDocument(parsing: request.body.bytes).root["params"]?["order_list"])
    let ids = list.elements.compactMap { $0["client_oid"]?.string }
    let token = ListIdentity(1).token
    #expect(ids == ["td-otoco-\(token)-1", "td-otoco-\(token)-2", "td-otoco-\(token)-3"])
    #expect(ids.allSatisfy { $0.utf8.count <= 36 })
  }

  @Test func onTheSocketALoggedInFrameCarriesNeitherKeyNorSignature() throws {
    let frame = try tests.placed(CryptoComTests.otoco("limit", #","crypto-com.transport":"ws""#))
    #expect(frame.methodName == "WS")
    #expect(frame.base == "wss://stream.crypto.com/exchange/v1/user")
    let root = try JSONDocument(parsing: frame.body.bytes).root
    #expect(root.members.map(\.key) == ["id", "method", "params", "nonce"])
    #expect(root["method"]?.string == "private/advanced/create-otoco")
    #expect(try venue.read(frame).ticket.legs.map(\.type) == [.limit, .stop, .takeProfit])
  }

  @Test func anOptionWithoutALegIsSaidOfEveryLegThatCarriesIt() throws {
    let text = try tests.placed(
      CryptoComTests.otoco(
        "limit",
        #","crypto-com.exec_inst":["MARGIN_ORDER"],"crypto-com.spot_margin":"MARGIN","#
          + #""crypto-com.order_list[2].spot_margin":"SPOT""#)
    ).body.text()
    #expect(text.ranges(of: #""spot_margin":"MARGIN""#).count == 2)
    #expect(text.ranges(of: #""spot_margin":"SPOT""#).count == 1)
    #expect(text.ranges(of: "exec_inst").count == 1)
  }

  @Test func aLimitMakerStaysOneWhateverElseItIsToldToDo() throws {
    let words = #","crypto-com.exec_inst":["MARGIN_ORDER"]"#
    let request = try tests.placed(CryptoComTests.otoco("limit_maker", words))
    #expect(request.body.text().contains(#""exec_inst":["POST_ONLY","MARGIN_ORDER"]"#))
    #expect(try venue.read(request).ticket.legs[0].type == .limitMaker)
  }

  @Test func aNotionalStandsInForAQuantity() throws {
    let request = try tests.placed(
      """
      {"kind":"oto","instrument":"BTC/USDT","legs":[{"side":"buy","type":"market"},
       {"side":"sell","type":"stop","trigger":"28000","quantity":"0.01"}],
       "options":{"crypto-com.order_list[0].notional":"500.50"}}
      """)
    let legs = try #require(
      JSONDocument(parsing: request.body.bytes).root["params"]?["order_list"])
    #expect(legs[0]?["notional"]?.string == "500.5")
    #expect(legs[0]?["quantity"] == nil)
    #expect(legs[1]?["quantity"]?.string == "0.01")
    #expect(try venue.read(request).ticket.legs[0].quantity == nil)
  }

  @Test func whatHasNoFormIsSaidToHaveNone() throws {
    let missing = [
      #"{"kind":"opo","instrument":"BTC/USDT","legs":[{"type":"limit"},{"type":"stop"}]}"#,
      #"{"kind":"oto","instrument":"ESZ6","legs":[{"type":"limit"},{"type":"stop"}]}"#,
      #"{"kind":"oto","instrument":"BTC/USDT","legs":[{"type":"limit"},{"type":"stop"}]}"#,
      #"{"kind":"oco","instrument":"BTC/USDT","legs":[{"type":"limit"},{"type":"trailing_stop"}]}"#,
    ]
    for json in missing {
      let ticket = try ticket(json)
      #expect(throws: Inexpressible.self) { try venue.place(ticket, ListIdentity(1)) }
    }
  }

  @Test func callsAreTheDocumentedOnes() throws {
    let btc = Instrument.spot(base: "BTC", quote: "USD")
    func bodies(_ call: Call) throws -> [String] {
      try venue.drafts(call).map { draft in
        let request = try venue.sealed(draft, try tests.fake())
        let params = try? JSONDocument(parsing: request.body.bytes).root["params"]?.rawText
        return CryptoCom.method(request.target.text()) + " " + (params ?? "")
      }
    }
    var list = ListReference(instrument: btc, kind: .otoco, venueListID: "7")
    #expect(
      try bodies(.cancelList(list, identity: nil))
        == [#"private/advanced/cancel-otoco {"list_id":"7"}"#])
    #expect(
      try bodies(.queryList(list))
        == [#"private/advanced/get-order-list-detail {"list_id_list":["7"]}"#])
    list.venueListID = nil
    list.clientOrderIDs = ["a", "b"]
    #expect(
      try bodies(.queryList(list)) == [
        #"private/advanced/get-order-detail {"client_oid":"a"}"#,
        #"private/advanced/get-order-detail {"client_oid":"b"}"#,
      ])
    #expect(
      try bodies(.cancelList(list, identity: nil)).first
        == #"private/advanced/cancel-order {"client_oid":"a"}"#)
    // A number learned from a fill may not be the leg's: section 8 asks by the client's ids.
    list.venueOrderIDs = ["8"]
    #expect(
      try bodies(.queryList(list)).first
        == #"private/advanced/get-order-detail {"client_oid":"a"}"#)
    let order = OrderReference(instrument: btc, venueOrderID: "9", clientOrderID: "a")
    #expect(
      try bodies(.queryOrder(order)) == [#"private/advanced/get-order-detail {"client_oid":"a"}"#])
    let leg = Leg(.stop, quantity: try decimal("0.2"), trigger: try decimal("79000"))
    #expect(
      try bodies(.amend(Amendment(order: order, leg: leg))) == [
        #"private/advanced/amend-order {"order_id":"9","new_price":"0","new_quantity":"0.2","#
          + #""new_ref_price":"79000"}"#
      ])
    let range = HistoryRange(from: Timestamp(milliseconds: 5), instrument: btc, limit: 500)
    #expect(
      try bodies(.history(range)) == [
        #"private/advanced/get-order-history {"instrument_name":"BTC_USD","start_time":"5","#
          + #""limit":"100"}"#
      ])
    #expect(
      try bodies(.ticker(btc)) == [
        "public/get-tickers?instrument_name=BTC_USD ",
        "public/get-valuations?instrument_name=BTC_USD&valuation_type=mark_price&count=1 ",
      ])
    #expect(try venue.drafts(.openLists(page: 2)).isEmpty)
    #expect(throws: Inexpressible.self) { try venue.drafts(.positions) }
  }

  // MARK: Round trips

  static let tickets = [
    """
    {"kind":"oco","instrument":"SOL/USDT","legs":[
     {"side":"buy","type":"limit_maker","quantity":"1.5","price":"140.25","tif":"gtc"},
     {"side":"buy","type":"take_profit_limit","quantity":"1.5","price":"141","trigger":"142",
      "trigger_by":"mark","tif":"gtc"}],
     "options":{"crypto-com.order_list[0].client_oid":"mine-1",
      "crypto-com.order_list[0].spot_margin":"SPOT",
      "crypto-com.order_list[0].fee_instrument_name":"USDT",
      "crypto-com.order_list[1].client_oid":"mine-2",
      "crypto-com.order_list[1].exec_inst":["MARGIN_ORDER"]}}
    """,
    """
    {"kind":"oto","instrument":"BTC/USD","legs":[
     {"side":"sell","type":"limit","quantity":"0.1","price":"93000","tif":"ioc"},
     {"side":"buy","type":"stop_limit","quantity":"0.1","price":"95100","trigger":"95000",
      "trigger_by":"last"}],
     "options":{"crypto-com.order_list[0].client_oid":"mine-1",
      "crypto-com.order_list[0].exec_inst":["MARGIN_ORDER","REDUCE_ONLY"],
      "crypto-com.order_list[0].stp_scope":"M","crypto-com.order_list[0].stp_inst":"B",
      "crypto-com.order_list[0].stp_id":"12",
      "crypto-com.order_list[0].isolation_id":"iso","crypto-com.order_list[0].leverage":"3",
      "crypto-com.order_list[0].isolated_margin_amount":"10.5",
      "crypto-com.order_list[1].client_oid":"mine-2",
      "crypto-com.order_list[1].attach_order_id":"6498090546073120100"}}
    """,
    """
    {"kind":"otoco","instrument":"ETH/USDT","legs":[
     {"side":"buy","type":"limit","quantity":"2","price":"3000.01","tif":"fok"},
     {"side":"sell","type":"stop_limit","quantity":"2","price":"2790","trigger":"2800",
      "trigger_by":"index"},
     {"side":"sell","type":"take_profit","quantity":"2","trigger":"3500"}],
     "options":{"crypto-com.order_list[0].client_oid":"mine-1",
      "crypto-com.order_list[1].client_oid":"mine-2",
      "crypto-com.order_list[2].client_oid":"mine-3"}}
    """,
  ]

  @Test(arguments: tickets)
  func whatIsSentReadsBackAsTheTicket(_ json: String) throws {
    let ticket = try ticket(json)
    let draft = try venue.place(ticket, ListIdentity(7))
    let request = try venue.sealed(draft, try tests.fake())
    let reading = try venue.read(request)
    var expected = ticket
    let ids = (1...ticket.legs.count).map { "mine-\($0)" }
    #expect(reading.ticket.legs == ticket.legs)
    #expect(reading.ticket.instrument == ticket.instrument)
    #expect(reading.legIDs == ids)
    #expect(reading.unknown.isEmpty)
    for slot in ticket.legs.indices {
      expected.options[CryptoCom.optionName("client_oid", slot)] = nil
    }
    #expect(Set(reading.ticket.options.entries) == Set(expected.options.entries))
    var again = reading.ticket
    for (slot, id) in ids.enumerated() {
      again.options[CryptoCom.optionName("client_oid", slot)] = .text(id)
    }
    let twice = try venue.sealed(try venue.place(again, ListIdentity(8)), try tests.fake())
    #expect(twice.body.bytes == request.body.bytes)
  }

  @Test func requestsThatContradictThemselvesAreNotRead() throws {
    let good = try tests.placed(CryptoComTests.oto)
    func read(_ change: (String) -> String) throws -> Reading {
      let body = change(good.body.text(revealing: true))
      return try venue.read(
        WireRequest(
          venue: venue.id, environment: .live, operation: .place, channel: good.channel,
          base: good.base, target: good.target, body: SealedText(body)))
    }
    #expect(try read { $0 }.ticket.kind == .oto)
    func with(_ old: String, _ new: String) -> (String) -> String {
      { $0.split(separator: old, omittingEmptySubsequences: false).joined(separator: new) }
    }
    #expect(throws: Unreadable.self) { try read(with("create-oto", "create-oco")) }
    #expect(throws: Unreadable.self) {
      try read(with(#"BTC_USD","side":"SELL""#, #"X_Y","side":"SELL""#))
    }
    #expect(throws: Unreadable.self) { try read(with("STOP_LOSS", "LIMIT")) }
    #expect(throws: Unreadable.self) { try read { _ in "{" } }
    #expect(throws: Unreadable.self) { try read { _ in "[]" } }
  }

  // MARK: The tables

  @Test func everyFieldCitesADocumentOfTheVenue() {
    let documents = Set(venue.documents.map(\.name))
    for endpoint in venue.forms.map(\.endpoint) + venue.endpoints {
      #expect(documents.contains(endpoint.source.document), "\(endpoint.path)")
      for field in endpoint.fields {
        #expect(documents.contains(field.source.document), "\(field.optionName)")
      }
    }
    for choice in venue.choices { #expect(documents.contains(choice.source.document)) }
    for hosts in venue.hosts { #expect(documents.contains(hosts.source.document)) }
  }

  @Test func lossesAreSaidWhereMoneyHangsOnThem() throws {
    func losses(_ json: String) throws -> [String] {
      venue.losses(try ticket(json)).map { "\($0.field): \($0.sentence)" }
    }
    let oto = try losses(CryptoComTests.oto)
    #expect(oto.contains { $0.hasPrefix("legs: exits come to life when the entry has filled") })
    #expect(oto.contains { $0.hasPrefix("legs[1].trigger: the trigger watches the mark price") })
    #expect(!oto.contains { $0.contains("exec_inst") })
    #expect(try losses(CryptoComTests.otoco("limit_maker")).contains { $0.contains("40101") })
    let oco = try losses(
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","legs":[
       {"type":"limit","price":"32000","expire":"2026-12-01T21:00:00Z"},
       {"type":"take_profit","trigger":"31000","trigger_by":"mark"}]}
      """)
    #expect(oco.contains { $0.hasPrefix("legs[0].expire: is not sent") })
    #expect(oco.contains { $0.hasPrefix("legs[1].type: a take profit lies on the limit's side") })
    #expect(oco.contains { $0.hasPrefix("legs: the first fill of either leg cancels") })
    #expect(!oco.contains { $0.hasPrefix("legs[1].trigger:") })
  }
}
