import Screen
import Testing

@testable import TicketApp

@Suite("Screens of the windows around the ticket")
struct CommandScreenTests {
  struct Scene: Sendable, CustomTestStringConvertible {
    let name: String
    let keys: @Sendable (inout Rehearsal) -> Void
    var testDescription: String { name }
  }

  static let scenes: [Scene] = [
    Scene(name: "help") { $0.press("F1") },
    Scene(name: "help-search") { rehearsal in
      rehearsal.press("F1")
      rehearsal.type("leg")
    },
    Scene(name: "palette") { $0.press("ctrl-p") },
    Scene(name: "palette-search") { rehearsal in
      rehearsal.press("ctrl-p")
      rehearsal.type("btc")
    },
    Scene(name: "command") { $0.press(":") },
    Scene(name: "command-flaw") { rehearsal in
      rehearsal.press(":")
      rehearsal.type("venue kukoin")
      rehearsal.press("enter")
    },
    Scene(name: "quick") { $0.press("F4") },
    Scene(name: "quick-flaw") { rehearsal in
      rehearsal.press("F4", "ctrl-u")
      rehearsal.type("buy otoco 0.01 eth/usdt 1900 / 22x00 / 1800 1790")
    },
    Scene(name: "quick-otoco") { rehearsal in
      rehearsal.press("F4", "ctrl-u")
      rehearsal.type("buy otoco risk 100 eth/usdt last-2% / 2R / stop 1800 by mark")
    },
    Scene(name: "templates") { rehearsal in
      rehearsal.press("F5")
      rehearsal.send(.templates(templates))
      rehearsal.press("down")
    },
    Scene(name: "templates-delete") { rehearsal in
      rehearsal.press("F5")
      rehearsal.send(.templates(templates))
      rehearsal.press("d")
    },
    Scene(name: "log") { rehearsal in
      rehearsal.app.log.say("the list at binance was accepted", .good, at: rehearsal.app.feed.now)
      rehearsal.app.log.say("the stream of kucoin was cut", .warning, at: rehearsal.app.feed.now)
      rehearsal.send(.failed("the list at bingx was refused: \u{1B}[31minsufficient balance"))
      rehearsal.press("F8")
    },
  ]

  static let templates = [
    Template("breakout", .example),
    Template(
      "dip",
      (try? QuickLine.read("buy otoco 0.5 eth/usdt 1900 / 2200 / 1800 1790"))
        .map { $0.read(FormWorld()).ticket } ?? .example),
  ]

  static let sizes = [(60, 16), (80, 24), (120, 40), (200, 60)]

  @Test("Every window at every size", arguments: scenes, sizes)
  func screens(_ scene: Scene, _ size: (Int, Int)) {
    var rehearsal = Rehearsal(size.0, size.1)
    scene.keys(&rehearsal)
    let app = rehearsal.app
    // The windows alone: what lies behind them is others' to hold.
    var frame = Frame(app.size)
    let parts = frame.area.rows([.fixed(1), .flexible(), .fixed(1)])
    for overlay in app.overlays { overlay.draw(app, in: parts[1], &frame) }
    let hints = app.overlays.last?.hints ?? app.hints
    frame.write(KeyBar.line(hints, columns: size.0), in: parts[2])
    expectGolden(frame.text, "\(scene.name)-\(size.0)x\(size.1)")
  }
}
