import Exact
import Orders
import Testing

@testable import TicketApp

@Suite("Typed amounts")
struct AmountTests {
  private static func decimal(_ text: String) throws -> Decimal { try Decimal(parsing: text) }

  /// BTC at 30000, an entry at 30000 and a stop at 29000, to the cent.
  private static let scale: AmountScale = {
    var scale = AmountScale()
    scale.market = Market(
      last: 30_000, bid: Decimal("29999.99"), ask: Decimal("30000.01"))
    scale.tick = Decimal("0.01")
    scale.entry = 30_000
    scale.stop = 29_000
    scale.reference = 30_000
    return scale
  }()

  @Test(
    "What is typed comes to what it says",
    arguments: [
      ("32000", "32000"), ("32000.50", "32000.5"), ("32k", "32000"), ("31.5k", "31500"),
      ("1m", "1000000"), ("last", "30000"), ("LAST + 2%", "30600"), ("last-1.5%", "29550"),
      ("-1.5%", "29550"), ("+2%", "30600"), ("30000-5t", "29999.95"), ("bid-1t", "29999.98"),
      ("ask + 10t", "30000.11"), ("(bid+ask)/2", "30000"), ("2R", "32000"), ("0.5r", "30500"),
      ("entry+2R", "32000"), ("stop+1R", "30000"), ("last*1.01", "30300"),
      ("30000 + 2 * 50", "30100"), (" 32000 ", "32000"), ("+32000", "32000"),
    ])
  func values(_ text: String, _ wanted: String) throws {
    let value = try Amount(text).value(Self.scale)
    #expect(value.value == (try Self.decimal(wanted)))
    #expect(value.exact == nil)
  }

  @Test("What was computed is rounded to the tick and says so; what was typed never is")
  func rounding() throws {
    let computed = try Amount("last/7").value(Self.scale)
    #expect(computed.value == (try Self.decimal("4285.71")))
    #expect(computed.exact == (try Self.decimal("4285.7142857143")))
    let typed = try Amount("32000.123").value(Self.scale)
    #expect(typed.value == (try Self.decimal("32000.123")) && typed.exact == nil)
  }

  @Test("Where gain lies below, a multiple of the risk lies below")
  func short() throws {
    var scale = Self.scale
    scale.stop = 31_000
    scale.gainsAbove = false
    #expect(try Amount("2R").value(scale).value == 28_000)
  }

  @Test(
    "What is no amount is refused in a sentence that names the place",
    arguments: [
      ("12abc", "'abc' after a number is not one of k, m, t, R or %", 5),
      ("1,5", "has a comma: write 1.5 with a point and 1500 with nothing", 1),
      ("-5", "is negative", 0), ("last+", "ends too early", 5),
      ("foo", "'foo' is not one of last, bid, ask, mark, entry, stop", 0),
      ("(last", "has no ')' here", 5), ("1 2", "'2' is not understood here", 2),
      ("last 2", "'2' is not understood here", 5), ("$5", "'$5' is not an amount", 0),
    ])
  func refusals(_ text: String, _ sentence: String, _ position: Int) {
    #expect(throws: AmountFlaw(sentence, at: position)) { try Amount(text) }
  }

  @Test(
    "What cannot be worked out is refused in a sentence",
    arguments: [
      ("2%", "is a distance: write +2% or -2%, or last+2%"),
      ("5t", "is a distance: write +5t or -5t, or last+5t"),
      ("mark+1", "needs the mark price, which is not known"), ("last/0", "divides by zero"),
      ("last-200%", "comes to -30000, which is no price"),
      ("last*99999999999999999999999999999999999999", "is too large"),
    ])
  func unknowns(_ text: String, _ sentence: String) throws {
    let amount = try Amount(text)
    #expect(throws: AmountFlaw(sentence)) { try amount.value(Self.scale) }
  }

  @Test("Nothing typed, however strange, is anything but a number or a refusal")
  func strange() {
    let pieces = ["(", ")", "+", "-", "*", "/", "last", "2", "%", "R", ".", " ", "k", "é", "9e9"]
    var state: UInt64 = 1
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<8 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      if let value = try? Amount(text).value(Self.scale) {
        #expect(value.value.isPositive || value.isTyped)
      }
    }
  }
}

@Suite("Typed sizes")
struct SizeTextTests {
  private static let scale: SizeScale = {
    var scale = SizeScale()
    scale.lot = Decimal("0.00001")
    scale.price = 30_000
    scale.riskPerUnit = 1_100
    scale.most = 2
    return scale
  }()

  @Test(
    "A size is typed, or follows from money, risk or balance, rounded down to the lot",
    arguments: [
      ("0.01", "0.01"), ("0.01*3", "0.03"), ("1k", "1000"),
      // 100 / 1100 = 0.0909…
      ("risk 100", "0.0909"), ("100 risk", "0.0909"), ("300 usdt", "0.01"),
      ("1000USDT", "0.03333"), ("25%", "0.5"),
    ])
  func values(_ text: String, _ wanted: String) throws {
    let size = try SizeText(text, quote: "USDT").value(Self.scale)
    #expect(size.value == (try Decimal(parsing: wanted)))
  }

  @Test("Never more than was said is at risk")
  func neverMore() throws {
    for money in 1...500 {
      let size = try SizeText("risk \(money)", quote: "USDT").value(Self.scale).value
      let loss = try size * 1_100
      #expect(loss <= Decimal(money))
    }
  }

  @Test(
    "What is no size is refused in a sentence",
    arguments: [
      ("risk x", "'x' is not one of last, bid, ask, mark, entry, stop"),
      ("150%", "is not between 0 and 100 percent"),
      // The last price is known; it is no size.
      ("last*2", "is a size: prices and distances have no place in it"),
      ("+3%", "is a size: prices and distances have no place in it"),
      ("0.01+5t", "is a size: prices and distances have no place in it"),
    ])
  func refusals(_ text: String, _ sentence: String) {
    #expect {
      _ = try SizeText(text, quote: "USDT").value(Self.scale)
    } throws: { ($0 as? AmountFlaw)?.sentence == sentence }
  }
}
