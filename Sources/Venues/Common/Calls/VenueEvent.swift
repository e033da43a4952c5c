import Orders

/// What one frame of a venue's stream says.
///
/// A frame may say several things, or none.
public enum VenueEvent: Hashable, Sendable {
  // The large ones are in boxes of their own: an event is handed on several times.
  indirect case order(OrderReport)
  indirect case list(OrderList)
  case balances([Balance])
  case positions([Position])
  case market(symbol: String, Market)
  /// The reply to a request made on the socket, by that request's id.
  indirect case reply(id: String, Answer)
  /// The socket is ready to be spoken to, where the venue says so.
  case ready
  case loggedIn
  case subscribed(String)
  /// The venue wants this said back at once, as a text frame, to keep the socket.
  case pingDemand(reply: String)
  case pong
  /// The stream's token has ended; a new one is needed.
  case tokenExpired
  /// The venue is about to close the socket, and why.
  case closing(String)
  /// Something of the account changed that is best asked for anew.
  case refresh(String)
  /// Not understood: kept whole so that it can be shown.
  case unknown(String)
}
