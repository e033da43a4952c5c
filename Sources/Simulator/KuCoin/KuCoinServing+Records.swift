import Exact
import Orders

extension KuCoinServing {
  /// The list's word (sheet §6): TRIGGERED while the leg that fired is in the market.
  func word(of list: PaperList) -> String {
    switch list.status {
    case .done: return "DONE"
    case .canceled, .rejected: return "CANCELLED"
    case .accepted, .open, .unknown:
      return desk.orders(of: list).contains(where: \.isTriggered) ? "TRIGGERED" : "NEW"
    }
  }

  func headerMembers(_ list: PaperList) -> [JSONMember] {
    [
      JSONMember("orderId", .string(KuCoinID.list(list.number))),
      JSONMember("symbol", .string(desk.instruments[list.market].symbol)),
      JSONMember("clientOid", .string(list.clientID)),
      JSONMember("orderTime", .integer(list.placed.milliseconds)),
      JSONMember("status", .string(word(of: list))),
    ]
  }

  /// A leg in the details: the limit leg repeats its price as its stopPrice (sheet §3.4).
  func legRow(_ order: PaperOrder) -> JSON {
    let price = order.price ?? .zero
    return [
      "id": .string(KuCoinID.leg(order.number)),
      "symbol": .string(desk.instruments[order.market].symbol),
      "side": .string(order.sideWord), "price": price.padded,
      "stopPrice": (order.trigger ?? price).padded, "size": order.quantity.padded,
      "status": .string(order.storeStatus),
    ]
  }

  /// An ordinary order, as the order calls give it.
  func record(_ order: PaperOrder) -> JSON {
    let fee = order.fills.reduce(Decimal.zero) { (try? $0 + $1.fee) ?? $0 }
    let isLeft = order.status.isFinal && order.status != .filled
    return [
      "id": .string(KuCoinID.order(order.number)),
      "symbol": .string(desk.instruments[order.market].symbol), "opType": "DEAL",
      "type": .string(order.orderWord), "side": .string(order.sideWord),
      "price": (order.price ?? .zero).json, "size": order.quantity.json, "funds": "0",
      "dealFunds": order.value.json, "dealSize": order.filled.json, "fee": fee.json,
      "feeCurrency": .string(quote(of: order.market)),
      "stp": .string(order.detail("stp") ?? ""), "stop": "", "stopTriggered": .bool(false),
      "stopPrice": "0", "timeInForce": .string(timeWord(order)),
      "postOnly": .bool(order.type == .limitMaker), "hidden": false, "iceberg": false,
      "visibleSize": "0", "cancelAfter": 0, "channel": "API",
      "clientOid": .string(clientID(of: order)), "remark": detail(order, "remark"),
      "tags": detail(order, "tags"), "isActive": .bool(order.status.isLive),
      "active": .bool(order.status.isLive), "inOrderBook": .bool(order.status.isLive),
      "cancelExist": .bool(isLeft), "createdAt": .integer(order.placed.milliseconds),
      "lastUpdatedAt": .integer(order.updated.milliseconds), "tradeType": "TRADE",
      "cancelledSize": (isLeft ? order.remaining : .zero).json, "cancelledFunds": "0",
      "remainSize": (isLeft ? .zero : order.remaining).json, "remainFunds": "0", "tax": "0",
    ]
  }

  /// A row of the advanced-order store.
  func storeRow(_ order: PaperOrder) -> JSON {
    let list = desk.list(order.list)
    let isLeg = list?.kind != nil
    let sibling = list?.orders.first { $0 != order.number }
    return [
      "id": .string(KuCoinID.leg(order.number)),
      "symbol": .string(desk.instruments[order.market].symbol),
      "userId": .string(Self.userID), "status": .string(order.storeStatus),
      "type": .string(order.orderWord), "side": .string(order.sideWord),
      "price": (order.price ?? .zero).padded, "size": order.quantity.padded, "funds": .null,
      "stp": .null, "timeInForce": .string(timeWord(order)), "cancelAfter": -1,
      "postOnly": false, "hidden": false, "iceberg": false, "visibleSize": .null,
      "channel": "API", "clientOid": .string(clientID(of: order)),
      "remark": detail(order, "remark"), "tags": .null,
      "relatedNo":
        isLeg ? sibling.map { .string(KuCoinID.leg($0)) } ?? .null : .null,
      "orderTime": .integer(order.placed.milliseconds * 1_000_000),
      "domainId": "kucoin", "tradeSource": "USER", "tradeType": "TRADE",
      "feeCurrency": .string(quote(of: order.market)), "takerFeeRate": "0.00100000000000000000",
      "makerFeeRate": "0.00100000000000000000",
      "createdAt": .integer(order.placed.milliseconds),
      "stop": .string(order.stopCode(inList: isLeg)),
      "stopTriggerTime":
        order.isTriggered ? order.started.map { .integer($0.milliseconds) } ?? .null : .null,
      "stopPrice": (order.trigger ?? order.price ?? .zero).padded,
    ]
  }

  func fillRow(_ order: PaperOrder, _ fill: PaperFill) -> JSON {
    [
      "symbol": .string(desk.instruments[order.market].symbol),
      "tradeId": .string(String(fill.number)), "orderId": .string(KuCoinID.order(order.number)),
      "counterOrderId": .string(KuCoinID.order(0)), "side": .string(order.sideWord),
      "liquidity": .string(fill.isMaker ? "maker" : "taker"), "forceTaker": .bool(!fill.isMaker),
      "price": fill.price.json, "size": fill.quantity.json,
      "funds": ((try? fill.price * fill.quantity) ?? .zero).json, "fee": fill.fee.json,
      "feeRate": "0.001", "feeCurrency": .string(fill.feeAsset), "stop": "",
      "tradeType": "TRADE", "type": .string(order.orderWord),
      "createdAt": .integer(fill.time.milliseconds),
    ]
  }

  /// A leg has no id of the client's; the order it becomes carries its list's.
  func clientID(of order: PaperOrder) -> String {
    let list = desk.list(order.list)
    return list?.kind == nil ? order.clientID : list?.clientID ?? ""
  }

  static let userID = "633559791e1cbc0001f319bc"

  func quote(of market: Int) -> String { desk.specs[market].instrument.quote ?? "" }

  private func timeWord(_ order: PaperOrder) -> String {
    switch order.asked.timeInForce {
    case .ioc: "IOC"
    case .fok: "FOK"
    case .gtd: "GTT"
    default: "GTC"
    }
  }

  private func detail(_ order: PaperOrder, _ name: String) -> JSON {
    let value = order.detail(name) ?? desk.list(order.list)?.details[name]
    return value.map(JSON.string) ?? .null
  }
}
