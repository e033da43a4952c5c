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
  /// Lists as a venue has them now.
  case lists([ListRecord])
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
    case .now, .market, .account, .connection: true
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
  /// Move a paper market: somebody trades at this price.
  case trade(Instrument, Decimal)
  case mouse(Bool)
  case repaint
  case theme(String)
  case saveTemplate(name: String, Ticket)
  case loadTemplates
  case deleteTemplate(name: String)
}
