import Client
import Journal
import Orders
import TicketApp
import Venues

/// Venues behind sockets, reached by a client on a thread of its own.
struct NetworkWorld: TicketWorld {
  private let accounts: [AccountSetup]
  /// Venues that are not among the accounts, and why.
  private let absent: [(venue: VenueID, reason: String)]
  private let place: JournalPlace
  private let seed: UInt64
  private let start: Timestamp
  private var ring: @Sendable () -> Void = {}
  /// nil until time first passes.
  private var client: ClientThread?
  private var isBegun = false
  private var journal: any JournalKeeping = MemoryJournal()
  private var refusal: String?
  /// What was wanted before the client was there.
  private var early: [ClientCommand] = []

  init(
    _ accounts: [AccountSetup], absent: [(venue: VenueID, reason: String)], journal: JournalPlace,
    seed: UInt64, now: Timestamp
  ) {
    self.accounts = accounts
    self.absent = absent
    place = journal
    self.seed = seed
    start = now
  }

  mutating func wake(by ring: @escaping @Sendable () -> Void) { self.ring = ring }

  func begin() -> [AppEvent] {
    accounts.map { .connection($0.venue.id, Connection(.connecting)) }
      + absent.map { .connection($0.venue, Connection(.offline, reason: $0.reason)) }
  }

  /// Only its own thread has duties; here there is something to do while there is news.
  var nextDuty: Timestamp? {
    if !isBegun { return start }
    return client?.hasNews == true ? start : nil
  }

  mutating func pass(_ now: Timestamp) -> [AppEvent] {
    if !isBegun {
      isBegun = true
      return connect()
    }
    return told(client?.takeNews() ?? [])
  }

  private mutating func connect() -> [AppEvent] {
    journal = place.open()
    do throws(ClientThreadFailure) {
      client = try thread()
    } catch let failure {
      // What the journal holds cannot be read: nothing may be sent, and everything can be seen.
      journal = BlockedJournal(JournalFailure(.damaged, failure.sentence))
      do throws(ClientThreadFailure) {
        client = try thread()
      } catch {
        return [.journal(failure.sentence), .failed(error.sentence)]
      }
    }
    for command in early { client?.send(command) }
    early = []
    return told([])
  }

  private func thread() throws(ClientThreadFailure) -> ClientThread {
    try ClientThread(accounts, journal: journal, seed: seed, ring: ring)
  }

  mutating func perform(_ effect: Effect) -> [AppEvent] {
    guard let command = effect.command else { return [] }
    if let client {
      client.send(command)
    } else if let sent = effect.sent {
      return [.outcome(sent, .notSent("nothing was sent: no venue has been reached yet"))]
    } else if !isBegun {
      early.append(command)
    }
    return []
  }

  mutating func finish() {
    client?.finish()
    client = nil
  }

  /// News as events, and whether the journal still takes what is sent.
  private mutating func told(_ news: [ClientNews]) -> [AppEvent] {
    let refusal = journal.refusal?.sentence
    defer { self.refusal = refusal }
    return news.map(AppEvent.init) + (refusal == self.refusal ? [] : [.journal(refusal)])
  }
}
