import Client
import Journal
import Orders
import Venues

extension ListsVerb {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    let stop = try rim.stopRequest()
    let isJSON = invocation.text(.textOrJSON) == "json"
    let known = try KnownLists(invocation)
    let told: [KnownList]
    var status = ExitStatus.fine
    if invocation.has(offline) || known.isBuiltIn {
      if !invocation.has(offline) {
        Diagnostics.report(
          Failure(
            "lists",
            "the paper venues that are built in begin anew with each command: this is the"
              + " journal's last word; --simulators asks those of tandem serve"), to: rim.errors)
      }
      told = known.remembered
    } else {
      let asked = try known.ask(stop: stop)
      told = asked.lists
      for failure in asked.failures { Diagnostics.report(failure, to: rim.errors) }
      if told.contains(where: \.record.isInDoubt) { status = .inDoubt }
      if !asked.failures.isEmpty { status = .noConnection }
    }
    if isJSON {
      rim.output.write(told.map(\.jsonLine).joined())
    } else if !told.isEmpty || known.isRead {
      rim.output.write(ListTable(told).text)
    }
    return known.isRead ? status : .unreadable
  }
}

/// The lists that a journal remembers, and where to ask for them.
struct KnownLists {
  let invocation: Invocation
  let environment: Environment
  private let choices: ClientChoices
  private let named: [VenueID]
  private let journal: any JournalKeeping
  private let memory: [RememberedList]

  init(_ invocation: Invocation) throws(Failure) {
    self.invocation = invocation
    environment = invocation.environment
    named = invocation.texts(.venue).map { VenueID($0) }
    let place = try Self.place(invocation)
    journal = place.open()
    do throws(JournalFailure) {
      memory = try JournalMemory(journal).lists
    } catch {
      throw Failure("journal", error.sentence)
    }
    let wanted = Set(memory.map(\.record.key.venue) + named)
    let isOffline = invocation.has(ListsVerb.offline)
    choices = try ClientChoices(
      invocation, venues: isOffline ? [] : VenueCatalogue.all.filter { wanted.contains($0.id) })
    // One that is not there yet has nothing to tell; any other trouble is worth knowing.
    if let refusal = journal.refusal, refusal.kind != .missing {
      Diagnostics.report(Failure("journal", refusal.sentence), to: invocation.rim.errors)
    }
  }

  private static func place(_ invocation: Invocation) throws(Failure) -> JournalPlace {
    if let path = invocation.texts(.journal).first { return JournalPlace(path) }
    guard let place = JournalPlace.standard(invocation.rim) else {
      throw Failure("journal", "there is no home folder for it; --journal says where it lies")
    }
    return place
  }

  /// Whether the journal's word is known: one that is not there has nothing to say, and one that
  /// cannot be opened might have.
  var isRead: Bool { !(journal is BlockedJournal) || journal.refusal?.kind == .missing }

  /// Whether there is nobody to ask: the paper venues that are built in begin with the command.
  var isBuiltIn: Bool { choices.reach == nil }

  private var shown: [RememberedList] {
    memory.filter { list in
      list.environment == environment && (named.isEmpty || named.contains(list.record.key.venue))
    }
  }

  /// The journal's last word.
  var remembered: [KnownList] {
    shown.map { KnownList(record: $0.record, environment: environment, account: $0.account) }
  }

  /// Asks every venue that there are lists of, and those that are named.
  func ask(
    stop: Int32
  ) throws(Failure) -> (lists: [KnownList], failures: [Failure]) {
    guard let reach = choices.reach else { return (remembered, []) }
    let wanted = named.isEmpty ? Set(shown.map(\.record.key.venue)) : Set(named)
    var failures = reach.absent.filter { wanted.contains($0.venue) }
      .map { Failure($0.venue.name, $0.reason, status: .noConnection) }
    let accounts = reach.accounts.filter { wanted.contains($0.venue.id) }
    var line = try VerbClient(
      accounts, isBuiltIn: false, journal: journal, seed: invocation.rim.random(), stop: stop)
    let venues = accounts.map(\.venue.id)
    line.run(for: invocation.connectPatience) { line in
      !venues.allSatisfy { line.isAnswered($0) }
    }
    line.run(for: invocation.patience) { line in
      venues.contains { line.client.state(of: $0) == .live && !line.client.isSettled($0) }
    }
    line.finish()
    for venue in venues where line.client.state(of: venue) != .live {
      let state = line.client.state(of: venue) ?? .offline
      let reason = line.client.reason(of: venue).map { ": \($0)" } ?? ""
      failures.append(
        Failure(venue.name, "is \(state.words)\(reason)", status: .noConnection))
    }
    return (lists(line, accounts), failures)
  }

  /// What the venues say, then what only the journal remembers.
  private func lists(_ line: VerbClient, _ accounts: [AccountSetup]) -> [KnownList] {
    var lists: [KnownList] = []
    for account in accounts {
      let venue = account.venue.id
      let isLive = line.client.state(of: venue) == .live
      let records = line.client.lists.filter { $0.key.venue == venue }
      let positions = isLive ? line.client.account(of: venue)?.positions : nil
      let overhangs = positions.map { Radar.look(at: records, positions: $0) } ?? []
      lists += records.map { record in
        KnownList(
          record: record, environment: environment, account: account.name, isAsked: isLive,
          overhang: Radar.overhang(of: record, among: overhangs))
      }
    }
    for list in remembered where !accounts.contains(where: { list.belongs(to: $0) }) {
      lists.append(list)
    }
    return lists
  }
}
