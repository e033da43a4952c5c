import Journal
import Orders
import Venues

/// The client: a session with each account, the journal they share, and what it all comes to.
///
/// A value without clocks, sockets or threads: whoever owns a transport gives it what happened with
/// the moment it happened at, performs the actions it leaves, and shows its news. The same events
/// at the same moments make the same actions and news.
public struct Client: Sendable {
  private var sessions: [Session]
  private var context: SessionContext
  /// Whose socket or request a number is.
  private var requests: [RequestID: Int] = [:]
  private var sockets: [SocketID: Int] = [:]
  private var actions: [TransportAction] = []
  private var news: [ClientNews] = []

  /// Joins accounts and journal; what the journal remembers of these accounts is known at once.
  public init(
    _ accounts: [AccountSetup], journal: any JournalKeeping,
    options: ClientOptions = ClientOptions(),
    chance: Chance, now: Moment
  ) throws(JournalFailure) {
    sessions = accounts.map { Session($0, options) }
    // Numbers above the screen's own, and new ones in each run, for some venues remember them.
    context = SessionContext(
      now: now, journal: journal, options: options, chance: chance,
      firstNumber: (1 << 32) + Int64(chance.next() % (1 << 40)))
    let memory = try JournalMemory(journal)
    for list in memory.lists {
      let at = sessions.firstIndex {
        $0.id == list.record.key.venue && $0.setup.environment == list.environment
          && $0.setup.name == list.account
      }
      if let at { sessions[at].restore(list, &context) }
    }
    for at in sessions.indices { sessions[at].pump(&context) }
    gather(0)
  }

  // MARK: Reading

  /// The venues in the order in which they were given.
  public var venues: [VenueID] { sessions.map(\.id) }

  public func state(of venue: VenueID) -> SessionState? {
    sessions.first { $0.id == venue }?.state
  }

  /// Why a venue is not live.
  public func reason(of venue: VenueID) -> String? {
    sessions.first { $0.id == venue }?.reason
  }

  /// Every list that is known, venue by venue.
  public var lists: [ListRecord] { sessions.flatMap(\.blotter.records) }

  public func list(_ key: ListKey) -> ListRecord? {
    sessions.lazy.compactMap { $0.blotter.record(key) }.first
  }

  /// Our clock less the venue's.
  public func clockOffset(of venue: VenueID) -> Int64? {
    sessions.first { $0.id == venue }?.clockOffset
  }

  public func latency(of venue: VenueID) -> Int64? {
    sessions.first { $0.id == venue }?.latency
  }

  /// What the venue's headers said of its limits.
  public func budget(of venue: VenueID) -> RateBudget? {
    sessions.first { $0.id == venue }?.budget
  }

  public func account(of venue: VenueID) -> Account? {
    sessions.first { $0.id == venue }?.account
  }

  /// The keys as they are now.
  public func credentials(of venue: VenueID) -> Credentials? {
    sessions.first { $0.id == venue }?.credentials
  }

  /// Whether nothing is under way or waited for that was asked of a venue.
  public func isSettled(_ venue: VenueID) -> Bool {
    sessions.first { $0.id == venue }?.isSettled ?? true
  }

  /// What each session is about, in a line; for whoever looks for a fault in it.
  public var diagnosis: [String] { sessions.map(\.diagnosis) }

  /// When `pass` has something to do, on the clock that nobody sets; nil while it never will.
  public var nextDuty: Int64? { sessions.compactMap(\.nextDuty).min() }

  /// The exact bytes of a draft, signed as of now by the venue's clock; nothing is sent.
  public mutating func seal(
    _ draft: Draft, at venue: VenueID, _ now: Moment
  ) throws(SealFailure) -> WireRequest {
    guard let session = sessions.first(where: { $0.id == venue }) else {
      throw SealFailure("there is no account at \(venue)")
    }
    context.now = now
    return try session.seal(draft, number: context.number(), context)
  }

  // MARK: What happens

  /// Begins to connect.
  public mutating func begin(_ now: Moment) {
    each(now) { $0.begin(&$1) }
  }

  /// Takes what the transport tells.
  public mutating func take(_ events: [TransportEvent], _ now: Moment) {
    context.now = now
    var touched: Set<Int> = []
    for event in events {
      guard let at = owner(of: event) else { continue }
      touched.insert(at)
      sessions[at].take(event, &context)
      forget(event)
      gather(at)
    }
    for at in touched.sorted() {
      sessions[at].pump(&context)
      gather(at)
    }
  }

  /// Does what somebody wants.
  public mutating func perform(_ command: ClientCommand, _ now: Moment) {
    context.now = now
    switch command {
    case .place(let placement): place(placement)
    case .cancel(let cancellation):
      with(cancellation.key.venue, cancellation.sent) { $0.cancel(cancellation, &$1) }
    case .amend(let amending):
      with(amending.key.venue, amending.sent) { $0.amend(amending, &$1) }
    case .watch(let instruments): each(now) { $0.watch(instruments, &$1) }
    case .ask(let key): with(key.venue, nil) { session, _ in session.ask(key) }
    case .reconnect(let venue): with(venue, nil) { $0.begin(&$1) }
    }
  }

  private mutating func place(_ placement: Placement) {
    let key = placement.key
    with(key.venue, .place(key)) { $0.place(placement, &$1) }
  }

  /// Does what is due.
  public mutating func pass(_ now: Moment) {
    each(now) { $0.pass(&$1) }
  }

  /// Writes down what waits to be; for the end of the program.
  public mutating func finish(_ now: Moment) {
    each(now) { $0.writeStates(&$1) }
  }

  /// What the transport is to do, in order; asked again once it is done.
  public mutating func takeActions() -> [TransportAction] {
    defer { actions.removeAll(keepingCapacity: true) }
    return actions
  }

  /// What is new since this was last asked.
  public mutating func takeNews() -> [ClientNews] {
    defer { news.removeAll(keepingCapacity: true) }
    return news
  }

  // MARK: Sessions

  private mutating func each(
    _ now: Moment, _ body: (inout Session, inout SessionContext) -> Void
  ) {
    context.now = now
    for at in sessions.indices {
      body(&sessions[at], &context)
      sessions[at].pump(&context)
      gather(at)
    }
  }

  private mutating func with(
    _ venue: VenueID, _ sent: Sent?, _ body: (inout Session, inout SessionContext) -> Void
  ) {
    guard let at = sessions.firstIndex(where: { $0.id == venue }) else {
      if let sent {
        news.append(.outcome(sent, .notSent("nothing was sent: there is no account at \(venue)")))
      }
      return
    }
    body(&sessions[at], &context)
    sessions[at].pump(&context)
    gather(at)
  }

  private func owner(of event: TransportEvent) -> Int? {
    switch event {
    case .response(let id, _), .failed(let id, _): requests[id]
    case .connected(let id), .read(let id, _), .ended(let id, _): sockets[id]
    }
  }

  /// Takes over what a session left, and remembers whose answers are whose.
  private mutating func gather(_ at: Int) {
    if !context.actions.isEmpty {
      for action in context.actions {
        switch action {
        case .request(let id, _, _): requests[id] = at
        case .abandon(let id): requests[id] = nil
        case .connect(let id, _, _): sockets[id] = at
        case .close(let id): sockets[id] = nil
        case .write: break
        }
      }
      actions += context.actions
      context.actions.removeAll(keepingCapacity: true)
    }
    if !context.news.isEmpty {
      news += context.news
      context.news.removeAll(keepingCapacity: true)
    }
  }

  private mutating func forget(_ event: TransportEvent) {
    switch event {
    case .response(let id, _), .failed(let id, _): requests[id] = nil
    case .ended(let id, _): sockets[id] = nil
    case .connected, .read: break
    }
  }
}

extension Session {
  mutating func take(_ event: TransportEvent, _ context: inout SessionContext) {
    switch event {
    case .response(let id, let response): answered(id, response, &context)
    case .failed(let id, let failure): failed(id, failure, &context)
    case .connected(let socket): connected(socket, &context)
    case .read(let socket, let bytes): read(socket, bytes, &context)
    case .ended(let socket, let failure): ended(socket, failure, &context)
    }
  }

  mutating func ask(_ key: ListKey) {
    if let slot = blotter.slot(key) { blotter.doubt(slot) }
  }

  var diagnosis: String {
    let waiting = survey.map { "\($0.left.map { "\($0)" }.sorted())" } ?? "none"
    let asked = asks.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return [
      "\(id) is at \(stage) and quiet until \(quietUntil)",
      "calls \(chores.under), queued \(chores.queue)", "survey of \(waiting)",
      "\(errands.count) errands, \(doubts.count) doubts", "asks \(asked)",
      "unclear \(blotter.unclear.sorted())", "wants \(wants)",
    ].joined(separator: "; ")
  }

  var isSettled: Bool {
    stage == .live && errands.isEmpty && frames.isEmpty && chores.activeCount == 0
      && !chores.hasQueue && survey == nil && doubts.isEmpty && wants.due == nil
      && asks.values.allSatisfy { $0.due == nil && !$0.isAsked } && blotter.unclear.isEmpty
  }
}
