import Orders
import Screen
import Simulator
import TicketApp

/// The interactive program with the world behind it, and no terminal yet.
struct TicketSession: Sendable {
  private(set) var app: App
  private var world: any TicketWorld
  private var templates: any TemplateKeeper
  /// The time the program was last told.
  private var now: Timestamp?
  /// Told of every event, with the program before and after it; for those who read no screen.
  var listener: (@Sendable (App, AppEvent, App) -> Void)?

  init(_ app: App, _ world: any TicketWorld, templates: any TemplateKeeper) {
    self.app = app
    self.world = world
    self.templates = templates
  }

  /// When the world has something to do by itself; nil when it never will.
  var nextDuty: Timestamp? { world.nextDuty }

  /// Takes what happened, and all that follows from it; what is left concerns the terminal.
  mutating func take(_ events: [AppEvent]) -> [Effect] {
    var rest: [Effect] = []
    var waiting = events[...]
    while !waiting.isEmpty {
      perform(takeNews(&waiting), &waiting, &rest)
      guard let event = waiting.popFirst() else { break }
      if case .now(let now) = event { self.now = now }
      let before = listener.map { _ in app }
      let effects = app.update(event)
      if let listener, let before { listener(before, event, app) }
      perform(effects, &waiting, &rest)
    }
    return rest
  }

  /// Does what can be done here: what comes of it waits to be taken, the rest is the terminal's.
  private mutating func perform(
    _ effects: [Effect], _ waiting: inout ArraySlice<AppEvent>, _ rest: inout [Effect]
  ) {
    for effect in effects {
      if effect.isOfTheWorld {
        // A world at rest has not looked at its clock since: a request signed as of now would
        // come to it from the future.
        if effect.isTimed, let now { waiting += world.pass(now) }
        waiting += world.perform(effect)
      } else if let events = templates.perform(effect) {
        waiting += events
      } else {
        rest.append(effect)
      }
    }
  }

  /// Takes the news in front together, unless somebody wants to hear of each.
  private mutating func takeNews(_ waiting: inout ArraySlice<AppEvent>) -> [Effect] {
    let news = waiting.prefix(while: \.isNews)
    guard listener == nil, !news.isEmpty else { return [] }
    for case .now(let now) in news { self.now = now }
    waiting = waiting.dropFirst(news.count)
    return app.update(together: news)
  }

  mutating func take(_ input: Input) -> [Effect] { take([.input(input)]) }

  /// Lets time go on; nil when nothing happened meanwhile.
  mutating func pass(_ now: Timestamp) -> [Effect]? {
    let events = world.pass(now)
    return events.isEmpty ? nil : take([.now(now)] + events)
  }

  /// What the program is told first; what takes longer is due at once.
  mutating func begin(_ now: Timestamp) -> [Effect] { take([.now(now)] + world.begin()) }

  /// Others move a market; nil where it is not known.
  mutating func move(_ move: TapeMove) -> [Effect]? { world.move(move).map { take($0) } }

  /// Whom the world rings, from any thread, when it has something to tell.
  mutating func wake(by ring: @escaping @Sendable () -> Void) { world.wake(by: ring) }

  /// The program ends: what waits to be written down is, and threads are gone afterwards.
  mutating func finish() { world.finish() }

  func draw() -> Frame { app.draw() }
}
