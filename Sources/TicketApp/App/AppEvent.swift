import Client
import Exact
import Orders
import Screen
import Venues

/// What the program is told.
public enum AppEvent: Sendable {
  case input(Input)
  case now(Timestamp)
  case market(VenueID, Instrument, Market)
  case account(VenueID, Account)
  case connection(VenueID, Connection)
  /// An instrument's rules as the venue has them now.
  case instrument(VenueID, InstrumentRules)
  /// The keys as they are now that the venue gave a token with them.
  case credentials(VenueID, Credentials)
  /// Why the journal takes nothing, so that nothing may be sent; nil where it does.
  case journal(String?)
  /// Lists as a venue has them now.
  case lists([ListRecord])
  /// A list that is another that is known already, under that one's key.
  case gone(ListKey)
  /// What became of something that was sent.
  case outcome(Sent, Outcome)
  /// The templates as they are saved now.
  case templates([Template])
  /// Something worth a line in the log.
  case note(Message)
  /// What an effect that reads or writes came to.
  case done(String)
  case failed(String)
}

extension AppEvent {
  /// It says how the world is and asks for nothing, so several can be taken together.
  public var isNews: Bool {
    switch self {
    case .now, .market, .account, .connection, .instrument, .credentials: true
    default: false
    }
  }
}

/// What the program wants done.
public enum Effect: Hashable, Sendable {
  case quit
  case suspend
  /// Put a text on the terminal's clipboard.
  case copy(String)
  /// Send exactly the bytes that were reviewed.
  case place(Placement)
  case cancel(Cancellation)
  case amend(Amending)
  /// Tell the prices and rules of these from now on, and of no others.
  case watch([Instrument])
  /// Ask the venue how a list stands.
  case ask(ListKey)
  /// Try again to reach a venue.
  case reconnect(VenueID)
  /// Move a paper market: somebody trades at this price.
  case trade(Instrument, Decimal)
  case mouse(Bool)
  case repaint
  case theme(String)
  case saveTemplate(name: String, Ticket)
  case loadTemplates
  case deleteTemplate(name: String)
}
