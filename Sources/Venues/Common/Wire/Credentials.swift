import Crypto
import Orders

/// What proves to a venue who asks.
///
/// Everything in it is masked wherever a request is shown.
public struct Credentials: Sendable {
  public let venue: VenueID
  public let environment: Environment
  /// The key's public half, or a user's name.
  public let key: String
  public let signer: Signer
  /// Ready-made texts that are secret: a signed passphrase, a bearer token.
  public let tokens: [String: String]
  /// What is not secret: an account's name and number, a key's version.
  public let settings: [String: String]

  /// What signs, if anything does.
  public enum Signer: Sendable {
    case hmac(HMACKey)
    case privateKey(PrivateKey)
    case none
  }

  public init(
    venue: VenueID, environment: Environment, key: String, signer: Signer,
    tokens: [String: String] = [:], settings: [String: String] = [:]
  ) {
    self.venue = venue
    self.environment = environment
    self.key = key
    self.signer = signer
    self.tokens = tokens
    self.settings = settings
  }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
  /// Whose they are, and no more.
  public var description: String { "Credentials(\(venue) \(environment.rawValue) ••••)" }

  /// Without children, so that neither `dump` nor a failing test shows any of it.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// One line of a credentials file that a venue reads.
public struct CredentialSetting: Sendable {
  public let name: String
  public let isRequired: Bool
  public let isSecret: Bool
  public let help: String

  public init(_ name: String, required: Bool = true, secret: Bool = true, help: String) {
    self.name = name
    isRequired = required
    isSecret = secret
    self.help = help
  }
}

/// The lines of one section, read but not yet understood.
public struct CredentialValues: Sendable {
  public let venue: VenueID
  public let environment: Environment
  public private(set) var values: [String: Secret]

  public init(venue: VenueID, environment: Environment, values: [String: Secret]) {
    self.venue = venue
    self.environment = environment
    self.values = values
  }

  public func text(_ name: String) -> String? { values[name]?.reveal() }

  public func required(_ name: String) throws(InvalidCredentials) -> Secret {
    guard let value = values[name], !value.isEmpty else {
      throw InvalidCredentials("[\(venue).\(environment.rawValue)] has no \(name)")
    }
    return value
  }
}

/// Why credentials cannot be used; never with a word of the secret in it.
public struct InvalidCredentials: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}

/// The moment of sealing: when, as whom, and with which number of request.
public struct Seal: Sendable {
  public let environment: Environment
  public let now: Timestamp
  /// For venues whose envelope numbers its requests.
  public let requestID: Int64
  public let credentials: Credentials

  public init(now: Timestamp, requestID: Int64, credentials: Credentials) {
    environment = credentials.environment
    self.now = now
    self.requestID = requestID
    self.credentials = credentials
  }
}

/// Why a draft could not be sealed.
public struct SealFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String

  public init(_ reason: String) { self.reason = reason }

  public var description: String { reason }
}
