import Client
import Exact
import Orders
import Venues

/// What a list keeps safe now, said in sentences.
struct Protection {
  let record: ListRecord

  private var list: OrderList { record.list }
  private var orders: [Order] { list.orders }
  private var hasEntry: Bool { list.kind?.hasEntry == true }
  private var exits: [(at: Int, order: Order)] {
    Array(zip(orders.indices, orders)).filter { !hasEntry || $0.0 > 0 }.map { ($0.0, $0.1) }
  }

  var sentences: [String] {
    switch record.state {
    case .inDoubt:
      return [
        "Not known: the request left, and the venue has said neither yes nor no. Nothing is sent "
          + "again by itself."
      ]
    case .sending: return ["Nothing yet: the venue has not answered."]
    case .unknown: return ["Not known: the venue used a word that says too little."]
    case .vanished:
      return ["Not known: the list was open, and the venue does not know it any more."]
    case .rejected: return ["Nothing: the venue refused the list."]
    case .notSent: return ["Nothing: no byte of it left this machine."]
    case .cancelled: return ["Nothing: the list was cancelled, and no leg of it filled."]
    case .done: return [ended]
    case .open: return hasEntry ? withEntry : [pair(exits)]
    }
  }

  private var ended: String {
    let filled = exits.filter { $0.order.filled?.isPositive == true }
    let names = filled.map { item in
      "\(record.label(ofLeg: item.at)) filled \(Figures.price(item.order.filled ?? .zero))"
    }
    if hasEntry, let into = orders.first?.filled, into.isPositive {
      let out = ListCells.sum(exits.map(\.order))
      guard let open = try? into - out, open.isPositive else {
        return "Nothing is left to protect: \(Words.list(names))."
      }
      return "Nothing: \(Figures.price(open)) of the entry is held without an order of this list."
    }
    return "Nothing any more: \(Words.list(names))."
  }

  private var withEntry: [String] {
    guard let entry = orders.first else { return [] }
    let into = entry.filled ?? .zero
    if !into.isPositive {
      if entry.status.isFinal { return ["Nothing: the entry ended without a fill."] }
      return ["Nothing is held yet: the exits sleep until the entry fills."]
    }
    var sentences: [String] = []
    let awake = exits.filter { $0.order.status.isLive && $0.order.status != .dormant }
    if awake.isEmpty {
      let sleeping = exits.contains { $0.order.status == .dormant }
      let rest = sleeping ? "the exits wake when the rest of the entry fills" : "no exit is live"
      sentences.append("\(Figures.price(into)) of the entry is held unprotected: \(rest).")
    } else {
      if entry.status.isLive {
        sentences.append(
          "The entry has filled \(Figures.price(into)) of \(text(entry.quantity)).")
      }
      sentences.append(pair(awake))
    }
    return sentences
  }

  /// What live exits do.
  private func pair(_ legs: [(at: Int, order: Order)]) -> String {
    let live = legs.filter { $0.order.status.isLive }
    guard !live.isEmpty else { return "No leg is live." }
    let parts = live.map { item in
      let order = item.order
      let rest = try? (order.quantity ?? .zero) - (order.filled ?? .zero)
      let size = rest.map(Figures.price) ?? text(order.quantity)
      return "\(order.side?.rawValue ?? "trades") \(size) as \(ListCells.priced(order))"
    }
    let stop = live.contains { $0.order.type?.isStop == true }
    let tail = stop ? "" : "; no stop protects it"
    if live.count > 1 { return "Whichever comes first: \(Words.alternatives(parts))\(tail)." }
    return "One leg is live: \(parts[0])\(tail)."
  }

  private func text(_ value: Decimal?) -> String { value.map(Figures.price) ?? "?" }

  /// What is held and would have no exit any more once this is cancelled; nil where nothing is.
  func bare(afterCancelling leg: Int?) -> String? {
    guard hasEntry, let into = orders.first?.filled, into.isPositive,
      let held = try? into - ListCells.sum(exits.map(\.order)), held.isPositive
    else { return nil }
    let left = exits.filter { item in
      item.order.status.isLive && leg.map { $0 != item.at && $0 != 0 } ?? false
    }
    let amount = Figures.price(held)
    if left.isEmpty { return "\(amount) that the entry brought would have no exit any more." }
    if left.contains(where: { $0.order.type?.isStop == true }) { return nil }
    return "\(amount) that the entry brought would have no stop any more."
  }
}
