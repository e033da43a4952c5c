import Exact
import Orders
import PaperExchange
import Venues

/// An order that got an id and was then rejected.
struct RejectedOrder: Sendable {
  let number: Int64
  let order: CryptoComServing.AskedOrder
  let fault: CryptoComFault
  let time: Timestamp

  var service: CryptoComServing.Service? {
    order.details.first { $0.name == CryptoComServing.serviceKey }.flatMap {
      CryptoComServing.Service(rawValue: $0.value)
    }
  }
}

extension CryptoComServing {
  /// The account, and who changes its orders.
  static let accountID = "52e7c00f-1324-4a6e-bfd7-de445bde21a5"
  private static let userID = "fd797356-55db-48c2-a44d-157aabf702e8"

  /// The JSON of an order, the same from REST and in pushes.
  ///
  /// As in get-order-detail and advanced/get-order-detail; what has not happened yet is left out.
  func record(_ order: PaperOrder) -> JSON {
    var members = head(
      id: Series.order.id(order.number), client: order.clientID, order.asked,
      order.details)
    members += terms(
      order.market, order.asked, quantity: order.quantity, price: order.price,
      trigger: order.trigger)
    let digits = desk.specs[order.market].tick.scale + 2
    members += [
      JSONMember("avg_price", Self.text(order.averagePrice(digits: digits) ?? .zero)),
      JSONMember("cumulative_quantity", Self.text(order.filled)),
      JSONMember("cumulative_value", Self.text(order.value)),
      JSONMember("cumulative_fee", Self.text(Self.fee(order))),
    ]
    members += tail(
      order.market, order.asked, Self.word(order), CryptoComFault.reason(order.reason),
      placed: order.placed, updated: order.updated)
    if service(of: order) == .advanced { members += advanced(order) }
    return .object(members)
  }

  func record(_ rejected: RejectedOrder) -> JSON {
    let order = rejected.order
    var members = head(
      id: Series.rejected.id(rejected.number), client: order.clientID, order.leg, order.details)
    members += terms(
      order.market, order.leg, quantity: order.leg.quantity ?? .zero, price: order.leg.price,
      trigger: order.leg.trigger)
    for name in ["avg_price", "cumulative_quantity", "cumulative_value", "cumulative_fee"] {
      members.append(JSONMember(name, "0"))
    }
    members += tail(
      order.market, order.leg, "REJECTED", rejected.fault.code, placed: rejected.time,
      updated: rejected.time)
    return .object(members)
  }

  private func head(
    id: String, client: String, _ leg: Leg, _ details: [(name: String, value: String)]
  ) -> [JSONMember] {
    let time = Self.spelling.word(leg.timeInForce ?? .gtc) ?? "GOOD_TILL_CANCEL"
    let instructions = details.filter { $0.name == Self.instructionKey }.map {
      JSON.string($0.value)
    }
    return [
      JSONMember("account_id", .string(Self.accountID)), JSONMember("order_id", .string(id)),
      JSONMember("client_oid", .string(client)),
      JSONMember("order_type", .string(leg.type.map(Self.word) ?? "")),
      JSONMember("time_in_force", .string(time)),
      JSONMember("side", .string(Self.spelling.word(leg.side ?? .buy))),
      JSONMember("exec_inst", .array(instructions)),
    ]
  }

  private func terms(
    _ market: Int, _ leg: Leg, quantity: Decimal, price: Decimal?, trigger: Decimal?
  ) -> [JSONMember] {
    let spec = desk.specs[market]
    var members = [JSONMember("quantity", Self.text(quantity, digits: spec.lot.scale))]
    if let price, leg.type?.hasPrice == true {
      members.append(JSONMember("limit_price", Self.text(price, digits: spec.tick.scale)))
      members.append(JSONMember("order_value", Self.text((try? price * quantity) ?? .zero)))
    }
    if let trigger, leg.type?.isContingent == true {
      let source = Self.spelling.word(leg.triggerBy ?? .mark) ?? ""
      members.append(JSONMember("ref_price", Self.text(trigger, digits: spec.tick.scale)))
      members.append(JSONMember("ref_price_type", .string(source)))
    }
    members.append(JSONMember("maker_fee_rate", Self.rate(Self.commission.maker)))
    members.append(JSONMember("taker_fee_rate", Self.rate(Self.commission.taker)))
    return members
  }

  private func tail(
    _ market: Int, _ leg: Leg, _ status: String, _ reason: Int64?, placed: Timestamp,
    updated: Timestamp
  ) -> [JSONMember] {
    var members = [
      JSONMember("status", .string(status)), JSONMember("update_user_id", .string(Self.userID)),
      JSONMember("order_date", .string(String(placed.iso.prefix(10)))),
      JSONMember("instrument_name", .string(desk.instruments[market].symbol)),
      JSONMember("fee_instrument_name", .string(feeAsset(market, leg.side ?? .buy))),
    ]
    if let reason { members.append(JSONMember("reason", .integer(reason))) }
    return members + [
      JSONMember("create_time", .integer(placed.milliseconds)),
      JSONMember("create_time_ns", Self.nanoseconds(placed)),
      JSONMember("update_time", .integer(updated.milliseconds)),
    ]
  }

  /// What an order of the advanced service has besides: the exchange's own id once it is there, and
  /// its place in its list.
  private func advanced(_ order: PaperOrder) -> [JSONMember] {
    var members: [JSONMember] = []
    let isThere = order.isTriggered || !order.type.isContingent && order.status != .dormant
    if isThere, order.status != .rejected {
      let id = Series.exchangeOrder.id(order.number)
      members.append(JSONMember("exchange_order_id", .string(id)))
    }
    guard let list = desk.list(order.list), let kind = list.kind else { return members }
    // Spot lists with an entry all report the same word; their legs tell them apart (sheet §6).
    let word = kind == .oco ? "OCO" : "SPOT_ATTACH"
    members += [
      JSONMember("list_id", .integer(Self.listID(list.number))),
      JSONMember("contingency_type", .string(word)),
      JSONMember("leg_id", .integer(Int64(order.leg + 1))),
    ]
    if kind.hasEntry, order.leg > 0, let entry = list.orders.first {
      members.append(JSONMember("attach_order_id", .string(Series.order.id(entry))))
    }
    return members
  }

  /// One fill (get-trades): what is paid for it is a negative number.
  ///
  /// Trades are the exchange's: those of an advanced order name its `exchange_order_id`.
  func trade(_ order: PaperOrder, _ fill: PaperFill) -> JSON {
    let spec = desk.specs[order.market]
    let series: Series = service(of: order) == .advanced ? .exchangeOrder : .order
    return [
      "account_id": .string(Self.accountID),
      "event_date": .string(String(fill.time.iso.prefix(10))),
      "journal_type": "TRADING",
      "traded_quantity": Self.text(fill.quantity, digits: spec.lot.scale),
      "traded_price": Self.text(fill.price, digits: spec.tick.scale),
      "fees": Self.text(fill.fee.negated),
      "order_id": .string(series.id(order.number)),
      "trade_id": .string(Series.trade.id(fill.number)),
      "trade_match_id": .string(Series.match.id(fill.number)),
      "client_oid": .string(order.clientID),
      "taker_side": .string(fill.isMaker ? "MAKER" : "TAKER"),
      "side": .string(Self.spelling.word(order.side)),
      "instrument_name": .string(desk.instruments[order.market].symbol),
      "fee_instrument_name": .string(fill.feeAsset),
      "create_time": .integer(fill.time.milliseconds),
      "create_time_ns": Self.nanoseconds(fill.time),
      "transact_time_ns": Self.nanoseconds(fill.time),
      "match_count": "1", "match_index": "0",
    ]
  }

  private func feeAsset(_ market: Int, _ side: Side) -> String {
    let instrument = desk.instruments[market].instrument
    return (side == .buy ? instrument.base : instrument.quote) ?? ""
  }

  private static func fee(_ order: PaperOrder) -> Decimal {
    order.fills.reduce(.zero) { sum, fill in (try? sum + fill.fee) ?? sum }
  }

  // MARK: Numbers

  /// Decimals are strings; where a step is known they show all its digits.
  static func text(_ value: Decimal, digits: Int = 0) -> JSON {
    let missing = digits - value.scale
    guard missing > 0 else { return .string(value.description) }
    let point = value.scale == 0 ? "." : ""
    return .string(value.description + point + String(repeating: "0", count: missing))
  }

  /// Millionths as a fraction with six digits.
  private static func rate(_ millionths: Int64) -> JSON {
    text(Decimal(mantissa: Int128(millionths), scale: 6) ?? .zero, digits: 6)
  }

  static func nanoseconds(_ time: Timestamp) -> JSON {
    .string(String(time.milliseconds) + "000000")
  }
}
