import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  /// The two services that orders belong to; neither shows the other's (cdcx-cli's notes).
  enum Service: String, Sendable {
    case ordinary, advanced
  }

  /// One order as it was asked for, ready for the desk.
  struct AskedOrder: Sendable {
    var market = 0
    var leg = Leg()
    var clientID = ""
    /// What is given back of it: `exec_inst` once a word.
    var details: [(name: String, value: String)] = []
  }

  // MARK: Lists

  /// Places an OCO, OTO or OTOCO: the answer names the list, and nothing of its orders.
  mutating func createList(_ kind: Kind, _ visit: Visit) throws(CryptoComFault) -> Reply {
    guard let rows = visit.params?["order_list"], rows.kind == .array,
      rows.count == kind.legCount
    else { throw .argument }
    var orders: [AskedOrder] = []
    for (slot, row) in rows.elements.enumerated() {
      var order = try read(row, fallbackID: Self.fallback(visit.fallbackID, slot))
      if row["attach_order_id"] != nil { throw .argument }
      order.details.append((Self.serviceKey, Service.advanced.rawValue))
      orders.append(order)
    }
    guard Set(orders.map(\.market)).count == 1, let market = orders.first?.market else {
      throw .instrument
    }
    guard Set(orders.map(\.clientID)).count == orders.count else { throw .duplicateID }
    for order in orders { try checkNotional(order) }
    let ticket = Ticket(
      kind: kind, instrument: desk.instruments[market].instrument, legs: orders.map(\.leg))
    if let finding = desk.errors(of: ticket, in: market).first { throw CryptoComFault(finding) }
    for order in orders where clientIDs.contains(order.clientID) { throw .duplicateID }
    var request = PlaceRequest(
      kind, market: market, legs: orders.map(\.leg), listID: "", legIDs: orders.map(\.clientID))
    request.legDetails = orders.map(\.details)
    let number = try place(request)
    return Reply(result: ["list_id": .integer(Self.listID(number))], message: nil)
  }

  /// Where nothing names a leg the nonce does; a second leg's name ends in `-2` (sheet §3.0).
  private static func fallback(_ id: String, _ slot: Int) -> String {
    slot == 0 ? id : "\(id)-\(slot + 1)"
  }

  private mutating func place(_ request: PlaceRequest) throws(CryptoComFault) -> Int64 {
    let number: Int64
    do throws(PlaceRefusal) {
      number = try desk.place(request)
    } catch {
      throw CryptoComFault(error)
    }
    for id in request.legIDs { _ = clientIDs.insert(id) }
    return number
  }

  // MARK: One order

  /// Places one order by itself.
  mutating func createOrder(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    guard let params = visit.params else { throw .argument }
    return Reply(
      result: try createOrder(params, visit, service, fallbackID: visit.fallbackID), message: nil)
  }

  /// Places orders that do not depend on one another: each has a row of the answer
  /// (private/create-order-list, contingency_type LIST).
  mutating func createOrders(_ visit: Visit, _ service: Service) throws(CryptoComFault) -> Reply {
    // The pre-2025 OCO of this method is gone: `contingency_type` must be LIST (sheet §3).
    if service == .ordinary, let kind = visit.params?["contingency_type"], !kind.equals("LIST") {
      throw .argument
    }
    guard let rows = visit.params?["order_list"], (1...10).contains(rows.count) else {
      throw .argument
    }
    var results: [JSON] = []
    for (index, row) in rows.elements.enumerated() {
      // As recorded: an order without an id of its own is `nonce_index` (ccxt, createOrders).
      let fallback = "\(visit.fallbackID)_\(index)"
      do throws(CryptoComFault) {
        let ids = try createOrder(row, visit, service, fallbackID: fallback)
        results.append(Self.merged(["code": 0, "index": .integer(Int64(index))], ids))
      } catch {
        results.append(
          Self.merged(
            [
              "code": .integer(error.code), "index": .integer(Int64(index)),
              "message": .string(error.message),
            ], error.result ?? ["client_oid": .string(row["client_oid"]?.text ?? fallback)]))
      }
    }
    return Reply(result: .array(results), message: nil)
  }

  private static func merged(_ left: JSON, _ right: JSON) -> JSON {
    guard case .object(let first) = left, case .object(let second) = right else { return left }
    return .object(first + second)
  }

  private mutating func createOrder(
    _ row: JSONNode, _ visit: Visit, _ service: Service, fallbackID: String
  ) throws(CryptoComFault) -> JSON {
    var order = try read(row, fallbackID: fallbackID)
    let waits = order.leg.type?.isContingent == true
    // Trigger types moved to the advanced method; ccxt still sends them here, and they are taken.
    if service == .advanced, !waits { throw .orderType }
    // An exit that is attached to an order later on is not known here.
    if row["attach_order_id"] != nil { throw .notApplicable }
    order.details.append((Self.serviceKey, service.rawValue))
    if clientIDs.contains(order.clientID) { throw .duplicateID }
    do throws(CryptoComFault) {
      return try take(order, visit)
    } catch {
      throw error.isOfAnOrder ? reject(order, error) : error
    }
  }

  /// Rules that speak of one order as well as of a list.
  private static let singleRules: Set<String> = [
    "cdc-list-02", "cdc-trg-01", "cdc-trg-02", "cdc-trg-04", "cdc-trg-05", "cdc-px-01",
    "cdc-qty-01", "cdc-tif-02", "cdc-cap-01", "cdc-all-01",
  ]

  private mutating func take(
    _ order: AskedOrder, _ visit: Visit
  ) throws(CryptoComFault) -> JSON {
    let ticket = Ticket(
      kind: .oco, instrument: desk.instruments[order.market].instrument, legs: [order.leg])
    let found = desk.errors(of: ticket, in: order.market).first {
      Self.singleRules.contains($0.rule)
    }
    if let found { throw CryptoComFault(found) }
    try checkNotional(order)
    var request = PlaceRequest(
      nil, market: order.market, legs: [order.leg], listID: "", legIDs: [order.clientID])
    request.legDetails = [order.details]
    let list = try place(request)
    guard let number = desk.list(list)?.orders.first, let placed = desk.order(number) else {
      throw .matching
    }
    if let socket = visit.socket { sockets[socket]?.noteOrder(number) }
    let ids = Self.ids(placed)
    // An order that may not rest and found nobody is answered with its code, and with its ids.
    if placed.filled.isZero, let reason = placed.reason,
      reason == .unfilledFOK || reason == .unfilledIOC
    {
      var fault = CryptoComFault(reason)
      fault.result = ids
      throw fault
    }
    return ids
  }

  static func ids(_ order: PaperOrder) -> JSON {
    ["client_oid": .string(order.clientID), "order_id": .string(Series.order.id(order.number))]
  }

  /// Worth at least the least and at most the most (get-risk-parameters).
  private func checkNotional(_ order: AskedOrder) throws(CryptoComFault) {
    let rules = desk.instruments[order.market]
    guard let price = order.leg.price ?? order.leg.trigger ?? desk.shown(order.market).last,
      let quantity = order.leg.quantity, price.isPositive, quantity.isPositive
    else { return }
    guard let value = try? price * quantity else { throw .tooLarge }
    if let most = rules.maximumNotional, value > most { throw .tooLarge }
    if let least = rules.minimumNotional, value < least { throw .tooSmall }
  }

  /// Keeps an order that got its id and was rejected; only so many are remembered.
  private mutating func reject(_ order: AskedOrder, _ fault: CryptoComFault) -> CryptoComFault {
    rejections += 1
    rejected.append(
      RejectedOrder(number: rejections, order: order, fault: fault, time: desk.now))
    if rejected.count > 2_000 { rejected.removeFirst(1_000) }
    _ = clientIDs.insert(order.clientID)
    var fault = fault
    fault.result = [
      "client_oid": .string(order.clientID), "order_id": .string(Series.rejected.id(rejections)),
    ]
    return fault
  }

  /// The detail under which an order's service is remembered.
  static let serviceKey = "service"
}
