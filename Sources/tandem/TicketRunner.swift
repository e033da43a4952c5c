import Orders
import Screen
import TicketApp

/// Joins the program to a terminal: what happened goes in, frames and effects come out.
struct TicketRunner {
  private let terminal: Terminal
  private let loop: EventLoop
  private let desk: TicketDesk
  private var session: TicketSession
  /// As it was chosen, for reading it again.
  private var themeName: String
  private var theme: Theme
  private var sheet: StyleSheet
  private var watch: FolderWatch?
  private var isDirty = true

  init(
    _ terminal: Terminal, _ session: TicketSession, _ desk: TicketDesk,
    theme: (name: String, theme: Theme)
  ) throws(TerminalError) {
    self.terminal = terminal
    self.session = session
    self.desk = desk
    themeName = theme.name
    self.theme = theme.theme
    loop = try EventLoop(terminal)
    sheet = theme.theme.styles(at: terminal.depth)
    let waker = loop.waker
    self.session.wake { waker.wake() }
  }

  /// Tells the program what is so at the start.
  mutating func begin(_ remarks: [AppEvent]) {
    session.begin(desk.now).forEach { perform($0) }
    perform(remarks)
  }

  /// Runs until the program is left; the terminal is given back by whoever took it.
  mutating func run() {
    show()
    watchThemes()
    while !session.app.isEnded {
      let inputs = loop.next(timeout: wait)
      if pass() { isDirty = true }
      if !inputs.isEmpty { take(inputs) }
      show()
    }
    session.finish()
  }

  /// Milliseconds until the world has something to do; nil waits for the trader alone.
  private var wait: Int? {
    session.nextDuty.map { duty in
      Int(clamping: max(0, duty.milliseconds - desk.now.milliseconds))
    }
  }

  private mutating func pass() -> Bool {
    guard let duty = session.nextDuty, duty <= desk.now else { return false }
    guard let effects = session.pass(desk.now) else { return false }
    effects.forEach { perform($0) }
    return true
  }

  private mutating func take(_ inputs: [Input]) {
    perform([.now(desk.now)])
    let wasTooSmall = session.app.isTooSmall
    for input in Self.inOrder(inputs) where !session.app.isEnded {
      if case .readable(let descriptor) = input, descriptor == watch?.descriptor {
        reloadTheme()
      } else {
        perform([.input(input)])
      }
    }
    isDirty = true
    if wasTooSmall, !session.app.isTooSmall { dropUnseen() }
  }

  /// A ticket that comes into sight is shown before any key is heard: what was typed until then was
  /// typed at a notice.
  private mutating func dropUnseen() {
    show()
    let late = loop.next(timeout: 0).filter { !$0.isFromHands }
    if !late.isEmpty { take(late) }
  }

  /// What was typed in the same breath as the window changed was typed at the old one: in doubt a
  /// key is lost rather than heard by a ticket that was not seen.
  private static func inOrder(_ inputs: [Input]) -> [Input] {
    let isSize = { (input: Input) in if case .resize = input { true } else { false } }
    return inputs.filter { !isSize($0) } + inputs.filter(isSize)
  }

  /// Draws once for all that happened since the last time.
  private mutating func show() {
    if terminal.size != session.app.size {
      perform([.input(.resize(columns: terminal.size.columns, rows: terminal.size.rows))])
      isDirty = true
    }
    guard isDirty, !session.app.isEnded else { return }
    isDirty = false
    terminal.show(session.draw(), sheet)
  }

  // MARK: Effects

  private mutating func perform(_ events: [AppEvent]) {
    session.take(events).forEach { perform($0) }
  }

  private mutating func perform(_ effect: Effect) {
    switch effect {
    case .suspend: terminal.suspend()
    case .repaint: terminal.repaint()
    case .mouse(let isOn): terminal.isMouseOn = isOn
    case .copy(let text):
      if !terminal.copy(text) {
        perform([.failed("the terminal does not take that on its clipboard")])
      }
    case .theme(let name): wear(name)
    default: break
    }
  }

  // MARK: Themes

  private mutating func wear(_ name: String) {
    do throws(Failure) {
      let theme = try desk.themes.theme(name)
      themeName = name
      put(on: theme)
      perform([.done("the theme is \(theme.name)")])
    } catch {
      perform([.failed(error.sentence)])
    }
  }

  private mutating func put(on theme: Theme) {
    self.theme = theme
    sheet = theme.styles(at: terminal.depth)
    isDirty = true
  }

  /// Watches the folder of the trader's own themes, where there is one.
  private mutating func watchThemes() {
    watch = desk.themes.folder.flatMap(FolderWatch.init)
    if let watch { loop.watch(watch.descriptor) }
  }

  private mutating func reloadTheme() {
    guard watch?.changedNames().contains(where: { $0.hasSuffix(".theme") }) == true else { return }
    do throws(Failure) {
      let theme = try desk.themes.theme(themeName)
      guard theme != self.theme else { return }
      put(on: theme)
      perform([.done("the theme \(theme.name) was read again")])
    } catch {
      perform([.failed(error.sentence)])
    }
  }
}

extension Input {
  /// What a person does at the terminal, in contrast to what happens to it.
  fileprivate var isFromHands: Bool {
    switch self {
    case .key, .mouse, .paste: true
    default: false
    }
  }
}
