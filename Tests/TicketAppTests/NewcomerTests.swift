import Client
import Orders
import Screen
import Testing

@testable import TicketApp

/// Whether the screen alone tells what to do next on paper, and keeps silent about it elsewhere.
@Suite("What the screen tells a newcomer")
struct NewcomerTests {
  private static let sizes = [Size(columns: 120, rows: 40), Size(columns: 80, rows: 24)]

  private static func lastRow(_ app: App) -> String {
    app.draw().text.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// The hint in the message line until the next key.
  private static let hint = ": m moves the market to a leg, c cancels it"

  @Test("The first list that is accepted says how to move and how to cancel", arguments: 0..<5)
  func firstAnswer(_ at: Int) throws {
    let venue = App(App.Setup(), size: Self.sizes[0]).venues[at]
    var run = try PaperRun(PaperFlowTests.ticket(for: venue), size: Self.sizes[1])
    run.show(venue.id)
    run.press("F2", "enter")
    // It finds room in 80 columns at every venue.
    #expect(Self.lastRow(run.app).contains("the list at \(venue.id) was accepted\(Self.hint)"))
    // What it says is so: the keys are told to no other pane, and the first leg is traded at.
    run.press("m")
    #expect(run.app.board.records.first?.list.orders.first?.status == .filled)
    #expect(run.app.board.openCount == 0)
  }

  @Test("Who moved the market once is not told again")
  func toldOnce() throws {
    var run = try PaperRun()
    run.press("F2", "enter")
    #expect(run.app.log.messages.last?.text.hasSuffix(Self.hint) == true)
    run.press("F2", "enter")
    #expect(run.app.log.messages.last?.text.hasSuffix(Self.hint) == true)
    run.press("m", "F6")
    run.trade(30_000)
    run.press("F2", "enter")
    #expect(run.app.log.messages.last?.text == "the list at binance was accepted")
  }

  @Test("A key of another pane says where it works")
  func keysOfOtherPanes() throws {
    var run = try PaperRun()
    run.press("F2", "enter", "F6")
    #expect(run.app.pane == .ticket)
    run.press("F6", "m")
    #expect(
      run.app.log.messages.last?.text
        == "Move the market: a key of the pane 'Order lists'; F6 goes there")
    #expect(run.app.board.openCount == 1)
    let count = run.app.log.messages.count
    run.press("%")
    #expect(run.app.log.messages.count == count)
  }

  @Test("The hint names the keys as a keymap file has them, and none where there is none")
  func otherKeys() throws {
    func said(_ keys: String) throws -> String? {
      var run = try PaperRun()
      var setup = run.app.setup
      setup.keymap = KeymapFile(Array(keys.utf8), file: "keys").keymap
      let news = run.world.begin()
      run.app = App(setup, size: Self.sizes[0])
      run.tell(.now(run.world.now))
      run.tell(news)
      run.press("F2", "enter")
      return run.app.log.messages.last?.text
    }
    #expect(try said("M = paper-trade\nm =\n")?.contains(": M moves the market to a leg") == true)
    #expect(try said("m =\n") == "the list at binance was accepted")
  }

  @Test("The key bar of the lists has the keys that are wanted first", arguments: sizes)
  func keyBar(_ size: Size) throws {
    var run = try PaperRun(size: size)
    run.press("F2", "enter", "down")
    for words in ["↑↓ row", "c cancel", "m move market", "? help"] {
      #expect(Self.lastRow(run.app).contains(words))
    }
  }

  @Test("Help and palette find the market by its name")
  func found() throws {
    var run = try PaperRun()
    run.press("?")
    run.type("market")
    #expect(run.text.contains("Move the market: Paper only"))
    run.press("esc", "esc", "ctrl-p")
    run.type("market")
    #expect(run.text.contains("Move the market"))
  }

  @Test("Where the market is not ours, no row speaks of moving it", arguments: [true, false])
  func others(_ isLive: Bool) {
    var setup = App.Setup(environment: isLive ? .live : .paper)
    setup.ownsMarkets = isLive
    var rehearsal = Rehearsal(200, 60, setup)
    rehearsal.app.pane = .lists
    #expect(!rehearsal.text.contains("market"))
    rehearsal.press("?")
    rehearsal.type("market")
    #expect(!rehearsal.text.contains("Move the market"))
    rehearsal.press("esc", "esc", "ctrl-p")
    rehearsal.type("move")
    #expect(!rehearsal.text.contains("Move the market"))
    rehearsal.press("esc", "m")
    let said = rehearsal.app.log.messages.last?.text
    #expect(said == "Move the market: only paper markets inside the program can be moved")
    let key = ListKey(VenueID("binance"), "td-oco-1")
    rehearsal.send(.outcome(.place(key), .accepted))
    #expect(rehearsal.app.log.messages.last?.text == "the list at binance was accepted")
  }

  @Test("After the market was moved the same ticket can be sent again, and cancelled at leisure")
  func again() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      var run = try PaperRun(seed: seed, tape: .walk)
      run.press("F2", "enter", "m")
      #expect(run.app.board.records.map(\.state) == [.done])
      for _ in 0..<5 { run.pass(1000) }
      run.tell(.now(run.world.now))
      run.press("F2", "enter")
      for _ in 0..<30 { run.pass(1000) }
      run.tell(.now(run.world.now))
      run.press("c", "enter")
      #expect(run.app.board.records.map(\.state) == [.done, .cancelled], "seed \(seed)")
    }
  }

  @Test("A list that ends while its cancel is looked at is not cancelled")
  func tooLate() throws {
    var run = try PaperRun()
    run.press("F2", "enter", "c")
    #expect(run.text.contains("Enter sends the cancel to binance"))
    run.trade(32_000)
    #expect(run.text.contains("✗ the list has ended: done"))
    #expect(run.text.contains("✗ the cancel cannot be sent   Esc back"))
    run.press("enter")
    #expect(Self.lastRow(run.app).contains("cannot be sent: the list has ended: done"))
  }

  @Test("From a review that cannot be sent, Esc goes to the field that is in the way")
  func toTheField() throws {
    var run = try PaperRun(size: Self.sizes[1])
    run.press("F2", "enter", "m", "F2")
    #expect(run.text.contains("cannot be sent to binance   Esc to leg 1 price"))
    run.press("enter")
    #expect(Self.lastRow(run.app).contains("would not take it; Esc goes to leg 1 price"))
    run.press("esc")
    #expect(run.app.pane == .ticket)
    #expect(run.app.focus.path == .legField(0, .price))
    #expect(Self.lastRow(run.app).contains("Enter repair"))
    run.press("enter", "F2", "enter")
    #expect(run.app.board.openCount == 1)
  }
}
