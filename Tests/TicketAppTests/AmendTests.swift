import Client
import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

/// A list that a paper venue has is given other terms, from the keys to the venue's own word.
@Suite("Amending a leg")
struct AmendTests {
  /// A run whose chosen row is a leg of a list that stands at the venue.
  private static func run(
    _ venue: String, leg: Int, size: Size = Size(columns: 120, rows: 40)
  ) throws -> PaperRun {
    let id = VenueID(venue)
    let found = try #require(VenueCatalogue.venue(id))
    var run = try PaperRun(PaperFlowTests.ticket(for: found), size: size)
    run.show(id)
    run.press("F2", "enter")
    try #require(run.app.board.records.first?.state == .open, "\(run.app.log.messages)")
    for _ in 0...leg { run.press("down") }
    return run
  }

  private static func order(_ run: PaperRun, _ leg: Int) throws -> Order {
    try #require(run.app.board.records.first?.list.orders[leg])
  }

  @Test("Binance takes quantity away, from both legs, and the list says so")
  func quantity() throws {
    var run = try Self.run("binance", leg: 0)
    let before = try Self.order(run, 0)
    run.press("a", "ctrl-u")
    run.type("0.002*2")
    #expect(run.text.contains("= 0.004"))
    run.press("enter")
    #expect(run.text.contains("PUT /api/v3/order/amend/keepPriority"))
    #expect(run.text.contains("The other leg gets the same quantity at binance."))
    #expect(run.text.contains("Enter sends the change to binance"))
    // Nothing has left yet.
    #expect(try Self.order(run, 0).quantity == Decimal("0.01"))
    run.press("enter")
    #expect(run.app.overlays.isEmpty)
    let record = try #require(run.app.board.records.first)
    #expect(record.list.orders.map(\.quantity) == [Decimal("0.004"), Decimal("0.004")])
    // It keeps the id by which its list is known.
    #expect(record.list.orders[0].clientOrderID == before.clientOrderID)
    #expect(run.app.log.messages.last?.text.hasSuffix("at binance was accepted") == true)
    #expect(run.app.log.messages.last?.text.hasPrefix("the change of leg 1") == true)
  }

  @Test(
    "A stop is moved where the venue can do that",
    arguments: [("crypto-com", "28999", "29000"), ("tradovate", "6399.25", "6400")])
  func trigger(_ venue: String, _ next: String, _ before: String) throws {
    var run = try Self.run(venue, leg: 1)
    #expect(try Self.order(run, 1).trigger == Decimal(before))
    run.press("a", "shift-tab", "ctrl-u")
    run.type(next)
    run.press("enter", "enter")
    #expect(run.app.overlays.isEmpty, "\(run.text)")
    #expect(try Self.order(run, 1).trigger == Decimal(next), "\(run.app.log.messages)")
    #expect(try Self.order(run, 1).quantity == run.app.live.reading.ticket.quantity)
  }

  @Test("The very request that was shown is what is sent")
  func sameBytes() throws {
    var run = try Self.run("binance", leg: 0)
    run.press("a", "ctrl-u")
    run.type("0.004")
    run.press("enter")
    let effects = run.app.update(.input(.key(Key(.enter))))
    guard case .amend(let amending) = effects.first, effects.count == 1 else {
      Issue.record("nothing was sent: \(effects)")
      return
    }
    #expect(amending.leg == 0)
    #expect(amending.key == run.app.board.records.first?.key)
    #expect(amending.request.target.text().contains("newQty=0.004&"))
    #expect(amending.request.operation == .amend)
  }

  @Test("A venue's no is shown in its words, and the leg stays as it was")
  func refused() throws {
    var run = try Self.run("binance", leg: 0)
    run.press("a", "ctrl-u")
    run.type("0.0001")
    run.press("enter", "enter")
    let said = run.app.log.messages.last?.text ?? ""
    #expect(said.hasPrefix("the change of leg 1 of "))
    #expect(said.hasSuffix("at binance was refused: Filter failure: NOTIONAL (-1013)"))
    #expect(try Self.order(run, 0).quantity == Decimal("0.01"))
  }

  @Test(
    "What cannot be said, or is no amount, is told in place of a request",
    arguments: [
      ("quantity", "0.02", "✗ quantity: must be less than 0.01; Binance only takes quantity away"),
      ("quantity", "0", "✗ quantity is not more than zero"),
      ("quantity", "0.0000001", "✗ quantity is no multiple of the lot of 0.00001"),
      ("quantity", "", "✗ quantity is empty"),
      ("price", "31000", "✗ price: cannot be changed at Binance; cancel the list"),
      ("price", "31000.001", "✗ price is no multiple of the tick of 0.01: 31000 is near"),
      ("price", "1e5", "✗ price "),
      ("price", "32000", "nothing is changed yet"),
    ])
  func unsayable(_ field: String, _ typed: String, _ sentence: String) throws {
    var run = try Self.run("binance", leg: 0)
    run.press("a")
    if field == "price" { run.press("tab") }
    run.press("ctrl-u")
    run.type(typed)
    #expect(run.text.contains(sentence), "\(run.text)")
    let effects = run.app.update(.input(.key(Key(.enter))))
    #expect(effects.isEmpty)
    #expect(run.app.overlays.count == 1)
    #expect(run.app.overlays.last is AmendWindow)
  }

  @Test("A price that fires at once is warned of, and reckoned from the market")
  func firesAtOnce() throws {
    var run = try Self.run("tradovate", leg: 1)
    run.press("a", "tab", "ctrl-u")
    run.type("last+4t")
    run.press("enter")
    #expect(run.text.contains("it fires at once"), "\(run.text)")
    run.press("esc", "ctrl-u")
    run.type("last-4t")
    run.press("enter")
    #expect(!run.text.contains("at once."), "\(run.text)")
    #expect(run.text.contains("Enter sends the change to tradovate"))
  }

  @Test(
    "Why a leg cannot be amended",
    arguments: [
      ("kucoin", 0, "KuCoin cannot amend a list: cancel it and place it anew"),
      ("bingx", 1, "BingX cannot amend a list: cancel it and place it anew"),
      ("crypto-com", 0, "Crypto.com amends orders that wait for a trigger, and no others"),
    ])
  func obstacles(_ venue: String, _ leg: Int, _ reason: String) throws {
    var run = try Self.run(venue, leg: leg)
    run.press("a")
    #expect(run.app.overlays.isEmpty)
    #expect(run.app.log.messages.last?.text.contains(reason) == true, "\(run.app.log.messages)")
    // Help says it, too, and so does the list's own window.
    #expect(run.app.amendObstacle?.string.contains(reason) == true)
    run.press("enter", "a")
    #expect(run.app.overlays.count == 1)
  }

  @Test("A list in doubt, one that has ended, and a venue that is away are left alone")
  func standing() throws {
    var run = try Self.run("binance", leg: 0)
    #expect(run.app.amendObstacle == nil)
    run.tell(.connection(VenueID("binance"), Connection(.stale)))
    #expect(run.app.amendObstacle == "binance is not heard from")
    run.tell(.connection(VenueID("binance"), Connection(.live)))
    var record = try #require(run.app.board.records.first)
    record.isInDoubt = true
    run.tell(.lists([record]))
    #expect(run.app.amendObstacle == "the list is in doubt")
    record.isInDoubt = false
    record.list.orders[0].status = .filled
    run.tell(.lists([record]))
    #expect(run.app.amendObstacle == "the leg is filled")
    record.list.status = .done
    run.tell(.lists([record]))
    #expect(run.app.amendObstacle == "the list is done")
  }

  @Test("From a list's row, and from its window, the first leg that can be amended is meant")
  func fromTheList() throws {
    var run = try Self.run("crypto-com", leg: 0)
    run.press("up", "enter", "a")
    #expect(run.app.overlays.count == 2)
    #expect((run.app.overlays.last as? AmendWindow)?.leg == 1)
    // The other leg cannot be amended there: one stays.
    run.press("pgdn")
    #expect((run.app.overlays.last as? AmendWindow)?.leg == 1)
    run.press("esc", "esc")
    #expect(run.app.overlays.isEmpty)
  }

  @Test("Live wants a typed word before a leg is amended")
  func live() throws {
    let venue = Binance()
    var app = App(
      App.Setup(
        environment: .live, seed: 7,
        credentials: [venue.id: try venue.standInCredentials(.live)]),
      size: Size(columns: 120, rows: 40))
    _ = app.update(.now(Timestamp(milliseconds: 1_700_000_000_000)))
    var record = ListBoardTests.record(1)
    record.key = ListKey(venue.id, "td-1")
    for leg in record.list.orders.indices { record.list.orders[leg].venueOrderID = "\(leg + 7)" }
    _ = app.update(.lists([record]))
    app.pane = .lists
    func press(_ key: Key) -> [Effect] { app.update(.input(.key(key))) }
    _ = press(Key(.character("a")))
    _ = press(Key(.character("u"), .control))
    _ = press(Key(.character("0")))
    _ = press(Key(.character(".")))
    _ = press(Key(.character("5")))
    _ = press(Key(.enter))
    #expect(app.draw().text.contains("LIVE: REAL MONEY"))
    #expect(press(Key(.enter)).isEmpty)
    for scalar in "amend BTC/USDT".unicodeScalars {
      #expect(press(Key(.character(scalar))).isEmpty)
    }
    guard case .amend(let amending) = press(Key(.enter)).first else {
      Issue.record("nothing was sent")
      return
    }
    #expect(amending.request.environment == .live)
    #expect(amending.request.target.text().contains("orderId=7&"))
  }
}
