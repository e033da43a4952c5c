import Client
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("Suggestions for the symbol")
struct SuggestionTests {
  private func typed(_ text: String) -> Rehearsal {
    var rehearsal = Rehearsal()
    rehearsal.press("tab")
    rehearsal.type(text)
    return rehearsal
  }

  @Test(
    "They show while typing, and change nothing", arguments: ["e", "eth", "ethusdt", "ET", "zzz"])
  func shown(_ text: String) {
    let rehearsal = typed(text)
    #expect(rehearsal.app.form.instrument == text)
    #expect(rehearsal.app.suggestions.contains("ETH/USDT") == (text != "zzz"))
    #expect(rehearsal.text.contains("↳ ‹") == (text != "zzz"), "\(rehearsal.text)")
  }

  @Test("Tab, Enter or right takes it; the next Tab goes on", arguments: ["tab", "enter", "right"])
  func taken(_ key: String) {
    var rehearsal = typed("ethusdt")
    rehearsal.press(key)
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    #expect(rehearsal.app.focus.path == .instrument)
    #expect(rehearsal.app.suggestions.isEmpty)
    rehearsal.press("tab")
    #expect(rehearsal.app.focus.path == .side)
    rehearsal.press("alt-u")
    #expect(rehearsal.app.form.instrument == "BTC/USDT")
  }

  @Test("Down goes to another, and Tab takes that one")
  func another() {
    var rehearsal = typed("usdt")
    let second = rehearsal.app.suggestions.dropFirst().first
    rehearsal.press("down", "tab")
    #expect(rehearsal.app.form.instrument == second && second != nil)
  }

  @Test("What reads as an instrument is left as it was typed by the keys that go on")
  func untouched() {
    for text in ["BTC/USD", "ESH7", "ABC/XYZ"] {
      for key in ["tab", "enter"] {
        var rehearsal = typed(text)
        rehearsal.press(key)
        #expect(rehearsal.app.form.instrument == text)
        #expect(rehearsal.app.focus.path == .side)
      }
    }
  }

  @Test("A field that was only gone to suggests nothing")
  func fresh() {
    var rehearsal = Rehearsal()
    rehearsal.press("tab")
    #expect(rehearsal.app.suggestions.isEmpty)
    rehearsal.press("tab")
    #expect(rehearsal.app.focus.path == .side)
  }
}

@Suite("Live is loud")
struct LiveTests {
  @Test("A cancel on live wants a word that no single key types")
  func cancel() throws {
    let kucoin = VenueCatalogue.all[3]
    let keys = try kucoin.standInCredentials(.live)
    var rehearsal = Rehearsal(
      100, 34, App.Setup(environment: .live, credentials: [kucoin.id: keys]))
    var list = OrderList(venue: kucoin.id, status: .open)
    list.kind = .oco
    list.clientListID = "x"
    list.venueListID = "1"
    let instrument = Instrument.spot(base: "BTC", quote: "USDT")
    rehearsal.send(.lists([ListRecord(ListKey(kucoin.id, "x"), list, instrument: instrument)]))
    rehearsal.app.pane = .lists
    rehearsal.press("c")
    #expect(rehearsal.text.contains("type cancel BTC/USDT and Enter:"), "\(rehearsal.text)")
    #expect(rehearsal.text.contains("REAL ORDERS  are cancelled at kucoin"))
    for key in ["y", "n", "q", "enter"] {
      rehearsal.press(key)
      #expect(rehearsal.effects.isEmpty && rehearsal.app.overlays.count == 1, "\(key)")
    }
    rehearsal.press("backspace", "backspace", "backspace")
    rehearsal.paste("cancel BTC/USDT")
    rehearsal.press("enter")
    #expect(rehearsal.effects.isEmpty)
    rehearsal.type("cancel BTC/USDT")
    rehearsal.press("enter")
    guard case .cancel(let cancellation) = rehearsal.effects.first else {
      Issue.record("nothing was sent: \(rehearsal.said)")
      return
    }
    #expect(cancellation.requests.map(\.environment) == [.live])
  }

  @Test("Every window at every size says LIVE")
  func everywhere() {
    for (columns, rows) in [(30, 5), (60, 16), (80, 24), (120, 40), (200, 60)] {
      for command in AppCommand.all where command.name != "quit" {
        var rehearsal = Rehearsal(columns, rows, App.Setup(environment: .live))
        _ = rehearsal.app.run(command)
        let isSmall = rehearsal.app.isTooSmall
        let first = rehearsal.text.prefix { $0 != "\n" }
        #expect(
          first.contains(isSmall ? "LIVE" : "LIVE: REAL MONEY"), "\(command.name): \(first)")
        #expect(rehearsal.app.draw()[1, 0].paint.surface == .live)
      }
    }
  }

  @Test("The mouse is given to the terminal and taken back, and the screen says so")
  func mouse() {
    var rehearsal = Rehearsal()
    rehearsal.press("F9")
    #expect(rehearsal.effects == [.mouse(false)])
    #expect(rehearsal.text.contains("mouse off"))
    rehearsal.press("F9")
    #expect(rehearsal.effects == [.mouse(true)])
    #expect(!rehearsal.text.contains("mouse off"))
  }
}
