import Orders
import Venues

// Options that several verbs share, so that one name means one thing everywhere.
extension Option {
  static let help = Option(name: "help", short: "h", help: "print this help and exit")
  static let version = Option(name: "version", short: "V", help: "print the version and exit")

  static let venue = Option(
    name: "venue", value: .choice("VENUE", Vocabulary.venues), repeats: true,
    help: "only this venue")

  static let environment = Option(
    name: "env", value: .choice("ENV", Vocabulary.environments), fallback: "paper",
    help: "the environment whose hosts and keys are meant")

  static let credentials = Option(
    name: "credentials", value: .file("FILE"),
    help: "read keys from FILE, which nobody else may be able to read, instead of"
      + " $XDG_CONFIG_HOME/tandem/credentials")

  static let journal = Option(
    name: "journal", value: .file("FILE"),
    help: "write what is sent into FILE, and read it from there, instead of"
      + " $XDG_STATE_HOME/tandem/journal")

  static let simulators = Option(
    name: "simulators", value: .text("HOST:PORT"),
    help: "reach the paper venues that tandem serve has there, instead of those built in")

  static let textOrJSON = Option(
    name: "format", value: .choice("FORMAT", ["text", "json"]), fallback: "text",
    help: "the form of the output")
}

/// The closed lists of words that options choose from.
enum Vocabulary {
  static let venues = VenueCatalogue.ids.map(\.name)
  static let environments = Environment.allCases.map(\.rawValue)
}
