import Client
import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

/// What should not be about a list is shown with the request that mends it, which goes when told.
@Suite("Repairing a list")
struct RepairTests {
  static let ticket = Ticket(
    kind: .otoco, instrument: .spot(base: "BTC", quote: "USD"), side: .buy,
    quantity: Decimal("0.01"),
    legs: [
      Leg(.limit, price: 30_000),
      Leg(.takeProfitLimit, side: .sell, price: 31_900, trigger: 32_000),
      Leg(.stopLimit, side: .sell, price: 28_900, trigger: 29_000),
    ])

  /// An exit at Crypto.com outlives its sibling, which was cancelled: nothing ties the two there.
  private static func orphaned() throws -> PaperRun {
    var run = try PaperRun(ticket)
    run.show(VenueID("crypto-com"))
    run.press("F2", "enter")
    run.trade(29_999)
    run.press("down", "down", "down", "x", "enter")
    let orders = try #require(run.app.board.records.first?.list.orders)
    try #require(orders.map(\.status) == [.filled, .waiting, .canceled], "\(run.app.log.messages)")
    return run
  }

  @Test("The detail shows the request that mends it, and a key shows it again and sends it")
  func repair() throws {
    var run = try Self.orphaned()
    run.press("enter")
    #expect(run.text.contains("! leg 2 works alone: its sibling is canceled"))
    #expect(run.text.contains("this request mends it; R sends it when told"))
    #expect(run.text.contains("POST /exchange/v1/private/advanced/cancel-order"))
    run.press("R")
    #expect(run.text.contains("Repairs the OTOCO of BTC/USD at crypto-com:"))
    #expect(run.text.contains("0.01 that the entry brought would have no exit any more."))
    #expect(run.app.board.records[0].list.orders[1].status == .waiting)
    let shown = run.app
    let effects = run.app.update(.input(.key(Key(.enter))))
    guard case .cancel(let cancellation) = effects.first, effects.count == 1 else {
      Issue.record("nothing was sent: \(effects)")
      return
    }
    #expect(cancellation.leg == 1)
    #expect(cancellation.requests.map(\.operation) == [.cancelOrder])
    run.app = shown
    run.press("enter")
    #expect(run.app.board.records[0].list.orders[1].status == .canceled)
    #expect(run.app.repairObstacleOfList == "the list has nothing to repair")
    #expect(!run.text.contains("trouble"))
  }

  @Test("Nothing is sent by looking, by leaving, or where nothing is wrong")
  func nothingSent() throws {
    var run = try Self.orphaned()
    let before = run.app.requests
    run.press("R", "esc")
    #expect(run.app.overlays.isEmpty)
    #expect(run.app.requests == before)
    #expect(run.app.board.records[0].list.orders[1].status == .waiting)
    run.tell(.connection(VenueID("crypto-com"), Connection(.stale)))
    run.press("R")
    #expect(run.app.overlays.isEmpty)
    #expect(run.app.log.messages.last?.text == "Repair list: crypto-com is not heard from")
  }

  @Test("A trouble that nothing sent would mend says so")
  func unmendable() throws {
    var run = try Self.orphaned()
    var record = try #require(run.app.board.records.first)
    record.isVanished = true
    for leg in record.list.orders.indices { record.list.orders[leg].status = .canceled }
    run.tell(.lists([record]))
    #expect(run.app.repairObstacleOfList == "nothing that could be sent would mend it")
    run.press("enter")
    #expect(run.text.contains("nothing that could be sent would mend it"))
    record.isInDoubt = true
    run.tell(.lists([record]))
    let reason = "the list is in doubt: what is wrong with it is not known yet"
    #expect(run.app.repairObstacleOfList?.string == reason)
  }

  @Test("Exits larger than the position are said where the venue tells of positions")
  func overhang() throws {
    let tradovate = try #require(VenueCatalogue.venue(VenueID("tradovate")))
    for (venue, isTold) in [(tradovate, true), (Binance() as any Venue, false)] {
      var run = try PaperRun(PaperFlowTests.ticket(for: venue), size: Size(columns: 120, rows: 50))
      run.show(venue.id)
      run.press("F2", "enter", "enter")
      #expect(run.text.contains("! exits sell") == isTold)
      if isTold { #expect(run.text.contains("! exits sell 1 ESZ6, and 0 are held")) }
      // What has ended has no exits.
      run.press("esc", "m", "enter")
      #expect(run.text.contains("filled"))
      #expect(!run.text.contains("! exits sell"))
    }
  }

  @Test("Two exits that outlive their entry are two requests, and no leg's alone")
  func several() throws {
    var run = try Self.orphaned()
    var record = try #require(run.app.board.records.first)
    record.list.orders[0].status = .canceled
    record.list.orders[0].filled = .zero
    for leg in 1...2 {
      record.list.orders[leg].status = .waiting
      record.list.orders[leg].filled = nil
    }
    run.tell(.lists([record]))
    run.press("R")
    #expect(run.text.contains("request 2 of 2"))
    guard case .cancel(let cancellation) = run.app.update(.input(.key(Key(.enter)))).first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(cancellation.leg == nil)
    #expect(cancellation.requests.count == 2)
    #expect(Set(cancellation.requests.map { $0.body.text() }).count == 2)
  }

  @Test("Where a list goes by the id of a leg, it is the one that still works")
  func byALiveLeg() throws {
    var list = OrderList(venue: VenueID("bingx"), status: .open)
    list.kind = .oco
    list.venueListID = "7"
    list.orders = [("71", OrderStatus.filled), ("72", .working)].map { id, status in
      var order = Order(status: status, venueStatus: "")
      (order.venueOrderID, order.quantity) = (id, 1)
      if status == .filled { order.filled = 1 }
      return order
    }
    let record = ListRecord(
      ListKey(list.venue, "td-1"), list, instrument: .spot(base: "BTC", quote: "USDT"))
    let calls = Radar.repairs(of: record, BingX())
    try #require(calls.count == 1)
    let draft = try BingX().drafts(calls[0]).first
    #expect(draft?.parameters.map(\.value.text) == ["72"])
  }
}
