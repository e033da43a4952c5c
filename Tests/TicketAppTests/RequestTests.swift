import Exact
import Orders
import Screen
import Testing
import Venues

@testable import TicketApp

extension Rehearsal {
  /// Pastes a text as a terminal marks it.
  mutating func paste(_ text: String) { paste(Array(text.utf8)) }

  mutating func paste(_ bytes: [UInt8], count: Int? = nil) {
    send(.input(.paste(Paste(bytes: bytes, count: count ?? bytes.count, ending: .marked))))
  }

  var said: String { app.log.messages.last?.text ?? "" }
}

@Suite("Requests that are pasted and copied")
struct RequestTests {
  static let curl =
    "curl -X POST https://api.kucoin.com/api/v3/oco/order -H 'KC-API-KEY: k' -d "
    + "'{\"clientOid\":\"a\",\"side\":\"sell\",\"symbol\":\"ETH-USDT\",\"size\":\"0.5\","
    + "\"price\":\"2200\",\"stopPrice\":\"1900\",\"limitPrice\":\"1890\"}'"

  static let ether: [Decimal?] = [2200, 1890]

  @Test(
    "A request becomes the ticket wherever it is pasted, and undo takes it back",
    arguments: [[], ["tab"], ["F6"], [":"], ["F4"], ["alt-v"]])
  func anywhere(_ keys: [String]) {
    var rehearsal = Rehearsal()
    for key in keys { rehearsal.press(key) }
    let before = rehearsal.app.form
    rehearsal.paste(Self.curl)
    // Its prices are asked for, and nothing else.
    #expect(rehearsal.effects == [.watch([.spot(base: "ETH", quote: "USDT")])])
    #expect(rehearsal.app.overlays.isEmpty)
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    #expect(rehearsal.app.live.reading.ticket.legs.map(\.price) == Self.ether)
    #expect(rehearsal.app.venue.id == VenueID("kucoin"))
    #expect(rehearsal.said.hasPrefix("the ticket is now a curl command for KuCoin; undo takes it"))
    #expect(rehearsal.said.contains("its ids are left behind"))
    rehearsal.press("alt-u")
    #expect(rehearsal.app.form == before)
  }

  @Test("What cannot be read changes nothing, and the log says why")
  func unreadable() {
    for text in ["POST /nowhere\n\n{}", "{\"kind\":\"oco\"}", "curl -X POST 'x"] {
      for keys in [[], ["tab"], [":"], ["alt-v"]] {
        var rehearsal = Rehearsal()
        for key in keys { rehearsal.press(key) }
        let before = rehearsal.app.form
        rehearsal.paste(text)
        #expect(rehearsal.effects.isEmpty)
        #expect(rehearsal.app.form == before, "\(text)")
        #expect(rehearsal.said.hasPrefix("the paste is not taken: "), "\(rehearsal.said)")
      }
    }
  }

  @Test("A value still goes into the field that it is pasted into")
  func value() {
    var rehearsal = Rehearsal()
    rehearsal.press("tab", "tab", "tab")
    rehearsal.paste("0.25")
    #expect(rehearsal.app.form.quantity == "0.25")
  }

  @Test("A paste that was cut off, or holds keys, is refused and confirms nothing")
  func hostile() {
    var rehearsal = Rehearsal()
    rehearsal.paste(Array("{\"kind\":".utf8), count: 10 << 20)
    #expect(rehearsal.said == "the paste is not taken: 10485760 bytes are more than a request has")
    rehearsal.press("F2")
    rehearsal.paste(Self.curl)
    rehearsal.paste("\ry\n")
    #expect(rehearsal.effects.isEmpty)
    #expect(rehearsal.app.overlays.last is Review)
    #expect(rehearsal.app.form.instrument == "BTC/USDT")
    rehearsal.press("esc")
    rehearsal.paste("curl 'a\u{1B}[13~\r'")
    #expect(rehearsal.effects.isEmpty)
    #expect(rehearsal.said == "the paste is not taken: line 1 holds a control character")
  }

  @Test("Terminals that type a paste have it read when told")
  func typed() {
    var rehearsal = Rehearsal()
    rehearsal.press("alt-v")
    for line in Self.curl.split(separator: " ") { rehearsal.type(line + " ") }
    rehearsal.press("enter")
    #expect(rehearsal.app.form.instrument == "BTC/USDT")
    rehearsal.press("ctrl-d")
    #expect(rehearsal.app.form.instrument == "ETH/USDT")
    #expect(rehearsal.app.overlays.isEmpty)
  }

  @Test(
    "Each format is copied as it would be sent, with everything secret masked",
    arguments: [("copy-wire", "alt-w"), ("copy-curl", "alt-c"), ("copy-json", "alt-j")],
    [Environment.paper, .live])
  func copies(_ command: (name: String, key: String), _ environment: Environment) throws {
    for at in 0..<4 {
      var rehearsal = Rehearsal(80, 24, App.Setup(environment: environment))
      rehearsal.press("alt-\(at + 1)")
      rehearsal.press(command.key)
      guard case .copy(let text) = try #require(rehearsal.effects.first) else {
        Issue.record("\(command.name) copied nothing")
        continue
      }
      #expect(text.contains("••••"), "\(text)")
      #expect(!text.contains("paper-secret") && !text.contains("no-key"), "\(text)")
      let host = rehearsal.app.venue.hosts(in: environment)?.rest ?? "?"
      #expect(text.contains(host.split(separator: "/")[1]), "\(text)")
      #expect(rehearsal.said.contains("\(text.utf8.count) bytes, secrets and signature masked"))
      // What was copied can be pasted.
      rehearsal.app.form.legs[0].price = "1"
      rehearsal.paste(text)
      #expect(rehearsal.app.form.legs.contains { $0.price == "32000" }, "\(rehearsal.said)")
    }
  }

  @Test("Nothing is copied where there is no request, and the reason is said")
  func nothingToCopy() {
    var rehearsal = Rehearsal()
    rehearsal.press("alt-5", "alt-c")
    #expect(rehearsal.effects.isEmpty)
    #expect(rehearsal.said == "Copy as curl: Tradovate cannot take this ticket")
  }
}

@Suite("Payloads side by side")
struct AlignedPayloadTests {
  private func aligned(_ ticket: Ticket) -> (AlignedPayload, App) {
    let rehearsal = Rehearsal(120, 40, App.Setup(ticket: ticket))
    return (rehearsal.app.aligned, rehearsal.app)
  }

  /// The cell of a row's name and a venue.
  private func cell(_ row: String, _ venue: Int, _ ticket: Ticket = .example) -> String? {
    let (payload, app) = aligned(ticket)
    let key = payload.keys.first { payload.label($0, app.form) == row }
    return key.flatMap { payload.columns[venue].cells[$0]?.text }
  }

  @Test("What means the same stands in one row, in each venue's spelling")
  func rows() {
    #expect(cell("symbol", 0) == "symbol=BTCUSDT")
    #expect(cell("symbol", 1) == "instrument_name=BTC_USDT")
    #expect(cell("leg 2 trigger", 0) == "belowStopPrice=29000")
    #expect(cell("leg 2 trigger", 1) == "ref_price=29000")
    #expect(cell("leg 2 trigger", 2) == "triggerPrice=29000")
    #expect(cell("leg 2 trigger", 3) == "stopPrice=29000")
    #expect(cell("leg 2 price", 3) == "limitPrice=28900")
    #expect(cell("leg 1 price", 3) == "price=32000")
  }

  @Test("Every parameter of every draft is in its column, once or as said for several legs")
  func complete() {
    let future = Ticket(
      kind: .otoco, instrument: .future(product: "ES", month: "Z", year: "6"), side: .buy,
      quantity: 2,
      legs: [
        Leg(.limit, price: 6500), Leg(.limit, side: .sell, price: 6600),
        Leg(.stop, side: .sell, trigger: 6400),
      ])
    for ticket in [Ticket.example, future] {
      let (payload, app) = aligned(ticket)
      for (at, look) in app.live.looks.enumerated() {
        guard let draft = look.draft else {
          #expect(!payload.columns[at].obstacles.isEmpty)
          continue
        }
        let lines = PayloadLine.lines(of: draft).filter { !$0.value.isEmpty }
        let cells = payload.columns[at].cells.values
        for line in lines {
          // The symbol is in the row once, however often legs repeat it.
          let isSymbol = line.field?.meaning == .symbol
          #expect(
            line.field == nil || isSymbol || cells.contains { $0.line == line },
            "\(look.venue): \(line.name)")
        }
        let own = cells.filter { !$0.isRepeated }.map(\.line)
        #expect(Set(own).count == own.count)
      }
    }
  }

  @Test("Another spelling is no difference; another value is, and has a sign")
  func differences() throws {
    let (payload, app) = aligned(.example)
    let side = try #require(payload.keys.first { payload.label($0, app.form) == "leg 1 side" })
    #expect(payload.columns[3].cells[side]?.text == "side=sell")
    #expect(!payload.differs(side, 3, from: 0))
    let symbol = try #require(payload.keys.first { payload.label($0, app.form) == "symbol" })
    #expect(!payload.differs(symbol, 1, from: 0))
    let type = try #require(payload.keys.first { payload.label($0, app.form) == "leg 1 type" })
    #expect(payload.differs(type, 1, from: 0))
    #expect(!payload.differs(type, 0, from: 0))
    var rehearsal = Rehearsal(120, 40)
    rehearsal.press("F7")
    #expect(rehearsal.text.contains("≠type=LIMIT"))
  }

  @Test("The chosen venue is in sight at every size, and what is not is counted")
  func sideways() {
    for (columns, rows) in [(60, 16), (80, 24), (120, 40), (200, 60)] {
      var rehearsal = Rehearsal(columns, rows)
      rehearsal.press("F7")
      for venue in rehearsal.app.venues {
        #expect(rehearsal.app.venue.id == venue.id)
        #expect(rehearsal.text.contains("›\(rehearsal.app.venueAt + 1) \(venue.id.name)"))
        if venue.id == VenueID("tradovate") {
          #expect(rehearsal.text.contains("– Tradovate lists"), "\(rehearsal.text)")
          if columns == 60 { #expect(rehearsal.text.contains("‹ 4 more")) }
        } else if columns == 60 {
          #expect(rehearsal.text.contains("more ›"))
        }
        rehearsal.press("right")
      }
    }
  }

  @Test("The cursor tells the field, what was typed, its rounding, and the source in both views")
  func provenance() {
    for isAligned in [false, true] {
      var rehearsal = Rehearsal(120, 40)
      rehearsal.press("tab", "tab", "tab", "tab", "tab")
      rehearsal.type("last*1.0000001")
      rehearsal.press("F6")
      rehearsal.press("alt-z")
      if isAligned { rehearsal.press("F7") }
      let lines = 20
      var isFound = false
      for _ in 0..<lines where !isFound {
        rehearsal.press("down")
        isFound =
          rehearsal.text.contains("← leg 1 price  typed last*1.0000001 = 30000 rounded from")
          && rehearsal.text.contains("rest-api.md, New Order list - OCO, abovePrice")
      }
      #expect(isFound, "\(isAligned): \(rehearsal.text)")
    }
  }

  @Test("Zoom gives the pane the screen, and back")
  func zoom() {
    var rehearsal = Rehearsal(120, 40)
    let before = rehearsal.text
    rehearsal.press("alt-z")
    #expect(rehearsal.text.contains("Ticket") && !rehearsal.text.contains("Order lists"))
    rehearsal.press("alt-z")
    #expect(rehearsal.text == before)
  }
}
