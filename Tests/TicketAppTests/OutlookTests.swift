import Exact
import Orders
import Testing
import Venues

@testable import TicketApp

/// Whether what a ticket is said to risk and to bring in is what it would.
@Suite("What a ticket would come to")
struct OutlookTests {
  /// The program with the ticket that a line says, at a venue.
  private static func hands(
    _ line: String, at venue: Int = 0, _ columns: Int = 120, _ rows: Int = 40
  ) -> Rehearsal {
    var hands = Rehearsal(columns, rows)
    hands.press("f4", "ctrl-u")
    hands.type(line)
    hands.press("enter")
    hands.press("alt-\(venue + 1)")
    return hands
  }

  private static func row(_ word: String, in text: String) -> Substring {
    text.split(separator: "\n").first { $0.contains(word) } ?? ""
  }

  /// It fires wherever its trail has come to by then, which is not where the trail begins.
  @Test(
    "Nothing is measured by a trailing stop",
    arguments: [
      "sell oco risk 100 BTC/USDT 32000 / trail 1% at 29900",
      "buy otoco risk 100 BTC/USDT 29500 / 32000 / trail 1% at 31000",
    ])
  func trailing(_ line: String) {
    let hands = Self.hands(line)
    let reading = hands.app.live.reading
    #expect(reading.ticket.quantity == nil)
    #expect(
      reading.flaws[.quantity]?.sentence
        == "needs an entry and a stop at a price to measure the risk by")
    let sized = Self.hands(line.replacing("risk 100", with: "1"))
    #expect(sized.text.contains("sell trailing stop begins "))
    let row = Self.row("sell trailing stop begins ", in: sized.text)
    #expect(row.contains("%") && !row.contains(".00 │") && !row.contains("R "), "\(row)")
    #expect(!sized.text.contains("at the stop"))
    #expect(!sized.text.contains("reward to risk"))
    #expect(sized.text.contains("0.00 │"))
  }

  @Test("A stop that gets in is no stop that the risk is measured by")
  func stopEntry() throws {
    let line = "buy otoco risk 100 BTC/USDT stop 31000 31100 / 33000 / stop 30500"
    let hands = Self.hands(line)
    // 100 / (31,100 − 30,500), down to the lot.
    #expect(hands.app.live.reading.ticket.quantity == Decimal("0.16666"))
    #expect(hands.text.contains("at the stop −100.00 USDT") || hands.text.contains("−99.99"))
    let bare = Self.hands("buy oto 0.01 BTC/USDT stop 31000 31100 / 2R")
    let path = FieldPath.legField(1, .price)
    #expect(bare.app.live.reading.flaws[path]?.sentence == "needs a stop to measure the risk by")
  }

  @Test("Money is told of a contract only where the worth of its points is known")
  func contracts() {
    let line = "buy otoco 2 ESZ6 6000 / 6100 / stop 5950"
    let known = Self.hands(line, at: 4)
    #expect(known.text.contains("at the stop −5,000.00 USD"))
    #expect(known.text.contains("+10,000.00"))
    let elsewhere = Self.hands(line, at: 0)
    #expect(elsewhere.text.contains("6,100 ── exit 1 sell limit "))
    #expect(!elsewhere.text.contains(".00 USD"), "\(elsewhere.text)")
    #expect(!elsewhere.text.contains("+200.00"))
    let unknown = Self.hands("buy otoco risk 5000 QQQQZ6 6000 / 6100 / stop 5950", at: 4)
    #expect(
      unknown.app.live.reading.flaws[.quantity]?.sentence
        == "needs to know what a point of the contract is worth")
  }

  @Test("A break-even says by which commission, and of a contract none is told")
  func breakEven() {
    let spot = Self.hands("buy oto 0.01 BTC/USDT 29500 / stop 28000")
    #expect(spot.text.contains("29,559.06 · break-even at 0.1% commission"))
    for line in ["buy otoco 2 ESZ6 6000 / 6100 / stop 5950", "sell oco 2 ESZ6 6600 / stop 6400"] {
      #expect(!Self.hands(line, at: 4).text.contains("break-even"))
    }
  }

  @Test("What is lost at the stop is never cut", arguments: [(100, 30), (101, 30), (120, 40)])
  func lossIsWhole(_ columns: Int, _ rows: Int) {
    let hands = Rehearsal(columns, rows)
    #expect(hands.text.contains("at the stop −11.00 USDT"), "\(hands.text)")
    #expect(hands.text.contains("reward to risk 1.82"))
  }

  @Test("What the ladder has no room for is counted")
  func counted() {
    let kucoin = Self.hands("sell oco 0.01 BTC/USDT 32000 / stop 29000 28900", at: 3).text
    #expect(kucoin.contains("└ … 1 more ─"), "\(kucoin)")
    #expect(kucoin.contains("rest unfilled, and then nothing protects"))
    #expect(!Self.hands("sell oco 0.01 BTC/USDT 32000 / stop 29000 28900").text.contains("… 1"))
  }

  @Test("Distances stand below distances, whatever a rung lacks and however large a gain is")
  func columns() {
    let text = Self.hands("buy otoco 2 ESZ6 6400 / 6700 / stop 6350", at: 4).text
    let rungs = text.split(separator: "\n").filter { $0.contains(" ── ") && $0.contains("%") }
    #expect(rungs.count == 3)
    let places = rungs.compactMap { rung in
      rung.lastIndex(of: "%").map { rung.distance(from: rung.startIndex, to: $0) }
    }
    #expect(Set(places).count == 1, "\(text)")
    #expect(text.contains("+30,000.00"))
  }

  @Test("A review tells the entry from an exit of the same type")
  func reviewNames() {
    var hands = Self.hands("buy otoco 2 ESZ6 6400 / 6700 / stop 6350", at: 4)
    hands.press("f2")
    let words = hands.text.split(whereSeparator: { " │\n".contains($0) }).joined(separator: " ")
    #expect(words.contains("the entry is 100 = 400 ticks away; the limit is 200 = 800"), "\(words)")
    #expect(words.contains("entry is worth 640,000 USD"))
  }

  @Test("Why a venue cannot take it is said by the names of the form")
  func obstacles() {
    var hands = Self.hands("sell oco 0.01 BTC/USDT 32000 / trail 1%", at: 1)
    let sentence = "leg 2 type: Crypto.com takes"
    #expect(hands.text.contains("– " + sentence))
    hands.press("f2")
    #expect(hands.text.contains("✗ " + sentence))
    #expect(!hands.text.contains("legs["))
    hands.press("esc", "f7")
    #expect(!hands.text.contains("legs["))
  }

  @Test("A price that cannot be read is not said to be missing")
  func unread() {
    var hands = Rehearsal()
    hands.app.focus = FormFocus(.legField(0, .price))
    hands.type("12 34")
    #expect(hands.text.contains("✗ leg 1 price '34' is not understood here"))
    #expect(!hands.text.contains("is missing"), "\(hands.text)")
    hands.press("alt-u")
    hands.app.focus = FormFocus(.quantity)
    hands.type("0.01+last")
    #expect(hands.text.contains("✗ quantity is a size: prices and distances have no place in it"))
    #expect(!hands.text.contains("is missing"), "\(hands.text)")
  }

  @Test("A list says where a trailing stop begins, and not that it fires there")
  func trailingInLists() {
    var order = Order(status: .waiting, venueStatus: "NEW")
    order.type = .trailingStop
    #expect(ListCells.priced(order) == "trailing stop")
    order.trigger = 29_900
    #expect(ListCells.priced(order) == "trailing stop from 29,900")
    order.type = .stop
    #expect(ListCells.priced(order) == "stop 29,900")
  }
}
