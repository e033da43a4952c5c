import Exact
import Orders
import Testing

@testable import Simulator

@Suite struct ScenarioFileTests {
  static let ticket =
    #"{"kind":"oco","instrument":"BTC/USDT","side":"sell","quantity":"0.01","#
    + #""legs":[{"type":"limit","price":"32000"},"#
    + #"{"type":"stop_limit","trigger":"29000","price":"28900"}]}"#

  static func text(_ path: String = "", more: String = "") -> String {
    #"{"ticket":\#(ticket),"start":"30000","path":[\#(path)]\#(more)}"#
  }

  static func read(_ text: String) throws(FileError) -> Scenario {
    try ScenarioFile.read(Array(text.utf8))
  }

  @Test func theContractsExampleIsRead() throws {
    let scenario = try Self.read(
      Self.text(#""29500","29400@0.005","28900""#, more: #","venues":["binance"],"faults":[]"#))
    #expect(scenario.start == 30_000)
    #expect(scenario.venues == [VenueID("binance")])
    #expect(
      scenario.path.map(\.what) == [
        .trade(.init(29_500)), .trade(.init(29_400, size: Decimal("0.005"))), .trade(.init(28_900)),
      ])
  }

  @Test(arguments: [
    (#"29500"#, Scenario.What.trade(.init(29_500))),
    (#"{"trade":"29500@2"}"#, .trade(.init(29_500, size: 2))),
    (
      #"{"quote":["29990","30010@0.5"]}"#,
      .quote(bid: .init(29_990), ask: .init(30_010, size: Decimal("0.5")))
    ),
    (#"{"mark":"29000"}"#, .mark(29_000)), (#"{"index":29000}"#, .index(29_000)),
    (#"{"time":"+60s"}"#, .pass(60_000)), (#"{"time":"+250ms"}"#, .pass(250)),
    (#"{"time":"+2d"}"#, .pass(172_800_000)),
    (
      #"{"time":"2026-01-02T00:00:00Z"}"#,
      .moment(Timestamp(milliseconds: 1_767_312_000_000))
    ),
    (#"{"session":"end"}"#, .sessionEnd), (#"{"cancel":"list"}"#, .cancelList),
    (#"{"cancel":"leg 2"}"#, .cancelLeg(1)),
  ])
  func everyStepIsRead(text: String, what: Scenario.What) throws {
    #expect(try Self.read(Self.text(text)).path.map(\.what) == [what])
  }

  @Test(arguments: [
    (#"{"start":"1","path":[]}"#, "line 1, ticket: is missing"),
    (#"{"ticket":\#(ticket),"path":[]}"#, "line 1, start: is missing"),
    (#"{"ticket":\#(ticket),"start":"0","path":[]}"#, "line 1, start: 0 is not above zero"),
    (#"{"ticket":\#(ticket),"start":"1"}"#, "line 1, path: is missing"),
    (text("\"1,5\""), "line 1, path[0]: has a comma"),
    (text("\n\"1@2@3\""), "line 2, path[0]: '1@2@3' has more than one @"),
    (text("\"1@0\""), "line 1, path[0]: 0 is not above zero"),
    (text("\"-1\""), "line 1, path[0]: -1 is not above zero"),
    (text("null"), "line 1, path[0]: null where a price"),
    (text("{}"), "line 1, path[0]: has 0 keys; a step is one thing that happens"),
    (text(#"{"mark":"1","index":"1"}"#), "line 1, path[0]: has 2 keys"),
    (
      text(#"{"jump":"1"}"#),
      "line 1, path[0].jump: is not a known key; known here are trade, quote"
    ),
    (text(#"{"quote":["2","1"]}"#), "line 1, path[0].quote: the ask 1 is below the bid 2"),
    (text(#"{"quote":["2"]}"#), "line 1, path[0].quote: an array where a bid and an ask belong"),
    (text(#"{"mark":"x"}"#), "line 1, path[0].mark: "),
    (text(#"{"time":"60s"}"#), "line 1, path[0].time: '60s' is not a time such as"),
    (text(#"{"time":"+60"}"#), "line 1, path[0].time: '+60' is not a span such as +60s"),
    (text(#"{"time":"+9999d"}"#), "line 1, path[0].time: '+9999d' is not a span"),
    (text(#"{"session":"start"}"#), "line 1, path[0].session: is not 'end'"),
    (text(#"{"cancel":"leg 3"}"#), "line 1, path[0].cancel: 'leg 3' is not list, leg 1 or leg 2"),
    (text(more: #","venues":["ftx"]"#), "line 1, venues[0]: 'ftx' is not binance, "),
    (text(more: #","venues":[]"#), "line 1, venues: is empty; leave it out for every venue"),
    (
      text(more: #","venues":["bingx","bingx"]"#), "line 1, venues[1]: 'bingx' stands there already"
    ),
    (text(more: #","balances":{"ETH":"1"}"#), "line 1, balances.ETH: is not a known key"),
    (text(more: #","balances":{"BTC":"-1"}"#), "line 1, balances.BTC: -1 is below zero"),
    (
      text(more: #","commission":"0.5""#), "line 1, commission: 0.5 is not a part between 0 and 0.1"
    ),
    (text(more: #","position":"1""#), "line 1, position: is for a future"),
    (
      text(more: #","switches":{"binance.mood":"x"}"#),
      "line 1, switches.binance.mood: is not a venue, a point and a switch, such as binance.removal"
    ),
    (
      text(more: #","switches":{"binance.removal":"x"}"#),
      "line 1, switches.binance.removal: 'x' is not first_fill_or_trigger, trigger, "
    ),
    (
      text(more: #","faults":["halt"]"#),
      "line 1, faults[0]: a string where a fault belongs, such as"
    ),
    (text(more: #","clock":"noon""#), "line 1, clock: 'noon' is not a time such as"),
    (text(more: #","mood":1"#), "line 1, mood: is not a known key"),
  ])
  func whatIsWrongIsSaidWithItsPlace(text: String, beginning: String) {
    do {
      _ = try Self.read(text)
      Issue.record("was read")
    } catch {
      #expect(error.description.hasPrefix(beginning), "\(error)")
    }
  }

  /// Spoilt files are refused or mean something; they never end the program.
  @Test func spoiltBytesAreRefusedOrRead() {
    let whole = Array(
      Self.text(
        #""29500","29400@0.005",{"quote":["1","2"]},{"time":"+60s"},{"cancel":"leg 2"}"#,
        more: #","balances":{"BTC":"1"},"switches":{"binance.removal":"never"},"#
          + #""faults":[{"fault":"drop_event","step":1},{"fault":"ban","seconds":5,"step":4}]"#
      ).utf8)
    var state: UInt64 = 7
    func roll(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused = 0
    for _ in 0..<3_000 {
      var bytes = whole
      for _ in 0...roll(3) {
        let at = roll(bytes.count)
        switch roll(3) {
        case 0: bytes[at] = UInt8(roll(256))
        case 1: bytes.remove(at: at)
        default: bytes.insert(bytes[roll(bytes.count)], at: at)
        }
      }
      guard let scenario = try? ScenarioFile.read(bytes) else {
        refused += 1
        continue
      }
      for venue in Plays.venues { _ = try? scenario.play(at: venue) }
    }
    #expect(refused > 1_000)
  }
}
