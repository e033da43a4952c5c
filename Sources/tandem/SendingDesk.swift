import Client
import Journal
import Orders
import Paper
import Venues

/// One venue that something is to be sent to: connected to, caught up with, and ready.
struct SendingDesk {
  let venue: any Venue
  let invocation: Invocation
  let environment: Environment
  private let journal: any JournalKeeping
  var line: VerbClient

  /// Connects; nothing is sent where the journal cannot take it, or the venue is not live in time.
  init(_ venue: any Venue, _ invocation: Invocation, stop: Int32) throws(Failure) {
    self.venue = venue
    self.invocation = invocation
    let choices = try ClientChoices(invocation, venues: [venue])
    environment = choices.environment
    journal = try Self.journal(choices, invocation.rim)
    line = try VerbClient(
      try choices.accounts(at: [venue.id]), isBuiltIn: choices.reach == nil, journal: journal,
      seed: invocation.rim.random(), stop: stop)
    line.run(for: invocation.connectPatience) { !$0.isAnswered(venue.id) }
    guard line.client.state(of: venue.id) == .live else { throw unreached() }
  }

  private static func journal(
    _ choices: ClientChoices, _ rim: Rim
  ) throws(Failure) -> any JournalKeeping {
    let journal: any JournalKeeping
    if let place = choices.journal {
      journal = place.open()
    } else if choices.reach == nil {
      journal = MemoryJournal()
    } else {
      throw Failure("journal", "there is no home folder for it; --journal says where it lies")
    }
    if let refusal = journal.refusal {
      throw Failure("journal", "\(refusal.sentence); nothing was sent")
    }
    return journal
  }

  private func unreached() -> Failure {
    let state = line.client.state(of: venue.id) ?? .offline
    let reason = line.client.reason(of: venue.id).map { ": \($0)" } ?? ""
    let sentence = line.isStopped ? "asked to end" : "is \(state.words)\(reason)"
    return Failure(venue.id.name, "\(sentence); nothing was sent", status: .noConnection)
  }

  /// Sends, and waits until it is known what became of it, as long as somebody wants to wait.
  ///
  /// - Parameter isSeen: Whether what is known of the lists shows that it was carried out.
  mutating func send(
    _ command: ClientCommand, as sent: Sent, isSeen: (Client) -> Bool = { _ in false }
  ) -> Outcome {
    line.perform(command)
    line.run(for: invocation.patience) { line in
      !line.isDecided(sent) && (line.outcomes[sent] == nil || !isSeen(line.client))
    }
    if let outcome = line.outcomes[sent] { return outcome }
    let reason = line.isStopped ? "asked to end" : "no answer came"
    return .inDoubt("\(reason) within the time that was waited")
  }

  /// Waits a little longer until the venue has told everything that it will.
  mutating func settle(within milliseconds: Int64) {
    let venue = venue.id
    line.run(for: min(milliseconds, invocation.patience)) { !$0.client.isSettled(venue) }
  }
}

extension VerbClient {
  /// Whether it is known if a venue can be spoken with.
  func isAnswered(_ venue: VenueID) -> Bool {
    let state = client.state(of: venue)
    return state == .live || state == .refused
  }

  /// Whether it is known what became of a request.
  func isDecided(_ sent: Sent) -> Bool {
    switch outcomes[sent] {
    case .accepted, .refused, .notSent: true
    case .inDoubt, nil: false
    }
  }
}

extension ClientChoices {
  /// The accounts at some venues; a failure where one that is named cannot be had.
  func accounts(at venues: [VenueID]) throws(Failure) -> [AccountSetup] {
    for venue in venues {
      if let absent = reach?.absent.first(where: { $0.venue == venue }) {
        throw Failure(venue.name, "\(absent.reason); nothing was sent")
      }
    }
    return accounts(among: venues)
  }

  /// The accounts at those of some venues that can be had.
  func accounts(among venues: [VenueID]) -> [AccountSetup] {
    guard let reach else { return PaperClient.accounts(venues) }
    return reach.accounts.filter { venues.contains($0.venue.id) }
  }
}
