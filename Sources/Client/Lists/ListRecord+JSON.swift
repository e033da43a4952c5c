import Exact
import Orders

extension ListRecord {
  /// The list as `tandem lists --format json` prints it, and as the journal remembers it.
  public func json(_ environment: Environment) -> [JSONMember] {
    [
      JSONMember("list", .string(key.id)),
      JSONMember("venue", .string(key.venue.name)),
      JSONMember("env", .string(environment.rawValue)),
      JSONMember("kind", Self.text(list.kind?.rawValue)),
      JSONMember("instrument", Self.text(instrument?.description)),
      JSONMember("status", .string(list.status.rawValue)),
      JSONMember("in_doubt", .bool(isInDoubt)),
      JSONMember("vanished", .bool(isVanished)),
      JSONMember("client_list_id", Self.text(list.clientListID)),
      JSONMember("venue_list_id", Self.text(list.venueListID)),
      JSONMember("venue_status", Self.text(list.venueStatus.isEmpty ? nil : list.venueStatus)),
      JSONMember("symbol", Self.text(list.symbol)),
      JSONMember("heard", heard.map { .integer($0.milliseconds) } ?? .null),
      JSONMember("orders", .array(list.orders.enumerated().map(Self.order))),
    ]
  }

  private static func order(_ leg: Int, _ order: Order) -> JSON {
    .object([
      JSONMember("leg", .integer(Int64(leg + 1))),
      JSONMember("type", text(order.type?.rawValue)),
      JSONMember("side", text(order.side?.rawValue)),
      JSONMember("status", .string(order.status.rawValue)),
      JSONMember("quantity", text(order.quantity?.description)),
      JSONMember("filled", text(order.filled?.description)),
      JSONMember("price", text(order.price?.description)),
      JSONMember("trigger", text(order.trigger?.description)),
      JSONMember("average_price", text(order.averagePrice?.description)),
      JSONMember("role", text(order.role?.rawValue)),
      JSONMember("tif", text(order.timeInForce?.rawValue)),
      JSONMember("order_id", text(order.venueOrderID)),
      JSONMember("client_order_id", text(order.clientOrderID)),
      JSONMember("venue_status", text(order.venueStatus.isEmpty ? nil : order.venueStatus)),
      JSONMember("reason", text(order.reason)),
      JSONMember("updated", order.updated.map { .integer($0.milliseconds) } ?? .null),
    ])
  }

  private static func text(_ value: String?) -> JSON { value.map(JSON.string) ?? .null }

  /// Reads what `json` wrote; nil for what it did not write.
  public init?(_ venue: VenueID, _ json: JSON) {
    let reader = JSONReader(json)
    guard let id = reader.text("list"), let status = reader.text("status").flatMap(ListStatus.init)
    else { return nil }
    var list = OrderList(venue: venue, status: status)
    list.kind = reader.text("kind").flatMap(Kind.init)
    list.clientListID = reader.text("client_list_id")
    list.venueListID = reader.text("venue_list_id")
    list.venueStatus = reader.text("venue_status") ?? ""
    list.symbol = reader.text("symbol")
    list.orders = reader.array("orders").map { Order(JSONReader($0)) }
    self.init(
      ListKey(venue, id), list, instrument: reader.text("instrument").flatMap(Instrument.init),
      isInDoubt: reader.flag("in_doubt") ?? false,
      heard: reader.integer("heard").map(Timestamp.init(milliseconds:)))
    isVanished = reader.flag("vanished") ?? false
  }
}

extension Order {
  fileprivate init(_ reader: JSONReader) {
    self.init(
      status: reader.text("status").flatMap(OrderStatus.init) ?? .unknown,
      venueStatus: reader.text("venue_status") ?? "")
    type = reader.text("type").flatMap(LegType.init)
    side = reader.text("side").flatMap(Side.init)
    quantity = reader.text("quantity").flatMap { Decimal($0) }
    filled = reader.text("filled").flatMap { Decimal($0) }
    price = reader.text("price").flatMap { Decimal($0) }
    trigger = reader.text("trigger").flatMap { Decimal($0) }
    averagePrice = reader.text("average_price").flatMap { Decimal($0) }
    role = reader.text("role").flatMap(LegRole.init)
    timeInForce = reader.text("tif").flatMap(TimeInForce.init)
    venueOrderID = reader.text("order_id")
    clientOrderID = reader.text("client_order_id")
    reason = reader.text("reason")
    updated = reader.integer("updated").map(Timestamp.init(milliseconds:))
  }
}
