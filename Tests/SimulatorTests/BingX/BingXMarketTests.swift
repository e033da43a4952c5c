import Exact
import Orders
import Testing

@testable import Simulator

@Suite("BingXServing: markets and noise")
struct BingXServingMarketTests {
  private static let root = "/openApi/spot/"

  @Test("The day's ticker has the recorded members and follows the tape")
  func ticker() throws {
    var bench = BingXBench()
    bench.trade(30_600, 200)
    bench.trade(29_700, 100)
    bench.pass(60_000)
    let row = try #require(
      bench.send("GET", Self.root + "v1/ticker/24hr?symbol=BTC-USDT", key: nil).data?[0])
    for name in [
      "symbol", "openPrice", "highPrice", "lowPrice", "lastPrice", "volume", "quoteVolume",
      "openTime", "closeTime", "bidPrice", "bidQty", "askPrice", "askQty", "priceChange",
      "priceChangePercent",
    ] { #expect(row[name] != nil, "\(name)") }
    #expect(row["highPrice"]?.numberText == "30600" && row["lowPrice"]?.numberText == "29700")
    #expect(row["lastPrice"]?.numberText == "29700" && row["openPrice"]?.numberText == "30000")
    #expect(row["priceChange"]?.numberText == "-300")
    #expect(row["priceChangePercent"]?.string == "-1.00%")
    // 0.002 at 30600 and 0.001 at 29700.
    #expect(row["volume"]?.numberText == "0.003" && row["quoteVolume"]?.numberText == "90.9")
    #expect(row["closeTime"]?.int64 == BingXBench.start + 60_000)
    let all = bench.send("GET", Self.root + "v1/ticker/24hr", key: nil)
    #expect(all.data?.count == 4 && all.json?.names == ["code", "timestamp", "data"])
  }

  @Test("The last price comes as a trade, the older path with an underscore")
  func price() {
    var bench = BingXBench()
    bench.trade(30_100)
    for (path, symbol) in [("v1", "BTC_USDT"), ("v2", "BTC-USDT")] {
      let reply = bench.send(
        "GET", Self.root + path + "/ticker/price?symbol=" + symbol, key: nil)
      #expect(reply.data?[0]?["symbol"]?.string == symbol)
      let trade = reply.data?[0]?["trades"]?[0]
      #expect(trade?.names == ["timestamp", "tradeId", "price", "amount", "type", "volume"])
      #expect(trade?["price"]?.string == "30100")
    }
  }

  @Test("Book and trades")
  func book() {
    var bench = BingXBench()
    bench.trade(30_100)
    let depth = bench.send("GET", Self.root + "v1/market/depth?symbol=BTC-USDT", key: nil)
    #expect(depth.data?.names == ["bids", "asks", "ts"])
    #expect(depth.data?["asks"]?[0]?.count == 2)
    let trades = bench.send("GET", Self.root + "v1/market/trades?symbol=BTC-USDT", key: nil)
    #expect(trades.data?[0]?.names == ["id", "price", "qty", "time", "buyerMaker"])
    #expect(trades.data?[0]?["price"]?.numberText == "30100")
    let best = bench.send("GET", Self.root + "v1/ticker/bookTicker?symbol=BTC-USDT", key: nil)
    #expect(
      best.data?[0]?.names == [
        "eventType", "time", "symbol", "bidPrice", "bidVolume", "askPrice", "askVolume",
      ])
  }

  @Test("A symbol that is not there has no data; one that is none is misspelled")
  func unknown() {
    var bench = BingXBench()
    for path in ["v1/common/symbols", "v1/ticker/24hr", "v1/market/depth", "v1/market/trades"] {
      let missing = bench.send("GET", Self.root + path + "?symbol=NO-SUCH", key: nil)
      #expect(missing.fault == "100204 No data")
      let odd = bench.send("GET", Self.root + path + "?symbol=BTCUSDT", key: nil)
      #expect(odd.fault == "100400 invalid symbol, send symbol like BTC-USDT")
    }
    let none = bench.send("GET", Self.root + "v1/market/depth", key: nil)
    #expect(none.fault == "100400 miss arguments")
  }

  @Test("Market endpoints share five hundred requests in ten seconds")
  func sharedLimit() {
    var bench = BingXBench()
    let path = Self.root + "v1/common/symbols"
    for _ in 0..<499 { _ = bench.send("GET", path, key: nil) }
    let last = bench.send("GET", Self.root + "v1/ticker/24hr", key: nil)
    #expect(last.code == 0 && last.header("X-RateLimit-Requests-Remain") == "0")
    #expect(bench.send("GET", path, key: nil).code == 100410)
    bench.pass(10_000)
    #expect(bench.send("GET", path, key: nil).code == 0)
  }

  @Test("Who is not the account does not use up its limits")
  func foreignRequests() {
    var bench = BingXBench()
    for _ in 0..<50 {
      let reply = bench.send(
        "GET", "/openApi/spot/v1/account/balance?timestamp=\(bench.now)&signature=0")
      #expect(reply.code == 100001)
    }
    #expect(bench.call("GET", "/openApi/spot/v1/account/balance").code == 0)
  }

  @Test("Noise on every path and socket leaves a simulator that still answers")
  func noise() {
    var bench = BingXBench()
    var state: UInt64 = 88_172_645_463_325_252
    func next(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let paths = BingXServing.routes.keys.sorted()
    let names = [
      "symbol", "side", "type", "quantity", "price", "stopPrice", "limitPrice", "triggerPrice",
      "orderPrice", "orderId", "clientOrderID", "pageIndex", "pageSize", "timeInForce", "data",
      "startTime", "endTime", "limit", "orderListId", "recvWindow", "listenKey", "timeOut",
    ]
    let values = [
      "BTC-USDT", "SELL", "BUY", "LIMIT", "MARKET", "TAKE_STOP_LIMIT", "0", "-1", "0.01", "1e400",
      "99999999999999999999999999999999999999", "30000", "29000.001", "9223372036854775807", "[{}]",
      "[[[[", "\u{1F600}", "ACTIVATE", "1", "100", "PostOnly", "a,b,c", "IOC",
    ]
    let socket = bench.open(1, topics: ["BTC-USDT@lastPrice"])
    for round in 0..<4_000 {
      let route = paths[next(paths.count)].split(separator: " ")
      var parameters: [String: String] = [:]
      for _ in 0..<next(10) { parameters[names[next(names.count)]] = values[next(values.count)] }
      let reply = bench.call(String(route[0]), String(route[1]), parameters)
      #expect(reply.response.status < 500)
      bench.tell(socket, values[next(values.count)])
      bench.tell(socket, #"{"id":1,"reqType":"sub","dataType":"\#(values[next(18)])"}"#)
      if round % 16 == 0 { bench.trade([29_000, 30_000, 31_000][next(3)], Int64(next(500) + 1)) }
      bench.pass(Int64(next(900)))
      if round % 100 == 0 { _ = bench.heard(socket) }
    }
    bench.pass(10_000)
    #expect(bench.placeOCO(["limitPrice": "32000", "quantity": "0.001"]).json != nil)
    #expect(bench.serving.recent.count < 20 && bench.serving.sockets.count <= 1)
  }
}
