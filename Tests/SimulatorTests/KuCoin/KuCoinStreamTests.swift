import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

@Suite("KuCoin simulator's streams and orders")
struct KuCoinStreamTests {
  private static let topics = [
    "/spotMarket/advancedOrders", "/spotMarket/tradeOrdersV2", "/account/balance",
  ]

  /// Type, id and status words of the order messages, in order.
  private static func story(_ messages: [String]) throws -> [String] {
    try messages.compactMap { text in
      let root = try JSONDocument(parsing: Array(text.utf8)).root
      guard let data = root["data"], let type = data["type"]?.string else { return nil }
      let id = data["orderId"]?.string?.suffix(1) ?? ""
      let extra = data["stop"]?.string ?? data["status"]?.string ?? ""
      let size = data["matchSize"]?.string.map { " " + $0 } ?? ""
      return "\(type) \(id) \(extra)\(size)"
    }
  }

  @Test("The limit's price is touched: the stop goes, the limit becomes an order and fills")
  func limitFills() throws {
    var venue = KuCoinDesk()
    _ = try venue.listen(Self.topics)
    let placed = try venue.data("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    let id = try #require(placed["orderId"]?.string)
    #expect(try Self.story(venue.heard()) == ["open 1 e_l_o", "open 2 l_s_o"])
    venue.trade(32_000, try Decimal(parsing: "0.004"))
    let touched = try Self.story(venue.heard())
    #expect(
      touched == [
        "triggered 1 e_l_o", "received 1 new", "open 1 open", "cancel 2 l_s_o",
        "match 1 match 0.004",
      ])
    #expect(try venue.data("GET", "/api/v3/oco/order/\(id)")["status"]?.string == "TRIGGERED")
    let order = try venue.data("GET", "/api/v1/orders/6720ecd90000000000000001")
    #expect(order["dealSize"]?.string == "0.004" && order["isActive"]?.bool == true)
    #expect(order["clientOid"]?.string == "oco-test-0001")
    venue.trade(32_000)
    #expect(try Self.story(venue.heard()) == ["match 1 match 0.006", "filled 1 done"])
    let details = try venue.data("GET", "/api/v3/oco/order/details/\(id)")
    #expect(details["status"]?.string == "DONE")
    #expect(details["orders"]?[0]?["status"]?.string == "DONE")
    #expect(details["orders"]?[1]?["status"]?.string == "CANCELLED")
    // 0.01 × 32000 = 320 arrive, a thousandth of it goes as commission.
    let purses = try venue.data("GET", "/api/v1/accounts?type=trade&currency=USDT")
    #expect(purses[0]?["available"]?.string == "1000319.68")
  }

  @Test("The stop fires without funds: the trigger fails, and the list is cancelled")
  func failedTrigger() throws {
    var venue = KuCoinDesk()
    _ = try venue.listen(Self.topics)
    // Nothing is held for the list (sheet §4), so the account can sell its coins elsewhere.
    _ = try venue.data(
      "POST", "/api/v3/oco/order",
      KuCoinDesk.placing.replacing(#""size":"0.01""#, with: #""size":"60""#))
    let sale =
      #"{"clientOid":"sale","side":"sell","symbol":"BTC-USDT","type":"market","size":"50"}"#
    _ = try venue.data("POST", "/api/v1/orders", sale)
    _ = venue.heard()
    venue.trade(28_950)
    let told = venue.heard()
    let story = try Self.story(told)
    #expect(story == ["triggered 2 l_s_o", "cancel 1 e_l_o"])
    let failure = #""triggerSuccess":false,"error":"Balance insufficient!""#
    #expect(told.first?.contains(failure) == true)
    let list = try venue.data("GET", "/api/v3/oco/client-order/oco-test-0001")
    #expect(list["status"]?.string == "CANCELLED")
  }

  @Test("A leg's message has the fields of the documentation's sample, in the sample's order")
  func advancedShape() throws {
    var venue = KuCoinDesk()
    _ = try venue.listen(["/spotMarket/advancedOrders"])
    _ = venue.ask("POST", "/api/v3/oco/order", KuCoinDesk.placing)
    let wanted = [
      #"{"topic":"/spotMarket/advancedOrders","type":"message","subject":"stopOrder","#,
      #""userId":"633559791e1cbc0001f319bc","channelType":"private","data":{"#,
      #""orderId":"vs93gpqc7d00000000000001","orderPrice":"32000","orderType":"stop","#,
      #""side":"sell","size":"0.01","stop":"e_l_o","stopPrice":"32000","symbol":"BTC-USDT","#,
      #""tradeType":"TRADE","type":"open","createdAt":1700000000000,"#,
      #""ts":1700000000000000000}}"#,
    ].joined()
    #expect(venue.heard().first == wanted)
  }

  @Test("A ticker names its time with a capital, as its documentation does")
  func ticker() throws {
    var venue = KuCoinDesk()
    _ = try venue.listen([])
    let frame = #"{"id":"7","type":"subscribe","topic":"/market/ticker:BTC-USDT,ETH-USDT"}"#
    #expect(venue.say(frame).isEmpty)
    venue.trade(30_010, try Decimal(parsing: "0.5"))
    let told = venue.heard()
    #expect(told.count == 1)
    let data = try JSONDocument(parsing: Array(told[0].utf8)).root["data"]
    #expect(data?["price"]?.string == "30010" && data?["size"]?.string == "0.5")
    #expect(data?["Time"]?.int64 == KuCoinDesk.time)
  }

  @Test("A socket lives by KuCoin's own pings, and a day at most")
  func heartbeats() throws {
    var venue = KuCoinDesk()
    let socket = try venue.listen([])
    #expect(venue.serving.nextDuty == Timestamp(milliseconds: KuCoinDesk.time + 60_000))
    venue.serving.desk.pass(to: Timestamp(milliseconds: KuCoinDesk.time + 50_000))
    #expect(venue.say(#"{"id":"9","type":"ping"}"#) == [#"{"id":"9","type":"pong"}"#])
    var outbox = Outbox()
    venue.serving.desk.pass(to: Timestamp(milliseconds: KuCoinDesk.time + 60_000))
    venue.serving.pass(into: &outbox)
    #expect(outbox.items.isEmpty)
    // Pings of RFC 6455 do not count.
    venue.serving.receive(.ping([]), on: socket, into: &outbox)
    venue.serving.desk.pass(to: Timestamp(milliseconds: KuCoinDesk.time + 110_000))
    venue.serving.pass(into: &outbox)
    #expect(KuCoinDesk.texts(outbox) == ["close 1000 no ping"])
    #expect(venue.serving.nextDuty == nil)
  }

  @Test("A token that ended opens nothing, and ends what it opened")
  func tokens() throws {
    var venue = KuCoinDesk()
    _ = try venue.listen([])
    var outbox = Outbox()
    venue.serving.expireTokens(into: &outbox)
    let expired = #"{"id":"me","type":"error","code":401,"data":"token is expired"}"#
    #expect(KuCoinDesk.texts(outbox) == [expired, "close 1000 token is expired"])
    var again = Outbox()
    let request = HTTPRequest("GET", "/?token=2neA&connectId=me")
    _ = venue.serving.admit(request, as: SocketID(2), into: &again)
    #expect(KuCoinDesk.texts(again) == [expired, "close 1000 token is expired"])
  }

  @Test(
    "What cannot be heard is refused in the venue's words",
    arguments: [
      (
        #"{"id":"1","type":"subscribe","topic":"/no/such","response":true}"#,
        #"{"id":"1","type":"error","code":404,"data":"topic /no/such is not found"}"#
      ),
      (
        #"{"id":"1","type":"subscribe","topic":"/account/balance","response":true}"#,
        #"{"id":"1","type":"error","code":404,"data":"topic /account/balance is not found"}"#
      ),
      (
        #"{"id":"2","type":"dance"}"#,
        #"{"id":"2","type":"error","code":415,"data":"type is not supported"}"#
      ),
      ("nonsense", #"{"id":"","type":"error","code":400,"data":"bad message"}"#),
    ])
  func badFrames(_ frame: String, _ answer: String) throws {
    var venue = KuCoinDesk()
    _ = try venue.listen([])
    #expect(venue.say(frame) == [answer])
  }

  @Test("Plain and stop orders are placed, told and cancelled one by one")
  func plainOrders() throws {
    var venue = KuCoinDesk()
    let limit =
      #"{"clientOid":"l1","side":"buy","symbol":"BTC-USDT","type":"limit","price":"29000","#
      + #""size":"0.1"}"#
    let id = try #require(try venue.data("POST", "/api/v1/orders", limit)["orderId"]?.string)
    let stop =
      #"{"clientOid":"s1","side":"sell","symbol":"BTC-USDT","type":"limit","price":"28000","#
      + #""size":"0.1","stop":"loss","stopPrice":"28500"}"#
    let stopID = try #require(try venue.data("POST", "/api/v1/stop-order", stop)["orderId"]?.string)
    let open = try venue.data("GET", "/api/v1/orders?status=active&symbol=BTC-USDT")
    #expect(open["items"]?.count == 1 && open["items"]?[0]?["id"]?.string == id)
    let stops = try venue.data("GET", "/api/v1/stop-order?stop=stop")
    #expect(stops["items"]?.count == 1 && stops["items"]?[0]?["stop"]?.string == "loss")
    #expect(try venue.data("DELETE", "/api/v1/orders/\(id)")["cancelledOrderIds"]?.count == 1)
    #expect(
      try venue.data("DELETE", "/api/v1/stop-order/\(stopID)")["cancelledOrderIds"]?.count == 1)
    let poor = limit.replacing("0.1", with: "1000").replacing("l1", with: "l2")
    #expect(
      venue.ask("POST", "/api/v1/orders", poor)
        == #"{"code":"200004","msg":"Balance insufficient!"}"#)
    let done = try venue.data("GET", "/api/v1/order/client-order/l1")
    #expect(done["isActive"]?.bool == false && done["cancelExist"]?.bool == true)
  }

  @Test("Our own client understands every answer and event")
  func ourClient() throws {
    var venue = KuCoinDesk()
    let client = KuCoin()
    let credentials = try client.paperCredentials()
    func sealed(_ draft: Draft) throws -> HTTPRequest {
      let now = Timestamp(milliseconds: KuCoinDesk.time)
      return HTTPRequest(
        try client.seal(draft, Seal(now: now, requestID: 1, credentials: credentials)))
    }
    let instrument = Instrument.spot(base: "BTC", quote: "USDT")
    let ticket = Ticket(
      kind: .oco, instrument: instrument, side: .sell, quantity: try Decimal(parsing: "0.01"),
      legs: [Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000)])
    let answer = venue.serving.answer(try sealed(try client.place(ticket, ListIdentity(7))))
    guard case .accepted(.list(let placed)) = client.decode(answer.received, to: .place) else {
      Issue.record("not accepted: \(venue.text(answer))")
      return
    }
    var reference = ListReference(instrument: instrument, kind: .oco)
    reference.venueListID = placed.venueListID
    let details = venue.serving.answer(try sealed(try client.drafts(.queryList(reference))[0]))
    guard case .accepted(.list(let list)) = client.decode(details.received, to: .queryList) else {
      Issue.record("not understood: \(venue.text(details))")
      return
    }
    #expect(list.orders.map(\.type) == [.limit, .stopLimit])
    #expect(list.orders.map(\.status) == [.waiting, .waiting])
    #expect(list.orders[1].trigger == 29_000 && list.orders[1].price == 28_900)
    let instruments = venue.serving.answer(try sealed(try client.drafts(.instruments(nil))[0]))
    guard
      case .accepted(.instruments(let rules)) = client.decode(
        instruments.received, to: .instruments)
    else { return }
    #expect(rules.map(\.tick) == client.instruments.map(\.tick))
  }
}
