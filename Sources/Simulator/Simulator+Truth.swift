import Exact
import Orders
import PaperExchange
import Venues

/// The engine's own word, for whoever wants to check a client against it.
extension Simulator {
  /// Every list that is remembered, ended ones too, and orders placed by themselves, whose kind is
  /// null.
  public func truth(venue: VenueID? = nil) -> JSON {
    let lists = ports.filter { venue == nil || $0.venue == venue }.flatMap { port in
      let desk = port.serving.desk
      return desk.allLists.map { Self.list($0, desk, port.serving) }
    }
    return ["lists": .array(lists)]
  }

  private static func list(_ list: PaperList, _ desk: Desk, _ serving: any Serving) -> JSON {
    let id = list.kind == nil ? nil : serving.venueID(ofList: list)
    return [
      "venue": .string(desk.venue.id.name),
      "list_id": text(id),
      "client_list_id": text(list.clientID.isEmpty ? nil : list.clientID),
      "kind": text(list.kind?.rawValue),
      "instrument": .string(desk.specs[list.market].instrument.description),
      "status": .string(list.status.rawValue),
      "orders": .array(desk.orders(of: list).map { order($0, serving) }),
    ]
  }

  private static func order(_ order: PaperOrder, _ serving: any Serving) -> JSON {
    [
      "leg": .integer(Int64(order.leg + 1)),
      "order_id": .string(serving.venueID(ofOrder: order)),
      "client_order_id": text(order.clientID.isEmpty ? nil : order.clientID),
      "type": .string(order.type.rawValue),
      "side": .string(order.side.rawValue),
      "status": .string(order.status.rawValue),
      "quantity": .string(order.quantity.description),
      "filled": .string(order.filled.description),
      "price": text(order.price?.description),
      "trigger": text(order.trigger?.description),
      "reason": text(order.reason?.rawValue),
      "fills": .array(order.fills.map(fill)),
    ]
  }

  private static func fill(_ fill: PaperFill) -> JSON {
    [
      "price": .string(fill.price.description),
      "quantity": .string(fill.quantity.description),
      "fee": .string(fill.fee.description),
      "fee_asset": .string(fill.feeAsset),
    ]
  }

  /// What the markets show.
  public func markets(venue: VenueID? = nil) -> JSON {
    let markets = ports.filter { venue == nil || $0.venue == venue }.flatMap { port in
      let desk = port.serving.desk
      return desk.specs.indices.map { Self.market($0, desk) }
    }
    return ["markets": .array(markets)]
  }

  private static func market(_ market: Int, _ desk: Desk) -> JSON {
    let shown = desk.shown(market)
    return [
      "venue": .string(desk.venue.id.name),
      "instrument": .string(desk.specs[market].instrument.description),
      "symbol": .string(desk.instruments[market].symbol),
      "last": text(shown.last?.description),
      "bid": text(shown.bid?.description),
      "ask": text(shown.ask?.description),
      "mark": text(shown.mark?.description),
      "index": text(shown.index?.description),
      "tick": text(desk.instruments[market].tick?.description),
      "lot": text(desk.instruments[market].lot?.description),
      "halted": .bool(desk.halted.contains(market)),
    ]
  }

  private static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }
}
