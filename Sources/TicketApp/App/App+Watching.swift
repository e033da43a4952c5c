import Client
import Orders
import Screen
import Venues

extension App {
  /// How many instruments' prices are wanted at once, at most.
  private static let mostWatched = 20

  /// Says which prices are wanted where they are others than before; what is not told any more is
  /// forgotten, for it would be shown as if it were true.
  mutating func watchAnew() -> [Effect] {
    let instrument = live.reading.ticket.instrument
    var wanted = watched
    // A symbol that is half typed is no reason to ask five venues.
    if focus.path != .instrument || Self.isListed(instrument) { wanted = [instrument] }
    for other in board.liveInstruments where !wanted.contains(other) {
      if wanted.count < Self.mostWatched { wanted.append(other) }
    }
    guard !wanted.isEmpty, wanted != watched else { return [] }
    watched = wanted
    feed.keep(wanted)
    lookAgain()
    return [.watch(wanted)]
  }

  private static func isListed(_ instrument: Instrument) -> Bool {
    VenueCatalogue.all.contains { $0.rules(of: instrument) != nil }
  }

  /// The rules of an instrument: the venue's own where it has told them, else the catalogue's.
  func rules(_ instrument: Instrument, at venue: any Venue) -> InstrumentRules? {
    feed.rules(instrument, at: venue)
  }

  /// Takes how a venue is reached now; what a trader would want to know of it is said.
  mutating func take(_ venue: VenueID, _ connection: Connection) {
    let before = feed.connection(venue)
    feed.take(venue, connection)
    let reason = connection.reason.map { ": \($0)" } ?? ""
    switch (before?.state, connection.state) {
    case (.live, .stale):
      log.say("\(venue) is not heard from\(reason)", .warning, at: feed.now)
    case (.stale, .live): log.say("\(venue) is live again", .good, at: feed.now)
    case (nil, .offline) where connection.reason != nil:
      log.say("\(venue) is offline\(reason)", .warning, at: feed.now)
    default: break
    }
  }

  /// Why a venue cannot be sent anything now; nil where it can, or nothing is known of it.
  func reachObstacle(_ venue: VenueID) -> String? {
    guard let connection = feed.connection(venue), connection.state != .live else { return nil }
    let reason = connection.reason.map { ": \($0)" } ?? ""
    return "\(venue) is \(connection.state.words)\(reason)"
  }

  /// Why there is no use in trying to reach the venue again.
  var reconnectObstacle: CleanText? {
    switch feed.connection(venue.id)?.state {
    case .live: CleanText("\(venue.id) is live")
    case .connecting, .signingIn, .catchingUp: CleanText("\(venue.id) is being reached already")
    case .offline, .stale, .refused: nil
    case nil: CleanText("nothing is known of \(venue.id)")
    }
  }

  /// Why the journal takes nothing; it is said once, and shown for as long as it is so.
  mutating func takeJournal(_ refusal: String?) {
    guard refusal != journalRefusal else { return }
    journalRefusal = refusal
    if let refusal {
      log.say("nothing can be sent: \(refusal)", .bad, at: feed.now)
    } else {
      log.say("the journal takes entries again", .good, at: feed.now)
    }
  }
}
