import Client
import Glibc
import Journal
import Orders
import Paper
import Simulator
import Venues

/// A client and what carries its bytes, run by the verb that waits for them.
struct VerbClient {
  private(set) var client: Client
  private var transport: any Transport
  /// Readable once somebody wants the program to end.
  private let stop: Int32
  /// Somebody wants the program to end.
  private(set) var isStopped = false
  /// What became of each request, as it was last told.
  private(set) var outcomes: [Sent: Outcome] = [:]
  private(set) var markets: [VenueID: Market] = [:]
  private(set) var instruments: [VenueID: InstrumentRules] = [:]
  /// Every state of a connection, in the order in which they were told.
  private(set) var connections: [(venue: VenueID, connection: Connection)] = []
  private(set) var notes: [ClientNews.Remark] = []

  /// A request to end is seen this soon.
  private static let patience: Int64 = 100

  /// Begins to connect.
  ///
  /// - Parameter venues: Those of the built-in ones that are meant; behind sockets it is as many as
  ///   there are accounts.
  init(
    _ accounts: [AccountSetup], isBuiltIn: Bool, journal: any JournalKeeping, seed: UInt64,
    stop: Int32
  ) throws(Failure) {
    let now = Moment.current()
    self.stop = stop
    do {
      transport = isBuiltIn ? TimedPaper(now) : try CurlTransport()
      client = try Client(
        accounts, journal: isBuiltIn ? FreshJournal(journal) : journal,
        options: isBuiltIn ? .inProcess : ClientOptions(), chance: .seeded(seed), now: now)
    } catch let failure as JournalFailure {
      throw Failure("journal", failure.sentence)
    } catch {
      throw Failure("", "\(error)")
    }
    client.begin(now)
    settle()
  }

  mutating func perform(_ command: ClientCommand) {
    client.perform(command, .current())
    settle()
  }

  mutating func seal(_ draft: Draft, at venue: VenueID) throws(SealFailure) -> WireRequest {
    try client.seal(draft, at: venue, .current())
  }

  /// Lets things happen for as long as somebody waits, the time allows it, and nobody wants to end.
  mutating func run(for milliseconds: Int64, while isWaiting: (VerbClient) -> Bool) {
    let end = Moment.current().uptime + milliseconds
    while isWaiting(self), !isStopped {
      let left = end - Moment.current().uptime
      guard left > 0 else { return }
      turn(min(left, Self.patience))
    }
  }

  /// Writes down what waits to be.
  mutating func finish() {
    client.finish(.current())
    settle()
  }

  // MARK: Turns

  private mutating func turn(_ most: Int64) {
    let due = client.nextDuty.map { max(0, $0 - Moment.current().uptime) } ?? most
    let events = transport.wait(milliseconds: min(due, most))
    let now = Moment.current()
    if !events.isEmpty { client.take(events, now) }
    if let due = client.nextDuty, due <= now.uptime { client.pass(now) }
    settle()
    var bell = pollfd(fd: stop, events: Int16(POLLIN), revents: 0)
    if poll(&bell, 1, 0) > 0 { isStopped = true }
  }

  private mutating func settle() {
    for action in client.takeActions() { transport.perform(action) }
    for news in client.takeNews() { take(news) }
  }

  private mutating func take(_ news: ClientNews) {
    switch news {
    case .connection(let venue, let connection): connections.append((venue, connection))
    case .market(let venue, _, let market): markets[venue] = market
    case .instrument(let venue, let rules): instruments[venue] = rules
    case .outcome(let sent, let outcome): outcomes[sent] = outcome
    case .note(let remark): notes.append(remark)
    case .account, .credentials, .lists, .gone: break
    }
  }
}
