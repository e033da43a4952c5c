import Client
import Exact
import Orders
import Testing
import Venues

@Suite("The mailbox between the client's thread and the screen")
struct ClientMailboxTests {
  private let venue = VenueID("kucoin")
  private let bitcoin = Instrument.spot(base: "BTC", quote: "USDT")
  private let ether = Instrument.spot(base: "ETH", quote: "USDT")

  private func record(_ id: String, _ status: ListStatus) -> ListRecord {
    ListRecord(ListKey(venue, id), OrderList(venue: venue, status: status))
  }

  @Test("Of prices, connections and lists only the newest is kept")
  func coalesces() {
    var box = ClientMailbox()
    for price in 1...50_000 {
      box.put(.market(venue, bitcoin, Market(last: Decimal(price))))
    }
    box.put(.market(venue, ether, Market(last: 7)))
    box.put(.connection(venue, Connection(.connecting)))
    box.put(.connection(venue, Connection(.live)))
    box.put(.lists([record("a", .accepted), record("b", .open)]))
    box.put(.lists([record("a", .done)]))
    var markets: [Instrument: Market] = [:]
    var lists: [ListRecord] = []
    var states: [SessionState] = []
    for news in box.take() {
      switch news {
      case .market(_, let instrument, let market):
        #expect(markets.updateValue(market, forKey: instrument) == nil)
      case .lists(let records): lists += records
      case .connection(_, let connection): states.append(connection.state)
      default: Issue.record("\(news) was not put in")
      }
    }
    #expect(markets == [bitcoin: Market(last: 50_000), ether: Market(last: 7)])
    #expect(lists.map(\.list.status) == [.done, .open])
    #expect(states == [.live])
    #expect(box.isEmpty)
    #expect(box.take().isEmpty)
  }

  @Test("Notes are bounded and those left out counted; no outcome is ever left out")
  func bounds() {
    var box = ClientMailbox()
    let wanted = 3 * ClientMailbox.mostNotes
    for number in 0..<wanted {
      box.put(.note(ClientNews.Remark("note \(number)")))
      box.put(.outcome(.cancel(ListKey(venue, "\(number)")), .accepted))
    }
    var notes: [String] = []
    var outcomes: [String] = []
    for news in box.take() {
      if case .note(let remark) = news { notes.append(remark.text) }
      if case .outcome(let sent, .accepted) = news { outcomes.append(sent.key.id) }
    }
    #expect(notes.count == ClientMailbox.mostNotes + 1)
    #expect(notes.first?.hasPrefix("\(wanted - ClientMailbox.mostNotes) notes were") == true)
    #expect(notes.last == "note \(wanted - 1)")
    #expect(outcomes == (0..<wanted).map(String.init))
  }

  @Test("Keys come before lists, lists before what became of them, and gone ones after them")
  func order() throws {
    var box = ClientMailbox()
    box.put(.outcome(.place(ListKey(venue, "a")), .accepted))
    box.put(.gone(ListKey(venue, "b")))
    box.put(.lists([record("a", .open)]))
    box.put(.credentials(venue, try KuCoin().paperCredentials()))
    let order = box.take().map { news in
      switch news {
      case .credentials: "keys"
      case .lists: "lists"
      case .gone: "gone"
      case .outcome: "outcome"
      default: "other"
      }
    }
    #expect(order == ["keys", "lists", "gone", "outcome"])
  }
}
