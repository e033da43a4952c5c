import Orders
import Testing
import Venues

@testable import Client

/// What is told of single orders, and what becomes known of their list.
@Suite struct BlotterTests {
  private static let venue = CryptoCom()
  private static let key = ListKey(venue.id, "td-oto-1")

  private static func leg(_ suffix: String) -> Order {
    var order = Order(status: .unknown, venueStatus: "")
    order.clientOrderID = "td-oto-1-" + suffix
    return order
  }

  private static func blotter() -> Blotter {
    var list = OrderList(venue: venue.id, status: .unknown)
    list.clientListID = "td-oto-1"
    list.orders = [leg("1"), leg("2")]
    var blotter = Blotter(venue)
    blotter.add(ListRecord(key, list, isInDoubt: true), isOurs: true)
    return blotter
  }

  /// Crypto.com numbers a list itself; where the answer to the placement is lost, the first report
  /// of a leg says the number by which the list can be asked for.
  @Test func aLegTellsTheNumberOfItsList() throws {
    var blotter = Self.blotter()
    var told = Self.leg("2")
    told.status = .dormant
    told.venueListID = "6498"
    let heard = Timestamp(milliseconds: 1)
    #expect(blotter.take(OrderReport(order: told), heard: heard) == .known(0))
    #expect(blotter.record(Self.key)?.list.venueListID == "6498")
    // From here on the number alone finds it.
    var list = OrderList(venue: Self.venue.id, status: .open)
    list.venueListID = "6498"
    #expect(blotter.slot(of: list) == 0)
  }

  /// A list that was found at the venue before its legs' own ids were told, as at Tradovate, whose
  /// answers come in parts.
  @Test func whatIsToldOfAFoundListIsToldOfTheListItIs() {
    var blotter = Self.blotter()
    let heard = Timestamp(milliseconds: 1)
    var found = OrderList(venue: Self.venue.id, status: .open)
    found.venueListID = "8"
    found.orders = ["8", "9"].map { number in
      var order = Order(status: .working, venueStatus: "Working")
      order.venueOrderID = number
      order.venueListID = "8"
      return order
    }
    blotter.take(found, isAnswer: true, heard: heard, instrument: nil)
    #expect(blotter.records.count == 2)
    for (number, suffix) in [("8", "1"), ("9", "2")] {
      var command = Self.leg(suffix)
      command.venueOrderID = number
      _ = blotter.take(OrderReport(order: command), heard: heard)
      // Told again between the parts, by its number alone.
      blotter.take(found, isAnswer: true, heard: heard, instrument: nil)
    }
    #expect(blotter.records.map(\.key) == [Self.key])
    #expect(blotter.record(Self.key)?.list.venueListID == "8")
    for at in found.orders.indices { found.orders[at].status = .filled }
    blotter.take(found, isAnswer: true, heard: heard, instrument: nil)
    #expect(blotter.record(Self.key)?.list.orders.map(\.status) == [.filled, .filled])
  }
}
