import Exact
import Orders

/// One thing that is to be remembered, before it is written.
public struct JournalEntry: Hashable, Sendable {
  /// What is remembered.
  public enum Kind: String, CaseIterable, Sendable {
    /// A list is wanted: its ids, where it goes, as whom, and the hash of the bytes to be sent.
    case intent
    /// The bytes leave right after this. Without it nothing was sent.
    case attempt
    /// What the venue answered: accepted, refused, in doubt, or that nothing was sent.
    case outcome
    /// What settled a doubt, and how it settled it.
    case evidence
    /// A list as its venue last told of it.
    case state
    /// What was seen and contradicts what is known, or is worth knowing later.
    case note
  }

  public var kind: Kind
  /// Our id of the list it belongs to; empty where it belongs to none.
  public var list: String
  public var venue: VenueID
  public var environment: Environment
  /// Which account, in a form that is no secret.
  public var account: String
  public var time: Timestamp
  /// The particulars, always an object and never with a secret in it.
  public var body: JSON

  public init(
    _ kind: Kind, list: String, venue: VenueID, environment: Environment, account: String,
    time: Timestamp, body: JSON
  ) {
    self.kind = kind
    self.list = list
    self.venue = venue
    self.environment = environment
    self.account = account
    self.time = time
    self.body = body
  }
}
