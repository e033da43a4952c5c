import Orders
import PaperExchange

/// What a venue asks its desk to place, once the request passed the venue's own checks.
public struct PlaceRequest: Sendable {
  /// nil for an order by itself.
  public var kind: Kind?
  public var market: Int
  /// Whole legs in ticket order: the entry first, each with its own side, type and quantity.
  public var legs: [Leg]
  public var listID: String
  /// By leg.
  public var legIDs: [String]
  /// What the venue gives back of the list, and of each leg, by its own names.
  public var details: [String: String] = [:]
  public var legDetails: [[(name: String, value: String)]] = []

  public init(_ kind: Kind?, market: Int, legs: [Leg], listID: String, legIDs: [String]) {
    self.kind = kind
    self.market = market
    self.legs = legs
    self.listID = listID
    self.legIDs = legIDs
  }
}

/// Why a desk did not place.
public enum PlaceRefusal: Error, Hashable, Sendable {
  /// The engine's reason, and the leg it is about.
  case engine(Reason, leg: Int)
  /// A value that no whole number of ticks or lots says.
  case inexact(leg: Int, LegField)
  /// The venue has no contingency of this kind.
  case noSuchKind
  /// Nothing is traded in this market now.
  case halted
}
