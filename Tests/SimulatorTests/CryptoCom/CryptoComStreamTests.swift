import Exact
import Orders
import PaperExchange
import Testing
import Venues

@testable import Simulator

@Suite("CryptoComServing streams")
struct CryptoComServingStreamTests {
  private func parsed(_ texts: [String]) throws -> [JSONNode] {
    try texts.map { try JSONDocument(parsing: $0).root }
  }

  private func place(_ desk: inout CryptoComDesk, _ orders: [[(String, String)]]) throws {
    let method = orders.count == 2 ? "create-oco" : "create-otoco"
    let root = try desk.ask("private/advanced/" + method, orders: orders)
    #expect(CryptoComDesk.verdict(root) == "0")
  }

  @Test("A socket opens at the two documented paths")
  func admission() {
    var desk = CryptoComDesk()
    #expect(desk.open("/exchange/v1/user", 1) == .admitted)
    #expect(desk.open("/exchange/v1/market", 2) == .admitted)
    guard case .refused(let answer) = desk.open("/exchange/v1/other", 3) else {
      Issue.record("admitted")
      return
    }
    #expect(answer.status == 404)
  }

  @Test("Signing in takes the vector's form, and opens the private methods")
  func signingIn() throws {
    var desk = CryptoComDesk()
    #expect(desk.open("/exchange/v1/user") == .admitted)
    let ask = #"{"id":5,"method":"private/user-balance","params":{},"nonce":1}"#
    let early = try parsed(desk.say(ask))
    #expect(early.map(CryptoComDesk.verdict) == ["40101 UNAUTHORIZED"])
    #expect(early[0]["original"]?.string == ask)
    let wrong =
      #"{"id":11,"method":"public/auth","api_key":"paper-key","nonce":1700000000000,"sig":"00"}"#
    #expect(try parsed(desk.say(wrong)).map(CryptoComDesk.verdict) == ["40101 UNAUTHORIZED"])
    let channel =
      #"{"id":6,"method":"subscribe","params":{"channels":["user.order"]},"nonce":1}"#
    #expect(try parsed(desk.say(channel)).map(CryptoComDesk.verdict) == ["40101 UNAUTHORIZED"])
    // As ccxt sends it; python3: hmac-sha256(b"paper-secret",
    // b"public/auth11paper-key1700000000000")
    let right =
      #"{"id":"11","nonce":"1700000000000","method":"public/auth","api_key":"paper-key","#
      + #""sig":"a20bdab6b146971847e054d60502858b9cedd0c75190160a403b40efcff9607a"}"#
    #expect(desk.say(right) == [#"{"id":11,"method":"public/auth","code":0}"#])
    #expect(try parsed(desk.say(ask)).map(CryptoComDesk.verdict) == ["0"])
    try desk.signIn(2)
    let balance = try parsed(desk.say(ask, 2))
    #expect(balance.map(CryptoComDesk.verdict) == ["0"])
    #expect(balance[0]["result"]?["data"]?.count == 1)
  }

  @Test("A frame is answered in the documented form, whatever is wrong with it")
  func oddFrames() throws {
    var desk = CryptoComDesk()
    try desk.signIn()
    for (frame, verdict) in [
      ("nonsense", "-1 ERROR 40001 BAD_REQUEST"), ("{}", "-1 ERROR 40001 BAD_REQUEST"),
      (#"{"id":3}"#, "-1 ERROR 40001 BAD_REQUEST"),
      (#"{"id":3,"method":"private/fly"}"#, "3 private/fly 40002 METHOD_NOT_FOUND"),
      (
        #"{"id":3,"method":"private/get-order-history","params":{}}"#,
        "3 private/get-order-history 40002 METHOD_NOT_FOUND"
      ),
      (
        #"{"method":"private/user-balance","params":{}}"#,
        "-1 private/user-balance 40003 INVALID_REQUEST"
      ),
      (
        #"{"id":3,"method":"subscribe","params":{"channels":[]}}"#,
        "3 subscribe 40004 MISSING_OR_INVALID_ARGUMENT"
      ),
      (
        #"{"id":3,"method":"subscribe","params":{"channels":["user.trade","user.none"]}}"#,
        #"3 subscribe 40004 invalid channel {"channels":["user.none"]}"#
      ),
    ] {
      let root = try #require(try parsed(desk.say(frame)).first)
      let id = root["id"]?.numberText ?? ""
      let method = root["method"]?.string ?? ""
      #expect("\(id) \(method) \(CryptoComDesk.verdict(root))" == verdict)
      #expect(root["original"]?.string == frame)
    }
  }

  @Test("Orders are placed and cancelled on the socket as on REST")
  func placing() throws {
    var desk = CryptoComDesk()
    try desk.signIn()
    let placed = try parsed(
      desk.say(
        #"""
        {"id":21,"method":"private/advanced/create-oco",\#
        "params":{"order_list":[{"instrument_name":"BTC_USDT","side":"SELL","type":"LIMIT",\#
        "price":"32000","quantity":"0.01"},{"instrument_name":"BTC_USDT","side":"SELL",\#
        "type":"STOP_LOSS","ref_price":"29000","quantity":"0.01"}]},"nonce":1700000000000}
        """#
      ))
    let list = try #require(placed.first?["result"]?["list_id"]?.numberText)
    let gone = desk.say(
      #"{"id":22,"method":"private/advanced/cancel-oco","params":{"list_id":"\#(list)"},"nonce":1}"#
    )
    #expect(gone == [#"{"id":22,"method":"private/advanced/cancel-oco","code":0}"#])
  }

  @Test(
    "Every change of a leg is told under the name that was asked for",
    arguments: ["user.advance.order", "user.advanced.order"])
  func legNews(_ channel: String) throws {
    var desk = CryptoComDesk()
    try desk.signIn()
    #expect(desk.subscribe(channel) == [#"{"id":12,"method":"subscribe","code":0}"#])
    #expect(desk.subscribe("user.trade") == [#"{"id":12,"method":"subscribe","code":0}"#])
    try place(&desk, CryptoComDesk.oco())
    let born = try parsed(desk.heard())
    #expect(born.count == 2)
    #expect(born[0].nameSet == ["id", "method", "code", "result"])
    #expect(born[0]["id"]?.numberText == "-1")
    let result = try #require(born[1]["result"])
    #expect(result["instrument_name"]?.string == "BTC_USDT")
    #expect(result["subscription"]?.string == channel)
    #expect(result["channel"]?.string == channel)
    #expect(result["data"]?[0]?["status"]?.string == "PENDING")
    #expect(result["data"]?[0]?["transaction_time_ns"]?.string == "1700000001001000000")

    desk.trade(32_000, size: try Decimal(parsing: "0.004"))
    let partly = try parsed(desk.heard())
    // The first fill takes the stop away.
    let told = partly.map { root in
      let row = root["result"]?["data"]?[0]
      return [
        root["result"]?["channel"]?.string, row?["client_oid"]?.string, row?["status"]?.string,
      ].compactMap(\.self).joined(separator: " ")
    }
    #expect(
      told == [
        "\(channel) o-1 ACTIVE", "user.trade o-1", "\(channel) o-2 CANCELED",
      ])
    let fill = try #require(partly[1]["result"]?["data"]?[0])
    #expect(fill["traded_quantity"]?.string == "0.00400")
    #expect(fill["traded_price"]?.string == "32000.00")
    #expect(partly[0]["result"]?["data"]?[0]?["cumulative_quantity"]?.string == "0.004")
  }

  @Test("A new subscription is told the open orders with its own id, and a pair's only its own")
  func openOrders() throws {
    var desk = CryptoComDesk()
    _ = try desk.ask("private/create-order", CryptoComDesk.limit())
    try place(&desk, CryptoComDesk.oco())
    try desk.signIn()
    let plain = try parsed(desk.subscribe("user.order.BTC_USDT"))
    #expect(plain.count == 2)
    #expect(plain[1]["id"]?.numberText == "12")
    #expect(plain[1]["result"]?["subscription"]?.string == "user.order.BTC_USDT")
    #expect(plain[1]["result"]?["channel"]?.string == "user.order")
    #expect(plain[1]["result"]?["data"]?.elements.map { $0["client_oid"]?.string } == ["l"])
    let advanced = try parsed(desk.subscribe("user.advance.order"))
    #expect(
      advanced.last?["result"]?["data"]?.elements.map { $0["client_oid"]?.string }
        == ["o-1", "o-2"])
    #expect(desk.subscribe("user.order.ETH_USDT").count == 1)
    _ = desk.heard()
    _ = try desk.ask("private/cancel-order", [("client_oid", "l")])
    let news = try parsed(desk.heard())
    #expect(news.map { $0["result"]?["subscription"]?.string } == ["user.order.BTC_USDT"])
  }

  @Test("Balances are told once a change, whole")
  func balances() throws {
    var desk = CryptoComDesk()
    try desk.signIn()
    let first = try parsed(desk.subscribe("user.balance"))
    #expect(first.last?["result"]?["data"]?[0]?["position_balances"]?.count == 5)
    _ = desk.heard()
    _ = try desk.ask("private/create-order", CryptoComDesk.limit())
    let news = try parsed(desk.heard())
    #expect(news.count == 1)
    #expect(news[0]["result"]?.nameSet == ["subscription", "channel", "data"])
    let rows = news[0]["result"]?["data"]?[0]?["position_balances"]?.elements
    let quote = rows?.first { $0["instrument_name"]?.string == "USDT" }
    #expect(quote?["reserved_qty"]?.decimal == 290)
  }

  @Test("A market socket tells tickers, trades and marks, and takes frames without an id")
  func market() throws {
    var desk = CryptoComDesk()
    #expect(desk.open("/exchange/v1/market") == .admitted)
    // As ccxt sends it.
    let ticker = try parsed(
      desk.say(
        #"{"method":"subscribe","params":{"channels":["ticker.BTC_USDT"]},"nonce":1700000000000}"#))
    #expect(ticker[0].rawText == #"{"id":-1,"method":"subscribe","code":0}"#)
    let row = try #require(ticker[1]["result"]?["data"]?[0])
    #expect(
      row.nameSet == ["h", "l", "a", "c", "b", "bs", "k", "ks", "i", "v", "vv", "oi", "t"])
    for channel in ["trade.BTC_USDT", "mark.BTC_USDT", "book.BTC_USDT.10"] {
      #expect(try parsed(desk.subscribe(channel)).first.map(CryptoComDesk.verdict) == "0")
    }
    #expect(
      try parsed(desk.subscribe("user.order")).map(CryptoComDesk.verdict)
        == [#"40004 invalid channel {"channels":["user.order"]}"#])
    desk.trade(30_500, size: try Decimal(parsing: "0.5"))
    desk.mark(30_400)
    let news = try parsed(desk.heard())
    #expect(
      news.map { $0["result"]?["subscription"]?.string }
        == ["trade.BTC_USDT", "ticker.BTC_USDT", "mark.BTC_USDT"])
    let trade = try #require(news[0]["result"]?["data"]?[0])
    #expect(trade["p"]?.string == "30500.00")
    #expect(trade["q"]?.string == "0.50000")
    #expect(trade["s"]?.string == "BUY")
    #expect(news[1]["result"]?["data"]?[0]?["a"]?.string == "30500.00")
    #expect(news[2]["result"]?["data"]?[0]?["v"]?.string == "30400.00")
    let gone = desk.say(
      #"""
      {"id":9,"method":"unsubscribe","params":{"channels":["ticker.BTC_USDT","trade.BTC_USDT",\#
      "mark.BTC_USDT"]},"nonce":1}
      """#
    )
    #expect(gone == [#"{"id":9,"method":"unsubscribe","code":0}"#])
    desk.trade(30_600)
    #expect(desk.heard().isEmpty)
  }

  @Test("A heartbeat comes every 30 seconds and must be answered by its id within 5")
  func heartbeats() throws {
    var desk = CryptoComDesk()
    try desk.signIn()
    func duty() -> Int64? {
      desk.serving.nextDuty.map { $0.milliseconds - CryptoComDesk.time }
    }
    #expect(duty() == 30_000)
    #expect(desk.pass(29_999).isEmpty)
    #expect(desk.pass(1) == [#"{"id":1700000030000,"method":"public/heartbeat","code":0}"#])
    #expect(duty() == 35_000)
    #expect(
      desk.say(#"{"id":1700000030000,"method":"public/respond-heartbeat"}"#).isEmpty)
    #expect(duty() == 60_000)
    #expect(desk.pass(30_000).count == 1)
    // Somebody else's id does not count.
    #expect(desk.say(#"{"id":1,"method":"public/respond-heartbeat"}"#).isEmpty)
    #expect(desk.pass(4_999).isEmpty)
    #expect(desk.pass(1) == ["close 1000 "])
    #expect(duty() == nil)
    #expect(desk.say(#"{"id":1,"method":"public/respond-heartbeat"}"#).isEmpty)
    desk.serving.ended(SocketID(1))
    #expect(desk.serving.sockets.isEmpty)
  }

  @Test("The first second of a socket has only what is left of its limit")
  func proRatedLimit() throws {
    var desk = CryptoComDesk()
    desk.serving.desk.pass(to: Timestamp(milliseconds: CryptoComDesk.time + 990))
    #expect(desk.open("/exchange/v1/market") == .admitted)
    // 1 % of a hundred
    #expect(try parsed(desk.subscribe("ticker.BTC_USDT")).first.map(CryptoComDesk.verdict) == "0")
    let refused = try parsed(desk.subscribe("mark.BTC_USDT"))
    #expect(refused.map(CryptoComDesk.verdict) == ["42901 TOO_MANY_REQUESTS"])
    _ = desk.pass(10)
    for count in 1...101 {
      let verdict = try parsed(desk.subscribe("mark.BTC_USDT")).first.map(CryptoComDesk.verdict)
      #expect(verdict == (count <= 100 ? "0" : "42901 TOO_MANY_REQUESTS"))
    }
  }

  @Test("Cancel on disconnect takes the socket's own ordinary orders")
  func disconnects() throws {
    var desk = CryptoComDesk()
    _ = try desk.ask("private/create-order", CryptoComDesk.limit("rest"))
    try place(&desk, CryptoComDesk.oco())
    try desk.signIn()
    #expect(
      desk.say(
        #"{"id":4,"method":"private/set-cancel-on-disconnect","params":{"scope":"CONNECTION"}}"#)
        == [
          #"""
          {"id":4,"method":"private/set-cancel-on-disconnect","code":0,\#
          "result":{"scope":"CONNECTION"}}
          """#
        ])
    let placed = try parsed(
      desk.say(
        #"""
        {"id":5,"method":"private/create-order","params":{"instrument_name":"BTC_USDT",\#
        "side":"BUY","type":"LIMIT","price":"29000","quantity":"0.01","client_oid":"ws"},\#
        "nonce":1}
        """#
      ))
    #expect(placed.map(CryptoComDesk.verdict) == ["0"])
    desk.serving.ended(SocketID(1))
    #expect(
      desk.serving.desk.openOrders.map(\.clientID).sorted() == ["o-1", "o-2", "rest"])
  }

  @Test("Trouble is put into the venue's words")
  func troubles() throws {
    let desk = CryptoComDesk()
    let request = CryptoComDesk.request("private/user-balance", "{}", signed: "", id: 9)
    for (trouble, status, verdict) in [
      (Trouble.broken(status: 500), 500, "50001 ERR_INTERNAL"),
      (.broken(status: 408), 408, "40801 REQUEST_TIMEOUT"),
      (.rateLimited(afterSeconds: 1), 429, "42901 TOO_MANY_REQUESTS"),
      (.banned(afterSeconds: 60), 401, "40103 IP_ILLEGAL"),
    ] {
      let answer = desk.serving.refusal(of: request, for: trouble)
      #expect(answer.status == status)
      #expect(CryptoComDesk.verdict(try desk.root(answer)) == verdict)
    }
  }

  @Test("Our own client reads what is sent, from placing to the last fill")
  func ownClient() throws {
    let venue = CryptoCom()
    let credentials = try venue.paperCredentials()
    var desk = CryptoComDesk()
    let ticket = Ticket(
      kind: .oco, instrument: .spot(base: "BTC", quote: "USDT"),
      legs: [
        Leg(.limitMaker, side: .sell, quantity: try Decimal(parsing: "0.01"), price: 32_000),
        Leg(
          .stopLimit, side: .sell, quantity: try Decimal(parsing: "0.01"), price: 28_900,
          trigger: 29_000),
      ])
    var id: Int64 = 0
    func answer(_ draft: Draft) throws -> Answer {
      id += 1
      let now = Timestamp(milliseconds: desk.serving.desk.now.milliseconds + 1_001)
      desk.serving.desk.pass(to: now)
      let sealed = try venue.seal(
        draft, Seal(now: now, requestID: id, credentials: credentials))
      let received = desk.serving.answer(HTTPRequest(sealed)).received
      return venue.decode(received, to: draft.endpoint.operation)
    }
    let placed = try answer(try venue.place(ticket, ListIdentity(7)))
    guard case .accepted(.list(let list)) = placed, let listID = list.venueListID else {
      Issue.record("\(placed)")
      return
    }
    let reference = ListReference(
      instrument: ticket.instrument, kind: .oco, venueListID: listID)
    let query = try #require(try venue.drafts(.queryList(reference)).first)
    guard case .accepted(.list(let known)) = try answer(query) else {
      Issue.record("not found")
      return
    }
    #expect(known.orders.map(\.status) == [.working, .waiting])
    #expect(known.orders.map(\.type) == [.limitMaker, .stopLimit])
    for call in [Call.openLists(page: 1), .account, .history(HistoryRange())] {
      for draft in try venue.drafts(call) {
        guard case .accepted = try answer(draft) else {
          Issue.record("\(call)")
          continue
        }
      }
    }
    for call in [Call.instruments(nil), .ticker(ticket.instrument)] {
      for draft in try venue.drafts(call) {
        let sealed = try venue.seal(
          draft, Seal(now: desk.serving.desk.now, requestID: 1, credentials: credentials))
        let received = desk.serving.answer(HTTPRequest(sealed)).received
        guard case .accepted = venue.decode(received, to: draft.endpoint.operation) else {
          Issue.record("\(call)")
          continue
        }
      }
    }
    try desk.signIn()
    _ = desk.subscribe("user.advance.order")
    _ = desk.subscribe("user.trade")
    _ = desk.subscribe("user.balance")
    _ = desk.heard()
    desk.trade(32_000)
    let events = desk.heard().flatMap { venue.events(in: Array($0.utf8)) }
    let isUnderstood = events.allSatisfy { if case .unknown = $0 { false } else { true } }
    #expect(isUnderstood && events.count == 4)
    #expect(venue.events(in: Array(desk.pass(30_000).joined().utf8)).count == 1)
  }
}
