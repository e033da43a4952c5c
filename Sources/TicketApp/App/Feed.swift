import Client
import Exact
import Orders
import Venues

/// What is known of the world outside: prices, accounts, connections, the time.
struct Feed: Hashable, Sendable {
  var now: Timestamp?
  private var markets: [Key: Market] = [:]
  private var accounts: [VenueID: Account] = [:]
  private var connections: [VenueID: Connection] = [:]
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

  mutating func take(_ venue: VenueID, _ account: Account) { accounts[venue] = account }

  mutating func take(_ venue: VenueID, _ connection: Connection) {
    connections[venue] = connection
  }
}
