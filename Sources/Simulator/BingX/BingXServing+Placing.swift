import Exact
import Orders
import PaperExchange
import Venues

extension BingXServing {
  /// Create an OCO Order: both legs or nothing.
  mutating func placeOCO(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    for name in Self.ocoNames { _ = try parameters.required(name) }
    let market = try openMarket(parameters)
    let reading = try read(parameters)
    var ticket = reading.ticket
    let rules = desk.instruments[market]
    for index in ticket.legs.indices { try cut(&ticket.legs[index], rules) }
    try checkOCONames(reading)
    try checkNew(
      parameters, names: reading.legIDs.compactMap(\.self), list: reading.listID)
    try checkBand(ticket.legs, market)
    if let fault = Self.fault(of: desk.errors(of: ticket, in: market), in: ticket, rules) {
      throw fault
    }
    let number = try place(
      PlaceRequest(
        .oco, market: market, legs: ticket.resolvedLegs, listID: reading.listID ?? "",
        legIDs: reading.legIDs.map { $0 ?? "" }))
    note(parameters, names: reading.legIDs.compactMap(\.self), list: reading.listID)
    guard let list = desk.list(number) else { throw .busy(status: 200) }
    return ok(.array(desk.orders(of: list).map { Self.newRow($0, of: list) }))
  }

  private static let ocoNames = [
    "symbol", "side", "quantity", "limitPrice", "triggerPrice", "orderPrice",
  ]

  /// The ticket, as the client half reads its own requests.
  private func read(_ parameters: BingXParameters) throws(BingXFault) -> Reading {
    _ = try Self.side(try parameters.required("side"))
    let venue = BingX()
    let path = venue.forms.first?.endpoint.path ?? ""
    let request = HTTPRequest("POST", path, body: Array(parameters.form.utf8))
    do throws(Unreadable) {
      return try venue.read(request.sealed(venue.id, .place))
    } catch {
      throw .invalidParameter
    }
  }

  /// "If the accuracy exceeds the range of the current period, the current API order will still be
  /// successful, but it will be truncated" (Place order).
  private func cut(_ leg: inout Leg, _ rules: InstrumentRules) throws(BingXFault) {
    guard let quantity = Self.cut(leg.quantity, to: rules.lot), quantity.isPositive else {
      throw .noQuantity
    }
    leg.quantity = quantity
    guard let price = Self.cut(leg.price, to: rules.tick), price.isPositive else { throw .noPrice }
    leg.price = price
    guard leg.trigger != nil else { return }
    guard let trigger = Self.cut(leg.trigger, to: rules.tick), trigger.isPositive else {
      throw .noPrice
    }
    leg.trigger = trigger
  }

  static func cut(_ value: Decimal?, to step: Decimal?) -> Decimal? {
    guard let value else { return nil }
    guard let step, step.isPositive else { return value }
    return try? value.rounded(to: step, .down)
  }

  /// "only supports numeric strings"; that no longer ones than an ordinary order's are taken is a
  /// choice.
  private func checkOCONames(_ reading: Reading) throws(BingXFault) {
    for name in [reading.listID] + reading.legIDs {
      guard let name, !name.isEmpty else { continue }
      guard name.utf8.count <= 40, name.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) else {
        throw .notNumeric
      }
    }
  }

  // MARK: What every order has to pass

  /// The market of a request that trades.
  func openMarket(_ parameters: BingXParameters) throws(BingXFault) -> Int {
    let symbol = try parameters.required("symbol")
    guard Self.isSpelled(symbol) else { throw .invalidSymbol }
    guard let market = desk.market(spelled: symbol) else { throw .noContract }
    guard !desk.halted.contains(market), desk.instruments[market].isTradable else {
      throw .symbolOffline
    }
    return market
  }

  /// `BTC-USDT`: capitals and digits about one hyphen, not only in ASCII (ccxt#23196).
  static func isSpelled(_ symbol: String) -> Bool {
    let parts = symbol.split(separator: "-", omittingEmptySubsequences: false)
    return parts.count == 2 && symbol.utf8.count <= 40
      && parts.allSatisfy { part in
        !part.isEmpty && part.allSatisfy { $0.isNumber || ($0.isLetter && !$0.isLowercase) }
      }
  }

  /// An order that was sent a moment ago, or whose ids are used.
  func checkNew(
    _ parameters: BingXParameters, names: [String], list: String? = nil
  ) throws(BingXFault) {
    let fingerprint = parameters.fingerprint
    let isAgain = recent.contains {
      $0.fingerprint == fingerprint && desk.now.milliseconds - $0.time.milliseconds < 1_000
    }
    if isAgain { throw .sameOrder }
    let names = names.filter { !$0.isEmpty }
    guard Set(names).count == names.count else { throw .duplicate }
    for name in names where usedIDs.contains(name) || desk.liveOrder(named: name) != nil {
      throw .duplicate
    }
    guard let list, !list.isEmpty else { return }
    if usedIDs.contains("list " + list) || desk.liveList(named: list) != nil { throw .duplicate }
  }

  /// Remembers an order that was accepted.
  mutating func note(_ parameters: BingXParameters, names: [String], list: String? = nil) {
    recent.removeAll { desk.now.milliseconds - $0.time.milliseconds >= 1_000 }
    recent.append((parameters.fingerprint, desk.now))
    for name in names where !name.isEmpty { usedIDs.insert(name) }
    if let list, !list.isEmpty { usedIDs.insert("list " + list) }
  }

  /// Prices between a fifth and five times the last one (Errors, 100440).
  func checkBand(_ legs: [Leg], _ market: Int) throws(BingXFault) {
    guard let last = desk.shown(market).last, let most = try? last * 5,
      let least = try? last * BingXFault.fifth
    else { return }
    for price in legs.compactMap(\.price) where price > most || price < least {
      throw .farFromMarket(price, last: last)
    }
  }

  mutating func place(_ request: PlaceRequest) throws(BingXFault) -> Int64 {
    var request = request
    let spelled = ("symbol", desk.instruments[request.market].symbol)
    request.legDetails = request.legs.indices.map { index in
      (request.legDetails.indices.contains(index) ? request.legDetails[index] : []) + [spelled]
    }
    do throws(PlaceRefusal) {
      return try desk.place(request)
    } catch {
      throw Self.fault(
        error, request.legs.first?.side ?? .sell, desk.instruments[request.market])
    }
  }
}
