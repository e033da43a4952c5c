import Client
import Exact
import Orders
import Screen

/// A column of the lists panel.
enum ListColumn: CaseIterable, Sendable {
  case venue, symbol, kind, side, quantity, prices, status, venueStatus, filled, age

  var title: CleanText {
    switch self {
    case .venue: "venue"
    case .symbol: "symbol"
    case .kind: "kind"
    case .side: "side"
    case .quantity: "quantity"
    case .prices: "prices"
    case .status: "status"
    case .venueStatus: "in its words"
    case .filled: "filled"
    case .age: "heard"
    }
  }

  /// What it needs; the prices take what is left.
  var width: Int {
    switch self {
    case .venue: 12
    case .symbol: 9
    case .kind: 5
    case .side: 4
    case .quantity: 9
    case .prices: 17
    case .status: 13
    case .venueStatus: 17
    case .filled: 9
    case .age: 5
    }
  }

  /// The one with the highest goes first when there is no room.
  private var dispensability: Int {
    switch self {
    case .venueStatus: 9
    case .kind: 8
    case .age: 7
    case .filled: 6
    case .quantity: 5
    case .side: 4
    case .symbol: 3
    case .prices: 2
    case .venue, .status: 0
    }
  }

  /// The columns for which there is room, with their places.
  static func plan(_ width: Int) -> [(column: ListColumn, range: Range<Int>)] {
    var columns = allCases
    func needed() -> Int { columns.reduce(columns.count - 1) { $0 + $1.width } }
    while needed() > width, let last = columns.max(by: { $0.dispensability < $1.dispensability }),
      last.dispensability > 0
    {
      columns.removeAll { $0 == last }
    }
    let spare = max(0, width - needed())
    // Long prices want room first; what is left after that stays free at the end.
    let wide = min(spare, 24)
    var at = 0
    return columns.map { column in
      let start = at
      let end = start + column.width + (column == .prices ? wide : 0)
      at = end + 1
      return (column, start..<end)
    }
  }

  var isRight: Bool { self == .quantity || self == .filled || self == .age }
}

/// What the panel writes of lists and legs: one text a column.
struct ListCells {
  let record: ListRecord
  let now: Timestamp?

  func line(_ column: ListColumn, isUnfolded: Bool) -> Line {
    let list = record.list
    switch column {
    case .venue:
      return Line(isUnfolded ? "▾ " : "▸ ", .muted) + Line(CleanText(record.key.venue.name))
    case .symbol: return Line(CleanText(record.symbol), .heading)
    case .kind: return Line(CleanText(list.kind?.rawValue.uppercased() ?? "?"))
    case .side: return side(record.side)
    case .quantity: return Line(CleanText(record.leadingQuantity.map(Figures.price) ?? ""))
    case .prices: return isUnfolded ? Line() : prices
    case .status:
      return Line(record.state.sign + " ", record.state.role)
        + Line(CleanText(record.state.word), record.state.role)
    case .venueStatus: return Line(CleanText(list.venueStatus), .muted)
    case .filled: return filled
    case .age: return Line(age(record.heard), .muted)
    }
  }

  func line(_ column: ListColumn, leg: Int) -> Line {
    guard record.list.orders.indices.contains(leg) else { return Line() }
    let order = record.list.orders[leg]
    let isLast = leg + 1 == record.list.orders.count
    switch column {
    case .venue:
      return Line(isLast ? "  └ " : "  ├ ", .border) + Line(CleanText(record.label(ofLeg: leg)))
    case .symbol, .kind, .age: return Line()
    case .side: return side(order.side)
    case .quantity:
      return Line(CleanText(order.quantity.map(Figures.price) ?? ""), .muted)
    case .prices: return Line(CleanText(Self.priced(order)))
    case .status:
      return Line(order.status.sign + " ", order.status.role)
        + Line(CleanText(order.status.word), order.status.role)
    case .venueStatus: return Line(CleanText(order.venueStatus), .muted)
    case .filled:
      guard let filled = order.filled, filled.isPositive else { return Line("–", .muted) }
      return Line(CleanText(Figures.price(filled)), .filled)
    }
  }

  private func side(_ side: Side?) -> Line {
    Line(CleanText(side?.rawValue ?? "?"), side == .buy ? .buy : side == .sell ? .sell : .muted)
  }

  /// `limit 32,000`, `stop limit 29,000→28,900`, `trailing stop from 29,900`: it fires elsewhere.
  static func priced(_ order: Order) -> String {
    let from = order.type?.isTrailing == true && order.trigger != nil ? " from" : ""
    let type = (order.type?.words ?? order.venueType ?? "?") + from
    switch (order.trigger, order.price) {
    case (let trigger?, let price?):
      return "\(type) \(Figures.price(trigger))→\(Figures.price(price))"
    case (let trigger?, nil): return "\(type) \(Figures.price(trigger))"
    case (nil, let price?): return "\(type) \(Figures.price(price))"
    case (nil, nil): return type
    }
  }

  /// All legs' prices in a word: `32,000 / 29,000→28,900`.
  private var prices: Line {
    var line = Line()
    for (at, order) in record.list.orders.enumerated() {
      if at > 0 {
        line.append(record.list.kind?.hasEntry == true && at == 1 ? " ▸ " : " / ", .muted)
      }
      var text = (order.trigger ?? order.price).map(Figures.price) ?? order.type?.words ?? "?"
      if order.trigger != nil, let price = order.price { text += "→" + Figures.price(price) }
      line.append(CleanText(text))
    }
    return line
  }

  /// What the legs of the latest part filled.
  private var filled: Line {
    let orders = record.list.orders
    let exits = record.list.kind?.hasEntry == true ? Array(orders.dropFirst()) : orders
    let out = Self.sum(exits)
    if out.isPositive { return Line(CleanText(Figures.price(out)), .filled) }
    guard record.list.kind?.hasEntry == true, let into = orders.first?.filled, into.isPositive
    else { return Line("–", .muted) }
    return Line(CleanText("in " + Figures.price(into)), .filled)
  }

  static func sum(_ orders: [Order]) -> Decimal {
    orders.reduce(.zero) { sum, order in (try? sum + (order.filled ?? .zero)) ?? sum }
  }

  /// Coarse, so that it seldom changes: a row is repainted when something happened.
  private func age(_ heard: Timestamp?) -> CleanText {
    guard let heard else { return "never" }
    guard let now else { return "" }
    return CleanText(Self.age(now.milliseconds - heard.milliseconds))
  }

  static func age(_ milliseconds: Int64) -> String {
    let seconds = max(0, milliseconds / 1000)
    switch seconds {
    case ..<60: return "<1m"
    case ..<3600: return "\(seconds / 60)m"
    case ..<86_400: return "\(seconds / 3600)h"
    default: return "\(seconds / 86_400)d"
    }
  }
}
