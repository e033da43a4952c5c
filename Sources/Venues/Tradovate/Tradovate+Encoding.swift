import Exact
import Orders

extension Tradovate {
  /// The form of the kind; options choose only how it travels.
  public func form(for ticket: Ticket) -> PlaceForm? {
    Self.formTable.first { $0.kind == ticket.kind }
  }

  /// Of two brackets the first is the target and the second the stop, as every example has them;
  /// the orders of an OCO are equals and stay as they were written.
  public func order(_ legs: [Leg], in form: PlaceForm) -> [Int] {
    guard form.kind == .otoco, legs.count == 3, legs[1].type?.isStop == true,
      let other = legs[2].type, !other.isStop
    else { return Array(form.slots.indices) }
    return [0, 2, 1]
  }

  /// The legs are numbered by slot.
  public func ids(
    of identity: ListIdentity, for form: PlaceForm
  ) -> (list: String, legs: [String]) {
    let list = identity.listID(form.kind)
    return (list, (1...form.slots.count).map { list + "-" + String($0) })
  }

  /// The list id in one of our leg ids; nil for ids that are not of our making.
  static func listID(inLegID id: String) -> String? {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == "td", Kind(rawValue: String(parts[1])) != nil else {
      return nil
    }
    return parts[..<3].joined(separator: "-")
  }

  /// The placing request, in the way the choices say.
  public func place(_ ticket: Ticket, _ identity: ListIdentity) throws(Inexpressible) -> Draft {
    if symbol(of: ticket.instrument) != nil { try Self.refuseForeignTerms(ticket) }
    let options = ticket.options
    let draft = try fill(
      Self.withOneQuantity(ticket), identity,
      makesIDs: choice("ids", in: options) == "tandem")
    let chosen = ways(Self.placingWays, in: options)
    // The standard ways move nothing.
    let parameters =
      options.isEmpty
      ? draft.parameters : Self.respelled(draft.parameters, chosen, of: draft.endpoint)
    if chosen["transport"] == "ws", let twin = Self.socketTwin(of: draft.endpoint) {
      return Draft(twin, parameters, choices: chosen)
    }
    let path = draft.endpoint.path
    return Draft(
      draft.endpoint, parameters, path: chosen["path"] == "lower" ? path.lowercased() : path,
      choices: chosen)
  }

  private static let placingWays = Choice.standards(
    choiceTable.filter {
      ["transport", "path", "stop_field", "mit", "ids"].contains($0.name)
    })

  private static func socketTwin(of endpoint: Endpoint) -> Endpoint? {
    formTable.firstIndex { $0.endpoint === endpoint }.map { socketTwins[$0] }
  }

  /// Types that Tradovate has no order for, and quantities that are no number of contracts.
  private static func refuseForeignTerms(_ ticket: Ticket) throws(Inexpressible) {
    var reasons: [Inexpressible.Reason] = []
    for (index, leg) in ticket.resolvedLegs.enumerated() {
      if let type = leg.type, let sentence = missingType(type) {
        reasons.append(.init(.leg(index, .type), sentence))
      }
      if let quantity = leg.quantity, quantity.int64 == nil {
        reasons.append(
          .init(
            .leg(index, .quantity),
            "Tradovate counts whole contracts; \(quantity) is no number "
              + "of them"))
      }
    }
    if !reasons.isEmpty { throw Inexpressible(reasons) }
  }

  static func missingType(_ type: LegType) -> String? {
    switch type {
    case .limitMaker: "Tradovate has no post-only order"
    case .takeProfitLimit:
      "Tradovate has no take profit that becomes a limit; its MIT becomes a market order"
    default: nil
    }
  }

  /// There is one orderQty: a leg that names no quantity has that of the first.
  private static func withOneQuantity(_ ticket: Ticket) -> Ticket {
    guard ticket.quantity == nil, let first = ticket.legs.first?.quantity else { return ticket }
    var ticket = ticket
    for index in ticket.legs.indices where ticket.legs[index].quantity == nil {
      ticket.legs[index].quantity = first
    }
    return ticket
  }

  // Moves a trigger to the field that the choices name. Both fields stand side by side, so the
  // place is right either way.
  private static func respelled(
    _ parameters: [Parameter], _ chosen: [String: String], of endpoint: Endpoint,
    in container: Field.Container = .top
  ) -> [Parameter] {
    let type = parameters.first { $0.name == "orderType" }?.value
    let moves =
      type == .text("Stop") && chosen["stop_field"] == "price"
      || type == .text("MIT") && chosen["mit"] == "stopPrice"
    return parameters.map { parameter in
      if case .object(let members) = parameter.value {
        let inner = respelled(members, chosen, of: endpoint, in: .member(parameter.name))
        return Parameter(parameter.name, .object(inner), parameter.origin)
      }
      guard moves, parameter.field?.meaning == .trigger else { return parameter }
      let name = parameter.name == "price" ? "stopPrice" : "price"
      let row = endpoint.fields.first {
        $0.name == name && $0.container == container && $0.meaning == .trigger
      }
      return Parameter(name, parameter.value, parameter.origin, field: row)
    }
  }

  // MARK: Every other request

  /// The requests of a call, in the order they are to be sent.
  public func drafts(_ call: Call) throws(Inexpressible) -> [Draft] {
    switch call {
    case .cancelList(let list, let identity): return try cancels(list, identity)
    case .cancelOrder(let order):
      return [Self.cancelOrder.draft([("orderId", try number(order))])]
    case .amend(let amendment): return [try amend(amendment)]
    case .queryList(let list): return queries(list)
    case .queryOrder(let order):
      let number = try number(order)
      return [
        Self.orderItem.draft([("id", number)]),
        Self.versionsOfOrder.draft([("masterid", number)]),
        Self.commandsOfOrder.draft([("masterid", number)]),
        Self.fillsOfOrder.draft([("masterid", number)]),
      ]
    // There are no pages: the first holds everything.
    case .openLists(let page): return page > 1 ? [] : Self.session(.openLists)
    case .history(let range): return range.page > 1 ? [] : Self.session(.history)
    case .openOrders: return [Self.ordersOfAccount.draft([])]
    case .instruments(nil): return [Self.products.draft([])]
    case .instruments(.some(let instrument)): return try contract(instrument)
    case .account: return [Self.balance.draft([])]
    case .accounts: return [Self.accounts.draft([])]
    case .positions: return [Self.positions.draft([])]
    case .token: return [Self.tokenCall.draft([])]
    // The current token, which is the one in the credentials, is what asks for its own renewal.
    case .renewToken: return [Self.renewal.draft([])]
    // One frame for each of the two sockets; each draft's channel says which.
    case .login: return [Self.authorize.draft([]), Self.authorizeMarket.draft([])]
    case .heartbeat: return [Self.heartbeat.draft([]), Self.marketHeartbeat.draft([])]
    case .subscribeUser(let user): return [try synchronise(user)]
    case .subscribeTicker(let instrument):
      return [Self.subscribeQuote.draft([("symbol", .text(try spelled(instrument)))])]
    case .unsubscribe(.some(let instrument)):
      return [Self.unsubscribeQuote.draft([("symbol", .text(try spelled(instrument)))])]
    case .ticker:
      throw Inexpressible(.market, "Tradovate tells prices on its market socket only")
    case .unsubscribe(nil), .closeToken, .serverTime:
      throw Inexpressible(.legs, "Tradovate has no such call")
    }
  }

  private func number(_ text: String) throws(Inexpressible) -> WireValue {
    guard let number = Int64(text), number > 0 else {
      throw Inexpressible(.legs, "'\(text.prefix(40))' is not an order number of Tradovate's")
    }
    return .integer(number)
  }

  private func number(_ order: OrderReference) throws(Inexpressible) -> WireValue {
    guard let id = order.venueOrderID else {
      throw Inexpressible(
        .legs, "Tradovate knows an order by its own number only, and that is not known yet")
    }
    return try number(id)
  }

  // There is no call for a list: each order is cancelled by its number. Cancelling an entry first
  // takes its waiting exits along.
  private func cancels(
    _ list: ListReference, _ identity: String?
  ) throws(Inexpressible) -> [Draft] {
    if list.venueOrderIDs.isEmpty {
      throw Inexpressible(
        .legs, "Tradovate cancels by the orders' own numbers, and none of them is known yet")
    }
    var drafts: [Draft] = []
    for id in list.venueOrderIDs {
      var values = [("orderId", try number(id))]
      if let identity { values.append(("clOrdId", .text(identity))) }
      drafts.append(Self.cancelList.draft(values))
    }
    return drafts
  }

  /// A modification replaces the order whole: what is left out goes back to its default, so
  /// everything is said again.
  private func amend(_ amendment: Amendment) throws(Inexpressible) -> Draft {
    let leg = amendment.leg
    guard let type = leg.type, let word = Self.word(for: type) else {
      throw Inexpressible(
        .leg(0, .type), leg.type.flatMap(Self.missingType) ?? "is missing")
    }
    guard let quantity = leg.quantity?.int64 else {
      throw Inexpressible(.leg(0, .quantity), "Tradovate wants the number of contracts said again")
    }
    var values = [("orderId", try number(amendment.order))]
    if let id = amendment.newClientOrderID { values.append(("clOrdId", .text(id))) }
    values += [("orderQty", .integer(quantity)), ("orderType", .text(word))]
    values += try Self.prices(leg, type)
    let timeInForce = Self.words.word(leg.timeInForce ?? .day) ?? "Day"
    values.append(("timeInForce", .text(timeInForce)))
    if leg.timeInForce == .gtd, leg.expire == nil {
      throw Inexpressible(
        .leg(0, .expire), "Tradovate wants the time of expiry said again, and it is not known here")
    }
    if let expire = leg.expire { values.append(("expireTime", .text(expire.iso))) }
    if let list = amendment.order.clientOrderID.flatMap(Self.listID(inLegID:)) {
      values.append(("text", .text(list)))
    }
    return Self.modify.draft(values)
  }

  private static func prices(
    _ leg: Leg, _ type: LegType
  ) throws(Inexpressible) -> [(String, WireValue)] {
    var values: [(String, WireValue)] = []
    if type.hasPrice || type == .takeProfit {
      guard let price = type.hasPrice ? leg.price : leg.trigger else {
        throw Inexpressible(.leg(0, type.hasPrice ? .price : .trigger), "is missing")
      }
      values.append(("price", .number(price)))
    }
    if type.isStop {
      guard let trigger = leg.trigger else {
        throw Inexpressible(.leg(0, .trigger), "is missing")
      }
      values.append(("stopPrice", .number(trigger)))
    }
    if type.isTrailing {
      guard case .distance(let distance) = leg.trail else {
        throw Inexpressible(.leg(0, .trail), "is not a distance in price")
      }
      values.append(("pegDifference", .number(distance)))
    }
    return values
  }

  /// By number where every order's is known; else everything of the session, in which the list is
  /// found by its links and by our ids.
  private func queries(_ list: ListReference) -> [Draft] {
    let ids = list.venueOrderIDs
    guard ids.count == list.kind.legCount, ids.allSatisfy({ Int64($0) != nil }) else {
      return Self.session(.queryList)
    }
    let joined = WireValue.text(ids.joined(separator: ","))
    return [
      Self.orderItems.draft([("ids", joined)]),
      Self.versionsOfOrders.draft([("masterids", joined)]),
      Self.commandsOfOrders.draft([("masterids", joined)]),
      Self.fillsOfOrders.draft([("masterids", joined)]),
    ]
  }

  private static func session(_ operation: Operation) -> [Draft] {
    let lists = listsByOperation.first { $0.operation == operation }?.endpoints ?? []
    return lists.map { $0.draft([]) }
  }

  /// The contract, and the product that holds its tick.
  private func contract(_ instrument: Instrument) throws(Inexpressible) -> [Draft] {
    let symbol = try spelled(instrument)
    guard case .future(let product, _, _) = instrument else { return [] }
    return [
      Self.contractByName.draft([("name", .text(symbol))]),
      Self.productByName.draft([("name", .text(product))]),
    ]
  }

  private func synchronise(_ user: String?) throws(Inexpressible) -> Draft {
    guard let user else { return Self.syncAccounts.draft([]) }
    return Self.syncUsers.draft([("users", .list([try number(user)]))])
  }

  // MARK: Reading back

  /// The ticket that a POST or a frame places.
  public func read(_ request: WireRequest) throws(Unreadable) -> Reading {
    guard let (path, body) = Self.placingBody(request) else {
      throw Unreadable("is not a request that places an order list on Tradovate")
    }
    guard case .success(let document) = Verdict.document(body) else {
      throw Unreadable("the body is not JSON")
    }
    let found = try FoundParameters(json: document.root)
    let kind: Kind =
      path == "/order/placeoco" ? .oco : found.contains(.member("bracket2")) ? .otoco : .oto
    guard let form = Self.formTable.first(where: { $0.kind == kind }) else {
      throw Unreadable("is not a request that places an order list on Tradovate")
    }
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    var reading = try form.read(found, context)
    for (slot, place) in form.slots.enumerated() {
      let container = slot == 0 ? Field.Container.top : .member(place.name)
      Self.settlePrices(&reading.ticket.legs[slot], found, container)
    }
    return reading
  }

  /// The one leg that a single order's request says, as a ticket of that leg.
  package func readSingle(_ request: WireRequest) throws(Unreadable) -> Reading {
    guard case .success(let document) = Verdict.document(request.body.bytes) else {
      throw Unreadable("the body is not JSON")
    }
    let found = try FoundParameters(json: document.root)
    let context = ReadContext(venue: id, spelling: spelling) { instrument(spelled: $0) }
    var reading = try Self.singleForm.read(found, context)
    Self.settlePrices(&reading.ticket.legs[0], found, .top)
    return reading
  }

  /// The placing path in lower case, and the JSON, of a POST or of a frame.
  private static func placingBody(_ request: WireRequest) -> (path: String, body: [UInt8])? {
    var path = request.target.text().lowercased()
    var body = request.body.bytes
    if request.isSocket {
      let parts = body.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      path = "/" + String(decoding: parts[0], as: UTF8.self).lowercased()
      body = Array(parts[3])
    } else if request.methodName != "POST" {
      return nil
    }
    return path == "/order/placeoco" || path == "/order/placeoso" ? (path, body) : nil
  }

  /// `price` is a limit for some types and a trigger for others: the type, which is known only
  /// after the whole was read, decides.
  private static func settlePrices(
    _ leg: inout Leg, _ found: FoundParameters, _ container: Field.Container
  ) {
    let stop = found.entries.first { $0.name == "stopPrice" && $0.container == container }
    switch leg.type {
    case .stop, .takeProfit: leg.price = nil
    default: if stop == nil { leg.trigger = nil }
    }
  }
}
