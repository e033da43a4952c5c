import Exact
import Orders
import PaperExchange
import Venues

/// OCO lists: cancel, query, the open and the ended ones.
extension BingXServing {
  // "rate limitation by UID": the newest pages say 10 a second for all five, older ones 2 and 5;
  // a simulator that refuses less is the safer one.
  static let ocoRoutes: [String: Route] = [
    path(.place): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in try serving.placeOCO(parameters)
    },
    path(.cancelList): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in try serving.cancelOCO(parameters)
    },
    path(.queryList): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in try serving.queryOCO(parameters)
    },
    path(.openLists): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in
      try serving.page(of: serving.desk.openLists.reversed(), parameters)
    },
    path(.history): Route(access: .signed, limit: 10) {
      (serving, parameters) throws(BingXFault) in
      let (from, until) = try Self.span(parameters)
      let ended = serving.desk.allLists.reversed().filter { list in
        list.kind != nil && list.status.isEnd && (from...until).contains(list.placed.milliseconds)
      }
      return try serving.page(of: ended, parameters)
    },
  ]

  /// Either leg's id, never the list's, takes both away; the leg is echoed.
  private mutating func cancelOCO(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse
  {
    guard parameters["orderId"] != nil || parameters["clientOrderId"] != nil else {
      throw .missingArguments
    }
    guard let order = order(parameters, clientName: "clientOrderId"),
      desk.list(order.list)?.kind != nil, desk.cancel(list: order.list)
    else { throw .notCancelable }
    return ok([
      "orderId": .string(String(Self.orderID(order))), "clientOrderId": .string(order.clientID),
    ])
  }

  /// The list of `orderListId`, or of the client's own id of it.
  ///
  /// A placement answers with the client's id as `orderListId`, so it is found by that as well.
  private func queryOCO(_ parameters: BingXParameters) throws(BingXFault) -> HTTPResponse {
    let list: PaperList?
    if let id = parameters["orderListId"] {
      list = Self.listNumber(id).flatMap(desk.list) ?? desk.newestList(named: id)
    } else if let id = parameters["clientOrderId"] {
      list = desk.newestList(named: id)
    } else {
      throw .missingArguments
    }
    guard let list, list.kind != nil else { throw .noSuchOrder }
    // The stop leg comes first in the sample.
    return ok(.array(desk.orders(of: list).reversed().map { Self.bareRow($0, of: list) }))
  }

  /// A page of legs; its end may part a pair.
  private func page(
    of lists: some Sequence<PaperList>, _ parameters: BingXParameters
  ) throws(BingXFault) -> HTTPResponse {
    guard let index = try parameters.integer("pageIndex"),
      let size = try parameters.integer("pageSize")
    else { throw .missingArguments }
    guard index >= 1, (1...1_000).contains(size) else { throw .invalidParameter }
    let (skipped, overflow) = (index - 1).multipliedReportingOverflow(by: size)
    guard !overflow, let skip = Int(exactly: skipped) else { return ok([]) }
    let rows = lists.lazy.flatMap { list in
      desk.orders(of: list).reversed().map { Self.row($0, of: list) }
    }
    return ok(.array(Array(rows.dropFirst(skip).prefix(Int(size)))))
  }

  /// From when until when history is asked for.
  static func span(_ parameters: BingXParameters) throws(BingXFault) -> (Int64, Int64) {
    let from = try parameters.integer("startTime") ?? 0
    let until = try parameters.integer("endTime") ?? Int64.max
    guard from <= until else { throw .invalidParameter }
    return (from, until)
  }

  // MARK: Finding

  /// The order of `orderId`, or of the client's own id of it.
  func order(_ parameters: BingXParameters, clientName: String) -> PaperOrder? {
    if let id = parameters["orderId"] { return Self.orderNumber(id).flatMap(desk.order) }
    return parameters[clientName].flatMap(desk.newestOrder(named:))
  }
}
