import Client
import Orders
import Screen
import Venues

/// Asks before a list that is there is changed, and shows the requests that would go.
struct ConfirmChange: Overlay {
  let key: ListKey
  let change: ListChange
  let environment: Environment
  /// What live asks for, as far as it is typed.
  private var watchword: Watchword
  private var scroll = WindowScroll()

  init(_ record: ListRecord, _ change: ListChange, _ environment: Environment) {
    key = record.key
    self.change = change
    self.environment = environment
    watchword = Watchword("\(change.verb) \(record.symbol)")
  }

  var hints: [KeyHint] {
    let isPractice = environment == .testnet || environment == .demo
    return [
      KeyHint(isPractice ? "y" : "Enter", "send the \(CleanText(change.noun))"),
      KeyHint("Esc", CleanText(keeps)),
    ]
  }

  private var keeps: String { if case .repair = change { "send nothing" } else { "keep it" } }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    let position = window(app, app.windowArea).scroll(scroll.offset, in: app.windowArea)
    if scroll.take(input, in: position) { return .stay() }
    guard case .key(let key) = input else { return .stay() }
    switch (key.code, key.modifiers) {
    case (.escape, []): return .close()
    case (.enter, []) where environment == .live:
      if watchword.isSaid { return send(&app) }
      app.log.say("type \(watchword.word) to \(change.verb)", .warning, at: app.feed.now)
    case _ where environment == .live: _ = watchword.take(key)
    case (.character("n"), []), (.character("q"), []): return .close()
    case (.enter, []) where environment == .paper: return send(&app)
    case (.character("y"), []) where environment != .paper: return send(&app)
    default: break
    }
    return .stay()
  }

  private func send(_ app: inout App) -> OverlayStep {
    switch app.requests(change, of: key) {
    case .failure(let failure):
      app.log.say(
        "the \(change.noun) cannot be sent: \(failure.reason)", .bad, at: app.feed.now)
      return .stay()
    case .success(let requests):
      let effect = app.effect(change, of: key, requests)
      app.requests += Int64(requests.count)
      let what = change.leg.map { "leg \($0 + 1) of " } ?? ""
      app.log.say(
        "the \(change.noun) of \(what)\(key.id) was sent to \(key.venue)", at: app.feed.now)
      // What was typed to get here has been sent.
      app.overlays.removeAll { $0 is AmendWindow }
      return .close([effect].compactMap { $0 })
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    window(app, area).draw(offset: scroll.offset, in: area, &frame)
  }

  private func window(_ app: App, _ area: Area) -> ReviewWindow {
    let width = ReviewWindow.textWidth(in: area)
    var lines = words(app, width)
    var prompt = prompt
    switch app.requests(change, of: key) {
    case .success(let requests): lines += [Line()] + RequestLines.all(requests, width: width)
    case .failure(let failure):
      lines += ReviewWindow.wrapped(
        failure.reason, lead: Line("✗ ", .error), indent: 2, .error, width: width)
      prompt = [
        Line("✗ the \(CleanText(change.noun)) cannot be sent", .error) + Line("   ")
          + Line("Esc", .key) + Line(" back", .muted)
      ]
    }
    return ReviewWindow(
      lines: lines, prompt: prompt,
      title: Line(title, .titleFocus) + Line(CleanText(key.id), .heading)
        + app.environmentTitle, isLive: app.setup.environment == .live)
  }

  private func words(_ app: App, _ width: Int) -> [Line] {
    guard let record = app.board[key] else { return [] }
    let last = record.instrument.flatMap { app.feed.market(key.venue, $0).last }
    return ChangeWords(record: record, change: change, last: last, width: width).lines
  }

  /// Without the requests: their time stamps go on, and would be read out at every tick.
  func spoken(_ app: App) -> [CleanText] { words(app, 200).map(\.plain) }

  private var title: CleanText {
    switch change {
    case .cancel(leg: nil): "Cancel list "
    case .cancel: "Cancel a leg of "
    case .amend: "Amend a leg of "
    case .repair: "Repair list "
    }
  }

  private var prompt: [Line] {
    let venue = Line(CleanText(key.venue.name), .heading)
    let word: CleanText = if case .repair = change { " sends nothing" } else { " keeps it" }
    let keeps = Line("   ") + Line("Esc", .key) + Line(word, .muted)
    if environment == .live {
      let done: CleanText = if case .amend = change { "amended" } else { "cancelled" }
      return [
        Line(" REAL ORDERS ", .live) + Line(" are \(done) at ", .muted) + venue + keeps,
        watchword.prompt,
      ]
    }
    let sends = Line(" sends the \(CleanText(change.noun)) to ", .muted)
    return [Line(environment == .paper ? "Enter" : "y", .key) + sends + venue + keeps]
  }
}

extension App {
  /// Why the chosen list, or its leg, cannot be cancelled.
  func cancelObstacle(leg: Int?) -> CleanText? {
    guard let record = chosenRecord else { return "no list is chosen" }
    return cancelObstacle(record.key, leg: leg)
  }

  /// Asks whether the chosen list is to be changed so.
  mutating func confirm(_ change: ListChange) {
    if let record = chosenRecord { confirm(change, of: record) }
  }

  mutating func confirm(_ change: ListChange, of record: ListRecord) {
    overlays.append(ConfirmChange(record, change, setup.environment))
  }

  /// ` PAPER `, as windows that send show it.
  var environmentTitle: Line {
    let word = setup.environment.rawValue.uppercased()
    switch setup.environment {
    case .paper: return Line("  ") + Line(CleanText(word), .paper)
    case .testnet, .demo: return Line("  ") + Line(CleanText(" \(word) "), .testnet)
    case .live: return Line("  ") + Line(" LIVE: REAL MONEY ", .live)
    }
  }
}
