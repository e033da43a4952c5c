import Exact
import Orders

/// How a list is named to its venue.
///
/// Venues differ in which of these they take.
public struct ListReference: Hashable, Sendable {
  public var instrument: Instrument
  public var kind: Kind
  public var venueListID: String?
  public var clientListID: String?
  /// The venue's ids of the list's orders, where they are known.
  public var venueOrderIDs: [String]
  /// The client's ids of the list's orders, by leg.
  public var clientOrderIDs: [String]

  public init(
    instrument: Instrument, kind: Kind, venueListID: String? = nil, clientListID: String? = nil,
    venueOrderIDs: [String] = [], clientOrderIDs: [String] = []
  ) {
    self.instrument = instrument
    self.kind = kind
    self.venueListID = venueListID
    self.clientListID = clientListID
    self.venueOrderIDs = venueOrderIDs
    self.clientOrderIDs = clientOrderIDs
  }
}

/// How one order is named to its venue.
public struct OrderReference: Hashable, Sendable {
  public var instrument: Instrument
  public var venueOrderID: String?
  public var clientOrderID: String?

  public init(instrument: Instrument, venueOrderID: String? = nil, clientOrderID: String? = nil) {
    self.instrument = instrument
    self.venueOrderID = venueOrderID
    self.clientOrderID = clientOrderID
  }
}

/// What an amended order is to be from now on; venues that replace want it whole.
public struct Amendment: Hashable, Sendable {
  public var order: OrderReference
  public var leg: Leg
  /// What the order is now, where that is known: a venue that cannot change a part of it says so.
  public var before: Leg?
  /// The id the order has from then on, for venues that give it another.
  public var newClientOrderID: String?

  public init(
    order: OrderReference, leg: Leg, before: Leg? = nil, newClientOrderID: String? = nil
  ) {
    self.order = order
    self.leg = leg
    self.before = before
    self.newClientOrderID = newClientOrderID
  }
}

/// A stretch of history: times where given, and which page of it.
public struct HistoryRange: Hashable, Sendable {
  public var from: Timestamp?
  public var until: Timestamp?
  public var instrument: Instrument?
  /// From 1, for venues that page.
  public var page: Int
  public var limit: Int

  public init(
    from: Timestamp? = nil, until: Timestamp? = nil, instrument: Instrument? = nil, page: Int = 1,
    limit: Int = 100
  ) {
    self.from = from
    self.until = until
    self.instrument = instrument
    self.page = page
    self.limit = limit
  }
}

/// Everything that is asked of a venue beside placing a ticket.
public enum Call: Hashable, Sendable {
  case cancelList(ListReference, identity: String?)
  case cancelOrder(OrderReference)
  case amend(Amendment)
  case queryList(ListReference)
  case queryOrder(OrderReference)
  /// From page 1, for venues that page.
  case openLists(page: Int)
  case openOrders(Instrument?)
  case history(HistoryRange)
  case instruments(Instrument?)
  case ticker(Instrument)
  case account
  /// The accounts behind a login, for venues that have several.
  case accounts
  case positions
  case serverTime
  /// Opens the user stream where that takes a token; Tradovate's opens everything.
  case token
  case renewToken(String)
  case closeToken(String)
  case login
  /// Begins the user's own events; the text is what the venue wants to know them by.
  case subscribeUser(String?)
  case subscribeTicker(Instrument)
  case unsubscribe(Instrument?)
  /// Keeps a socket alive, or answers the venue's own heartbeat with what it said.
  case heartbeat(String?)
}
