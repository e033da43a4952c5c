import Orders

/// A path at which a venue takes order lists, and its form.
struct PlacingPath {
  /// The end of the path that tells it from all others, in lower case: `v3/order/oco`.
  let tail: String
  let venue: any Venue
  let form: PlaceForm

  /// Every one, the longest first: one may be the beginning of another.
  static let all: [PlacingPath] = {
    let paths = VenueCatalogue.all.flatMap { venue in
      venue.forms.compactMap { form -> PlacingPath? in
        guard case .rest = form.endpoint.channel else { return nil }
        return PlacingPath(tail: tail(form.endpoint.path), venue: venue, form: form)
      }
    }
    return paths.sorted { $0.tail.utf8.count > $1.tail.utf8.count }
  }()

  /// People leave a base address out, or put one of their own before the path.
  private static func tail(_ path: String) -> String {
    path.lowercased().split(separator: "/").suffix(3).joined(separator: "/")
  }

  /// The form that a path belongs to.
  static func named(_ path: some StringProtocol) -> PlacingPath? {
    let path = "/" + path.lowercased()
    return all.first { path.hasSuffix("/" + $0.tail) }
  }

  /// The form whose path stands somewhere in a text in lower case.
  static func first(in text: some StringProtocol) -> PlacingPath? {
    all.first { text.contains($0.tail) }
  }
}
