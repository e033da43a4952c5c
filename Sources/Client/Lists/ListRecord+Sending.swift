import Orders

extension ListRecord {
  /// A list that is on its way to its venue.
  public init(sending placement: Placement, at now: Timestamp?) {
    let ticket = placement.ticket
    var list = OrderList(venue: placement.key.venue, status: .unknown)
    list.kind = ticket.kind
    list.clientListID = placement.key.id
    list.orders = ticket.resolvedLegs.enumerated().map { index, leg in
      var order = Order(status: .unknown, venueStatus: "")
      order.role = ticket.kind.role(at: index)
      (order.side, order.type) = (leg.side, leg.type)
      (order.quantity, order.price, order.trigger) = (leg.quantity, leg.price, leg.trigger)
      order.timeInForce = leg.timeInForce
      return order
    }
    self.init(
      placement.key, list, instrument: ticket.instrument,
      history: [Step(time: now, leg: nil, text: "sent to \(placement.key.venue)")])
  }
}
