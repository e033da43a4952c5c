import Exact
import Orders
import PaperExchange

extension TradovateServing {
  /// What was traded in one market: the parts of a position that the desk does not keep.
  struct Holding: Sendable {
    var id: Int64 = 0
    var bought = Decimal.zero
    var boughtValue = Decimal.zero
    var sold = Decimal.zero
    var soldValue = Decimal.zero
    /// When it last changed; nil before the first fill, when there is no such entity.
    var changed: Timestamp?
  }

  /// The account's dollars.
  var cash: Decimal {
    let own = desk.balances.first { $0.asset == "USD" }
    return (try? (own?.free ?? .zero) + (own?.locked ?? .zero)) ?? .zero
  }

  private var startingCash: Decimal {
    Desk.startingBalances.first { $0.asset == "USD" }?.amount ?? .zero
  }

  private var realized: Decimal { (try? cash - startingCash) ?? .zero }

  /// "(last − netPrice) × netPos × valuePerPoint" (Tradovate §9).
  private var openProfit: Decimal {
    desk.specs.indices.reduce(Decimal.zero) { sum, market in
      guard let position = desk.position(in: market), let price = position.price,
        let last = desk.shown(market).last, let points = try? last - price,
        let profit = try? points * position.quantity * desk.specs[market].valuePerPoint
      else { return sum }
      return (try? sum + profit) ?? sum
    }
  }

  /// `POST /cashBalance/getcashbalancesnapshot` (Tradovate §9).
  ///
  /// Margin is not modelled, as the contingency sheet says; so none of it is used.
  func cashSnapshot(_ call: Call) -> Reply {
    guard let account = call.number("accountId") else { return .missing("accountId") }
    guard account == paper.accountID else { return .error("Access is denied") }
    let open = openProfit
    return .ok([
      "totalCashValue": .number(cash), "totalPnL": .number((try? realized + open) ?? open),
      "initialMargin": 0, "maintenanceMargin": 0,
      "netLiq": .number((try? cash + open) ?? cash), "openPnL": .number(open),
      "realizedPnL": .number(realized), "weekRealizedPnL": .number(realized),
    ])
  }

  var cashBalance: JSON {
    [
      "id": .integer(paper.accountID + 1), "accountId": .integer(paper.accountID),
      "timestamp": Self.stamp(desk.now), "tradeDate": Self.tradeDate(desk.now), "currencyId": 1,
      "amount": .number(cash), "realizedPnL": .number(realized),
      "weekRealizedPnL": .number(realized),
    ]
  }

  var marginSnapshot: JSON {
    [
      "id": .integer(paper.accountID), "timestamp": Self.stamp(desk.now), "riskTimePeriodId": 1,
      "initialMargin": 0, "maintenanceMargin": 0, "totalUsedMargin": 0, "fullInitialMargin": 0,
    ]
  }

  func position(_ market: Int) -> JSON? {
    guard let changed = holdings[market].changed, let position = desk.position(in: market) else {
      return nil
    }
    let holding = holdings[market]
    var members: [JSONMember] = [
      .init("id", .integer(holding.id)), .init("accountId", .integer(paper.accountID)),
      .init("contractId", .integer(contractID(market))), .init("timestamp", Self.stamp(changed)),
      .init("tradeDate", Self.tradeDate(changed)), .init("netPos", .number(position.quantity)),
    ]
    if let price = position.price { members.append(.init("netPrice", .number(price))) }
    members += [
      .init("bought", .number(holding.bought)), .init("boughtValue", .number(holding.boughtValue)),
      .init("sold", .number(holding.sold)), .init("soldValue", .number(holding.soldValue)),
      .init("prevPos", 0),
    ]
    return .object(members)
  }

  mutating func note(_ fill: PaperFill, of order: PaperOrder) {
    var holding = holdings[order.market]
    let value = (try? fill.price * fill.quantity) ?? .zero
    if order.side == .buy {
      holding.bought = (try? holding.bought + fill.quantity) ?? holding.bought
      holding.boughtValue = (try? holding.boughtValue + value) ?? holding.boughtValue
    } else {
      holding.sold = (try? holding.sold + fill.quantity) ?? holding.sold
      holding.soldValue = (try? holding.soldValue + value) ?? holding.soldValue
    }
    holding.changed = fill.time
    holdings[order.market] = holding
  }
}
