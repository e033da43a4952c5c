import Exact
import Orders
import PaperExchange
import Venues

/// Placing single orders: `POST /openApi/spot/v1/trade/order`, and several at once.
extension BingXServing {
  mutating func placeSingle(_ parameters: BingXParameters) throws(BingXFault) -> PaperOrder {
    let market = try openMarket(parameters)
    let side = try Self.side(try parameters.required("side"))
    let type = try parameters.required("type")
    let rules = desk.instruments[market]
    guard rules.flag(side == .sell ? "apiStateSell" : "apiStateBuy") != false else {
      throw .symbolClosed
    }
    let leg = try leg(type, side, parameters, market)
    let name = parameters["newClientOrderId"] ?? ""
    guard name.utf8.count <= 40, name.utf8.allSatisfy(Self.isNameByte) else { throw .oddClientID }
    try checkNew(parameters, names: [name])
    try checkBand([leg], market)
    try checkAmount(leg, market)
    if leg.type?.isMarket != true, (desk.account(in: market).openOrdersOverall ?? 0) >= 1_000 {
      throw .tooManyResting
    }
    var request = PlaceRequest(nil, market: market, legs: [leg], listID: "", legIDs: [name])
    request.legDetails = [
      [("type", type), ("quoteOrderQty", parameters["quoteOrderQty"] ?? "0")]
    ]
    let number = try place(request)
    note(parameters, names: [name])
    guard let list = desk.list(number), let order = desk.orders(of: list).first else {
      throw .busy(status: 200)
    }
    return order
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// The request as a leg, cut to the market's steps.
  private func leg(
    _ word: String, _ side: Side, _ parameters: BingXParameters, _ market: Int
  ) throws(BingXFault) -> Leg {
    let rules = desk.instruments[market]
    var leg = Leg(side: side)
    switch word {
    case "LIMIT": leg.type = .limit
    case "MARKET": leg.type = .market
    case "TAKE_STOP_LIMIT", "TRIGGER_LIMIT": leg.type = .stopLimit
    case "TAKE_STOP_MARKET", "TRIGGER_MARKET": leg.type = .stop
    default: throw .invalidParameter
    }
    if leg.type?.hasPrice == true {
      guard let asked = try parameters.decimal("price") else { throw .missingArguments }
      guard let price = Self.cut(asked, to: rules.tick), price.isPositive else { throw .noPrice }
      leg.price = price
    }
    if leg.type?.isContingent == true {
      guard let asked = try parameters.decimal("stopPrice") else { throw .missingArguments }
      guard let trigger = Self.cut(asked, to: rules.tick), trigger.isPositive else {
        throw .noPrice
      }
      leg.trigger = trigger
      // One type serves both ways; where the trigger lies tells which is meant.
      if let last = desk.shown(market).last, side == .sell ? trigger > last : trigger < last {
        leg.type = leg.type == .stop ? .takeProfit : .takeProfitLimit
      }
    }
    try setTimeInForce(of: &leg, parameters["timeInForce"])
    leg.quantity = try quantity(of: leg, parameters, market)
    return leg
  }

  /// GTC where nothing is said.
  private func setTimeInForce(of leg: inout Leg, _ word: String?) throws(BingXFault) {
    switch word {
    case nil, "GTC": break
    case "IOC": if leg.type == .limit { leg.timeInForce = .ioc }
    case "FOK": if leg.type == .limit { leg.timeInForce = .fok }
    case "PostOnly": if leg.type == .limit { leg.type = .limitMaker }
    default: throw .invalidParameter
    }
  }

  /// Of two amounts "quantity will be used first, and quoteOrderQty will be discarded".
  private func quantity(
    of leg: Leg, _ parameters: BingXParameters, _ market: Int
  ) throws(BingXFault) -> Decimal {
    let rules = desk.instruments[market]
    if let asked = try parameters.decimal("quantity"), asked.isPositive {
      guard let quantity = Self.cut(asked, to: rules.lot), quantity.isPositive else {
        throw .noQuantity
      }
      return quantity
    }
    guard let money = try parameters.decimal("quoteOrderQty"), money.isPositive else {
      throw .noQuantity
    }
    let shown = desk.shown(market)
    let reference = leg.price ?? leg.trigger ?? (leg.side == .buy ? shown.ask : shown.bid)
    guard let price = reference ?? shown.last, price.isPositive else { throw .noData }
    let exact = try? money.divided(by: price, digits: 12, .down)
    guard let quantity = Self.cut(exact, to: rules.lot), quantity.isPositive else {
      throw .tooSmall(rules.minimumNotional ?? .zero)
    }
    return quantity
  }

  private func checkAmount(_ leg: Leg, _ market: Int) throws(BingXFault) {
    let rules = desk.instruments[market]
    guard let price = leg.price ?? leg.trigger ?? desk.shown(market).last,
      let worth = try? price * (leg.quantity ?? .zero)
    else { throw .invalidParameter }
    if let least = rules.minimumNotional, worth < least { throw .tooSmall(least) }
    if let most = rules.maximumNotional, worth > most { throw .tooLarge(most) }
  }

  /// Up to five orders, all or none; without `sync` they have one symbol, side and type.
  ///
  /// What is answered when one of several is refused is not documented: its refusal, and nothing
  /// is placed.
  mutating func placeBatch(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    let text = try parameters.required("data")
    guard let document = try? JSONDocument(parsing: text), document.root.kind == .array,
      (1...5).contains(document.root.count)
    else { throw .invalidParameter }
    var orders: [BingXParameters] = []
    for node in document.root.elements { orders.append(try BingXParameters(object: node)) }
    if parameters["sync"]?.lowercased() != "true" {
      var shapes: Set<[String?]> = []
      for order in orders { shapes.insert([order["symbol"], order["side"], order["type"]]) }
      guard shapes.count == 1 else { throw .invalidParameter }
    }
    var trial = self
    var rows: [JSON] = []
    for order in orders {
      rows.append(Self.answerRow(try trial.placeSingle(order), withTime: true))
    }
    self = trial
    return ok(["orders": .array(rows)])
  }
}
