import Exact
import Orders
import Testing

@testable import TicketApp

@Suite("A ticket in one line")
struct QuickLineTests {
  @Test("The line of the manual is the OCO it says")
  func oco() throws {
    let form = try QuickLine.read("sell oco 0.01 btc/usdt 32000 / 29000 28900")
    // Written by hand, as a ticket file would hold it.
    let ticket = Ticket(
      kind: .oco, instrument: .spot(base: "BTC", quote: "USDT"), side: .sell,
      quantity: Decimal("0.01"),
      legs: [Leg(.limit, price: 32_000), Leg(.stopLimit, price: 28_900, trigger: 29_000)])
    #expect(form.read(FormWorld()).ticket == ticket)
  }

  @Test("An entry has the side that was said, and its exits the other")
  func otoco() throws {
    let form = try QuickLine.read("BUY otoco 0.01 eth/usdt 1900 / 2200 / 1800 1790")
    let legs = form.read(FormWorld()).ticket.resolvedLegs
    #expect(legs.map(\.side) == [.buy, .sell, .sell])
    #expect(legs.map(\.type) == [.limit, .limit, .stopLimit])
    #expect(legs.map(\.trigger) == [nil, nil, 1_800])
    #expect(legs.map(\.price) == [1_900, 2_200, 1_790])
  }

  @Test(
    "Words name the type, and numbers its prices",
    arguments: [
      ("32000", LegType.limit, "", "32000", ""), ("maker 32000", .limitMaker, "", "32000", ""),
      ("market", .market, "", "", ""), ("stop 29000", .stop, "29000", "", ""),
      ("29000 28900", .stopLimit, "29000", "28900", ""),
      ("stop 29000 28900", .stopLimit, "29000", "28900", ""),
      ("tp last+2%", .takeProfit, "last+2%", "", ""),
      ("tp 33k 33100", .takeProfitLimit, "33k", "33100", ""),
      ("trail 1%", .trailingStop, "", "", "1%"),
      ("trail 20t 28900 at 31000", .trailingStopLimit, "31000", "28900", "20t"),
      ("TRAILING_STOP 250", .trailingStop, "", "", "250"),
    ])
  func types(
    _ leg: String, _ type: LegType, _ trigger: String, _ price: String, _ trail: String
  )
    throws
  {
    let read = try QuickLine.read("sell oco 1 btc/usdt \(leg) / 1").legs[0]
    #expect(read.type == type)
    #expect([read.trigger, read.price, read.trail] == [trigger, price, trail])
  }

  @Test(
    "A size is a number, money at risk, money, or a part",
    arguments: [
      ("0.01", "0.01"), ("risk 100", "risk 100"), ("300 usdt", "300 usdt"), ("25%", "25%"),
      ("300USDT", "300USDT"), ("0.1*3", "0.1*3"),
    ])
  func sizes(_ typed: String, _ quantity: String) throws {
    let form = try QuickLine.read("sell oco \(typed) btc/usdt 32000 / stop 29000")
    #expect(form.quantity == quantity)
    #expect(form.instrument == "BTC/USDT")
  }

  @Test("What else a leg may say is said beside its prices")
  func more() throws {
    let form = try QuickLine.read(
      "sell oco 1 btc/usdt maker 32000 gtc / stop 29000 by mark qty risk 50 until +2h")
    #expect(form.legs[0].timeInForce == .gtc)
    let stop = form.legs[1]
    #expect(stop.triggerBy == .mark && stop.timeInForce == .gtd && stop.expire == "+2h")
    #expect(stop.quantity == "risk 50" && stop.side == nil)
    let future = try QuickLine.read("buy oto 2 esz6 6500 / sell qty 1 6600 day")
    #expect(future.instrument == "ESZ6" && future.legs[1].quantity == "1")
  }

  @Test(
    "What is wrong is said in a sentence, with its place",
    arguments: [
      ("hold oco", "'hold' is not buy or sell", 0),
      ("sell ocoo", "'ocoo' is not oco, oto, otoco, opo or opoco", 5),
      ("sell oco 0.01 btcusdt 32000 / 1", "'btcusdt' is not a pair such as BTC/USDT", 14),
      ("sell oco btc/usdt 32000 / 1", "the size is missing before btc/usdt", 9),
      ("sell oco x btc/usdt 1 / 1", "the size 'x' is not one of last", 9),
      ("sell oco 1 btc/usdt 32,000 / 1", "32,000 has a comma", 22),
      ("sell oco 1 btc/usdt 1 2 3 / 1", "'3' is one price too many for Leg 1", 24),
      ("sell oco 1 btc/usdt market 5 / 1", "'5' is one price too many for Leg 1", 27),
      ("sell oco 1 btc/usdt stop / 1", "Leg 1 needs a trigger after stop", 20),
      ("sell oco 1 btc/usdt 5 stop / 1", "'stop' belongs before its prices", 22),
      ("sell oco 1 btc/usdt stop tp 5 / 1", "Leg 1 is a stop already", 25),
      ("sell oco 1 btc/usdt 1 / 2 / 3", "oco takes two legs: A / B", 26),
      ("sell oco 1 btc/usdt by / 3", "'by' needs last, mark or index after it", 20),
      ("sell oco 1 btc/usdt 3 by bid / 3", "'bid' is not last, mark or index", 25),
      ("sell oco 1 btc/usdt -5 / 3", "-5 is negative", 20),
    ])
  func flaws(_ line: String, _ sentence: String, _ place: Int) {
    let flaw = #expect(throws: LineFlaw.self) { try QuickLine.read(line) }
    #expect(flaw?.sentence.hasPrefix(sentence) == true, "\(flaw?.sentence ?? "")")
    #expect(flaw?.position == place)
    #expect(flaw?.isUnfinished == false)
  }

  @Test("While a line is typed, what comes next is said, and nothing is called wrong")
  func unfinished() {
    let whole = "buy otoco risk 100 eth/usdt 1900 / 2200 / stop 1800"
    for end in 0..<whole.count {
      let line = String(whole.prefix(end))
      // Words are judged when they are whole: at their end.
      guard end == 0 || whole.dropFirst(end).hasPrefix(" ") || line.hasSuffix(" ") else { continue }
      let flaw = #expect(throws: LineFlaw.self) { try QuickLine.read(line) }
      #expect(flaw?.isUnfinished == true, "\(line): \(flaw?.sentence ?? "")")
    }
    #expect((try? QuickLine.read(whole)) != nil)
  }

  @Test("The symbol's slash and a division are not the slash between legs")
  func slashes() throws {
    let form = try QuickLine.read("sell oco 1/2 btc/usdt (bid+ask)/2 / 29000")
    #expect(form.legs.map(\.price) == ["(bid+ask)/2", "29000"])
    #expect(form.quantity == "1/2")
  }

  @Test("A line is not read as something else for its size or strange letters")
  func strange() {
    let pieces = [
      "sell", "oco", "otoco", "1", "/", "btc/usdt", "stop", "market", "trail", "1%", "by", "last",
      "qty", "risk", "until", "é", "\u{202E}", "-", "32k", " ", "gtc", "buy",
    ]
    var random = Numbers(seed: 7)
    for _ in 0..<1_500 {
      let line = (0..<14).map { _ in pieces[random.below(pieces.count)] }.joined(separator: " ")
      guard let form = try? QuickLine.read(line) else { continue }
      #expect(form.legs.count == form.kind.legCount)
      #expect(form.legs.allSatisfy { $0.type != nil })
    }
    #expect(throws: LineFlaw.self) {
      try QuickLine.read(String(repeating: "sell oco ", count: 20_000))
    }
  }
}

@Suite("A form as a line")
struct QuickLineWritingTests {
  @Test("Every form that a line can say is said so that it reads as the same form")
  func roundTrip() throws {
    var random = Numbers(seed: 1)
    for _ in 0..<3_000 {
      let form = random.form()
      let line = try QuickLine.text(of: form)
      #expect(try QuickLine.read(line) == form, "\(line)")
    }
  }

  @Test("The example is said in the words of the manual")
  func example() throws {
    #expect(
      try QuickLine.text(of: TicketForm(.example))
        == "sell oco 0.01 BTC/USDT 32000 / 29000 28900")
  }

  @Test("Sides that only follow the ticket's say the same ticket")
  func sides() throws {
    var form = try QuickLine.read("buy oto 1 btc/usdt 30000 / 31000")
    form.legs[1].side = nil
    let line = try QuickLine.text(of: form)
    #expect(line == "buy oto 1 BTC/USDT 30000 / buy 31000")
    let sides = try QuickLine.read(line).read(FormWorld()).ticket.resolvedLegs.map(\.side)
    #expect(sides == form.read(FormWorld()).ticket.resolvedLegs.map(\.side))
  }

  @Test("A price that would read as a word stands in brackets")
  func keywords() throws {
    var form = TicketForm(.example)
    form.legs[0].price = "stop"
    let line = try QuickLine.text(of: form)
    #expect(try QuickLine.read(line).legs[0].price == "(stop)")
  }

  @Test("A form without a line says why")
  func unsayable() {
    func sentence(_ change: (inout TicketForm) -> Void) -> String? {
      var form = TicketForm(.example)
      change(&form)
      return #expect(throws: LineFlaw.self) { try QuickLine.text(of: form) }?.sentence
    }
    let sentences = [
      sentence { $0.side = nil }, sentence { $0.quantity = "" }, sentence { $0.legs[1].price = "" },
      sentence { $0.legs[1].type = nil }, sentence { $0.addLeg() },
      sentence { $0.instrument = "BTCUSDT" },
    ]
    #expect(
      sentences == [
        "the ticket has no side", "the ticket has no quantity", "Leg 2 has an empty price",
        "Leg 2 has no type", "oco takes two legs: A / B", "the symbol is not readable",
      ])
  }
}

/// Numbers that look random and are the same at every run.
struct Numbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }

  /// A form as the form pane would make it, with everything a line has words for.
  mutating func form() -> TicketForm {
    var form = TicketForm()
    form.kind = one(of: Kind.allCases)
    form.side = one(of: Side.allCases)
    form.instrument = one(of: ["BTC/USDT", "ETH/USDT", "1INCH/USDT", "ESZ6", "MNQZ6"])
    form.quantity = one(of: ["0.01", "risk 100", "25%", "2k", "0.1*3", "x"])
    if form.quantity == "x" { form.quantity = form.instrument.contains("/") ? "300 usdt" : "3" }
    for index in 0..<form.kind.legCount {
      var leg = LegForm(one(of: LegType.allCases))
      let isExit = form.kind.role(at: index) == .exit
      leg.side = isExit ? one(of: Side.allCases) : one(of: [nil, nil, .buy, .sell])
      let amounts = ["32000", "32k", "last+2%", "-1.5%", "2R", "(bid+ask)/2", "29999.99", "bid-5t"]
      if leg.type?.isContingent == true, leg.type?.isTrailing == false || below(2) == 0 {
        leg.trigger = one(of: amounts)
      }
      if leg.type?.isTrailing == true { leg.trail = one(of: ["1%", "250", "20t"]) }
      if leg.type?.hasPrice == true { leg.price = one(of: amounts) }
      if leg.type?.isContingent == true { leg.triggerBy = one(of: [nil, .last, .mark, .index]) }
      leg.timeInForce = one(of: [nil] + TimeInForce.allCases)
      if leg.timeInForce != nil, below(4) == 0 {
        leg.expire = one(of: ["+2h", "2026-12-01T21:00:00Z"])
      }
      leg.quantity = one(of: ["", "", "0.5", "risk 50", "10%"])
      form.legs.append(leg)
    }
    return form
  }
}
