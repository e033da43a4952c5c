import Client
import Journal
import Orders
import Simulator
import Venues

/// A client and the five simulators it speaks with, in one value and without a thread.
///
/// Nothing is awaited: what is asked is answered before the call returns. Time is the owner's.
public struct PaperClient: Sendable {
  public private(set) var client: Client
  public var transport: PaperTransport

  /// The venues of the paper exchange, with the paper account at each.
  public init(
    _ simulator: Simulator, venues: [VenueID] = VenueCatalogue.ids,
    journal: any JournalKeeping = MemoryJournal(), options: ClientOptions = .inProcess,
    chance: Chance, now: Moment
  ) throws(JournalFailure) {
    transport = PaperTransport(simulator, now: now)
    client = try Client(
      Self.accounts(venues), journal: journal, options: options, chance: chance, now: now)
  }

  /// The paper accounts of some venues; simulators elsewhere are others, with the same keys.
  public static func accounts(_ venues: [VenueID] = VenueCatalogue.ids) -> [AccountSetup] {
    VenueCatalogue.all.filter { venues.contains($0.id) }.compactMap { venue in
      guard let hosts = venue.hosts(in: .paper), let keys = try? venue.paperCredentials() else {
        return nil
      }
      return try? AccountSetup(venue, keys, hosts: hosts, name: "built in")
    }
  }

  /// When something will happen by itself, on the clock that nobody sets; nil when nothing will.
  public var nextDuty: Int64? {
    [client.nextDuty, transport.nextDuty].compactMap { $0 }.min()
  }

  public mutating func begin(_ now: Moment) {
    transport.now = now
    client.begin(now)
    run(now)
  }

  public mutating func perform(_ command: ClientCommand, _ now: Moment) {
    pass(now)
    client.perform(command, now)
    run(now)
  }

  /// Lets time go on to a moment.
  public mutating func pass(_ now: Moment) {
    transport.now = now
    run(now)
    client.pass(now)
    run(now)
  }

  /// Moves the markets, and hears what comes of it.
  @discardableResult
  public mutating func apply(_ move: TapeMove, _ now: Moment) -> [VenueID] {
    transport.now = now
    let moved = transport.apply(move)
    run(now)
    return moved
  }

  public mutating func takeNews() -> [ClientNews] { client.takeNews() }

  /// Writes down what waits to be; for the end of the program.
  public mutating func finish(_ now: Moment) { client.finish(now) }

  /// Carries actions and events to and fro until there are none.
  private mutating func run(_ now: Moment) {
    while true {
      let actions = client.takeActions()
      for action in actions { transport.perform(action) }
      let events = transport.wait(milliseconds: 0)
      if actions.isEmpty, events.isEmpty {
        // What came due meanwhile is due in this very moment.
        guard let due = client.nextDuty, due <= now.uptime else { return }
        client.pass(now)
        if client.nextDuty == due { return }
        continue
      }
      client.take(events, now)
    }
  }
}
