import Orders
import Venues

/// One account at one venue: where it is, and as whom it is entered.
public struct AccountSetup: Sendable {
  public let venue: any Venue
  public let credentials: Credentials
  /// Where requests go; the catalogue's hosts, or simulators elsewhere.
  public let hosts: Hosts
  /// The account in a form that is no secret, for the journal.
  public let name: String

  /// Joins keys and hosts; a failure says why they must not meet.
  ///
  /// - Parameter name: In place of what the keys say, where several accounts share them.
  public init(
    _ venue: any Venue, _ credentials: Credentials, hosts: Hosts, name: String? = nil
  ) throws(InvalidCredentials) {
    guard credentials.venue == venue.id else {
      throw InvalidCredentials("keys of \(credentials.venue) do not open \(venue.id)")
    }
    guard credentials.environment == hosts.environment else {
      throw InvalidCredentials(
        "keys for \(credentials.environment.rawValue) are not taken to a host for "
          + hosts.environment.rawValue)
    }
    self.venue = venue
    self.credentials = credentials
    self.hosts = hosts
    self.name = name ?? Self.name(of: credentials)
  }

  public var environment: Environment { hosts.environment }

  private static func name(of credentials: Credentials) -> String {
    credentials.settings["account"] ?? credentials.settings["account_id"]
      ?? digest(of: credentials.key)
  }

  /// Tells keys apart without being one.
  private static func digest(of key: String) -> String {
    "key " + Hashing.hex(Array(key.utf8)).prefix(12)
  }
}

extension Hosts {
  /// The simulators of `tandem serve` on another host and port; each venue has its own port
  /// behind the first.
  public func moved(to host: String, port: Int, of venue: VenueID) -> Hosts {
    guard environment == .paper, let at = VenueCatalogue.ids.firstIndex(of: venue) else {
      return self
    }
    func moved(_ address: String) -> String {
      guard let scheme = address.firstRange(of: "://") else { return address }
      let path = address[scheme.upperBound...].drop { $0 != "/" }
      return address[..<scheme.upperBound] + "\(host):\(port + at)" + path
    }
    return Hosts(
      environment, rest: moved(rest), socket: socket.map(moved),
      marketSocket: marketSocket.map(moved), source: source)
  }
}

extension WireRequest {
  /// The same bytes, to where the account's hosts are.
  ///
  /// Only the address changes, and only within one environment; nothing that is signed holds it.
  public func aimed(at hosts: Hosts) -> WireRequest {
    guard environment == hosts.environment, let base = hosts.base(for: channel) else { return self }
    return WireRequest(
      venue: venue, environment: environment, operation: operation, channel: channel, base: base,
      target: target, headers: headers, body: body)
  }
}
