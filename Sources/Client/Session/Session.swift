import Exact
import Orders
import Venues

/// One account's session with its venue: signs in, keeps up, sends, and never guesses.
///
/// A value without clocks, sockets or disks: what happened goes in with the moment it happened at,
/// and what is to be done is left in the context.
struct Session: Sendable {
  let setup: AccountSetup
  let plan: SessionPlan
  let options: ClientOptions
  /// With the tokens that the venue gave.
  var credentials: Credentials
  var state = SessionState.offline
  /// Why it is not live, in a sentence.
  var reason: String?
  var blotter: Blotter

  var stage = Stage.idle
  /// When the stage has taken too long, or is over.
  var stageDue: Int64?
  var backoff: Backoff

  /// The venue's time as it was told, and when that was on the clock that nobody sets; nil before
  /// it was asked for.
  var venueClock: (time: Int64, at: Int64)?
  /// Our clock less the venue's, as it was last told.
  var clockOffset: Int64?
  /// When the venue is asked for its time again, after it did not tell it.
  var clockDue: Int64?
  var clockBackoff: Backoff
  var latency: Int64?
  var token: StreamToken?
  var tokenSince: Int64 = 0
  var isRenewing = false
  /// A token of the credentials' own was refused; another is asked for.
  var isTokenSpent = false
  /// How often the venue said no to a token since a session was last live.
  var denials = 0
  var budget = RateBudget()
  /// Until then the venue wants to hear nothing more.
  var quietUntil: Int64 = 0
  var pace = Pace()
  var tallies: [Int64: Tally] = [:]

  var sockets: [StreamSocket] = []
  var errands: [RequestID: Errand] = [:]
  var frames: [String: FrameErrand] = [:]
  /// Which way a choice of channels is taken, where the venue refused another.
  var channel = 0
  /// Events that came while what was missed is still being asked for.
  var held: [VenueEvent] = []
  var nextPing: [StreamSocket.Purpose: Int64] = [:]

  var chores: ChoreBook
  var survey: Survey?
  var nextAudit: Int64?
  var doubts: [Int: Doubt] = [:]
  var asks: [Int: Ask] = [:]
  var wants = Wants()

  var watched: [Instrument] = []
  var markets = MarketBook()
  var account = Account()
  /// Lists whose state is to be written down, and by when.
  var unwritten: Set<Int> = []
  /// A mark of what the journal says of each list.
  var written: [Int: Int] = [:]
  var writeDue: Int64?

  /// How far a connection has come.
  enum Stage: Hashable, Sendable {
    case idle
    /// Another try is waited for.
    case waiting
    case clock
    case token
    case accounts
    case opening
    /// The venue speaks first.
    case greeting
    /// The venue wants a moment of silence after the socket is open.
    case pausing
    case signingIn
    case subscribing
    case catchingUp
    case live
  }

  init(_ setup: AccountSetup, _ options: ClientOptions) {
    self.setup = setup
    self.options = options
    plan = setup.venue.plan
    chores = ChoreBook(spacing: options.keepsAlive ? setup.venue.plan.spacing : 0)
    credentials = setup.credentials
    blotter = Blotter(setup.venue)
    backoff = Backoff(first: options.firstRetry, last: options.lastRetry)
    clockBackoff = backoff
  }

  var venue: any Venue { setup.venue }
  var id: VenueID { setup.venue.id }
  var isLive: Bool { state == .live }

  // MARK: State

  mutating func enter(
    _ cause: SessionState.Cause, _ reason: String? = nil, _ context: inout SessionContext
  ) {
    let before = (state, self.reason)
    state = state.after(cause)
    self.reason = state == .live ? nil : reason ?? (cause == .lost ? self.reason : nil)
    if before.0 != state || before.1 != self.reason { tellConnection(&context) }
  }

  func tellConnection(_ context: inout SessionContext) {
    context.news.append(
      .connection(
        id, Connection(state, latencyMilliseconds: isLive ? latency : nil, reason: reason)))
  }

  // MARK: Time

  /// The venue's time, as far as it is known; a wall clock that is set meanwhile changes nothing.
  func venueTime(_ moment: Moment) -> Timestamp {
    guard let venueClock else { return moment.wall }
    return Timestamp(milliseconds: venueClock.time + (moment.uptime - venueClock.at))
  }

  /// Tells the offset where it is news: after the venue was asked, or our clock was set.
  mutating func tellOffset(_ context: inout SessionContext) {
    guard venueClock != nil else { return }
    let offset = context.now.wall.milliseconds - venueTime(context.now).milliseconds
    guard clockOffset.map({ abs($0 - offset) > 250 }) ?? true else { return }
    clockOffset = offset
    account.clockOffsetMilliseconds = offset
    context.news.append(.account(id, account))
  }

  /// When `pass` has something to do; nil while it has not.
  var nextDuty: Int64? {
    var duties: [Int64] = []
    func add(_ duty: Int64?) { if let duty { duties.append(duty) } }
    add(stageDue)
    add(writeDue)
    add(frames.values.lazy.map(\.due).min())
    if stage == .live || stage == .catchingUp {
      if let due = chores.due, chores.activeCount < options.parallelCalls {
        add(max(quietUntil, due))
      }
      add(clockDue)
      add(asks.values.lazy.filter { !$0.isAsked }.compactMap(\.due).min())
      if survey == nil { add(wants.due) }
      add(markets.due)
    }
    if stage == .live {
      add(doubts.values.lazy.filter { !$0.isAsked }.compactMap(\.due).min())
      add(nextAudit)
      add(markets.reopenAt)
    }
    if options.keepsAlive {
      add(nextPing.values.min())
      for socket in sockets {
        add(socket.heard + plan.silence)
        add(socket.since + plan.age)
      }
      if stage == .live, let renewal = plan.renewal, token != nil, !isRenewing {
        add(tokenSince + renewal)
      }
    }
    return duties.min()
  }

  /// Does what is due.
  mutating func pass(_ context: inout SessionContext) {
    let now = context.now.uptime
    tellOffset(&context)
    passStage(&context)
    for (number, frame) in frames.sorted(by: { $0.key < $1.key }) where frame.due <= now {
      frames[number] = nil
      failed(frame.what, .init(.unknown, .timeout, "no answer came on the socket"), &context)
    }
    if options.keepsAlive { passSockets(&context) }
    if stage == .live, let due = nextAudit, due <= now { audit(&context) }
    pump(&context)
    if let due = writeDue, due <= now { writeStates(&context) }
  }

  /// Starts what may be started, and tells what has changed.
  mutating func pump(_ context: inout SessionContext) {
    settleDoubts(&context)
    if stage == .live || stage == .catchingUp {
      if let due = clockDue, due <= context.now.uptime {
        clockDue = nil
        renewClock(&context)
      }
      askUnclear(&context)
      askWants(&context)
    }
    probeDoubts(&context)
    startChores(&context)
    tellMarkets(&context)
    tellLists(&context)
  }

  private mutating func tellLists(_ context: inout SessionContext) {
    for key in blotter.takeGone() {
      context.news.append(.gone(key))
      forget(key, context)
    }
    let changed = blotter.takeChanged()
    guard !changed.isEmpty else { return }
    context.news.append(.lists(changed))
    guard options.recordsStates else { return }
    for record in changed { if let slot = blotter.slot(record.key) { unwritten.insert(slot) } }
    if writeDue == nil { writeDue = context.now.uptime + 1000 }
  }
}
