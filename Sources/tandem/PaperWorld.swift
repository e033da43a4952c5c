import Client
import Journal
import Orders
import Paper
import Simulator
import TicketApp
import Venues

/// The built-in paper venues behind the program, with the client that speaks to them.
struct PaperWorld: TicketWorld {
  private let seed: UInt64
  private let tape: PaperTape
  private let place: JournalPlace?
  private var now: Timestamp
  /// nil until time first passes.
  private var markets: PaperMarkets?
  private var journal: any JournalKeeping = MemoryJournal()
  private var refusal: String?
  /// What was wanted before the venues were there.
  private var early: [ClientCommand] = []

  /// - Parameter journal: Where what is sent is written down; nil for nowhere.
  init(seed: UInt64, tape: PaperTape = .walk, journal: JournalPlace? = nil, now: Timestamp) {
    self.seed = seed
    self.tape = tape
    place = journal
    self.now = now
  }

  /// The prices that the markets start from stand there at once.
  func begin() -> [AppEvent] {
    VenueCatalogue.ids.map { .connection($0, Connection(.connecting)) }
      + PaperMarkets.start.map(AppEvent.init)
  }

  var nextDuty: Timestamp? {
    guard let markets else { return now }
    return markets.nextDuty
  }

  mutating func pass(_ now: Timestamp) -> [AppEvent] {
    if now > self.now { self.now = now }
    guard let news = markets?.pass(self.now) else { return connect() }
    return [.now(self.now)] + told(news)
  }

  private mutating func connect() -> [AppEvent] {
    if let place { journal = place.open() }
    let markets: PaperMarkets
    do throws(JournalFailure) {
      markets = try PaperMarkets(seed: seed, tape: tape, journal: journal, now: now)
    } catch {
      journal = BlockedJournal(error)
      // A journal without a record cannot fail to be read.
      guard let blind = try? PaperMarkets(seed: seed, tape: tape, journal: journal, now: now)
      else { return [.failed("\(error)")] }
      return join(blind)
    }
    return join(markets)
  }

  private mutating func join(_ markets: PaperMarkets) -> [AppEvent] {
    var markets = markets
    var news = markets.begin()
    for command in early { news += markets.perform(command) }
    early = []
    self.markets = markets
    return [.now(now)] + told(news)
  }

  mutating func perform(_ effect: Effect) -> [AppEvent] {
    if case .trade(let instrument, let price) = effect {
      return told(markets?.trade(instrument, at: price) ?? [])
    }
    guard let command = effect.command else { return [] }
    guard let news = markets?.perform(command) else {
      early.append(command)
      return []
    }
    return told(news)
  }

  mutating func move(_ move: TapeMove) -> [AppEvent]? {
    markets?.move(move).map { told($0) }
  }

  mutating func finish() { markets?.finish() }

  /// News as events, and whether the journal still takes what is sent.
  private mutating func told(_ news: [ClientNews]) -> [AppEvent] {
    let refusal = journal.refusal?.sentence
    defer { self.refusal = refusal }
    return news.map(AppEvent.init) + (refusal == self.refusal ? [] : [.journal(refusal)])
  }
}
