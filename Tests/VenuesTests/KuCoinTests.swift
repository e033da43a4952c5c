import Crypto
import Exact
import Orders
import Testing

@testable import Venues

@Suite struct KuCoinTests {
  let venue = KuCoin()

  /// The sheet's own ticket: remark and trade type are options, the id is set to the vector's.
  static let sheetTicket = """
    {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.001",
     "legs":[{"type":"limit","price":"70000"},
             {"type":"stop_limit","trigger":"60000","price":"59900"}],
     "options":{"kucoin.clientOid":"oco-test-0001","kucoin.remark":"tkt",
                "kucoin.tradeType":"TRADE"}}
    """

  func fake(version: String = "3") throws -> Credentials {
    try venue.credentials([
      "key": "fake-key", "secret": "fake-secret-00000000-1111-2222-3333-444444444444",
      "passphrase": "fake-passphrase", "key_version": version,
    ])
  }

  // MARK: Signatures (sheet §2)

  @Test func placingIsSignedAsInTheSheetsVector() throws {
    let draft = try venue.place(try ticket(Self.sheetTicket), ListIdentity(1))
    let request = try venue.sealed(draft, try fake())
    #expect(
      request.body.text()
        == #"{"clientOid":"oco-test-0001","side":"sell","symbol":"BTC-USDT","price":"70000","#
        + #""size":"0.001","stopPrice":"60000","limitPrice":"59900","remark":"tkt","#
        + #""tradeType":"TRADE"}"#)
    #expect(request.header("KC-API-SIGN") == "0cSYUlmlNm8lyUhOnCqiCqhhEvAt+8ykly5eIJNH/fA=")
    #expect(
      request.header("KC-API-PASSPHRASE") == "56CeMvdbpRTrTSmmCib3e/jB2JYSqsteVOeAI7bZHGo=")
    #expect(request.header("KC-API-KEY-VERSION") == "3")
    #expect(request.header("KC-API-TIMESTAMP") == "1700000000000")
    #expect(request.base + request.target.text() == "https://api.kucoin.com/api/v3/oco/order")
  }

  @Test func theFirstKeyVersionSendsThePassphraseAsItIs() throws {
    let draft = try venue.place(try ticket(Self.sheetTicket), ListIdentity(1))
    let request = try venue.sealed(draft, try fake(version: "1"))
    #expect(request.header("KC-API-PASSPHRASE") == "fake-passphrase")
    #expect(throws: InvalidCredentials.self) { try fake(version: "4") }
  }

  @Test func theOfficialVectorsOfOtherPathsHold() throws {
    // kucoin-api-docs, shell example; and the SDK's own unit test of its signer.
    let official = HMACKey(Secret("f03a5284-5c39-4aaa-9b20-dea10bdcf8e3"))
    let text = #"1547015186532POST/api/v1/deposit-addresses{"currency":"BTC"}"#
    #expect(
      KuCoin.signature(of: Array(text.utf8), official)
        == "7QP/oM0ykidMdrfNEUmng8eZjg/ZvPafjIqmxiVfYu4=")
    let signer = HMACKey(Secret("test_api_secret"))
    #expect(
      KuCoin.signature(of: Array("test_plain".utf8), signer)
        == "jie/gxS38wLFFaBwl/cAzFbAzlI8MIny96jSXrB+iP4=")
  }

  @Test(arguments: [
    ("674c316e688dea0007c7b986", "4gn6595gDzxw9ztHGGIvpENPqh3h2u3ngp6p0GzGr+g=")
  ])
  func cancelIsSignedOverItsPath(_ id: String, _ signature: String) throws {
    let list = ListReference(
      instrument: .spot(base: "BTC", quote: "USDT"), kind: .oco, venueListID: id)
    let drafts = try venue.drafts(.cancelList(list, identity: nil))
    let request = try venue.sealed(try #require(drafts.first), try fake())
    #expect(request.methodName == "DELETE")
    #expect(request.header("KC-API-SIGN") == signature)
    #expect(request.body.isEmpty)
  }

  @Test func queriesAreSignedUnencodedAndSentEncoded() throws {
    let listing = KuCoin.listing.draft([
      ("symbol", .text("BTC-USDT")), ("pageSize", .integer(50)), ("currentPage", .integer(1)),
    ])
    let request = try venue.sealed(listing, try fake())
    #expect(
      request.target.text() == "/api/v3/oco/orders?symbol=BTC-USDT&pageSize=50&currentPage=1")
    #expect(request.header("KC-API-SIGN") == "cxUAi/FQ2GKb75Xv4z8kfHtAaxbZ1yhv2gC0FhOHkLY=")
    let many = KuCoin.cancelMany.draft([
      ("orderIds", .text("674c388172cf2800072ee746,674c38bdfd8300000795167e")),
      ("symbol", .text("BTC-USDT")),
    ])
    let cancel = try venue.sealed(many, try fake())
    #expect(cancel.target.text().contains("746%2C674"))
    #expect(cancel.header("KC-API-SIGN") == "V1wNgT9u9XnUgXv5CMo0SScB4XDu47BrcA1WDLh8u0M=")
  }

  @Test func theBulletCallSignsAnEmptyBody() throws {
    let draft = try #require(try venue.drafts(.token).first)
    let request = try venue.sealed(draft, try fake())
    #expect(request.header("KC-API-SIGN") == "6kZo1nRYLvPEke2SXw6YtGb+gbbUxHL1BpGNHLbm3O8=")
  }

  // MARK: Answers (sheet §3)

  @Test func aPlacedListIsAcceptedWithoutItsLegs() throws {
    let answer = venue.answer(
      #"{"code":"200000","data":{"orderId":"674c316e688dea0007c7b986"}}"#, to: .place)
    guard case .accepted(.list(let list)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(list.venueListID == "674c316e688dea0007c7b986")
    #expect(list.status == .accepted)
    #expect(list.orders.isEmpty)
  }

  @Test func detailsTellTheLimitLegByItsRepeatedPrice() throws {
    let answer = venue.answer(
      """
      {"code":"200000","data":{"orderId":"674c3b6e688dea0007c7bab2","symbol":"BTC-USDT",
       "clientOid":"5c52e1203aa6f37f1e493fb","orderTime":1733049198863,"status":"NEW","orders":[
        {"id":"vs93gpqc7dn6h3fa003sfelj","symbol":"BTC-USDT","side":"buy",
         "price":"94000.00000000000000000000","stopPrice":"94000.00000000000000000000",
         "size":"0.10000000000000000000","status":"NEW"},
        {"id":"vs93gpqc7dn6h3fa003sfelk","symbol":"BTC-USDT","side":"buy",
         "price":"96000.00000000000000000000","stopPrice":"98000.00000000000000000000",
         "size":"0.10000000000000000000","status":"NEW"}]}}
      """, to: .queryList)
    guard case .accepted(.list(let list)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(list.status == .open)
    #expect(list.orders.map(\.type) == [.limit, .stopLimit])
    #expect(list.orders[0].trigger == nil)
    #expect(list.orders[1].trigger == (try decimal("98000")))
    #expect(list.orders[1].price == (try decimal("96000")))
    #expect(list.orders[1].side == .buy)
    #expect(list.updated == Timestamp(milliseconds: 1_733_049_198_863))
  }

  /// Of two legs the one that repeats its price is the limit, wherever it stands; where both or
  /// neither do, the order of the array decides (sheet §3.4).
  @Test(arguments: [
    ("3", "3", "5", "4", [LegType.limit, .stopLimit]),
    ("5", "4", "3", "3", [.stopLimit, .limit]),
    ("3", "3", "4", "4", [.limit, .stopLimit]),
    ("3", "2", "5", "4", [.limit, .stopLimit]),
  ])
  func theLegThatRepeatsItsPriceIsTheLimit(
    _ price: String, _ stop: String, _ otherPrice: String, _ otherStop: String, _ types: [LegType]
  ) {
    let answer = venue.answer(
      #"{"code":"200000","data":{"orderId":"7","status":"NEW","orders":["#
        + #"{"id":"a","price":"\#(price).0","stopPrice":"\#(stop).00","status":"NEW"},"#
        + #"{"id":"b","price":"\#(otherPrice)","stopPrice":"\#(otherStop)","status":"NEW"}]}}"#,
      to: .queryList)
    guard case .accepted(.list(let list)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(list.orders.map(\.type) == types)
    #expect(list.orders.map { $0.trigger == nil } == types.map { $0 == .limit })
  }

  @Test(arguments: [
    ("400100", "validation.createOrder.clientOidDuplicated", Refusal.Reason.duplicateID),
    ("400100", "order_not_exist_or_not_allow_to_cancel", .alreadyDone),
    ("400100", "order_not_exist", .notFound), ("order_not_exist", "order_not_exist", .notFound),
    ("200004", "Balance insufficient", .funds), ("400005", "Signature error", .signature),
    ("400002", "KC-API-TIMESTAMP Invalid", .clock), ("900001", "symbol not exists", .halted),
  ])
  func refusalsHaveAMeaning(_ code: String, _ text: String, _ reason: Refusal.Reason) {
    // Business refusals come with HTTP 200 (sheet §8).
    let answer = venue.answer(#"{"code":"\#(code)","msg":"\#(text)"}"#, to: .place)
    #expect(
      answer == .refused(Refusal(httpStatus: 200, code: code, text: text, reason: reason)))
  }

  @Test func whatIsNotKnownAfterAPlacementStaysInDoubt() {
    let timeout = venue.answer(#"{"code":"408000","msg":"Network timeout"}"#, to: .place)
    #expect(timeout.isInDoubt)
    #expect(venue.answer("<html>502</html>", status: 502, to: .place).isInDoubt)
    #expect(venue.answer("", status: 200, to: .place).isInDoubt)
    // A code that nobody documents is no clear no.
    #expect(venue.answer(#"{"code":"987654","msg":"new"}"#, to: .place).isInDoubt)
    #expect(!venue.answer(#"{"code":"987654","msg":"new"}"#, to: .queryList).isInDoubt)
    #expect(!venue.answer("<html>403</html>", status: 403, to: .place).isInDoubt)
    #expect(!venue.answer("<html>502</html>", status: 502, to: .queryList).isInDoubt)
  }

  @Test func anExhaustedPoolNamesItsWait() {
    let response = Response(
      status: 429, headers: [("GW-RateLimit-Reset", "1500")],
      body: Array(#"{"code":"429000","msg":"Too many requests"}"#.utf8))
    guard case .later(_, let wait) = venue.decode(response, to: .place) else {
      Issue.record("not told to wait")
      return
    }
    #expect(wait == 1500)
  }

  /// The sheet's choice (§4): a leg's price being touched is what takes the other away.
  @Test func aTouchedLimitLeavesItsRestWithoutAStop() throws {
    let pair = try ticket(
      """
      {"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","legs":[
       {"type":"limit","price":"70000"},{"type":"stop_limit","trigger":"60000","price":"59900"}]}
      """)
    let fields = venue.losses(pair).map(\.field)
    #expect(fields.contains(.leg(0, .price)))
    #expect(fields.contains(.leg(1, .price)))
  }

  // MARK: Stream (sheet §7)

  @Test func legEventsAreReadWithTheirOcoCodes() throws {
    let events = venue.events(
      """
      {"topic":"/spotMarket/advancedOrders","type":"message","subject":"stopOrder",
       "userId":"633559791e1cbc0001f319bc","channelType":"private","data":{
       "orderId":"vs93gpupfa48anof003u85mb","orderPrice":"70000","orderType":"stop","side":"sell",
       "size":"0.00007142","stop":"l_s_o","stopPrice":"71000","symbol":"BTC-USDT",
       "tradeType":"TRADE","type":"TRIGGERED","triggerSuccess":false,
       "error":"Balance insufficient!","createdAt":1742305928064,"ts":1742305928091268493}}
      """)
    guard case .order(let report)? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(report.order.type == .stopLimit)
    #expect(report.order.status == .rejected)
    #expect(report.order.venueStatus == "TRIGGERED")
    #expect(report.order.reason == "Balance insufficient!")
    #expect(report.order.updated == Timestamp(milliseconds: 1_742_305_928_091))
  }

  @Test func unknownWordsAreKept() {
    let events = venue.events(
      #"{"type":"message","subject":"stopOrder","data":{"orderId":"x","type":"pondering"}}"#)
    guard case .order(let report)? = events.first else {
      Issue.record("\(events)")
      return
    }
    #expect(report.order.status == .unknown)
    #expect(report.order.venueStatus == "pondering")
    #expect(venue.events("junk") == [.unknown("junk")])
  }

  @Test func theStreamsOwnLifeIsRead() {
    #expect(venue.events(#"{"id":"7","type":"welcome"}"#) == [.ready])
    #expect(venue.events(#"{"id":"1","type":"ack"}"#) == [.subscribed("1")])
    #expect(venue.events(#"{"id":"1","type":"pong"}"#) == [.pong])
    #expect(
      venue.events(#"{"type":"error","code":401,"data":"token is expired"}"#) == [.tokenExpired])
  }

  @Test func subscriptionsAreTheDocumentedFrames() throws {
    let drafts = try venue.drafts(.subscribeUser(nil))
    let frame = try venue.sealed(try #require(drafts.first), try fake())
    #expect(
      frame.body.text()
        == #"{"id":"1","type":"subscribe","topic":"/spotMarket/advancedOrders","#
        + #""privateChannel":true,"response":true}"#)
  }
}
