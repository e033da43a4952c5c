import Exact
import Orders

extension Binance {
  /// What a frame says, of the user stream, the WebSocket API or the market streams.
  public func events(in bytes: [UInt8]) -> [VenueEvent] {
    guard case .success(let document) = Verdict.document(bytes) else {
      return [.unknown(Verdict.excerpt(bytes))]
    }
    let root = document.root
    // Events that concern every symbol come as an array; a longer one is not of this venue.
    if root.kind == .array, (1...10_000).contains(root.count) {
      return root.elements.map { event($0) ?? .unknown(Verdict.excerpt(Array($0.rawText.utf8))) }
    }
    return [frame(root) ?? .unknown(Verdict.excerpt(bytes))]
  }

  private func frame(_ root: JSONNode) -> VenueEvent? {
    guard root.kind == .object else { return nil }
    if let wrapped = root["event"], wrapped.kind == .object { return event(wrapped) }
    if root["e"] != nil { return event(root) }
    if let data = root["data"], let stream = root["stream"]?.text {
      return event(data) ?? quote(data, stream: stream)
    }
    if root["status"] != nil || root["result"] != nil || root["error"] != nil {
      return reply(root)
    }
    if let code = root["code"]?.text {
      // The market streams refuse a frame they cannot read without naming it.
      let refusal = Refusal(
        httpStatus: 0, code: code, text: root["msg"]?.text ?? "", reason: .malformed)
      return .reply(id: root["id"]?.text ?? "", .refused(refusal))
    }
    return quote(root, stream: "")
  }

  /// A reply, by its shape alone: with the request at hand, `decode(socketReply:to:)` says more.
  ///
  /// A refusal is weighed as if an order had been asked for, where it matters most.
  private func reply(_ root: JSONNode) -> VenueEvent {
    let requestID = root["id"]?.text ?? ""
    let status = root["status"]?.int64 ?? 200
    guard (200..<300).contains(status), root["error"] == nil, let result = root["result"] else {
      return .reply(id: requestID, decode(socketReply: root, to: .place))
    }
    if result["subscriptionId"] != nil { return .subscribed(requestID) }
    if result["authorizedSince"]?.moment != nil { return .loggedIn }
    if result.isNull, root["status"] == nil { return .subscribed(requestID) }
    return .reply(id: requestID, .accepted(content(byShape: result)))
  }

  private func event(_ event: JSONNode) -> VenueEvent? {
    guard let type = event["e"] else { return nil }
    switch type {
    case "executionReport":
      var report = OrderReport(order: Order(status: .unknown, venueStatus: ""))
      return read(event, into: &report) ? .order(consume report) : nil
    case "listStatus": return list(event).map(VenueEvent.list)
    case "outboundAccountPosition":
      guard let assets = event["B"], assets.kind == .array else { return nil }
      return .balances(assets.elements.compactMap { Self.balance($0, "a", "f", "l") })
    case "balanceUpdate", "externalLockUpdate":
      // These tell a difference, not what is left.
      return .refresh("\(type.string ?? "") \(event["a"]?.text ?? "") \(event["d"]?.text ?? "")")
    case "serverShutdown", "eventStreamTerminated": return .closing(type.string ?? "")
    case "listenKeyExpired": return .tokenExpired
    case "trade", "aggTrade": return market(event, Market(last: event["p"]?.decimal))
    case "24hrMiniTicker": return market(event, Market(last: event["c"]?.decimal))
    case "24hrTicker":
      return market(
        event,
        Market(
          last: event["c"]?.decimal, bid: Self.nonZero(event["b"]), ask: Self.nonZero(event["a"])))
    case "bookTicker": return quote(event, stream: "")
    default: return nil
    }
  }

  private func market(_ event: JSONNode, _ market: Market) -> VenueEvent? {
    guard let symbol = event["s"]?.filledText, market != Market() else { return nil }
    return .market(symbol: symbol, market)
  }

  /// The best bid and ask, a payload without a type; a side of the book with nothing in it is zero.
  private func quote(_ data: JSONNode, stream: String) -> VenueEvent? {
    guard let bid = data["b"]?.decimal, let ask = data["a"]?.decimal else { return nil }
    let name = stream.prefix { $0 != "@" }.uppercased()
    guard let symbol = data["s"]?.filledText ?? (name.isEmpty ? nil : name) else { return nil }
    return .market(
      symbol: symbol, Market(bid: bid.isZero ? nil : bid, ask: ask.isZero ? nil : ask))
  }
}

// MARK: Orders and lists

extension Binance {
  /// `executionReport`; a member that seldom matters is looked for only when it does.
  ///
  /// A report is large: it is filled where it stands. False where it names no order.
  private func read(_ event: JSONNode, into report: inout OrderReport) -> Bool {
    let event = JSONLetters(event)
    // On a cancel `c` is the cancel's own id and `C` the order's; on an amend `c` is the new id and
    // `C` the one it had.
    let isRenamed = event.equals("x", "REPLACED")
    let clientOrderID = (isRenamed ? nil : event.filledText("C")) ?? event.filledText("c")
    let venueOrderID = event.filledText("i")
    if venueOrderID == nil, clientOrderID == nil { return false }
    let type = Self.legType(event["o"], trails: event["d"] != nil)
    let status = Self.status(
      event["X"], type.type, isOnBook: event.bool("w") ?? ((event.int64("W") ?? 0) > 0))
    report.order.status = status.status
    report.order.venueStatus = status.word
    report.order.venueOrderID = venueOrderID
    report.order.clientOrderID = clientOrderID
    report.order.venueListID = Self.venueListID(event.filledText("g"))
    report.order.symbol = event.text("s")
    report.order.side = Self.side(event["S"])
    report.order.type = type.type
    report.order.venueType = type.word
    report.order.timeInForce = Self.timeInForce(event["f"])
    report.order.quantity = Self.nonZero(event.decimal("q"))
    report.order.price = Self.nonZero(event.decimal("p")) ?? Self.nonZero(event.object["gp"])
    report.order.trigger = Self.nonZero(event.decimal("P"))
    report.order.filled = event.decimal("z")
    report.order.averagePrice = Self.average(event.decimal("Z"), over: report.order.filled)
    report.order.reason = Self.reason(status.status.isLive ? nil : event.object["eR"], event["r"])
    report.order.updated = event.moment("T") ?? event.moment("E")
    if event.equals("x", "TRADE") { report.fill = fill(event) }
    return true
  }

  private func fill(_ event: JSONLetters) -> Fill? {
    guard let price = event.decimal("L"), let quantity = Self.nonZero(event.decimal("l")) else {
      return nil
    }
    var fill = Fill(price: price, quantity: quantity)
    fill.feeAsset = event.filledText("N")
    fill.fee = event.decimal("n")
    if let trade = event.int64("t"), trade >= 0 { fill.tradeID = String(trade) }
    fill.isMaker = event.bool("m")
    return fill
  }

  /// `listStatus` names the list's orders and says nothing else of them.
  private func list(_ event: JSONNode) -> OrderList? {
    var list = OrderList(venue: id, status: .unknown, venueStatus: event["L"]?.text ?? "")
    let reason = Self.reason(nil, event["r"])
    list.venueListID = Self.venueListID(event["g"]?.text)
    list.clientListID = event["C"]?.filledText
    if list.venueListID == nil, list.clientListID == nil { return nil }
    list.symbol = event["s"]?.text
    list.updated = (event["T"] ?? event["E"])?.moment
    list.orders =
      (event["O"]?.elements).map { orders in
        orders.map { node in
          var order = Order(status: .unknown, venueStatus: "")
          order.venueOrderID = node["i"]?.filledText
          order.clientOrderID = node["c"]?.filledText
          order.symbol = node["s"]?.text
          order.venueListID = list.venueListID
          order.reason = reason
          return order
        }
      } ?? []
    list.status = Self.status(of: list, reason: reason)
    Self.assignRoles(event["c"]?.text ?? "", in: &list)
    return list
  }
}

// MARK: Words (enums.md)

extension Binance {
  /// An order's status: a contingent one is NEW before its trigger, and again when in the book.
  ///
  /// The words come back as constants, which cost nothing to keep.
  static func status(
    _ word: JSONNode?, _ type: LegType?, isOnBook: @autoclosure () -> Bool
  ) -> (status: OrderStatus, word: String) {
    guard let word else { return (.unknown, "") }
    switch word {
    case "NEW":
      let waits = type?.isContingent != false && !isOnBook()
      return (waits ? .waiting : .working, "NEW")
    case "PENDING_NEW": return (.dormant, "PENDING_NEW")
    case "PARTIALLY_FILLED": return (.partlyFilled, "PARTIALLY_FILLED")
    case "FILLED": return (.filled, "FILLED")
    case "CANCELED": return (.canceled, "CANCELED")
    case "EXPIRED": return (.expired, "EXPIRED")
    case "EXPIRED_IN_MATCH": return (.expired, "EXPIRED_IN_MATCH")
    case "REJECTED": return (.rejected, "REJECTED")
    default: return (.unknown, word.text ?? "")
    }
  }

  /// A list's status, with the help of its orders' own.
  ///
  /// ALL_DONE says nothing of how the orders ended, nor for sure that they have. REJECT may be the
  /// refusal of a cancel, unless it gives a reason that only a placement has.
  static func status(of list: OrderList, reason: String?) -> ListStatus {
    let isSilent = OrderList.isSilent(list.orders)
    switch list.venueStatus {
    case "EXECUTING": return .open
    case "ALL_DONE": return isSilent ? .unknown : OrderList.status(of: list.orders)
    case "REJECT" where isSilent: return reason == nil ? .unknown : .rejected
    case "REJECT": return OrderList.status(of: list.orders)
    default: return .unknown
    }
  }

  static func legType(
    _ word: JSONNode?, trails: @autoclosure () -> Bool
  ) -> (type: LegType?, word: String?) {
    guard let word else { return (nil, nil) }
    switch word {
    case "LIMIT": return (.limit, "LIMIT")
    case "LIMIT_MAKER": return (.limitMaker, "LIMIT_MAKER")
    case "MARKET": return (.market, "MARKET")
    case "STOP_LOSS": return (trails() ? .trailingStop : .stop, "STOP_LOSS")
    case "STOP_LOSS_LIMIT":
      return (trails() ? .trailingStopLimit : .stopLimit, "STOP_LOSS_LIMIT")
    case "TAKE_PROFIT": return (.takeProfit, "TAKE_PROFIT")
    case "TAKE_PROFIT_LIMIT": return (.takeProfitLimit, "TAKE_PROFIT_LIMIT")
    default: return (nil, word.text)
    }
  }

  static func side(_ word: JSONNode?) -> Side? {
    guard let word else { return nil }
    return word.equals("BUY") ? .buy : word.equals("SELL") ? .sell : nil
  }

  static func timeInForce(_ word: JSONNode?) -> TimeInForce? {
    guard let word else { return nil }
    return word.equals("GTC") ? .gtc : word.equals("IOC") ? .ioc : word.equals("FOK") ? .fok : nil
  }

  /// Why an order expired, and why it was rejected; usually at most one of the two is said.
  static func reason(_ expiry: JSONNode?, _ rejection: JSONNode?) -> String? {
    func said(_ node: JSONNode?) -> String? {
      guard let node, !node.equals("NONE") else { return nil }
      return node.filledText
    }
    guard let expiry = said(expiry) else { return said(rejection) }
    return said(rejection).map { expiry + ", " + $0 } ?? expiry
  }

  /// -1 stands for no list.
  static func venueListID(_ text: String?) -> String? {
    guard let text, !text.isEmpty, !text.hasPrefix("-") else { return nil }
    return text
  }

  /// What is not set is sent as zero.
  static func nonZero(_ decimal: Decimal?) -> Decimal? {
    guard let decimal, !decimal.isZero else { return nil }
    return decimal
  }

  static func nonZero(_ node: JSONNode?) -> Decimal? { nonZero(node?.decimal) }

  /// "Average price can be found by doing Z divided by z" (user-data-stream.md); a total below zero
  /// stands for one that is not known.
  static func average(
    _ total: @autoclosure () -> Decimal?, over filled: Decimal?
  ) -> Decimal? {
    guard let filled, filled.isPositive, let total = total(), total.isPositive else {
      return nil
    }
    return (try? total.divided(by: filled, digits: 8, .nearest)) ?? nil
  }

  /// The parts the orders play, and the kind of the list where it can be told.
  ///
  /// OTO, OTOCO, OPO and OPOCO are all called OTO. Our own ids name the kind; else an exit without
  /// a quantity takes its size from the entry, and a dormant one with a quantity does not.
  static func assignRoles(_ contingency: String, in list: inout OrderList) {
    let count = list.orders.count
    if contingency == "OCO" {
      list.kind = .oco
      for index in list.orders.indices { list.orders[index].role = .pair }
    }
    guard contingency == "OTO", (2...3).contains(count) else { return }
    // The working order comes first in every documented list (rest-api.md, OTO and OTOCO), and is
    // never the one that waits for another.
    guard let entry = list.orders.firstIndex(where: { $0.status != .dormant }) else { return }
    for index in list.orders.indices { list.orders[index].role = index == entry ? .entry : .exit }
    let parts = (list.clientListID ?? "").split(separator: "-")
    if parts.count >= 3, parts[0] == "td", let named = Kind(rawValue: String(parts[1])),
      named.hasEntry, named.legCount == count
    {
      list.kind = named
      return
    }
    let exits = list.orders.filter { $0.role == .exit }
    if exits.contains(where: { $0.status != .unknown && $0.quantity == nil }) {
      list.kind = count == 2 ? .opo : .opoco
    } else if exits.contains(where: { $0.status == .dormant }) {
      list.kind = count == 2 ? .oto : .otoco
    }
  }
}
