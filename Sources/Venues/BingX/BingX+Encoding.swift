import Exact
import Orders

extension BingX {
  /// The one form, for an OCO.
  public func form(for ticket: Ticket) -> PlaceForm? {
    Self.formTable.first { $0.kind == ticket.kind }
  }

  /// Client ids are digits only: the identity's sixteen, then 1 for the list, 2 and 3 for its legs.
  public func ids(
    of identity: ListIdentity, for form: PlaceForm
  ) -> (list: String, legs: [String]) {
    let digits = identity.digits
    return (digits + "1", [digits + "2", digits + "3"])
  }

  /// The request that places a ticket, in the ways its options choose.
  public func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft {
    let makesIDs = choice("ids", in: ticket.options) == "tandem"
    var draft = try fill(ticket, identity, makesIDs: makesIDs)
    draft.choices = ways(Self.placingWays, in: ticket.options)
    if draft.choices["numbers"] == "number" { draft.parameters = draft.parameters.map(Self.bare) }
    return draft
  }

  private static let placingWays = Choice.standards(
    choiceTable.filter { ["encoding", "ids", "numbers"].contains($0.name) })

  /// The parameter as a JSON number where it is a decimal.
  private static func bare(_ parameter: Parameter) -> Parameter {
    guard case .decimal(let decimal) = parameter.value else { return parameter }
    return Parameter(parameter.name, .number(decimal), parameter.origin, field: parameter.field)
  }

  /// The one request of a call; a user's subscription takes two.
  public func drafts(_ call: Call) throws(Inexpressible) -> [Draft] {
    switch call {
    case .cancelList(let list, _): [try cancel(list)]
    case .queryList(let list): [try query(list)]
    case .queryOrder(let order): [try query(order)]
    case .openLists(let page): [Self.openLists.draft(Self.page(page, of: 100))]
    case .history(let range): [history(range)]
    case .openOrders(let instrument): [Self.openOrders.draft(try symbolValue(instrument))]
    case .instruments(let instrument): [Self.symbols.draft(try symbolValue(instrument))]
    case .ticker(let instrument): [Self.ticker.draft(try symbolValue(instrument))]
    case .account: [Self.balance.draft([])]
    case .serverTime: [Self.clock.draft([])]
    case .token: [Self.token.draft([])]
    case .renewToken(let key): [Self.renewToken.draft([("listenKey", .text(key))])]
    case .closeToken(let key): [Self.closeToken.draft([("listenKey", .text(key))])]
    case .subscribeUser: Self.userTopics.map { Self.topic(Self.subscribeUser, $0) }
    case .subscribeTicker(let instrument):
      [Self.topic(Self.subscribeTicker, try spelled(instrument) + Self.tickerSuffix)]
    case .unsubscribe(.some(let instrument)):
      [Self.topic(Self.unsubscribe, try spelled(instrument) + Self.tickerSuffix)]
    case .heartbeat(.some(let reply)): [Self.heartbeat.draft([("reply", .text(reply))])]
    case .heartbeat(nil):
      throw Inexpressible(.legs, "BingX sends the heartbeat itself; it is only answered")
    case .amend: throw Inexpressible(.legs, "BingX cannot amend an OCO; cancel it and place anew")
    case .cancelOrder:
      throw Inexpressible(.legs, "BingX takes both legs away with either; cancel the list")
    case .unsubscribe(nil), .login, .accounts, .positions:
      throw Inexpressible(.legs, "BingX has no such call")
    }
  }

  /// Orders, and the balances they change.
  package static let userTopics = ["spot.executionReport", "ACCOUNT_UPDATE"]
  package static let tickerSuffix = "@lastPrice"

  private static func topic(_ endpoint: Endpoint, _ name: String) -> Draft {
    endpoint.draft([("dataType", .text(name))])
  }

  /// A leg's id cancels the pair (bx-oco-20).
  ///
  /// The list's own id in its place is never sent: client ids
  /// and list ids are both digits, so it might name something else.
  private func cancel(_ list: ListReference) throws(Inexpressible) -> Draft {
    func isLeg(_ id: String) -> Bool {
      !id.isEmpty && id != list.venueListID && id != list.clientListID
    }
    if let id = list.venueOrderIDs.first(where: isLeg) {
      return Self.cancel.draft([("orderId", .text(id))])
    }
    if let id = list.clientOrderIDs.first(where: isLeg) {
      return Self.cancel.draft([("clientOrderId", .text(id))])
    }
    throw Inexpressible(.legs, "BingX cancels a list by the id of one of its legs; none is known")
  }

  /// A placement with ids of ours seems to be answered with our list id as the venue's; that one is
  /// looked for as what it is.
  private func query(_ list: ListReference) throws(Inexpressible) -> Draft {
    if let id = list.venueListID, !id.isEmpty, id != list.clientListID {
      return Self.list.draft([("orderListId", .text(id))])
    }
    guard let id = list.clientListID, !id.isEmpty else {
      throw Inexpressible(.legs, "BingX finds a list by its id, or by yours; neither is known")
    }
    return Self.list.draft([("clientOrderId", .text(id))])
  }

  private func query(_ order: OrderReference) throws(Inexpressible) -> Draft {
    let symbol = try symbolValue(order.instrument)
    if let id = order.venueOrderID, !id.isEmpty {
      return Self.order.draft(symbol + [("orderId", .text(id))])
    }
    guard let id = order.clientOrderID, !id.isEmpty else {
      throw Inexpressible(.legs, "BingX finds an order by its id, or by yours; neither is known")
    }
    return Self.order.draft(symbol + [("clientOrderID", .text(id))])
  }

  private static func page(_ page: Int, of size: Int) -> [(String, WireValue)] {
    [
      ("pageIndex", .integer(Int64(max(page, 1)))),
      ("pageSize", .integer(Int64(min(max(size, 1), 1000)))),
    ]
  }

  /// There is no parameter for the instrument: every pair's lists come.
  private func history(_ range: HistoryRange) -> Draft {
    var values = Self.page(range.page, of: range.limit)
    if let from = range.from { values.append(("startTime", .integer(from.milliseconds))) }
    if let until = range.until { values.append(("endTime", .integer(until.milliseconds))) }
    return Self.history.draft(values)
  }

  /// The ticket a placing request says, in any of the three encodings.
  public func read(_ request: WireRequest) throws(Unreadable) -> Reading {
    let parts = request.target.bytes.split(separator: UInt8(ascii: "?"), maxSplits: 1)
    guard request.methodName == "POST", let path = parts.first,
      let form = Self.formTable.first(where: { path.elementsEqual($0.endpoint.path.utf8) })
    else { throw Unreadable("is not a request that places an order list on BingX") }
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    return try form.read(try found(request, query: parts.dropFirst().first ?? []), context)
  }

  /// The parameters, in whichever of the three encodings they came.
  private func found(
    _ request: WireRequest, query: ArraySlice<UInt8>
  ) throws(Unreadable) -> FoundParameters {
    let body = request.body.bytes
    if body.isEmpty { return try FoundParameters(query: query) }
    guard query.isEmpty else { throw Unreadable("has parameters in its query and in its body") }
    guard body.first == UInt8(ascii: "{") else { return try FoundParameters(query: body) }
    guard case .success(let document) = Verdict.document(body) else {
      throw Unreadable("the body is not JSON")
    }
    return try FoundParameters(json: document.root)
  }
}
