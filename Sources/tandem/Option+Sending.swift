import Orders
import Venues

// Options of the verbs that speak with venues.
extension Option {
  /// The one venue that something goes to.
  static let target = Option(
    name: "venue", value: .choice("VENUE", Vocabulary.venues), help: "the venue that is meant")

  static let wait = Option(
    name: "wait", value: .integer("SECONDS", 1...3600), fallback: "30",
    help: "how long the venue is waited for at most, and how long a doubt is looked into")

  static let yes = Option(
    name: "yes", help: "send without asking; anywhere but on paper nothing is sent without it")

  static let leg = Option(
    name: "leg", value: .integer("N", 1...8), help: "only this leg, counted from 1")

  /// Where a verb finds venues, keys and journal.
  static let reaching: [Option] = [.environment, .credentials, .journal, .simulators]
}

extension Invocation {
  /// How long a venue is waited for, in milliseconds.
  var patience: Int64 { (integer(.wait) ?? 30) * 1000 }

  /// A connection that does not stand after this long is given up.
  var connectPatience: Int64 { min(patience, 15_000) }

  /// The one venue that `--venue` names.
  func target() throws(Failure) -> any Venue {
    guard let name = texts(.target).first, let venue = VenueCatalogue.venue(VenueID(name)) else {
      throw Failure(
        command.name,
        "--venue is missing: \(Prose.list(Vocabulary.venues, conjunction: "or"))")
    }
    return venue
  }

  /// Refuses to send anywhere but on paper before somebody has said yes.
  func checkConfirmed() throws(Failure) {
    guard environment != .paper, !has(.yes) else { return }
    let money = environment == .live ? ", where money is real" : ""
    throw Failure(
      command.name, "sends to \(environment.rawValue)\(money): it wants --yes; nothing was sent")
  }
}
