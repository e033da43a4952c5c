import Exact
import Orders

extension Binance {
  /// Whether a form is the OCO of the older endpoint, on either road.
  package static func isOlder(_ form: PlaceForm) -> Bool {
    olderForms.contains { $0.endpoint === form.endpoint }
  }

  /// By the kind, and the choices of endpoint and transport.
  public func form(for ticket: Ticket) -> PlaceForm? {
    if ticket.options.isEmpty { return Self.standardForms.first { $0.kind == ticket.kind } }
    let isSocket = choice("transport", in: ticket.options) == "ws"
    let isOlder = ticket.kind == .oco && choice("endpoint", in: ticket.options) == "order"
    return Self.formTable.first { form in
      form.kind == ticket.kind && (form.endpoint.channel == .socket) == isSocket
        && Self.isOlder(form) == isOlder
    }
  }

  /// Those of the newer endpoints by REST.
  private static let standardForms = formTable.filter {
    $0.endpoint.channel != .socket && !isOlder($0)
  }

  /// Which leg goes above and which below: a sell's profit and a buy's stop go above.
  ///
  /// Legs that cannot be told apart by type go by price, so that they can still be previewed.
  public func order(_ legs: [Leg], in form: PlaceForm) -> [Int] {
    let straight = Array(form.slots.indices)
    guard form.kind == .oco || form.kind.hasPairOfExits, !Self.isOlder(form),
      legs.count == form.slots.count
    else { return form.order(legs) }
    let (first, second) = (legs.count - 2, legs.count - 1)
    if Self.isAbove(legs[first], legs[second]) { return straight }
    var swapped = straight
    swapped.swapAt(first, second)
    return swapped
  }

  private static func isAbove(_ leg: Leg, _ other: Leg) -> Bool {
    if let type = leg.type, let otherType = other.type, type.isStop != otherType.isStop {
      return type.isStop == (leg.side == .buy)
    }
    guard let price = leg.trigger ?? leg.price, let otherPrice = other.trigger ?? other.price else {
      return true
    }
    return price >= otherPrice
  }

  /// `td-otoco-…` for the list, with `-w`, `-a` and so on for its orders.
  ///
  /// So a list that is looked up tells its kind: Binance itself calls all but OCO an OTO.
  public func ids(
    of identity: ListIdentity, for form: PlaceForm
  ) -> (list: String, legs: [String]) {
    let list = identity.listID(form.kind)
    return (list, form.slots.map { list + Self.suffix($0.name) })
  }

  private static func suffix(_ place: String) -> String {
    switch place {
    case "above", "pendingAbove": "-a"
    case "below", "pendingBelow": "-b"
    case "working": "-w"
    case "pending": "-p"
    case "limit": "-l"
    default: "-s"
    }
  }

  /// The request that places a ticket.
  public func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft {
    let missing = self.missing(ticket)
    var draft: Draft
    do {
      draft = try fill(
        ticket, identity, makesIDs: choice("ids", in: ticket.options) == "tandem")
    } catch {
      throw Inexpressible(error.reasons + missing)
    }
    if !missing.isEmpty { throw Inexpressible(missing) }
    draft.choices =
      ticket.options.isEmpty
      ? Self.standardWays : [Self.parametersChoice: parametersPlace(ticket)]
    return draft
  }

  private static let standardWays = Choice.standards(
    choiceTable.filter { $0.name == parametersChoice })

  /// What a leg cannot do without, though its parameter is optional as such.
  ///
  /// That is a limit price unless it is pegged, and a trigger unless it trails.
  private func missing(_ ticket: Ticket) -> [Inexpressible.Reason] {
    guard let form = form(for: ticket), !Self.isOlder(form),
      form.slots.count == ticket.legs.count
    else { return [] }
    let legs = ticket.resolvedLegs
    var reasons: [Inexpressible.Reason] = []
    for (slot, index) in order(legs, in: form).enumerated() {
      guard let type = legs[index].type else { continue }
      if type.hasPrice, legs[index].price == nil,
        !Self.isPegged(ticket.options, form.slots[slot])
      {
        reasons.append(.init(.leg(index, .price), "is missing"))
      }
      if type.isContingent, legs[index].trigger == nil, legs[index].trail == nil {
        reasons.append(.init(.leg(index, .trigger), "is missing"))
      }
    }
    return reasons
  }

  static func isPegged(_ options: Options, _ slot: PlaceForm.Slot) -> Bool {
    if options.isEmpty { return false }
    return options["binance.\(slot.name)PegPriceType"] != nil
  }

  /// The older endpoint's page shows a query; the newer ones a form body.
  private func parametersPlace(_ ticket: Ticket) -> String {
    let isOlder = ticket.kind == .oco && choice("endpoint", in: ticket.options) == "order"
    if isOlder, ticket.options.value(id, Self.parametersChoice) == nil { return "query" }
    return choice(Self.parametersChoice, in: ticket.options)
  }

  // MARK: Calls

  /// The requests of a call, by REST where there is the choice.
  public func drafts(_ call: Call) throws(Inexpressible) -> [Draft] {
    switch call {
    case .cancelList(let list, let identity):
      [Self.cancelList.draft(try cancelValues(list) + Self.value("newClientOrderId", identity))]
    case .queryList(let list): [Self.queryList.draft(try queryValues(list))]
    // Cancelling one order of a list cancels the whole list (rest-api.md, Cancel order).
    case .cancelOrder(let order): [Self.cancelOrder.draft(try orderValues(order))]
    case .queryOrder(let order): [Self.queryOrder.draft(try orderValues(order))]
    case .amend(let amendment): [try amend(amendment)]
    case .openLists(page: 1): [Self.openLists.draft([])]
    case .openOrders(let instrument): [Self.openOrders.draft(try symbolValue(instrument))]
    case .history(let range): try history(range)
    case .instruments(let instrument):
      [
        Self.exchangeInfo.draft(
          try symbolValue(instrument) + [("showPermissionSets", .flag(false))])
      ]
    case .ticker(let instrument):
      [
        Self.lastPrice.draft(try symbolValue(instrument)),
        Self.bookTicker.draft(try symbolValue(instrument)),
      ]
    case .account: [Self.account.draft([("omitZeroBalances", .flag(true))])]
    case .serverTime: [Self.time.draft([])]
    case .login: [Self.logon.draft([])]
    // The signed way takes every kind of key and needs no session; the other follows a login.
    case .subscribeUser(nil): [Self.subscribeSigned.draft([])]
    case .subscribeUser: [Self.subscribeSession.draft([])]
    case .subscribeTicker(let instrument): [try market(Self.subscribeTicker, instrument)]
    case .unsubscribe(.some(let instrument)): [try market(Self.unsubscribeTicker, instrument)]
    case .unsubscribe(nil): [Self.unsubscribeUser.draft([])]
    case .openLists: throw Inexpressible(.legs, "Binance tells of every open list at once")
    case .token, .renewToken, .closeToken:
      throw Inexpressible(.legs, "Binance ended its listen keys on 2026-02-20; subscribe instead")
    case .accounts, .positions, .heartbeat:
      throw Inexpressible(.legs, "Binance has no such call")
    }
  }

  private static func value(_ name: String, _ text: String?) -> [(String, WireValue)] {
    text.map { [(name, .text($0))] } ?? []
  }

  private func cancelValues(
    _ list: ListReference
  ) throws(Inexpressible) -> [(String, WireValue)] {
    if let id = list.venueListID {
      return try symbolValue(list.instrument) + [("orderListId", .text(id))]
    }
    guard let id = list.clientListID else {
      throw Inexpressible(.legs, "Binance cancels a list by its id, or by yours; neither is known")
    }
    return try symbolValue(list.instrument) + [("listClientOrderId", .text(id))]
  }

  /// The list's own client id is called origClientOrderId here (rest-api.md, Query Order list).
  private func queryValues(_ list: ListReference) throws(Inexpressible) -> [(String, WireValue)] {
    if let id = list.venueListID { return [("orderListId", .text(id))] }
    guard let id = list.clientListID else {
      throw Inexpressible(.legs, "Binance finds a list by its id, or by yours; neither is known")
    }
    return [("origClientOrderId", .text(id))]
  }

  private func orderValues(_ order: OrderReference) throws(Inexpressible) -> [(String, WireValue)] {
    let symbol = try symbolValue(order.instrument)
    if let id = order.venueOrderID { return symbol + [("orderId", .text(id))] }
    guard let id = order.clientOrderID else {
      throw Inexpressible(.legs, "Binance finds an order by its id, or by yours; neither is known")
    }
    return symbol + [("origClientOrderId", .text(id))]
  }

  /// Only the quantity can be amended, and only downward.
  ///
  /// Without an id the order would get one by chance; it may keep the one it has (rest-api.md,
  /// Order Amend Keep Priority), and by that its list is known.
  private func amend(_ amendment: Amendment) throws(Inexpressible) -> Draft {
    guard let quantity = amendment.leg.quantity, quantity.isPositive else {
      throw Inexpressible(.quantity, "Binance amends an order's quantity alone, and it is missing")
    }
    if let before = amendment.before { try check(amendment.leg, quantity, before) }
    return Self.amend.draft(
      try orderValues(amendment.order)
        + Self.value(
          "newClientOrderId", amendment.newClientOrderID ?? amendment.order.clientOrderID)
        + [("newQty", .decimal(quantity))])
  }

  private func check(
    _ leg: Leg, _ quantity: Decimal, _ before: Leg
  ) throws(Inexpressible) {
    let way = "cannot be changed at Binance; cancel the list and place it anew"
    if leg.price != before.price { throw Inexpressible(.leg(0, .price), way) }
    if leg.trigger != before.trigger { throw Inexpressible(.leg(0, .trigger), way) }
    if let whole = before.quantity, quantity >= whole {
      throw Inexpressible(
        .quantity, "must be less than \(whole); Binance only takes quantity away")
    }
  }

  private static let day: Int64 = 86_400_000
  private static let mostDays: Int64 = 31

  /// One request for each day of the range, for its two times may lie no further apart.
  private func history(_ range: HistoryRange) throws(Inexpressible) -> [Draft] {
    guard range.page == 1 else {
      throw Inexpressible(.legs, "Binance tells of past lists by time, not by page")
    }
    let limit = ("limit", WireValue.integer(Int64(min(max(range.limit, 1), 1000))))
    guard let from = range.from?.milliseconds, let until = range.until?.milliseconds else {
      let from = range.from.map { [("startTime", WireValue.integer($0.milliseconds))] } ?? []
      let until = range.until.map { [("endTime", WireValue.integer($0.milliseconds))] } ?? []
      return [Self.history.draft(from + until + [limit])]
    }
    let (span, overflows) = until.subtractingReportingOverflow(from)
    guard !overflows, span >= 0, span <= Self.day * Self.mostDays else {
      throw Inexpressible(.legs, "a history goes from its start for at most \(Self.mostDays) days")
    }
    var drafts: [Draft] = []
    var start = from
    while true {
      let isLast = until - start < Self.day
      let end = isLast ? until : start + Self.day - 1
      drafts.append(
        Self.history.draft([("startTime", .integer(start)), ("endTime", .integer(end)), limit]))
      if isLast { return drafts }
      start += Self.day
    }
  }

  /// Trades for the last price, and the best bid and ask.
  private func market(
    _ endpoint: Endpoint, _ instrument: Instrument
  ) throws(Inexpressible) -> Draft {
    let symbol = (try symbolValue(instrument).first?.1.text ?? "").lowercased()
    return endpoint.draft([
      ("params", .list([.text(symbol + "@aggTrade"), .text(symbol + "@bookTicker")]))
    ])
  }

  // MARK: Reading

  /// The ticket a placing request says, with the choices that made it look as it does.
  public func read(_ request: WireRequest) throws(Unreadable) -> Reading {
    let (name, found, isQuery) = try parameters(of: request)
    guard
      let form = Self.formTable.first(where: {
        $0.endpoint.path == name && $0.endpoint.channel == request.channel
      })
    else { throw Unreadable("is not a request that places an order list on Binance") }
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    var reading = try form.read(found, context)
    let isOlder = Self.isOlder(form)
    if isOlder { Self.settleStop(&reading.ticket) }
    func say(_ choice: String, _ way: String) {
      reading.ticket.options["\(id).\(choice)"] = .text(way)
    }
    if isOlder { say("endpoint", "order") }
    if request.isSocket {
      say("transport", "ws")
    } else if isQuery != isOlder {
      say(Self.parametersChoice, isQuery ? "query" : "body")
    }
    if reading.listID == nil || reading.legIDs.contains(nil) { say("ids", "venue") }
    return reading
  }

  private func parameters(
    of request: WireRequest
  ) throws(Unreadable) -> (name: String, FoundParameters, isQuery: Bool) {
    if request.isSocket {
      guard case .success(let document) = Verdict.document(request.body.bytes),
        let method = document.root["method"]?.string, let values = document.root["params"]
      else { throw Unreadable("the frame is not a call of the WebSocket API") }
      return (method, try FoundParameters(json: values), false)
    }
    let parts = request.target.bytes.split(
      separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
    let path = String(decoding: parts.first ?? [], as: UTF8.self)
    let query = parts.count > 1 ? Array(parts[1]) : []
    let both = [query, request.body.bytes].filter { !$0.isEmpty }
    let joined = Array(both.joined(separator: [UInt8(ascii: "&")]))
    return (path, try FoundParameters(query: joined), request.body.isEmpty)
  }

  /// Without stopLimitPrice the older OCO's stop leg is a market order.
  private static func settleStop(_ ticket: inout Ticket) {
    guard ticket.legs.count == 2, ticket.legs[1].price == nil else { return }
    ticket.legs[1].type = ticket.legs[1].trail == nil ? .stop : .trailingStop
  }
}
