import Exact
import Orders

extension CryptoCom {
  private static let venueID = VenueID("crypto-com")

  /// The form of the ticket's kind, on REST or the socket as the choice of transport says.
  public func form(for ticket: Ticket) -> PlaceForm? {
    guard let index = Self.shapeIndex(ticket.kind) else { return nil }
    if ticket.options.isEmpty { return Self.formTable[index] }
    let isSocket = choice("transport", in: ticket.options) == "ws"
    let form = Self.formTable[isSocket ? index + Self.formTable.count / 2 : index]
    return Self.sized(form, by: ticket.options)
  }

  private static func shapeIndex(_ kind: Kind) -> Int? {
    switch kind {
    case .oco: 0
    case .oto: 1
    case .otoco: 2
    case .opo, .opoco: nil
    }
  }

  /// A leg that says a notional says no quantity.
  private static func sized(_ form: PlaceForm, by options: Options) -> PlaceForm {
    let slots = form.slots.indices.filter { options[optionName("notional", $0)] != nil }
    if slots.isEmpty { return form }
    let fields = form.fields.filter { field in
      field.meaning != .quantity || !slots.contains { field.slots.contains($0) }
    }
    let endpoint = form.endpoint
    return PlaceForm(
      form.name, form.kind, slots: form.slots,
      endpoint: Endpoint(
        endpoint.operation, endpoint.channel, endpoint.path, security: endpoint.security,
        fields: fields, cost: endpoint.cost, source: endpoint.source))
  }

  /// One id for each leg; the venue has none for the list, so that one stays in our books.
  public func ids(
    of identity: ListIdentity, for form: PlaceForm
  ) -> (list: String, legs: [String]) {
    // The venue knows no client id of a list: the first is for our own books.
    let list = identity.listID(form.kind)
    return (list, form.slots.indices.map { list + "-" + String($0 + 1) })
  }

  /// The request of one of the three calls that create a list.
  public func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft {
    let makesIDs = choice("ids", in: ticket.options) == "tandem"
    var draft = try fill(Self.spread(ticket, over: self), identity, makesIDs: makesIDs)
    draft.choices = ways(Self.standardWays, in: ticket.options)
    return draft
  }

  private static let standardWays = Choice.standards(choiceTable)

  // MARK: Options of legs

  /// The full name of a leg's option; the index is that of the request, not of the ticket.
  static func optionName(_ name: String, _ slot: Int) -> String {
    "crypto-com.order_list[\(slot)].\(name)"
  }

  /// The ticket with every option that names no leg said of the legs that can carry it.
  static func spread(_ ticket: Ticket, over venue: CryptoCom) -> Ticket {
    if ticket.options.isEmpty { return ticket }
    guard let form = venue.form(for: ticket), form.slots.count == ticket.legs.count else {
      return ticket
    }
    var ticket = ticket
    for (slot, index) in venue.order(ticket.resolvedLegs, in: form).enumerated() {
      for (name, types) in everyLeg {
        guard let value = ticket.options.value(venueID, name),
          let type = ticket.legs[index].type, types.contains(type)
        else { continue }
        let own = optionName(name, slot)
        if ticket.options[own] == nil { ticket.options[own] = value }
      }
      let instructions = optionName("exec_inst", slot)
      if ticket.legs[index].type == .limitMaker, let value = ticket.options[instructions] {
        ticket.options[instructions] = .list(makerOnly(words(value)))
      }
    }
    for (name, _) in everyLeg { ticket.options["\(venueID).\(name)"] = nil }
    return ticket
  }

  /// The instructions of a limit maker, which is one by them alone.
  private static func makerOnly(_ instructions: [String]) -> [String] {
    instructions.contains(where: isPostOnly) ? instructions : ["POST_ONLY"] + instructions
  }

  static func isPostOnly(_ instruction: String) -> Bool {
    instruction == "POST_ONLY" || instruction == "SMART_POST_ONLY"
  }

  static func words(_ value: OptionValue) -> [String] {
    if case .list(let items) = value { items } else { [value.description] }
  }

  // MARK: Calls

  /// The requests behind a call; a list whose id is not known is reached leg by leg.
  public func drafts(_ call: Call) throws(Inexpressible) -> [Draft] {
    switch call {
    case .cancelList(let list, _): try cancel(list)
    case .cancelOrder(let order): [Self.cancelOrder.draft(try reference(order))]
    case .amend(let amendment): [try amend(amendment)]
    case .queryList(let list): try query(list)
    case .queryOrder(let order): [Self.orderDetail.draft(try query(order))]
    // Neither call pages: the first page is all of them.
    case .openLists(let page): page > 1 ? [] : [Self.openLists.draft([])]
    case .history(let range): range.page > 1 ? [] : [try history(range)]
    case .openOrders(let instrument): [Self.openOrders.draft(try pair(instrument))]
    case .account: [Self.balances.draft([])]
    case .instruments: [Self.listing.draft([])]
    case .ticker(let instrument): try ticker(instrument)
    case .serverTime: [Self.clock.draft([("instrument_name", .text("BTC_USD"))])]
    case .login: [Self.login.draft([])]
    case .subscribeUser(let channel): try userChannels(channel)
    case .subscribeTicker(let instrument):
      // One name a frame: a name that is refused may take its whole frame with it.
      [
        Self.subscription(Self.subscribeTicker, "ticker." + (try spelled(instrument))),
        Self.subscription(Self.subscribeTicker, "mark." + (try spelled(instrument))),
      ]
    case .unsubscribe(.some(let instrument)):
      [
        Self.subscription(Self.unsubscribe, "ticker." + (try spelled(instrument))),
        Self.subscription(Self.unsubscribe, "mark." + (try spelled(instrument))),
      ]
    case .heartbeat(let id): [try answer(id)]
    case .positions, .accounts, .token, .renewToken, .closeToken, .unsubscribe(nil):
      throw Inexpressible(.legs, "Crypto.com has no such call for spot lists")
    }
  }

  private func pair(_ instrument: Instrument?) throws(Inexpressible) -> [(String, WireValue)] {
    guard let instrument else { return [] }
    return [("instrument_name", .text(try spelled(instrument)))]
  }

  private func reference(_ order: OrderReference) throws(Inexpressible) -> [(String, WireValue)] {
    if let id = order.venueOrderID { return [("order_id", .text(id))] }
    guard let id = order.clientOrderID else {
      throw Inexpressible(
        .legs, "Crypto.com finds an order by its id, or by yours; neither is known")
    }
    return [("client_oid", .text(id))]
  }

  /// By the client's id where there is one: a number that came with a fill may be that of the
  /// ordinary order that the leg became, by which this call finds nothing.
  private func query(_ order: OrderReference) throws(Inexpressible) -> [(String, WireValue)] {
    if let id = order.clientOrderID { return [("client_oid", .text(id))] }
    return try reference(order)
  }

  /// A list whose id is not known yet is reached through its legs, the entry first: without it the
  /// exits go too, while an entry that outlives its exits would fill unprotected.
  private func legs(
    _ list: ListReference, byOwnIDs: Bool = false
  ) throws(Inexpressible) -> [[(String, WireValue)]] {
    let known = list.venueOrderIDs.map { ("order_id", WireValue.text($0)) }
    let own = list.clientOrderIDs.map { ("client_oid", WireValue.text($0)) }
    let ways = byOwnIDs ? [own, known] : [known, own]
    guard let legs = ways.first(where: { !$0.isEmpty }) else {
      throw Inexpressible(
        .legs, "Crypto.com finds a list by its id or by its orders' ids; none is known")
    }
    return legs.map { [$0] }
  }

  private func cancel(_ list: ListReference) throws(Inexpressible) -> [Draft] {
    guard let id = list.venueListID else {
      return try legs(list).map { Self.cancelOrder.draft($0) }
    }
    let endpoint =
      switch list.kind {
      case .oco: Self.cancelOCO
      case .oto, .opo: Self.cancelOTO
      case .otoco, .opoco: Self.cancelOTOCO
      }
    return [endpoint.draft([("list_id", .text(id))])]
  }

  private func query(_ list: ListReference) throws(Inexpressible) -> [Draft] {
    guard let id = list.venueListID else {
      return try legs(list, byOwnIDs: true).map { Self.orderDetail.draft($0) }
    }
    return [Self.listDetail.draft([("list_id_list", .list([.text(id)]))])]
  }

  /// A price of zero is how an order that executes at the market is told from one with a limit.
  private func amend(_ amendment: Amendment) throws(Inexpressible) -> Draft {
    let leg = amendment.leg
    guard let type = leg.type, type.isContingent, let trigger = leg.trigger else {
      throw Inexpressible(.legs, "Crypto.com amends orders that wait for a trigger, and no others")
    }
    guard let quantity = leg.quantity else {
      throw Inexpressible(.quantity, "is missing; Crypto.com wants it repeated where it stays")
    }
    let price = type.hasPrice ? leg.price : .zero
    guard let price else {
      throw Inexpressible(
        .legs, "the price is missing; Crypto.com wants it repeated where it stays")
    }
    return Self.amendOrder.draft(
      try reference(amendment.order) + [
        ("new_price", .decimal(price)), ("new_quantity", .decimal(quantity)),
        ("new_ref_price", .decimal(trigger)),
      ])
  }

  /// Numbers stand in quotes, times and counts too.
  private func history(_ range: HistoryRange) throws(Inexpressible) -> Draft {
    var values = try pair(range.instrument)
    if let from = range.from { values.append(("start_time", .text("\(from.milliseconds)"))) }
    if let until = range.until { values.append(("end_time", .text("\(until.milliseconds)"))) }
    values.append(("limit", .text(String(min(max(range.limit, 1), 100)))))
    return Self.past.draft(values)
  }

  /// Last price and book, then the mark price, which is what triggers watch.
  private func ticker(_ instrument: Instrument) throws(Inexpressible) -> [Draft] {
    let pair = try pair(instrument)
    return [
      Self.tickers.draft(pair),
      Self.valuations.draft(
        pair + [("valuation_type", .text("mark_price")), ("count", .integer(1))]),
    ]
  }

  /// The advanced orders first, under the name that is asked for; then what their orders become.
  private func userChannels(_ channel: String?) throws(Inexpressible) -> [Draft] {
    let names = choices.first { $0.name == "channel" }?.ways.map(\.name) ?? []
    guard let advanced = channel ?? names.first, names.contains(advanced) else {
      throw Inexpressible(.legs, "the channel of advanced orders is \(Words.alternatives(names))")
    }
    return [advanced, "user.order", "user.trade", "user.balance"].map {
      Self.subscription(Self.subscribeUser, $0)
    }
  }

  private static func subscription(_ endpoint: Endpoint, _ channel: String) -> Draft {
    endpoint.draft([("channels", .list([.text(channel)]))])
  }

  private func answer(_ id: String?) throws(Inexpressible) -> Draft {
    guard let id, let number = Int64(id) else {
      throw Inexpressible(.legs, "Crypto.com's heartbeat is answered with its own id")
    }
    return Self.heartbeat.draft([("id", .integer(number))])
  }

  // MARK: Reading

  /// The ticket that a request of any of the forms says, its legs in the venue's order.
  public func read(_ request: WireRequest) throws(Unreadable) -> Reading {
    guard case .success(let document) = Verdict.document(request.body.bytes) else {
      throw Unreadable("the body is not JSON")
    }
    let root = document.root
    let said = root["method"]?.text ?? ""
    let method = request.isSocket ? said : Self.method(request.target.text())
    let form = Self.formTable.first {
      Self.method($0.endpoint.path) == method && $0.endpoint.channel == request.channel
    }
    guard let form else {
      throw Unreadable("is not a request that places an order list on Crypto.com")
    }
    guard said == method else { throw Unreadable("its path and its body name different methods") }
    guard let params = root["params"], let legs = params["order_list"],
      legs.kind == .array, legs.count == form.slots.count
    else { throw Unreadable("order_list does not hold \(form.slots.count) orders") }
    let symbols = Set(legs.elements.map { $0["instrument_name"]?.text })
    guard symbols.count == 1 else { throw Unreadable("its legs name different instruments") }
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    var reading = try form.read(try FoundParameters(json: params), context)
    for (slot, leg) in legs.elements.enumerated() where reading.ticket.legs[slot].type == .limit {
      let words = leg["exec_inst"]?.elements.compactMap(\.string) ?? []
      if words.contains(where: Self.isPostOnly) { reading.ticket.legs[slot].type = .limitMaker }
    }
    return reading
  }
}
