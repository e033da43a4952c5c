import Exact
import Orders

extension KuCoin {
  public func form(for ticket: Ticket) -> PlaceForm? {
    Self.formTable.first { $0.kind == ticket.kind }
  }

  public func ids(
    of identity: ListIdentity, for form: PlaceForm
  ) -> (list: String, legs: [String]) {
    (identity.listID(form.kind), [])
  }

  public func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft {
    try fill(ticket, identity)
  }

  public func drafts(_ call: Call) throws(Inexpressible) -> [Draft] {
    switch call {
    case .cancelList(let list, _): [try cancel(list)]
    case .queryList(let list): try queries(list)
    case .openLists(let page):
      [Self.listing.draft([("pageSize", .integer(500)), ("currentPage", .integer(Int64(page)))])]
    case .history(let range): [try history(range)]
    case .openOrders(let instrument):
      [
        Self.stopOrders.draft([("stop", .text("oco"))] + (try symbolValue(instrument))),
        Self.plainOrders.draft([("status", .text("active"))] + (try symbolValue(instrument))),
      ]
    case .instruments(nil): [Self.symbols.draft([])]
    case .instruments(.some(let instrument)):
      [Self.symbol.draft([], path: "/api/v2/symbols/" + (try spelled(instrument)))]
    case .ticker(let instrument): [Self.level1.draft([("symbol", .text(try spelled(instrument)))])]
    case .account: [Self.accounts.draft([("type", .text("trade"))])]
    case .serverTime: [Self.clock.draft([])]
    case .token, .renewToken: [Self.bullet.draft([])]
    case .subscribeUser: Self.userTopics.map(Self.subscription)
    case .subscribeTicker(let instrument):
      [tickerFrame(Self.subscribeTicker, try spelled(instrument))]
    case .unsubscribe(.some(let instrument)):
      [tickerFrame(Self.unsubscribe, try spelled(instrument))]
    case .heartbeat: [Self.ping.draft([])]
    case .amend: throw Inexpressible(.legs, "KuCoin cannot amend an OCO; cancel it and place anew")
    case .cancelOrder, .queryOrder:
      throw Inexpressible(.legs, "KuCoin cancels and tells of an OCO as a whole, not leg by leg")
    case .unsubscribe(nil), .closeToken, .login, .accounts, .positions:
      throw Inexpressible(.legs, "KuCoin has no such call")
    }
  }

  private func cancel(_ list: ListReference) throws(Inexpressible) -> Draft {
    if let id = list.venueListID {
      return Self.cancelByID.draft([], path: "/api/v3/oco/order/" + Percent.encode(id))
    }
    guard let id = list.clientListID else {
      throw Inexpressible(.legs, "KuCoin cancels a list by its id, or by yours; neither is known")
    }
    return Self.cancelByClientID.draft([], path: "/api/v3/oco/client-order/" + Percent.encode(id))
  }

  /// The details, and the ordinary orders that ended: how much of a leg filled before it was
  /// cancelled stands nowhere else.
  private func queries(_ list: ListReference) throws(Inexpressible) -> [Draft] {
    let own = try query(list)
    guard list.venueListID != nil else { return [own] }
    let symbol = try symbolValue(list.instrument)
    return [own, Self.plainOrders.draft([("status", .text("done"))] + symbol)]
  }

  private func query(_ list: ListReference) throws(Inexpressible) -> Draft {
    if let id = list.venueListID {
      return Self.details.draft([], path: "/api/v3/oco/order/details/" + Percent.encode(id))
    }
    guard let id = list.clientListID else {
      throw Inexpressible(.legs, "KuCoin finds a list by its id, or by yours; neither is known")
    }
    return Self.headerByClientID.draft([], path: "/api/v3/oco/client-order/" + Percent.encode(id))
  }

  private func history(_ range: HistoryRange) throws(Inexpressible) -> Draft {
    var values = try symbolValue(range.instrument)
    if let from = range.from { values.append(("startAt", .integer(from.milliseconds))) }
    if let until = range.until { values.append(("endAt", .integer(until.milliseconds))) }
    values.append(("pageSize", .integer(Int64(min(max(range.limit, 10), 500)))))
    values.append(("currentPage", .integer(Int64(range.page))))
    return Self.past.draft(values)
  }

  /// Legs before and at their trigger, the order a leg becomes, and balances.
  static let userTopics = [
    "/spotMarket/advancedOrders", "/spotMarket/tradeOrdersV2", "/account/balance",
  ]

  private static func subscription(_ topic: String) -> Draft {
    subscribeUser.draft([
      ("topic", .text(topic)), ("privateChannel", .flag(true)), ("response", .flag(true)),
    ])
  }

  private func tickerFrame(_ endpoint: Endpoint, _ symbol: String) -> Draft {
    endpoint.draft([("topic", .text("/market/ticker:" + symbol)), ("response", .flag(true))])
  }

  public func read(_ request: WireRequest) throws(Unreadable) -> Reading {
    guard request.methodName == "POST",
      let form = Self.formTable.first(where: { $0.endpoint.path == request.target.text() })
    else { throw Unreadable("is not a request that places an order list on KuCoin") }
    guard case .success(let document) = Verdict.document(request.body.bytes) else {
      throw Unreadable("the body is not JSON")
    }
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    return try form.read(try FoundParameters(json: document.root), context)
  }
}
