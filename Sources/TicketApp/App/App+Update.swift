import Orders
import Screen
import Venues

extension App {
  /// Takes what happened, and says what is to be done.
  public mutating func update(_ event: AppEvent) -> [Effect] { handle(event) + watchAnew() }

  private mutating func handle(_ event: AppEvent) -> [Effect] {
    switch event {
    case .input(let input): return take(input)
    case .now(let now): feed.now = now
    case .market(let venue, let instrument, let market):
      feed.take(venue, instrument, market)
      if instrument == live.reading.ticket.instrument { lookAgain() }
    case .account(let venue, let account):
      feed.take(venue, account)
      lookAgain()
    case .connection(let venue, let connection): take(venue, connection)
    case .instrument(let venue, let rules):
      feed.take(venue, rules)
      if rules.instrument == live.reading.ticket.instrument { lookAgain() }
    case .credentials(let venue, let keys): credentials[venue] = keys
    case .journal(let refusal): takeJournal(refusal)
    case .lists(let records): take(records)
    case .gone(let key): forget(key)
    case .outcome(let sent, let outcome): take(outcome, of: sent)
    case .templates(let templates): self.templates = templates
    case .note(let message): log.take(message)
    case .done(let text): log.say(text, .good, at: feed.now)
    case .failed(let text): log.say(text, .bad, at: feed.now)
    }
    return []
  }

  /// Takes news of the world that came together: what everything says of the form is worked out
  /// once for all of it.
  public mutating func update(together news: some Sequence<AppEvent>) -> [Effect] {
    isHeld = true
    var effects: [Effect] = []
    for event in news { effects += handle(event) }
    isHeld = false
    if isStale { lookAgain() }
    return effects + watchAnew()
  }

  private mutating func take(_ input: Input) -> [Effect] {
    if case .resize(let columns, let rows) = input {
      size = Size(columns: columns, rows: rows)
      return []
    }
    if isTooSmall, input.isForWindows { return takeUnseen(input) }
    if case .key(let key) = input {
      log.isFresh = false
      if let command = commandInWindows(key) { return run(command) }
    }
    if input.isForWindows, var top = overlays.popLast() {
      let depth = overlays.count
      switch top.take(input, &self) {
      case .stay(let effects):
        overlays.insert(top, at: min(depth, overlays.count))
        return effects
      case .close(let effects): return effects
      }
    }
    switch input {
    case .key(let key): return press(key)
    case .mouse(let mouse): return point(mouse)
    case .paste(let paste): return insert(paste)
    case .suspend: return [.suspend]
    case .terminate, .hangup:
      isEnded = true
      return [.quit]
    case .focus, .unknown, .resize, .resumed, .wake, .readable: return []
    }
  }

  /// What a key does whatever window is open.
  private func commandInWindows(_ key: Key) -> AppCommand? {
    guard !overlays.isEmpty, !key.isLeaving,
      let command = setup.keymap.command(Chord(key.code, key.modifiers), in: pane)
    else { return nil }
    // A key that types is the window's, whatever command it does elsewhere.
    let isHelp = command.name == "help" && !(overlays.last is HelpOverlay)
    let isProgram = ["suspend", "repaint", "quit"].contains(command.name)
    return key.text == nil && (isHelp || isProgram) ? command : nil
  }

  /// A key that no window took: the field's, else a command's.
  private mutating func press(_ key: Key) -> [Effect] {
    if pane == .ticket, edit(key) { return [] }
    if pane == .lists, editListFilter(key) { return [] }
    let chord = Chord(key.code, key.modifiers)
    guard let command = setup.keymap.command(chord, in: pane) else {
      // What a field does not take is no command meant for elsewhere.
      if pane != .ticket { sayWhere(chord) }
      return []
    }
    return run(command)
  }

  /// A key that does something in another pane only says so.
  private mutating func sayWhere(_ chord: Chord) {
    for other in Pane.allCases where other != pane {
      guard let command = setup.keymap.command(chord, in: other), command.isOffered(self) else {
        continue
      }
      let way = setup.keymap.key(of: "next-pane")
      let hint: CleanText = way.map { "; \(CleanText($0)) goes there" } ?? ""
      return log.say(
        "\(command.title): a key of the pane '\(other.title)'\(hint)", at: feed.now)
    }
  }

  /// Does a command, or says why it cannot be done.
  mutating func run(_ command: AppCommand) -> [Effect] {
    if let obstacle = command.obstacle(self) {
      log.say("\(command.title): \(obstacle)", .warning, at: feed.now)
      return []
    }
    return command.run(&self)
  }

  mutating func goToPane(by step: Int) {
    let panes = Pane.allCases
    let at = panes.firstIndex(of: pane) ?? 0
    pane = panes[(at + step + panes.count) % panes.count]
  }
}

extension Input {
  /// A window takes what people do; signals are the program's, whatever is open.
  fileprivate var isForWindows: Bool {
    switch self {
    case .key, .mouse, .paste: true
    default: false
    }
  }
}
