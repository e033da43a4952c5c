import Orders
import Venues

/// A request under way, and what its answer is for.
struct Errand: Sendable {
  let what: What
  let operation: Operation
  /// When it was sent.
  let asked: Int64

  /// What an answer is for.
  enum What: Hashable, Sendable {
    case clock
    case token(isRenewal: Bool)
    case accounts
    /// One request of a call; the chore ends with its last.
    case chore(Int)
    /// Something that changes orders: it is sent once, whatever comes of it.
    case sending(Sending)
    /// One frame of a sign-in or of a subscription.
    case door
  }
}

/// A request that changes orders.
struct Sending: Hashable, Sendable {
  let sent: Sent
  let slot: Int
  /// The same for all requests of one wish, where a list is cancelled order by order.
  let batch: Int64
}

/// A frame under way on a socket, by its number.
struct FrameErrand: Sendable {
  let what: Errand.What
  let operation: Operation
  let due: Int64
}

extension Session {
  /// Sends the request of a draft, signed as of now.
  mutating func ask(
    _ draft: Draft, _ what: Errand.What, _ context: inout SessionContext
  ) throws(SealFailure) {
    let request = try seal(draft, number: context.number(), context)
    send(request, what, &context)
  }

  func seal(
    _ draft: Draft, number: Int64, _ context: SessionContext
  ) throws(SealFailure) -> WireRequest {
    try venue.seal(
      draft,
      Seal(now: venueTime(context.now), requestID: number, credentials: credentials)
    ).aimed(at: setup.hosts)
  }

  /// Sends exactly these bytes.
  mutating func send(
    _ request: WireRequest, _ what: Errand.What, _ context: inout SessionContext
  ) {
    let id = RequestID(context.number())
    errands[id] = Errand(what: what, operation: request.operation, asked: context.now.uptime)
    context.actions.append(
      .request(id, request, timeoutMilliseconds: options.requestTimeout))
  }

  /// An answer came.
  mutating func answered(
    _ id: RequestID, _ response: Response, _ context: inout SessionContext
  ) {
    guard let errand = errands.removeValue(forKey: id) else { return }
    budget.take(response, plan.budget)
    let took = context.now.uptime - errand.asked
    if took >= 0, latency != took {
      latency = took
      if isLive { tellConnection(&context) }
    }
    let answer = venue.decode(response, to: errand.operation)
    if case .later(_, let wait) = answer {
      quietUntil = max(quietUntil, context.now.uptime + (wait ?? 1000))
    }
    take(answer, errand.what, asked: errand.asked, &context)
  }

  /// No answer will come.
  mutating func failed(
    _ id: RequestID, _ failure: TransportFailure, _ context: inout SessionContext
  ) {
    guard let errand = errands.removeValue(forKey: id) else { return }
    failed(errand.what, failure, &context)
  }

  mutating func take(
    _ answer: Answer, _ what: Errand.What, asked: Int64, _ context: inout SessionContext
  ) {
    switch what {
    case .clock: takeClock(answer, asked: asked, &context)
    case .token(let isRenewal): takeToken(answer, isRenewal: isRenewal, &context)
    case .accounts: takeAccounts(answer, &context)
    case .chore(let number): takeChore(number, answer, &context)
    case .sending(let sending): takeAnswer(answer, to: sending, &context)
    case .door: takeDoor(answer, &context)
    }
  }

  mutating func failed(
    _ what: Errand.What, _ failure: TransportFailure, _ context: inout SessionContext
  ) {
    switch what {
    case .clock: lackClock(failure.sentence, &context)
    case .accounts, .door: lose(failure.sentence, &context)
    case .token(let isRenewal):
      isRenewing = false
      if !isRenewal { lose(failure.sentence, &context) }
    case .chore(let number): failChore(number, failure.sentence, &context)
    case .sending(let sending): failSending(sending, failure, &context)
    }
  }
}
