import Exact
import Orders
import Testing

@testable import Simulator

@Suite("Control port")
struct ControlTests {
  private static func placed() -> Wire {
    var wire = Wire()
    _ = wire.ask("POST /place/x HTTP/1.1\r\nHost: a\r\n\r\n")
    return wire
  }

  /// The leg's status and what of it is filled, as `GET /lists` says.
  private static func orders(_ wire: inout Wire) -> [String] {
    let body = wire.control("GET", "/lists").1
    guard let list = (try? JSONDocument(parsing: body))?.root["lists"]?[0] else { return [] }
    return list["orders"]?.elements.map { order in
      "\(order["status"]?.string ?? "") \(order["filled"]?.string ?? "")"
    } ?? []
  }

  @Test("The tape of the contract moves the market, and the truth is told as the contract says")
  func contract() throws {
    var wire = Self.placed()
    let lists = wire.control("GET", "/lists")
    #expect(lists.0 == 200)
    let list = try #require(try JSONDocument(parsing: lists.1).root["lists"]?[0])
    #expect(list["venue"]?.string == "binance" && list["kind"]?.string == "oco")
    #expect(list["list_id"]?.string == "1" && list["client_list_id"]?.string == "x")
    #expect(list["status"]?.string == "open")
    let first = try #require(list["orders"]?[0])
    let keys = ["leg", "type", "side", "status", "quantity", "filled", "price", "trigger"]
    #expect(
      keys.map { first[$0]?.rawText ?? "-" }
        == [
          "1", "\"limit_maker\"", "\"sell\"", "\"working\"", "\"0.01\"", "\"0\"", "\"32000\"",
          "null",
        ])

    let body = #"{"instrument":"BTC/USDT","trades":[{"price":"32010","quantity":"0.5"}]}"#
    #expect(wire.control("POST", "/tape", body) == (200, #"{"moved":["binance"]}"#))
    #expect(Self.orders(&wire) == ["filled 0.01", "expired 0"])
    #expect(wire.control("GET", "/lists?venue=binance").1.contains("\"status\":\"done\""))
  }

  @Test("A trade's size says how much fills, and the quote it leaves does not fill the rest")
  func partialFill() {
    var wire = Self.placed()
    func trade(_ price: String, _ quantity: String) -> String {
      #"{"instrument":"BTC/USDT","trades":[{"price":"\#(price)","quantity":"\#(quantity)"}]}"#
    }
    _ = wire.control("POST", "/tape", trade("32010", "0.004"))
    #expect(Self.orders(&wire)[0] == "partly_filled 0.004")
    let market = wire.simulator.desk(of: wire.venue)?.shown(0)
    #expect(market?.last == 32_010 && market?.mark == 32_010 && market?.index == 32_010)
    #expect(market?.bid == Decimal("31999.99") && market?.ask == Decimal("32010.01"))
    _ = wire.control("POST", "/tape", trade("32010", "0.006"))
    #expect(Self.orders(&wire)[0] == "filled 0.01")
  }

  @Test("A stop fires at the price of now, not at a quote from before")
  func stop() {
    var wire = Self.placed()
    _ = wire.control(
      "POST", "/tape", #"{"instrument":"BTC/USDT","trades":[{"price":"28950"}]}"#)
    #expect(Self.orders(&wire)[1] == "filled 0.01")
    let fill = wire.simulator.desk(of: wire.venue)?.order(2)?.fills.first
    #expect(fill?.price == Decimal("28949.99"))
  }

  @Test("Every venue rounds to its own steps, never to nothing")
  func rounding() {
    var wire = Wire()
    _ = wire.control(
      "POST", "/tape",
      #"{"instrument":"BTC/USDT","quotes":[{"bid":"29000.019","ask":"29000.021"}]}"#)
    var market = wire.simulator.desk(of: wire.venue)?.shown(0)
    #expect(market?.bid == Decimal("29000.01") && market?.ask == Decimal("29000.03"))
    _ = wire.control(
      "POST", "/tape",
      #"{"instrument":"BTC/USDT","marks":["31000.555"],"indexes":[31000.5],"#
        + #""trades":[{"price":"0.0001","quantity":"0.0000000001"}]}"#
    )
    market = wire.simulator.desk(of: wire.venue)?.shown(0)
    #expect(market?.mark == Decimal("31000.55") && market?.index == Decimal("31000.5"))
    #expect(market?.last == Decimal("0.01"))
  }

  @Test("A size beyond all counting is as much as anybody wants")
  func hugeSize() {
    var wire = Self.placed()
    _ = wire.control(
      "POST", "/tape",
      #"{"instrument":"BTC/USDT","trades":[{"price":"32010","quantity":"99999999999999999999"}]}"#)
    #expect(Self.orders(&wire)[0] == "filled 0.01")
  }

  @Test("Time is how late it is for orders, and leaves the venue's clock alone")
  func time() {
    var wire = Wire()
    for time in [#""+90s""#, #""2026-12-01T21:00:00Z""#, "1800000000000"] {
      #expect(wire.control("POST", "/tape", "{\"time\":\(time)}").0 == 200)
    }
    #expect(wire.simulator.desk(of: wire.venue)?.now == wire.moment.wall)
    #expect(wire.simulator.desk(of: wire.venue)?.exchange.now == 1_800_000_000_000)
    #expect(wire.control("POST", "/tape", #"{"session_end":true}"#).0 == 200)
  }

  @Test(
    "What is not understood is answered 400 with a sentence that names the key",
    arguments: [
      ("{}", "line 1: moves nothing: it has no trades, "),
      ("{", "line 1: column 2: "),
      (#"{"instrument":"BTC/USDT","trade":[]}"#, "line 1, trade: is not a known key; "),
      (#"{"trades":[{"price":"1"}]}"#, "line 1, instrument: is missing"),
      (
        #"{"instrument":"BTC/USDT","trades":[{"price":"1e4"}]}"#,
        "line 1, trades[0].price: has an exponent"
      ),
      (#"{"instrument":"BTC/USDT","trades":[{}]}"#, "line 1, trades[0].price: is missing"),
      (
        #"{"instrument":"BTC/USDT","trades":[{"price":"0"}]}"#,
        "line 1, trades[0].price: 0 is not above zero"
      ),
      (
        #"{"instrument":"BTC/USDT","trades":{}}"#,
        "line 1, trades: an object where an array belongs"
      ),
      (
        #"{"instrument":"BTC/USDT","quotes":[{"bid":"2","ask":"1"}]}"#,
        "line 1, quotes[0].ask: 1 is below the bid 2"
      ),
      (
        #"{"instrument":"BTC/USDT","marks":[{}]}"#,
        "line 1, marks[0]: is an object where a decimal string belongs"
      ),
      (
        #"{"instrument":"XRP/USDT","trades":[{"price":"1"}]}"#,
        "instrument: XRP/USDT is traded at none"
      ),
      (
        // A tick below 2^63 of them, so that the quote beyond it cannot be counted at all.
        #"{"instrument":"BTC/USDT","trades":[{"price":"92233720368547758.07"}]}"#,
        "a price is larger than any that BTC/USDT can have"
      ),
      (
        #"{"instrument":"BTC/USDT","quotes":[{"bid":"1","ask":"92233720368547758.07"}]}"#,
        "a price is larger than any that BTC/USDT can have"
      ),
      (
        #"{"instrument":"BTC/USDT","marks":["999999999999999999999999999999"]}"#,
        "a price is larger than any that BTC/USDT can have"
      ),
      (#"{"time":"soon"}"#, "line 1, time: is no time such as "),
    ])
  func refusals(_ body: String, _ sentence: String) throws {
    var wire = Wire()
    let (status, answer) = wire.control("POST", "/tape", body)
    #expect(status == 400)
    let error = try JSONDocument(parsing: answer).root["error"]?.string ?? ""
    #expect(error.hasPrefix(sentence), "\(error)")
  }

  @Test("Paths and methods are told apart")
  func routes() {
    var wire = Wire()
    #expect(wire.control("GET", "/health") == (200, #"{"status":"ok","venues":["binance"]}"#))
    #expect(wire.control("GET", "/").0 == 404)
    #expect(wire.control("DELETE", "/tape").0 == 405)
    #expect(wire.control("POST", "/lists").0 == 405)
    #expect(wire.control("GET", "/lists?venue=kraken").0 == 400)
    #expect(wire.control("GET", "/lists?x=y").0 == 400)
    let text = wire.ask("GET /health HTTP/1.1\r\nHost: a\r\n\r\n", at: .control)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n") && text.contains("\"ok\""))
    let socket = wire.ask(Wire.upgrade("/tape"), at: .control)
    #expect(socket.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test("Faults are armed, listed with what is left of them, and taken back")
  func faults() {
    var wire = Wire()
    let body = #"{"fault":"drop-reply","path":"/place","times":2}"#
    let fault = #"{"fault":"drop_reply","path":"/place","times":2}"#
    #expect(wire.control("POST", "/fault", body) == (200, "{\"armed\":\(fault)}"))
    _ = wire.ask("POST /place/x HTTP/1.1\r\nHost: a\r\n\r\n")
    let left = fault.replacing("2", with: "1")
    #expect(wire.control("GET", "/fault") == (200, "{\"faults\":[\(left)]}"))
    #expect(wire.control("POST", "/fault", #"{"clear":true}"#) == (200, #"{"cleared":true}"#))
    #expect(wire.control("GET", "/fault") == (200, #"{"faults":[]}"#))
    #expect(wire.control("POST", "/fault", #"{"fault":"halt","instrument":"ESZ6"}"#).0 == 400)
  }

  @Test("A script's moves come when they are due")
  func scripts() throws {
    var wire = Wire()
    let text = """
      {"instrument":"BTC/USDT","trades":[{"price":"31000"}]}

      {"after_ms":500,"instrument":"BTC/USDT","trades":[{"price":"31500"}]}
      """
    let lines = try TapeFile.script(Array(text.utf8))
    wire.simulator.tape = .script(TapeScript(lines, start: wire.moment.uptime))
    wire.pass(0)
    #expect(wire.simulator.desk(of: wire.venue)?.shown(0).last == 31_000)
    #expect(wire.simulator.wait(wire.moment) == 500)
    wire.pass(500)
    #expect(wire.simulator.desk(of: wire.venue)?.shown(0).last == 31_500)
    #expect(wire.simulator.wait(wire.moment) == nil)
  }

  @Test("A walk is the same for the same seed, moves every market, and does not stray")
  func walk() {
    func walk(_ seed: UInt64) -> [TapeMove] {
      var walk = TapeWalk(seed: seed, start: 0)
      return (1...1500).flatMap { walk.takeMoves($0 * 1000) }
    }
    let moves = walk(1)
    let isSame = moves == walk(1)
    let isOther = moves != walk(2)
    #expect(isSame && isOther && moves.count == 15_000)
    let pair = Instrument.spot(base: "BTC", quote: "USDT")
    let prices = moves.filter { $0.instrument == pair }.compactMap(\.trades.first?.price)
    // 1.5 is the step of 30 000; 400 steps and a little more lead away, then it comes back.
    #expect(Set(prices).count > 20 && prices.allSatisfy { $0 > 29_300 && $0 < 30_700 })
  }

  @Test("A bad line of a script is named by its number")
  func badScript() {
    do throws(FileError) {
      _ = try TapeFile.script(Array("{\"session_end\":true}\n\n{\"x\":1}\n".utf8))
      Issue.record("read")
    } catch {
      #expect(error.description.hasPrefix("line 3, x: is not a known key; "))
    }
  }
}
