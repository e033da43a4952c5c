import Exact
import Orders
import Testing

@testable import Venues

@Suite struct CryptoComTests {
  let venue = CryptoCom()

  func fake(_ environment: Environment = .live) throws -> Credentials {
    try venue.credentials(["key": "fake-key-0001", "secret": "fake-secret-0001"], environment)
  }

  /// The key and secret printed in the official samples.
  func sample() throws -> Credentials {
    try venue.credentials(["key": "token", "secret": "secretKey"])
  }

  func placed(
    _ json: String, at milliseconds: Int64 = 1_700_000_000_000, id: Int64 = 1
  ) throws -> WireRequest {
    let draft = try venue.place(try ticket(json), ListIdentity(1))
    return try venue.sealed(draft, at: milliseconds, id: id, try fake())
  }

  static func signature(_ request: WireRequest) throws -> String? {
    try JSONDocument(parsing: request.body.bytes).root["sig"]?.string
  }

  // MARK: Signatures (sheet §2)

  static let oto = """
    {"kind":"oto","instrument":"BTC/USD","quantity":"0.1",
     "legs":[{"side":"buy","type":"limit","price":"93000"},
             {"side":"sell","type":"stop","trigger":"80000"}],
     "options":{"crypto-com.ids":"venue"}}
    """

  /// With the exits the other way round than the venue wants them.
  static func otoco(_ entry: String, _ options: String = "", ids: String = "venue") -> String {
    """
    {"kind":"otoco","instrument":"BTC/USD","quantity":"0.1",
     "legs":[{"side":"buy","type":"\(entry)","price":"93000"},
             {"side":"sell","type":"take_profit","trigger":"108000"},
             {"side":"sell","type":"stop","trigger":"80000"}],
     "options":{"crypto-com.ids":"\(ids)"\(options)}}
    """
  }

  @Test func vectorA_signingInOnASocket() throws {
    let draft = try #require(try venue.drafts(.login).first)
    let request = try venue.sealed(draft, at: 1_589_594_102_779, id: 11, try sample())
    #expect(
      request.body.text(revealing: true)
        == #"{"id":11,"method":"public/auth","api_key":"token","nonce":1589594102779,"sig":"#
        + #""9dcebf6eeec155f829227ee447dee73120e0aead42fab74d38ed5d8271793dc8"}"#)
    #expect(request.base == "wss://stream.crypto.com/exchange/v1/user")
  }

  @Test func vectorB_theOfficialSamplesQuery() throws {
    let endpoint = Endpoint(
      .queryOrder, .rest(.post), "/exchange/v1/private/get-order-detail", security: .signed,
      cost: "", source: Citation("sheet", ""))
    let draft = endpoint.draft([("order_id", .text("53287421324"))])
    let request = try venue.sealed(draft, at: 1_587_846_358_253, id: 11, try sample())
    #expect(
      try Self.signature(request)
        == "02ef0a52c9428e5d3dcc5dd24d534ca39ef73f35acd3f6945f139a2364ef67a9")
  }

  @Test func vectorC_anOTO() throws {
    let request = try placed(Self.oto)
    #expect(
      request.body.text(revealing: true)
        == #"{"id":1,"method":"private/advanced/create-oto","api_key":"fake-key-0001","#
        + #""params":{"order_list":[{"instrument_name":"BTC_USD","side":"BUY","type":"LIMIT","#
        + #""price":"93000","quantity":"0.1"},{"instrument_name":"BTC_USD","side":"SELL","#
        + #""type":"STOP_LOSS","ref_price":"80000","quantity":"0.1"}]},"nonce":1700000000000,"#
        + #""sig":"57c4008202b9063281a06024d12935361adedaf925a00f6a399598305424efef"}"#)
    #expect(
      request.base + request.target.text()
        == "https://api.crypto.com/exchange/v1/private/advanced/create-oto")
    #expect(request.methodName == "POST")
    #expect(request.header("Content-Type") == "application/json")
  }

  @Test func vectorD_anOCOByteForByte() throws {
    let request = try placed(
      """
      {"kind":"oco","instrument":"BTC/USD","side":"sell","quantity":"0.1",
       "legs":[{"type":"limit","price":"93000"},
               {"type":"stop_limit","trigger":"80000","price":"79900","trigger_by":"mark"}],
       "options":{"crypto-com.order_list[0].client_oid":"t-1",
                  "crypto-com.order_list[1].client_oid":"t-2"}}
      """, at: 1_700_000_000_001, id: 2)
    #expect(
      request.body.text(revealing: true)
        == #"{"id":2,"method":"private/advanced/create-oco","api_key":"fake-key-0001","#
        + #""params":{"order_list":[{"instrument_name":"BTC_USD","side":"SELL","type":"LIMIT","#
        + #""price":"93000","quantity":"0.1","client_oid":"t-1"},{"instrument_name":"BTC_USD","#
        + #""side":"SELL","type":"STOP_LIMIT","price":"79900","ref_price":"80000","#
        + #""ref_price_type":"MARK_PRICE","quantity":"0.1","client_oid":"t-2"}]},"#
        + #""nonce":1700000000001,"#
        + #""sig":"5f6ffbd2f3ba8a76f52dd084c6888370b6f02975fc7569ef1cdac9cda4d20f12"}"#)
  }

  @Test func keyAndSignatureAreShownMasked() throws {
    let text = try placed(Self.oto).body.text()
    #expect(text.contains(#""api_key":"••••""#))
    #expect(text.contains(#""sig":"••••""#))
    #expect(!text.contains("fake-key-0001"))
  }

  @Test func vectorE_cancellingAList() throws {
    let list = ListReference(
      instrument: .spot(base: "BTC", quote: "USD"), kind: .oco, venueListID: "6498090546073120100")
    let draft = try #require(try venue.drafts(.cancelList(list, identity: nil)).first)
    let request = try venue.sealed(draft, at: 1_700_000_000_002, id: 3, try fake())
    #expect(request.target.text() == "/exchange/v1/private/advanced/cancel-oco")
    #expect(
      request.body.text(revealing: true)
        == #"{"id":3,"method":"private/advanced/cancel-oco","api_key":"fake-key-0001","#
        + #""params":{"list_id":"6498090546073120100"},"nonce":1700000000002,"#
        + #""sig":"3c5353fa910415d2aa6a6d40bfefd772a3819e472fbcb087e909e5ddf690b7c6"}"#)
  }

  @Test(arguments: [
    ("", "599ec34443f23d82a81c8b539a804322c3ec4a9a8ba1e46bfd276ec7191ef3d0"),
    (
      #","crypto-com.signing":"java""#,
      "907b7c93f838ba1ad2c0e599248b22a015a8bc8a27b092b2c2b4a5bb0b7329df"
    ),
  ])
  func vectorF_instructionsInsideALegAreSignedInEitherWay(
    _ options: String, _ signature: String
  ) throws {
    let maker = try placed(Self.otoco("limit_maker", options), at: 1_700_000_000_003, id: 4)
    #expect(try Self.signature(maker) == signature)
    let words = #","crypto-com.exec_inst":["POST_ONLY"]"#
    let said = try placed(Self.otoco("limit", words + options), at: 1_700_000_000_003, id: 4)
    #expect(try Self.signature(said) == signature)
    #expect(said.body.text().contains(#""exec_inst":["POST_ONLY"]"#))
  }

  @Test func vectorG_listsOfIDsAndVectorH_noParametersAtAll() throws {
    let draft = CryptoCom.listDetail.draft([
      ("list_id_list", .list([.text("4611686018427705308"), .text("4611686018427705309")]))
    ])
    let request = try venue.sealed(draft, at: 1_700_000_000_004, id: 5, try fake())
    #expect(
      try Self.signature(request)
        == "69e4629e6660f4e3e0f6c6f66cc1bef86db7db52152df7a60ff03e5f01044209")
    let balance = try #require(try venue.drafts(.account).first)
    let empty = try venue.sealed(balance, at: 1_700_000_000_005, id: 6, try fake())
    #expect(empty.body.text().contains(#""params":{}"#))
    #expect(
      try Self.signature(empty)
        == "c6c38830e00afbc161aba27cb48e5c42c63f5129832cf9b0788e1cc2d2b03f86")
  }

  @Test func secretsOfOneVenueAndEnvironmentStayThere() throws {
    let draft = try venue.place(try ticket(Self.oto), ListIdentity(1))
    let paper = try venue.sealed(draft, try fake(.paper))
    #expect(paper.base == "http://127.0.0.1:9401")
    let other = try KuCoin().credentials(["key": "k", "secret": "s", "passphrase": "p"])
    #expect(throws: SealFailure.self) { try venue.sealed(draft, other) }
    #expect(throws: SealFailure.self) { try venue.sealed(draft, try fake(.demo)) }
  }
}
