import Exact
import Orders
import Testing

@testable import Venues

/// Frames of the user stream, the WebSocket API and the market streams (sheet §1.3, §5.3, §7).
@Suite struct BinanceStreamTests {
  let venue = Binance()

  /// An `executionReport` with every member that is always sent, some of them changed, some added.
  static func report(_ changes: [String: String] = [:]) -> String {
    var members: [(String, String)] = [
      ("e", #""executionReport""#), ("E", "1700000060123"), ("s", #""BTCUSDT""#),
      ("c", #""tk-oco-0001-a""#), ("S", #""SELL""#), ("o", #""LIMIT_MAKER""#), ("f", #""GTC""#),
      ("q", #""0.01000000""#), ("p", #""32000.00000000""#), ("P", #""0.00000000""#),
      ("F", #""0.00000000""#), ("g", "1"), ("C", #""""#), ("x", #""NEW""#), ("X", #""NEW""#),
      ("r", #""NONE""#), ("i", "11"), ("l", #""0.00000000""#), ("z", #""0.00000000""#),
      ("L", #""0.00000000""#), ("n", #""0""#), ("N", "null"), ("T", "1700000060122"),
      ("t", "-1"), ("I", "8641984"), ("w", "true"), ("m", "false"), ("M", "false"),
      ("O", "1700000000123"), ("Z", #""0.00000000""#), ("Y", #""0.00000000""#),
      ("Q", #""0.00000000""#), ("V", #""NONE""#),
    ]
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) {
      if let index = members.firstIndex(where: { $0.0 == name }) {
        members[index].1 = value
      } else {
        members.append((name, value))
      }
    }
    return "{" + members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  static func wrapped(_ event: String) -> String { #"{"subscriptionId":0,"event":\#(event)}"# }

  func order(_ changes: [String: String]) throws -> OrderReport {
    guard case .order(let report)? = venue.events(Self.wrapped(Self.report(changes))).first else {
      throw FileTrouble(path: "no order")
    }
    return report
  }

  @Test func aNewOrderIsReadWhole() throws {
    let report = try order([:])
    var expected = Order(status: .working, venueStatus: "NEW")
    expected.venueOrderID = "11"
    expected.clientOrderID = "tk-oco-0001-a"
    expected.venueListID = "1"
    expected.symbol = "BTCUSDT"
    expected.side = .sell
    expected.type = .limitMaker
    expected.venueType = "LIMIT_MAKER"
    expected.quantity = try decimal("0.01")
    expected.filled = .zero
    expected.price = Decimal(32_000)
    expected.timeInForce = .gtc
    expected.updated = Timestamp(milliseconds: 1_700_000_060_122)
    #expect(report.order == expected)
    #expect(report.fill == nil)
    #expect(venue.events(Self.report()) == venue.events(Self.wrapped(Self.report())))
    #expect(try order(["g": "-1"]).order.venueListID == nil)
  }

  @Test func aTradeCarriesItsFill() throws {
    let report = try order([
      "x": #""TRADE""#, "X": #""PARTIALLY_FILLED""#, "l": #""0.00300000""#,
      "L": #""32000.50000000""#, "z": #""0.00400000""#, "Z": #""128.00200000""#,
      "n": #""0.09600150""#, "N": #""USDT""#, "t": "777", "m": "true",
    ])
    var fill = Fill(price: try decimal("32000.5"), quantity: try decimal("0.003"))
    fill.fee = try decimal("0.0960015")
    fill.feeAsset = "USDT"
    fill.tradeID = "777"
    fill.isMaker = true
    #expect(report.fill == fill)
    #expect(report.order.status == .partlyFilled)
    #expect(report.order.filled == (try decimal("0.004")))
    // 128.002 / 0.004
    #expect(report.order.averagePrice == (try decimal("32000.5")))
  }

  @Test func onlyATradeFills() throws {
    // The last quantity of a trade that was prevented is none that was executed.
    let prevented = try order([
      "x": #""TRADE_PREVENTION""#, "X": #""EXPIRED_IN_MATCH""#, "l": #""0.00300000""#, "v": "3",
      "L": #""32000.00000000""#,
    ])
    #expect(prevented.fill == nil)
    #expect(prevented.order.status == .expired)
    #expect(prevented.order.venueStatus == "EXPIRED_IN_MATCH")
  }

  @Test func aCancelNamesTheOrderInC() throws {
    let cancelled = try order([
      "x": #""CANCELED""#, "X": #""CANCELED""#, "c": #""tk-oco-0001-x""#,
      "C": #""tk-oco-0001-a""#,
    ])
    #expect(cancelled.order.clientOrderID == "tk-oco-0001-a")
    #expect(cancelled.order.status == .canceled)
    let amended = try order(["x": #""REPLACED""#, "c": #""new-id""#, "C": #""tk-oco-0001-a""#])
    #expect(amended.order.clientOrderID == "new-id")
  }

  @Test(arguments: [
    ("NEW", "STOP_LOSS_LIMIT", "false", OrderStatus.waiting),
    ("NEW", "STOP_LOSS_LIMIT", "true", .working), ("NEW", "TAKE_PROFIT", "false", .waiting),
    ("NEW", "LIMIT", "false", .working), ("PENDING_NEW", "STOP_LOSS", "false", .dormant),
    ("FILLED", "LIMIT", "false", .filled), ("EXPIRED", "STOP_LOSS", "false", .expired),
    ("REJECTED", "LIMIT", "false", .rejected), ("MUSING", "LIMIT", "true", .unknown),
  ])
  func eachStatusHasItsMeaning(
    _ word: String, _ type: String, _ isOnBook: String, _ status: OrderStatus
  ) throws {
    let report = try order(["X": "\"\(word)\"", "o": "\"\(type)\"", "w": isOnBook])
    #expect(report.order.status == status)
    #expect(report.order.venueStatus == word)
    #expect(report.order.venueType == type)
  }

  @Test func theReasonIsInTheVenuesWords() throws {
    let sibling = try order(["x": #""EXPIRED""#, "X": #""EXPIRED""#, "eR": #""OCO_TRIGGER""#])
    #expect(sibling.order.reason == "OCO_TRIGGER")
    let unfunded = try order([
      "X": #""EXPIRED""#, "eR": #""REJECTED""#, "r": #""INSUFFICIENT_BALANCES""#,
    ])
    #expect(unfunded.order.reason == "REJECTED, INSUFFICIENT_BALANCES")
    #expect(try order(["r": #""OCO_BAD_PRICES""#]).order.reason == "OCO_BAD_PRICES")
    #expect(try order(["eR": #""NONE""#]).order.reason == nil)
  }

  @Test func conditionalMembersAreRead() throws {
    let report = try order([
      "o": #""STOP_LOSS_LIMIT""#, "P": #""29000.00000000""#, "p": #""0.00000000""#, "w": "false",
      "d": "4", "D": "1668680518494", "j": "1", "J": "1000000", "v": "3", "A": #""3.000000""#,
      "B": #""3.000000""#, "u": "1", "U": "37", "Cs": #""BTCUSDT""#, "pl": #""2.123456""#,
      "pL": #""0.10000001""#, "pY": #""0.21234562""#, "W": "1668683798379",
      "b": #""ONE_PARTY_TRADE_REPORT""#, "a": "1234", "k": #""SOR""#, "uS": "true",
      "gP": #""PRIMARY_PEG""#, "gOT": #""PRICE_LEVEL""#, "gOV": "5", "gp": #""28900.5""#,
      "brandNew": "[{}]",
    ])
    #expect(report.order.type == .trailingStopLimit)
    #expect(report.order.trigger == Decimal(29_000))
    #expect(report.order.price == (try decimal("28900.5")))
    #expect(report.order.status == .waiting)
  }

  // MARK: Lists

  func list(_ words: String, id: String = "tk-oco-0001") throws -> OrderList {
    let frame = Self.wrapped(
      #"{"e":"listStatus","E":1564035303637,"s":"BTCUSDT","g":2,\#(words),"C":"\#(id)","#
        + #""T":1564035303625,"O":[{"s":"BTCUSDT","i":17,"c":"a"},{"s":"BTCUSDT","i":18,"c":"b"}]}"#
    )
    guard case .list(let list)? = venue.events(frame).first else {
      throw FileTrouble(path: "no list")
    }
    return list
  }

  @Test func aListsStateIsReadWithoutGuessingItsLegs() throws {
    let begun = try list(#""c":"OCO","l":"EXEC_STARTED","L":"EXECUTING","r":"NONE""#)
    #expect(begun.status == .open)
    #expect(begun.kind == .oco)
    #expect(begun.venueListID == "2" && begun.clientListID == "tk-oco-0001")
    #expect(begun.orders.map(\.venueOrderID) == ["17", "18"])
    #expect(begun.orders.map(\.clientOrderID) == ["a", "b"])
    #expect(begun.orders.allSatisfy { $0.status == .unknown && $0.role == .pair })
    #expect(begun.updated == Timestamp(milliseconds: 1_564_035_303_625))
    let done = try list(#""c":"OCO","l":"ALL_DONE","L":"ALL_DONE","r":"NONE""#)
    #expect(done.status == .unknown && done.venueStatus == "ALL_DONE")
    #expect(try list(#""c":"OCO","l":"NEWS","L":"NEWS","r":"NONE""#).status == .unknown)
  }

  @Test func onlyARefusedPlacementRejectsItsList() throws {
    let placement = try list(#""c":"OCO","l":"RESPONSE","L":"REJECT","r":"OCO_BAD_PRICES""#)
    #expect(placement.status == .rejected)
    #expect(placement.orders.allSatisfy { $0.reason == "OCO_BAD_PRICES" })
    // The same words answer a cancel that failed, which leaves the list as it was.
    let cancel = try list(#""c":"OCO","l":"RESPONSE","L":"REJECT","r":"NONE""#)
    #expect(cancel.status == .unknown && cancel.venueStatus == "REJECT")
  }

  @Test func aListWithAnEntryNamesItsParts() throws {
    let words = #""c":"OTO","l":"EXEC_STARTED","L":"EXECUTING","r":"NONE""#
    #expect(try list(words).orders.map(\.role) == [.entry, .exit])
    #expect(try list(words).kind == nil)
    #expect(try list(words, id: "td-opo-0000000000001").kind == .opo)
  }

  // MARK: The account and the socket

  @Test func theStreamsOwnLifeIsRead() throws {
    let position =
      #"{"e":"outboundAccountPosition","E":1564034571105,"u":1564034571073,"#
      + #""B":[{"a":"ETH","f":"10000.000000","l":"0.500000"}]}"#
    let held = Balance(asset: "ETH", free: Decimal(10_000), locked: try decimal("0.5"))
    #expect(venue.events(Self.wrapped(position)) == [.balances([held])])
    for type in ["balanceUpdate", "externalLockUpdate"] {
      let event = #"{"e":"\#(type)","E":1573200697110,"a":"BTC","d":"100.00000000","T":1}"#
      #expect(venue.events(Self.wrapped(event)) == [.refresh("\(type) BTC 100.00000000")])
    }
    #expect(
      venue.events(#"{"event":{"e":"serverShutdown","E":1770123456789}}"#)
        == [.closing("serverShutdown")])
    #expect(
      venue.events(Self.wrapped(#"{"e":"eventStreamTerminated","E":1728973001334}"#))
        == [.closing("eventStreamTerminated")])
    #expect(
      venue.events(#"{"e":"listenKeyExpired","E":1736996475556,"listenKey":"OfYGbUzi3PraNag"}"#)
        == [.tokenExpired])
  }

  static let limits =
    #""rateLimits":[{"rateLimitType":"ORDERS","interval":"SECOND","intervalNum":10,"limit":50}]"#

  @Test func repliesAreReadByTheirShape() throws {
    func events(_ result: String, status: Int = 200) -> [VenueEvent] {
      venue.events(#"{"id":"s1","status":\#(status),"result":\#(result),\#(Self.limits)}"#)
    }
    #expect(events(#"{"subscriptionId":0}"#) == [.subscribed("s1")])
    #expect(events(#"{"apiKey":"k","authorizedSince":1649729878532}"#) == [.loggedIn])
    #expect(
      events(#"{"apiKey":null,"authorizedSince":null}"#) == [.reply(id: "s1", .accepted(.nothing))])
    #expect(events("{}") == [.reply(id: "s1", .accepted(.nothing))])
    #expect(events("[]") == [.reply(id: "s1", .accepted(.nothing))])
    let placed = venue.answer(BinanceReplyTests.placed, to: .place)
    #expect(events(BinanceReplyTests.placed) == [.reply(id: "s1", placed)])
    guard case .accepted(.list(let list)) = placed else {
      Issue.record("\(placed)")
      return
    }
    #expect(
      events("[\(BinanceReplyTests.placed)]") == [.reply(id: "s1", .accepted(.lists([list])))])
    #expect(
      events(#"{"serverTime":1656400526260}"#)
        == [.reply(id: "s1", .accepted(.serverTime(Timestamp(milliseconds: 1_656_400_526_260))))])
    #expect(venue.events(#"{"result":null,"id":1}"#) == [.subscribed("1")])
  }

  @Test func refusedRepliesSayWhy() {
    let invalid = Refusal(
      httpStatus: 401, code: "-2015", text: "Invalid API-key", reason: .permission)
    #expect(
      venue.events(
        #"{"id":null,"status":401,"error":{"code":-2015,"msg":"Invalid API-key"},\#(Self.limits)}"#)
        == [.reply(id: "", .refused(invalid))])
    let banned = Refusal(
      httpStatus: 418, code: "-1003", text: "IP banned until 1659146400000.", reason: .banned)
    // 1659146400000 - 1659142907531
    #expect(
      venue.events(
        #"{"id":7,"status":418,"error":{"code":-1003,"msg":"IP banned until 1659146400000.","#
          + #""data":{"serverTime":1659142907531,"retryAfter":1659146400000}}}"#)
        == [.reply(id: "7", .later(banned, afterMilliseconds: 3_492_469))])
    let frame = Refusal(httpStatus: 0, code: "2", text: "Invalid request", reason: .malformed)
    #expect(
      venue.events(#"{"code":2,"msg":"Invalid request"}"#) == [.reply(id: "", .refused(frame))])
  }

  @Test func aKnownRequestDecodesItsReplyInFull() throws {
    func answer(_ reply: String, _ operation: VenueOperation) throws -> Answer {
      venue.decode(socketReply: try JSONDocument(parsing: reply).root, to: operation)
    }
    let timeout = #"{"id":"1","status":504,"error":{"code":-1007,"msg":"Timeout"}}"#
    #expect(try answer(timeout, .place).isInDoubt)
    #expect(try !answer(timeout, .queryList).isInDoubt)
    #expect(try answer(#"{"id":"1","status":200,"result":{}}"#, .place).isInDoubt)
    #expect(try answer(#"{"id":"1"}"#, .cancelList).isInDoubt)
    #expect(try answer(#"{"id":"1","status":500}"#, .place).isInDoubt)
    #expect(
      try answer(#"{"id":"1","status":200,"result":[]}"#, .openLists) == .accepted(.lists([])))
    #expect(
      try answer(#"{"id":"1","status":200,"result":\#(BinanceReplyTests.placed)}"#, .place)
        == venue.answer(BinanceReplyTests.placed, to: .place))
    #expect(
      try answer(#"{"id":"1","status":200,"result":{}}"#, .unsubscribe) == .accepted(.nothing))
  }

  // MARK: Prices, and what is no news

  @Test func pricesAreReadRawAndCombined() throws {
    let last = Market(last: try decimal("30000.01"))
    let frames = [
      #"{"e":"trade","E":1,"s":"BTCUSDT","t":12345,"p":"30000.01","q":"100","T":1,"m":true}"#,
      #"{"e":"aggTrade","E":1,"s":"BTCUSDT","a":26129,"p":"30000.01","q":"0.1","f":1,"l":2}"#,
      #"{"e":"24hrMiniTicker","E":1,"s":"BTCUSDT","c":"30000.01","o":"1","h":"2","l":"1"}"#,
    ]
    for frame in frames {
      #expect(venue.events(frame) == [.market(symbol: "BTCUSDT", last)])
      #expect(
        venue.events(#"{"stream":"btcusdt@x","data":\#(frame)}"#)
          == [.market(symbol: "BTCUSDT", last)])
    }
    #expect(venue.events("[\(frames[2]),\(frames[2])]").count == 2)
    let book = #"{"u":400900217,"s":"BNBUSDT","b":"25.35190000","B":"31.2","a":"0.0","A":"0.0"}"#
    let bid = Market(bid: try decimal("25.3519"))
    #expect(venue.events(book) == [.market(symbol: "BNBUSDT", bid)])
    #expect(
      venue.events(#"{"stream":"bnbusdt@bookTicker","data":{"b":"25.3519","a":"0"}}"#)
        == [.market(symbol: "BNBUSDT", bid)])
  }

  @Test func whatIsNotUnderstoodIsKeptWhole() {
    let frames = [
      "", "junk", "{", "[]", "7", "null", "{}", #"{"event":7}"#, #"{"event":{}}"#,
      #"{"e":"brandNew"}"#, #"{"e":7}"#, #"{"e":"executionReport"}"#, #"{"e":"listStatus"}"#,
      #"{"e":"trade","s":"BTCUSDT","p":"many"}"#, #"{"stream":"x","data":[]}"#,
      #"{"e":"outboundAccountPosition","B":{}}"#, #"{"s":"X","b":"1"}"#,
    ]
    for frame in frames { #expect(venue.events(frame) == [.unknown(frame)], "\(frame)") }
  }

  @Test func everyStartOfAFrameIsSurvived() {
    let whole = Array(Self.wrapped(Self.report()).utf8)
    for count in 0..<whole.count {
      let events = venue.events(in: Array(whole[0..<count]))
      guard case .unknown(let text)? = events.first else {
        Issue.record("\(count): \(events)")
        return
      }
      #expect(text.utf8.count <= 200)
    }
  }
}
