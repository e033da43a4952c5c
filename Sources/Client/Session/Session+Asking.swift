import Orders
import Venues

/// How often a list is asked about: soon at first, then ever later while nothing new is told.
struct Ask: Hashable, Sendable {
  var due: Int64?
  var tries = 0
  var isAsked = false
  /// What was known when it was last asked about.
  var before: ListRecord?
}

/// Lists that are not fully told, and whatever else is wanted of the venue.
extension Session {
  /// Turns what is unclear into questions.
  mutating func askUnclear(_ context: inout SessionContext) {
    let now = context.now.uptime
    for slot in blotter.takeUnclear() {
      guard doubts[slot] == nil else { continue }
      wait(for: slot, now)
    }
    for (slot, ask) in asks.sorted(by: { $0.key < $1.key }) {
      guard let due = ask.due, due <= now, !ask.isAsked else { continue }
      asks[slot]?.due = nil
      asks[slot]?.isAsked = true
      asks[slot]?.before = blotter.entries[slot].record
      chores.add(.list(slot))
    }
  }

  /// The list is to be asked about, no sooner than its last answers suggest.
  private mutating func wait(for slot: Int, _ now: Int64) {
    var ask = asks[slot] ?? Ask()
    guard ask.due == nil else { return }
    let pause = ask.tries == 0 ? 0 : min(60_000, Int64(100) << min(ask.tries, 10))
    ask.due = now + pause
    ask.tries += 1
    asks[slot] = ask
  }

  /// The answers about a list are whole.
  mutating func finishAsking(_ slot: Int, _ chore: Chore, _ context: inout SessionContext) {
    let before = asks[slot]?.before
    asks[slot]?.isAsked = false
    if chore.trouble != nil {
      blotter.doubt(slot)
      return
    }
    let told = absorb(chore.contents, slot, context.now.wall)
    let record = blotter.entries[slot].record
    if let refusal = chore.refusal, refusal.reason == .notFound, chore.contents.isEmpty {
      return vanished(slot, refusal, &context)
    }
    if record.isVanished { blotter.change(slot) { $0.isVanished = false } }
    for leg in record.list.orders.indices {
      let order = record.list.orders[leg]
      let isUntold = !told.contains(leg) && !order.status.isFinal
      let hasNoFill = order.status.isFinal && order.status != .rejected && order.filled == nil
      if isUntold || hasNoFill, order.venueOrderID != nil || order.clientOrderID != nil {
        chores.add(.order(slot, leg: leg))
      }
    }
    // An answer that names no orders leaves something to ask for, now that the list has an id.
    if record.list.orders.contains(where: { $0.status == .unknown && $0.venueOrderID == nil }) {
      blotter.doubt(slot)
    }
    // Something new: the next question need not wait.
    if before?.list != record.list { asks[slot]?.tries = 1 }
    if !record.isOpen, asks[slot]?.due == nil { asks[slot] = nil }
  }

  /// The venue knows no such list, and knew it before.
  private mutating func vanished(
    _ slot: Int, _ refusal: Refusal, _ context: inout SessionContext
  ) {
    let record = blotter.entries[slot].record
    guard record.isOpen, !record.isVanished else { return }
    blotter.change(slot) { $0.isVanished = true }
    blotter.note(slot, "the venue knows no such list: \(refusal.sentence)", context.now.wall)
    context.note("\(id) knows nothing of \(record.key.id), which was open", .bad)
    write(slot, .note, ["vanished": .string(refusal.sentence)], &context)
  }

  /// Asks for what is wanted, when it may be.
  mutating func askWants(_ context: inout SessionContext) {
    guard let due = wants.due, due <= context.now.uptime, survey == nil else { return }
    wants.notBefore = context.now.uptime + (options.keepsAlive ? 2000 : 0)
    if wants.account {
      wants.account = false
      chores.add(.account)
      if venue.capabilities.tradesFutures { chores.add(.positions) }
    }
    if wants.survey {
      wants.survey = false
      survey = Survey(.audit)
      begin(survey: .audit)
    }
  }
}
