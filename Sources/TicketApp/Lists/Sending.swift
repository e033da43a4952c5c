import Client
import Orders
import Screen
import Venues

extension App {
  /// The exact bytes of a draft, signed as of now.
  func seal(
    _ draft: Draft, at venue: any Venue, number: Int64 = 1
  ) throws(SealFailure)
    -> WireRequest
  {
    guard let now = feed.now else { throw SealFailure("the time is not known yet") }
    guard let credentials = credentials(for: venue) else {
      throw SealFailure("there are no keys for \(venue.id) \(setup.environment.rawValue)")
    }
    guard credentials.environment == setup.environment else {
      throw SealFailure(
        "the keys are for \(credentials.environment.rawValue), not \(setup.environment.rawValue)")
    }
    let offset = feed.account(venue.id).clockOffsetMilliseconds ?? 0
    return try venue.seal(
      draft,
      Seal(
        now: Timestamp(milliseconds: now.milliseconds - offset), requestID: requests + number,
        credentials: credentials))
  }

  /// The bytes for showing alone: where keys are not known, with stand-ins, which open nothing.
  func sealToShow(_ draft: Draft, at venue: any Venue) throws(SealFailure) -> WireRequest {
    if credentials(for: venue) != nil { return try seal(draft, at: venue) }
    guard let now = feed.now, let keys = try? venue.standInCredentials(setup.environment) else {
      throw SealFailure("\(venue.id) has no \(setup.environment.rawValue) environment")
    }
    return try venue.seal(draft, Seal(now: now, requestID: requests + 1, credentials: keys))
  }

  private func credentials(for venue: any Venue) -> Credentials? {
    if let known = credentials[venue.id] { return known }
    return setup.environment == .paper ? try? venue.paperCredentials() : nil
  }

  /// The next list gets ids of its own.
  mutating func renewIdentity() {
    var generator = SeededGenerator(seed: identity.number)
    identity = ListIdentity(generator.next())
    lookAgain()
  }

  // MARK: Answers

  /// What became of a request; a list that nobody has spoken of yet is marked as the answer says.
  mutating func take(_ outcome: Outcome, of sent: Sent) {
    switch sent {
    case .place(let key):
      settle(key, outcome)
      say(outcome, "the list at \(key.venue)", next: paperHint)
    case .cancel(let key): say(outcome, "the cancel of \(key.id) at \(key.venue)")
    case .cancelLeg(let key, let leg):
      say(outcome, "the cancel of leg \(leg + 1) of \(key.id) at \(key.venue)")
    case .amend(let key, let leg):
      say(outcome, "the change of leg \(leg + 1) of \(key.id) at \(key.venue)")
    }
  }

  private mutating func say(_ outcome: Outcome, _ what: String, next: String? = nil) {
    switch outcome {
    case .accepted:
      log.say("\(what) was accepted\(next.map { ": \($0)" } ?? "")", .good, at: feed.now)
    case .refused(let reason): log.say("\(what) was refused: \(reason)", .bad, at: feed.now)
    case .inDoubt(let reason):
      log.say("\(what) is in doubt: \(reason)", .warning, at: feed.now)
    case .notSent(let reason): log.say("\(what) was not sent: \(reason)", .bad, at: feed.now)
    }
  }

  private mutating func settle(_ key: ListKey, _ outcome: Outcome) {
    guard var record = board[key], record.heard == nil else { return }
    let text: String
    switch outcome {
    case .accepted: return
    case .refused(let reason):
      record.reject()
      record.heard = feed.now
      text = "refused: \(reason)"
    case .notSent(let reason):
      // The venue was never asked, and so has said nothing.
      record.reject()
      text = "not sent: \(reason)"
    case .inDoubt(let reason):
      record.isInDoubt = true
      text = "in doubt: \(reason)"
    }
    record.history.append(ListRecord.Step(time: feed.now, leg: nil, text: text))
    take([record])
  }
}

extension ListRecord {
  fileprivate mutating func reject() {
    list.status = .rejected
    for leg in list.orders.indices { list.orders[leg].status = .rejected }
  }
}
