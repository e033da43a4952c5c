import Exact
import Orders

/// An order as it stands.
public struct OrderState: Hashable, Sendable {
  public let id: OrderID
  public let market: Int
  public let role: LegRole
  public let side: Side
  public let type: LegType
  public let status: OrderStatus
  public let timeInForce: TimeInForce
  public let source: TriggerSource
  public let quantity: Int64
  public let filled: Int64
  public let price: Int64?
  public let trigger: Int64?
  public let isTriggered: Bool
  public let tag: UInt64
}

/// A list as it stands.
public struct ListState: Hashable, Sendable {
  public let id: ListID
  public let market: Int
  public let kind: Kind?
  public let status: ListStatus
  public let rules: ContingencyRules
  public let tag: UInt64
  public let orders: [OrderState]
}

/// What a market shows, in ticks; nil for what is not known.
public struct MarketView: Hashable, Sendable {
  public let last: Int64?
  public let bid: Int64?
  public let ask: Int64?
  public let mark: Int64?
  public let index: Int64?
}

extension PaperExchange {
  /// Every list that was not forgotten, ended ones too, in the order of their places.
  public var listIDs: [ListID] {
    lists.indices.filter { !lists[$0].isFree }.map(id(ofList:))
  }

  /// The list; nil when there is no such list any more.
  public func list(_ id: ListID) -> ListState? {
    guard let at = place(of: id) else { return nil }
    let record = lists[at]
    return ListState(
      id: id, market: Int(record.market), kind: record.kind, status: record.status,
      rules: tables[Int(record.rules)], tag: record.tag,
      orders: record.orders.map { state(of: $0, OrderID(id, leg: Int(orders[$0].leg))) })
  }

  /// The order; nil when its list is gone or has no such leg.
  public func order(_ id: OrderID) -> OrderState? {
    place(of: id).map { state(of: $0, id) }
  }

  /// What a market shows.
  public func view(of market: Int) -> MarketView? {
    guard markets.indices.contains(market) else { return nil }
    let state = markets[market]
    func known(_ price: Int64) -> Int64? { price == 0 ? nil : price }
    return MarketView(
      last: known(state.last), bid: known(state.touch(.sell)), ask: known(state.touch(.buy)),
      mark: known(state.mark), index: known(state.index))
  }

  private func state(of order: Int, _ id: OrderID) -> OrderState {
    let record = orders[order]
    return OrderState(
      id: id, market: Int(record.market), role: record.role, side: record.side, type: record.type,
      status: record.status, timeInForce: record.timeInForce, source: record.source,
      quantity: record.quantity, filled: record.filled,
      price: record.price == 0 ? nil : record.price,
      trigger: record.trigger == 0 ? nil : record.trigger, isTriggered: record.isTriggered,
      tag: record.tag)
  }

  func id(ofList at: Int) -> ListID {
    ListID(index: Int32(truncatingIfNeeded: at), generation: lists[at].generation)
  }

  func place(of id: ListID) -> Int? {
    let at = Int(id.index)
    guard lists.indices.contains(at), !lists[at].isFree, lists[at].generation == id.generation
    else { return nil }
    return at
  }

  func place(of id: OrderID) -> Int? {
    guard let list = place(of: id.list), (0..<Int(lists[list].count)).contains(id.leg)
    else { return nil }
    return Int(lists[list].first) + id.leg
  }
}

extension PaperExchange {
  /// What a fill cost in commission, and in which asset: the amount that the ledger was charged.
  public func commission(
    on market: Int, side: Side, price: Int64, quantity: Int64, isMaker: Bool
  ) -> (asset: String, amount: Decimal)? {
    guard markets.indices.contains(market) else { return nil }
    let unit = markets[market].unit
    let isReceived = unit.commission.taken == .received && side == .buy && !unit.isFuture
    let amount = isReceived ? unit.atoms(quantity) : unit.notional(price, quantity)
    let asset = isReceived ? unit.base : unit.quote
    return ledger.decimal(unit.fee(amount, isMaker: isMaker), of: asset).map {
      (ledger.assets[asset].name, $0)
    }
  }
}

extension PaperExchange {
  /// When the next order expires by time, in milliseconds; nil while none will.
  public var nextExpiry: Int64? { timed.first?.key }
}
