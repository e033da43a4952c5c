import Exact
import Orders
import PaperExchange
import Venues

extension Desk {
  public func order(_ number: Int64) -> PaperOrder? { orders[number] }

  public func list(_ number: Int64) -> PaperList? { lists[number] }

  /// The orders of a list, by leg.
  public func orders(of list: PaperList) -> [PaperOrder] { list.orders.compactMap { orders[$0] } }

  /// Every list that is remembered, the oldest first; orders placed by themselves among them.
  public var allLists: [PaperList] { Array(lists.all) }

  public var allOrders: [PaperOrder] { Array(orders.all) }

  /// Live orders and lists, the oldest first.
  public var openOrders: [PaperOrder] {
    liveOrderIDs.values.joined().sorted().compactMap { orders[$0] }.filter(\.status.isLive)
  }

  public var openLists: [PaperList] {
    liveListIDs.values.joined().sorted().compactMap { lists[$0] }.filter { $0.kind != nil }
  }

  /// The newest live order that has this client id.
  public func liveOrder(named id: String) -> PaperOrder? {
    liveOrderIDs[id]?.last.flatMap { orders[$0] }
  }

  public func liveList(named id: String) -> PaperList? {
    liveListIDs[id]?.last.flatMap { lists[$0] }
  }

  /// The newest order with this client id, ended ones too.
  public func newestOrder(named id: String) -> PaperOrder? {
    liveOrder(named: id) ?? orders.all.filter { $0.clientID == id }.last
  }

  public func newestList(named id: String) -> PaperList? {
    liveList(named: id) ?? lists.all.filter { $0.clientID == id }.last
  }

  /// What the market shows, in decimals.
  public func shown(_ market: Int) -> Market {
    guard let view = exchange.view(of: market) else { return Market() }
    let spec = specs[market]
    return Market(
      last: view.last.map(spec.price), bid: view.bid.map(spec.price),
      ask: view.ask.map(spec.price), mark: view.mark.map(spec.price),
      index: view.index.map(spec.price))
  }

  /// What the account owns, asset by asset in the exchange's order.
  public var balances: [Balance] {
    exchange.ledger.assets.compactMap { exchange.ledger.balance(of: $0.name) }
  }

  /// The holding in a future; nil in a spot market.
  public func position(in market: Int) -> Position? {
    guard specs.indices.contains(market), !specs[market].instrument.isSpot else { return nil }
    let holding = exchange.ledger.holdings[market]
    let sign: Decimal = holding.lots < 0 ? -1 : 1
    let size = specs[market].quantity(abs(holding.lots))
    return Position(
      symbol: instruments[market].symbol, quantity: (try? size * sign) ?? size,
      price: entryPrice(holding, market))
  }

  /// What a contract of the holding was paid on average, in the market's own prices.
  private func entryPrice(_ holding: Ledger.Holding, _ market: Int) -> Decimal? {
    let spec = specs[market]
    guard holding.lots != 0,
      let scale = exchange.ledger.assets.first(where: { $0.name == spec.settlement })?.scale,
      let paid = Decimal(mantissa: holding.paid, scale: scale),
      let worth = try? spec.valuePerPoint * spec.lot * Decimal(Int(holding.lots))
    else { return nil }
    return try? paid.divided(by: worth, digits: spec.tick.scale + 2, .nearest)
  }

  /// What the venue's rules are told about the account when a request is checked.
  ///
  /// Not which client ids are in use: there may be many, and `liveOrder(named:)` answers at once.
  public func account(in market: Int) -> Account {
    var account = Account()
    account.balances = balances
    account.positions = specs.indices.compactMap(position)
    account.canTrade = true
    account.openOrders = open[market].orders
    account.openAlgoOrders = open[market].algos
    account.openLists = open[market].lists
    account.openOrdersOverall = open.reduce(0) { $0 + $1.orders }
    return account
  }

  /// What is wrong with a ticket by the venue's own rules, in the order of its catalogue.
  public func errors(of ticket: Ticket, in market: Int) -> [Finding] {
    let inspection = Inspection(
      venue: venue, ticket: ticket, instrument: instruments[market], market: shown(market),
      account: account(in: market))
    return venue.findings(inspection).filter { $0.severity == .error }
  }
}
