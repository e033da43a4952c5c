import Client
import Exact
import Orders
import Screen
import Venues

/// The last look before a ticket is sent.
///
/// What it shows is read back from the bytes that would go. The ticket is as it was when the window
/// opened: prices that are reckoned from the market do not move under the reader's eyes.
struct Review: Overlay {
  let ticket: Ticket
  /// What of the form could not be read.
  let flaws: [String]
  let environment: Environment
  /// The last price at each venue when the window opened.
  let lasts: [VenueID: Decimal]
  /// The instrument's rules at each venue when the window opened.
  let rules: [VenueID: InstrumentRules]
  /// The venues that it would go to.
  var chosen: Set<VenueID>
  /// The venue that is shown.
  var at: Int
  /// What live asks for, as far as it is typed.
  private(set) var watchword: Watchword
  private var scroll = WindowScroll()

  init(_ app: App) {
    ticket = app.live.reading.ticket
    flaws = app.live.reading.flaws.map { path, flaw in
      "\(app.form.words(for: path)) \(flaw.sentence)"
    }.sorted()
    environment = app.setup.environment
    watchword = Watchword("send \(ticket.instrument)")
    at = app.venueAt
    chosen = [app.venue.id]
    var lasts: [VenueID: Decimal] = [:]
    for venue in app.venues {
      lasts[venue.id] = app.feed.market(venue.id, ticket.instrument).last
    }
    self.lasts = lasts
    var rules: [VenueID: InstrumentRules] = [:]
    for venue in app.venues { rules[venue.id] = app.rules(ticket.instrument, at: venue) }
    self.rules = rules
  }

  var hints: [KeyHint] {
    var hints = [KeyHint("Esc", "back"), KeyHint("←→", "venue"), KeyHint("Space", "choose it")]
    hints.insert(
      KeyHint(environment == .testnet || environment == .demo ? "y" : "Enter", "send"), at: 0)
    return hints
  }

  func item(_ app: App) -> ReviewItem {
    ReviewItem(ticket, flaws: flaws, app.venues[min(at, app.venues.count - 1)], app)
  }

  /// The field for which the shown venue would not take it, where it is one that can be gone to.
  func fieldInTheWay(_ app: App) -> FieldPath? {
    let fields = app.rows.flatMap(\.fields).map(\.path)
    return item(app).look.errors.map(\.field).first(where: fields.contains)
  }

  // MARK: Keys

  mutating func take(_ input: Input, _ app: inout App) -> OverlayStep {
    let area = app.windowArea
    let position = window(app, area).scroll(scroll.offset, in: area)
    let last = max(0, position.total - position.visible)
    if scroll.take(input, page: position.visible, last: last) { return .stay() }
    guard case .key(let key) = input else { return .stay() }
    switch (key.code, key.modifiers) {
    case (.escape, []):
      if let path = fieldInTheWay(app) { app.goToField(path) }
      return .close()
    case (.left, []), (.tab, .shift): look(by: -1, app)
    case (.right, []), (.tab, []): look(by: 1, app)
    case (.character(" "), []) where watchword.typed.isEmpty: toggle(app)
    case (.enter, []) where environment == .paper: return send(&app)
    case (.enter, []) where environment == .live:
      if watchword.isSaid { return send(&app) }
      app.log.say("type \(watchword.word) to send", .warning, at: app.feed.now)
    case (.character("y"), []) where environment == .testnet || environment == .demo:
      return send(&app)
    default: if environment == .live { _ = watchword.take(key) }
    }
    return .stay()
  }

  private mutating func look(by step: Int, _ app: App) {
    at = (at + step + app.venues.count) % app.venues.count
    scroll.offset = 0
  }

  private mutating func toggle(_ app: App) {
    let venue = app.venues[at].id
    if chosen.contains(venue) { chosen.remove(venue) } else { chosen.insert(venue) }
  }

  /// Sends to every chosen venue, or to none.
  private func send(_ app: inout App) -> OverlayStep {
    let venues = app.venues.filter { chosen.contains($0.id) }
    guard !venues.isEmpty else {
      app.log.say("no venue is chosen: Space chooses the one shown", .warning, at: app.feed.now)
      return .stay()
    }
    let requests = app.requests
    var placements: [Placement] = []
    for venue in venues {
      let item = ReviewItem(ticket, flaws: flaws, venue, app)
      guard item.canSend, let request = item.request, let read = item.ticketRead else {
        app.requests = requests
        let field = fieldInTheWay(app).map { "Esc goes to \(app.form.words(for: $0))" }
        let next = (venues.count > 1 ? nil : field) ?? "Space takes it out"
        app.log.say(
          "nothing was sent: \(venue.id) would not take it; \(next)", .bad, at: app.feed.now)
        return .stay()
      }
      app.requests += 1
      let key = ListKey(venue.id, app.identity.listID(ticket.kind))
      placements.append(
        Placement(key: key, identity: app.identity, ticket: read, request: request))
    }
    app.noteSending(placements)
    return .close(placements.map(Effect.place))
  }

  // MARK: Drawing

  func draw(_ app: App, in area: Area, _ frame: inout Frame) {
    window(app, area).draw(offset: scroll.offset, in: area, &frame)
  }

  private func window(_ app: App, _ area: Area) -> ReviewWindow {
    let width = ReviewWindow.textWidth(in: area)
    let text = ReviewText(review: self, app: app, item: item(app), width: width)
    return ReviewWindow(
      lines: text.lines, prompt: text.prompt,
      title: Line("Review", .titleFocus) + app.environmentTitle, isLive: environment == .live)
  }
}

extension App {
  /// Looks at a field of the ticket, ready to be repaired.
  mutating func goToField(_ path: FieldPath) {
    pane = .ticket
    focus.go(to: path, text: form[text: path])
  }

  mutating func openReview() { overlays.append(Review(self)) }

  /// What was just sent appears at once, and the next list gets ids of its own.
  mutating func noteSending(_ placements: [Placement]) {
    take(placements.map { ListRecord(sending: $0, at: feed.now) })
    let venues = Words.list(placements.map(\.key.venue.name))
    log.say("sent to \(venues)", at: feed.now)
    renewIdentity()
    pane = .lists
    filterLists { $0 = ListFilter() }
    lists = ListsState()
  }
}
