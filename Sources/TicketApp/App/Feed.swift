import Client
import Exact
import Orders
import Screen
import Venues

/// What is known of the world outside: prices, accounts, connections, the time.
struct Feed: Hashable, Sendable {
  var now: Timestamp?
  private var markets: [Key: Market] = [:]
  private var accounts: [VenueID: Account] = [:]
  private var connections: [VenueID: Connection] = [:]
  /// What is shown of the time a request takes.
  private var latencies: [VenueID: Int64] = [:]
  /// When a venue that is not live any more was last heard.
  private var lastWords: [VenueID: Timestamp] = [:]
  private var told: [Key: InstrumentRules] = [:]
  /// Which way the last price moved last.
  private var moves: [Key: Bool] = [:]

  private struct Key: Hashable { let venue: VenueID; let instrument: Instrument }

  func market(_ venue: VenueID, _ instrument: Instrument) -> Market {
    markets[Key(venue: venue, instrument: instrument)] ?? Market()
  }

  /// Whether the last change of the last price was upwards; nil before the first.
  func isRising(_ venue: VenueID, _ instrument: Instrument) -> Bool? {
    moves[Key(venue: venue, instrument: instrument)]
  }

  func account(_ venue: VenueID) -> Account { accounts[venue] ?? Account() }

  func connection(_ venue: VenueID) -> Connection? { connections[venue] }

  mutating func take(_ venue: VenueID, _ instrument: Instrument, _ market: Market) {
    let key = Key(venue: venue, instrument: instrument)
    if let old = markets[key]?.last, let new = market.last, old != new { moves[key] = new > old }
    markets[key] = market
  }

  /// The rules of an instrument: the venue's own where it has told them, else the catalogue's.
  func rules(_ instrument: Instrument, at venue: any Venue) -> InstrumentRules? {
    told[Key(venue: venue.id, instrument: instrument)] ?? venue.rules(of: instrument)
  }

  mutating func take(_ venue: VenueID, _ rules: InstrumentRules) {
    told[Key(venue: venue, instrument: rules.instrument)] = rules
  }

  /// Forgets the prices of all instruments but these.
  mutating func keep(_ instruments: [Instrument]) {
    markets = markets.filter { instruments.contains($0.key.instrument) }
    moves = moves.filter { instruments.contains($0.key.instrument) }
  }

  mutating func take(_ venue: VenueID, _ account: Account) { accounts[venue] = account }

  mutating func take(_ venue: VenueID, _ connection: Connection) {
    if connection.state == .live {
      lastWords[venue] = nil
    } else if connections[venue]?.state == .live {
      lastWords[venue] = now
    }
    connections[venue] = connection
    if let latency = connection.latencyMilliseconds { takeLatency(venue, latency) }
  }

  /// What is shown follows only what differs from it clearly: a number that trembles says nothing
  /// and costs bytes.
  private mutating func takeLatency(_ venue: VenueID, _ latency: Int64) {
    let step: Int64 = latency < 10 ? 1 : latency < 100 ? 10 : 50
    if let shown = latencies[venue], abs(latency - shown) * 4 <= max(step, shown) * 3,
      shown > 0 || latency < 10
    {
      return
    }
    latencies[venue] = (latency + step / 2) / step * step
  }

  /// ` 20ms`; nil where it is not known, or too short to be worth a word.
  func latency(_ venue: VenueID) -> CleanText? {
    latencies[venue].flatMap { $0 > 0 ? CleanText(" \($0)ms") : nil }
  }

  /// For how long a venue that was live has not been heard.
  func silence(_ venue: VenueID) -> Int64? {
    guard let last = lastWords[venue], let now else { return nil }
    return now.milliseconds - last.milliseconds
  }
}
