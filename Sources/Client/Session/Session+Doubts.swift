import Exact
import Orders
import Venues

/// A list that was sent, and of which neither yes nor no was heard.
struct Doubt: Hashable, Sendable {
  /// Since when it has surely been sent, on the clock that nobody sets; for one of another run of
  /// the program the start of this one, as the two share no clock that nobody sets.
  let since: Int64
  /// When it is asked about next; nil while it waits for a session.
  var due: Int64?
  var isAsked = false
  var backoff: Backoff
  /// How often every way of asking found nothing.
  var misses = 0
}

/// A doubt is settled by evidence alone: by what the stream tells, or by asking for the list in
/// each of the ways the venue offers. Nothing is ever sent again.
extension Session {
  mutating func doubt(_ slot: Int, _ context: inout SessionContext) {
    blotter.change(slot) { $0.isInDoubt = true }
    let backoff = Backoff(first: options.firstProbe, last: options.lastProbe)
    let now = context.now.uptime
    doubts[slot] = Doubt(since: now, due: now, backoff: backoff)
  }

  /// Whether the venue has shown that it has the list.
  private func isFound(_ slot: Int) -> Bool {
    let list = blotter.entries[slot].record.list
    return list.orders.contains { $0.venueOrderID != nil || $0.status != .unknown }
      || list.venueListID != nil
  }

  /// What was learned meanwhile, from wherever it came.
  mutating func settleDoubts(_ context: inout SessionContext) {
    for slot in doubts.keys.sorted() where isFound(slot) && doubts[slot]?.isAsked == false {
      settle(slot, isFound: true, "the venue tells of it", &context)
    }
  }

  mutating func probeDoubts(_ context: inout SessionContext) {
    guard stage == .live else { return }
    for (slot, doubt) in doubts.sorted(by: { $0.key < $1.key }) {
      guard !doubt.isAsked, let due = doubt.due, due <= context.now.uptime else { continue }
      doubts[slot]?.isAsked = true
      doubts[slot]?.due = nil
      chores.add(.probe(slot, step: 0), first: true)
    }
  }

  /// The ways of looking for a list: by its ids, among what is open, among what has ended.
  func probe(_ slot: Int, _ step: Int) -> Call? {
    let record = blotter.entries[slot].record
    switch step {
    case 0: return .queryList(record.reference)
    case 1: return .openLists(page: 1)
    case 2:
      // A little before it was sent, for clocks differ.
      let sent = record.history.first?.time.map { $0.milliseconds - (clockOffset ?? 0) }
      return .history(
        HistoryRange(
          from: sent.map { Timestamp(milliseconds: $0 - 60_000) }, instrument: record.instrument))
    default: return nil
    }
  }

  private static let steps = 3

  mutating func finishProbe(
    _ slot: Int, _ step: Int, _ chore: Chore, _ context: inout SessionContext
  ) {
    guard doubts[slot] != nil else { return }
    absorb(chore.contents, slot, context.now.wall)
    if isFound(slot) {
      doubts[slot]?.isAsked = false
      return settle(slot, isFound: true, "it was found by asking", &context)
    }
    if chore.trouble != nil { return probeLater(slot, &context) }
    guard step + 1 == Self.steps else {
      chores.add(.probe(slot, step: step + 1), first: true)
      return
    }
    doubts[slot]?.misses += 1
    guard let doubt = doubts[slot] else { return }
    let age = context.now.uptime - doubt.since
    guard doubt.misses >= 2, age >= plan.patience, !blotter.mayHide(slot) else {
      return probeLater(slot, &context)
    }
    settle(
      slot, isFound: false,
      "it was looked for \(doubt.misses) times in every way the venue has, the last time "
        + "at least \(age / 1000) s after it was sent", &context)
  }

  private mutating func probeLater(_ slot: Int, _ context: inout SessionContext) {
    guard var doubt = doubts[slot] else { return }
    doubt.isAsked = false
    var wait = doubt.backoff.next(context.chance)
    // A list that is not believed missing before a certain age need not be looked for every moment.
    if doubt.misses > 0 {
      wait = max(wait, min(options.lastProbe, doubt.since + plan.patience - context.now.uptime))
    }
    doubt.due = context.now.uptime + max(1, wait)
    doubts[slot] = doubt
  }

  private mutating func settle(
    _ slot: Int, isFound: Bool, _ how: String, _ context: inout SessionContext
  ) {
    doubts[slot] = nil
    blotter.change(slot) { record in
      record.isInDoubt = false
      guard !isFound else {
        if record.list.status == .unknown { record.list.status = .accepted }
        return
      }
      record.list.status = .rejected
      for leg in record.list.orders.indices { record.list.orders[leg].status = .rejected }
    }
    let key = blotter.entries[slot].record.key
    let text = isFound ? "the doubt is settled: \(how)" : "it never reached the venue: \(how)"
    blotter.note(slot, text, context.now.wall)
    write(slot, .evidence, ["found": .bool(isFound), "how": .string(how)], &context)
    if isFound {
      context.news.append(.outcome(.place(key), .accepted))
      blotter.doubt(slot)
    } else {
      context.news.append(.outcome(.place(key), .notSent(text)))
    }
  }
}
