import Exact
import Orders
import Testing

@testable import Venues

@Suite struct CryptoComStreamTests {
  let venue = CryptoCom()

  static func push(_ channel: String, _ status: String, _ time: String = "1700000000123") -> String
  {
    """
    {"id":-1,"method":"subscribe","code":0,"result":{"instrument_name":"BTC_USD",
     "subscription":"\(channel).BTC_USD","channel":"\(channel)","data":[{"account_id":"…",
     "order_id":"19848526","exchange_order_id":"6142909897021751347","client_oid":"t-2",
     "order_type":"STOP_LIMIT","side":"SELL","status":"\(status)","quantity":"0.1",
     "limit_price":"79900","ref_price":"80000","ref_price_type":"MARK_PRICE","avg_price":"0",
     "cumulative_quantity":"0","cumulative_value":"0","cumulative_fee":"0",
     "list_id":"6498090546073120100","leg_id":"2","contingency_type":"OCO",
     "instrument_name":"BTC_USD","create_time":"1700000000123",
     "create_time_ns":"1700000000123000000","update_time":"\(time)"}]}}
    """
  }

  func report(_ text: String) throws -> OrderReport {
    guard case .order(let report)? = venue.events(text).first else {
      Issue.record("no order in \(venue.events(text))")
      return OrderReport(order: Order(status: .unknown, venueStatus: ""))
    }
    return report
  }

  @Test(arguments: ["user.advance.order", "user.advanced.order", "user.order"])
  func legsAreReadUnderEitherNameOfTheirChannel(_ channel: String) throws {
    let report = try report(Self.push(channel, "PENDING"))
    #expect(report.order.status == .waiting)
    #expect(report.order.venueStatus == "PENDING")
    #expect(report.order.type == .stopLimit)
    #expect(report.order.role == .pair)
    #expect(report.order.side == .sell)
    #expect(report.order.clientOrderID == "t-2")
    #expect(report.order.venueListID == "6498090546073120100")
    #expect(report.order.symbol == "BTC_USD")
    #expect(report.order.price == (try decimal("79900")))
    #expect(report.order.trigger == (try decimal("80000")))
    #expect(report.order.updated == Timestamp(milliseconds: 1_700_000_000_123))
  }

  @Test(arguments: [
    ("NEW", OrderStatus.waiting), ("PENDING", .waiting), ("ACTIVE", .working), ("FILLED", .filled),
    ("CANCELED", .canceled), ("REJECTED", .rejected), ("EXPIRED", .expired), ("FROZEN", .unknown),
  ])
  func everyStatusHasOneMeaning(_ word: String, _ status: OrderStatus) throws {
    #expect(try report(Self.push("user.advance.order", word)).order.status == status)
  }

  @Test func anExitToldOfAloneIsNotCalledArmed() {
    #expect(CryptoCom.status("PENDING", .stop, filled: false, dormant: true) == .dormant)
    #expect(CryptoCom.status("ACTIVE", .stop, filled: false, dormant: true) == .dormant)
    #expect(CryptoCom.status("ACTIVE", .stopLimit, filled: false, dormant: true) == .working)
    #expect(CryptoCom.status("FILLED", .stop, filled: true, dormant: true) == .filled)
  }

  @Test func fillsAreReadWithTheirFee() throws {
    let report = try report(
      """
      {"id":1,"method":"subscribe","code":0,"result":{"instrument_name":"BTCUSD-PERP",
       "subscription":"user.trade.BTCUSD-PERP","channel":"user.trade","data":[{
       "account_id":"52e7c00f-1324-5a6z-bfgt-de445bde21a5","event_date":"2021-02-17",
       "journal_type":"TRADING","traded_quantity":"0.0500","traded_price":"51278.5",
       "fees":"-1.025570","order_id":"19708564","trade_id":"38554669","trade_match_id":"76423",
       "client_oid":"6ac2421d-5078-4ef6-a9d5-9680602ce123","taker_side":"MAKER","side":"BUY",
       "instrument_name":"BTCUSD-PERP","fee_instrument_name":"USD","create_time":1613570791060,
       "create_time_ns":"1613570791060123456"}]}}
      """)
    let fill = try #require(report.fill)
    #expect(fill.price == (try decimal("51278.5")))
    #expect(fill.quantity == (try decimal("0.05")))
    #expect(fill.fee == (try decimal("1.02557")))
    #expect(fill.feeAsset == "USD")
    #expect(fill.isMaker == true)
    #expect(fill.tradeID == "38554669")
    #expect(report.order.venueOrderID == "19708564")
    #expect(report.order.venueStatus.isEmpty)
  }

  @Test func theSocketsOwnLifeIsRead() throws {
    #expect(
      venue.events(#"{"id":1587523073344,"method":"public/heartbeat","code":0}"#) == [
        .pingDemand(reply: #"{"id":1587523073344,"method":"public/respond-heartbeat"}"#)
      ])
    #expect(venue.events(#"{"id":11,"method":"public/auth","code":0}"#) == [.loggedIn])
    #expect(venue.events(#"{"id":1,"code":0,"method":"subscribe"}"#) == [.subscribed("1")])
    let refused = venue.events(
      #"{"id":12,"code":40003,"method":"subscribe","message":"Unknown channel"}"#)
    #expect(
      refused == [
        .reply(
          id: "12",
          .refused(
            Refusal(
              httpStatus: 0, code: "40003", text: "Unknown channel", reason: .malformed)))
      ])
  }

  @Test func repliesToOrdersOnTheSocketMeanWhatTheyMeanOnREST() {
    let accepted = venue.events(
      #"{"id":7,"method":"private/advanced/create-oto","code":0,"result":{"list_id":"9"}}"#)
    guard case .reply(id: "7", .accepted(.list(let list)))? = accepted.first else {
      Issue.record("\(accepted)")
      return
    }
    #expect(list.venueListID == "9")
    let fault = venue.events(#"{"id":8,"method":"private/advanced/create-oto","code":50001}"#)
    guard case .reply(id: "8", let answer)? = fault.first else {
      Issue.record("\(fault)")
      return
    }
    #expect(answer.isInDoubt)
    let nameless = venue.events(
      #"{"id":-1,"method":"ERROR","code":40003,"message":"INVALID_REQUEST","original":"{}"}"#)
    guard case .reply(id: "-1", .refused)? = nameless.first else {
      Issue.record("\(nameless)")
      return
    }
  }

  @Test func pricesAndBalancesAreRead() throws {
    let ticker = venue.events(
      """
      {"id":-1,"method":"subscribe","code":0,"result":{"instrument_name":"BTC_USD",
       "subscription":"ticker.BTC_USD","channel":"ticker","data":[{"h":"1","a":"51174.5",
       "b":"51170","bs":"0.1","k":"51180","ks":"0.2","v":"879","t":1613580710768}]}}
      """)
    #expect(
      ticker == [
        .market(
          symbol: "BTC_USD",
          Market(
            last: try decimal("51174.5"), bid: try decimal("51170"), ask: try decimal("51180")))
      ])
    let balance = venue.events(
      """
      {"id":3,"method":"subscribe","code":0,"result":{"subscription":"user.balance",
       "channel":"user.balance","data":[{"position_balances":[{"instrument_name":"USD",
       "quantity":"10","reserved_qty":"4"}]}]}}
      """)
    #expect(
      balance == [
        .balances([Balance(asset: "USD", free: try decimal("6"), locked: try decimal("4"))])
      ])
  }

  @Test func framesAreTheDocumentedOnes() throws {
    let credentials = try venue.credentials(["key": "k", "secret": "s"])
    func frames(_ call: Call) throws -> [String] {
      try venue.drafts(call).map { try venue.sealed($0, id: 12, credentials).body.text() }
    }
    let user = try frames(.subscribeUser(nil))
    #expect(
      user.first == #"{"id":12,"method":"subscribe","params":{"channels":["user.advance.order"]},"#
        + #""nonce":1700000000000}"#)
    #expect(user.count == 4)
    #expect(
      try frames(.subscribeUser("user.advanced.order")).first?.contains("user.advanced.order")
        == true)
    #expect(throws: Inexpressible.self) { try frames(.subscribeUser("user.everything")) }
    let ticker = try frames(.subscribeTicker(.spot(base: "BTC", quote: "USD")))
    #expect(
      ticker.first == #"{"id":12,"method":"subscribe","params":{"channels":["ticker.BTC_USD"]},"#
        + #""nonce":1700000000000}"#)
    #expect(
      try frames(.heartbeat("1587523073344"))
        == [#"{"id":1587523073344,"method":"public/respond-heartbeat"}"#])
  }

  @Test(arguments: [
    "junk", "", "[]", "7", "{}", #"{"method":5}"#, #"{"method":"subscribe"}"#,
    #"{"method":"subscribe","code":0,"result":{"data":[1]}}"#,
    #"{"method":"subscribe","code":0,"result":{"channel":"candlestick","data":[]}}"#,
    #"{"method":"public/heartbeat","id":"x"}"#, #"{"method":"private/new","code":0}"#,
    #"{"method":"subscribe","result":{"channel":"ticker","data":[]}}"#,
  ])
  func whatIsNotUnderstoodIsKeptWhole(_ text: String) {
    #expect(venue.events(text) == [.unknown(text)])
  }

  @Test func oddRowsInAGoodFrameNeverEndTheProgram() {
    for channel in ["user.order", "user.trade", "user.advance.order", "user.balance", "mark"] {
      for row in ["1", "null", "{}", "[]", #"{"order_id":{},"status":7,"leg_id":"x"}"#] {
        let frame = #"{"method":"subscribe","result":{"channel":"\#(channel)","data":[\#(row)]}}"#
        #expect(venue.events(frame).count == 1)
      }
    }
  }

  /// Any byte may be anything: whatever comes of it, it comes to an answer.
  @Test func brokenBytesNeverEndTheProgram() throws {
    var generator = SeededGenerator(seed: 2026)
    let request = try CryptoComTests().placed(CryptoComTests.oto)
    let seeds = [
      Array(Self.push("user.advance.order", "PENDING").utf8), request.body.bytes,
      Array(#"{"code":0,"result":{"data":[\#(CryptoComAnswerTests.stopLeg)]}}"#.utf8),
    ]
    let letters = Array("{}[]\",:0123456789eE-.\\u\u{0}abc".utf8)
    for round in 0..<600 {
      var bytes = seeds[round % seeds.count]
      for _ in 0...(round % 4) {
        let place = Int.random(in: bytes.indices, using: &generator)
        bytes[place] = letters.randomElement(using: &generator) ?? 0
      }
      if round % 7 == 0 { bytes.removeLast(round % bytes.count) }
      #expect(!venue.events(in: bytes).isEmpty)
      let response = Response(status: round % 2 == 0 ? 200 : 500, body: bytes)
      for operation in VenueOperation.allCases { _ = venue.decode(response, to: operation) }
      _ = try? venue.read(
        WireRequest(
          venue: venue.id, environment: .live, operation: .place, channel: request.channel,
          base: request.base, target: request.target, body: SealedText(bytes)))
    }
  }
}
