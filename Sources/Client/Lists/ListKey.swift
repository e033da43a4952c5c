import Orders

/// What a list is known by here, whatever its venue calls it.
public struct ListKey: Hashable, Sendable, Comparable {
  public let venue: VenueID
  /// Ours where it was placed from here, else the venue's.
  public let id: String

  public init(_ venue: VenueID, _ id: String) {
    self.venue = venue
    self.id = id
  }

  public static func < (left: ListKey, right: ListKey) -> Bool {
    (left.venue.name, left.id) < (right.venue.name, right.id)
  }
}
