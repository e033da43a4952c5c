import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

/// Keys in, screens out, the paper venues behind: what a newcomer does in the first minute.
@Suite("Sending, watching and cancelling on paper")
struct PaperFlowTests {
  /// The example in an instrument and with leg types that the venue has.
  static func ticket(for venue: any Venue) -> Ticket {
    var ticket = Ticket.example
    if !venue.capabilities.tradesSpot {
      ticket.instrument = .future(product: "ES", month: "Z", year: "6")
      ticket.quantity = 1
      ticket.legs = [Leg(.limit, price: 6600), Leg(.stop, trigger: 6400)]
    }
    if venue.id == VenueID("crypto-com") {
      ticket.instrument = .spot(base: "BTC", quote: "USD")
    }
    return ticket
  }

  @Test("A leg fills, its sibling goes, and another list is cancelled", arguments: 0..<5)
  func firstMinute(_ at: Int) throws {
    let venue = VenueCatalogue.all[at]
    var run = try PaperRun(Self.ticket(for: venue))
    run.show(venue.id)
    run.press("F2")
    #expect(run.text.contains("Enter sends to \(venue.id)"))
    run.press("enter")
    #expect(run.app.overlays.isEmpty)
    #expect(run.text.contains("Order lists ─ 1 open"))
    run.press("F2", "enter")
    #expect(run.text.contains("Order lists ─ 2 open"))

    // The newest is chosen: it is cancelled.
    run.press("c")
    #expect(run.text.contains("sends the cancel to \(venue.id)"))
    run.press("enter")
    let newest = try #require(run.app.board.records.last)
    #expect(newest.state == .cancelled, "\(run.app.log.messages.map(\.text))")
    #expect(run.text.contains("Order lists ─ 1 open"))

    // The other one's limit leg is traded at.
    run.press("down", "down", "down", "down", "m")
    let first = run.app.board.records[0]
    #expect(first.state == .done)
    #expect(first.list.orders.map(\.status.isFinal) == [true, true])
    #expect(first.list.orders[0].status == .filled)
    #expect(first.list.orders[1].status != .filled)
    #expect(first.history.contains { $0.leg == 0 && $0.fill != nil })
    #expect(!first.list.orders[0].venueStatus.isEmpty)
    #expect(run.text.contains("Order lists ─ 0 open"))
  }

  @Test("What is sent is what was shown, signed and decodable")
  func sameBytes() throws {
    var run = try PaperRun()
    run.press("alt-4", "F2")
    let effects = run.app.update(.input(.key(Key(.enter))))
    guard case .place(let placement) = effects.first else {
      Issue.record("nothing was sent")
      return
    }
    let read = try KuCoin().read(placement.request)
    #expect(read.ticket.legs.map(\.price) == [32_000, 28_900])
    #expect(read.ticket.legs.map(\.trigger) == [nil, 29_000])
    #expect(read.listID == placement.key.id)
    // The list stands there at once, on its way, until the venue speaks.
    #expect(run.app.board[placement.key]?.state == .sending)
    #expect(run.text.contains("1 on the way"))
  }

  @Test("The next list has ids of its own")
  func identities() throws {
    var run = try PaperRun()
    run.press("alt-4", "F2", "enter", "F2", "enter", "F2", "enter")
    #expect(Set(run.app.board.records.map(\.key.id)).count == 3)
    #expect(run.app.board.openCount == 3)
  }

  @Test("A list goes to several venues at once, or to none of them")
  func severalVenues() throws {
    var run = try PaperRun()
    run.show(VenueID("kucoin"))
    run.press("F2", "left", "space")
    #expect(run.text.contains("sends to bingx and kucoin"))
    run.press("enter")
    #expect(run.app.board.openCount == 2)
    // Tradovate has no spot pair: nothing goes anywhere.
    run.press("F2", "right", "space", "enter")
    #expect(run.app.board.count == 2)
    #expect(run.text.contains("cannot be sent to tradovate"))
    #expect(run.app.log.messages.last?.text.hasPrefix("nothing was sent") == true)
  }

  @Test("A refusal by the venue is shown in its words, and the list as refused")
  func insufficientFunds() throws {
    var ticket = Ticket.example
    ticket.quantity = 60
    var run = try PaperRun(ticket)
    run.show(VenueID("binance"))
    run.press("F2", "enter")
    // What the account holds is not known here, so that only the venue can say no.
    run.tell(.account(VenueID("binance"), Account()))
    run.press("F2", "enter")
    #expect(run.app.board.records.map(\.state) == [.open, .rejected])
    let reason = "Account has insufficient balance for requested action. (-2010)"
    let said = run.app.log.messages.last?.text
    #expect(said == "the list at binance was refused: \(reason)")
    #expect(run.text.contains("✗ refused"))
    run.press("enter")
    #expect(run.text.contains("refused: Account has insufficient balance"))
    #expect(run.text.contains("Nothing: the venue refused the list."))
  }

  @Test("An error of the rules blocks, and says why and what is nearest")
  func blocked() throws {
    var ticket = Ticket.example
    ticket.legs[0].price = 29_500
    var run = try PaperRun(ticket)
    run.show(VenueID("kucoin"))
    run.press("F2", "enter")
    #expect(run.app.board.count == 0)
    #expect(run.text.contains("✗ cannot be sent to kucoin"))
    #expect(run.text.contains("kc-oco-11") || run.text.contains("kc-oco-12"))
  }

  @Test("An answer that never came leaves the list in doubt, and nothing is sent again")
  func inDoubt() throws {
    var run = try PaperRun()
    run.press("alt-4", "F2")
    guard case .place(let placement) = run.app.update(.input(.key(Key(.enter)))).first else {
      Issue.record("nothing was sent")
      return
    }
    let effects = run.app.update(
      .outcome(.place(placement.key), .inDoubt("no answer within 10 s")))
    #expect(effects.isEmpty)
    #expect(run.app.board[placement.key]?.state == .inDoubt)
    #expect(run.text.contains("Order lists ─ 0 open · 1 in doubt"))
    run.press("enter")
    #expect(run.text.contains("Not known"))
  }

  @Test("The window says how far the market moved, and what was read does not move with it")
  func moved() throws {
    var run = try PaperRun()
    run.press("alt-4", "F2")
    run.trade(30_010)
    #expect(run.text.contains("last 30,010, moved +10 since this opened"))
    #expect(run.text.contains("is 1,010 = 10,100 ticks away"))
    run.press("esc")
    // A price reckoned from the market stays what it was when the window opened.
    run.app.change { $0[text: .leg(0, .price)] = "last+1000" }
    run.press("F2")
    #expect(run.text.contains("sell 0.01 BTC/USDT at 31,010 or more"))
    run.trade(30_500)
    #expect(run.text.contains("sell 0.01 BTC/USDT at 31,010 or more"))
  }

  @Test("Bytes that say something else than the ticket are refused loudly")
  func mismatch() throws {
    var other = Ticket.example
    other.legs[0].price = 31_000
    other.side = .buy
    let venue = KuCoin()
    func differences(_ ticket: Ticket) throws -> [String] {
      let seal = Seal(
        now: Timestamp(milliseconds: 1_700_000_000_000), requestID: 1,
        credentials: try venue.paperCredentials())
      let request = try venue.seal(try venue.place(ticket, ListIdentity(7)), seal)
      return try venue.read(request).differences(from: .example, venue)
    }
    let found = try differences(other)
    #expect(found.contains("THE REQUEST IS NOT THE TICKET: leg 1 price is 31000, not 32000"))
    #expect(found.contains("THE REQUEST IS NOT THE TICKET: leg 2 side is buy, not sell"))
    #expect(try differences(.example).isEmpty)
  }

  @Test("Live wants its keys and a typed word; a paste types nothing")
  func live() throws {
    var app = App(App.Setup(environment: .live, seed: 7), size: Size(columns: 120, rows: 40))
    _ = app.update(.now(Timestamp(milliseconds: 1_700_000_000_000)))
    func market() -> AppEvent {
      .market(VenueID("kucoin"), .spot(base: "BTC", quote: "USDT"), Market(last: 30_000))
    }
    _ = app.update(market())
    _ = app.update(.input(.key(Key(.character("4"), .alt))))
    _ = app.update(.input(.key(Key(.function(2)))))
    #expect(app.draw().text.contains("there are no keys for kucoin live"))

    let keys = try KuCoin().standInCredentials(.live)
    app = App(
      App.Setup(environment: .live, seed: 7, credentials: [VenueID("kucoin"): keys]),
      size: Size(columns: 120, rows: 40))
    _ = app.update(.now(Timestamp(milliseconds: 1_700_000_000_000)))
    _ = app.update(market())
    _ = app.update(.input(.key(Key(.character("4"), .alt))))
    _ = app.update(.input(.key(Key(.function(2)))))
    #expect(app.draw().text.contains("LIVE: REAL MONEY"))
    #expect(app.update(.input(.key(Key(.enter)))).isEmpty)
    let pasted = Array("send BTC/USDT\n".utf8)
    _ = app.update(.input(.paste(Paste(bytes: pasted, count: pasted.count, ending: .marked))))
    #expect(app.update(.input(.key(Key(.enter)))).isEmpty)
    for scalar in "send BTC/USDT".unicodeScalars {
      #expect(app.update(.input(.key(Key(.character(scalar))))).isEmpty)
    }
    guard case .place(let placement) = app.update(.input(.key(Key(.enter)))).first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(placement.request.environment == .live)
    #expect(placement.request.host == "api.kucoin.com")
  }

  @Test("The market walks gently and the same for the same seed")
  func walk() throws {
    func prices(_ seed: UInt64) throws -> [Decimal?] {
      var run = try PaperRun(seed: seed, tape: .walk)
      return (0..<20).map { _ in
        run.pass(1000)
        return run.app.feed.market(VenueID("binance"), .spot(base: "BTC", quote: "USDT")).last
      }
    }
    let walked = try prices(7)
    #expect(try walked == prices(7))
    #expect(try walked != prices(8))
    #expect(Set(walked).count > 5)
    #expect(walked.allSatisfy { ($0 ?? 0) > 29_800 && ($0 ?? 0) < 30_200 })
  }

  @Test("A still market tells nothing and has nothing due")
  func still() throws {
    var run = try PaperRun()
    #expect(run.world.nextDuty == nil)
    #expect(run.world.pass(Timestamp(milliseconds: 1_700_086_400_000)).isEmpty)
    // A day later nobody is gone, and no token has ended.
    run.show(VenueID("kucoin"))
    run.tell(.now(run.world.now))
    run.press("F2", "enter")
    #expect(run.app.board.openCount == 1)
    #expect(run.world.nextDuty == nil)
  }
}
