import Exact
import Orders
import Venues

/// The way from nothing to a stream: clock, token, account, socket, sign-in, subscription.
extension Session {
  mutating func begin(_ context: inout SessionContext) {
    guard stage == .idle || stage == .waiting else { return }
    backoff.reset()
    enter(.begin, nil, &context)
    advance(&context)
  }

  /// Takes the next step of what is missing.
  mutating func advance(_ context: inout SessionContext) {
    do {
      if venueClock == nil, let draft = try? venue.drafts(.serverTime).first {
        go(.clock, &context)
        return try ask(draft, .clock, &context)
      }
      if needsToken {
        go(.token, &context)
        guard let draft = try venue.drafts(.token).first else { return openSocket(&context) }
        return try ask(draft, .token(isRenewal: false), &context)
      }
      if plan.door == .bearer, credentials.settings["account_id"] == nil,
        let draft = try venue.drafts(.accounts).first
      {
        go(.accounts, &context)
        return try ask(draft, .accounts, &context)
      }
      openSocket(&context)
    } catch {
      deny("\(error)", &context)
    }
  }

  private var needsToken: Bool {
    switch plan.door {
    case .signature, .login: false
    case .token: token == nil
    case .bearer: token == nil && (credentials.tokens["access_token"] == nil || isTokenSpent)
    }
  }

  mutating func go(_ stage: Stage, _ context: inout SessionContext) {
    self.stage = stage
    stageDue = context.now.uptime + max(options.openTimeout, options.requestTimeout)
  }

  /// What a stage's time comes to.
  mutating func passStage(_ context: inout SessionContext) {
    guard let due = stageDue, due <= context.now.uptime else { return }
    switch stage {
    case .waiting:
      stage = .idle
      stageDue = nil
      if state == .offline { enter(.begin, nil, &context) }
      advance(&context)
    case .pausing: signIn(&context)
    case .idle, .live: stageDue = nil
    case .catchingUp: lose("the venue did not tell everything in time", &context)
    case .clock, .token, .accounts, .opening, .greeting, .signingIn, .subscribing:
      lose("no answer came in time", &context)
    }
  }

  // MARK: Ends

  /// Everything that stood is gone; another try follows by itself.
  mutating func lose(_ reason: String, _ context: inout SessionContext) {
    guard stage != .idle, stage != .waiting else { return }
    drop(&context)
    enter(.lost, reason, &context)
    stage = .waiting
    stageDue = context.now.uptime + max(backoff.next(context.chance), wait(context))
  }

  private func wait(_ context: SessionContext) -> Int64 {
    max(0, quietUntil - context.now.uptime)
  }

  /// The venue will not have us, and asking again would change nothing.
  mutating func deny(_ reason: String, _ context: inout SessionContext) {
    drop(&context)
    enter(.denied, reason, &context)
    stage = .idle
    stageDue = nil
    context.note("\(id) refuses the session: \(reason)", .bad)
  }

  private mutating func drop(_ context: inout SessionContext) {
    for socket in sockets { context.actions.append(.close(socket.id)) }
    sockets = []
    nextPing = [:]
    held = []
    survey = nil
    nextAudit = nil
    clockDue = nil
    // Placements go on: their answers still come, or fail by themselves.
    for (number, frame) in frames.sorted(by: { $0.key < $1.key }) {
      frames[number] = nil
      guard case .sending(let sending) = frame.what else { continue }
      failSending(sending, .init(.unknown, .lost, "the socket ended"), &context)
    }
    chores.drop()
    for (id, errand) in errands {
      switch errand.what {
      case .sending: continue
      case .clock, .token, .accounts, .chore, .door:
        errands[id] = nil
        context.actions.append(.abandon(id))
      }
    }
    isRenewing = false
    for slot in doubts.keys where doubts[slot]?.isAsked == true {
      doubts[slot]?.isAsked = false
      doubts[slot]?.due = context.now.uptime
    }
    for slot in asks.keys where asks[slot]?.isAsked == true {
      asks[slot]?.isAsked = false
      blotter.doubt(slot)
    }
    wants.isAsked = false
    markets.forgetSubscriptions()
    // A token that opens one socket does not open the next.
    if plan.door == .token { token = nil }
  }

  // MARK: Clock, token, account

  mutating func takeClock(
    _ answer: Answer, asked: Int64, _ context: inout SessionContext
  ) {
    guard case .accepted(.serverTime(let time)) = answer else {
      return lackClock("the venue's time: \(Outcome(answer).sentence)", &context)
    }
    clockBackoff.reset()
    // It was read somewhere between asking and hearing.
    venueClock = (time.milliseconds, (context.now.uptime + asked) / 2)
    clockOffset = nil
    tellOffset(&context)
    if stage == .clock { advance(&context) }
  }

  /// The venue did not tell its time: there is no way in without it, and later the old one does
  /// until it is asked for again.
  mutating func lackClock(_ reason: String, _ context: inout SessionContext) {
    if stage == .clock { return lose(reason, &context) }
    clockDue = context.now.uptime + max(clockBackoff.next(context.chance), wait(context))
  }

  mutating func takeToken(
    _ answer: Answer, isRenewal: Bool, _ context: inout SessionContext
  ) {
    isRenewing = false
    switch answer {
    case .accepted(.token(let told)):
      token = told
      tokenSince = context.now.uptime
      take(told, &context)
      if stage == .token { advance(&context) }
    case .accepted where isRenewal: tokenSince = context.now.uptime
    case .accepted: lose("the venue gave no token", &context)
    case .refused(let refusal):
      if isRenewal { return lose("the token was not renewed: \(refusal.sentence)", &context) }
      refuse(refusal, &context)
    case .inDoubt(let refusal), .later(let refusal, _): lose(refusal.sentence, &context)
    }
  }

  /// A token without which nothing is answered stands in the keys from now on.
  private mutating func take(_ told: StreamToken, _ context: inout SessionContext) {
    guard plan.door == .bearer else { return }
    var tokens = credentials.tokens
    tokens["access_token"] = told.token
    if let market = told.marketToken { tokens["md_access_token"] = market }
    isTokenSpent = false
    renew(tokens: tokens, settings: credentials.settings, &context)
  }

  private mutating func renew(
    tokens: [String: String], settings: [String: String], _ context: inout SessionContext
  ) {
    credentials = Credentials(
      venue: credentials.venue, environment: credentials.environment, key: credentials.key,
      signer: credentials.signer, tokens: tokens, settings: settings)
    context.news.append(.credentials(id, credentials))
  }

  mutating func takeAccounts(_ answer: Answer, _ context: inout SessionContext) {
    guard case .accepted(.accounts(let accounts)) = answer else {
      if case .refused(let refusal) = answer { return refuse(refusal, &context) }
      return lose("the accounts: \(Outcome(answer).sentence)", &context)
    }
    let active = accounts.filter(\.isActive)
    let named = credentials.settings["account"].map { name in active.filter { $0.name == name } }
    guard let choice = (named ?? active).first, (named ?? active).count == 1 else {
      let names = Words.list(active.map(\.name))
      return deny(
        "the login has \(active.count) accounts (\(names)): the credentials must name one",
        &context)
    }
    var settings = credentials.settings
    settings["account"] = choice.name
    settings["account_id"] = choice.id
    renew(tokens: credentials.tokens, settings: settings, &context)
    advance(&context)
  }

  /// A definite no on the way in: some are about the moment, most are about who we are.
  mutating func refuse(_ refusal: Refusal, _ context: inout SessionContext) {
    switch refusal.reason {
    case .clock:
      venueClock = nil
      lose(refusal.sentence, &context)
    // A token may have ended on its way; a few new ones are tried before it is the keys' fault.
    case .permission where plan.door == .bearer && denials < 3:
      denials += 1
      tokenEnded(refusal.sentence, &context)
    case .signature, .permission, .malformed: deny(refusal.sentence, &context)
    default: lose(refusal.sentence, &context)
    }
  }
}

extension Outcome {
  /// The reason alone.
  var sentence: String {
    switch self {
    case .accepted: "accepted"
    case .refused(let text), .inDoubt(let text), .notSent(let text): text
    }
  }
}
