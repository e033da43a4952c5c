import Client
import Exact
import Glibc
import Orders
import Venues

/// How fast the news of a stream is taken: from the bytes of a frame to the list that is shown,
/// with ten thousand lists open.
///
/// Every event is news: each list fills in four parts, one after the other, and the lists take
/// turns.
struct BlotterBench {
  let count: Int
  private static let lists = 10_000
  private static let parts = 4

  func run() throws {
    let venue = Binance()
    var frames: [[UInt8]] = []
    for part in 1...Self.parts {
      for list in 0..<Self.lists { frames.append(Self.frame(list, part)) }
    }
    let rounds = max(1, count / frames.count)
    let before = Self.resident
    var applied = 0
    var busy: Int64 = 0
    var decoding: Int64 = 0
    for round in 0..<rounds {
      var blotter = Self.blotter(venue)
      let start = Stopwatch.processor()
      for frame in frames {
        for case .order(let report) in venue.events(in: frame) {
          if case .known = blotter.take(report, heard: Timestamp(milliseconds: 1)) { applied += 1 }
        }
      }
      busy += Stopwatch.processor() - start
      guard blotter.records.allSatisfy({ $0.list.orders[0].status == .filled }) else {
        return print("not every list has filled")
      }
      if round == 0 {
        let start = Stopwatch.processor()
        for frame in frames { applied += venue.events(in: frame).count - 1 }
        decoding = Stopwatch.processor() - start
      }
    }
    print("\(applied) events of \(Self.lists) open lists decoded and applied")
    print(
      "\(Int64(applied) * 1_000_000 / max(1, busy / 1000)) a second of processor time, "
        + "\(busy / Int64(max(1, applied))) ns each, "
        + "\(decoding / Int64(frames.count)) of them decoding"
    )
    print("resident \(before) KiB before, \(Self.resident) KiB after")
  }

  private static func blotter(_ venue: Binance) -> Blotter {
    var blotter = Blotter(venue)
    for list in 0..<lists {
      var told = OrderList(venue: venue.id, status: .open)
      told.kind = .oco
      told.venueListID = String(list)
      told.clientListID = "td-oco-\(list)"
      told.orders = ["a", "b"].enumerated().map { leg, suffix in
        var order = Order(status: .working, venueStatus: "NEW")
        order.clientOrderID = "td-oco-\(list)-\(suffix)"
        order.venueOrderID = String(list * 2 + leg)
        order.quantity = 4
        order.side = .sell
        return order
      }
      blotter.add(ListRecord(ListKey(venue.id, "td-oco-\(list)"), told), isOurs: true)
    }
    return blotter
  }

  /// As the venue sends it when a part of an order fills (web-socket-api.md, executionReport).
  private static func frame(_ list: Int, _ part: Int) -> [UInt8] {
    let status = part == parts ? "FILLED" : "PARTIALLY_FILLED"
    let text =
      #"{"subscriptionId":0,"event":{"e":"executionReport","E":1700000060123,"#
      + #""s":"BTCUSDT","c":"td-oco-\#(list)-a","S":"SELL","o":"LIMIT_MAKER","f":"GTC","#
      + #""q":"4.00000000","p":"32000.00000000","P":"0.00000000","F":"0.00000000","g":\#(list),"#
      + #""C":"","x":"TRADE","X":"\#(status)","r":"NONE","i":\#(list * 2),"l":"1.00000000","#
      + #""z":"\#(part).00000000","L":"32000.00000000","n":"0.12800000","N":"USDT","#
      + #""T":\#(1_700_000_060_000 + part),"t":\#(list * 10 + part),"I":8641984,"w":true,"#
      + #""m":true,"M":false,"O":1700000000123,"Z":"\#(part * 32000).00000000","#
      + #""Y":"32000.00000000","Q":"0.00000000","W":1700000000123,"V":"NONE"}}"#
    return Array(text.utf8)
  }

  /// What the program holds of the machine's memory, in KiB.
  private static var resident: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
    let words = String(
      decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self
    )
    .split(separator: " ")
    return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
  }
}
