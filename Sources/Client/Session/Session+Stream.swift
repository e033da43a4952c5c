import Exact
import Orders
import Venues

/// What comes on the sockets.
extension Session {
  mutating func read(
    _ socket: SocketID, _ bytes: [UInt8], _ context: inout SessionContext
  ) {
    guard let at = sockets.firstIndex(where: { $0.id == socket }) else { return }
    let purpose = sockets[at].purpose
    let events = sockets[at].take(bytes, now: context.now.uptime)
    flush(at, &context)
    for event in events {
      // Whatever an event makes of the session, what follows on a dead socket is not heard.
      guard sockets.contains(where: { $0.id == socket }) else { return }
      switch event {
      case .opened: opened(purpose, &context)
      case .message(let message): hear(venue.events(in: message), purpose, &context)
      case .failed(let reason): broke(purpose, reason, &context)
      }
    }
  }

  private mutating func hear(
    _ events: [VenueEvent], _ purpose: StreamSocket.Purpose, _ context: inout SessionContext
  ) {
    var slots: [Int] = []
    for event in events {
      switch event {
      case .ready: greeted(purpose, &context)
      case .loggedIn: loggedIn(purpose, &context)
      case .subscribed(let number): acknowledged(number, &context)
      case .reply(let number, let answer): replied(number, answer, &context)
      case .pingDemand(let reply): say(Array(reply.utf8), on: purpose, &context)
      case .pong: break
      case .tokenExpired: tokenEnded("the token has ended", &context)
      case .closing(let reason): broke(purpose, "the venue closes: \(reason)", &context)
      case .market(let symbol, let market): takeMarket(symbol, market)
      case .order, .list, .balances, .positions, .refresh, .unknown:
        if stage == .live {
          take(event, slots: &slots, &context)
        } else if purpose == .user {
          hold(event, &context)
        }
      }
    }
  }

  /// Events before the whole truth is known wait for it.
  private mutating func hold(_ event: VenueEvent, _ context: inout SessionContext) {
    if held.count >= 50_000 { return lose("too much happened while catching up", &context) }
    held.append(event)
  }

  /// Takes what was held, in the order it came.
  mutating func replay(_ context: inout SessionContext) {
    let events = held
    held = []
    var slots: [Int] = []
    for event in events { take(event, slots: &slots, &context) }
  }

  private mutating func greeted(
    _ purpose: StreamSocket.Purpose, _ context: inout SessionContext
  ) {
    if purpose == .market { return speakToMarket(&context) }
    if stage == .greeting { signIn(&context) }
  }

  private mutating func replied(
    _ number: String, _ answer: Answer, _ context: inout SessionContext
  ) {
    guard let frame = frames.removeValue(forKey: number) else { return }
    if frame.what == .door, case .accepted = answer {
      frames[number] = frame
      return acknowledged(number, &context)
    }
    take(answer, frame.what, asked: context.now.uptime, &context)
  }

  mutating func tokenEnded(_ reason: String, _ context: inout SessionContext) {
    token = nil
    isTokenSpent = true
    lose(reason, &context)
  }

  // MARK: Events

  /// Takes one event of the account; `slots` are the lists that its frame spoke of so far.
  private mutating func take(
    _ event: VenueEvent, slots: inout [Int], _ context: inout SessionContext
  ) {
    switch event {
    case .order(let report):
      switch blotter.take(report, heard: context.now.wall) {
      case .known(let slot): slots.append(slot)
      case .foreign: wants.survey = true
      case .single: break
      }
    case .list(let list): take(list, isAnswer: false, context.now.wall)
    case .balances(let balances): takeBalances(balances, &context)
    case .positions(let positions): takePositions(positions, &context)
    case .refresh:
      // What the frame spoke of is asked about; a frame that spoke of nothing means the account.
      if slots.isEmpty { wants.account = true } else { slots.forEach { blotter.doubt($0) } }
    case .unknown(let text): wants.note(text, &context, id)
    default: break
    }
  }

  @discardableResult
  mutating func take(
    _ list: OrderList, isAnswer: Bool, _ heard: Timestamp
  ) -> Int? {
    let instrument = list.symbol.flatMap { venue.instrument(spelled: $0) }
    return blotter.take(list, isAnswer: isAnswer, heard: heard, instrument: instrument)
  }

  private mutating func takeBalances(_ told: [Balance], _ context: inout SessionContext) {
    var all = account.balances ?? []
    for balance in told {
      if let at = all.firstIndex(where: { $0.asset == balance.asset }) {
        all[at] = balance
      } else {
        all.append(balance)
      }
    }
    account.balances = all
    context.news.append(.account(id, account))
  }

  private mutating func takePositions(_ told: [Position], _ context: inout SessionContext) {
    var all = account.positions ?? []
    for position in told {
      var position = position
      position.symbol = markets.symbol(ofContract: position.symbol) ?? position.symbol
      if let at = all.firstIndex(where: { $0.symbol == position.symbol }) {
        all[at] = position
      } else {
        all.append(position)
      }
    }
    account.positions = all
    context.news.append(.account(id, account))
  }
}

/// What is wanted of the venue soon, whoever wants it and however often.
struct Wants: Hashable, Sendable {
  var account = false
  /// Everything that is open.
  var survey = false
  var isAsked = false
  /// No sooner than this.
  var notBefore: Int64 = 0
  private var noted = 0

  init() {}

  /// When it may be asked for; nil while nothing is wanted.
  var due: Int64? { (account || survey) && !isAsked ? notBefore : nil }

  /// Tells of a few frames that nobody understands; a flood of them tells no more.
  mutating func note(_ text: String, _ context: inout SessionContext, _ venue: VenueID) {
    noted += 1
    if noted <= 3 {
      context.note("\(venue) says what is not understood: \(text.prefix(200))", .warning)
    }
  }
}
