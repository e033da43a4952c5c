import Exact
import Orders
import Venues

/// Sockets, from opening them to the last subscription.
extension Session {
  mutating func openSocket(_ context: inout SessionContext) {
    go(.opening, &context)
    guard open(.user, &context) else {
      return deny("there is no address of its stream, or none with TLS", &context)
    }
  }

  /// Opens a socket; false where there is no address.
  mutating func open(
    _ purpose: StreamSocket.Purpose, _ context: inout SessionContext
  ) -> Bool {
    let channel: Channel = purpose == .user ? .socket : .marketSocket
    let number = context.number()
    guard
      let text = venue.address(of: channel, setup.hosts, token: token, number: number),
      let address = SocketAddress(text),
      // Who asked over TLS does not go on without it, whatever the answer said.
      text.hasPrefix("wss://") || !setup.hosts.rest.hasPrefix("https://")
    else { return false }
    let socket = StreamSocket(
      SocketID(number), purpose, to: address, packs: plan.packs, chance: context.chance,
      now: context.now.uptime)
    sockets.append(socket)
    context.actions.append(
      .connect(socket.id, address: text, timeoutMilliseconds: options.openTimeout))
    return true
  }

  /// The index of a socket by what it is for.
  func socket(_ purpose: StreamSocket.Purpose) -> Int? {
    sockets.firstIndex { $0.purpose == purpose }
  }

  mutating func connected(_ socket: SocketID, _ context: inout SessionContext) {
    guard let at = sockets.firstIndex(where: { $0.id == socket }) else { return }
    guard let request = sockets[at].connected(now: context.now.uptime) else {
      return lose("its address cannot be said in a handshake", &context)
    }
    context.actions.append(.write(socket, request))
  }

  mutating func ended(
    _ socket: SocketID, _ failure: TransportFailure?, _ context: inout SessionContext
  ) {
    guard let at = sockets.firstIndex(where: { $0.id == socket }) else { return }
    let purpose = sockets[at].purpose
    sockets.remove(at: at)
    broke(purpose, failure?.sentence ?? "the venue ended the connection", &context)
  }

  /// A socket is of no use any more: without that of the user's events nothing is known for sure.
  mutating func broke(
    _ purpose: StreamSocket.Purpose, _ reason: String, _ context: inout SessionContext
  ) {
    nextPing[purpose] = nil
    switch purpose {
    case .user: lose(reason, &context)
    case .market:
      if let at = socket(.market) {
        context.actions.append(.close(sockets[at].id))
        sockets.remove(at: at)
      }
      markets.forgetSubscriptions()
      markets.reopenAt = context.now.uptime + backoff.next(context.chance)
    }
  }

  /// The handshake is done.
  mutating func opened(_ purpose: StreamSocket.Purpose, _ context: inout SessionContext) {
    if options.keepsAlive, let ping = token?.pingMilliseconds ?? plan.ping {
      nextPing[purpose] = context.now.uptime + ping
    }
    guard purpose == .user else {
      if !plan.greets { speakToMarket(&context) }
      return
    }
    enter(.opened, nil, &context)
    if plan.greets {
      go(.greeting, &context)
    } else if plan.pause > 0, options.keepsAlive {
      stage = .pausing
      stageDue = context.now.uptime + plan.pause
    } else {
      signIn(&context)
    }
  }

  /// The venue has greeted, or wants no greeting.
  mutating func signIn(_ context: inout SessionContext) {
    go(.signingIn, &context)
    do {
      switch plan.door {
      case .login, .bearer:
        let drafts = try venue.drafts(.login).filter { $0.endpoint.channel == .socket }
        for draft in drafts { try say(draft, .door, on: .user, &context) }
      case .signature, .token: try subscribe(&context)
      }
    } catch {
      deny("\(error)", &context)
    }
  }

  mutating func loggedIn(_ purpose: StreamSocket.Purpose, _ context: inout SessionContext) {
    guard purpose == .user else { return subscribeMarkets(&context) }
    guard stage == .signingIn else { return }
    frames = frames.filter { $0.value.what != .door }
    do {
      try subscribe(&context)
    } catch {
      deny("\(error)", &context)
    }
  }

  private mutating func subscribe(_ context: inout SessionContext) throws {
    go(.subscribing, &context)
    for draft in try venue.drafts(.subscribeUser(subscriber)) {
      try say(draft, .door, on: .user, &context)
    }
  }

  /// What the venue wants to know the user's events by.
  private var subscriber: String? {
    if plan.door == .bearer { return token?.userID }
    let ways = venue.choices.first { $0.name == "channel" }?.ways.map(\.name) ?? []
    return ways.indices.contains(channel) ? ways[channel] : nil
  }

  /// Says a frame and waits for its answer, where it has a number to be answered by.
  mutating func say(
    _ draft: Draft, _ what: Errand.What?, on purpose: StreamSocket.Purpose,
    _ context: inout SessionContext
  ) throws(SealFailure) {
    let frame = try seal(draft, number: context.number(), context)
    let isHeard = say(frame.body.bytes, on: purpose, &context)
    guard isHeard, let what, let number = venue.number(ofFrame: frame) else { return }
    frames[number] = FrameErrand(
      what: what, operation: draft.endpoint.operation,
      due: context.now.uptime + options.requestTimeout)
  }

  @discardableResult
  mutating func say(
    _ text: [UInt8], on purpose: StreamSocket.Purpose, _ context: inout SessionContext
  ) -> Bool {
    guard let at = socket(purpose), sockets[at].send(text) else { return false }
    flush(at, &context)
    return true
  }

  mutating func flush(_ at: Int, _ context: inout SessionContext) {
    let bytes = sockets[at].takeOutgoing()
    if !bytes.isEmpty { context.actions.append(.write(sockets[at].id, bytes)) }
  }

  /// A frame of the door was acknowledged.
  mutating func acknowledged(_ number: String, _ context: inout SessionContext) {
    guard let frame = frames[number], frame.what == .door else { return }
    frames[number] = nil
    guard stage == .subscribing, !frames.values.contains(where: { $0.what == .door }) else {
      return
    }
    enter(.signedIn, nil, &context)
    catchUp(&context)
  }

  /// A frame of the door was answered otherwise.
  mutating func takeDoor(_ answer: Answer, _ context: inout SessionContext) {
    switch answer {
    case .accepted: break
    case .refused(let refusal):
      let ways = venue.choices.first { $0.name == "channel" }?.ways.count ?? 0
      // Sources disagree on a channel's name: the other one is tried before anybody is bothered.
      if stage == .subscribing, channel + 1 < ways {
        channel += 1
        return lose("the channel's other name is tried: \(refusal.sentence)", &context)
      }
      refuse(refusal, &context)
    case .inDoubt(let refusal): refuse(refusal, &context)
    case .later(let refusal, _): lose(refusal.sentence, &context)
    }
  }

  // MARK: Keeping

  /// Heartbeats, silence, age, and tokens that end.
  mutating func passSockets(_ context: inout SessionContext) {
    let now = context.now.uptime
    for socket in sockets {
      if socket.heard + plan.silence <= now {
        broke(socket.purpose, "nothing was heard for \(plan.silence / 1000) s", &context)
        if socket.purpose == .user { return }
      } else if socket.since + plan.age <= now {
        broke(socket.purpose, "the connection has reached its age", &context)
        if socket.purpose == .user { return }
      }
    }
    for (purpose, due) in nextPing where due <= now {
      nextPing[purpose] = now + (token?.pingMilliseconds ?? plan.ping ?? plan.silence)
      beat(purpose, nil, &context)
    }
    guard stage == .live, let renewal = plan.renewal, let token, !isRenewing,
      tokenSince + renewal <= now
    else { return }
    isRenewing = true
    if let draft = try? venue.drafts(.renewToken(token.token)).first {
      try? ask(draft, .token(isRenewal: true), &context)
    }
  }

  /// Our heartbeat.
  private mutating func beat(
    _ purpose: StreamSocket.Purpose, _ reply: String?, _ context: inout SessionContext
  ) {
    let channel: Channel = purpose == .user ? .socket : .marketSocket
    let drafts = (try? venue.drafts(.heartbeat(reply))) ?? []
    let draft = drafts.first { $0.endpoint.channel == channel } ?? drafts.first
    if let draft { try? say(draft, nil, on: purpose, &context) }
  }
}
