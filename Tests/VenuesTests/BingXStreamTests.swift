import Exact
import Orders
import Testing

@testable import Venues

/// What BingX says on its stream (sheet §7).
@Suite struct BingXStreamTests {
  let venue = BingX()

  struct Surprise: Error { let text: String }

  static let execution = """
    {"code":0,"dataType":"spot.executionReport","data":{"e":"executionReport","E":1720876278637,
     "s":"ETH-USDT","S":"BUY","o":"LIMIT","q":0.1,"p":2000,"x":"NEW","X":"PENDING",
     "i":1812112568701845504,"l":0,"z":0,"L":0,"n":0,"C":"123","N":"","T":0,"t":0,
     "O":1720876278458,"Z":0,"Y":0,"Q":0,"m":false}}
    """

  func report(_ text: String) throws -> OrderReport {
    guard case .order(let report)? = venue.events(text).first else {
      throw Surprise(text: "\(venue.events(text))")
    }
    return report
  }

  @Test func orderEventsAreReadAndSendBackToTheLists() throws {
    let report = try report(Self.execution)
    #expect(report.order.venueOrderID == "1812112568701845504")
    #expect(report.order.clientOrderID == "123")
    #expect(report.order.symbol == "ETH-USDT")
    #expect(report.order.side == .buy)
    #expect(report.order.status == .working)
    #expect(report.order.venueStatus == "PENDING")
    #expect(report.order.venueType == "LIMIT")
    #expect(report.order.type == nil)
    #expect(report.order.quantity == (try decimal("0.1")))
    #expect(report.order.updated == Timestamp(milliseconds: 1_720_876_278_637))
    #expect(report.fill == nil)
    #expect(venue.events(Self.execution).count == 2)
    #expect(venue.events(Self.execution).last == .refresh(BingX.listsAside))
  }

  @Test func fillsAreReadFromStringsAsWellAsNumbers() throws {
    let report = try report(
      """
      {"dataType":"spot.executionReport","data":{"E":"5","i":"77","o":"LIMIT","x":"TRADE",
       "X":"PARTIALLY_FILLED","q":"1","z":"0.4","l":"0.3","L":"2000.5","n":"-0.0003","N":"ETH",
       "t":"991","m":true,"u":1,"ws":"x"}}
      """)
    #expect(report.order.status == .partlyFilled)
    #expect(report.order.filled == (try decimal("0.4")))
    #expect(report.fill?.price == (try decimal("2000.5")))
    #expect(report.fill?.quantity == (try decimal("0.3")))
    #expect(report.fill?.fee == (try decimal("0.0003")))
    #expect(report.fill?.feeAsset == "ETH")
    #expect(report.fill?.tradeID == "991")
    #expect(report.fill?.isMaker == true)
  }

  /// Only TRADE tells of a fill; what other events repeat of the last one is no news.
  @Test(arguments: ["NEW", "CANCELED", "EXPIRED"])
  func noEventButATradeIsAFill(_ event: String) throws {
    let report = try report(
      #"{"dataType":"spot.executionReport","data":{"E":"6","i":"77","x":"\#(event)","#
        + #""X":"CANCELED","q":"1","z":"0.4","l":"0.3","L":"2000.5"}}"#)
    #expect(report.fill == nil)
    #expect(report.order.filled == (try decimal("0.4")))
  }

  @Test func unknownWordsAreKept() throws {
    func text(_ status: String, _ type: String) -> String {
      #"{"dataType":"spot.executionReport","data":{"i":1,"X":"\#(status)","o":"\#(type)"}}"#
    }
    #expect(try report(text("pondering", "LIMIT")).order.status == .unknown)
    #expect(try report(text("pondering", "LIMIT")).order.venueStatus == "pondering")
    // NEW of an order whose leg is not told may be waiting or working.
    #expect(try report(text("NEW", "LIMIT")).order.status == .unknown)
    #expect(try report(text("NEW", "ocoTps")).order.status == .waiting)
  }

  @Test func bothHeartbeatsAreAnsweredExactly() {
    #expect(venue.events("Ping") == [.pingDemand(reply: "Pong")])
    #expect(
      venue.events(
        #"{"ping":"5963ba3db76049b2870f9a686b2ebaac","time":"2023-10-02T18:51:55.089+0800"}"#)
        == [
          .pingDemand(
            reply: #"{"pong":"5963ba3db76049b2870f9a686b2ebaac","#
              + #""time":"2023-10-02T18:51:55.089+0800"}"#)
        ])
    #expect(venue.events(#"{"ping":7}"#) == [.pingDemand(reply: #"{"pong":7}"#)])
    #expect(venue.events("ping") == [.unknown("ping")])
    #expect(venue.events(#"{"ping":{}}"#) == [.unknown(#"{"ping":{}}"#)])
  }

  @Test func balancesAreTakenWhereNothingIsFrozen() throws {
    func text(_ frozen: String) -> String {
      """
      {"e":"ACCOUNT_UPDATE","E":1714648293000,"T":1714648293541,"a":{"B":[{"a":"ETH",
       "bc":"0.00000000000000000000","cw":"0.00000016900000000000","lk":"\(frozen)",
       "wb":"0.00000016900000000000"}],"m":"ORDER"}}
      """
    }
    let eth = Balance(asset: "ETH", free: try decimal("0.000000169"), locked: .zero)
    #expect(venue.events(text("0.00000000000000000000")) == [.balances([eth])])
    guard case .refresh? = venue.events(text("0.1")).first else {
      Issue.record("a frozen balance is believed")
      return
    }
  }

  @Test func acknowledgementsNameTheirRequest() {
    #expect(
      venue.events(
        #"{"code":0,"id":"\#(BingX.frameID(9))","msg":"SUCCESS","timestamp":1759980142604}"#)
        == [.subscribed("9")])
    #expect(
      venue.events(#"{"code":80015,"id":"\#(BingX.frameID(9))","msg":"dataType not support"}"#)
        == [
          .reply(
            id: "9",
            .refused(
              Refusal(
                httpStatus: 0, code: "80015", text: "dataType not support", reason: .malformed)))
        ])
    #expect(venue.events(#"{"code":100401,"id":"","msg":""}"#) == [.tokenExpired])
    #expect(venue.events(#"{"e":"listenKeyExpired","E":1,"listenKey":"a"}"#) == [.tokenExpired])
  }

  @Test func lastPricesAreRead() throws {
    let text = """
      {"code":0,"data":{"c":"121324.91","e":"lastPriceUpdate","s":"BTC-USDT"},
       "dataType":"BTC-USDT@lastPrice","success":true}
      """
    #expect(
      venue.events(text) == [.market(symbol: "BTC-USDT", Market(last: try decimal("121324.91")))])
  }

  @Test func junkIsShownAndNeverBelieved() {
    for text in ["", "junk", "[]", "{}", "7", "null", #"{"dataType":"spot.executionReport"}"#] {
      #expect(venue.events(text) == [.unknown(text)])
    }
    // Every cut of a real message, and every byte of it spoiled.
    let bytes = Array(Self.execution.utf8)
    for index in bytes.indices {
      let cut = Array(bytes[..<index])
      #expect(venue.events(in: cut) == [.unknown(Verdict.excerpt(cut))])
      var spoiled = bytes
      spoiled[index] = 0xFF
      _ = venue.events(in: spoiled)
    }
  }
}
