import Client
import Exact
import Journal
import Orders
import Sampling
import Simulator
import Testing
import Venues

extension WireBench {
  static func venue(_ id: VenueID) throws -> any Venue { try #require(VenueCatalogue.venue(id)) }

  static func instrument(_ id: VenueID) throws -> Instrument {
    ClientWalk.instrument(of: try venue(id))
  }

  /// Where the market of a venue stands when it begins.
  static func start(_ id: VenueID) throws -> Decimal {
    try #require(StartingMarket.last(of: instrument(id)))
  }

  static func ticket(_ kind: Kind, at id: VenueID) throws -> Ticket {
    var ticket = Ticket.around(try start(id), kind, try instrument(id))
    if id.name == "crypto-com", kind == .otoco {
      // Its profit waits for a trigger, too.
      let target = ticket.legs[1].price
      ticket.legs[1] = Leg(.takeProfitLimit, side: .sell, price: target, trigger: target)
    }
    return ticket
  }

  // MARK: The market

  /// Somebody trades at a venue.
  func trade(_ venue: VenueID, at price: Decimal, quantity: Decimal? = nil) throws {
    var trade: [JSONMember] = [JSONMember("price", .string(price.description))]
    if let quantity { trade.append(JSONMember("quantity", .string(quantity.description))) }
    try tell(
      "/tape",
      [
        "instrument": .string(try Self.instrument(venue).description),
        "venue": .string(venue.name), "trades": [.object(trade)],
      ])
  }

  func arm(_ fault: Fault) throws { try tell("/fault", fault.json) }

  func disarm() throws { try tell("/fault", ["clear": true]) }

  // MARK: What must be so

  func goLive() throws {
    try wait("live") { venues.allSatisfy { client.state(of: $0) == .live } }
  }

  /// What the client says is what the engines say, and nothing is asked any more.
  func agree(seconds: Int64 = 30) throws {
    var differences: [String] = []
    do {
      try wait("agreement", seconds: seconds) {
        guard venues.allSatisfy({ client.state(of: $0) == .live && client.isSettled($0) }) else {
          return false
        }
        let simulator = try served.look()
        differences = venues.flatMap {
          TruthOfLists(simulator, $0).differences(from: client.lists)
        }
        return differences.isEmpty
      }
    } catch let overdue as Overdue {
      throw Overdue(description: "\(overdue) \(differences)")
    }
  }

  /// Everything that is not as it must be in the end: what was told of each list is so, none is at
  /// its venue twice, and the journal on the disk is whole and explains each.
  func troubles() throws -> [String] {
    let simulator = try served.look()
    var found = venues.compactMap { TruthOfLists.double(simulator, $0) }
    // As another program would read it.
    let journal = try Journal.open(folder.path, access: .read)
    if let fault = try journal.verify().fault { found.append(fault) }
    let memory = try JournalMemory(journal).lists
    var entries: [ListKey: [JournalEntry]] = [:]
    try journal.forEach { entries[ListKey($0.venue, $0.list), default: []].append($0) }
    for (key, placement) in placed.sorted(by: { $0.key < $1.key }) {
      let isThere = TruthOfLists(simulator, key.venue).holds(placement, client.list(key))
      let remembered = memory.first { $0.record.key == key }
      let gaps = Self.gaps(entries[key] ?? [], remembered, outcome(of: key), isThere: isThere)
      found += gaps.map { "\(key.venue) \(key.id): \($0)" }
    }
    return found
  }

  /// What the journal leaves open of one list, or tells wrongly.
  private static func gaps(
    _ entries: [JournalEntry], _ remembered: RememberedList?, _ outcomes: [Outcome],
    isThere: Bool
  ) -> [String] {
    guard let last = outcomes.last else { return ["nothing was told of it"] }
    let isRefused =
      switch last {
      case .refused, .notSent: true
      case .accepted, .inDoubt: false
      }
    var gaps: [String] = []
    if isThere == isRefused { gaps.append("told as \(outcomes), at the venue: \(isThere)") }
    guard let remembered else {
      // Whatever was refused before it was written down never left.
      if isThere || !isRefused { gaps.append("it is not in the journal") }
      return gaps
    }
    let kinds = entries.map(\.kind)
    if !kinds.starts(with: [.intent, .attempt]) { gaps.append("it begins as \(kinds.prefix(2))") }
    if kinds.count(where: { $0 == .intent }) != 1 { gaps.append("it was wanted twice") }
    if !kinds.contains(.outcome) { gaps.append("no outcome was written") }
    if remembered.isUndecided { gaps.append("the journal leaves it in doubt") }
    let sent = entries.filter { $0.kind == .attempt && $0.isOf(.place) }
    if sent.count != 1 { gaps.append("it was sent \(sent.count) times") }
    return gaps
  }
}

extension JournalEntry {
  /// Whether it is about a request of that kind.
  func isOf(_ operation: Operation) -> Bool {
    guard case .object(let members) = body else { return false }
    return members.contains {
      $0.name == "operation" && $0.value == .string(operation.rawValue)
    }
  }
}
