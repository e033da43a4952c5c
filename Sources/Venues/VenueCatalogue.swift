import Orders

/// Every venue, in the order they are shown.
///
/// A new venue is a folder and a line here.
public enum VenueCatalogue {
  public static let all: [any Venue] = [
    Binance(),
    CryptoCom(),
    BingX(),
    KuCoin(),
    Tradovate(),
  ]

  public static let ids: [VenueID] = all.map(\.id)

  public static func venue(_ id: VenueID) -> (any Venue)? {
    all.first { $0.id == id }
  }
}
