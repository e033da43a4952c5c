import Exact
import Orders

extension MarketSpec {
  /// A value of a leg that no whole number of ticks, lots or basis points says.
  public struct Inexact: Error, Hashable, Sendable {
    public let leg: Int
    public let field: LegField

    public init(leg: Int, field: LegField) {
      self.leg = leg
      self.field = field
    }
  }

  /// The orders of a ticket in ticks and lots, exactly, or the value that stands in the way.
  ///
  /// A leg of a kind whose exits are sized by the entry has no quantity. A leg without a side or
  /// type, which no ticket that passed the rules has, is refused too.
  public func orders(of ticket: Ticket) throws(Inexact) -> [NewOrder] {
    var orders: [NewOrder] = []
    for (number, leg) in ticket.resolvedLegs.enumerated() {
      guard let side = leg.side else { throw Inexact(leg: number, field: .side) }
      guard let type = leg.type else { throw Inexact(leg: number, field: .type) }
      var order = NewOrder(type, side, quantity: 0)
      let isSized = ticket.kind.sizesExitsFromEntry && ticket.kind.role(at: number) == .exit
      if !isSized || leg.quantity != nil {
        guard let quantity = leg.quantity.flatMap(lots) else {
          throw Inexact(leg: number, field: .quantity)
        }
        order.quantity = quantity
      }
      order.price = try count(leg.price, number, .price)
      order.trigger = try count(leg.trigger, number, .trigger)
      order.trailing = try trailing(leg.trail, number)
      order.source = leg.triggerBy
      order.timeInForce = leg.timeInForce ?? .gtc
      order.expire = leg.expire?.milliseconds
      orders.append(order)
    }
    return orders
  }

  private func count(
    _ price: Decimal?, _ leg: Int, _ field: LegField
  ) throws(Inexact) -> Int64? {
    guard let price else { return nil }
    guard let ticks = ticks(price) else { throw Inexact(leg: leg, field: field) }
    return ticks
  }

  private func trailing(_ trail: Trail?, _ leg: Int) throws(Inexact) -> Trailing? {
    switch trail {
    case nil: return nil
    case .distance(let distance):
      guard let ticks = ticks(distance) else { throw Inexact(leg: leg, field: .trail) }
      return .distance(ticks)
    case .percent(let percent):
      guard let points = (try? percent * 100)?.int64, points > 0 else {
        throw Inexact(leg: leg, field: .trail)
      }
      return .basisPoints(points)
    }
  }
}
