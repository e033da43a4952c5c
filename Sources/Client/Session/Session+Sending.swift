import Exact
import Journal
import Orders
import Venues

/// What changes orders: written down first, then sent, once.
extension Session {
  mutating func place(_ placement: Placement, _ context: inout SessionContext) {
    let sent = Sent.place(placement.key)
    func refuse(_ reason: String) {
      context.news.append(.outcome(sent, .notSent("nothing was sent: " + reason)))
    }
    if let obstacle = obstacle(placement.request, context) { return refuse(obstacle) }
    if blotter.slot(placement.key) != nil {
      return refuse("a list of that name was sent before, and nothing is sent twice")
    }
    let request = placement.request.aimed(at: setup.hosts)
    let record: ListRecord
    do throws(Unreadable) {
      record = try Self.record(of: placement, venue, at: context.now.wall)
    } catch {
      return refuse("the request \(error)")
    }
    let particulars: [JSONMember] =
      [
        JSONMember("operation", .string(Operation.place.rawValue)),
        JSONMember("sha256", .string(request.hash)),
        JSONMember("request", .string(request.text(.wire))),
      ]
    do throws(JournalFailure) {
      let intent = entry(
        .intent, record.key.id, record.json(environment) + particulars, context.now.wall)
      try context.journal.append([intent], durably: true)
      try context.journal.append(
        [entry(.attempt, record.key.id, particulars.dropLast(), context.now.wall)], durably: true)
    } catch {
      return refuse("the journal: \(error)")
    }
    let slot = blotter.add(record, isOurs: true)
    send([request], sent, slot, &context)
  }

  mutating func cancel(_ cancellation: Cancellation, _ context: inout SessionContext) {
    change(cancellation.sent, cancellation.requests, &context)
  }

  mutating func amend(_ amending: Amending, _ context: inout SessionContext) {
    change(amending.sent, [amending.request], &context)
  }

  /// Sends what changes a list that is there.
  private mutating func change(
    _ sent: Sent, _ requests: [WireRequest], _ context: inout SessionContext
  ) {
    func refuse(_ reason: String) {
      context.news.append(.outcome(sent, .notSent("nothing was sent: " + reason)))
    }
    guard let slot = blotter.slot(sent.key) else { return refuse("the list is not known") }
    for request in requests {
      if let obstacle = obstacle(request, context) { return refuse(obstacle) }
    }
    guard !requests.isEmpty else { return refuse("there is no request") }
    let aimed = requests.map { $0.aimed(at: setup.hosts) }
    do throws(JournalFailure) {
      let entries = aimed.map { request in
        entry(
          .attempt, sent.key.id,
          [
            JSONMember("operation", .string(request.operation.rawValue)),
            JSONMember("sha256", .string(request.hash)),
          ], context.now.wall)
      }
      try context.journal.append(entries, durably: true)
    } catch {
      return refuse("the journal: \(error)")
    }
    send(aimed, sent, slot, &context)
  }

  private mutating func send(
    _ requests: [WireRequest], _ sent: Sent, _ slot: Int, _ context: inout SessionContext
  ) {
    let sending = Sending(sent: sent, slot: slot, batch: context.number())
    tallies[sending.batch] = Tally(parts: requests.count)
    for request in requests { send(request, sending, &context) }
  }

  /// Why nothing may be sent now.
  private func obstacle(_ request: WireRequest, _ context: SessionContext) -> String? {
    guard request.venue == id, request.environment == setup.environment else {
      return "the request is for \(request.venue) \(request.environment.rawValue)"
    }
    if let refusal = context.journal.refusal { return "the journal: \(refusal)" }
    guard stage == .live else {
      return "\(id) is \(state.words)\(reason.map { ": \($0)" } ?? "")"
    }
    if quietUntil > context.now.uptime {
      let seconds = (quietUntil - context.now.uptime + 999) / 1000
      return "\(id) wants to hear nothing for another \(seconds) s"
    }
    if pace.isFull(request.operation, plan.changesASecond, context.now.uptime) {
      return "\(id) answers nothing for minutes after more than "
        + "\(plan.changesASecond ?? 0) of these a second; try again in a second"
    }
    return nil
  }

  private mutating func send(
    _ request: WireRequest, _ sending: Sending, _ context: inout SessionContext
  ) {
    pace.note(request.operation, context.now.uptime)
    guard request.isSocket else { return send(request, .sending(sending), &context) }
    guard let number = venue.number(ofFrame: request), frames[number] == nil,
      say(request.body.bytes, on: .user, &context)
    else {
      return failSending(
        sending, .init(.notSent, .lost, "the socket does not take it"), &context)
    }
    frames[number] = FrameErrand(
      what: .sending(sending), operation: request.operation,
      due: context.now.uptime + options.requestTimeout)
  }

  /// What is known of a list before anybody has answered.
  static func record(
    of placement: Placement, _ venue: any Venue, at time: Timestamp
  ) throws(Unreadable) -> ListRecord {
    let reading = try venue.read(placement.request)
    var record = ListRecord(sending: placement, at: time)
    record.list.clientListID = reading.listID ?? placement.key.id
    record.list.symbol = venue.symbol(of: placement.ticket.instrument)
    if let form = venue.form(for: placement.ticket) {
      let order = venue.order(placement.ticket.resolvedLegs, in: form)
      for (slot, id) in reading.legIDs.enumerated() where order.indices.contains(slot) {
        let leg = order[slot]
        guard record.list.orders.indices.contains(leg) else { continue }
        record.list.orders[leg].clientOrderID = id
      }
    }
    return record
  }

  // MARK: Answers

  mutating func takeAnswer(
    _ answer: Answer, to sending: Sending, _ context: inout SessionContext
  ) {
    let (sent, slot) = (sending.sent, sending.slot)
    switch sent {
    case .place: takePlaced(answer, sending, &context)
    case .cancel, .cancelLeg, .amend:
      if case .accepted(let content) = answer { absorb([content], slot, context.now.wall) }
      tell(Outcome(answer), sending, isOver: answer.isOver, &context)
      // The answer says that it was heard; what became of the orders the venue tells or is asked.
      ask(soon: slot, context)
    }
  }

  private mutating func takePlaced(
    _ answer: Answer, _ sending: Sending, _ context: inout SessionContext
  ) {
    let slot = sending.slot
    switch answer {
    case .accepted(let content):
      absorb([content], slot, context.now.wall)
      learn(content, slot)
      blotter.change(slot) { record in
        record.heard = context.now.wall
        record.isInDoubt = false
        if record.list.status == .unknown { record.list.status = .accepted }
      }
      doubts[slot] = nil
      tell(.accepted, sending, &context)
      let orders = blotter.entries[slot].record.list.orders
      // An entry that filled at once is answered with exits that still wait (Binance,
      // rest-api.md, OTO).
      if orders.contains(where: { !$0.status.isLive }) || plan.answersLater {
        ask(soon: slot, context)
      }
    case .refused(let refusal), .later(let refusal, _):
      reject(slot, refusal.sentence, context)
      tell(Outcome(answer), sending, &context)
    case .inDoubt(let refusal):
      tell(.inDoubt(refusal.sentence), sending, &context)
      doubt(slot, &context)
    }
  }

  /// Ids that an answer brings without saying which leg is meant stand in the order of the slots.
  private mutating func learn(_ content: Content, _ slot: Int) {
    guard case .list(let list) = content else { return }
    blotter.change(slot) { record in
      if record.list.venueListID == nil { record.list.venueListID = list.venueListID }
    }
    blotter.learn(slot)
  }

  private mutating func reject(_ slot: Int, _ reason: String, _ context: SessionContext) {
    blotter.change(slot) { record in
      record.heard = context.now.wall
      record.isInDoubt = false
      record.list.status = .rejected
      for leg in record.list.orders.indices { record.list.orders[leg].status = .rejected }
    }
    blotter.note(slot, "refused: \(reason)", context.now.wall)
  }

  /// The list is to be asked about; a moment later where the venue answers before it is done.
  private mutating func ask(soon slot: Int, _ context: SessionContext) {
    var ask = asks[slot] ?? Ask()
    guard ask.due == nil else { return }
    ask.due = context.now.uptime + (options.keepsAlive && plan.answersLater ? 500 : 0)
    ask.tries = max(1, ask.tries)
    asks[slot] = ask
  }

  mutating func failSending(
    _ sending: Sending, _ failure: TransportFailure, _ context: inout SessionContext
  ) {
    let slot = sending.slot
    switch (failure.reach, sending.sent) {
    case (.notSent, .place):
      reject(slot, "nothing was sent: \(failure.sentence)", context)
      tell(.notSent("nothing was sent: \(failure.sentence)"), sending, &context)
    case (.notSent, _):
      tell(.notSent("nothing was sent: \(failure.sentence)"), sending, &context)
    case (.unknown, .place):
      blotter.note(slot, "in doubt: \(failure.sentence)", context.now.wall)
      tell(.inDoubt(failure.sentence), sending, &context)
      doubt(slot, &context)
    case (.unknown, _):
      tell(.inDoubt(failure.sentence), sending, &context)
      ask(soon: slot, context)
    }
  }

  /// Writes an outcome down, and tells what all requests of the wish came to with the last of them.
  private mutating func tell(
    _ outcome: Outcome, _ sending: Sending, isOver: Bool = false,
    _ context: inout SessionContext
  ) {
    let record = blotter.entries[sending.slot].record
    var body: [JSONMember] = [
      JSONMember("outcome", .string(outcome.word)),
      JSONMember("reason", outcome.reason.map(JSON.string) ?? .null),
    ]
    if case .place = sending.sent {
      body += [
        JSONMember("venue_list_id", record.list.venueListID.map(JSON.string) ?? .null)
      ]
    }
    write(sending.slot, .outcome, .object(body), &context)
    tallies[sending.batch]?.add(outcome, isOver: isOver)
    guard let whole = tallies[sending.batch]?.whole else { return }
    tallies[sending.batch] = nil
    context.news.append(.outcome(sending.sent, whole))
  }
}

extension Answer {
  /// The no of an order that has ended already.
  var isOver: Bool {
    guard case .refused(let refusal) = self else { return false }
    return refusal.reason == .alreadyDone || refusal.reason == .notFound
  }
}

extension Outcome {
  /// The word for it in files.
  public var word: String {
    switch self {
    case .accepted: "accepted"
    case .refused: "refused"
    case .inDoubt: "in_doubt"
    case .notSent: "not_sent"
    }
  }

  public var reason: String? {
    switch self {
    case .accepted: nil
    case .refused(let reason), .inDoubt(let reason), .notSent(let reason): reason
    }
  }
}

extension SessionState {
  /// What it is, as part of a sentence.
  public var words: String {
    switch self {
    case .offline: "offline"
    case .connecting: "being connected to"
    case .signingIn: "being signed in to"
    case .catchingUp: "being caught up with"
    case .live: "live"
    case .stale: "not heard from"
    case .refused: "refusing us"
    }
  }
}
