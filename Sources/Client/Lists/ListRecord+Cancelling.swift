import Venues

extension ListRecord {
  /// What cancels it, or one of its legs: only what has not ended is named.
  public func cancelCall(leg: Int?) -> Call {
    if let leg, list.orders.indices.contains(leg) {
      return .cancelOrder(reference(to: list.orders[leg]))
    }
    var reference = reference
    let live = list.orders.filter { !$0.status.isFinal }
    reference.venueOrderIDs = live.compactMap(\.venueOrderID)
    reference.clientOrderIDs = live.compactMap(\.clientOrderID)
    return .cancelList(reference, identity: nil)
  }
}
