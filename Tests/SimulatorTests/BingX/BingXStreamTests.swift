import Exact
import Orders
import Testing
import Venues

@testable import Simulator

@Suite("BingXServing: stream")
struct BingXServingStreamTests {
  private static let topics = ["spot.executionReport", "ACCOUNT_UPDATE"]

  private static func node(_ text: String) throws -> JSONNode {
    try JSONDocument(parsing: text).root
  }

  @Test("Subscriptions are acknowledged in gzip, with the request's id")
  func acknowledgement() {
    var bench = BingXBench()
    let key = bench.listenKey()
    let socket = bench.open(1, topics: ["spot.executionReport"], listenKey: key)
    #expect(
      bench.heard(socket) == [
        #"{"code":0,"id":"spot.executionReport","msg":"SUCCESS","timestamp":1700000000000}"#
      ])
  }

  @Test("ccxt subscribes without reqType, and is heard")
  func withoutReqType() {
    var bench = BingXBench()
    let socket = bench.open(1, topics: [])
    bench.tell(socket, #"{"id":"a","dataType":"BTC-USDT@lastPrice"}"#)
    #expect(
      bench.heard(socket) == [
        #"{"code":0,"id":"a","msg":"SUCCESS","timestamp":1700000000000}"#,
        #"{"code":0,"data":{"c":"30000","e":"lastPriceUpdate","s":"BTC-USDT"},"#
          + #""dataType":"BTC-USDT@lastPrice","success":true}"#,
      ])
    bench.trade(30_010)
    #expect(bench.heard(socket).first?.contains(#""c":"30010""#) == true)
    bench.tell(socket, #"{"id":"b","reqType":"unsub","dataType":"BTC-USDT@lastPrice"}"#)
    _ = bench.heard(socket)
    bench.trade(30_020)
    #expect(bench.heard(socket).isEmpty)
  }

  @Test("What cannot be heard is refused with its code")
  func refusals() throws {
    var bench = BingXBench()
    let socket = bench.open(1, topics: [])
    for (frame, fault) in [
      (#"{"id":"a","reqType":"sub","dataType":"BTC-USDT@kline"}"#, "80015 dataType not support"),
      (
        #"{"id":"a","reqType":"sub","dataType":"NOPE-USDT@lastPrice"}"#,
        "80015 symbol:NOPE-USDT is not supported in websocket"
      ),
      (
        #"{"id":"a","reqType":"sub","dataType":"ACCOUNT_UPDATE"}"#,
        "100401 listenKey is invalid or expired"
      ),
      (#"{"id":"a","reqType":"jump","dataType":"x"}"#, "100400 Invalid parameter"),
      ("junk", "100400 Invalid parameter"),
    ] {
      bench.tell(socket, frame)
      let reply = try Self.node(try #require(bench.heard(socket).first))
      #expect("\(reply["code"]?.int64 ?? 0) \(reply["msg"]?.string ?? "")" == fault)
      #expect(reply["id"]?.string == (frame == "junk" ? "" : "a"))
    }
  }

  @Test("More than two hundred topics are too many")
  func topics() {
    var bench = BingXBench()
    let socket = bench.open(1, topics: [])
    let names = bench.serving.desk.instruments.map(\.symbol)
    let channels = ["lastPrice", "ticker", "trade", "bookTicker", "depth5", "depth10"]
    for name in names { for channel in channels { bench.tell(socket, Self.sub(name, channel)) } }
    // This exchange has fewer topics than the limit, so the rest is put there by hand.
    bench.serving.sockets[socket]?.topics += (24..<200).map { "filler \($0)" }
    _ = bench.heard(socket)
    bench.tell(socket, Self.sub(names[0], "depth20"))
    #expect(bench.heard(socket).first?.contains("80403") == true)
  }

  private static func sub(_ name: String, _ channel: String) -> String {
    #"{"id":"a","reqType":"sub","dataType":"\#(name)@\#(channel)"}"#
  }

  @Test("A placement is reported leg by leg with the recorded frame's members, then the balance")
  func reports() throws {
    var bench = BingXBench()
    let socket = bench.open(1, topics: Self.topics, listenKey: bench.listenKey())
    _ = bench.heard(socket)
    _ = bench.placeOCO(["aboveClientOrderId": "12", "belowClientOrderId": "13"])
    let frames = try bench.heard(socket).map(Self.node)
    let reports = frames.filter { $0["dataType"]?.string == "spot.executionReport" }
    #expect(reports.map { $0["data"]?["C"]?.string } == ["12", "13"])
    #expect(reports.map { $0["data"]?["X"]?.string } == ["PENDING", "NEW"])
    #expect(reports.map { $0["data"]?["x"]?.string } == ["NEW", "NEW"])
    #expect(reports[0].names == ["code", "dataType", "data"])
    #expect(
      reports[0]["data"]?.names == [
        "e", "E", "s", "S", "o", "q", "p", "x", "X", "i", "l", "z", "L", "n", "C", "N", "T", "t",
        "O", "Z", "Y", "Q", "m",
      ])
    #expect(reports[0]["data"]?["q"]?.numberText == "0.01")
    #expect(reports[0]["data"]?["i"]?.numberText?.utf8.count == 19)
    let update = try #require(frames.first { $0["e"]?.string == "ACCOUNT_UPDATE" })
    #expect(update.names == ["e", "E", "T", "a"])
    let row = try #require(update["a"]?["B"]?[0])
    #expect(row.names == ["a", "bc", "cw", "lk", "wb"])
    #expect(row["a"]?.string == "BTC" && row["bc"]?.string == "0.00000000000000000000")
    #expect(row["lk"]?.string == "0.01000000000000000000")
    #expect(row["wb"]?.string == "100.00000000000000000000")
    #expect(update["a"]?["m"]?.string == "ORDER")
  }

  @Test("A fill in two parts is two trades, and the stop's cancellation comes with the first")
  func fills() throws {
    var bench = BingXBench()
    let socket = bench.open(1, topics: ["spot.executionReport"], listenKey: bench.listenKey())
    _ = bench.placeOCO(["aboveClientOrderId": "12", "belowClientOrderId": "13"])
    _ = bench.heard(socket)
    bench.pass(500)
    bench.trade(32_000, 400)
    let first = try bench.heard(socket).compactMap { try Self.node($0)["data"] }
    #expect(Set(first.map { $0["X"]?.string }) == ["CANCELED", "PARTIALLY_FILLED"])
    let part = try #require(first.first { $0["C"]?.string == "12" })
    #expect(part["x"]?.string == "TRADE" && part["l"]?.numberText == "0.004")
    #expect(part["L"]?.numberText == "32000" && part["Y"]?.numberText == "128")
    // A thousandth of 128, charged.
    #expect(part["n"]?.numberText == "-0.128" && part["N"]?.string == "USDT")
    #expect(part["m"]?.bool == true && part["E"]?.int64 == BingXBench.start + 500)
    #expect(part["O"]?.int64 == BingXBench.start && part["T"]?.int64 == BingXBench.start + 500)
    bench.trade(32_000)
    let rest = try bench.heard(socket).compactMap { try Self.node($0)["data"] }
    #expect(rest.map { $0["X"]?.string } == ["FILLED"])
    #expect(rest[0]["z"]?.numberText == "0.01" && rest[0]["Z"]?.numberText == "320")
    #expect(rest[0]["l"]?.numberText == "0.006")
  }

  @Test("Pings come every thirty seconds, and silence for sixty closes the socket")
  func heartbeat() throws {
    var bench = BingXBench()
    let socket = bench.open(1, topics: [])
    #expect(bench.serving.nextDuty == Timestamp(milliseconds: BingXBench.start + 30_000))
    bench.pass(29_999)
    #expect(bench.heard(socket).isEmpty)
    bench.pass(1)
    let ping = try Self.node(try #require(bench.heard(socket).first))
    #expect(ping.names == ["ping", "time"] && ping["ping"]?.string?.utf8.count == 32)
    // 30 seconds behind 22:13:20 UTC, eight hours ahead.
    #expect(ping["time"]?.string == "2023-11-15T06:13:50.000+0800")
    bench.tell(socket, #"{"pong":"\#(ping["ping"]?.string ?? "")","time":"x"}"#)
    bench.pass(30_000)
    #expect(bench.heard(socket).count == 1)
    bench.pass(30_000)
    #expect(bench.heard(socket).count == 1)
    #expect(bench.serving.nextDuty == Timestamp(milliseconds: BingXBench.start + 120_000))
    bench.pass(30_000)
    #expect(bench.heard(socket) == ["closed 1000"])
    #expect(bench.serving.nextDuty == nil)
  }

  @Test("The documents' heartbeat is the bare word")
  func wordHeartbeat() {
    var bench = BingXBench()
    bench.serving.heartbeat = .word
    let socket = bench.open(1, topics: [])
    bench.pass(30_000)
    #expect(bench.heard(socket) == ["Ping"])
    bench.tell(socket, "Pong")
    #expect(bench.serving.sockets[socket]?.silentSince == nil)
  }

  @Test("A listen key ends after an hour unless it is extended, and its events with it")
  func expiry() {
    var bench = BingXBench()
    let key = bench.listenKey()
    let socket = bench.open(1, topics: Self.topics, listenKey: key)
    for _ in 0..<119 {
      bench.pass(30_000)
      bench.tell(socket, "Pong")
    }
    let path = "/openApi/user/auth/userDataStream?listenKey=" + key
    #expect(bench.send("PUT", path).response.status == 200)
    for _ in 0..<119 {
      bench.pass(30_000)
      bench.tell(socket, "Pong")
    }
    _ = bench.heard(socket)
    bench.pass(30_000)
    let heard = bench.heard(socket)
    #expect(
      heard.contains(
        #"{"e":"listenKeyExpired","E":\#(bench.now),"listenKey":"\#(key)"}"#))
    _ = bench.placeOCO()
    #expect(bench.heard(socket).isEmpty)
    #expect(bench.send("PUT", path).response.status == 404)
  }

  @Test("All keys can be ended at once; a deleted key's socket hears nothing more")
  func endings() {
    var bench = BingXBench()
    let (one, other) = (bench.listenKey(), bench.listenKey())
    let first = bench.open(1, topics: Self.topics, listenKey: one)
    let second = bench.open(2, topics: Self.topics, listenKey: other)
    _ = (bench.heard(first), bench.heard(second))
    _ = bench.send("DELETE", "/openApi/user/auth/userDataStream?listenKey=" + one)
    _ = bench.placeOCO()
    #expect(bench.heard(first).isEmpty && bench.heard(second).count == 3)
    bench.serving.expireTokens(into: &bench.outbox)
    #expect(bench.heard(second).first?.contains("listenKeyExpired") == true)
    bench.serving.ended(first)
    bench.serving.ended(second)
    #expect(bench.serving.sockets.isEmpty)
  }

  @Test("Only the one path opens a socket")
  func admission() {
    var bench = BingXBench()
    let refused = bench.serving.admit(
      HTTPRequest("GET", "/swap-market"), as: SocketID(1), into: &bench.outbox)
    guard case .refused(let response) = refused else {
      Issue.record("admitted")
      return
    }
    #expect(response.status == 404)
  }

  @Test("Tickers, trades and books have the recorded frames' members")
  func markets() throws {
    var bench = BingXBench()
    let socket = bench.open(1, topics: [])
    bench.trade(30_300)
    for (channel, members) in [
      ("bookTicker", ["A", "B", "E", "a", "b", "e", "s"]),
      ("trade", ["E", "T", "e", "m", "p", "q", "s", "t"]),
      ("depth20", ["asks", "bids", "lastUpdateId"]),
      (
        "ticker",
        ["e", "E", "s", "p", "P", "o", "h", "l", "c", "v", "q", "O", "C", "A", "a", "B", "b"]
      ),
    ] {
      bench.tell(socket, Self.sub("BTC-USDT", channel))
      let frame = try Self.node(try #require(bench.heard(socket).last))
      #expect(frame["dataType"]?.string == "BTC-USDT@" + channel)
      #expect(frame["data"]?.names == members)
      if channel == "ticker" { #expect(frame["data"]?["P"]?.string == "1.00%") }
    }
  }

  @Test("Our own client half understands every frame")
  func ownClient() {
    var bench = BingXBench()
    let venue = BingX()
    let socket = bench.open(1, topics: Self.topics, listenKey: bench.listenKey())
    bench.tell(socket, Self.sub("BTC-USDT", "lastPrice"))
    _ = bench.placeOCO()
    bench.trade(32_000)
    bench.pass(30_000)
    let frames = bench.heard(socket)
    for frame in frames {
      for event in venue.events(in: Array(frame.utf8)) {
        if case .unknown(let text) = event { Issue.record("not understood: \(text)") }
      }
    }
    #expect(frames.count > 10)
  }
}
