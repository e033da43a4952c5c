import Exact
import Orders
import PaperExchange
import Venues

extension BinanceServing {
  /// Places a list or an order: shape, semantics, numbers, then the engine.
  mutating func place(
    _ form: BinanceForm, _ call: BinanceCall, isTest: Bool
  ) throws(BinanceFault) -> JSON {
    let market = try market(call)
    try Self.checkShape(call.values, form)
    var reading = try read(form, call)
    try settleQuote(&reading.ticket, call, market)
    try checkRules(reading.ticket, form, call, market)
    let request = try request(reading, form, call, market)
    try limits.roomForOrders(call.route.orders, at: desk.now)
    if isTest {
      let isPriced = call.values.flag("computeCommissionRates") == true
      return isPriced ? testCommission : .object([])
    }
    let number: Int64
    do throws(PlaceRefusal) {
      number = try desk.place(request)
    } catch {
      throw BinanceFault(error, legs: request.legs)
    }
    limits.placed(call.route.orders, at: desk.now)
    guard let list = desk.list(number) else { throw .broken(500) }
    let orders = desk.orders(of: list)
    let answering = Self.answering(call.values, form)
    guard form.kind != nil else {
      return orders.first.map { report($0, answering, call.unit) } ?? .object([])
    }
    let reports = orders.map { report(asPlaced($0), answering, call.unit) }
    return self.list(opened(list), at: list.placed, reports: reports, call.unit)
  }

  /// The first limit and market orders answer in full, the rest briefly (rest-api.md, New order);
  /// of lists the page of the older OCO says FULL and the others nothing, so all say FULL.
  private static func answering(_ values: BinanceParameters, _ form: BinanceForm) -> Answering {
    if let asked = values["newOrderRespType"].flatMap(Answering.init) { return asked }
    if form.kind != nil { return .full }
    return ["LIMIT", "MARKET"].contains(values["type"] ?? "") ? .full : .ack
  }

  /// "The pending order's status will be PENDING_NEW" in the answer, even where its entry filled
  /// at once (rest-api.md, New Order list - OTO).
  private func asPlaced(_ order: PaperOrder) -> PaperOrder {
    guard order.role == .exit else { return order }
    var order = order
    order.status = .dormant
    order.started = nil
    order.isTriggered = false
    order.fills = []
    order.filled = .zero
    order.value = .zero
    order.reason = nil
    order.quantity = order.asked.quantity ?? .zero
    return order
  }

  private func opened(_ list: PaperList) -> PaperList {
    var list = list
    list.status = .open
    return list
  }

  // MARK: Reading

  /// The legs by the venue's own reader, in the form's order.
  private func read(_ form: BinanceForm, _ call: BinanceCall) throws(BinanceFault) -> Reading {
    var values = call.values
    // What needs no reader, and how our own writes numbers.
    for parameter in call.route.parameters {
      if case .decimal = parameter.kind, let text = values[parameter.name] {
        values[parameter.name] = BinanceParameter.plain(text)
      }
    }
    let query = values.query(without: ["apiKey", "returnRateLimits", "computeCommissionRates"])
    do throws(Unreadable) {
      if form.kind != nil {
        let path = form.form.endpoint.path
        return try desk.venue.read(
          HTTPRequest("POST", path + "?" + query).sealed(desk.venue.id, .place))
      }
      let venue = desk.venue
      let context = ReadContext(venue: venue.id, spelling: Binance.words) {
        venue.instrument(spelled: $0)
      }
      return try form.form.read(FoundParameters(query: Array(query.utf8)), context)
    } catch {
      throw .unreadable
    }
  }

  /// "The correct quantity will be determined based on the market liquidity and quoteOrderQty"
  /// (rest-api.md, New order).
  private func settleQuote(
    _ ticket: inout Ticket, _ call: BinanceCall, _ market: Int
  ) throws(BinanceFault) {
    guard
      let amount = call.values["quoteOrderQty"].map(BinanceParameter.plain)
        .flatMap(Decimal.init), ticket.legs.count == 1
    else { return }
    let shown = desk.shown(market)
    let price = ticket.legs[0].side == .buy ? shown.ask : shown.bid
    guard let price = price ?? shown.last, price.isPositive else { throw .noBook }
    let quantity = (try? amount.divided(by: price, digits: 18, .down)).flatMap {
      try? $0.rounded(to: desk.specs[market].lot, .down)
    }
    guard let quantity, quantity.isPositive else { throw .filter("NOTIONAL") }
    ticket.legs[0].quantity = quantity
  }

  // MARK: Rules

  /// What the venue's rules find, the gravest of it in the venue's order.
  private func checkRules(
    _ ticket: Ticket, _ form: BinanceForm, _ call: BinanceCall, _ market: Int
  ) throws(BinanceFault) {
    let look = Inspection(
      venue: desk.venue, ticket: ticket, instrument: desk.instruments[market],
      market: desk.shown(market), account: desk.account(in: market))
    let findings = desk.venue.findings(look)
    // An order by itself is read as a list of one leg; only what a leg is by itself counts.
    let rows = Self.ruleFaults.filter { form.kind != nil || $0.isOfLegs }
    for row in rows {
      let found = findings.first {
        $0.rule == row.rule
          && ($0.severity == .error || row.countsWarnings && $0.severity == .warning)
      }
      if let found { throw row.fault(FoundFault(finding: found, form: form, call: call)) }
    }
    if form.kind == nil { try checkSingle(ticket.legs[0], call, market) }
    try checkIcebergs(ticket, form, call, market)
  }

  /// What is asked of one order beyond its numbers: its type, and room for it.
  private func checkSingle(
    _ leg: Leg, _ call: BinanceCall, _ market: Int
  ) throws(BinanceFault) {
    let rules = desk.instruments[market]
    if !rules.isTradable { throw .closed }
    let word = call.values["type"] ?? ""
    if !rules.orderTypes.isEmpty, !rules.orderTypes.contains(word) {
      throw FoundFault.unsupported(word)
    }
    if leg.trail != nil, rules.flag("allowTrailingStop") == false { throw .noTrailing }
    if call.values["pegPriceType"] != nil { throw .noPegs }
    let account = desk.account(in: market)
    let isAlgo = leg.type?.isContingent == true
    if isAlgo, let most = rules.decimalFact("MAX_NUM_ALGO_ORDERS")?.int64,
      Int64(account.openAlgoOrders ?? 0) >= most
    {
      throw .filter("MAX_NUM_ALGO_ORDERS")
    }
    if let most = rules.decimalFact("MAX_NUM_ORDERS")?.int64,
      Int64(account.openOrders ?? 0) >= most
    {
      throw .filter("MAX_NUM_ORDERS")
    }
  }

  private func checkIcebergs(
    _ ticket: Ticket, _ form: BinanceForm, _ call: BinanceCall, _ market: Int
  ) throws(BinanceFault) {
    let rules = desk.instruments[market]
    for (slot, leg) in ticket.legs.enumerated() {
      let shown = call.values[form.name(slot, "IcebergQty")].map(BinanceParameter.plain)
        .flatMap(Decimal.init)
      guard let shown, shown.isPositive else { continue }
      if rules.flag("icebergAllowed") == false {
        throw BinanceFault(-1013, "Iceberg orders are not supported for this symbol.")
      }
      if let lot = rules.lot, !shown.isMultiple(of: lot) { throw .filter("LOT_SIZE") }
      guard let quantity = leg.quantity else { continue }
      if shown > quantity { throw .icebergSize }
      if let parts = rules.decimalFact("ICEBERG_PARTS"), let most = try? shown * parts,
        most < quantity
      {
        throw .filter("ICEBERG_PARTS")
      }
    }
  }

  // MARK: The desk's request

  private mutating func request(
    _ reading: Reading, _ form: BinanceForm, _ call: BinanceCall, _ market: Int
  ) throws(BinanceFault) -> PlaceRequest {
    let legs = reading.ticket.resolvedLegs
    var ids = reading.legIDs
    let given = ids.compactMap(\.self)
    if Set(given).count < given.count { throw .sameIDs }
    for id in given where desk.liveOrder(named: id) != nil { throw .usedID }
    if form.kind != nil, let id = reading.listID, desk.liveList(named: id) != nil {
      throw .usedID
    }
    for slot in ids.indices where ids[slot] == nil { ids[slot] = makeID() }
    // In every documented answer the stop of a pair comes first.
    let order = Self.stopsFirst(legs, form.kind)
    var request = PlaceRequest(
      form.kind, market: market, legs: order.map { legs[$0] },
      listID: form.kind == nil ? "" : reading.listID ?? makeID(),
      legIDs: order.map { ids[$0] ?? "" })
    request.legDetails = order.map { Self.details(of: $0, form, call.values) }
    return request
  }

  private static func stopsFirst(_ legs: [Leg], _ kind: Kind?) -> [Int] {
    var order = Array(legs.indices)
    guard let kind, kind == .oco || kind.hasPairOfExits, legs.count >= 2 else { return order }
    let (first, second) = (legs.count - 2, legs.count - 1)
    if legs[second].type?.isStop == true, legs[first].type?.isStop != true {
      order.swapAt(first, second)
    }
    return order
  }

  private static func details(
    of slot: Int, _ form: BinanceForm, _ values: BinanceParameters
  ) -> [(name: String, value: String)] {
    var details = [
      ("icebergQty", "IcebergQty"), ("strategyId", "StrategyId"), ("strategyType", "StrategyType"),
    ].compactMap { name, parameter in
      values[form.name(slot, parameter)].map { (name: name, value: $0) }
    }
    for name in ["selfTradePreventionMode", "quoteOrderQty"] {
      if let value = values[name] { details.append((name: name, value: value)) }
    }
    return details
  }
}
