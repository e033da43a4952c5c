import Client
import Exact
import Orders
import Screen
import TicketApp

/// What a key and an update cost in the lists panel, the frame drawn anew each time.
struct ListsBench {
  let count: Int

  func run() {
    for count in [10, count] {
      var app = App(App.Setup(), size: Size(columns: 120, rows: 40))
      let start = Stopwatch.now()
      _ = app.update(.lists((0..<count).map { Self.record($0, .working) }))
      let filled = (Stopwatch.now() - start) / 1_000_000
      for _ in 0..<3 { _ = app.update(.input(.key(Key(.function(6))))) }
      print("\(count) lists, taken in \(filled) ms")
      let watch = Stopwatch()
      func cost(_ name: String, _ events: [AppEvent]) {
        var at = 0
        let time = watch.measure {
          at += 1
          _ = app.update(events[at % events.count])
          return app.draw().size.rows
        }
        print("  \(name) \(time.text)")
      }
      cost("a frame alone        ", [.now(Timestamp(milliseconds: 1))])
      cost("a row down or up     ", [Self.key(.down), Self.key(.up)])
      cost("the end or the start ", [Self.key(.end), Self.key(.home)])
      cost("fold and unfold      ", [Self.key(.character(" "))])
      let far = count / 2
      cost(
        "an update            ",
        [.lists([Self.record(far, .filled)]), .lists([Self.record(far, .working)])])
    }
  }

  private static func key(_ code: Key.Code) -> AppEvent { .input(.key(Key(code))) }

  private static func record(_ number: Int, _ status: OrderStatus) -> ListRecord {
    let venue = VenueID("binance")
    var list = OrderList(venue: venue, status: .open)
    list.kind = .oco
    var limit = Order(status: status, venueStatus: "NEW")
    (limit.side, limit.type, limit.price, limit.quantity) = (.sell, .limit, 32_000, 1)
    var stop = Order(status: .waiting, venueStatus: "NEW")
    (stop.side, stop.type, stop.trigger, stop.quantity) = (.sell, .stop, 29_000, 1)
    list.orders = [limit, stop]
    return ListRecord(
      ListKey(venue, "td-\(number)"), list, instrument: .spot(base: "BTC", quote: "USDT"),
      heard: Timestamp(milliseconds: 1))
  }
}
