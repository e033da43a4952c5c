import Client
import Exact
import Journal
import Orders
import Paper
import Simulator
import Testing
import Venues

/// A client against a simulator in this process, on a clock that stands until it is moved.
struct PaperBench {
  var paper: PaperClient
  var moment: Moment
  let journal: any JournalKeeping
  var news: [ClientNews] = []
  private var identities = SeededGenerator(seed: 7)

  init(
    _ venues: [VenueID], journal: any JournalKeeping = MemoryJournal(),
    options: ClientOptions = PaperBench.options, simulator: Simulator? = nil, seed: UInt64 = 1,
    moment: Moment = PaperBench.start
  ) throws {
    self.journal = journal
    self.moment = moment
    paper = try PaperClient(
      simulator ?? Simulator(now: moment.wall), venues: venues, journal: journal,
      options: options, chance: .seeded(seed), now: moment)
  }

  /// When a bench begins.
  static let start = Moment(
    wall: Timestamp(milliseconds: 1_700_000_000_000), uptime: 1_000_000)

  /// As over a network, but for the waiting.
  static let options: ClientOptions = {
    var options = ClientOptions()
    options.audit = 30_000
    return options
  }()

  mutating func begin() {
    paper.begin(moment)
    gather()
  }

  /// Lets so much time pass, going from duty to duty.
  mutating func pass(_ milliseconds: Int64) {
    let end = moment.uptime + milliseconds
    var turns = 0
    while let due = paper.nextDuty, due <= end, turns < 100_000 {
      turns += 1
      move(to: max(due, moment.uptime))
    }
    move(to: end)
  }

  private mutating func move(to uptime: Int64) {
    let step = uptime - moment.uptime
    moment.uptime = uptime
    moment.wall = Timestamp(milliseconds: moment.wall.milliseconds + step)
    paper.pass(moment)
    gather()
  }

  private mutating func gather() { news += paper.takeNews() }

  mutating func trade(_ instrument: Instrument, at price: Decimal, quantity: Decimal? = nil) {
    var move = TapeMove.trade(instrument, at: price)
    if let quantity { move.trades = [TapeMove.Trade(price, quantity: quantity)] }
    paper.apply(move, moment)
    gather()
  }

  mutating func arm(_ fault: Fault) {
    do { try paper.transport.simulator.arm(fault, moment) } catch { Issue.record(error) }
  }

  mutating func placement(_ ticket: Ticket, at id: VenueID) throws -> Placement {
    try paper.client.placement(ticket, ListIdentity(identities.next()), at: id, moment)
  }

  @discardableResult
  mutating func place(_ ticket: Ticket, at id: VenueID) throws -> ListKey {
    let placement = try placement(ticket, at: id)
    paper.perform(.place(placement), moment)
    gather()
    return placement.key
  }

  /// Asks for the whole list to be cancelled.
  mutating func cancel(_ key: ListKey) throws {
    let cancellation = try paper.client.cancellation(of: key, moment) { identities.next() }
    paper.perform(.cancel(cancellation), moment)
    gather()
  }

  func record(_ key: ListKey) throws -> ListRecord { try #require(paper.client.list(key)) }

  /// What became of what was sent, in order.
  var outcomes: [Outcome] {
    news.compactMap { if case .outcome(_, let outcome) = $0 { outcome } else { nil } }
  }

  /// How the connection went, each state once in a row.
  var connections: [Connection.State] {
    news.reduce(into: []) { states, news in
      guard case .connection(_, let connection) = news, states.last != connection.state else {
        return
      }
      states.append(connection.state)
    }
  }

  /// The engine's own word of the lists of a venue.
  func truth(_ id: VenueID) -> [PaperList] {
    paper.transport.simulator.desk(of: id)?.allLists ?? []
  }
}
