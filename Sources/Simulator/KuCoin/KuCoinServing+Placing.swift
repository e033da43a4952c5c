import Exact
import Orders
import PaperExchange
import Venues

extension KuCoinServing {
  // MARK: The list

  mutating func placeList(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let body = try visit.body()
    for field in ["clientOid", "side", "symbol", "price", "size", "stopPrice", "limitPrice"] {
      if body?[field]?.filledText == nil { throw .missing(field) }
    }
    if let problem = body?["clientOid"]?.text.flatMap(Self.flaw(ofID:)) { throw problem }
    let reading: Reading
    do throws(Unreadable) {
      reading = try KuCoin().read(visit.request.sealed(desk.venue.id, .place))
    } catch {
      throw market(in: body) == nil ? .noSuchSymbol : .parameters()
    }
    guard let market = desk.market(of: reading.ticket.instrument) else { throw .noSuchSymbol }
    let id = reading.listID ?? ""
    if desk.liveList(named: id) != nil { throw .duplicate }
    if isCrowded(market) { throw .crowded }
    if let error = desk.errors(of: reading.ticket, in: market).first {
      throw refusal(for: error, reading.ticket, market)
    }
    var request = PlaceRequest(
      .oco, market: market, legs: reading.ticket.resolvedLegs, listID: id, legIDs: ["", ""])
    for name in ["remark", "tradeType"] {
      request.details[name] = body?[name]?.filledText
    }
    let number = try place(request)
    return ["orderId": .string(KuCoinID.list(number))]
  }

  /// At most twenty rows wait on a pair, and a list has two of them (sheet §4).
  private func isCrowded(_ market: Int) -> Bool {
    let rows = desk.openOrders.filter { $0.market == market && !isPlain($0) }
    return rows.count + 2 > 20
  }

  mutating func place(_ request: PlaceRequest) throws(KuCoinRefusal) -> Int64 {
    do throws(PlaceRefusal) {
      return try desk.place(request)
    } catch {
      throw KuCoinRefusal(error)
    }
  }

  /// The venue tells too small from too large, and both from a wrong step.
  private func refusal(
    for finding: Finding, _ ticket: Ticket, _ market: Int
  ) -> KuCoinRefusal {
    guard finding.rule == "kc-oco-09", let size = ticket.resolvedLegs.first?.quantity else {
      return .breaking(finding)
    }
    return sizeFlaw(size, market) ?? .breaking(finding)
  }

  func sizeFlaw(_ size: Decimal, _ market: Int) -> KuCoinRefusal? {
    let rules = desk.instruments[market]
    if let least = rules.minimumQuantity, size < least { return .small }
    if let most = rules.maximumQuantity, size > most { return .large }
    if let lot = rules.lot, !size.isMultiple(of: lot) { return .coarseSize }
    return nil
  }

  private func market(in body: JSONNode?) -> Int? {
    body?["symbol"]?.text.flatMap(desk.market(spelled:))
  }

  static func flaw(ofID id: String) -> KuCoinRefusal? {
    let isFine =
      id.utf8.count <= 40
      && id.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
    return isFine ? nil : .parameters("validation.createOrder.clientOidIsInvalid")
  }

  // MARK: One order

  mutating func placeOrder(_ visit: Visit, isStop: Bool) throws(KuCoinRefusal) -> JSON {
    let number = try place(try orderRequest(visit, isStop: isStop))
    guard let order = desk.list(number).flatMap({ desk.orders(of: $0).first }) else {
      throw .parameters()
    }
    let id = isStop ? KuCoinID.leg(order.number) : KuCoinID.order(order.number)
    return ["orderId": .string(id), "clientOid": .string(order.clientID)]
  }

  /// Checks an order and places nothing.
  mutating func checkOrder(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let request = try orderRequest(visit, isStop: false)
    var trial = self
    let number = try trial.place(request)
    return ["orderId": .string(KuCoinID.order(number)), "clientOid": .string(request.listID)]
  }

  private func orderRequest(_ visit: Visit, isStop: Bool) throws(KuCoinRefusal) -> PlaceRequest {
    let body = try visit.body()
    for field in ["clientOid", "side", "symbol"] where body?[field]?.filledText == nil {
      throw .missing(field)
    }
    let id = body?["clientOid"]?.text ?? ""
    if let problem = Self.flaw(ofID: id) { throw problem }
    guard let market = market(in: body) else { throw .noSuchSymbol }
    guard let side = body?["side"]?.text.flatMap(Side.init(rawValue:)) else { throw .parameters() }
    if desk.liveOrder(named: id) != nil { throw .duplicate }
    var leg = Leg(try legType(body, side, isStop: isStop), side: side)
    if leg.type?.hasPrice == true { leg.price = try amount("price", body) }
    if isStop { leg.trigger = try amount("stopPrice", body) }
    leg.quantity = try size(body, leg, market)
    try timing(body, &leg)
    if let size = leg.quantity, let flaw = sizeFlaw(size, market) { throw flaw }
    if let price = leg.price, let least = desk.instruments[market].minimumNotional,
      let size = leg.quantity, let worth = try? price * size, worth < least
    {
      throw .cheap
    }
    var request = PlaceRequest(nil, market: market, legs: [leg], listID: id, legIDs: [id])
    let echoed = ["remark", "tradeType", "stp", "tags"].compactMap { name in
      body?[name]?.filledText.map { (name: name, value: $0) }
    }
    request.legDetails = [echoed]
    return request
  }

  private func legType(
    _ body: JSONNode?, _ side: Side, isStop: Bool
  ) throws(KuCoinRefusal) -> LegType {
    let word = body?["type"]?.text ?? "limit"
    guard ["limit", "market"].contains(word) else { throw .parameters() }
    let isLimit = word == "limit"
    if !isStop {
      return isLimit ? (body?["postOnly"]?.bool == true ? .limitMaker : .limit) : .market
    }
    // `loss` fires at a last price at or below the trigger, `entry` at or above it (sheet §4).
    let stop = body?["stop"]?.text ?? "loss"
    guard ["loss", "entry"].contains(stop) else { throw .parameters() }
    let isTakeProfit = (stop == "loss") == (side == .buy)
    return isTakeProfit
      ? (isLimit ? .takeProfitLimit : .takeProfit) : (isLimit ? .stopLimit : .stop)
  }

  private func amount(_ field: String, _ body: JSONNode?) throws(KuCoinRefusal) -> Decimal {
    guard let text = body?[field]?.filledText else { throw .missing(field) }
    guard let value = Decimal(text), value.isPositive else { throw .parameters() }
    return value
  }

  /// The size, or what a sum of the quote currency buys at the best price there is.
  private func size(
    _ body: JSONNode?, _ leg: Leg, _ market: Int
  ) throws(KuCoinRefusal) -> Decimal {
    if body?["size"]?.filledText != nil || leg.type?.hasPrice == true {
      return try amount("size", body)
    }
    let funds = try amount("funds", body)
    let shown = desk.shown(market)
    guard let price = leg.trigger ?? (leg.side == .buy ? shown.ask : shown.bid) ?? shown.last,
      let lot = desk.instruments[market].lot,
      let size = try? funds.divided(by: price, digits: lot.scale, .down), size.isPositive
    else { throw .cheap }
    return size
  }

  private func timing(_ body: JSONNode?, _ leg: inout Leg) throws(KuCoinRefusal) {
    switch body?["timeInForce"]?.text ?? "GTC" {
    case "GTC": break
    case "IOC": leg.timeInForce = .ioc
    case "FOK": leg.timeInForce = .fok
    case "GTT":
      guard let seconds = body?["cancelAfter"]?.text.flatMap({ Int64($0) }), seconds > 0,
        seconds < 1_000_000_000
      else { throw .parameters() }
      leg.timeInForce = .gtd
      leg.expire = Timestamp(milliseconds: desk.now.milliseconds + seconds * 1000)
    default: throw .parameters()
    }
    if leg.type == .limitMaker, leg.timeInForce == .ioc || leg.timeInForce == .fok {
      throw .parameters()
    }
  }
}
