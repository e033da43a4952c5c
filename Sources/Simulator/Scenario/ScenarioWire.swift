import Orders
import Venues

/// What lies between a venue and its client while a story is played: where faults show.
///
/// The exchange's truth goes its own way. Here stand the faults that wait, the one stream that
/// tells the client of its orders, and what reached the client.
struct ScenarioWire: Sendable {
  /// How the client's stream is.
  enum Stream: Hashable, Sendable { case open, silent, ended }

  /// One event of the story.
  struct Place: Hashable, Sendable {
    let step: Int
    let event: Int
  }

  private let venue: any Venue
  private let ticket: Ticket
  private let faults: [ScenarioFault]
  private let operations: OperationTable
  private(set) var armoury = Armoury()
  private(set) var stream = Stream.open
  private(set) var isHalted = false
  /// Milliseconds that the venue's clock is ahead.
  private(set) var clockOffset: Int64 = 0
  /// The true time in milliseconds.
  var now: Int64
  /// An event that is told after the next one.
  var late: Place?
  var known: [ScenarioKnowledge.Leg?]
  var placing = ScenarioAnswer.Outcome.accepted

  init(_ scenario: Scenario, _ venue: any Venue) {
    self.venue = venue
    ticket = scenario.ticket
    faults = scenario.faults.filter { $0.isMeant(for: venue.id) }
    operations = OperationTable(venue)
    now = scenario.clock.milliseconds
    known = Array(repeating: nil, count: scenario.ticket.legs.count)
  }

  /// Nothing goes wrong in this story.
  var isSound: Bool { faults.isEmpty }

  /// Lets the faults begin that are to begin before a step, and says them.
  mutating func begin(step: Int) -> [ScenarioNote] {
    faults.filter { $0.step == step }.map { begun in
      switch begun.order {
      case .arm(let fault): arm(fault)
      case .clear: clear()
      }
      return ScenarioNote(
        fault: begun.fault, sentence: begun.fault?.sentence ?? "every fault is taken back")
    }
  }

  private mutating func arm(_ fault: Fault) {
    switch fault.what {
    case .silentStream: if stream == .open { stream = .silent }
    case .cutStream: stream = .ended
    case .halt: isHalted = true
    case .resume: isHalted = false
    case .clock(let milliseconds): clockOffset = milliseconds
    case .tickSize, .lotSize, .expireToken: break
    default: _ = armoury.arm(fault, moment)
    }
  }

  /// A stream that ended stays so.
  private mutating func clear() {
    armoury.clear()
    if stream == .silent { stream = .open }
    isHalted = false
    clockOffset = 0
  }

  private var moment: Moment { Moment(wall: Timestamp(milliseconds: now), uptime: now) }

  // MARK: Events

  /// How the next event reaches the client; nil for one that waits for the event after it.
  mutating func telling() -> ScenarioTelling? {
    switch stream {
    case .silent: return .silent
    case .ended: return .ended
    case .open: break
    }
    if isSound { return .once }
    switch armoury.eventFault(at: venue.id, "") {
    case .dropEvent: return .lost
    case .duplicateEvent: return .twice
    case .reorderEvents where late == nil: return nil
    default: return .once
    }
  }

  // MARK: Requests

  /// What becomes of the answer to the ticket, or to a cancel.
  mutating func plan(_ what: Scenario.What? = nil) -> ReplyPlan {
    guard !isSound, let call = call(what) else { return ReplyPlan() }
    return armoury.plan(for: call, moment)
  }

  /// The venue's own request, so that a fault's path and operation mean what they mean on a port.
  private func call(_ what: Scenario.What?) -> ArmouryCall? {
    guard let draft = draft(what), let credentials = try? venue.paperCredentials() else {
      return nil
    }
    let seal = Seal(now: Timestamp(milliseconds: now), requestID: 1, credentials: credentials)
    guard let request = try? venue.seal(draft, seal) else { return nil }
    let asked = HTTPRequest(request)
    guard request.isSocket else { return ArmouryCall(asked, at: venue.id, operations) }
    return ArmouryCall(.text(asked.body), on: asked.path, at: venue.id, operations)
  }

  /// The first request that it takes; a venue that cannot cancel one leg cancels its list.
  private func draft(_ what: Scenario.What?) -> Draft? {
    let identity = ListIdentity(1)
    guard let what else { return try? venue.place(ticket, identity) }
    let ids = venue.form(for: ticket).map { venue.ids(of: identity, for: $0) }
    let list = ListReference(
      instrument: ticket.instrument, kind: ticket.kind, venueListID: "1",
      clientListID: ids?.list, venueOrderIDs: ticket.legs.indices.map { "\($0 + 2)" },
      clientOrderIDs: ids?.legs ?? [])
    if case .cancelLeg(let leg) = what, ticket.legs.indices.contains(leg) {
      let order = OrderReference(
        instrument: ticket.instrument, venueOrderID: list.venueOrderIDs[leg])
      if let draft = try? venue.drafts(.cancelOrder(order)).first { return draft }
    }
    return try? venue.drafts(.cancelList(list, identity: nil)).first
  }
}

extension ReplyPlan {
  /// Whether the venue does what it was asked.
  var isCarriedOut: Bool { trouble == nil || isExecuted }

  /// Whether the answer can be read by who waits for it.
  var isReadable: Bool { cutAfter == nil && trouble == nil }

  /// Whether a fault met the request at all.
  var isSpoilt: Bool { !isReadable || delay > 0 }

  /// What a client can make of the answer to a request that was accepted or not.
  func outcome(isAccepted: Bool) -> ScenarioAnswer.Outcome {
    if cutAfter != nil { return .inDoubt }
    switch trouble {
    case .broken: return .inDoubt
    case .rateLimited, .banned: return .refused
    case nil: return isAccepted ? .accepted : .refused
    }
  }
}
