import Client
import Exact
import Orders
import Paper
import Screen
import Simulator
import Testing
import Venues

@testable import TicketApp

/// What holds of every screen, whatever was typed and however large the window is.
@Suite("Laws of the screen") struct ScreenLawTests {
  @Test(
    "Random hands at random sizes break nothing and send nothing unseen", arguments: 0..<24)
  func randomHands(_ seed: UInt64) throws {
    var hands = RandomHands(seed: seed)
    let start = Timestamp(milliseconds: 1_780_315_200_000)
    var world = try PaperMarkets(seed: seed, tape: .still, now: start)
    var app = App(App.Setup(seed: seed), size: hands.size())
    for effect in app.update(.now(start)) {
      guard let command = effect.command else { continue }
      for news in world.perform(command) { _ = app.update(AppEvent(news)) }
    }
    for news in world.begin() { _ = app.update(AppEvent(news)) }
    for _ in 0..<120 where !app.isEnded {
      let event = hands.event()
      let wasReviewing = app.overlays.last is Review
      let wasTooSmall = app.isTooSmall
      let form = app.form
      var waiting = app.update(event)
      for effect in waiting {
        guard case .place(let placement) = effect else { continue }
        #expect(wasReviewing && !wasTooSmall, "seed \(seed): sent unseen by \(event)")
        #expect(event.isKey, "seed \(seed): sent by \(event)")
        #expect(placement.ticket.legs.isEmpty == false)
      }
      if wasTooSmall, event.isFromHands {
        #expect(app.form == form, "seed \(seed): changed unseen by \(event)")
      }
      while !waiting.isEmpty {
        let effects = waiting
        waiting = []
        for effect in effects {
          for news in world.perform(effect) { waiting += app.update(AppEvent(news)) }
        }
      }
      expectSound(app, "seed \(seed) after \(event)")
    }
  }

  @Test(
    "Every field of every kind has its room, beside its label or below",
    arguments: [(60, 16), (80, 24), (120, 40), (200, 60)])
  func roomForFields(_ columns: Int, _ rows: Int) {
    for venue in VenueCatalogue.all.indices {
      var hands = Rehearsal(columns, rows)
      hands.app.venueAt = venue
      hands.press("alt-o")
      for _ in Kind.allCases {
        expectRoom(hands.app)
        hands.press("right")
      }
    }
  }

  /// Its digits would be read as those of the next field.
  @Test(
    "What a typed sum comes to stands whole before the next field",
    arguments: [(60, 16), (80, 24), (120, 40)])
  func roomForAnswers(_ columns: Int, _ rows: Int) {
    var hands = Rehearsal(columns, rows)
    hands.app.focus = FormFocus(.legField(1, .trigger))
    hands.type("last-3%")
    let text = hands.app.draw().text
    #expect(text.contains(" = 29,100 "), "\(text)")
    #expect(text.contains("limit 28900"), "\(text)")
    expectRoom(hands.app)
    expectSound(hands.app, "a typed sum")
  }

  private func expectRoom(_ app: App) {
    let area = Frame(app.size, charset: .unicode).area
    guard let pane = app.layout(of: area).panes.first(where: { $0.0 == .ticket })?.1 else {
      Issue.record("no ticket is shown")
      return
    }
    let inside = pane.inset(columns: 1, rows: 1)
    let plan = TicketPlan(app, inside)
    for place in plan.places {
      #expect(place.value + place.width <= inside.size.columns, "\(place.field.path)")
      #expect(place.width >= 3)
      for heading in plan.headings where heading.row == place.row {
        #expect(1 + heading.text.count < place.label, "\(heading.text) at \(app.size)")
      }
    }
  }

  @Test("One cell and one row are screens, too", arguments: [(1, 1), (1, 40), (200, 1), (59, 15)])
  func tiny(_ columns: Int, _ rows: Int) throws {
    var app = App(App.Setup(), size: Size(columns: columns, rows: rows))
    for news in PaperMarkets.start { _ = app.update(AppEvent(news)) }
    expectSound(app, "\(columns)x\(rows)")
    #expect(app.draw().text.hasPrefix(columns > 40 ? "PAPER BTC/USDT 30,000 0 open" : ""))
  }

  @Test("A notice keeps what is in doubt before all but the environment")
  func notice() {
    var app = App(App.Setup(environment: .live), size: Size(columns: 44, rows: 5))
    let instrument = Instrument.spot(base: "BTC", quote: "USDT")
    _ = app.update(.market(VenueCatalogue.all[0].id, instrument, Market(last: 30_000)))
    var list = OrderList(venue: VenueCatalogue.all[0].id, status: .unknown)
    list.kind = .oco
    _ = app.update(
      .lists([ListRecord(ListKey(VenueCatalogue.all[0].id, "x"), list, isInDoubt: true)]))
    #expect(app.draw().text.hasPrefix("LIVE BTC/USDT 30,000 0 open 1 in doubt\n"))
    _ = app.update(.input(.resize(columns: 20, rows: 3)))
    #expect(app.draw().text == "LIVE 1 in doubt\n60 × 16\n\n")
  }

  /// The frame has the window's size, wide characters have both their halves, boxes are closed, and
  /// the environment is in sight.
  private func expectSound(
    _ app: App, _ what: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let frame = app.draw()
    #expect(frame.size == app.size, "\(what)", sourceLocation: sourceLocation)
    #if DEBUG
      #expect(frame.clashes == 0, "\(what): \(frame.text)", sourceLocation: sourceLocation)
    #endif
    for row in 0..<frame.size.rows {
      let cells = Array(frame[row: row])
      let isWhole = cells.indices.allSatisfy { at in
        let isHalved =
          cells[at].glyph.isWide != (at + 1 < cells.count && cells[at + 1].glyph.isContinuation)
        return !isHalved
      }
      #expect(isWhole, "\(what): row \(row)", sourceLocation: sourceLocation)
    }
    let first = frame.text.prefix { $0 != "\n" }
    let environment = app.isTooSmall ? "PAPER".prefix(min(5, app.size.columns - 1)) : "PAPER"
    #expect(first.contains(environment), "\(what): \(first)", sourceLocation: sourceLocation)
    guard !app.isTooSmall, app.overlays.isEmpty else { return }
    for (pane, area) in app.layout(of: frame.area).panes {
      let box = area.visible
      let corners = [
        (box.column, box.row, "┌"), (box.right - 1, box.row, "┐"),
        (box.column, box.bottom - 1, "└"), (box.right - 1, box.bottom - 1, "┘"),
      ]
      for (column, row, corner) in corners {
        #expect(
          frame[column, row].glyph.base == corner.unicodeScalars.first,
          "\(what): \(pane) at \(column),\(row)", sourceLocation: sourceLocation)
      }
      for row in box.row + 1..<box.bottom - 1 {
        for column in [box.column, box.right - 1] {
          let base = frame[column, row].glyph.base.map(String.init) ?? ""
          #expect(
            ["│", "┃"].contains(base), "\(what): \(pane) at \(column),\(row)",
            sourceLocation: sourceLocation)
        }
      }
    }
  }
}

extension PaperMarkets {
  /// Does what the program wants of the paper world.
  fileprivate mutating func perform(_ effect: Effect) -> [ClientNews] {
    if case .trade(let instrument, let price) = effect { return trade(instrument, at: price) }
    return effect.command.map { perform($0) } ?? []
  }
}

extension AppEvent {
  fileprivate var isKey: Bool { if case .input(.key) = self { true } else { false } }

  fileprivate var isFromHands: Bool {
    switch self {
    case .input(.key), .input(.mouse), .input(.paste): true
    default: false
    }
  }
}

/// Somebody who does anything at all, the same for the same seed.
private struct RandomHands {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private mutating func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(bound)) }
  private mutating func pick<T>(_ list: [T]) -> T { list[below(list.count)] }

  private static let sizes = [(60, 16), (80, 24), (120, 40), (200, 60), (100, 30), (61, 17)]

  mutating func size() -> Size {
    if below(3) == 0 { return Size(columns: 1 + below(220), rows: 1 + below(70)) }
    let (columns, rows) = pick(Self.sizes)
    return Size(columns: columns, rows: rows)
  }

  private static let typed = Array("0123456789.,%+-/ :klastriRu漢é\u{301}q?yn".unicodeScalars)
  private static let codes: [Key.Code] = [
    .enter, .enter, .tab, .tab, .tab, .backspace, .escape, .up, .down, .left, .right, .home, .end,
    .pageUp, .pageDown, .insert, .delete,
  ]

  mutating func event() -> AppEvent {
    switch below(20) {
    case 0:
      let size = size()
      return .input(.resize(columns: size.columns, rows: size.rows))
    case 1:
      return .input(.mouse(Mouse(.press(.left), column: below(220), row: below(70))))
    case 2:
      let isRequest = below(2) == 0
      let bytes =
        isRequest ? Array(RequestTests.curl.utf8) : (0..<below(40)).map { _ in UInt8(below(256)) }
      return .input(.paste(Paste(bytes: bytes, count: bytes.count, ending: .marked)))
    case 3:
      return .market(
        pick(VenueCatalogue.ids), .spot(base: "BTC", quote: "USDT"),
        Market(last: Decimal(1 + below(100_000))))
    case 4...8: return .input(.key(Key(.character(pick(Self.typed)))))
    case 9...12: return .input(.key(Key(pick(Self.codes), below(6) == 0 ? .shift : [])))
    case 13: return .input(.key(Key(.function(2))))
    case 14: return .input(.unknown([0x1B, 0x5B]))
    default:
      let command = pick(AppCommand.all.filter { !["quit"].contains($0.name) && !$0.keys.isEmpty })
      return .input(.key(pick(command.keys).key))
    }
  }
}
