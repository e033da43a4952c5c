import Exact
import Orders

extension KuCoin {
  public func events(in bytes: [UInt8]) -> [VenueEvent] {
    guard case .success(let document) = Verdict.document(bytes), document.root.kind == .object
    else { return [.unknown(Verdict.excerpt(bytes))] }
    let root = document.root
    switch root["type"]?.text {
    case "welcome": return [.ready]
    case "pong": return [.pong]
    case "ack": return [.subscribed(root["id"]?.text ?? "")]
    case "error": return [failure(root)]
    case "message": return [message(root) ?? .unknown(Verdict.excerpt(bytes))]
    default: return [.unknown(Verdict.excerpt(bytes))]
    }
  }

  private func failure(_ root: JSONNode) -> VenueEvent {
    let code = root["code"]?.text ?? ""
    let text = root["data"]?.text ?? ""
    if code == "401" { return .tokenExpired }
    let refusal = Refusal(httpStatus: 0, code: code, text: text, reason: .malformed)
    return .reply(id: root["id"]?.text ?? "", .refused(refusal))
  }

  private func message(_ root: JSONNode) -> VenueEvent? {
    guard let data = root["data"], data.kind == .object else { return nil }
    switch root["subject"]?.text {
    case "stopOrder": return .order(advanced(data))
    case "orderChange": return .order(change(data))
    case "account.balance": return balance(data)
    case "trade.ticker": return ticker(root, data)
    default: return nil
    }
  }

  /// A leg before and at its trigger.
  ///
  /// It names neither the list nor the client's id: the leg's own id, learned from the details, is
  /// what it is known by.
  private func advanced(_ data: JSONNode) -> OrderReport {
    let word = data["type"]?.text ?? ""
    var order = Order(status: .unknown, venueStatus: word)
    switch word.lowercased() {
    case "open", "received": order.status = .waiting
    case "triggered": order.status = data["triggerSuccess"]?.bool == false ? .rejected : .working
    case "match", "update": order.status = .working
    case "filled": order.status = .filled
    case "cancel", "canceled", "cancelled": order.status = .canceled
    default: break
    }
    order.reason = data["error"]?.filledText
    order.venueOrderID = data["orderId"]?.filledText
    order.symbol = data["symbol"]?.text
    order.side = data["side"]?.text.flatMap(spelling.side)
    order.venueType = data["stop"]?.text
    order.type = order.venueType.flatMap(Self.legType)
    order.quantity = data["size"]?.decimal
    order.price = data["orderPrice"]?.decimal
    order.trigger = order.type == .limit ? nil : data["stopPrice"]?.decimal
    return report(order, data)
  }

  /// The ordinary order that an activated leg becomes.
  private func change(_ data: JSONNode) -> OrderReport {
    let word = data["type"]?.text ?? ""
    var order = Order(status: .unknown, venueStatus: word)
    order.filled = data["filledSize"]?.decimal
    let hasFills = order.filled?.isPositive == true
    switch word.lowercased() {
    case "received", "open", "update": order.status = hasFills ? .partlyFilled : .working
    case "match": order.status = .partlyFilled
    case "filled": order.status = .filled
    case "canceled", "cancelled": order.status = .canceled
    default: break
    }
    order.venueOrderID = data["orderId"]?.filledText
    order.clientOrderID = data["clientOid"]?.filledText
    order.symbol = data["symbol"]?.text
    order.side = data["side"]?.text.flatMap(spelling.side)
    order.venueType = data["orderType"]?.text
    order.type = order.venueType == "limit" ? .limit : order.venueType == "market" ? .market : nil
    order.quantity = data["originSize"]?.decimal ?? data["size"]?.decimal
    order.price = data["price"]?.decimal
    var report = report(order, data)
    if let price = data["matchPrice"]?.decimal, let size = data["matchSize"]?.decimal {
      var fill = Fill(price: price, quantity: size)
      fill.tradeID = data["tradeId"]?.filledText
      fill.isMaker = data["liquidity"]?.text.map { $0 == "maker" }
      report.fill = fill
    }
    return report
  }

  private func report(_ order: Order, _ data: JSONNode) -> OrderReport {
    var order = order
    order.updated = data["ts"]?.moment
    return OrderReport(order: order)
  }

  private func balance(_ data: JSONNode) -> VenueEvent? {
    guard let asset = data["currency"]?.filledText, let free = data["available"]?.decimal else {
      return nil
    }
    return .balances([
      Balance(asset: asset, free: free, locked: data["hold"]?.decimal ?? .zero)
    ])
  }

  private func ticker(_ root: JSONNode, _ data: JSONNode) -> VenueEvent? {
    guard let topic = root["topic"]?.text, let colon = topic.firstIndex(of: ":") else { return nil }
    return .market(
      symbol: String(topic[topic.index(after: colon)...]),
      Market(
        last: data["price"]?.decimal, bid: data["bestBid"]?.decimal, ask: data["bestAsk"]?.decimal))
  }
}
