import Exact
import Orders
import PaperExchange

extension BingXServing {
  // MARK: OCO legs

  /// A leg in the answer to its placement: no time, no status, and the list named by the client's
  /// own id where it gave one (Create an OCO Order, sample).
  static func newRow(_ order: PaperOrder, of list: PaperList) -> JSON {
    let name = list.clientID.isEmpty ? String(listID(list)) : list.clientID
    return .object(
      legMembers(order, time: 0, list: name) + [JSONMember("status", "")])
  }

  /// A leg in the open and the ended lists.
  static func row(_ order: PaperOrder, of list: PaperList) -> JSON {
    .object(members(order, of: list) + [JSONMember("status", .string(status(order)))])
  }

  /// A leg of one list that was asked for: the sample has no status.
  static func bareRow(_ order: PaperOrder, of list: PaperList) -> JSON {
    .object(members(order, of: list))
  }

  private static func members(_ order: PaperOrder, of list: PaperList) -> [JSONMember] {
    legMembers(order, time: list.placed.milliseconds, list: String(listID(list)))
  }

  private static func legMembers(
    _ order: PaperOrder, time: Int64, list: String
  ) -> [JSONMember] {
    [
      JSONMember("transactionTime", .integer(time)),
      JSONMember("orderId", .string(String(orderID(order)))),
      JSONMember("clientOrderId", .string(order.clientID)),
      JSONMember("symbol", .string(order.symbol)),
      JSONMember("orderType", order.asked.trigger == nil ? "ocoLimit" : "ocoTps"),
      JSONMember("side", .string(word(order.side))),
      JSONMember("triggerPrice", .number(order.trigger ?? .zero)),
      JSONMember("price", .number(order.price ?? .zero)),
      JSONMember("quantity", .number(order.quantity)),
      JSONMember("orderListId", .string(list)),
    ]
  }

  // MARK: Orders

  /// The type's word.
  ///
  /// What a leg of an OCO is called among single orders is not documented: the
  /// words of those endpoints are taken.
  static func type(_ order: PaperOrder) -> String {
    order.detail("type") ?? (order.asked.trigger == nil ? "LIMIT" : "TAKE_STOP_LIMIT")
  }

  /// An order in the answer to placing or cancelling it.
  static func answerRow(_ order: PaperOrder, withTime: Bool) -> JSON {
    var members = [
      JSONMember("symbol", .string(order.symbol)),
      JSONMember("orderId", .integer(orderID(order))),
    ]
    if withTime { members.append(JSONMember("transactTime", .integer(order.updated.milliseconds))) }
    return .object(
      members + [
        JSONMember("price", text(order.price)), JSONMember("stopPrice", text(order.trigger)),
        JSONMember("origQty", text(order.quantity)),
        JSONMember("executedQty", text(order.filled)),
        JSONMember("cummulativeQuoteQty", text(order.value)),
        JSONMember("status", .string(status(order))), JSONMember("type", .string(type(order))),
        JSONMember("side", .string(word(order.side))),
        JSONMember("clientOrderID", .string(order.clientID)),
      ])
  }

  /// An order that was asked for; `StopPrice` has its capital in every sample.
  static func orderRow(_ order: PaperOrder) -> JSON {
    [
      "symbol": .string(order.symbol), "orderId": .integer(orderID(order)),
      "price": text(order.price), "StopPrice": text(order.trigger),
      "origQty": text(order.quantity), "executedQty": text(order.filled),
      "cummulativeQuoteQty": text(order.value), "status": .string(status(order)),
      "type": .string(type(order)), "side": .string(word(order.side)),
      "time": .integer(order.placed.milliseconds),
      "updateTime": .integer(order.updated.milliseconds),
      "origQuoteOrderQty": .string(order.detail("quoteOrderQty") ?? "0"),
      "fee": text(charged(order).negated), "feeAsset": .string(feeAsset(order)),
      "clientOrderID": .string(order.clientID),
      "avgPrice": text(order.averagePrice(digits: 8)),
    ]
  }

  static func fillRow(_ fill: PaperFill, of order: PaperOrder) -> JSON {
    [
      "symbol": .string(order.symbol), "id": .integer(tradeID(fill)),
      "orderId": .integer(orderID(order)), "price": text(fill.price), "qty": text(fill.quantity),
      "quoteQty": text(try? fill.price * fill.quantity), "commission": .number(fill.fee.negated),
      "commissionAsset": .string(fill.feeAsset), "time": .integer(fill.time.milliseconds),
      "isBuyer": .bool(order.side == .buy), "isMaker": .bool(fill.isMaker),
    ]
  }

  private static func charged(_ order: PaperOrder) -> Decimal {
    order.fills.reduce(Decimal.zero) { sum, fill in (try? sum + fill.fee) ?? sum }
  }

  /// Before the first fill the venue, too, names what the trade would bring.
  private static func feeAsset(_ order: PaperOrder) -> String {
    if let asset = order.fills.last?.feeAsset { return asset }
    let parts = order.symbol.split(separator: "-")
    return String((order.side == .buy ? parts.first : parts.last) ?? "")
  }

  static func text(_ value: Decimal?) -> JSON { .string((value ?? .zero).description) }

  static func total(_ balance: Balance) -> Decimal {
    (try? balance.free + balance.locked) ?? balance.free
  }

  // MARK: Stream

  /// One report of one order. (Order update event; the recorded frame of BingX.Net.)
  func report(_ order: PaperOrder, _ what: Event.What) -> JSON {
    var last: PaperFill?
    if case .filled = what { last = order.fills.last }
    let cost = last.flatMap { try? $0.price * $0.quantity } ?? .zero
    let data: JSON = [
      "e": "executionReport", "E": .integer(desk.now.milliseconds), "s": .string(order.symbol),
      "S": .string(Self.word(order.side)), "o": .string(Self.type(order)),
      "q": .number(order.quantity), "p": .number(order.price ?? .zero),
      "x": .string(Self.event(what)), "X": .string(Self.status(order)),
      "i": .integer(Self.orderID(order)), "l": .number(last?.quantity ?? .zero),
      "z": .number(order.filled), "L": .number(last?.price ?? .zero),
      "n": .number(last?.fee.negated ?? .zero), "C": .string(order.clientID),
      "N": .string(last?.feeAsset ?? ""), "T": .integer(last?.time.milliseconds ?? 0),
      "t": .integer(last.map(Self.tradeID) ?? 0), "O": .integer(order.placed.milliseconds),
      "Z": .number(order.value), "Y": .number(cost),
      "Q": .number(order.detail("quoteOrderQty").flatMap(Decimal.init) ?? .zero),
      "m": .bool(last?.isMaker ?? false),
    ]
    return ["code": 0, "dataType": "spot.executionReport", "data": data]
  }

  /// NEW, TRADE, CANCELED or EXPIRED (api-ai-skills, spot-ws-account, `x`).
  private static func event(_ what: Event.What) -> String {
    switch what {
    case .filled: "TRADE"
    case .canceled: "CANCELED"
    case .expired, .rejected: "EXPIRED"
    default: "NEW"
    }
  }

  /// The balances that changed, with twenty digits behind the point, as recorded.
  mutating func balanceUpdate(_ balances: [Balance]) -> JSON {
    var rows: [JSON] = []
    for balance in balances {
      let now = Self.total(balance)
      let change = (try? now - (toldBalances[balance.asset] ?? .zero)) ?? .zero
      toldBalances[balance.asset] = now
      rows.append([
        "a": .string(balance.asset), "bc": .string(Self.padded(change)),
        "cw": .string(Self.padded(now)), "lk": .string(Self.padded(balance.locked)),
        "wb": .string(Self.padded(now)),
      ])
    }
    let time = JSON.integer(desk.now.milliseconds)
    return [
      "e": "ACCOUNT_UPDATE", "E": time, "T": time, "a": ["B": .array(rows), "m": "ORDER"],
    ]
  }

  static func padded(_ value: Decimal) -> String {
    let point = value.isInteger ? "." : ""
    return value.description + point
      + String(repeating: "0", count: max(0, 20 - value.fractionDigits))
  }
}

extension PaperOrder {
  /// The venue's spelling of its pair, which every order carries with it.
  var symbol: String { detail("symbol") ?? "" }
}
