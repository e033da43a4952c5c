import Client
import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("The program in plain lines")
struct LinearTellerTests {
  /// What is said when these keys are pressed.
  private func said(_ rehearsal: inout Rehearsal, _ keys: String...) -> [String] {
    keys.flatMap { name -> [String] in
      guard let chord = Chord(name: name) else { return ["\(name) is no key"] }
      return said(&rehearsal, .input(.key(chord.key)))
    }
  }

  private func said(_ rehearsal: inout Rehearsal, _ event: AppEvent) -> [String] {
    let before = rehearsal.app
    rehearsal.send(event)
    return LinearTeller.lines(before, event, rehearsal.app).map(\.string)
  }

  @Test("It begins with the money at stake, the ticket, who takes it, and where the cursor is")
  func beginning() {
    let lines = LinearTeller.beginning(Rehearsal().app).map(\.string)
    #expect(
      lines == [
        "tandem, paper: no money, the exchange inside the program",
        "ticket: sell OCO 0.01 BTC/USDT", "Leg 1   sell limit at 32,000",
        "Leg 2   sell stop limit at 29,000 limit 28,900",
        "taken by binance, crypto-com, bingx and kucoin, not by tradovate", "kind: OCO, 1 of 5",
      ])
    var setup = App.Setup()
    setup.environment = .live
    #expect(LinearTeller.beginning(Rehearsal(80, 24, setup).app)[0].string.contains("REAL MONEY"))
  }

  @Test("A field is said when it is gone to and when it changes, with what it comes to")
  func fields() {
    var rehearsal = Rehearsal()
    #expect(said(&rehearsal, "tab") == ["symbol: BTC/USDT"])
    #expect(said(&rehearsal, "tab") == ["side: Sell, 2 of 2"])
    #expect(
      said(&rehearsal, "tab", "tab", "tab") == [
        "quantity: 0.01", "leg 1 type: limit, 1 of 9", "leg 1 price: 32000",
      ])
    // A cent is a step at Binance; KuCoin's tick is a tenth.
    #expect(
      said(&rehearsal, "up") == [
        "leg 1 price: 32000.01",
        "taken by binance, crypto-com and bingx, not by kucoin and tradovate",
      ])
    rehearsal.press("ctrl-u")
    rehearsal.type("last+2")
    #expect(said(&rehearsal, "%").first == "leg 1 price: last+2%, which is 30600")
    #expect(said(&rehearsal, "F11").isEmpty)
  }

  @Test("What rules find is said once, and that it is settled, too")
  func findings() {
    var rehearsal = Rehearsal()
    rehearsal.app.focus.go(to: .leg(0, .price), text: "32000")
    rehearsal.press("ctrl-u")
    rehearsal.type("2950")
    let wrong = said(&rehearsal, "0")
    #expect(wrong.first == "leg 1 price: 29500")
    // Binance wants the upper leg above the last price, which is 30000; its tick is a cent.
    let error =
      "error in leg 1 price: 29500 must be above the last price 30000; nearest is 30000.01"
    #expect(wrong.filter { $0.hasPrefix("error in") } == [error])
    let again = said(&rehearsal, "F11")
    #expect(again.isEmpty)
    rehearsal.press("ctrl-u")
    rehearsal.type("3200")
    let right = said(&rehearsal, "0")
    #expect(right.first == "leg 1 price: 32000")
    #expect(right.contains("taken by binance, crypto-com, bingx and kucoin, not by tradovate"))
  }

  @Test("A list's changes are said in our word and the venue's, and nothing when nothing changed")
  func lists() {
    var rehearsal = Rehearsal()
    var stop = Order(status: .waiting, venueStatus: "NEW")
    stop.side = .sell
    stop.quantity = Decimal("0.01")
    let list = OrderList(
      venue: VenueCatalogue.all[0].id, status: .open, venueStatus: "EXECUTING", orders: [stop])
    var record = ListRecord(ListKey(list.venue, "td-1"), list)
    #expect(
      said(&rehearsal, .lists([record])) == [
        "list td-1 at binance: open (EXECUTING)", "list td-1 at binance, leg 1 sell: waiting (NEW)",
      ])
    #expect(said(&rehearsal, .lists([record])).isEmpty)
    record.list.orders[0].status = .partlyFilled
    record.list.orders[0].venueStatus = "PARTIALLY_FILLED"
    record.list.orders[0].filled = Decimal("0.004")
    #expect(
      said(&rehearsal, .lists([record])) == [
        "list td-1 at binance, leg 1 sell: partly filled (PARTIALLY_FILLED), filled 0.004 of 0.01"
      ])
    record.isInDoubt = true
    #expect(
      said(&rehearsal, .lists([record])) == [
        "list td-1 at binance: in doubt, the venue has neither taken nor refused it"
      ])
  }

  @Test("Messages are said with their weight as a word, cleaned of what drives a terminal")
  func messages() {
    var rehearsal = Rehearsal()
    let lines = said(&rehearsal, .failed("refused: \u{1B}]0;x\u{7}no"))
    #expect(lines == ["14:02:11 error: refused: ␛]0;x␇no"])
    for line in lines { #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 }) }
  }

  @Test("A window is said when it opens, as it changes, and when it closes")
  func windows() {
    var rehearsal = Rehearsal()
    let opened = said(&rehearsal, "ctrl-p")
    #expect(opened.first?.hasPrefix("palette: ") == true)
    #expect(opened.last == "keys: Enter run, ↑↓ choose, Esc leave")
    #expect(said(&rehearsal, "down").first?.hasPrefix("palette: ") == true)
    #expect(said(&rehearsal, "esc") == ["window closed", "kind: OCO, 1 of 5"])
    rehearsal.press("F4", "ctrl-u")
    #expect(said(&rehearsal, "s") == ["quick entry: s", "'s' is not buy or sell"])
  }

  @Test("Everything that a key or an event can do is said without a control character")
  func plain() {
    var rehearsal = Rehearsal()
    var random = Numbers(seed: 11)
    let keys = [
      "tab", "up", "down", "left", "right", "enter", "F1", "F4", "F5", "F8", "ctrl-p",
      ":", "esc", "a", "1", ".", "alt-a", "alt-d", "alt-u", "alt-3", "F6",
    ]
    for _ in 0..<600 {
      for line in said(&rehearsal, random.one(of: keys)) {
        #expect(!line.isEmpty && line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
      }
    }
  }
}
