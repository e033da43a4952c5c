import Orders
import Venues

/// What the client tells whoever shows it.
public enum ClientNews: Sendable {
  case connection(VenueID, Connection)
  case market(VenueID, Instrument, Market)
  case account(VenueID, Account)
  /// An instrument's rules as the venue has them now.
  case instrument(VenueID, InstrumentRules)
  /// The keys as they are now that the venue gave a token with them.
  case credentials(VenueID, Credentials)
  /// Lists as they are known now.
  case lists([ListRecord])
  /// A list that is another that is known already, under that one's key.
  case gone(ListKey)
  case outcome(Sent, Outcome)
  case note(Remark)

  /// Something worth a line in a log.
  public struct Remark: Hashable, Sendable {
    /// How much it matters.
    public enum Weight: Hashable, Sendable {
      case plain, good, warning, bad
    }

    public let text: String
    public let weight: Weight

    public init(_ text: String, _ weight: Weight = .plain) {
      self.text = text
      self.weight = weight
    }
  }
}

/// What is wanted of the client.
public enum ClientCommand: Sendable {
  case place(Placement)
  case cancel(Cancellation)
  case amend(Amending)
  /// Tell the prices of these from now on.
  case watch([Instrument])
  /// Ask how a list stands.
  case ask(ListKey)
  /// Try again with a venue that refused us, or at once with one that is waited for.
  case reconnect(VenueID)
}
