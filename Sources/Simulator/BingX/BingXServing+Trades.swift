import Exact
import Orders
import PaperExchange
import Venues

/// Single orders: cancel, replace, query, the open and the ended ones, fills.
extension BingXServing {
  private static let root = "/openApi/spot/v1/trade/"

  // Limits: api-ai-skills, spot-trade, "per UID".
  static let orderRoutes: [String: Route] = [
    "POST \(root)order": Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in
      let order = try serving.placeSingle(parameters)
      return serving.ok(Self.answerRow(order, withTime: true))
    },
    "POST \(root)batchOrders": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in try serving.placeBatch(parameters)
    },
    "POST \(root)cancel": Route(access: .signed, limit: 5) {
      (serving, parameters) throws(BingXFault) in
      let order = try serving.cancelSingle(parameters)
      return serving.ok(Self.answerRow(order, withTime: false))
    },
    "POST \(root)cancelOrders": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in try serving.cancelSome(parameters)
    },
    "POST \(root)cancelOpenOrders": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in try serving.cancelAll(parameters)
    },
    "POST \(root)cancelAllAfter": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in try serving.cancelAfter(parameters)
    },
    "POST \(root)order/cancelReplace": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in try serving.replace(parameters)
    },
    path(.queryOrder): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in try serving.querySingle(parameters)
    },
    path(.openOrders): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in
      let market = try serving.knownMarket(parameters)
      let open = serving.desk.openOrders.reversed().filter { market == nil || $0.market == market }
      return serving.ok(["orders": .array(open.map(Self.orderRow))])
    },
    "GET \(root)historyOrders": Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in try serving.ended(parameters)
    },
    "GET \(root)myTrades": Route(access: .signed, limit: 5) {
      (serving, parameters) throws(BingXFault) in try serving.fills(parameters)
    },
  ]

  /// The market that is asked about; nil where the request names none.
  func knownMarket(_ parameters: BingXParameters) throws(BingXFault) -> Int? {
    guard let symbol = parameters["symbol"] else { return nil }
    guard Self.isSpelled(symbol) else { throw .invalidSymbol }
    guard let market = desk.market(spelled: symbol) else { throw .noData }
    return market
  }

  // MARK: Cancelling

  private mutating func cancelSingle(
    _ parameters: BingXParameters
  ) throws(BingXFault) -> PaperOrder {
    _ = try parameters.required("symbol")
    let market = try knownMarket(parameters)
    guard parameters["orderId"] != nil || parameters["clientOrderID"] != nil else {
      throw .missingArguments
    }
    guard let order = order(parameters, clientName: "clientOrderID"), order.market == market else {
      throw .notCancelable
    }
    return try cancel(order, in: parameters["cancelRestrictions"])
  }

  /// Cancels an order, if its status is the one named.
  private mutating func cancel(
    _ order: PaperOrder, in status: String? = nil
  ) throws(BingXFault) -> PaperOrder {
    if let status, status != Self.status(order) { throw .notCancelable }
    guard desk.cancel(order: order.number), let order = desk.order(order.number) else {
      throw .notCancelable
    }
    return order
  }

  /// With `process` 0 one bad id fails them all; with 1 the bad ones are listed.
  private mutating func cancelSome(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse
  {
    _ = try parameters.required("symbol")
    let market = try knownMarket(parameters)
    let isPartial = try parameters.integer("process") == 1
    let byClient = parameters["orderIds"] == nil
    guard let text = parameters["orderIds"] ?? parameters["clientOrderIDs"] else {
      throw .missingArguments
    }
    var (rows, fails): ([JSON], [JSON]) = ([], [])
    var trial = self
    for id in text.split(separator: ",").prefix(100).map(String.init) {
      let order =
        byClient
        ? trial.desk.newestOrder(named: id) : Self.orderNumber(id).flatMap(trial.desk.order)
      do throws(BingXFault) {
        guard let order, order.market == market else { throw .notCancelable }
        rows.append(Self.answerRow(try trial.cancel(order), withTime: true))
      } catch {
        if !isPartial { throw error }
        fails.append([byClient ? "clientOrderID" : "orderId": .string(id)])
      }
    }
    self = trial
    return ok(
      isPartial ? ["orders": .array(rows), "fails": .array(fails)] : ["orders": .array(rows)])
  }

  private mutating func cancelAll(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse
  {
    let gone = cancelOpen(in: try knownMarket(parameters))
    return ok(["orders": .array(gone.map { Self.answerRow($0, withTime: true) })])
  }

  /// Cancels all that is open; what goes with its pair is told of as well.
  private mutating func cancelOpen(in market: Int?) -> [PaperOrder] {
    let open = desk.openOrders.filter { market == nil || $0.market == market }
    for order in open { _ = desk.cancel(order: order.number) }
    return open.compactMap { desk.order($0.number) }.filter { $0.status == .canceled }
  }

  /// Cancel All After: a timer that ends everything unless it is wound up again.
  private mutating func cancelAfter(
    _ parameters: BingXParameters
  ) throws(BingXFault) -> HTTPResponse {
    switch try parameters.required("type") {
    case "CLOSE":
      killTime = nil
      return ok(["triggerTime": 0, "status": "CLOSED", "note": ""])
    case "ACTIVATE":
      guard let seconds = try parameters.integer("timeOut") else { throw .missingArguments }
      guard (10...120).contains(seconds) else { throw .invalidParameter }
      let time = Timestamp(milliseconds: desk.now.milliseconds + seconds * 1_000)
      killTime = time
      let clock = time.iso.prefix(19).split(separator: "T").joined(separator: " ")
      return ok([
        "triggerTime": .integer(time.milliseconds / 1_000), "status": "ACTIVATED",
        "note": .string(
          "All your spot pending orders will be closed automatically at \(clock) UTC(+0),before "
            + "that you can cancel the timer, or extend triggerTime time by this request"),
      ])
    default: throw .invalidParameter
    }
  }

  /// The timer of Cancel All After has run down.
  mutating func killIfDue() {
    guard let time = killTime, time <= desk.now else { return }
    killTime = nil
    _ = cancelOpen(in: nil)
  }

  /// Cancels an order and places another (ccxt's sample of the answer).
  private mutating func replace(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    _ = try parameters.required("symbol")
    let market = try knownMarket(parameters)
    // The parameters' table writes the name with a capital, clients and api-ai-skills do not.
    let mode = parameters["cancelReplaceMode"] ?? parameters["CancelReplaceMode"]
    guard let mode else { throw .missingArguments }
    guard mode == "STOP_ON_FAILURE" || mode == "ALLOW_FAILURE" else { throw .invalidParameter }
    var old: PaperOrder?
    if let id = parameters["cancelOrderId"] {
      old = Self.orderNumber(id).flatMap(desk.order)
    } else if let id = parameters["cancelClientOrderID"] {
      old = desk.newestOrder(named: id)
    } else {
      throw .missingArguments
    }
    var trial = self
    var gone: PaperOrder?
    var failure: BingXFault?
    do throws(BingXFault) {
      guard let old, old.market == market else { throw .notCancelable }
      gone = try trial.cancel(old, in: parameters["cancelRestrictions"])
    } catch {
      if mode == "STOP_ON_FAILURE" { throw error }
      failure = error
    }
    let order = try trial.placeSingle(parameters)
    self = trial
    return ok([
      "cancelResult": Self.result(failure), "openResult": Self.result(nil),
      "orderOpenResponse": Self.answerRow(order, withTime: true),
      "orderCancelResponse": gone.map { Self.answerRow($0, withTime: false) } ?? .null,
    ])
  }

  private static func result(_ fault: BingXFault?) -> JSON {
    [
      "code": .string(String(fault?.code ?? 0)), "msg": .string(fault?.text ?? ""),
      "result": .bool(fault == nil),
    ]
  }

  // MARK: Asking

  /// By the client's own id an order is found for two hours.
  private func querySingle(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    _ = try parameters.required("symbol")
    let market = try knownMarket(parameters)
    guard parameters["orderId"] != nil || parameters["clientOrderID"] != nil else {
      throw .missingArguments
    }
    guard let order = order(parameters, clientName: "clientOrderID"), order.market == market,
      parameters["orderId"] != nil
        || desk.now.milliseconds - order.placed.milliseconds <= 7_200_000
    else { throw .noSuchOrder }
    return ok(Self.orderRow(order))
  }

  private func ended(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    let market = try knownMarket(parameters)
    let (from, until) = try Self.span(parameters)
    let index = try parameters.integer("pageIndex") ?? 1
    let size = try parameters.integer("pageSize") ?? 100
    // "pageIndex * pageSize <= 10,000"
    guard index >= 1, (1...100).contains(size), index <= 10_000 / size else {
      throw .invalidParameter
    }
    let first = try parameters.integer("orderId") ?? 0
    let orders = desk.allOrders.reversed().filter { order in
      order.status.isFinal && (market == nil || order.market == market)
        && (from...until).contains(order.placed.milliseconds) && Self.orderID(order) >= first
        && (parameters["status"].map { $0 == Self.status(order) } ?? true)
        && (parameters["type"].map { $0 == Self.type(order) } ?? true)
    }
    let page = orders.dropFirst(Int((index - 1) * size)).prefix(Int(size))
    return ok(["orders": .array(page.map(Self.orderRow)), "total": .integer(Int64(orders.count))])
  }

  private func fills(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    _ = try parameters.required("symbol")
    let market = try knownMarket(parameters)
    let (from, until) = try Self.span(parameters)
    let limit = try parameters.integer("limit") ?? 500
    guard (1...1_000).contains(limit) else { throw .invalidParameter }
    let only = try parameters.integer("orderId")
    let first = try parameters.integer("fromId") ?? 0
    var rows: [(number: Int64, row: JSON)] = []
    for order in desk.allOrders where order.market == market {
      if let only, Self.orderID(order) != only { continue }
      for fill in order.fills
      where (from...until).contains(fill.time.milliseconds) && Self.tradeID(fill) >= first {
        rows.append((fill.number, Self.fillRow(fill, of: order)))
      }
    }
    rows.sort { $0.number > $1.number }
    return ok(["fills": .array(rows.prefix(Int(limit)).map(\.row))])
  }
}
