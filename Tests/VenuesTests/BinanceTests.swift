import Crypto
import Exact
import Orders
import Testing

@testable import Venues

@Suite struct BinanceTests {
  let venue = Binance()

  static let key = String(repeating: "FAKEKEY", count: 8) + "00000000"
  static let secret = String(repeating: "FAKESECRET", count: 6) + "0000"
  static let docsKey = "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A"
  static let docsSecret = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"

  func fake(_ environment: Environment = .live) throws -> Credentials {
    try venue.credentials(["key": Self.key, "secret": Self.secret], environment)
  }

  func docs() throws -> Credentials {
    try venue.credentials(["key": Self.docsKey, "secret": Self.docsSecret])
  }

  /// The private key of RFC 8032, section 7.1, test 1.
  func ed25519() throws -> Credentials {
    let seed = try #require(
      Hex.decode("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    return Credentials(
      venue: venue.id, environment: .live, key: Self.key,
      signer: .privateKey(try PrivateKey(ed25519Seed: seed)))
  }

  func body(_ request: WireRequest) throws -> JSON {
    try JSON(JSONDocument(parsing: request.body.bytes).root)
  }

  // MARK: Single orders of the documentation (sheet §2.2)

  static func order(_ channel: Channel) -> Endpoint {
    Endpoint(
      .place, channel, "/api/v3/order", security: .signed, cost: "1",
      source: Citation("rest-api.md", "New order"))
  }

  @Test(arguments: [
    ("LTCBTC", "LTCBTC", "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71"),
    (
      "１２３４５６", "%EF%BC%91%EF%BC%92%EF%BC%93%EF%BC%94%EF%BC%95%EF%BC%96",
      "e1353ec6b14d888f1164ae9af8228a3dbd508bc82eb867db8ab6046442f33ef3"
    ),
  ])
  func restOrdersAreSignedPercentEncoded(
    _ symbol: String, _ encoded: String, _ signature: String
  ) throws {
    let draft = Self.order(.rest(.post)).draft([
      ("symbol", .text(symbol)), ("side", .text("BUY")), ("type", .text("LIMIT")),
      ("timeInForce", .text("GTC")), ("quantity", .decimal(1)),
      ("price", .decimal(try decimal("0.1"))), ("recvWindow", .integer(5000)),
    ])
    let request = try venue.sealed(draft, at: 1_499_827_319_559, try docs())
    #expect(
      request.target.text(revealing: true)
        == "/api/v3/order?symbol=\(encoded)&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1"
        + "&price=0.1&recvWindow=5000&timestamp=1499827319559&signature=\(signature)")
    #expect(request.header("X-MBX-APIKEY") == Self.docsKey)
  }

  @Test(arguments: [
    (
      "BTCUSDT", "SELL", "52000.00", "0.01000000", Int64(100),
      "aa1b5712c094bc4e57c05a1a5c1fd8d88dcd628338ea863fec7b88e59fe2db24"
    ),
    (
      "１２３４５６", "BUY", "0.10000000", "1.00000000", 5000,
      "b33892ae8e687c939f4468c6268ddd4c40ac1af18ad19a064864c47bae0752cd"
    ),
  ])
  func socketOrdersAreSignedByNameAndUnencoded(
    _ symbol: String, _ side: String, _ price: String, _ quantity: String, _ window: Int64,
    _ signature: String
  ) throws {
    let draft = Self.order(.socket).draft([
      ("symbol", .text(symbol)), ("side", .text(side)), ("type", .text("LIMIT")),
      ("timeInForce", .text("GTC")), ("price", .text(price)), ("quantity", .text(quantity)),
      ("recvWindow", .integer(window)),
    ])
    let request = try venue.sealed(draft, at: 1_645_423_376_532, try docs())
    let parameters = try #require(try body(request)["params"])
    #expect(parameters["signature"]?.string == signature)
    #expect(parameters["symbol"]?.string == symbol)
  }

  // MARK: The page the older OCO is known from

  static let page = """
    {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01",
     "legs":[{"type":"limit","price":"32000"},
             {"type":"stop_limit","trigger":"29000","price":"28900","tif":"gtc"}],
     "options":{"binance.endpoint":"order","binance.ids":"venue"}}
    """

  @Test func theOlderEndpointIsAskedAsItsPageDoes() throws {
    let draft = try venue.place(try ticket(Self.page), ListIdentity(1))
    let request = try venue.sealed(draft, try fake())
    #expect(request.methodName == "POST")
    #expect(
      request.base + request.target.text(revealing: true)
        == "https://api.binance.com/api/v3/order/oco?symbol=BTCUSDT&side=SELL&quantity=0.01"
        + "&price=32000&stopPrice=29000&stopLimitPrice=28900&stopLimitTimeInForce=GTC"
        + "&timestamp=1700000000000"
        + "&signature=dd975d30f1aa8d2d1616d9500256a1643c1ddbd86ae3b9c5faf041e45b8a21d5")
    #expect(request.headers.map(\.name) == ["X-MBX-APIKEY"])
    #expect(request.body.isEmpty)
  }

  @Test func theOlderEndpointTellsAMarketStopByItsMissingPrice() throws {
    var wanted = try ticket(Self.page)
    wanted.legs[1] = Leg(.stop, trigger: 29000)
    let draft = try venue.place(wanted, ListIdentity(1))
    #expect(draft.parameters.map(\.name) == ["symbol", "side", "quantity", "price", "stopPrice"])
    let reading = try venue.read(try venue.sealed(draft, try fake()))
    #expect(reading.ticket.legs.map(\.type) == [.limitMaker, .stop])
  }

  // MARK: Order lists (sheet §2.3)

  /// A vector's request: the ticket is placed, and each number is then spelled as the vector does,
  /// which writes 32000.00 where we write 32000.
  func vector(
    _ name: String, _ credentials: Credentials, transport: String = "rest"
  ) throws -> WireRequest {
    let vector = try #require(BinanceVectors.lists.first { $0.name == name })
    var wanted = try ticket(vector.ticket)
    if transport != "rest" { wanted.options["binance.transport"] = .text(transport) }
    wanted.options["binance.recvWindow"] = .number("5000")
    var draft = try venue.place(wanted, ListIdentity(1))
    let pairs = vector.payload.split(separator: "&").dropLast().map { $0.split(separator: "=") }
    #expect(draft.parameters.map(\.name) == pairs.map { String($0[0]) })
    draft.parameters = zip(draft.parameters, pairs).map { parameter, pair in
      let text = String(pair[1])
      if parameter.value.text != text {
        #expect(Decimal(parameter.value.text) == Decimal(text), "\(parameter.name)")
      }
      return Parameter(parameter.name, .text(text), parameter.origin, field: parameter.field)
    }
    return try venue.sealed(draft, credentials)
  }

  @Test(arguments: BinanceVectors.lists)
  func listsAreSignedAsInTheVectors(_ list: BinanceVectors.List) throws {
    let request = try vector(list.name, try fake())
    #expect(
      request.body.text(revealing: true) == list.payload + "&signature=" + list.signature)
    #expect(request.target.text() == list.path)
    #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
    #expect(!request.body.text().contains(list.signature))
  }

  @Test func aListsBodyHasTheDocumentedLength() throws {
    #expect(try vector("F2", try fake()).body.bytes.count == 406)
  }

  @Test func theSocketTakesTheSameListAsAFrame() throws {
    let request = try vector("F2", try fake(), transport: "ws")
    #expect(request.isSocket)
    #expect(request.base == "wss://ws-api.binance.com:443/ws-api/v3")
    #expect(
      request.body.text()
        == #"{"id":"1","method":"orderList.place.oco","params":{"apiKey":"••••","#
        + #""symbol":"BTCUSDT","side":"SELL","quantity":"0.01","#
        + #""listClientOrderId":"tk-oco-0001","aboveType":"LIMIT_MAKER","#
        + #""aboveClientOrderId":"tk-oco-0001-a","abovePrice":"32000.00","#
        + #""belowType":"STOP_LOSS_LIMIT","belowClientOrderId":"tk-oco-0001-b","#
        + #""belowStopPrice":"29000.00","belowPrice":"28900.00","belowTimeInForce":"GTC","#
        + #""newOrderRespType":"RESULT","recvWindow":"5000","timestamp":1700000000000,"#
        + #""signature":"••••"}}"#)
    #expect(
      try body(request)["params"]?["signature"]?.string
        == "19e834a2aa1a2c39a2f5d1e62f8f5ac36a39a65bdead82a29549eff9f14163aa")
  }

  @Test func anEd25519KeySignsTheSamePayload() throws {
    let request = try vector("F2", try ed25519())
    let signature =
      "dOa5MIbkEtLZuZ7JD8ciAHDzT9SeJ8yWm5jDRGACE3GT0zo+hzyH07oYxH3LEd3k7QQ0N6j8pqP7+RA+lhj4Aw=="
    #expect(
      request.body.text(revealing: true).hasSuffix("&signature=" + Percent.encode(signature)))
    #expect(Percent.encode(signature).hasSuffix("Aw%3D%3D"))
  }

  @Test func anRSAKeysSignatureVerifies() throws {
    let credentials = try venue.credentials([
      "key": Self.key, "private_key": BinanceVectors.rsaKey,
    ])
    let text = try vector("F2", credentials).body.text(revealing: true)
    let parts = try #require(text.firstRange(of: "&signature="))
    let encoded = Array(text[parts.upperBound...].utf8)
    let signature = try #require(Base64.decode(try Percent.decode(encoded)))
    let key = try PublicKey(pem: BinanceVectors.rsaPublicKey)
    #expect(key.verifies(signature, Array(text[..<parts.lowerBound].utf8)))
    #expect(!key.verifies(signature, Array(text[..<parts.lowerBound].utf8.dropLast())))
  }

  // MARK: Calls (sheet §2.3)

  static let list = ListReference(
    instrument: .spot(base: "BTC", quote: "USDT"), kind: .oco, clientListID: "tk-oco-0001")

  @Test(arguments: [
    (
      Call.cancelList(list, identity: "tk-oco-0001-x"), "DELETE", "/api/v3/orderList?",
      "symbol=BTCUSDT&listClientOrderId=tk-oco-0001&newClientOrderId=tk-oco-0001-x&",
      "a02e6c73826a697916186329262ac0dbfe9ea185010cbf56a658b7a3b10fb6b5"
    ),
    (
      .queryList(list), "GET", "/api/v3/orderList?", "origClientOrderId=tk-oco-0001&",
      "ac584b61ab007b80b83fc3147a41c6247f84ffa54350288771e281a673ac2109"
    ),
    (
      .openLists(page: 1), "GET", "/api/v3/openOrderList?", "",
      "2fae30b0bec21e6d1ef2d378bb13c6fa3ff86539a2ecb411e55e52edf2ee86fd"
    ),
    (
      .history(HistoryRange(limit: 50)), "GET", "/api/v3/allOrderList?", "limit=50&",
      "9c3022d93f70c421d218272333cca3bf8e66450853011dc94c6a5435f1bd04cf"
    ),
    (
      .account, "GET", "/api/v3/account?", "omitZeroBalances=true&",
      "cc96ab3464b5a9ab41fc522edfe942d15a4391424ab27a2ec7840f43b6165c9a"
    ),
  ])
  func callsAreSignedInTheirQuery(
    _ call: Call, _ method: String, _ path: String, _ values: String, _ signature: String
  ) throws {
    var draft = try #require(try venue.drafts(call).first)
    draft.parameters.append(Parameter("recvWindow", .integer(5000)))
    let request = try venue.sealed(draft, try fake())
    #expect(request.methodName == method)
    #expect(
      request.target.text(revealing: true)
        == path + values + "recvWindow=5000&timestamp=1700000000000&signature=" + signature)
    #expect(request.body.isEmpty)
  }

  @Test func whatIsSignedIsTheQueryAndThenTheBody() throws {
    func text(_ pairs: [(String, String)]) -> [UInt8] {
      Binance.encoded(pairs.map { Parameter($0.0, .text($0.1)) })
    }
    let query = text([("symbol", "BTCUSDT"), ("side", "SELL")])
    let body = text([("quantity", "0.01"), ("timestamp", "1700000000000")])
    #expect(
      try Binance.signature(of: query + body, try fake().signer)
        == "801b97ea7e2cdf7c9b1c34f1cbc8b2f4443e60cd24147bc9781229c1456f36c2")
  }

  @Test func theUserStreamIsSubscribedWithASignature() throws {
    var draft = try #require(try venue.drafts(.subscribeUser(nil)).first)
    let plain = try venue.sealed(draft, try fake())
    #expect(
      plain.body.text(revealing: true)
        == #"{"id":"1","method":"userDataStream.subscribe.signature","params":{"apiKey":"#
        + #""\#(Self.key)","timestamp":1700000000000,"signature":"#
        + #""9fc533a66dcd701b99220733f44d9eabccea53648e426c1af77de65a6431b55e"}}"#)
    draft.parameters.append(Parameter("recvWindow", .integer(5000)))
    let windowed = try venue.sealed(draft, try fake())
    #expect(
      try body(windowed)["params"]?["signature"]?.string
        == "df27b28836c3bc73457046404b8271b565f16eefcf6888cd4978e959b8e17b36")
  }

  @Test func aSessionIsOpenedToEd25519KeysAlone() throws {
    let draft = try #require(try venue.drafts(.login).first)
    let request = try venue.sealed(draft, try ed25519())
    #expect(try body(request)["method"]?.string == "session.logon")
    #expect(
      try body(request)["params"]?["signature"]?.string
        == "kHi9zBZ2AvGVUrG6w8IBZOrda6ue5QaFIR6VOVLtKVbwv1o+RH1Er92XCujEdFpxI8n4HrllAc334"
        + "qXGwHIFAA=="
    )
    #expect(throws: SealFailure.self) { try venue.sealed(draft, try fake()) }
    let after = try #require(try venue.drafts(.subscribeUser("session")).first)
    #expect(
      try venue.sealed(after, id: 2, try ed25519()).body.text()
        == #"{"id":"2","method":"userDataStream.subscribe"}"#)
  }

  @Test func openCallsCarryNoKey() throws {
    let pair = Instrument.spot(base: "BTC", quote: "USDT")
    let drafts = try venue.drafts(.ticker(pair)) + venue.drafts(.serverTime)
    let requests = try drafts.map { try venue.sealed($0, try fake(.testnet)) }
    #expect(
      requests.map { $0.base + $0.target.text() } == [
        "https://testnet.binance.vision/api/v3/ticker/price?symbol=BTCUSDT",
        "https://testnet.binance.vision/api/v3/ticker/bookTicker?symbol=BTCUSDT",
        "https://testnet.binance.vision/api/v3/time",
      ])
    #expect(requests.allSatisfy { $0.headers.isEmpty && $0.body.isEmpty })
  }

  @Test func marketStreamsAreNumberedFrames() throws {
    let pair = Instrument.spot(base: "BTC", quote: "USDT")
    let draft = try #require(try venue.drafts(.subscribeTicker(pair)).first)
    let frame = try venue.sealed(draft, id: 7, try fake())
    #expect(frame.base == "wss://stream.binance.com:9443/ws")
    #expect(
      frame.body.text()
        == #"{"method":"SUBSCRIBE","params":["btcusdt@aggTrade","btcusdt@bookTicker"],"id":7}"#)
  }

  @Test func aLongHistoryIsAskedForDayByDay() throws {
    let start: Int64 = 1_700_000_000_000
    let day: Int64 = 86_400_000
    func windows(_ span: Int64) throws -> [[String]] {
      let range = HistoryRange(
        from: Timestamp(milliseconds: start), until: Timestamp(milliseconds: start + span))
      return try venue.drafts(.history(range)).map { draft in
        ["startTime", "endTime"].map { draft[$0]?.text ?? "" }
      }
    }
    #expect(try windows(0) == [["\(start)", "\(start)"]])
    #expect(
      try windows(day + 5) == [
        ["\(start)", "\(start + day - 1)"], ["\(start + day)", "\(start + day + 5)"],
      ])
    #expect(throws: Inexpressible.self) { try windows(32 * day) }
    #expect(throws: Inexpressible.self) { try windows(-1) }
  }

  @Test func whatBinanceDoesNotHaveIsSaid() {
    let calls: [Call] = [
      .accounts, .positions, .token, .renewToken("x"), .closeToken("x"), .heartbeat(nil),
      .openLists(page: 2),
      .cancelList(
        ListReference(instrument: Self.list.instrument, kind: .oco),
        identity: nil),
    ]
    for call in calls {
      #expect(throws: Inexpressible.self, "\(call)") { try venue.drafts(call) }
    }
  }

  // MARK: Credentials

  @Test func credentialsHaveOneWayToSign() throws {
    #expect(throws: InvalidCredentials.self) { try venue.credentials(["key": "k"]) }
    #expect(throws: InvalidCredentials.self) {
      try venue.credentials(["key": "k", "secret": "s", "private_key": "p"])
    }
    #expect {
      try venue.credentials(["key": "k", "private_key": "hunter2"])
    } throws: { error in
      "\(error)".contains("private_key") && !"\(error)".contains("hunter2")
    }
  }

  @Test func keysOfOneVenueOpenNoOther() throws {
    let draft = try #require(try venue.drafts(.account).first)
    let foreign = Credentials(
      venue: VenueID("kucoin"), environment: .live, key: "k", signer: .hmac(HMACKey(Secret("s"))))
    #expect(throws: SealFailure.self) { try venue.sealed(draft, foreign) }
    let unsigned = Credentials(venue: venue.id, environment: .live, key: "k", signer: .none)
    #expect(throws: SealFailure.self) { try venue.sealed(draft, unsigned) }
  }

  @Test func nothingSecretIsShown() throws {
    for transport in ["rest", "ws"] {
      let request = try vector("F2", try fake(), transport: transport)
      for format in WireRequest.Format.allCases {
        let shown = request.text(format)
        #expect(!shown.contains("FAKEKEY"))
        #expect(!shown.contains("bf693aaeab76") && !shown.contains("19e834a2aa1a"))
      }
    }
  }
}
