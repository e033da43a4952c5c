import Client
import Exact
import Journal
import Orders
import Simulator
import Venues

extension ClientWalk {
  /// How many lists were to be placed.
  public var listCount: Int { placed.count }

  /// The client's lists and the engine's, for the report of a run that failed.
  public var report: [String] {
    ["at \(moment.uptime)"] + client.diagnosis
      + client.lists.map { JSON.object($0.json(.paper)).text }
      + [transport.paper.simulator.truth(venue: venue).text]
  }

  // MARK: Time

  /// Lets so much time pass, going from duty to duty.
  mutating func pass(_ milliseconds: Int64) {
    let end = moment.uptime + milliseconds
    var turns = 0
    while turns < 20_000,
      let due = [client.nextDuty, transport.nextDuty].compactMap({ $0 }).min(), due <= end
    {
      turns += 1
      move(to: max(due, moment.uptime))
    }
    if turns == 20_000 {
      restless = true
      note("it does not come to rest: \(client.nextDuty ?? -1), \(transport.nextDuty ?? -1)")
    }
    move(to: end)
  }

  private mutating func move(to uptime: Int64) {
    moment.uptime = uptime
    moment.wall = Timestamp(milliseconds: 1_700_000_000_000 + uptime - 1_000_000 + wallOffset)
    carry()
    client.pass(moment)
    carry()
    // A duty that stays due would keep a processor busy for ever.
    if let due = client.nextDuty, due <= moment.uptime {
      client.pass(moment)
      carry()
      if let still = client.nextDuty, still <= moment.uptime { restless = true }
    }
  }

  /// Carries actions and events to and fro until there are none now.
  mutating func carry() {
    // The venue's wall clock is not ours.
    transport.now = Moment(
      wall: Timestamp(milliseconds: 1_700_000_000_000 + moment.uptime - 1_000_000),
      uptime: moment.uptime)
    var turns = 0
    while turns < 10_000 {
      turns += 1
      for action in client.takeActions() { transport.perform(action) }
      let events = transport.take()
      if events.isEmpty { break }
      client.take(events, moment)
    }
    for item in client.takeNews() {
      if case .outcome(.place(let key), let outcome) = item {
        placed[key]?.outcomes.append(outcome)
        note("\(key.id) is \(outcome)")
      }
    }
  }

  // MARK: What must be true

  /// What must be true at every moment: no list is at the venue twice.
  func check() -> String? { TruthOfLists.double(transport.paper.simulator, venue) }

  /// Everything works again.
  mutating func mend() {
    note("everything is mended")
    transport.roughness = 0
    transport.change { $0.simulator.clearFaults($0.now) }
    journal.heal()
    for venue in client.venues where client.state(of: venue) == .refused {
      client.perform(.reconnect(venue), moment)
    }
    settle()
    // Longer than between two looks at everything that is open: what the stream lost shows then.
    pass(32_000)
    settle()
  }

  /// Waits until nothing is asked or waited for; BingX shuts a client out for five minutes.
  private mutating func settle() {
    pass(2_000)
    for _ in 0..<11 where !client.isSettled(venue) { pass(40_000) }
  }

  /// What must be true in the end: the client knows the truth of every list, and what it says of
  /// each that was sent is so.
  mutating func end() -> [String] {
    guard client.state(of: venue) == .live else {
      let state = client.state(of: venue)?.words ?? "?"
      return ["\(venue) is \(state): \(client.reason(of: venue) ?? "")"]
    }
    var troubles = check().map { [$0] } ?? []
    if restless { troubles.append("a duty stays due however often it is done") }
    let truth = TruthOfLists(transport.paper.simulator, venue)
    troubles += truth.differences(from: client.lists)
    let intents = Set(remembered)
    for (key, placed) in placed.sorted(by: { $0.key < $1.key }) {
      let isThere = truth.holds(placed.placement, client.list(key))
      let record = client.list(key)
      if isThere, !intents.contains(key.id) { troubles.append("\(key.id) is not in the journal") }
      if isThere, record == nil || record?.list.status == .rejected {
        troubles.append("\(key.id) is at the venue and forgotten")
      }
      if !isThere, let record, record.list.status != .rejected {
        troubles.append("\(key.id) is not at the venue, and told as \(record.list.status.rawValue)")
      }
      if record?.isInDoubt == true { troubles.append("\(key.id) is still in doubt") }
      if isThere, placed.outcomes.contains(where: Self.isNo) {
        troubles.append("\(key.id) is at the venue, and was told not to be: \(placed.outcomes)")
      }
    }
    return troubles
  }

  private static func isNo(_ outcome: Outcome) -> Bool {
    switch outcome {
    case .refused, .notSent: true
    case .accepted, .inDoubt: false
    }
  }

  private var remembered: [String] {
    var all: [String] = []
    journal.forEach { if $0.kind == .intent { all.append($0.list) } }
    return all
  }
}
