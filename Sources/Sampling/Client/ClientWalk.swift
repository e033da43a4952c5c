import Client
import Exact
import Journal
import Orders
import Paper
import Simulator
import Venues

/// A client, its journal and a simulated venue, with everything going wrong that can.
///
/// Loss, delay, reordering and duplication, sockets that break or fall silent, answers of every
/// wrong kind, tokens and clocks that jump, disks that fail at a write, and the program killed at
/// any moment. Time is virtual, and one seed makes one run. After it the network is mended, and
/// then the client must know the truth of every list, and have sent each once.
public struct ClientWalk: Sendable {
  public let seed: UInt64
  /// The venue that is walked with.
  public let venue: VenueID
  var random: SeededGenerator
  var moment: Moment
  var transport: RoughTransport
  let journal = RoughJournal()
  var client: Client
  /// What was sent, and how often it came to the venue.
  var placed: [ListKey: Placed] = [:]
  /// What was done, for the report of a run that fails.
  public private(set) var steps: [String] = []
  let instrument: Instrument
  private let options: ClientOptions
  private var price: Decimal

  /// A list as it was sent.
  struct Placed: Sendable {
    let placement: Placement
    var outcomes: [Outcome] = []
  }

  public init(seed: UInt64) throws {
    self.seed = seed
    random = SeededGenerator(seed: seed)
    let catalogue = VenueCatalogue.all
    let venue = catalogue[Int(seed % UInt64(catalogue.count))]
    self.venue = venue.id
    moment = Moment(wall: Timestamp(milliseconds: 1_700_000_000_000), uptime: 1_000_000)
    instrument = Self.instrument(of: venue)
    price = StartingMarket.last(of: instrument) ?? 100
    let began = moment.wall
    let serving = ServingCatalogue.all.map { $0.init(now: began) }
      .filter { $0.desk.venue.id == venue.id }
    transport = RoughTransport(
      PaperTransport(Simulator(serving), now: moment), roughness: random.next() % 12,
      seed: random.next())
    var options = ClientOptions()
    options.marketPace = Int64(random.next() % 2) * 250
    self.options = options
    client = try Client(
      PaperClient.accounts([venue.id]), journal: journal, options: options,
      chance: .seeded(random.next()), now: moment)
  }

  /// What is traded at a venue.
  public static func instrument(of venue: any Venue) -> Instrument {
    venue.capabilities.tradesSpot
      ? .spot(base: "BTC", quote: venue.id.name == "crypto-com" ? "USD" : "USDT")
      : .future(product: "ES", month: "Z", year: "6")
  }

  /// The whole run; everything that is not true at its end, or on the way.
  public mutating func run() -> [String] {
    client.begin(moment)
    client.perform(.watch([instrument]), moment)
    pass(2000)
    for _ in 0..<(3 + random.next() % 12) {
      step()
      if let trouble = check() { return [trouble] }
    }
    mend()
    return end()
  }

  // MARK: Steps

  private mutating func step() {
    switch random.next() % 100 {
    case ..<30: place()
    case ..<45: trade()
    case ..<65: pass(Int64(random.next() % 8000))
    case ..<73: cancel()
    case ..<87: fault()
    case ..<92: crash()
    case ..<95: disk()
    case ..<97: setClock()
    default: foreign()
    }
    pass(Int64(random.next() % 300))
  }

  mutating func note(_ text: String) {
    steps.append("\(moment.uptime - 1_000_000) ms: \(text)")
  }

  private mutating func trade() {
    let way = Int(random.next() % 9) - 4
    // Steps of a percent, on every venue's grid.
    let step = (try? price.divided(by: 100, digits: 0, .nearest)) ?? .one
    if let next = try? price + step * Decimal(way), next.isPositive { price = next }
    var move = TapeMove.trade(instrument, at: price)
    if random.next() % 3 == 0 { move.trades = [TapeMove.Trade(price, quantity: size)] }
    note("trade at \(price)")
    transport.change { $0.apply(move) }
  }

  private var size: Decimal { venue.name == "tradovate" ? 1 : Decimal("0.004") ?? .one }

  private mutating func place() {
    guard let entry = VenueCatalogue.venue(venue), let credentials = client.credentials(of: venue)
    else { return }
    let ticket = ticket(entry)
    let identity = ListIdentity(random.next())
    let offset = client.clockOffset(of: venue) ?? 0
    let now = Timestamp(milliseconds: moment.wall.milliseconds - offset)
    guard let draft = try? entry.place(ticket, identity),
      let request = try? entry.seal(
        draft,
        Seal(now: now, requestID: Int64(random.next() % 1_000_000), credentials: credentials))
    else { return note("nothing to place") }
    let key = ListKey(venue, identity.listID(ticket.kind))
    let placement = Placement(key: key, identity: identity, ticket: ticket, request: request)
    note("place \(key.id)")
    placed[key] = Placed(placement: placement)
    client.perform(.place(placement), moment)
    carry()
  }

  /// An order list around the market, of any kind that the venue has.
  private mutating func ticket(_ venue: any Venue) -> Ticket {
    let kinds = Set(venue.forms.map(\.kind)).filter { !$0.sizesExitsFromEntry }
    let kind = kinds.sorted { $0.rawValue < $1.rawValue }[Int(random.next() % UInt64(kinds.count))]
    // Now and then the entry fills at once.
    let entry = random.next() % 4 == 0 ? 1 : -1
    return .around(price, kind, instrument, entrySteps: entry)
  }

  private mutating func cancel() {
    let open = client.lists.filter { $0.isOpen && !$0.isInDoubt }
    guard !open.isEmpty, let entry = VenueCatalogue.venue(venue),
      let credentials = client.credentials(of: venue)
    else { return }
    let record = open[Int(random.next() % UInt64(open.count))]
    let drafts = (try? entry.drafts(.cancelList(record.reference, identity: nil))) ?? []
    let offset = client.clockOffset(of: venue) ?? 0
    let now = Timestamp(milliseconds: moment.wall.milliseconds - offset)
    let requests = drafts.compactMap { draft in
      try? entry.seal(
        draft,
        Seal(now: now, requestID: Int64(random.next() % 1_000_000), credentials: credentials))
    }
    guard !requests.isEmpty else { return }
    note("cancel \(record.key.id)")
    client.perform(
      .cancel(Cancellation(key: record.key, leg: nil, requests: requests)), moment)
    carry()
  }

  /// Somebody else cancels a list at the venue.
  private mutating func foreign() {
    note("another device cancels")
    let (chance, venue) = (random.next(), venue)
    transport.change { paper in
      guard let desk = paper.simulator.desk(of: venue) else { return }
      let open = desk.allLists.filter { $0.status == .open }
      guard !open.isEmpty else { return }
      paper.simulator.cancel(
        list: open[Int(chance % UInt64(open.count))].number, at: venue, paper.now)
    }
  }

  private mutating func fault() {
    let faults: [Fault.What] = [
      .dropReply, .delayReply(milliseconds: 3000), .delayReply(milliseconds: 15_000),
      .httpStatus(500, isExecuted: true), .httpStatus(503, isExecuted: false),
      .httpStatus(504, isExecuted: true), .cutReply(bytes: 40), .dropEvent, .dropEvent,
      .duplicateEvent, .reorderEvents, .silentStream, .cutStream, .expireToken,
      .clock(milliseconds: 6000), .clock(milliseconds: -6000), .rateLimit(seconds: 2),
    ]
    let what = faults[Int(random.next() % UInt64(faults.count))]
    note("fault \(what)")
    var times = 1
    if what == .dropEvent || what == .duplicateEvent { times += Int(random.next() % 4) }
    transport.change { paper in
      try? paper.simulator.arm(Fault(what, times: times), paper.now)
    }
  }

  private mutating func setClock() {
    let jump = Int64(random.next() % 7_200_000) - 3_600_000
    note("our clock is set by \(jump) ms")
    wallOffset += jump
    pass(0)
  }

  /// A duty was done and stayed due.
  var restless = false
  /// How far our wall clock was set off; the venue's goes on.
  var wallOffset: Int64 = 0

  private mutating func disk() {
    let isWritten = random.next() % 2 == 0
    note("the disk will fail")
    journal.fail(after: Int(random.next() % 4), isWritten: isWritten)
    if random.next() % 2 == 0 { place() }
    if random.next() % 2 == 0 { return crash() }
    journal.heal()
  }

  private mutating func crash() {
    note("the program is killed")
    transport.crash()
    journal.heal()
    if random.next() % 4 == 0 { journal.losePower(random.next()) }
    start()
  }

  private mutating func start() {
    do throws(JournalFailure) {
      client = try Client(
        PaperClient.accounts([venue]), journal: journal, options: options,
        chance: .seeded(random.next()), now: moment)
      client.begin(moment)
      client.perform(.watch([instrument]), moment)
      carry()
    } catch {
      note("no start: \(error)")
    }
  }
}
