import Exact
import Orders
import Testing
import WebSocket

@testable import Simulator

@Suite("Binance, hostile clients")
struct BinanceServingHostileTests {
  /// A linear congruential generator, so that a failure can be had again.
  private struct Dice {
    var state: UInt64 = 20_261_120

    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }

    /// A few bytes changed, doubled or taken out.
    mutating func spoil(_ text: String) -> String {
      var bytes = Array(text.utf8)
      for _ in 0...roll(3) where !bytes.isEmpty {
        let at = roll(bytes.count)
        switch roll(3) {
        case 0: bytes[at] = UInt8(32 + roll(95))
        case 1: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 12)], at: at)
        default: bytes.remove(at: at)
        }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test("Spoilt requests are answered, each with a code or a list, and the next is served")
  func requests() throws {
    var dice = Dice()
    let lines = [
      ("orderList/oco", BinanceLine.oco), ("orderList/otoco", BinanceLine.otoco),
      ("orderList/opo", BinanceLine.opo), ("order/oco", BinanceLine.older),
      ("order", BinanceLine.limit),
    ]
    var bench = BinanceBench()
    for round in 0..<2_000 {
      if round % 100 == 0 { bench = BinanceBench() }
      let (path, line) = lines[dice.roll(lines.count)]
      let answer = try bench.signed("POST", path, dice.spoil(line))
      #expect(answer.root["code"] != nil || answer.root["symbol"] != nil)
      _ = try bench.told()
    }
    #expect(try bench.ask("GET", "/api/v3/ping").status == 200)
  }

  @Test("Spoilt frames are answered on both kinds of socket, and huge numbers are refused")
  func frames() throws {
    var dice = Dice()
    let frames = [
      #"{"id":1,"method":"ticker.price","params":{"symbols":["BTCUSDT","ETHUSDT"]}}"#,
      #"{"id":"a","method":"order.place","params":{"symbol":"BTCUSDT","apiKey":"paper-key"}}"#,
      #"{"method":"SUBSCRIBE","params":["btcusdt@trade"],"id":1}"#,
      #"{"method":"SET_PROPERTY","params":["combined",true],"id":5}"#,
    ]
    var bench = BinanceBench()
    for round in 0..<1_000 {
      // Before the first ping would have to be answered.
      if round % 50 == 0 {
        bench = BinanceBench()
        _ = bench.open("/ws-api/v3", as: 1)
        _ = bench.open("/ws", as: 2)
      }
      let frame = dice.spoil(frames[dice.roll(frames.count)])
      for socket in [1, 2] as [Int64] {
        #expect(try bench.send(frame, on: socket).count == 1, "\(frame)")
      }
      _ = bench.pass(1_000)
    }
    let huge = String(repeating: "9", count: 20)
    for line in ["orderId=" + huge, "orderId=9223372036854775807", "startTime=0&limit=" + huge] {
      let answer = try bench.signed("GET", "allOrders", "symbol=BTCUSDT&" + line)
      #expect(answer.status == (line.hasSuffix("807") ? 200 : 400))
    }
    let parameters = (0..<500).map { "p\($0)=1" }.joined(separator: "&")
    #expect(
      try bench.signed("GET", "account", parameters).fault
        == "-1101 Too many parameters; expected '100' and received '502'.")
  }
}
