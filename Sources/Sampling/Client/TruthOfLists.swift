import Client
import Exact
import Orders
import Simulator
import Venues

/// What an engine says of its lists, beside what a client says of them.
public struct TruthOfLists: Sendable {
  private let lists: [JSONReader]
  private let venue: VenueID

  public init(_ simulator: Simulator, _ venue: VenueID) {
    self.venue = venue
    lists = JSONReader(simulator.truth(venue: venue)).array("lists").map(JSONReader.init).filter {
      $0.text("kind") != nil
    }
  }

  /// Whether a list that was sent is among them: by its own id, or by one of its orders'.
  public func holds(_ placement: Placement, _ record: ListRecord?) -> Bool {
    let key = placement.key.id
    let own = Set(record?.list.orders.compactMap(\.clientOrderID) ?? [])
    return lists.contains { list in
      if list.text("status") == "rejected" { return false }
      if let id = list.text("client_list_id"), id == key || id == record?.list.clientListID {
        return true
      }
      return list.array("orders").map(JSONReader.init).contains { order in
        order.text("client_order_id").map { $0.hasPrefix(key) || own.contains($0) } ?? false
      }
    }
  }

  /// Everything in which a client's lists differ from the engine's; empty where they agree.
  public func differences(from records: [ListRecord]) -> [String] {
    let records = records.filter { $0.key.venue == venue }
    var found: [String] = []
    var known: Set<ListKey> = []
    for list in lists {
      let ids = Set(list.array("orders").map(JSONReader.init).compactMap { $0.text("order_id") })
      let record = records.first { record in
        record.list.orders.contains { $0.venueOrderID.map(ids.contains) ?? false }
      }
      guard let record else {
        // A list that was refused need not be known by the venue's ids, nor one of another device
        // that ended before anybody asked.
        if list.text("status") == "open" {
          found.append("list \(list.text("list_id") ?? "?") is open and not known")
        }
        continue
      }
      known.insert(record.key)
      for order in list.array("orders").map(JSONReader.init) {
        found += Self.differences(order, record)
      }
      if record.isInDoubt { found.append("\(record.key.id) is in doubt") }
    }
    for record in records where !known.contains(record.key) && record.list.status != .rejected {
      found.append("\(record.key.id) is told as \(record.list.status.rawValue), and is not there")
    }
    return found
  }

  /// What must be true at every moment: no list of ours is at a venue twice; nil where that is so.
  public static func double(_ simulator: Simulator, _ venue: VenueID) -> String? {
    guard let desk = simulator.desk(of: venue) else { return "no desk" }
    var counts: [String: Int] = [:]
    for list in desk.allLists where list.kind != nil {
      // The orders of KuCoin's lists have no ids of ours; the list's own counts.
      let ids =
        venue.name == "kucoin" ? [list.clientID] : desk.orders(of: list).map(\.clientID)
      for id in ids where !id.isEmpty { counts[id, default: 0] += 1 }
    }
    return counts.filter { $0.value > 1 }.keys.min().map { "\($0) is at the venue twice" }
  }

  private static func differences(_ truth: JSONReader, _ record: ListRecord) -> [String] {
    let id = truth.text("order_id") ?? "?"
    guard let order = record.list.orders.first(where: { $0.venueOrderID == id }) else {
      return ["order \(id) of \(record.key.id) is not known"]
    }
    var found: [String] = []
    // Tradovate has no word of its own for an order that waits for its trigger.
    let isSameWord =
      record.key.venue.name == "tradovate" && truth.text("status") == "waiting"
      && order.status == .working
    if truth.text("status") != order.status.rawValue, !isSameWord {
      found.append(
        "order \(id) of \(record.key.id) is \(truth.text("status") ?? "?"), told as "
          + order.status.rawValue)
    }
    let filled = truth.text("filled").flatMap { Decimal($0) } ?? .zero
    if filled != order.filled ?? .zero {
      found.append(
        "order \(id) of \(record.key.id) filled \(filled), told as "
          + (order.filled?.description ?? "nothing"))
    }
    if truth.text("side") != order.side?.rawValue { found.append("order \(id) has another side") }
    return found
  }
}
