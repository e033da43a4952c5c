import Client
import Journal
import Orders
import Venues

extension Doctor {
  static let command = command(run: run)

  static func run(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    let rim = invocation.rim
    let stop = try rim.stopRequest()
    let isJSON = invocation.text(.textOrJSON) == "json"
    var hasFailed = false
    var loss: Failure?
    func tell(_ diagnoses: [Diagnosis]) {
      for diagnosis in diagnoses {
        if diagnosis.verdict == .fail { hasFailed = true }
        rim.output.write(diagnosis.text(isJSON))
      }
      do throws(Failure) { try rim.output.flush() } catch { loss = error }
    }
    tell(MachineChecks(invocation).all)
    let (venues, isNamed) = invocation.venues
    let choices: ClientChoices
    do throws(Failure) {
      choices = try ClientChoices(invocation, venues: venues)
    } catch {
      // What is wrong with the command line is no finding.
      if error.what.hasPrefix("--") { throw error }
      tell([Diagnosis("credentials", .fail, "\(error.what): \(error.why)")])
      return .refused
    }
    tell([credentials(choices, invocation)])
    tell(absent(choices, venues, isNamed))
    let isReached = try visit(choices, venues, invocation, stop, tell)
    if let loss { throw loss }
    if !isReached { return .noConnection }
    return hasFailed ? .refused : .fine
  }

  private static func credentials(
    _ choices: ClientChoices, _ invocation: Invocation
  ) -> Diagnosis {
    if choices.environment == .paper, !invocation.has(.credentials) {
      return Diagnosis("credentials", .ok, "paper needs none")
    }
    let path = invocation.texts(.credentials).first ?? CredentialsInput.standardPath(invocation.rim)
    let names = choices.credentials.keys.map(\.name).sorted()
    return names.isEmpty
      ? Diagnosis(
        "credentials", .warn,
        "\(path ?? "no file") has no keys for \(choices.environment.rawValue)")
      : Diagnosis(
        "credentials", .ok,
        "\(path ?? "") is its owner's alone, and has keys of \(Words.list(names))")
  }

  private static func absent(
    _ choices: ClientChoices, _ venues: [any Venue], _ isNamed: Bool
  ) -> [Diagnosis] {
    (choices.reach?.absent ?? []).filter { absent in venues.contains { $0.id == absent.venue } }
      .map {
        Diagnosis("connection", isNamed ? .fail : .skip, $0.reason, venue: $0.venue)
      }
  }

  /// Connects to every venue, and tells of each as soon as it is known; false where one could not
  /// be reached.
  private static func visit(
    _ choices: ClientChoices, _ venues: [any Venue], _ invocation: Invocation, _ stop: Int32,
    _ tell: ([Diagnosis]) -> Void
  ) throws(Failure) -> Bool {
    let ids = venues.map(\.id)
    let reached = choices.accounts(among: ids)
    let start = Moment.current().uptime
    // Nothing is to be remembered, and nobody is to be asked about lists.
    var line = try VerbClient(
      reached, isBuiltIn: choices.reach == nil, journal: MemoryJournal(),
      seed: invocation.rim.random(), stop: stop)
    var waiting = reached.map(\.venue)
    var isReached = true
    while !waiting.isEmpty, !line.isStopped {
      let left = invocation.connectPatience - (Moment.current().uptime - start)
      line.run(for: left) { line in !waiting.contains { line.isAnswered($0.id) } }
      let ready = left > 0 ? waiting.filter { line.isAnswered($0.id) } : waiting
      for venue in ready {
        let visit = VenueVisit(venue, line, since: start)
        tell(visit.all)
        if !visit.isReached { isReached = false }
      }
      waiting.removeAll { venue in ready.contains { $0.id == venue.id } }
    }
    return isReached && waiting.isEmpty
  }
}
