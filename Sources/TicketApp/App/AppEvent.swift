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

/// How a venue can be reached now.
public struct Connection: Hashable, Sendable {
  /// From nothing to live, and what can go wrong.
  public enum State: String, Sendable {
    case offline, connecting, live, stale, refused
  }

  public var state: State
  public var latencyMilliseconds: Int64?
  public var reason: String?

  public init(_ state: State, latencyMilliseconds: Int64? = nil, reason: String? = nil) {
    self.state = state
    self.latencyMilliseconds = latencyMilliseconds
    self.reason = reason
  }
}

/// What was asked of a venue, so that its answer finds what it belongs to.
public enum Sent: Hashable, Sendable {
  case place(ListKey)
  case cancel(ListKey)
  case cancelLeg(ListKey, leg: Int)
}

/// What became of a request.
public enum Outcome: Hashable, Sendable {
  case accepted
  case refused(String)
  /// It may or may not have happened.
  case inDoubt(String)
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
