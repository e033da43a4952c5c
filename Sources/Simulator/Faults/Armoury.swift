import Orders
import Venues

/// The faults that wait to show, in the order they were armed.
public struct Armoury: Sendable {
  /// A fault that waits, and how much of it is left.
  struct Armed: Hashable, Sendable {
    var fault: Fault
    /// How many are still let through.
    var skips: Int
    /// How often it still shows; nil while its time runs.
    var left: Int?
    /// When its time is up.
    var until: Int64?
  }

  private(set) var armed: [Armed] = []
  /// What was changed at once and holds until it is taken back.
  private(set) var standing: [Fault] = []

  static let limit = 1000

  public init() {}

  /// Everything that is armed or holds, with what is left of it.
  public var faults: [Fault] {
    standing
      + armed.map { armed in
        var fault = armed.fault
        fault.times = armed.left
        fault.after = armed.skips
        return fault
      }
  }

  var hasEventFaults: Bool { armed.contains { $0.fault.what.moment == .event } }

  /// Arms a fault that shows later; false when there are too many.
  mutating func arm(_ fault: Fault, _ moment: Moment) -> Bool {
    guard armed.count < Self.limit else { return false }
    var until: Int64?
    if case .ban(let seconds) = fault.what { until = moment.uptime + Int64(seconds) * 1000 }
    armed.append(Armed(fault: fault, skips: fault.after, left: fault.times, until: until))
    return true
  }

  /// Notes a change that holds, in the place of the one it replaces.
  mutating func hold(_ fault: Fault) {
    standing.removeAll { $0.venue == fault.venue && $0.what.isReplaced(by: fault.what) }
    if !fault.what.isNothing { standing.append(fault) }
  }

  mutating func clear() { self = Armoury() }

  /// What becomes of the answer to a request.
  mutating func plan(for call: ArmouryCall, _ moment: Moment) -> ReplyPlan {
    var plan = ReplyPlan()
    if armed.isEmpty { return plan }
    armed.removeAll { $0.until.map { $0 <= moment.uptime } ?? false }
    take {
      $0.fault.what.moment == .answer && call.isMet(by: $0.fault)
    } use: { met in
      plan.add(met, moment)
    }
    return plan
  }

  /// What becomes of an event on a socket that was opened with this path.
  mutating func eventFault(at venue: VenueID, _ path: String) -> Fault.What? {
    first(.event, at: venue, path)
  }

  /// What becomes of a socket that is opened now.
  mutating func streamFault(at venue: VenueID, _ path: String) -> Fault.What? {
    first(.stream, at: venue, path)
  }

  private mutating func first(
    _ kind: Fault.Moment, at venue: VenueID, _ path: String
  ) -> Fault.What? {
    var found: Fault.What?
    take { armed in
      let fault = armed.fault
      return found == nil && fault.what.moment == kind
        && (fault.venue == nil || fault.venue == venue)
        && (fault.path.map { path.hasPrefix($0) } ?? true)
    } use: {
      found = $0.fault.what
    }
    return found
  }

  /// Uses every armed fault that is met and lets nothing more through, and forgets what is used up.
  private mutating func take(_ isMet: (Armed) -> Bool, use: (Armed) -> Void) {
    for index in armed.indices where isMet(armed[index]) {
      if armed[index].skips > 0 {
        armed[index].skips -= 1
        continue
      }
      use(armed[index])
      if let left = armed[index].left { armed[index].left = left - 1 }
    }
    armed.removeAll { $0.left.map { $0 <= 0 } ?? false }
  }
}

/// What faults do to one answer.
struct ReplyPlan: Sendable {
  var trouble: Trouble?
  /// The request is carried out although the answer tells of trouble.
  var isExecuted = false
  var delay: Int64 = 0
  /// The connection ends after so many bytes of the answer.
  var cutAfter: Int?

  static let dropped: ReplyPlan = {
    var plan = ReplyPlan()
    plan.cutAfter = 0
    return plan
  }()

  mutating func add(_ armed: Armoury.Armed, _ moment: Moment) {
    switch armed.fault.what {
    case .dropReply: cutAfter = 0
    case .cutReply(let bytes): cutAfter = min(bytes, cutAfter ?? bytes)
    case .delayReply(let milliseconds): delay = max(delay, milliseconds)
    case .httpStatus(let status, let isExecuted):
      // What was refused at the gate was not carried out, whatever else is armed.
      if trouble == nil {
        trouble = .broken(status: status)
        self.isExecuted = isExecuted
      }
    case .rateLimit(let seconds):
      trouble = trouble ?? .rateLimited(afterSeconds: seconds)
    case .ban:
      let left = (armed.until ?? moment.uptime) - moment.uptime
      trouble = .banned(afterSeconds: Int((left + 999) / 1000))
      isExecuted = false
    default: break
    }
  }
}

extension Fault.What {
  /// Whether a later change is about the same thing.
  fileprivate func isReplaced(by later: Fault.What) -> Bool {
    switch (self, later) {
    case (.clock, .clock): true
    case (.tickSize(let one, _), .tickSize(let other, _)): one == other
    case (.lotSize(let one, _), .lotSize(let other, _)): one == other
    case (.halt(let one), .halt(let other)), (.halt(let one), .resume(let other)): one == other
    default: false
    }
  }

  /// Whether it leaves things as they always are.
  fileprivate var isNothing: Bool {
    switch self {
    case .clock(let milliseconds): milliseconds == 0
    case .resume, .expireToken: true
    default: false
    }
  }
}
