import Exact
import Orders

extension BingX {
  /// What a frame says, once it is decompressed.
  public func events(in bytes: [UInt8]) -> [VenueEvent] {
    // Swap's heartbeat is a bare word, spot's a JSON object; either may come.
    if bytes.elementsEqual("Ping".utf8) { return [.pingDemand(reply: "Pong")] }
    if bytes.elementsEqual("Pong".utf8) { return [.pong] }
    guard case .success(let document) = Verdict.document(bytes), document.root.kind == .object
    else { return [.unknown(Verdict.excerpt(bytes))] }
    return events(document.root) ?? [.unknown(Verdict.excerpt(bytes))]
  }

  private func events(_ root: JSONNode) -> [VenueEvent]? {
    if let data = root["data"], data.kind == .object {
      guard let topic = root["dataType"] else { return nil }
      if topic.equals("spot.executionReport") { return execution(data) }
      guard let name = topic.string, name.hasSuffix(Self.tickerSuffix) else { return nil }
      return ticker(name, data)
    }
    if let ping = root["ping"] { return pong(ping, root["time"]) }
    switch root["e"]?.text {
    case "ACCOUNT_UPDATE": return balances(root["a"]?["B"])
    case "listenKeyExpired": return [.tokenExpired]
    case .some: return nil
    case nil: return acknowledgement(root)
    }
  }

  /// Both of its members are echoed, as they were written.
  private func pong(_ ping: JSONNode, _ time: JSONNode?) -> [VenueEvent]? {
    guard ping.text != nil else { return nil }
    guard let time, time.text != nil else {
      return [.pingDemand(reply: #"{"pong":\#(ping.rawText)}"#)]
    }
    return [.pingDemand(reply: #"{"pong":\#(ping.rawText),"time":\#(time.rawText)}"#)]
  }

  /// The answer to a subscription: its id and a code, and no data.
  private func acknowledgement(_ root: JSONNode) -> [VenueEvent]? {
    guard let code = root["code"]?.text else { return nil }
    let request = Self.requestNumber(of: root["id"]?.text ?? "")
    if code == "0" { return request.isEmpty ? nil : [.subscribed(request)] }
    if code == "100401" { return [.tokenExpired] }
    let text = root["msg"]?.text ?? ""
    let refusal = Refusal(
      httpStatus: 0, code: code, text: text, reason: Self.reason(code, text, 0))
    return [.reply(id: request, .refused(refusal))]
  }

  /// A report speaks of one order and never of its pair, whose fate only the lists tell.
  private func execution(_ data: JSONNode) -> [VenueEvent]? {
    let data = JSONLetters(data)
    guard let orderID = data["i"]?.filledText else { return nil }
    let word = data["X"]?.text ?? ""
    let venueType = data["o"]?.filledText
    // What a leg says here is not documented, and LIMIT could be either leg: a type that is
    // not told leaves what is known of the leg as it is.
    let type = venueType.flatMap(Self.legType)
    var order = Order(status: Self.status(word, type), venueStatus: word)
    order.venueOrderID = orderID
    order.clientOrderID = data["C"]?.filledText
    order.symbol = data["s"]?.text
    order.side = Self.side(data["S"])
    order.venueType = venueType
    order.type = type
    order.quantity = data["q"]?.decimal
    order.price = data["p"]?.decimal
    order.filled = data["z"]?.decimal
    order.updated = data["E"]?.moment
    if order.status == .working, order.filled?.isPositive == true { order.status = .partlyFilled }
    return [.order(OrderReport(order: order, fill: fill(data))), .refresh(Self.listsAside)]
  }

  static let listsAside = "the report does not tell of the order's pair"

  /// Only TRADE tells of one: other events may repeat the last.
  private func fill(_ data: JSONLetters) -> Fill? {
    guard data["x"].map({ $0.equals("TRADE") }) ?? true else { return nil }
    guard let quantity = data["l"]?.decimal, quantity.isPositive, let price = data["L"]?.decimal
    else { return nil }
    var fill = Fill(price: price, quantity: quantity)
    // What was charged comes negative.
    fill.fee = data["n"]?.decimal?.negated
    fill.feeAsset = data["N"]?.filledText
    fill.tradeID = data["t"]?.filledText.flatMap { $0 == "0" ? nil : $0 }
    fill.isMaker = data["m"]?.bool
    return fill
  }

  /// Whether `wb` still holds what `lk` froze is not documented: where something is frozen the free
  /// balance is asked for anew instead.
  private func balances(_ rows: JSONNode?) -> [VenueEvent]? {
    guard let rows, rows.kind == .array else { return nil }
    var balances: [Balance] = []
    var isClear = true
    for row in rows.elements {
      guard let asset = row["a"]?.filledText, let free = row["wb"]?.decimal,
        row["lk"]?.decimal?.isZero == true
      else {
        isClear = false
        continue
      }
      balances.append(Balance(asset: asset, free: free, locked: .zero))
    }
    var events: [VenueEvent] = balances.isEmpty ? [] : [.balances(balances)]
    if !isClear { events.append(.refresh("balances changed, and some of them are frozen")) }
    return events
  }

  private func ticker(_ topic: String, _ data: JSONNode) -> [VenueEvent]? {
    guard let last = data["c"]?.decimal, last.isPositive else { return nil }
    let symbol = data["s"]?.filledText ?? String(topic.dropLast(Self.tickerSuffix.count))
    return [.market(symbol: symbol, Market(last: last))]
  }
}
