import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

@Suite("Windows around the ticket")
struct CommandWindowTests {
  @Test("A window takes keys, and signals go past it")
  func signals() {
    var rehearsal = Rehearsal()
    rehearsal.press("ctrl-p")
    rehearsal.send(.input(.suspend))
    #expect(rehearsal.effects == [.suspend] && rehearsal.app.overlays.count == 1)
    rehearsal.press("ctrl-z")
    #expect(rehearsal.effects == [.suspend])
    rehearsal.send(.input(.terminate(signal: 15)))
    #expect(rehearsal.effects == [.quit] && rehearsal.app.isEnded)
  }

  @Test("Help is there in every window, about that window, and goes back to it")
  func helpInWindows() {
    var rehearsal = Rehearsal()
    rehearsal.press("F4", "F1")
    #expect(rehearsal.app.overlays.count == 2)
    #expect(rehearsal.text.contains("/ quick entry"))
    rehearsal.press("esc", "esc")
    #expect(rehearsal.app.overlays.count == 1)
    #expect(rehearsal.text.contains("a whole ticket in one line"))
  }

  @Test("Every window is left by esc and by ctrl-c, and neither ends the program")
  func leaving() {
    for key in ["F1", "ctrl-p", ":", "F4", "F5", "F8"] {
      for leave in ["esc", "ctrl-c"] {
        var rehearsal = Rehearsal()
        rehearsal.press(key)
        #expect(rehearsal.app.overlays.count == 1, "\(key)")
        rehearsal.press(leave)
        #expect(rehearsal.app.overlays.isEmpty && !rehearsal.app.isEnded, "\(key) \(leave)")
      }
    }
  }

  @Test("An unknown key does nothing in any window")
  func unknownKeys() {
    for key in ["F1", "ctrl-p", ":", "F4", "F5", "F8"] {
      var rehearsal = Rehearsal()
      rehearsal.press(key)
      let before = rehearsal.text
      rehearsal.press("F11", "alt-z", "ctrl-]", "ins")
      #expect(rehearsal.text == before && rehearsal.effects.isEmpty, "\(key)")
    }
  }

  @Test("Every command, verb, amount and sign is in the help, with why it cannot be done now")
  func helpIsWhole() {
    let app = Rehearsal().app
    let entries = HelpContent.sections(app).flatMap(\.entries)
    for command in AppCommand.all {
      let entry = entries.first { $0.title == command.title.string }
      #expect(
        entry?.text == command.help.string && entry?.obstacle == command.obstacle(app)?.string)
      for chord in command.keys { #expect(entry?.key.contains(chord.name) == true) }
    }
    for verb in LineVerb.all { #expect(entries.contains { $0.key.hasPrefix(":\(verb.name) ") }) }
  }

  @Test("What the help says can be typed can be typed")
  func helpIsTrue() throws {
    for (text, _) in HelpContent.amounts { _ = try Amount(text) }
    for (text, _) in HelpContent.sizes { _ = try SizeText(text, quote: "USDT") }
    for (text, _) in HelpContent.quickLines { _ = try QuickLine.read(text) }
  }

  @Test("A paste of several lines types nothing and runs nothing")
  func pastes() {
    let bytes = Array("undo\nquit\n".utf8)
    for key in [":", "F4", "ctrl-p", "F1"] {
      var rehearsal = Rehearsal()
      rehearsal.press(key, "ctrl-u")
      let count = rehearsal.app.overlays.count
      rehearsal.send(
        .input(.paste(Paste(bytes: bytes, count: bytes.count, ending: .marked))))
      #expect(rehearsal.app.overlays.count == count && !rehearsal.app.isEnded, "\(key)")
      #expect(!rehearsal.text.contains("undoquit"), "\(key)")
    }
  }
}

@Suite("The log")
struct LogTests {
  private func filled() -> Rehearsal {
    var rehearsal = Rehearsal()
    for number in 1...50 { rehearsal.send(.done("message \(number).")) }
    rehearsal.press("F8")
    return rehearsal
  }

  @Test("It opens at the newest, goes to the oldest, and follows what is said")
  func scrolls() {
    var rehearsal = filled()
    #expect(rehearsal.text.contains("message 50.") && !rehearsal.text.contains("message 30."))
    rehearsal.send(.done("message 51."))
    #expect(rehearsal.text.contains("message 51."))
    rehearsal.press("home")
    #expect(rehearsal.text.contains(" message 1.") && !rehearsal.text.contains("message 51."))
    rehearsal.press("end")
    #expect(rehearsal.text.contains("message 51."))
  }

  @Test("What is read stays where it is while more is said")
  func stays() {
    var rehearsal = filled()
    rehearsal.press("pgup", "up")
    let middle = rehearsal.app.draw()
    rehearsal.send(.done("message 51."))
    let after = rehearsal.app.draw()
    let same = (2..<20).allSatisfy {
      middle[row: $0].dropLast(2).elementsEqual(after[row: $0].dropLast(2))
    }
    #expect(same)
    rehearsal.press("pgdn", "pgdn")
    #expect(rehearsal.text.contains("message 51."))
  }
}

@Suite("The palette")
struct PaletteTests {
  @Test("A few letters find a command, and enter runs it")
  func runs() {
    var rehearsal = Rehearsal()
    rehearsal.press("ctrl-p")
    rehearsal.type("turn")
    rehearsal.press("enter")
    #expect(rehearsal.app.form.side == .buy && rehearsal.app.overlays.isEmpty)
  }

  @Test("One that cannot be run says why, and the window stays")
  func disabled() {
    var rehearsal = Rehearsal()
    rehearsal.press("ctrl-p")
    rehearsal.type("undo")
    #expect(rehearsal.text.contains("– nothing was changed"))
    rehearsal.press("enter")
    #expect(rehearsal.app.overlays.count == 1)
    #expect(rehearsal.app.log.messages.last?.text == "Undo: nothing was changed")
  }

  @Test("Instruments and venues are found, too")
  func places() {
    var rehearsal = Rehearsal()
    rehearsal.press("ctrl-p")
    rehearsal.type("eth")
    rehearsal.press("enter")
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    rehearsal.press("ctrl-p")
    rehearsal.type("kucoin")
    rehearsal.press("enter")
    #expect(rehearsal.app.venue.id.name == "kucoin")
  }

  @Test("Every entry is a line that the command line takes")
  func lines() {
    let app = Rehearsal().app
    for entry in PaletteEntry.found("", in: app) where entry.obstacle == nil {
      var copy = app
      do {
        _ = try copy.runLine(entry.line)
      } catch {
        Issue.record("\(entry.line): \(error.sentence)")
      }
    }
  }
}

@Suite("The command line")
struct CommandLineTests {
  private func run(_ line: String, _ rehearsal: inout Rehearsal) {
    rehearsal.press(":")
    rehearsal.type(line)
    rehearsal.press("enter")
  }

  @Test("Names with what they take do what they say")
  func verbs() {
    var rehearsal = Rehearsal()
    run("venue kucoin", &rehearsal)
    #expect(rehearsal.app.venue.id.name == "kucoin")
    run("venue 2", &rehearsal)
    #expect(rehearsal.app.venueAt == 1)
    run("kind otoco", &rehearsal)
    #expect(rehearsal.app.form.kind == .otoco && rehearsal.app.form.legs.count == 3)
    run("side sell", &rehearsal)
    #expect(rehearsal.app.form.side == .sell)
    run("goto eth/usdt", &rehearsal)
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    run("pane payload", &rehearsal)
    #expect(rehearsal.app.pane == .payload)
    run("theme light", &rehearsal)
    #expect(rehearsal.effects == [.theme("light")])
    run("sell oco 0.02 btc/usdt 33000 / 29000 28900", &rehearsal)
    #expect(rehearsal.app.form.quantity == "0.02" && rehearsal.app.form.kind == .oco)
    run("undo", &rehearsal)
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    run("quit", &rehearsal)
    #expect(rehearsal.effects == [.quit])
  }

  @Test("A field is set by its name; a leg's by its number, or where the cursor is")
  func setting() {
    var rehearsal = Rehearsal()
    run("set price 32.5k", &rehearsal)
    #expect(rehearsal.app.form.legs[0].price == "32.5k")
    #expect(rehearsal.app.focus.path == .leg(0, .price))
    run("set 2.limit last - 5%", &rehearsal)
    #expect(rehearsal.app.form.legs[1].price == "last - 5%")
    run("set quantity risk 100", &rehearsal)
    #expect(rehearsal.app.form.quantity == "risk 100")
    run("set 1.type limit-maker", &rehearsal)
    #expect(rehearsal.app.form.legs[0].type == .limitMaker)
    run("set kucoin.remark breakout", &rehearsal)
    #expect(rehearsal.app.form[text: .option("kucoin.remark")] == "breakout")
    // The cursor decides between legs, when it is in one of them.
    rehearsal.app.focus.go(to: .leg(1, .trigger), text: nil)
    run("set tif gtc", &rehearsal)
    #expect(rehearsal.app.form.legs[1].timeInForce == .gtc)
  }

  @Test(
    "What cannot be done is said in a sentence, and the line stays",
    arguments: [
      ("venu kucoin", "'venu' is no command; did you mean venue?"),
      ("venue", "say which venue"),
      ("venue kucoin now", "'now' is too much here"),
      ("undo", "Undo: nothing was changed"), ("log now", "'log' takes nothing after it"),
      ("goto btcusdt", "'btcusdt' is not a pair such as BTC/USDT"),
      ("set tif gtc", "'tif' is in several legs: say 1.tif or 2.tif"),
      ("set prize 1", "'prize' is no field of this ticket"),
      ("set side up", "'up' is not buy or sell"),
      ("sell oco", "then the size"), ("template x", "the templates were not read yet"),
      ("save ", "a template needs a name"),
    ])
  func flaws(_ line: String, _ sentence: String) {
    var rehearsal = Rehearsal(120, 40)
    run(line, &rehearsal)
    #expect(rehearsal.app.overlays.count == 1)
    #expect(rehearsal.text.contains("✗ \(sentence)"), "\(rehearsal.text)")
    #expect(rehearsal.app.form == TicketForm(.example) && rehearsal.effects.isEmpty)
  }

  @Test("Tab completes as far as all agree, and then shows one after the other")
  func completion() {
    var rehearsal = Rehearsal()
    rehearsal.press(":")
    rehearsal.type("ven")
    rehearsal.press("tab")
    #expect(rehearsal.text.contains(":venue"))
    rehearsal.type(" ")
    rehearsal.press("tab", "tab")
    #expect(rehearsal.text.contains(":venue crypto-com"))
    rehearsal.press("shift-tab")
    #expect(rehearsal.text.contains(":venue binance"))
    rehearsal.press("enter")
    #expect(rehearsal.app.venueAt == 0 && rehearsal.app.overlays.isEmpty)
    rehearsal.press(":")
    rehearsal.type("sell oco 1 bt")
    rehearsal.press("tab")
    #expect(rehearsal.text.contains(":sell oco 1 btc/usd"))
  }

  @Test("Earlier lines come back with up, those that begin as typed")
  func history() {
    var rehearsal = Rehearsal()
    run("venue kucoin", &rehearsal)
    run("kind oto", &rehearsal)
    rehearsal.press(":", "up")
    #expect(rehearsal.text.contains(":kind oto"))
    rehearsal.press("up")
    #expect(rehearsal.text.contains(":venue kucoin"))
    rehearsal.press("down", "down")
    #expect(!rehearsal.text.contains(":kind oto"))
    rehearsal.type("v")
    rehearsal.press("up")
    #expect(rehearsal.text.contains(":venue kucoin"))
  }

  @Test("A colon in a field that has none opens the command line, and is typed where it belongs")
  func colon() {
    var rehearsal = Rehearsal()
    rehearsal.app.focus.go(to: .quantity, text: "0.01")
    rehearsal.press(":")
    #expect(rehearsal.app.overlays.count == 1 && rehearsal.app.form.quantity == "0.01")
    rehearsal.press("esc")
    rehearsal.app.focus.go(to: .instrument, text: "BTC/USDT")
    rehearsal.press("?", "esc")
    #expect(rehearsal.app.form.instrument == "BTC/USDT")
    rehearsal.app.change { $0.legs[0].timeInForce = .gtd }
    rehearsal.app.focus.go(to: .leg(0, .expire), text: "")
    rehearsal.type("21:00")
    #expect(rehearsal.app.form.legs[0].expire == "21:00")
  }
}

@Suite("The quick entry")
struct QuickEntryTests {
  @Test("A line becomes the form, and can be taken back in one step")
  func becomes() {
    var rehearsal = Rehearsal()
    rehearsal.press("F4", "ctrl-u")
    rehearsal.type("buy otoco 0.01 eth/usdt 1900 / 2200 / 1800 1790")
    rehearsal.press("enter")
    #expect(rehearsal.app.overlays.isEmpty)
    #expect(rehearsal.app.live.reading.ticket.resolvedLegs.map(\.side) == [.buy, .sell, .sell])
    rehearsal.press("alt-u")
    #expect(rehearsal.app.form == TicketForm(.example))
  }

  @Test("A line that does not read changes nothing, and stays")
  func flawed() {
    var rehearsal = Rehearsal()
    rehearsal.press("F4")
    rehearsal.type(" x")
    rehearsal.press("enter")
    #expect(rehearsal.app.overlays.count == 1)
    #expect(rehearsal.app.form == TicketForm(.example))
  }

  @Test("It begins with the present ticket, and says which options a line leaves behind")
  func begins() {
    var rehearsal = Rehearsal()
    rehearsal.app.change { $0[text: .option("kucoin.remark")] = "mine" }
    rehearsal.press("F4")
    #expect(rehearsal.text.contains("› sell oco 0.01 BTC/USDT 32000 / 29000 28900"))
    #expect(rehearsal.text.contains("! 1 option of the present ticket: left behind"))
    rehearsal.press("enter")
    #expect(rehearsal.app.form.options.isEmpty)
  }

  @Test("What it would become is worked out with the market, and with every venue")
  func live() {
    var rehearsal = Rehearsal(120, 40)
    rehearsal.press("F4", "ctrl-u")
    rehearsal.type("sell oco 0.01 btc/usdt last+2% / 29000 28900")
    // 30000 and two percent.
    #expect(rehearsal.text.contains("sell limit at last+2% = 30,600"))
    #expect(rehearsal.text.contains("✓ binance"))
    #expect(rehearsal.text.contains("✗ tradovate:"))
  }
}
