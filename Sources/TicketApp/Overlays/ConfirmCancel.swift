import Client
import Orders
import Screen
import Venues

/// Asks before a list or a leg is cancelled, and shows the requests that would go.
struct ConfirmCancel: Overlay {
  let key: ListKey
  let leg: Int?
  let environment: Environment
  /// What live asks for, as far as it is typed.
  private var watchword: Watchword
  private var scroll = WindowScroll()

  init(_ record: ListRecord, leg: Int?, _ environment: Environment) {
    key = record.key
    self.leg = leg
    self.environment = environment
    watchword = Watchword("cancel \(record.symbol)")
  }

  var hints: [KeyHint] {
    let isPractice = environment == .testnet || environment == .demo
    return [KeyHint(isPractice ? "y" : "Enter", "send the cancel"), KeyHint("Esc", "keep it")]
  }

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    let position = window(app, app.windowArea).scroll(scroll.offset, in: app.windowArea)
    if scroll.take(
      input, page: position.visible, last: max(0, position.total - position.visible))
    {
      return .stay()
    }
    guard case .key(let key) = input else { return .stay() }
    switch (key.code, key.modifiers) {
    case (.escape, []): return .close()
    case (.enter, []) where environment == .live:
      if watchword.isSaid { return send(&app) }
      app.log.say("type \(watchword.word) to cancel", .warning, at: app.feed.now)
    case _ where environment == .live: _ = watchword.take(key)
    case (.character("n"), []), (.character("q"), []): return .close()
    case (.enter, []) where environment == .paper: return send(&app)
    case (.character("y"), []) where environment != .paper: return send(&app)
    default: break
    }
    return .stay()
  }

  private func send(_ app: inout App) -> OverlayStep {
    switch app.cancelRequests(key, leg: leg) {
    case .failure(let failure):
      app.log.say("the cancel cannot be sent: \(failure.reason)", .bad, at: app.feed.now)
      return .stay()
    case .success(let requests):
      app.requests += Int64(requests.count)
      let what = leg.map { "leg \($0 + 1) of " } ?? ""
      app.log.say("the cancel of \(what)\(key.id) was sent to \(key.venue)", at: app.feed.now)
      return .close([.cancel(Cancellation(key: key, leg: leg, requests: requests))])
    }
  }

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    window(app, area).draw(offset: scroll.offset, in: area, &frame)
  }

  private func window(_ app: App, _ area: Area) -> ReviewWindow {
    let width = ReviewWindow.textWidth(in: area)
    var lines: [Line] = []
    if let record = app.board[key] { lines += what(record, app, width) }
    switch app.cancelRequests(key, leg: leg) {
    case .success(let requests):
      lines.append(Line())
      for (at, request) in requests.enumerated() {
        let shown = RequestLines(request: request, width: width)
        if requests.count > 1 {
          lines.append(Line(CleanText("request \(at + 1) of \(requests.count)"), .muted))
        }
        lines += ReviewWindow.wrapped(shown.head.plain.string, .accent, width: width)
        lines.append(Line("  to ", .muted) + Line(CleanText(shown.host), .muted))
        lines += shown.lines
      }
    case .failure(let failure):
      lines += ReviewWindow.wrapped(
        failure.reason, lead: Line("✗ ", .error), indent: 2, .error, width: width)
    }
    let what = leg == nil ? "Cancel list " : "Cancel a leg of "
    return ReviewWindow(
      lines: lines, prompt: prompt,
      title: Line(CleanText(what), .titleFocus) + Line(CleanText(key.id), .heading)
        + app.environmentTitle, isLive: app.setup.environment == .live)
  }

  private var prompt: [Line] {
    let venue = Line(CleanText(key.venue.name), .heading)
    let keeps = Line("   ") + Line("Esc", .key) + Line(" keeps it", .muted)
    if environment == .live {
      return [
        Line(" REAL ORDERS ", .live) + Line(" are cancelled at ", .muted) + venue + keeps,
        watchword.prompt,
      ]
    }
    let sends = Line(" sends the cancel to ", .muted)
    return [Line(environment == .paper ? "Enter" : "y", .key) + sends + venue + keeps]
  }

  /// Which list, which leg, and what goes with it.
  private func what(_ record: ListRecord, _ app: App, _ width: Int) -> [Line] {
    let kind = record.list.kind?.rawValue.uppercased() ?? "list"
    var lines: [Line] = []
    if let leg, record.list.orders.indices.contains(leg) {
      let order = record.list.orders[leg]
      lines += ReviewWindow.wrapped(
        "Cancels the \(record.label(ofLeg: leg)) of the \(kind) of \(record.symbol) at "
          + "\(key.venue): \(Self.words(order)).", .heading, width: width)
      let contingency = record.list.kind.flatMap {
        VenueCatalogue.venue(key.venue)?.capabilities.contingency(of: $0)
      }
      if contingency?.cancelTakesBoth == true {
        lines += ReviewWindow.wrapped(
          "The other leg goes with it at \(key.venue).", lead: Line("! ", .warning), indent: 2,
          width: width)
      }
    } else {
      lines += ReviewWindow.wrapped(
        "Cancels the \(kind) of \(record.symbol) at \(key.venue):", .heading, width: width)
      for (at, order) in record.list.orders.enumerated() {
        let text = "\(record.label(ofLeg: at)): \(Self.words(order)) — \(order.status.word)"
        lines += ReviewWindow.wrapped(
          text, lead: Line("  "), indent: 2, order.status.isFinal ? .muted : .text, width: width)
      }
    }
    if let bare = Protection(record: record).bare(afterCancelling: leg) {
      lines += ReviewWindow.wrapped(
        bare, lead: Line("! ", .warning), indent: 2, .warning, width: width)
    }
    lines.append(Line("What has filled stays filled.", .muted))
    return lines
  }

  private static func words(_ order: Order) -> String {
    let quantity = order.quantity.map(Figures.price) ?? "?"
    return "\(order.side?.rawValue ?? "?") \(quantity) \(ListCells.priced(order))"
  }
}

/// Why something cannot be sent.
struct SendObstacle: Error, Hashable {
  let reason: String
}

extension App {
  /// The requests that cancel a list or a leg, sealed as of now.
  func cancelRequests(
    _ key: ListKey, leg: Int?
  ) -> Result<[WireRequest], SendObstacle> {
    guard let record = board[key], let venue = VenueCatalogue.venue(key.venue) else {
      return .failure(SendObstacle(reason: "the list is not known any more"))
    }
    do {
      let drafts = try venue.drafts(record.cancelCall(leg: leg))
      var requests: [WireRequest] = []
      for (at, draft) in drafts.enumerated() {
        requests.append(try seal(draft, at: venue, number: Int64(at + 1)))
      }
      return .success(requests)
    } catch let error as Inexpressible {
      return .failure(SendObstacle(reason: Words.list(error.reasons.map(\.text))))
    } catch {
      return .failure(SendObstacle(reason: "\(error)"))
    }
  }

  /// Why the chosen list, or its leg, cannot be cancelled.
  func cancelObstacle(leg: Int?) -> CleanText? {
    guard let record = chosenRecord else { return "no list is chosen" }
    return cancelObstacle(record.key, leg: leg)
  }

  func cancelObstacle(_ key: ListKey, leg: Int?) -> CleanText? {
    guard let record = board[key] else { return "the list is not known any more" }
    guard record.state.isLive else { return CleanText("the list has ended: \(record.state.word)") }
    if let leg, record.list.orders.indices.contains(leg) {
      let status = record.list.orders[leg].status
      if status.isFinal { return CleanText("the leg has ended: \(status.word)") }
    }
    if case .failure(let obstacle) = cancelRequests(key, leg: leg) {
      return CleanText(obstacle.reason)
    }
    return nil
  }

  mutating func openCancel(leg: Int?) {
    if let record = chosenRecord { openCancel(record.key, leg: leg) }
  }

  mutating func openCancel(_ key: ListKey, leg: Int?) {
    guard let record = board[key] else { return }
    overlays.append(ConfirmCancel(record, leg: leg, setup.environment))
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
