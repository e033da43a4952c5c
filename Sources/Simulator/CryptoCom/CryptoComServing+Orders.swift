import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  func service(of order: PaperOrder) -> Service {
    order.detail(Self.serviceKey).flatMap(Service.init) ?? .ordinary
  }

  // MARK: Finding

  private enum Found {
    case order(PaperOrder)
    case rejected(RejectedOrder)

    var number: Int64 {
      switch self {
      case .order(let order): order.number
      case .rejected(let order): order.number
      }
    }
  }

  /// The order a request names, by the venue's id or the client's, within one service.
  private func find(
    _ visit: Visit, _ service: Service, clientKey: String = "client_oid"
  ) throws(CryptoComFault) -> Found? {
    if let id = visit.text("order_id"), !id.isEmpty {
      if let number = Series.order.number(id), let order = desk.order(number),
        self.service(of: order) == service
      {
        return .order(order)
      }
      let number = Series.rejected.number(id)
      return rejected.first { $0.number == number && $0.service == service }.map(Found.rejected)
    }
    guard let id = visit.text(clientKey), !id.isEmpty else { throw .argument }
    if let order = desk.newestOrder(named: id), self.service(of: order) == service {
      return .order(order)
    }
    return rejected.last { $0.order.clientID == id && $0.service == service }.map(Found.rejected)
  }

  /// The live order a request wants to change.
  private func live(
    _ visit: Visit, _ service: Service, clientKey: String = "client_oid"
  ) throws(CryptoComFault) -> PaperOrder {
    guard let found = try find(visit, service, clientKey: clientKey) else { throw .orderID }
    guard case .order(let order) = found, order.status.isLive else { throw .noActiveOrder }
    return order
  }

  // MARK: Cancelling and amending

  /// Cancels one order; a leg of an OCO takes the other with it.
  mutating func cancelOrder(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    let order = try live(visit, service)
    guard desk.cancel(order: order.number) else { throw .noActiveOrder }
    return Reply(result: Self.ids(order), message: "NO_ERROR")
  }

  /// Cancels up to ten orders; each has a row of the answer.
  mutating func cancelOrders(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    guard let rows = visit.params?["order_list"], (1...10).contains(rows.count) else {
      throw .argument
    }
    var results: [JSON] = []
    for (index, row) in rows.elements.enumerated() {
      var one = visit
      one.params = row
      do throws(CryptoComFault) {
        _ = try cancelOrder(one, service)
        results.append(["index": .integer(Int64(index)), "code": 0])
      } catch {
        results.append([
          "index": .integer(Int64(index)), "code": .integer(error.code),
          "message": .string(error.message),
        ])
      }
    }
    return Reply(result: .array(results), message: nil)
  }

  /// Cancels every order of a service, of one instrument and kind where these are named.
  mutating func cancelAll(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    let market = try market(visit)
    let type = visit.text("type") ?? "ALL"
    guard ["LIMIT", "TRIGGER", "ALL"].contains(type) else { throw .argument }
    for order in desk.openOrders {
      if let market, order.market != market { continue }
      if type != "ALL", order.type.isContingent != (type == "TRIGGER") { continue }
      if self.service(of: order) == service { _ = desk.cancel(order: order.number) }
    }
    return .queued
  }

  /// Cancels a list; cancel-oco is for OCO lists, the others for lists with an entry.
  mutating func cancelList(_ visit: Visit, isPair: Bool) throws(CryptoComFault) -> Reply {
    guard let id = visit.text("list_id"), !id.isEmpty else { throw .argument }
    guard let number = Self.listNumber(id), let list = desk.list(number), let kind = list.kind,
      (kind == .oco) == isPair
    else { throw .notFound }
    guard desk.cancel(list: number) else { throw .noActiveOrder }
    return .queued
  }

  /// Changes price, quantity or trigger; values that stay are repeated.
  mutating func amendOrder(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    // The two methods name the order by different parameters.
    let key = service == .advanced ? "client_oid" : "orig_client_oid"
    let order = try live(visit, service, clientKey: key)
    let price = try amended(visit, "new_price", .price)
    guard let price else { throw .argument }
    guard let quantity = try amended(visit, "new_quantity", .quantity) else { throw .argument }
    let trigger = try amended(visit, "new_ref_price", .reference)
    // Zero is an order that executes at the market; one cannot be turned into the other here.
    guard price.isZero != order.type.hasPrice else { throw .notApplicable }
    guard quantity.isPositive, trigger?.isPositive != false else {
      throw quantity.isPositive ? .reference : .quantity
    }
    if trigger != nil, !order.type.isContingent { throw .reference }
    let isSame =
      quantity == order.quantity && (price.isZero || price == order.price)
      && (trigger == nil || trigger == order.trigger)
    if isSame { throw .invalidRequest }
    do throws(PlaceRefusal) {
      try desk.amend(
        order: order.number, quantity: quantity == order.quantity ? nil : quantity,
        price: price.isZero || price == order.price ? nil : price,
        trigger: trigger == order.trigger ? nil : trigger)
    } catch {
      throw CryptoComFault(error)
    }
    return Reply(result: Self.ids(order), message: nil)
  }

  private func amended(
    _ visit: Visit, _ name: String, _ fault: CryptoComFault
  ) throws(CryptoComFault) -> Decimal? {
    guard let node = visit.params?[name], let text = node.text, !text.isEmpty else { return nil }
    guard let value = node.decimal, !value.isNegative else { throw fault }
    return value
  }

  // MARK: Asking

  /// The market a request names; nil for all of them.
  func market(_ visit: Visit) throws(CryptoComFault) -> Int? {
    guard let symbol = visit.text("instrument_name"), !symbol.isEmpty else { return nil }
    guard let market = desk.market(spelled: symbol) else { throw .instrument }
    return market
  }

  /// Live orders of one service, the newest first.
  func openOrders(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    let market = try market(visit)
    let orders = desk.openOrders.filter { order in
      self.service(of: order) == service && (market == nil || market == order.market)
    }
    return .data(orders.reversed().map { record($0) })
  }

  func orderDetail(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    guard let found = try find(visit, service) else { throw .notFound }
    return Reply(result: record(found), message: nil)
  }

  /// Every leg of the lists that are named, lists and legs in order.
  func listDetail(_ visit: Visit) throws(CryptoComFault) -> Reply {
    guard let ids = visit.params?["list_id_list"], (1...100).contains(ids.count) else {
      throw .argument
    }
    var rows: [JSON] = []
    for id in ids.elements {
      guard let id = id.text else { throw .argument }
      guard let number = Self.listNumber(id), let list = desk.list(number), list.kind != nil
      else { continue }
      rows += desk.orders(of: list).map { record($0) }
    }
    return .data(rows)
  }

  /// Ended orders, the newest first; by when they were made, in a range that excludes its end.
  func orderHistory(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    let market = try market(visit)
    let range = try TimeRange(visit, now: desk.now)
    var ended: [(time: Timestamp, found: Found)] = []
    for order in desk.allOrders where order.status.isFinal && self.service(of: order) == service {
      guard range.holds(order.placed), market ?? order.market == order.market else { continue }
      ended.append((order.placed, .order(order)))
    }
    for order in rejected where order.service == service && range.holds(order.time) {
      guard market ?? order.order.market == order.order.market else { continue }
      ended.append((order.time, .rejected(order)))
    }
    ended.sort { ($0.time, $0.found.number) > ($1.time, $1.found.number) }
    return .data(ended.prefix(range.limit).map { record($0.found) })
  }

  private func record(_ found: Found) -> JSON {
    switch found {
    case .order(let order): record(order)
    case .rejected(let order): record(order)
    }
  }

  /// The account's fills, the newest first.
  func ownTrades(_ visit: Visit) throws(CryptoComFault) -> Reply {
    let market = try market(visit)
    let range = try TimeRange(visit, now: desk.now)
    var fills: [(fill: PaperFill, order: PaperOrder, index: Int)] = []
    for order in desk.allOrders where market == nil || market == order.market {
      for (index, fill) in order.fills.enumerated() where range.holds(fill.time) {
        fills.append((fill, order, index))
      }
    }
    fills.sort { $0.fill.number > $1.fill.number }
    return .data(fills.prefix(range.limit).map { trade($0.order, $0.fill) })
  }

  /// `start_time` to `end_time`, in milliseconds or nanoseconds, and how many rows at most.
  struct TimeRange {
    let start: Int64
    let end: Int64
    let limit: Int

    init(_ visit: Visit, now: Timestamp) throws(CryptoComFault) {
      // "Exclusive", but what happens now belongs to the default range.
      end = try Self.nanoseconds(visit, "end_time") ?? (now.milliseconds + 1) * 1_000_000
      let day: Int64 = 86_400_000_000_000
      let before = end.subtractingReportingOverflow(day)
      start =
        try Self.nanoseconds(visit, "start_time") ?? (before.overflow ? 0 : before.partialValue)
      guard let text = visit.text("limit") else {
        limit = 100
        return
      }
      guard let limit = Int(text), (1...100).contains(limit) else { throw .argument }
      self.limit = limit
    }

    private static func nanoseconds(
      _ visit: Visit, _ name: String
    ) throws(CryptoComFault) -> Int64? {
      guard let text = visit.text(name), !text.isEmpty else { return nil }
      guard let time = Int64(text), time >= 0 else { throw .invalidDate }
      // Milliseconds have 13 digits for now, nanoseconds 19.
      if time >= 10_000_000_000_000_000 { return time }
      return time > .max / 1_000_000 ? .max : time * 1_000_000
    }

    func holds(_ time: Timestamp) -> Bool {
      let moment = time.milliseconds.multipliedReportingOverflow(by: 1_000_000)
      return !moment.overflow && moment.partialValue >= start && moment.partialValue < end
    }
  }
}
