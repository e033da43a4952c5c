import Crypto
import Exact
import Orders
import Testing

@testable import Venues

/// What BingX is sent.
@Suite struct BingXTests {
  let venue = BingX()

  /// The sheet's own ticket: window and ids are options.
  static let sheetTicket = """
    {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.001",
     "legs":[{"type":"limit","price":"70000"},
             {"type":"stop_limit","trigger":"60000","price":"59900"}],
     "options":{"bingx.listClientOrderId":"1001","bingx.aboveClientOrderId":"1002",
                "bingx.belowClientOrderId":"1003","bingx.recvWindow":5000}}
    """

  static let signature = "b272d7e9a0955d00e3813b20096308afabb9d57e3553e78cec3c86489758caf4"

  static let spot = Instrument.spot(base: "BTC", quote: "USDT")

  func fake(_ more: [String: String] = [:]) throws -> Credentials {
    let lines = ["key": "fake-key-0001", "secret": "fake-secret-0001"]
    return try venue.credentials(lines.merging(more) { $1 })
  }

  func sheet(_ options: [String: OptionValue] = [:]) throws -> Ticket {
    var ticket = try ticket(Self.sheetTicket)
    for (name, value) in options { ticket.options["bingx." + name] = value }
    return ticket
  }

  func request(
    _ call: Call, at milliseconds: Int64, adding more: [(String, WireValue)] = []
  ) throws -> WireRequest {
    var draft = try #require(try venue.drafts(call).first)
    draft.parameters += more.map { Parameter($0.0, $0.1) }
    return try venue.sealed(draft, at: milliseconds, try fake())
  }

  // MARK: Signatures (sheet §2)

  @Test func placingIsTheSheetsRequestByteForByte() throws {
    let draft = try venue.place(try sheet(), ListIdentity(1))
    let request = try venue.sealed(draft, try fake())
    #expect(
      request.body.text(revealing: true)
        == #"{"symbol":"BTC-USDT","side":"SELL","quantity":"0.001","limitPrice":"70000","#
        + #""triggerPrice":"60000","orderPrice":"59900","listClientOrderId":"1001","#
        + #""aboveClientOrderId":"1002","belowClientOrderId":"1003","recvWindow":5000,"#
        + #""timestamp":1700000000000,"signature":"\#(Self.signature)"}"#)
    #expect(request.methodName == "POST")
    #expect(
      request.base + request.target.text() == "https://open-api.bingx.com/openApi/spot/v1/oco/order"
    )
    #expect(request.headers.map(\.name) == ["X-BX-APIKEY", "Content-Type"])
    #expect(request.header("X-BX-APIKEY") == "fake-key-0001")
    #expect(request.header("Content-Type") == "application/json")
  }

  @Test func keyAndSignatureAreMasked() throws {
    let request = try venue.sealed(try venue.place(try sheet(), ListIdentity(1)), try fake())
    for format in WireRequest.Format.allCases {
      #expect(!request.text(format).contains(Self.signature))
      #expect(!request.text(format).contains("fake-key-0001"))
      #expect(request.text(format, revealing: true).contains(Self.signature))
    }
  }

  @Test func aBuyIsSignedAsInTheSheetsVector() throws {
    let buy = try ticket(
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"buy","quantity":"0.001",
       "legs":[{"type":"stop_limit","trigger":"87000","price":"88000"},
               {"type":"limit","price":"48000"}],
       "options":{"bingx.ids":"venue"}}
      """)
    let draft = try venue.place(buy, ListIdentity(1))
    let request = try venue.sealed(draft, at: 1_724_655_430_675, try fake())
    #expect(
      request.body.text(revealing: true)
        == #"{"symbol":"BTC-USDT","side":"BUY","quantity":"0.001","limitPrice":"48000","#
        + #""triggerPrice":"87000","orderPrice":"88000","timestamp":1724655430675,"#
        + #""signature":"c762599ece2f07e7a3a9f2dffc38a3d862f66813ee7c7185820c073bf2d5e3a3"}"#)
  }

  @Test func cancellingIsSignedAsInTheSheetsVector() throws {
    let list = ListReference(
      instrument: Self.spot, kind: .oco, venueOrderIDs: ["1827963624962916352"])
    let request = try request(
      .cancelList(list, identity: nil), at: 1_700_000_000_001,
      adding: [("recvWindow", .integer(5000))])
    #expect(request.target.text() == "/openApi/spot/v1/oco/cancel")
    #expect(
      request.body.text(revealing: true)
        == #"{"orderId":"1827963624962916352","recvWindow":5000,"timestamp":1700000000001,"#
        + #""signature":"74b556ce4463de6ed7f2661129ee714091150df62042b9237dc20074461b87db"}"#)
  }

  @Test func queriesAreTheSortedLineThatIsSigned() throws {
    let window: [(String, WireValue)] = [("recvWindow", .integer(5000))]
    let list = ListReference(
      instrument: Self.spot, kind: .oco, venueListID: "1827968196914479104", clientListID: "1001")
    let query = try request(.queryList(list), at: 1_700_000_000_002, adding: window)
    #expect(query.methodName == "GET")
    #expect(query.body.isEmpty)
    #expect(
      query.target.text(revealing: true)
        == "/openApi/spot/v1/oco/orderList?orderListId=1827968196914479104&recvWindow=5000"
        + "&timestamp=1700000000002"
        + "&signature=325b2e5dded0a69fa050bee5e77b8021770f71a75762a0ecf4369d5c0bf00882")
    let open = try request(.openLists(page: 1), at: 1_700_000_000_003, adding: window)
    #expect(
      open.target.text(revealing: true)
        == "/openApi/spot/v1/oco/openOrderList?pageIndex=1&pageSize=100&recvWindow=5000"
        + "&timestamp=1700000000003"
        + "&signature=0167f0151c6d5faa34242d4d35661e1dbf1227c4cfc9ead8aabea1cc549370ea")
  }

  @Test func theListenKeysCallsAreSigned() throws {
    let token = try request(.token, at: 1_700_000_000_004)
    #expect(token.methodName == "POST")
    #expect(token.body.isEmpty)
    #expect(
      token.target.text(revealing: true)
        == "/openApi/user/auth/userDataStream?timestamp=1700000000004"
        + "&signature=829ab525fd40596e3d553a20b2236d8038ac6bd881a04aa67ce767866d0a1b92")
    for (call, method) in [
      (Call.renewToken("a8ea2dd7"), "PUT"), (.closeToken("a8ea2dd7"), "DELETE"),
    ] {
      let request = try request(call, at: 1)
      #expect(request.methodName == method)
      #expect(request.target.text().hasPrefix("/openApi/user/auth/userDataStream?listenKey=••••&"))
      #expect(request.target.text(revealing: true).contains("listenKey=a8ea2dd7&timestamp=1&sig"))
    }
  }

  // MARK: The ways to say it

  @Test(arguments: ["json", "form", "query"])
  func everyEncodingIsSignedAlikeAndReadBack(_ encoding: String) throws {
    let ticket = try sheet(["encoding": .text(encoding)])
    let request = try venue.sealed(try venue.place(ticket, ListIdentity(1)), try fake())
    let line =
      "aboveClientOrderId=1002&belowClientOrderId=1003&limitPrice=70000&listClientOrderId=1001"
      + "&orderPrice=59900&quantity=0.001&recvWindow=5000&side=SELL&symbol=BTC-USDT"
      + "&timestamp=1700000000000&triggerPrice=60000&signature=" + Self.signature
    switch encoding {
    case "form":
      #expect(request.body.text(revealing: true) == line)
      #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
    case "query":
      #expect(request.target.text(revealing: true) == "/openApi/spot/v1/oco/order?" + line)
      #expect(request.body.isEmpty)
      #expect(request.header("Content-Type") == nil)
    default: #expect(request.body.text(revealing: true).contains(Self.signature))
    }
    let reading = try venue.read(request)
    #expect(reading.ticket.instrument == Self.spot)
    #expect(reading.ticket.resolvedLegs == [ticket.leg(at: 0), ticket.leg(at: 1)])
    #expect(reading.ticket.options == Options([("bingx.recvWindow", .number("5000"))]))
    #expect(reading.listID == "1001")
    #expect(reading.legIDs == ["1002", "1003"])
    #expect(reading.unknown.isEmpty)
  }

  @Test func theCancelTravelsAsItIsTold() throws {
    let list = ListReference(instrument: Self.spot, kind: .oco, venueOrderIDs: ["7"])
    var draft = try #require(try venue.drafts(.cancelList(list, identity: nil)).first)
    draft.choices["encoding"] = "query"
    let request = try venue.sealed(draft, at: 9, try fake())
    #expect(request.target.text().hasPrefix("/openApi/spot/v1/oco/cancel?orderId=7&timestamp=9&"))
    #expect(request.body.isEmpty)
  }

  /// The seed types quantity and prices float64, timestamp int64, the rest strings.
  @Test func theSeedsParametersHaveItsNamesAndTypes() throws {
    var ticket = try sheet(["numbers": "number"])
    ticket.options["bingx.recvWindow"] = nil
    let request = try venue.sealed(try venue.place(ticket, ListIdentity(1)), try fake())
    #expect(request.methodName == "POST")
    #expect(request.target.text() == "/openApi/spot/v1/oco/order")
    let body = try JSONDocument(parsing: request.body.bytes).root
    for name in ["symbol", "side", "listClientOrderId", "aboveClientOrderId", "belowClientOrderId"]
    {
      #expect(body[name]?.kind == .string, "\(name)")
    }
    let numbers = [
      "quantity": "0.001", "limitPrice": "70000", "orderPrice": "59900", "triggerPrice": "60000",
      "timestamp": "1700000000000",
    ]
    for (name, text) in numbers { #expect(body[name]?.numberText == text, "\(name)") }
    #expect(body.count == 11)
    #expect(try venue.read(request).ticket.resolvedLegs == ticket.resolvedLegs)
  }

  @Test func numbersAndStringsAreSignedAlike() throws {
    let ticket = try sheet(["numbers": "number"])
    let request = try venue.sealed(try venue.place(ticket, ListIdentity(1)), try fake())
    #expect(request.body.text().contains(#""quantity":0.001,"limitPrice":70000,"#))
    #expect(request.body.text(revealing: true).hasSuffix(#""signature":"\#(Self.signature)"}"#))
  }

  @Test func ourIdsAreDigitsThatFit() throws {
    var plain = try sheet()
    plain.options = Options()
    let draft = try venue.place(plain, ListIdentity(UInt64.max))
    let ids = ["listClientOrderId", "aboveClientOrderId", "belowClientOrderId"].map {
      draft[$0]?.text ?? ""
    }
    #expect(ids.map(\.last) == ["1", "2", "3"])
    #expect(Set(ids.map { $0.dropLast() }).count == 1)
    for id in ids { #expect(Field.problem(id, maximum: 18, .digits) == nil, "\(id)") }
    #expect(draft["recvWindow"] == nil)
    plain.options["bingx.ids"] = "venue"
    #expect(try venue.place(plain, ListIdentity(1))["listClientOrderId"] == nil)
  }

  @Test func aSourceKeyIsSentOnlyWhenThereIsOne() throws {
    let draft = try venue.place(try sheet(), ListIdentity(1))
    let request = try venue.sealed(draft, try fake(["source_key": "TAG"]))
    #expect(request.header("X-SOURCE-KEY") == "TAG")
    #expect(try venue.sealed(draft, try fake()).header("X-SOURCE-KEY") == nil)
    #expect(throws: InvalidCredentials.self) { try venue.credentials(["key": "k"]) }
  }

  // MARK: What is never sent

  /// bx-oco-20: the list's ids are digits as the legs' are, and must not stand in their place.
  @Test func aCancelCarriesALegsIdAndNeverTheLists() throws {
    var list = ListReference(
      instrument: Self.spot, kind: .oco, venueListID: "55", clientListID: "1001",
      venueOrderIDs: ["55", "1001", ""], clientOrderIDs: ["1001", "1002"])
    let draft = try #require(try venue.drafts(.cancelList(list, identity: nil)).first)
    #expect(draft.parameters.map(\.name) == ["clientOrderId"])
    #expect(draft["clientOrderId"] == .text("1002"))
    list.clientOrderIDs = []
    #expect(throws: Inexpressible.self) { try venue.drafts(.cancelList(list, identity: nil)) }
    list.venueOrderIDs = ["7"]
    #expect(try venue.drafts(.cancelList(list, identity: nil)).first?["orderId"] == .text("7"))
  }

  @Test func anEchoedListIdIsAskedForAsOurs() throws {
    let list = ListReference(
      instrument: Self.spot, kind: .oco, venueListID: "1001", clientListID: "1001")
    let draft = try #require(try venue.drafts(.queryList(list)).first)
    #expect(draft.parameters.map(\.name) == ["clientOrderId"])
  }

  /// bx-oco-19: such an id would change what the signature covers.
  @Test(arguments: ["7&orderId=8", "a=b", "a?b", "a#b", "a\rb", "a\nb"])
  func whatWouldBlurTheSignedLineIsNotSealed(_ id: String) throws {
    let list = ListReference(instrument: Self.spot, kind: .oco, venueOrderIDs: [id])
    #expect(throws: SealFailure.self) { try request(.cancelList(list, identity: nil), at: 1) }
  }

  @Test func whatBingXCannotDoIsSaid() {
    let order = OrderReference(instrument: Self.spot, venueOrderID: "7")
    let amendment = Amendment(order: order, leg: Leg())
    for call in [
      Call.cancelOrder(order), .amend(amendment), .positions, .accounts, .login, .heartbeat(nil),
    ] {
      #expect(throws: Inexpressible.self, "\(call)") { try venue.drafts(call) }
    }
  }

  @Test func keysOfOneEnvironmentStayThere() throws {
    let draft = try venue.place(try sheet(), ListIdentity(1))
    let paper = try venue.credentials(["key": "k", "secret": "s"], .paper)
    #expect(try venue.sealed(draft, paper).base == "http://127.0.0.1:9402")
    let testnet = try venue.credentials(["key": "k", "secret": "s"], .testnet)
    #expect(throws: SealFailure.self) { try venue.sealed(draft, testnet) }
  }

  // MARK: Calls and frames

  @Test func marketCallsAreOpen() throws {
    let ticker = try request(.ticker(Self.spot), at: 5)
    #expect(ticker.target.text() == "/openApi/spot/v1/ticker/24hr?symbol=BTC-USDT&timestamp=5")
    #expect(ticker.headers.isEmpty)
    #expect(
      try request(.instruments(nil), at: 5).target.text() == "/openApi/spot/v1/common/symbols")
    #expect(try request(.serverTime, at: 5).target.text() == "/openApi/swap/v2/server/time")
  }

  @Test func historyIsPagedWithinItsBounds() throws {
    let range = HistoryRange(
      from: Timestamp(milliseconds: 10), until: Timestamp(milliseconds: 20), page: 2, limit: 5000)
    let target = try request(.history(range), at: 30).target.text()
    #expect(
      target.hasPrefix(
        "/openApi/spot/v1/oco/historyOrderList?endTime=20&pageIndex=2&pageSize=1000&startTime=10&"))
  }

  @Test func subscriptionsAreTheDocumentedFrames() throws {
    let frames = try venue.drafts(.subscribeUser(nil)).map {
      try venue.sealed($0, id: 42, try fake()).body.text()
    }
    let id = "00000000-0000-4000-8000-00000000002a"
    #expect(
      frames == [
        #"{"id":"\#(id)","reqType":"sub","dataType":"spot.executionReport"}"#,
        #"{"id":"\#(id)","reqType":"sub","dataType":"ACCOUNT_UPDATE"}"#,
      ])
    let ticker = try #require(try venue.drafts(.subscribeTicker(Self.spot)).first)
    #expect(
      try venue.sealed(ticker, id: 42, try fake()).body.text()
        == #"{"id":"\#(id)","reqType":"sub","dataType":"BTC-USDT@lastPrice"}"#)
    let end = try #require(try venue.drafts(.unsubscribe(Self.spot)).first)
    let frame = try venue.sealed(end, id: 42, try fake())
    #expect(frame.body.text().contains(#""reqType":"unsub""#))
    #expect(frame.base == "wss://open-api-ws.bingx.com/market")
  }

  @Test(arguments: [0, 42, Int64.max, -1, Int64.min])
  func frameIdsLeadBackToTheirNumber(_ number: Int64) {
    let id = BingX.frameID(number)
    #expect(id.utf8.count == 36)
    #expect(BingX.requestNumber(of: id) == String(number))
    #expect(BingX.requestNumber(of: "e745cd6d-d0f6-4a70-8d5a-043e4c741b40").hasPrefix("e745"))
  }

  @Test func heartbeatsAreAnsweredInTheirOwnWords() throws {
    for reply in ["Pong", #"{"pong":"59","time":"t"}"#] {
      let draft = try #require(try venue.drafts(.heartbeat(reply)).first)
      #expect(try venue.sealed(draft, try fake()).body.text() == reply)
    }
  }

  // MARK: The ticket

  @Test func lossesSpeakOfTheLegTheyConcern() throws {
    var ticket = try sheet()
    ticket.legs[0].timeInForce = .ioc
    ticket.legs[1].triggerBy = .mark
    let fields = venue.losses(ticket).map(\.field)
    #expect(fields.contains(.leg(0, .timeInForce)))
    #expect(fields.contains(.leg(1, .triggerBy)))
    #expect(fields.contains(.leg(0, .quantity)))
    #expect(fields.contains(.leg(1, .price)))
    ticket.legs[0].type = .limitMaker
    #expect(venue.losses(ticket).contains { $0.field == .leg(0, .type) })
    #expect(throws: Inexpressible.self) { try venue.place(ticket, ListIdentity(1)) }
  }

  /// bx-oco-09: minQty and maxQty are deprecated, so no bound on the quantity itself is checked.
  @Test func deprecatedQuantityBoundsAreNotChecked() throws {
    var rules = try #require(venue.rules(of: Self.spot))
    rules.minimumQuantity = 1
    rules.maximumQuantity = 1
    let look = Inspection(venue: venue, ticket: try sheet(), instrument: rules)
    #expect(!venue.findings(look).contains { $0.severity == .error })
  }

  @Test(arguments: [(15, false), (16, true)])
  func longPairsAreRefused(_ letters: Int, _ isRefused: Bool) throws {
    var ticket = try sheet()
    ticket.instrument = .spot(base: String(repeating: "A", count: letters), quote: "USDT")
    let found = venue.findings(Inspection(venue: venue, ticket: ticket, instrument: nil))
    #expect(found.contains { $0.rule == "bx-oco-01" && $0.severity == .error } == isRefused)
  }

  @Test func everyFieldIsCitedFromADocument() {
    let documents = Set(venue.documents.map(\.name))
    for endpoint in venue.endpoints + venue.forms.map(\.endpoint) {
      #expect(documents.contains(endpoint.source.document), "\(endpoint.path)")
      for field in endpoint.fields {
        #expect(documents.contains(field.source.document), "\(endpoint.path) \(field.name)")
      }
    }
    for choice in venue.choices { #expect(documents.contains(choice.source.document)) }
  }
}
