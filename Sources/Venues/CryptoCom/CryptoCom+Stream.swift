import Exact
import Orders

extension CryptoCom {
  /// What a frame of either socket says.
  public func events(in bytes: [UInt8]) -> [VenueEvent] {
    guard case .success(let document) = Verdict.document(bytes), document.root.kind == .object
    else { return [.unknown(Verdict.excerpt(bytes))] }
    let root = document.root
    guard let method = root["method"] else { return [.unknown(Verdict.excerpt(bytes))] }
    // Pushes and replies to a subscription share their method, and in some samples their id.
    if let result = root["result"], let data = result["data"], data.kind == .array,
      method.equals("subscribe")
    {
      return push(result, data) ?? [.unknown(Verdict.excerpt(bytes))]
    }
    return [reply(root, method) ?? .unknown(Verdict.excerpt(bytes))]
  }

  private func reply(_ root: JSONNode, _ method: JSONNode) -> VenueEvent? {
    let number = root["id"]?.text ?? ""
    if method.equals("public/heartbeat") {
      guard let beat = root["id"]?.int64 else { return nil }
      return .pingDemand(reply: "{\"id\":\(beat),\"method\":\"public/respond-heartbeat\"}")
    }
    guard let name = method.text, let code = root["code"] else { return nil }
    let isFine = code.text == "0"
    switch name {
    case "public/auth" where isFine: return .loggedIn
    case "subscribe" where isFine, "unsubscribe" where isFine: return .subscribed(number)
    case "public/auth", "subscribe", "unsubscribe", "ERROR":
      return .reply(id: number, answer(root, 0, .subscribeUser))
    default:
      guard let operation = Self.operations[name] else { return nil }
      return .reply(id: number, answer(root, 0, operation))
    }
  }

  /// What each method asks, for replies on the socket.
  private static let operations: [String: Operation] = {
    let endpoints = formTable.map(\.endpoint) + endpointTable
    let pairs = endpoints.map { (method($0.path), $0.operation) }
    return Dictionary(pairs) { first, _ in first }
  }()

  private func push(_ result: JSONNode, _ data: JSONNode) -> [VenueEvent]? {
    guard let channel = result["channel"] ?? result["subscription"] else { return nil }
    if channel.equals("user.advance.order") || channel.equals("user.advanced.order")
      || channel.equals("user.order")
    {
      return data.elements.map { .order(report($0)) }
    }
    if channel.equals("ticker") || channel.equals("mark") {
      guard let symbol = result["instrument_name"]?.text, let row = data[0] else { return nil }
      return [.market(symbol: symbol, market(row))]
    }
    if channel.equals("user.trade") { return data.elements.map(trade) }
    if channel.equals("user.balance") { return data[0].map { [.balances(balances($0))] } }
    return nil
  }

  /// A leg, or the ordinary order that it becomes.
  private func report(_ node: JSONNode) -> OrderReport {
    let order = order(node)
    return OrderReport(order: order, eventID: Self.eventID(order, node), time: order.updated)
  }

  /// What tells one state of an order from the next; a copy repeats all of it.
  private static func eventID(_ order: Order, _ node: JSONNode) -> String? {
    // Without its time dropping a seeming copy could hide a change.
    guard let time = node["transaction_time_ns"] ?? node["update_time"] else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(112)
    for text in [order.venueOrderID, order.venueStatus, time.text] {
      if let text { bytes.append(contentsOf: text.utf8) }
      bytes.append(UInt8(ascii: "/"))
    }
    for number in [order.filled, order.quantity, order.price, order.trigger] {
      number?.write(into: &bytes)
      bytes.append(UInt8(ascii: "/"))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A fill: it says nothing of the order's state, which the order's own message tells.
  private func trade(_ node: JSONNode) -> VenueEvent {
    guard let price = node["traded_price"]?.decimal, let size = node["traded_quantity"]?.decimal
    else { return .unknown(node.rawText) }
    var fill = Fill(price: price, quantity: size)
    fill.tradeID = node["trade_id"]?.filledText
    // A fee that is taken is a negative number here.
    fill.fee = node["fees"]?.decimal?.negated
    fill.feeAsset = node["fee_instrument_name"]?.filledText
    if let side = node["taker_side"]?.filledText { fill.isMaker = side == "MAKER" }
    var order = Order(status: .unknown, venueStatus: "")
    order.venueOrderID = node["order_id"]?.filledText
    order.clientOrderID = node["client_oid"]?.filledText
    order.symbol = node["instrument_name"]?.text
    order.side = node["side"]?.text.flatMap(spelling.side)
    order.updated = node["create_time"]?.moment
    // Without its number one fill cannot be told from another, and dropping one would lose it.
    let event = fill.tradeID.map { "trade/\(order.venueOrderID ?? "")/\($0)" }
    return .order(OrderReport(order: order, fill: fill, eventID: event, time: order.updated))
  }
}
