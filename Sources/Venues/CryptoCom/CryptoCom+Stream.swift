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
      return data.elements.map { .order(OrderReport(order: order($0))) }
    }
    if channel.equals("ticker") || channel.equals("mark") {
      guard let symbol = result["instrument_name"]?.text, let row = data[0] else { return nil }
      return [.market(symbol: symbol, market(row))]
    }
    if channel.equals("user.trade") { return data.elements.map(trade) }
    if channel.equals("user.balance") { return data[0].map { [.balances(balances($0))] } }
    return nil
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
    return .order(OrderReport(order: order, fill: fill))
  }
}
