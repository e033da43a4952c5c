import Orders
import Venues

/// Where a verb finds its venues, as whom it goes there, and where it writes that down.
struct ClientChoices: Sendable {
  let environment: Environment
  let credentials: [VenueID: Credentials]
  /// Venues behind sockets; nil for the paper venues that are built in.
  let reach: Reach?
  /// nil where nothing is to be written down, or no home is known.
  let journal: JournalPlace?

  /// - Parameter venues: Those that keys are read for; each may have a program that prints them.
  init(
    _ invocation: Invocation, venues: [any Venue] = VenueCatalogue.all
  ) throws(Failure) {
    environment = invocation.environment
    let simulators = try invocation.texts(.simulators).first.map { (text) throws(Failure) in
      try SimulatorsPlace(text)
    }
    if simulators != nil, environment != .paper {
      throw Failure(
        "--simulators", "are paper venues: they do not go with --env \(environment.rawValue)")
    }
    let isNetworked = simulators != nil || environment != .paper
    credentials = isNetworked ? try Self.credentials(invocation, venues) : [:]
    reach = isNetworked ? try Reach(environment, credentials, simulators: simulators) : nil
    // What is built in ends with the program, and so does its record unless one is asked for.
    journal =
      invocation.texts(.journal).first.map { JournalPlace($0) }
      ?? (isNetworked ? JournalPlace.standard(invocation.rim) : nil)
  }

  /// The keys that requests are signed with; where nobody has said any, paper has its own.
  private static func credentials(
    _ invocation: Invocation, _ venues: [any Venue]
  ) throws(Failure) -> [VenueID: Credentials] {
    let input = try CredentialsInput(invocation)
    var all: [VenueID: Credentials] = [:]
    for venue in venues {
      all[venue.id] = try input.credentials(venue, invocation.environment)
    }
    return all
  }
}
