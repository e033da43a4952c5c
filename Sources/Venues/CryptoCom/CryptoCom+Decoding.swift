import Exact
import Orders

extension CryptoCom {
  /// What a reply says: the body's code decides, whatever the HTTP status.
  public func decode(_ response: Response, to operation: Operation) -> Answer {
    if operation == .serverTime { return time(response) }
    switch Verdict.document(response.body) {
    case .success(let document): return answer(document.root, response.status, operation)
    case .failure(let error):
      // Without a body of the venue's own, only the HTTP status speaks.
      guard response.status >= 400 else {
        return Verdict.unreadable(response, to: operation, "the reply is not JSON: \(error)")
      }
      return Verdict.answer(
        Refusal(
          httpStatus: response.status, code: "", text: "",
          reason: Self.reason(code: nil, response.status, operation)), to: operation)
    }
  }

  /// The meaning of an envelope, from REST or from a socket (with status 0).
  ///
  /// The code decides, not the status: rejects of the exchange come as HTTP 500 too.
  func answer(_ root: JSONNode, _ status: Int, _ operation: Operation) -> Answer {
    let response = Response(status: status, body: [])
    guard let code = root["code"]?.text else {
      return Verdict.unreadable(response, to: operation, "the reply has no code")
    }
    guard code == "0" else { return refused(root, code, status, operation) }
    if operation == .queryList, root["result"]?["data"]?.count == 0 {
      return .refused(
        Refusal(
          httpStatus: status, code: code, text: "no order of this list is known",
          reason: .notFound))
    }
    guard let content = content(root, operation) else {
      return Verdict.unreadable(
        response, to: operation, "the reply's result is not as documented")
    }
    return .accepted(content)
  }

  private func refused(
    _ root: JSONNode, _ code: String, _ status: Int, _ operation: Operation
  ) -> Answer {
    let refusal = Refusal(
      httpStatus: status, code: code, text: root["message"]?.text ?? "",
      reason: Self.reason(code: Int(code), status, operation))
    // A code with a result beside it can mean that the order was taken and then ended (cdcx-cli),
    // and a repeated envelope that its first copy was taken: neither is a clear no.
    let hasResult = (root["result"]?.count ?? 0) > 0
    if operation.changesOrders, hasResult || code == "40006" { return .inDoubt(refusal) }
    // Nor is a code that nobody documents, unless HTTP says that the request was at fault.
    let isKnown = refusal.reason != .other || Self.otherCodes.contains(code)
    if operation.changesOrders, !isKnown, !(400..<500).contains(status) { return .inDoubt(refusal) }
    return Verdict.answer(refusal, to: operation)
  }

  /// Documented refusals that none of our reasons names.
  private static let otherCodes = ["224", "40107", "120009", "130008"]

  /// The meaning of a code (Response and Reason Codes); nil where the venue sent none.
  static func reason(code: Int?, _ status: Int, _ operation: Operation) -> Refusal.Reason {
    switch code {
    case 204, 40006: .duplicateID
    case 207, 208, 222, 309: .halted
    case 229: .priceRelation
    case 213, 308, 312, 313, 314, 315, 415: .filter
    case 209, 218, 219, 220, 221, 230, 318, 1110, 43003, 43004, 43005, 43012: .rule
    case 306: .funds
    case 212, 40401: .notFound
    case 316: .alreadyDone
    case 130008: operation == .place ? .other : .alreadyDone
    case 40001, 40002, 40003, 40004: .malformed
    case 40101: .signature
    case 40102: .clock
    case 40103, 40104: .permission
    case 42901: .rateLimit
    case 40801, 50001: .venueFault
    case 224, 40107, 120009: .other
    default: reason(status)
    }
  }

  private static func reason(_ status: Int) -> Refusal.Reason {
    switch status {
    case 429: .rateLimit
    case 408, 500...: .venueFault
    default: .other
    }
  }

  private func content(_ root: JSONNode, _ operation: Operation) -> Content? {
    let result = root["result"]
    let data = result?["data"]
    return switch operation {
    case .place: placed(root)
    case .queryList: data.map { lists($0) }?.first.map(Content.list)
    case .openLists: data.map { .lists(lists($0)) }
    case .history: data.map { Content.lists(lists($0, areEnded: true)) }
    case .openOrders: data.map { .orders($0.elements.map { order($0) }) }
    case .queryOrder: result?["order_id"].flatMap { _ in result.map { .order(order($0)) } }
    case .instruments: data.map { .instruments($0.elements.compactMap(rules)) }
    case .ticker: data?[0].map { .market(market($0)) }
    case .account:
      data?[0].map { .account(AccountState(balances: balances($0))) }
    default: .nothing
    }
  }

  /// The request is queued: the reply names the list, and its orders do not exist yet.
  private func placed(_ root: JSONNode) -> Content? {
    guard let listID = root["result"]?["list_id"]?.filledText else { return nil }
    var list = OrderList(venue: id, status: .accepted)
    list.venueListID = listID
    let method = root["method"]?.text
    list.kind = Self.formTable.first { Self.method($0.endpoint.path) == method }?.kind
    return .list(list)
  }

  // MARK: Orders

  /// The orders by their lists, each list in the order its first order was met.
  ///
  /// `areEnded` says that only orders that have ended are told of: the rest of a list may be live.
  func lists(_ data: JSONNode, areEnded: Bool = false) -> [OrderList] {
    var places: [String: Int] = [:]
    var groups: [(id: String, legs: [JSONNode])] = []
    for node in data.elements {
      guard let listID = node["list_id"]?.filledText, listID != "0" else { continue }
      if let place = places[listID] {
        groups[place].legs.append(node)
      } else {
        places[listID] = groups.count
        groups.append((listID, [node]))
      }
    }
    return groups.map { listID, legs in
      var list = list(listID, legs)
      if areEnded, list.status != .open, !Self.isWhole(legs) { list.status = .unknown }
      return list
    }
  }

  /// Whether no leg of the list can be missing.
  ///
  /// An attached list does not say whether it has a second exit; on spot, one that filled would
  /// have taken it away.
  private static func isWhole(_ legs: [JSONNode]) -> Bool {
    switch legs.first?["contingency_type"]?.text {
    case "OCO", "OTO": legs.count >= 2
    case "SPOT_ATTACH":
      legs.count >= 3
        || legs.contains { role($0) == .exit && $0["status"]?.equals("FILLED") == true }
    default: legs.count >= 3
    }
  }

  /// A list as its orders tell of it; the venue has no word for its state.
  private func list(_ listID: String, _ nodes: [JSONNode]) -> OrderList {
    let legs = nodes.sorted { ($0["leg_id"]?.int64 ?? 0) < ($1["leg_id"]?.int64 ?? 0) }
    // An entry that is not among open orders has filled: had it been cancelled, the exits were too.
    let entry = legs.first { $0["leg_id"]?.int64 == 1 }
    let isArmed = entry.map { $0["status"]?.equals("FILLED") == true } ?? true
    let orders = legs.map { order($0, isArmed: isArmed) }
    var list = OrderList(venue: id, status: OrderList.status(of: orders), orders: orders)
    list.venueListID = listID
    list.kind = kind(legs)
    list.symbol = orders.first?.symbol
    list.updated = orders.compactMap(\.updated).max()
    return list
  }

  /// Attached lists are told apart by how many legs they have, as far as these are known.
  private func kind(_ legs: [JSONNode]) -> Kind? {
    guard let word = legs.first?["contingency_type"] else { return nil }
    if word.equals("OCO") { return .oco }
    if word.equals("OTO") { return .oto }
    if word.equals("OTOCO") { return .otoco }
    guard word.equals("SPOT_ATTACH") || word.equals("DERIV_ATTACH") else { return nil }
    let last = legs.last?["leg_id"]?.int64 ?? 0
    return last >= 3 ? .otoco : legs.count == 2 ? .oto : nil
  }

  /// One order, from any reply or message.
  ///
  /// `isArmed` says whether the entry of its list has filled; what is told of one order alone does
  /// not show it.
  func order(_ node: JSONNode, isArmed: Bool = false) -> Order {
    let typeWord = node["order_type"] ?? node["type"]
    let type = typeWord.flatMap(Self.legType)
    let role = Self.role(node)
    let filled = node["cumulative_quantity"]?.decimal
    let word = node["status"]?.text ?? ""
    var order = Order(
      status: Self.status(
        word, type, filled: filled?.isPositive == true, dormant: role == .exit && !isArmed),
      venueStatus: word)
    order.venueOrderID = node["order_id"]?.filledText
    order.clientOrderID = node["client_oid"]?.filledText
    order.venueListID = node["list_id"]?.filledText
    order.symbol = node["instrument_name"]?.text
    order.role = role
    order.side = node["side"].flatMap(Self.side)
    order.type = type
    order.venueType = typeWord?.text
    order.quantity = node["quantity"]?.decimal
    order.filled = filled
    order.averagePrice = node["avg_price"]?.decimal.flatMap { $0.isZero ? nil : $0 }
    order.timeInForce = node["time_in_force"]?.text.flatMap(spelling.timeInForce)
    order.reason = node["reject_reason"]?.filledText ?? node["reason"]?.filledText
    order.updated = node["update_time"]?.moment ?? node["create_time"]?.moment
    if type?.hasPrice != false { order.price = (node["limit_price"] ?? node["price"])?.decimal }
    if type?.isContingent != false { order.trigger = node["ref_price"]?.decimal }
    if type == .limit, let words = node["exec_inst"], words.count > 0, Self.isPostOnly(words) {
      order.type = .limitMaker
    }
    return order
  }

  private static func isPostOnly(_ words: JSONNode) -> Bool {
    for word in words.elements where word.equals("POST_ONLY") || word.equals("SMART_POST_ONLY") {
      return true
    }
    return false
  }

  private static func side(_ word: JSONNode) -> Side? {
    word.equals("BUY") ? .buy : word.equals("SELL") ? .sell : nil
  }

  private static func legType(_ word: JSONNode) -> LegType? {
    if word.equals("LIMIT") { return .limit }
    if word.equals("STOP_LIMIT") { return .stopLimit }
    if word.equals("STOP_LOSS") { return .stop }
    if word.equals("TAKE_PROFIT_LIMIT") { return .takeProfitLimit }
    if word.equals("TAKE_PROFIT") { return .takeProfit }
    return word.equals("MARKET") ? .market : nil
  }

  private static func role(_ node: JSONNode) -> LegRole? {
    guard let word = node["contingency_type"], let leg = node["leg_id"]?.int64 else { return nil }
    if word.equals("OCO") { return .pair }
    return leg == 1 ? .entry : .exit
  }

  /// PENDING waits, for its trigger or for its entry; ACTIVE is in the book.
  ///
  /// An order that executes at the market once triggered is never in the book, so its ACTIVE, which
  /// a sample of get-open-orders shows, is a wait too.
  static func status(_ word: String, _ type: LegType?, filled: Bool, dormant: Bool) -> OrderStatus {
    let isContingent = type?.isContingent == true
    switch word {
    case "ACTIVE" where filled: return .partlyFilled
    case "ACTIVE" where isContingent && type?.isMarket == true: return dormant ? .dormant : .waiting
    case "ACTIVE": return .working
    case "PENDING": return dormant ? .dormant : .waiting
    case "NEW" where isContingent: return dormant ? .dormant : .waiting
    case "NEW": return .working
    case "FILLED": return .filled
    case "CANCELED": return .canceled
    case "REJECTED": return .rejected
    case "EXPIRED": return .expired
    default: return .unknown
    }
  }

  // MARK: Everything else

  private func rules(_ node: JSONNode) -> InstrumentRules? {
    guard let symbol = node["symbol"]?.text, let instrument = instrument(spelled: symbol),
      let tradable = node["tradable"]
    else { return nil }
    var rules = InstrumentRules(
      instrument: instrument, symbol: symbol, tick: node["price_tick_size"]?.decimal,
      lot: node["qty_tick_size"]?.decimal, status: tradable.text ?? tradable.rawText,
      isTradable: tradable.bool ?? tradable.equals("true"))
    rules.minimumQuantity = rules.lot
    rules.minimumNotional = Self.minimumNotional(instrument.quote ?? "")
    rules.priceDigits = node["quote_decimals"]?.int64.flatMap { Int(exactly: $0) }
    rules.quantityDigits = node["quantity_decimals"]?.int64.flatMap { Int(exactly: $0) }
    rules.facts = ["inst_type", "max_leverage", "margin_buy_enabled", "margin_sell_enabled"]
      .compactMap { name in
        node[name].map { InstrumentRules.Fact(name, $0.text ?? $0.rawText) }
      }
    return rules
  }

  /// A row of get-tickers, or one of get-valuations, which holds one price.
  func market(_ node: JSONNode) -> Market {
    if let mark = node["v"]?.decimal, node["a"] == nil, node["h"] == nil {
      return Market(mark: mark)
    }
    return Market(last: node["a"]?.decimal, bid: node["b"]?.decimal, ask: node["k"]?.decimal)
  }

  /// Free is what no order has reserved; the totals beside it are margin figures in dollars.
  func balances(_ node: JSONNode) -> [Balance] {
    (node["position_balances"]?.elements).map { rows in
      rows.compactMap { row in
        guard let asset = row["instrument_name"]?.filledText,
          let quantity = row["quantity"]?.decimal
        else { return nil }
        let locked = row["reserved_qty"]?.decimal ?? .zero
        guard let free = try? quantity - locked else { return nil }
        return Balance(asset: asset, free: free, locked: locked)
      }
    } ?? []
  }

  private func time(_ response: Response) -> Answer {
    guard let moment = response.header("Date").flatMap(Self.moment) else {
      return Verdict.unreadable(response, to: .serverTime, "the reply has no Date header")
    }
    return .accepted(.serverTime(moment))
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the form RFC 9110 asks for.
  static func moment(_ date: String) -> Timestamp? {
    let parts = date.split(separator: " ")
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard parts.count == 6, parts[5] == "GMT",
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp(iso: "\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
