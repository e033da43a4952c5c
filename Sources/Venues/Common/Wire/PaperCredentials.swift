import Crypto
import Orders

extension Venue {
  /// The keys of the built-in exchange.
  ///
  /// They open nothing else, and are no secret.
  public func paperCredentials() throws(InvalidCredentials) -> Credentials {
    try credentials(
      from: CredentialValues(
        venue: id, environment: .paper, values: Self.filler("paper", for: self)))
  }

  /// The same as lines of a credentials file, in the order of the venue's settings.
  public var paperSettings: [(name: String, value: Secret)] {
    let values = Self.filler("paper", for: self)
    return credentialSettings.compactMap { setting in
      values[setting.name].map { (setting.name, $0) }
    }
  }

  /// What stands where keys are not known: a request made with it shows its shape, and opens
  /// nothing.
  public func standInCredentials(
    _ environment: Environment
  ) throws(InvalidCredentials) -> Credentials {
    try credentials(
      from: CredentialValues(
        venue: id, environment: environment, values: Self.filler("no", for: self)))
  }

  private static func filler(_ word: String, for venue: some Venue) -> [String: Secret] {
    var values: [String: Secret] = [:]
    for setting in venue.credentialSettings {
      switch setting.name {
      case "account_id", "cid": values[setting.name] = Secret(word == "paper" ? "1000001" : "0")
      case "account": values[setting.name] = Secret(word == "paper" ? "PAPER0001" : "ACCOUNT")
      // Given, it need not be made from the others, which would wake the library of digests.
      case "device_id": if word == "paper" { values[setting.name] = Secret("paper-device") }
      case "access_token": values[setting.name] = Secret("\(word)-token")
      default:
        if setting.isRequired || setting.name == "secret" {
          values[setting.name] = Secret("\(word)-\(setting.name)")
        }
      }
    }
    return values
  }
}
