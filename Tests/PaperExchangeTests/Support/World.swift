import Exact
import Orders
import PaperExchange

/// An exchange with one market, a tape, and everything that was said.
struct World {
  var exchange: PaperExchange
  var events: [Event] = []
  var list: ListID?
  var troubles: [String] = []

  static func decimal(_ text: String) -> Decimal { (try? Decimal(parsing: text)) ?? .zero }

  static func spot(_ commission: MarketSpec.Commission = .none) -> MarketSpec? {
    var rules = InstrumentRules(
      instrument: .spot(base: "BTC", quote: "USDT"), symbol: "BTCUSDT", tick: 1,
      lot: decimal("0.001"))
    rules.minimumQuantity = decimal("0.002")
    return try? MarketSpec(rules, commission: commission)
  }

  static func future(_ commission: MarketSpec.Commission = .none) -> MarketSpec? {
    var rules = InstrumentRules(
      instrument: .future(product: "ES", month: "Z", year: "6"), symbol: "ESZ6",
      tick: decimal("0.25"), lot: 1)
    rules.valuePerPoint = 50
    return try? MarketSpec(rules, commission: commission)
  }

  init(_ spec: MarketSpec?, base: Decimal = 1, quote: Decimal = 1_000_000) {
    exchange = PaperExchange([spec].compactMap { $0 })
    if exchange.specs.first?.instrument.isSpot == true {
      _ = exchange.deposit(base, of: "BTC")
      _ = exchange.deposit(quote, of: "USDT")
    } else {
      _ = exchange.deposit(quote, of: "USD")
    }
  }

  private mutating func take(_ new: [Event], since last: Int64) {
    troubles += Invariants.check(exchange) + Invariants.check(new, after: last)
    events += new
  }

  private var last: Int64 { events.last?.sequence ?? 0 }

  mutating func tape(_ tape: TapeEvent...) {
    for event in tape { take(exchange.apply(event), since: last) }
  }

  mutating func place(_ new: NewList) {
    var new0: [Event] = []
    list = exchange.place(new, into: &new0)
    take(new0, since: last)
  }

  mutating func cancel(leg: Int? = nil) {
    guard let list else { return }
    if let leg {
      take(exchange.cancel(OrderID(list, leg: leg)), since: last)
    } else {
      take(exchange.cancel(list), since: last)
    }
  }

  mutating func amend(leg: Int, _ change: Amendment) {
    guard let list else { return }
    take(exchange.amend(OrderID(list, leg: leg), to: change), since: last)
  }

  /// "status filled reason" of each leg, then the list's status.
  var outcome: [String] {
    guard let list, let state = exchange.list(list) else { return ["gone"] }
    return state.orders.map { order in
      var words = [order.status.rawValue]
      if order.filled > 0 { words.append("\(order.filled)") }
      if let reason = reason(order.id) { words.append(reason) }
      return words.joined(separator: " ")
    } + [state.status.rawValue]
  }

  func reason(_ id: OrderID) -> String? {
    for event in events.reversed() where event.order == id {
      switch event.what {
      case .canceled(let reason), .expired(let reason), .rejected(let reason):
        return reason.rawValue
      default: continue
      }
    }
    return nil
  }

  /// "leg what" in the order it was told, without acceptances, balances and list words.
  var story: [String] {
    events.compactMap { event in
      guard let leg = event.leg else { return nil }
      switch event.what {
      case .accepted: return nil
      case .filled(let price, let quantity, _): return "\(leg) filled \(quantity) at \(price)"
      default: return "\(leg) \(event.what)"
      }
    }
  }

  func balance(_ asset: String) -> String {
    guard let balance = exchange.ledger.balance(of: asset) else { return "?" }
    return "\(balance.free) \(balance.locked)"
  }
}
