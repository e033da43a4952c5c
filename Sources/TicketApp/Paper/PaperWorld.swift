import Client
import Exact
import Orders
import Simulator
import Venues

/// The five venues' simulators behind the program, in the same process.
///
/// A value: it takes the effects that send and gives the events that venues would cause. Requests
/// reach a simulator as the bytes that were reviewed, and answers come back as bytes that the
/// venue's own decoder reads.
public struct PaperWorld: Sendable {
  var servings: [any Serving]
  var tape: PaperTapeReader
  public private(set) var now: Timestamp
  /// By venue, what is known here of its lists.
  var shelves: [VenueID: PaperShelf] = [:]
  private var markets: [VenueID: [Market]] = [:]
  private var requests: Int64 = 1 << 32

  public init(seed: UInt64, tape: PaperTape = .walk, now: Timestamp) {
    servings = ServingCatalogue.all.map { $0.init(now: now) }
    self.tape = PaperTapeReader(tape, seed: seed, now: now)
    self.now = now
  }

  /// What the program is told first: connections, accounts and prices of every venue.
  public mutating func begin() -> [AppEvent] {
    var events: [AppEvent] = [.now(now)]
    for at in servings.indices {
      let desk = servings[at].desk
      events.append(.connection(desk.venue.id, Connection(.live)))
      events.append(.account(desk.venue.id, Self.account(desk)))
      _ = servings[at].desk.takeNews()
      events += marketEvents(at)
    }
    return events
  }

  /// When `pass` has something to do; nil while nothing will happen by itself.
  public var nextDuty: Timestamp? {
    ([tape.next] + servings.map(\.desk.nextExpiry)).compactMap { $0 }.min()
  }

  /// Lets time pass: the tape moves, and what expires does.
  public mutating func pass(_ now: Timestamp) -> [AppEvent] {
    guard now >= self.now else { return [] }
    self.now = now
    for move in tape.take(now) { apply(move) }
    var events: [AppEvent] = [.now(now)]
    for at in servings.indices {
      servings[at].desk.pass(to: now)
      events += gather(at)
    }
    return events
  }

  /// Does what the program wants of the venues; every other effect is left to others.
  public mutating func perform(_ effect: Effect) -> [AppEvent] {
    switch effect {
    case .place(let placement): place(placement)
    case .cancel(let cancellation): cancel(cancellation)
    case .trade(let instrument, let price): trade(instrument, at: price)
    default: []
    }
  }

  /// Moves the paper market of an instrument, at every venue that has it.
  public mutating func trade(_ instrument: Instrument, at price: Decimal) -> [AppEvent] {
    apply(tape.trade(instrument, at: price))
    return servings.indices.flatMap { gather($0) }
  }

  private mutating func apply(_ move: TapeMove) {
    for at in servings.indices { servings[at].desk.apply(move) }
  }

  // MARK: Requests

  private mutating func place(_ placement: Placement) -> [AppEvent] {
    guard let at = index(of: placement.key.venue) else {
      return [.outcome(.place(placement.key), .refused("there is no paper venue of that name"))]
    }
    shelves[placement.key.venue, default: PaperShelf()].expect(placement)
    let answer = ask(at, placement.request)
    let events = gather(at)
    shelves[placement.key.venue]?.expectNothing()
    return events + [.outcome(.place(placement.key), Outcome(answer))]
  }

  /// Every request goes out, as from a client; the first one that is not taken is the answer.
  private mutating func cancel(_ cancellation: Cancellation) -> [AppEvent] {
    guard let at = index(of: cancellation.key.venue) else { return [] }
    var outcome = Outcome.accepted
    var taken = 0
    for request in cancellation.requests {
      let answer = Outcome(ask(at, request))
      if answer == .accepted { taken += 1 } else if outcome == .accepted { outcome = answer }
    }
    // Where a list goes order by order, one cancel may take the rest along before its own turn.
    if cancellation.requests.count > 1, taken > 0, case .refused = outcome { outcome = .accepted }
    return gather(at) + [.outcome(cancellation.sent, outcome)]
  }

  private func index(of venue: VenueID) -> Int? {
    servings.firstIndex { $0.desk.venue.id == venue }
  }

  /// One request as bytes, and its answer as the venue's decoder reads it.
  private mutating func ask(_ at: Int, _ request: WireRequest) -> Answer {
    servings[at].desk.pass(to: now)
    let response = servings[at].answer(HTTPRequest(request)).received
    return servings[at].desk.venue.decode(response, to: request.operation)
  }

  /// What a call of ours is answered, for the venue's own words.
  private mutating func ask(_ at: Int, _ call: Call) -> [Content] {
    let venue = servings[at].desk.venue
    guard let drafts = try? venue.drafts(call), let credentials = try? venue.paperCredentials()
    else { return [] }
    return drafts.compactMap { draft in
      requests += 1
      let seal = Seal(now: now, requestID: requests, credentials: credentials)
      guard let request = try? venue.seal(draft, seal), !request.isSocket,
        case .accepted(let content) = ask(at, request)
      else { return nil }
      return content
    }
  }

  // MARK: What happened

  /// Tells what happened at a desk since this was last asked.
  mutating func gather(_ at: Int) -> [AppEvent] {
    let venue = servings[at].desk.venue.id
    var shelf = shelves[venue] ?? PaperShelf()
    let news = servings[at].desk.takeNews()
    // Nobody listens on a socket here; but some venues keep their books by what they tell.
    var outbox = Outbox()
    servings[at].tell(news, into: &outbox)
    var isAccountChanged = false
    for item in news {
      switch item {
      case .order(let order, let what):
        shelf.note(order, servings[at].desk.happening(order, what), servings[at])
      case .list(let list): shelf.note(list, servings[at])
      case .balance, .position: isAccountChanged = true
      case .market: break
      }
    }
    var records: [ListRecord] = []
    for number in shelf.takeChanged() {
      guard var record = shelf.record(number, servings[at]) else { continue }
      let contents = ask(at, .queryList(record.reference))
      record.takeWords(contents)
      for order in record.list.orders where order.venueStatus.isEmpty {
        record.takeWords(ask(at, .queryOrder(record.reference(to: order))))
      }
      shelf.keep(record.list.venueListID, of: number)
      records.append(record)
    }
    shelves[venue] = shelf
    var events = marketEvents(at)
    if !records.isEmpty { events.append(.lists(records)) }
    if isAccountChanged { events.append(.account(venue, Self.account(servings[at].desk))) }
    return events
  }

  /// Prices that are not what was told last.
  private mutating func marketEvents(_ at: Int) -> [AppEvent] {
    let desk = servings[at].desk
    let venue = desk.venue.id
    let told = markets[venue] ?? []
    let shown = desk.specs.indices.map(desk.shown)
    markets[venue] = shown
    return shown.indices.compactMap { index in
      if told.indices.contains(index), told[index] == shown[index] { return nil }
      return .market(venue, desk.specs[index].instrument, shown[index])
    }
  }

  private static func account(_ desk: Desk) -> Account {
    var account = Account()
    account.balances = desk.balances
    account.positions = desk.specs.indices.compactMap(desk.position)
    account.canTrade = true
    account.takerFeeRate = desk.specs.first.flatMap {
      Decimal(mantissa: Int128($0.commission.taker), scale: 6)
    }
    account.clockOffsetMilliseconds = 0
    return account
  }
}
