import Client
import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("The board of order lists")
struct ListBoardTests {
  static let venues = VenueCatalogue.ids

  /// A list with two legs; every seventh is done, every hundredth in doubt.
  static func record(_ number: Int) -> ListRecord {
    let venue = VenueCatalogue.all[number % VenueCatalogue.all.count].id
    var list = OrderList(venue: venue, status: number % 7 == 0 ? .done : .open)
    list.kind = .oco
    var limit = Order(status: .working, venueStatus: "NEW")
    (limit.side, limit.type, limit.price, limit.quantity) = (.sell, .limit, 32_000, 1)
    var stop = Order(status: .waiting, venueStatus: "NEW")
    (stop.side, stop.type, stop.trigger, stop.quantity) = (.sell, .stop, 29_000, 1)
    list.orders = [limit, stop]
    let pair = number % 3 == 0 ? "ETH" : "BTC"
    return ListRecord(
      ListKey(venue, "td-\(number)"), list, instrument: .spot(base: pair, quote: "USDT"),
      isInDoubt: number % 100 == 99, heard: Timestamp(milliseconds: Int64(number)))
  }

  static func board(_ count: Int) -> ListBoard {
    var board = ListBoard()
    for number in 0..<count { board.take(record(number)) }
    return board
  }

  /// The lists of a board from the top, by walking its rows.
  private static func shown(_ board: ListBoard) -> [Int] {
    (0..<board.rowCount).compactMap { row in
      board.row(at: row).flatMap { $0.leg == nil ? $0.list : nil }
    }
  }

  @Test("The newest list stands first, with its legs under it")
  func newest() {
    let board = Self.board(3)
    let rows = (0..<9).compactMap { board.row(at: $0) }
    #expect(rows.map(\.list) == [2, 2, 2, 1, 1, 1, 0, 0, 0])
    #expect(rows.map(\.leg) == [nil, 0, 1, nil, 0, 1, nil, 0, 1])
    #expect(board.row(at: 9) == nil)
    #expect(board.row(at: -1) == nil)
  }

  @Test("Counts follow every change")
  func counts() {
    var board = Self.board(200)
    // python3: 29 multiples of 7 below 200, none of them 99 or 199; two in doubt.
    #expect(board.count(of: .done) == 29)
    #expect(board.doubtCount == 2)
    #expect(board.openCount == 169)
    var record = Self.record(1)
    record.list.status = .canceled
    board.take(record)
    #expect(board.openCount == 168)
    #expect(board.count(of: .cancelled) == 1)
  }

  @Test("Rows and places agree, whatever is folded, filtered, sorted and changed")
  func agrees() {
    var random = SeededGenerator(seed: 11)
    var board = ListBoard()
    for step in 0..<3_000 {
      let number = Int(random.next() % 60)
      switch random.next() % 12 {
      case 0: board.fold(number, random.next() % 2 == 0)
      case 1: board.setOrder(ListOrder.allCases[Int(random.next() % 5)])
      case 2:
        var filter = ListFilter()
        filter.states = ListFilter.States.allCases[Int(random.next() % 4)]
        filter.setText(["", "b", "bt", "kucoin", "eth sell", "nothing"][Int(random.next() % 6)])
        board.setFilter(filter)
      case 3: board.foldAll(random.next() % 2 == 0)
      default:
        var record = Self.record(number)
        record.heard = Timestamp(milliseconds: Int64(step))
        record.list.status = ListStatus.allCases[Int(random.next() % 6)]
        board.take(record)
      }
      let expected = board.records.indices.filter { board.filter.matches(board.records[$0]) }
      #expect(Set(Self.shown(board)) == Set(expected))
      #expect(board.shownCount == expected.count)
      for row in 0..<board.rowCount {
        guard let found = board.row(at: row) else {
          Issue.record("no row \(row) of \(board.rowCount) at step \(step)")
          return
        }
        #expect(board.place(of: found) == row)
      }
    }
  }

  @Test("Sorting puts groups in order, and the newest first in each")
  func sorts() {
    var board = Self.board(20)
    board.foldAll(false)
    board.setOrder(.venue)
    let venues = Self.shown(board).map { board.records[$0].key.venue.name }
    #expect(venues == venues.sorted())
    board.setOrder(.status)
    let states = Self.shown(board).map { board.records[$0].state.rank }
    #expect(states == states.sorted())
    board.setOrder(.heard)
    var record = Self.record(4)
    record.heard = Timestamp(milliseconds: 1_000)
    board.take(record)
    #expect(Self.shown(board).first == 4)
  }

  @Test("With 100,000 lists a key or an update looks at a handful of them")
  func work() {
    var app = App(App.Setup(), size: Size(columns: 120, rows: 40))
    _ = app.update(.lists((0..<100_000).map(Self.record)))
    for _ in 0..<3 { _ = app.update(.input(.key(Key(.function(6))))) }
    #expect(app.pane == .lists)
    #expect(app.board.rowCount == 300_000)
    let before = app.board.looks
    for key in [Key.Code.down, .pageDown, .end, .up, .home, .character(" ")] {
      _ = app.update(.input(.key(Key(key))))
      _ = app.draw()
    }
    #expect(app.board.looks == before)
    for number in 0..<50 { _ = app.update(.lists([Self.record(number * 2_000)])) }
    #expect(app.board.looks == before + 50)
    // Every list holds an e (sell); each further letter goes through what the one before left.
    for letter in "/eth" {
      _ = app.update(.input(.key(Key(.character(letter.unicodeScalars.first ?? " ")))))
    }
    #expect(app.board.looks == before + 50 + 100_000 + 100_000 + 33_334)
    #expect(app.board.shownCount == 33_334)
  }

  @Test(
    "An update changes its own row and nothing else", arguments: [(120, 40), (80, 24), (60, 16)])
  func oneRow(_ size: (Int, Int)) {
    var app = App(App.Setup(), size: Size(columns: size.0, rows: size.1))
    _ = app.update(.now(Timestamp(milliseconds: 1_000)))
    _ = app.update(.lists((0..<50).map(Self.record)))
    app.pane = .lists
    let before = app.draw()
    var record = Self.record(49)
    record.list.orders[0].status = .filled
    record.list.orders[0].venueStatus = "FILLED"
    record.list.orders[0].filled = 1
    _ = app.update(.lists([record]))
    let after = app.draw()
    let changed = (0..<size.1).filter { row in
      Array(before[row: row]) != Array(after[row: row])
    }
    // The leg's row, and the list's own where what it filled has room.
    #expect(changed.count <= 2)
    #expect(!changed.isEmpty)
    record.heard = Timestamp(milliseconds: 900)
    let again = app.draw()
    _ = app.update(.lists([record]))
    #expect(app.draw().text == again.text)
  }

  @Test("What is looked at stays where it stands while lists come in above")
  func anchored() {
    var app = App(App.Setup(), size: Size(columns: 80, rows: 24))
    _ = app.update(.lists((0..<100).map(Self.record)))
    app.pane = .lists
    for _ in 0..<40 { _ = app.update(.input(.key(Key(.down)))) }
    let before = app.draw().text.split(separator: "\n").dropFirst(2)
    _ = app.update(.lists((100..<103).map(Self.record)))
    let after = app.draw().text.split(separator: "\n").dropFirst(2)
    #expect(Array(before) == Array(after))
  }

  @Test("A filter is typed, narrowed, and taken away")
  func filters() throws {
    var run = try PaperRun(size: Size(columns: 80, rows: 24))
    _ = run.app.update(.lists((0..<100).map(Self.record)))
    run.app.pane = .lists
    run.press("/")
    run.type("kucoin eth")
    #expect(run.text.contains("/kucoin eth"))
    // python3: numbers below 100 that leave 3 by 5 and 0 by 3.
    #expect(run.text.contains("7 of 100"))
    run.press("enter", "f", "f")
    #expect(run.text.contains("only ended"))
    run.press("esc")
    #expect(run.app.board.filter.isEmpty)
    run.press("/")
    run.type("nothing of the kind")
    #expect(run.text.contains("No list matches"))
  }

  @Test(
    "Columns are dropped by importance, and what remains fits",
    arguments: [20, 40, 56, 76, 116, 196])
  func columns(_ width: Int) {
    let plan = ListColumn.plan(width)
    #expect(plan.contains { $0.column == .venue })
    #expect(plan.contains { $0.column == .status })
    if width >= 40 { #expect((plan.last?.range.upperBound ?? 0) <= width) }
    for (left, right) in zip(plan, plan.dropFirst()) {
      #expect(left.range.upperBound < right.range.lowerBound)
    }
  }
}

@Suite("Screens of lists, and of what is sent")
struct ListScreenTests {
  static let sizes = [(60, 16), (80, 24), (120, 40)]

  static func run(_ size: (Int, Int)) throws -> PaperRun {
    var run = try PaperRun(size: Size(columns: size.0, rows: size.1))
    run.show(VenueID("kucoin"))
    run.press("F2", "enter")
    run.show(VenueID("binance"))
    run.press("F2", "enter")
    run.app.log.isFresh = false
    return run
  }

  @Test("The panel", arguments: sizes)
  func panel(_ size: (Int, Int)) throws {
    let run = try Self.run(size)
    expectGolden(run.text, "lists-\(size.0)x\(size.1)")
  }

  @Test("A list in detail after a leg filled", arguments: sizes)
  func detail(_ size: (Int, Int)) throws {
    var run = try Self.run(size)
    run.press("down", "m", "enter")
    expectGolden(run.text, "list-detail-\(size.0)x\(size.1)")
  }

  @Test("The review", arguments: sizes)
  func review(_ size: (Int, Int)) throws {
    var run = try Self.run(size)
    run.press("F2")
    expectGolden(run.text, "review-\(size.0)x\(size.1)")
  }

  @Test("The confirmation of a cancel", arguments: sizes)
  func confirm(_ size: (Int, Int)) throws {
    var run = try Self.run(size)
    run.press("c")
    expectGolden(run.text, "confirm-cancel-\(size.0)x\(size.1)")
  }
}
