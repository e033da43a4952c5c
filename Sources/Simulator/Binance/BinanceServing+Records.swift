import Exact
import Orders
import PaperExchange
import Venues

// Orders and lists as Binance writes them: names of rest-api.md, decimals with eight digits after
// the point.

extension Exact.Decimal {
  /// The number in quotes with exactly eight digits after the point.
  var eight: JSON { fixed(8) }

  /// The number in quotes with exactly so many digits after the point; what is beyond is cut.
  func fixed(_ digits: Int) -> JSON {
    var text = ((try? rounded(digits: digits, .down)) ?? self).description
    let written = text.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      text.utf8.distance(from: $0, to: text.utf8.endIndex) - 1
    }
    if written == nil, digits > 0 { text += "." }
    text += String(repeating: "0", count: max(0, digits - (written ?? 0)))
    return .string(text)
  }
}

extension BinanceServing {
  func symbol(_ market: Int) -> JSON { .string(desk.instruments[market].symbol) }

  /// -1 for an order by itself.
  func listID(_ order: PaperOrder) -> JSON {
    .integer(desk.list(order.list)?.kind == nil ? -1 : order.list)
  }

  /// How much an answer says.
  enum Answering: String, Sendable {
    case ack = "ACK"
    case result = "RESULT"
    case full = "FULL"
  }

  /// The answer to a placement, of one order.
  func report(_ order: PaperOrder, _ answering: Answering, _ unit: BinanceUnit) -> JSON {
    var members = head(order) + [JSONMember("transactTime", unit.time(order.placed))]
    if answering == .ack { return .object(members) }
    members += body(order)
    members.append(JSONMember("workingTime", workingTime(order, unit)))
    members += tail(order)
    if answering == .full {
      members.append(JSONMember("fills", .array(order.fills.map(fill))))
    }
    return .object(members)
  }

  /// The answer to a cancel: the order's own id is the original one.
  func canceled(_ order: PaperOrder, as id: String, _ unit: BinanceUnit) -> JSON {
    .object(
      [
        JSONMember("symbol", symbol(order.market)),
        JSONMember("origClientOrderId", .string(order.clientID)),
        JSONMember("orderId", .integer(order.number)), JSONMember("orderListId", listID(order)),
        JSONMember("clientOrderId", .string(id)),
        JSONMember("transactTime", unit.time(order.updated)),
      ] + body(order) + tail(order))
  }

  /// The answer to a query.
  func query(_ order: PaperOrder, _ unit: BinanceUnit) -> JSON {
    var members = head(order) + body(order, isQuery: true)
    members += [
      JSONMember("time", unit.time(order.placed)),
      JSONMember("updateTime", unit.time(order.updated)),
      JSONMember("isWorking", .bool(started(order) != nil)),
      JSONMember("workingTime", workingTime(order, unit)),
    ]
    return .object(members + tail(order))
  }

  private func head(_ order: PaperOrder) -> [JSONMember] {
    [
      JSONMember("symbol", symbol(order.market)), JSONMember("orderId", .integer(order.number)),
      JSONMember("orderListId", listID(order)),
      JSONMember("clientOrderId", .string(order.clientID)),
    ]
  }

  private func body(_ order: PaperOrder, isQuery: Bool = false) -> [JSONMember] {
    var members = [JSONMember("price", (order.price ?? .zero).eight)]
    if !isUnsized(order) { members.append(JSONMember("origQty", order.quantity.eight)) }
    members += [
      JSONMember("executedQty", order.filled.eight),
      JSONMember("origQuoteOrderQty", (decimal(order, "quoteOrderQty") ?? .zero).eight),
      JSONMember("cummulativeQuoteQty", order.value.eight),
      JSONMember("status", .string(BinanceWord.status(order.status))),
      JSONMember("timeInForce", .string(BinanceWord.timeInForce(order))),
      JSONMember("type", .string(BinanceWord.type(order.type))),
      JSONMember("side", .string(Binance.words.word(order.side))),
    ]
    // Queries show both always; other answers what the order has (rest-api.md, Query order;
    // Conditional fields in Order Responses).
    if isQuery || order.type.isContingent {
      members.append(JSONMember("stopPrice", (order.trigger ?? .zero).eight))
    }
    let shown = decimal(order, "icebergQty")
    if isQuery || shown != nil {
      members.append(JSONMember("icebergQty", (shown ?? .zero).eight))
    }
    if let delta = delta(order) {
      members.append(JSONMember("trailingDelta", .integer(delta)))
      members.append(JSONMember("trailingTime", trailingTime(order)))
    }
    for name in ["strategyId", "strategyType"] {
      if let number = order.detail(name).flatMap({ Int64($0) }) {
        members.append(JSONMember(name, .integer(number)))
      }
    }
    return members
  }

  private func tail(_ order: PaperOrder) -> [JSONMember] {
    var members = [JSONMember("selfTradePreventionMode", .string(prevention(order)))]
    if order.status == .expired, let reason = order.reason {
      members.append(JSONMember("expiryReason", .string(BinanceWord.expiry(reason))))
    }
    return members
  }

  private func fill(_ fill: PaperFill) -> JSON {
    [
      "price": fill.price.eight, "qty": fill.quantity.eight, "commission": fill.fee.eight,
      "commissionAsset": .string(fill.feeAsset), "tradeId": .integer(fill.number),
    ]
  }

  // MARK: Lists

  /// A list without its orders' reports.
  func list(_ list: PaperList, _ unit: BinanceUnit) -> JSON {
    .object(listMembers(list, list.updated, unit))
  }

  /// A list with reports: what a placement and a cancel answer.
  func list(
    _ list: PaperList, at time: Timestamp, reports: [JSON], _ unit: BinanceUnit
  ) -> JSON {
    .object(listMembers(list, time, unit) + [JSONMember("orderReports", .array(reports))])
  }

  private func listMembers(
    _ list: PaperList, _ time: Timestamp, _ unit: BinanceUnit
  ) -> [JSONMember] {
    let isDone = list.status.isEnd
    return [
      JSONMember("orderListId", .integer(list.number)),
      JSONMember("contingencyType", .string(BinanceWord.contingency(list.kind ?? .oco))),
      JSONMember("listStatusType", isDone ? "ALL_DONE" : "EXEC_STARTED"),
      JSONMember("listOrderStatus", isDone ? "ALL_DONE" : "EXECUTING"),
      JSONMember("listClientOrderId", .string(list.clientID)),
      JSONMember("transactionTime", unit.time(time)), JSONMember("symbol", symbol(list.market)),
      JSONMember("orders", .array(names(list))),
    ]
  }

  /// The orders of a list by their ids alone.
  func names(_ list: PaperList) -> [JSON] {
    desk.orders(of: list).map {
      [
        "symbol": symbol($0.market), "orderId": .integer($0.number),
        "clientOrderId": .string($0.clientID),
      ]
    }
  }

  // MARK: What follows from an order

  /// The exits of an OPO have no quantity before their entry has filled.
  func isUnsized(_ order: PaperOrder) -> Bool {
    order.quantity.isZero && desk.list(order.list)?.kind?.sizesExitsFromEntry == true
  }

  func decimal(_ order: PaperOrder, _ name: String) -> Decimal? {
    order.detail(name).map(BinanceParameter.plain).flatMap(Decimal.init)
  }

  /// Hundredths of a percent.
  func delta(_ order: PaperOrder) -> Int64? {
    guard case .percent(let percent) = order.asked.trail else { return nil }
    return (try? percent * 100)?.int64
  }

  func prevention(_ order: PaperOrder) -> String {
    order.detail("selfTradePreventionMode")
      ?? desk.instruments[order.market].fact("defaultSelfTradePreventionMode") ?? "NONE"
  }

  /// When it came into the book; nil while it waits.
  func started(_ order: PaperOrder) -> Timestamp? {
    if order.type.isContingent { return order.isTriggered ? order.started : nil }
    return order.role == .exit ? order.started : order.placed
  }

  private func workingTime(_ order: PaperOrder, _ unit: BinanceUnit) -> JSON {
    started(order).map(unit.time) ?? -1
  }

  /// When its trail began; a trail with a price to begin at is not told before it has triggered.
  func trailingTime(_ order: PaperOrder) -> JSON {
    if order.trigger != nil { return order.started.map { .integer($0.milliseconds) } ?? -1 }
    if order.status == .dormant { return -1 }
    let began = order.role == .exit ? order.started ?? order.placed : order.placed
    return .integer(began.milliseconds)
  }
}
