import Orders
import Screen
import TicketApp

/// A script being played: the program, a clock that only the script moves, and what was printed.
struct PlayRun {
  private(set) var session: TicketSession
  private var now: Timestamp
  private var printed: [(name: String?, frame: Frame)] = []

  /// A day on which every contract of the catalogue can be traded.
  static let start = Timestamp(milliseconds: 1_780_315_200_000)

  init(_ setup: App.Setup, _ world: any TicketWorld, size: Size) {
    session = TicketSession(App(setup, size: size), world, templates: TemplateMemory())
    now = Self.start
    perform(session.begin(now))
    settle()
  }

  /// The screens that were asked for, or the last one.
  var screens: [(name: String?, frame: Frame)] {
    printed.isEmpty ? [(nil, session.draw())] : printed
  }

  /// Plays to the end, or to the first thing that is not as it was expected.
  mutating func play(_ script: PlayScript, _ file: String) throws(Failure) {
    for step in script.steps {
      do throws(PlayLine.Flaw) {
        try play(step.action)
      } catch {
        throw Failure("\(file):\(step.line)", error.sentence, status: .refused)
      }
    }
  }

  private mutating func play(_ action: PlayScript.Action) throws(PlayLine.Flaw) {
    switch action {
    case .dump(let name): printed.append((name, session.draw()))
    case .expect(let text):
      guard session.draw().text.contains(text) else {
        throw PlayLine.Flaw("the screen does not show \(VisibleText.quote(text))")
      }
    case .absent(let text):
      guard !session.draw().text.contains(text) else {
        throw PlayLine.Flaw("the screen shows \(VisibleText.quote(text))")
      }
    default:
      guard !session.app.isEnded else { throw PlayLine.Flaw("the program has ended") }
      try act(action)
    }
  }

  private mutating func act(_ action: PlayScript.Action) throws(PlayLine.Flaw) {
    switch action {
    case .keys(let keys): keys.forEach { take(.key($0)) }
    case .type(let text):
      for scalar in text.unicodeScalars { take(.key(Key(.character(scalar)))) }
    case .paste(let bytes):
      let kept = Array(bytes.prefix(KeyDecoder.pasteLimit))
      take(.paste(Paste(bytes: kept, count: bytes.count, ending: .marked)))
    case .bytes(let bytes): feed(bytes)
    case .click(let column, let row):
      take(.mouse(Mouse(.press(.left), column: column - 1, row: row - 1)))
    case .tape(let move):
      guard let effects = session.move(move) else {
        let name = move.instrument.map { "\($0)" } ?? ""
        throw PlayLine.Flaw("no paper venue has a market of \(name)")
      }
      perform(effects)
      settle()
    case .time(let span): pass(span)
    case .resize(let size): take(.resize(columns: size.columns, rows: size.rows))
    case .dump, .expect, .absent: break
    }
  }

  /// Bytes through the real decoder, and after them nothing for longer than it would wait.
  private mutating func feed(_ bytes: [UInt8]) {
    var decoder = KeyDecoder()
    var inputs = decoder.feed(bytes)
    while decoder.patience != nil {
      let late = decoder.timeoutElapsed()
      inputs += late
      if late.isEmpty { break }
    }
    inputs.forEach { take($0) }
  }

  private mutating func take(_ input: Input) {
    if session.app.isEnded { return }
    perform(session.take(input))
    settle()
  }

  /// Time goes on, from one duty of the world to the next.
  private mutating func pass(_ span: Int64) {
    let end = Timestamp(milliseconds: now.milliseconds + span)
    while let duty = session.nextDuty, duty > now, duty <= end {
      now = duty
      perform(session.pass(now) ?? [])
    }
    now = end
    perform(session.take([.now(now)]))
    settle()
  }

  /// Lets happen what is due.
  private mutating func settle() {
    while let duty = session.nextDuty, duty <= now {
      guard let effects = session.pass(now) else { break }
      perform(effects)
    }
  }

  /// There is no terminal, so what concerns it alone is not done.
  private mutating func perform(_ effects: [Effect]) {}
}
