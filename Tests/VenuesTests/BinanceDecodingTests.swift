import Exact
import Orders
import Testing

@testable import Venues

/// Replies and refusals (sheet §3, §5, §8, §9; samples of rest-api.md and web-socket-api.md).
@Suite struct BinanceReplyTests {
  let venue = Binance()

  func list(_ body: String, _ operation: VenueOperation) throws -> OrderList {
    let answer = venue.answer(body, to: operation)
    guard case .accepted(.list(let list)) = answer else {
      Issue.record("\(answer)")
      throw FileTrouble(path: "no list")
    }
    return list
  }

  // MARK: Placing

  static let placed = """
    {"orderListId":1,"contingencyType":"OCO","listStatusType":"EXEC_STARTED",
     "listOrderStatus":"EXECUTING","listClientOrderId":"tk-oco-0001",
     "transactionTime":1700000000123,"symbol":"BTCUSDT",
     "orders":[{"symbol":"BTCUSDT","orderId":10,"clientOrderId":"tk-oco-0001-b"},
               {"symbol":"BTCUSDT","orderId":11,"clientOrderId":"tk-oco-0001-a"}],
     "orderReports":[
      {"symbol":"BTCUSDT","orderId":10,"orderListId":1,"clientOrderId":"tk-oco-0001-b",
       "transactTime":1700000000123,"price":"28900.00000000","origQty":"0.01000000",
       "executedQty":"0.00000000","origQuoteOrderQty":"0.00000000",
       "cummulativeQuoteQty":"0.00000000","status":"NEW","timeInForce":"GTC",
       "type":"STOP_LOSS_LIMIT","side":"SELL","stopPrice":"29000.00000000","workingTime":-1,
       "selfTradePreventionMode":"EXPIRE_MAKER"},
      {"symbol":"BTCUSDT","orderId":11,"orderListId":1,"clientOrderId":"tk-oco-0001-a",
       "transactTime":1700000000123,"price":"32000.00000000","origQty":"0.01000000",
       "executedQty":"0.00000000","origQuoteOrderQty":"0.00000000",
       "cummulativeQuoteQty":"0.00000000","status":"NEW","timeInForce":"GTC",
       "type":"LIMIT_MAKER","side":"SELL","workingTime":1700000000123,
       "selfTradePreventionMode":"EXPIRE_MAKER"}]}
    """

  @Test func aPlacedPairHasBothLegsInFull() throws {
    let list = try list(Self.placed, .place)
    #expect(list.kind == .oco)
    #expect(list.status == .open)
    #expect(list.venueStatus == "EXECUTING")
    #expect(list.venueListID == "1")
    #expect(list.clientListID == "tk-oco-0001")
    #expect(list.updated == Timestamp(milliseconds: 1_700_000_000_123))
    var stop = Order(status: .waiting, venueStatus: "NEW")
    stop.venueOrderID = "10"
    stop.clientOrderID = "tk-oco-0001-b"
    stop.venueListID = "1"
    stop.symbol = "BTCUSDT"
    stop.role = .pair
    stop.side = .sell
    stop.type = .stopLimit
    stop.venueType = "STOP_LOSS_LIMIT"
    stop.quantity = try decimal("0.01")
    stop.filled = .zero
    stop.price = try decimal("28900")
    stop.trigger = try decimal("29000")
    stop.timeInForce = .gtc
    stop.updated = list.updated
    #expect(list.orders.first == stop)
    #expect(list.orders.last?.status == .working)
    #expect(list.orders.last?.type == .limitMaker)
    #expect(list.orders.last?.trigger == nil)
  }

  @Test func fullReportsMayCarryFills() throws {
    let full = Self.placed.replacing(#""side":"SELL","#, with: #""side":"SELL","fills":[],"#)
    #expect(full != Self.placed)
    #expect(try list(full, .place) == list(Self.placed, .place))
  }

  @Test func acknowledgedLegsHaveIdsAndNoStatus() throws {
    let list = try list(
      """
      {"orderListId":1,"contingencyType":"OCO","listStatusType":"EXEC_STARTED",
       "listOrderStatus":"EXECUTING","listClientOrderId":"tk-oco-0001","symbol":"BTCUSDT",
       "orders":[{"symbol":"BTCUSDT","orderId":10,"clientOrderId":"b"}],
       "orderReports":[{"symbol":"BTCUSDT","orderId":10,"orderListId":1,"clientOrderId":"b",
        "transactTime":1700000000123}]}
      """, .place)
    #expect(list.orders.map(\.status) == [.unknown])
    #expect(list.orders.map(\.venueStatus) == [""])
    #expect(list.orders.map(\.clientOrderID) == ["b"])
    #expect(list.status == .open)
  }

  /// A working leg and pending ones; the venue calls every such list OTO.
  func entryList(
    exits: Int, sized: Bool, working: String = "NEW", id: String = "tk-1", first: Int = 20
  ) -> String {
    var entries: [String] = []
    var reports: [String] = []
    for index in 0...exits {
      let orderID = first + index
      entries.append(#"{"symbol":"BTCUSDT","orderId":\#(orderID),"clientOrderId":"c\#(index)"}"#)
      let quantity = index == 0 || sized ? #""origQty":"0.01000000","# : ""
      let status =
        index == 0
        ? #""status":"\#(working)","type":"LIMIT","side":"BUY","workingTime":1700000000123"#
        : #""status":"PENDING_NEW","type":"MARKET","side":"SELL","workingTime":-1"#
      reports.append(
        #"{"symbol":"BTCUSDT","orderId":\#(orderID),"orderListId":5,"clientOrderId":"c\#(index)","#
          + #""transactTime":1700000000123,"price":"0.00000000",\#(quantity)"#
          + #""executedQty":"0.00000000","cummulativeQuoteQty":"0.00000000",\#(status)}"#)
    }
    return """
      {"orderListId":5,"contingencyType":"OTO","listStatusType":"EXEC_STARTED",
       "listOrderStatus":"EXECUTING","listClientOrderId":"\(id)","symbol":"BTCUSDT",
       "orders":[\(entries.joined(separator: ","))],
       "orderReports":[\(reports.joined(separator: ","))]}
      """
  }

  @Test(arguments: [
    (1, true, Kind.oto), (2, true, .otoco), (1, false, .opo), (2, false, .opoco),
  ])
  func aListWithAnEntryIsToldByItsExits(_ exits: Int, _ sized: Bool, _ kind: Kind) throws {
    let list = try list(entryList(exits: exits, sized: sized), .place)
    #expect(list.kind == kind)
    #expect(list.orders.map(\.role) == kind.roles)
    #expect(list.orders[0].status == .working)
    #expect(list.orders.dropFirst().allSatisfy { $0.status == .dormant })
    #expect(list.orders.dropFirst().allSatisfy { ($0.quantity != nil) == sized })
    // A market leg's price is sent as zero, which is no price.
    #expect(list.orders.allSatisfy { $0.price == nil })
  }

  @Test func anEntryThatFilledAtOnceLeavesItsExitsAsReported() throws {
    let list = try list(entryList(exits: 1, sized: true, working: "FILLED"), .place)
    #expect(list.orders.map(\.status) == [.filled, .dormant])
    #expect(list.status == .open)
  }

  @Test func whatIsNoListAfterAPlacementIsInDoubt() {
    for body in ["{}", "[]", "null", "7", #"{"orderListId":1}"#, "", "{", "\u{0}"] {
      #expect(venue.answer(body, to: .place).isInDoubt, "\(body)")
    }
  }

  // MARK: Cancelling and amending

  static func cancelled(_ names: String) -> String {
    """
    {"orderListId":1,"contingencyType":"OCO","listStatusType":"ALL_DONE",
     "listOrderStatus":"ALL_DONE","listClientOrderId":"tk-oco-0001",
     "transactionTime":1700000050000,"symbol":"BTCUSDT",
     "orders":[{"symbol":"BTCUSDT","orderId":10,"clientOrderId":"tk-oco-0001-b"}],
     "orderReports":[{"symbol":"BTCUSDT",\(names),"orderId":10,"orderListId":1,
      "transactTime":1700000050000,"price":"28900.00000000","origQty":"0.01000000",
      "executedQty":"0.00400000","origQuoteOrderQty":"0.00000000",
      "cummulativeQuoteQty":"115.60000000","status":"CANCELED","timeInForce":"GTC",
      "type":"STOP_LOSS_LIMIT","side":"SELL","stopPrice":"29000.00000000"}]}
    """
  }

  @Test(arguments: [
    #""origClientOrderId":"tk-oco-0001-b","clientOrderId":"tk-oco-0001-x""#,
    // The older shape names the leg itself.
    #""clientOrderId":"tk-oco-0001-b""#,
  ])
  func aCancelledLegKeepsItsOwnId(_ names: String) throws {
    let list = try list(Self.cancelled(names), .cancelList)
    #expect(list.orders.map(\.clientOrderID) == ["tk-oco-0001-b"])
    #expect(list.orders.map(\.status) == [.canceled])
    #expect(list.orders[0].averagePrice == (try decimal("28900")))
    // Something filled before the cancel, so the list is done rather than cancelled.
    #expect(list.status == .done)
    #expect(list.venueStatus == "ALL_DONE")
  }

  @Test func cancellingEverythingMixesOrdersAndLists() throws {
    let plain =
      #"{"symbol":"BTCUSDT","origClientOrderId":"E6APeyTJvkMvLMYMqu1KQ4","orderId":11,"#
      + #""orderListId":-1,"clientOrderId":"pXLV6Hz6mprAcVYpVMTGgx","price":"0.089853","#
      + #""origQty":"0.178622","executedQty":"0.000000","status":"CANCELED","type":"LIMIT"}"#
    let list = Self.cancelled(#""origClientOrderId":"b","clientOrderId":"x""#)
    guard
      case .accepted(.orders(let orders)) = venue.answer("[\(plain),\(list)]", to: .cancelOrder)
    else {
      Issue.record("no orders")
      return
    }
    #expect(orders.map(\.venueOrderID) == ["11", "10"])
    #expect(orders.map(\.venueListID) == [nil, "1"])
    #expect(orders.map(\.clientOrderID) == ["E6APeyTJvkMvLMYMqu1KQ4", "tk-oco-0001-b"])
    #expect(venue.answer("[\(plain),{}]", to: .cancelOrder).isInDoubt)
    #expect(venue.answer("[]", to: .cancelOrder) == .accepted(.orders([])))
  }

  @Test func anAmendedLegGoesByItsNewId() throws {
    let answer = venue.answer(
      """
      {"transactTime":1741669661670,"executionId":22,"amendedOrder":{"symbol":"BTCUSDT",
       "orderId":9,"orderListId":1,"origClientOrderId":"W0fJ9fiLKHOJutovPK3oJp",
       "clientOrderId":"UQ1Np3bmQ71jJzsSDW9Vpi","price":"0.00000000","qty":"4.00000000",
       "executedQty":"2.00000000","cumulativeQuoteQty":"7.00000000","status":"PENDING_NEW",
       "timeInForce":"GTC","type":"MARKET","side":"BUY"},
       "listStatus":{"orderListId":1,"contingencyType":"OTO","listOrderStatus":"EXECUTING",
       "listClientOrderId":"AT7FTxZXylVSwRoZs52mt3","symbol":"BTCUSDT","orders":[]}}
      """, to: .amend)
    guard case .accepted(.order(let order)) = answer else {
      Issue.record("\(answer)")
      return
    }
    #expect(order.clientOrderID == "UQ1Np3bmQ71jJzsSDW9Vpi")
    #expect(order.quantity == Decimal(4))
    #expect(order.averagePrice == (try decimal("3.5")))
    #expect(order.status == .dormant)
    #expect(order.updated == Timestamp(milliseconds: 1_741_669_661_670))
  }

  // MARK: Asking

  @Test func aListIsAskedForWithoutItsOrdersStates() throws {
    let body = #"""
      {"orderListId":27,"contingencyType":"OCO","listStatusType":"EXEC_STARTED",
       "listOrderStatus":"EXECUTING","listClientOrderId":"h2USkA5YQpaXHPIrkd96xE",
       "transactionTime":1565245656253,"symbol":"LTCBTC",
       "orders":[{"symbol":"LTCBTC","orderId":4,"clientOrderId":"qD1gy3kc3Gx0rihm9Y3xwS"},
                 {"symbol":"LTCBTC","orderId":5,"clientOrderId":"ARzZ9I00CPM8i3NhmU9Ega"}]}
      """#
    let list = try list(body, .queryList)
    #expect(list.status == .open)
    #expect(list.orders.map(\.venueOrderID) == ["4", "5"])
    #expect(list.orders.map(\.clientOrderID).last == "ARzZ9I00CPM8i3NhmU9Ega")
    #expect(list.orders.allSatisfy { $0.status == .unknown && $0.role == .pair })
    // Finished says neither filled nor cancelled.
    let done = body.replacing("EXECUTING", with: "ALL_DONE")
    #expect(try self.list(done, .queryList).status == .unknown)
    #expect(try self.list(done, .queryList).venueStatus == "ALL_DONE")
    for operation in [VenueOperation.openLists, .history] {
      #expect(venue.answer("[\(body)]", to: operation) == .accepted(.lists([list])))
      #expect(venue.answer("[]", to: operation) == .accepted(.lists([])))
    }
    // What is missing from the open lists counts as gone, so nothing is skipped.
    guard case .refused(let refusal) = venue.answer("[\(body),{}]", to: .openLists) else {
      Issue.record("skipped a list")
      return
    }
    #expect(refusal.reason == .unreadable)
  }

  @Test func ourOwnIdsTellTheKindThatTheVenueDoesNot() throws {
    func kind(_ id: String, contingency: String = "OTO") throws -> Kind? {
      let body =
        #"{"orderListId":3,"contingencyType":"\#(contingency)","listOrderStatus":"EXECUTING","#
        + #""listClientOrderId":"\#(id)","orders":[{"orderId":1,"clientOrderId":"w"},"#
        + #"{"orderId":2,"clientOrderId":"p"}]}"#
      return try list(body, .queryList).kind
    }
    #expect(try kind("td-opo-0000000000001") == .opo)
    #expect(try kind("td-oto-0000000000001") == .oto)
    // Neither an id of two exits nor one of a pair can be right for two orders of an OTO.
    #expect(try kind("td-otoco-0000000000001") == nil)
    #expect(try kind("td-oco-0000000000001") == nil)
    #expect(try kind("SomethingElse") == nil)
    #expect(try kind("td-opo-0000000000001", contingency: "OCO") == .oco)
  }

  @Test(arguments: [
    (#""status":"NEW","type":"STOP_LOSS","isWorking":false"#, OrderStatus.waiting),
    (#""status":"NEW","type":"STOP_LOSS_LIMIT","isWorking":true"#, .working),
    (#""status":"NEW","type":"TAKE_PROFIT_LIMIT","workingTime":1499827319559"#, .working),
    (#""status":"NEW","type":"TAKE_PROFIT","workingTime":-1"#, .waiting),
    (#""status":"NEW","type":"LIMIT""#, .working),
    (#""status":"PENDING_NEW","type":"LIMIT","workingTime":-1"#, .dormant),
    (#""status":"PARTIALLY_FILLED","type":"LIMIT""#, .partlyFilled),
    (#""status":"FILLED","type":"LIMIT""#, .filled),
    (#""status":"EXPIRED","type":"LIMIT","expiryReason":"OCO_TRIGGER""#, .expired),
    (#""status":"EXPIRED_IN_MATCH","type":"LIMIT""#, .expired),
    (#""status":"REJECTED","type":"LIMIT""#, .rejected),
    (#""status":"PENDING_CANCEL","type":"LIMIT""#, .unknown),
    (#""status":"DREAMING","type":"LIMIT""#, .unknown),
  ])
  func eachStatusHasItsMeaning(_ members: String, _ status: OrderStatus) throws {
    let body = #"{"symbol":"BTCUSDT","orderId":"7","orderListId":-1,\#(members),"new":{"a":[1]}}"#
    guard case .accepted(.order(let order)) = venue.answer(body, to: .queryOrder) else {
      Issue.record("\(body)")
      return
    }
    #expect(order.status == status)
    #expect(members.contains("\"\(order.venueStatus)\""))
    #expect(order.venueListID == nil)
    #expect(order.reason == (status == .expired && members.contains("eason") ? "OCO_TRIGGER" : nil))
    #expect(venue.answer("[\(body)]", to: .openOrders) == .accepted(.orders([order])))
  }

  @Test func trailingStopsAreToldByTheirDelta() throws {
    func type(_ word: String) -> Order? {
      let body = #"{"orderId":7,"type":"\#(word)","trailingDelta":10}"#
      guard case .accepted(.order(let order)) = venue.answer(body, to: .queryOrder) else {
        return nil
      }
      return order
    }
    #expect(type("STOP_LOSS")?.type == .trailingStop)
    #expect(type("STOP_LOSS_LIMIT")?.type == .trailingStopLimit)
    #expect(type("TAKE_PROFIT")?.type == .takeProfit)
    #expect(type("ICEBERG")?.type == nil)
    #expect(type("ICEBERG")?.venueType == "ICEBERG")
  }
}
