import Exact
import Orders
import Venues

/// Something about a list that should not be, and what would mend it.
public struct Trouble: Hashable, Sendable {
  /// What kind of trouble it is.
  public enum Kind: String, CaseIterable, Sendable {
    /// A leg works, and what should take it away, or be taken away by it, is gone.
    case orphan
    /// More was traded, or still may be, than was meant.
    case excess
    /// It was open, and the venue knows it no more.
    case vanished
  }

  public let kind: Kind
  /// The leg it is about; nil for the list.
  public let leg: Int?
  public let sentence: String
  /// The call that would mend it, for its payload to be previewed; nil where nothing sent would.
  public let repair: Call?
}

/// Looks for legs without their sibling, exits larger than what they close, and lists that are
/// gone.
public enum Radar {
  /// What is wrong with a list; empty where nothing is.
  public static func look(at record: ListRecord, _ venue: some Venue) -> [Trouble] {
    if record.isInDoubt { return [] }
    var troubles: [Trouble] = []
    if record.isVanished {
      troubles.append(
        Trouble(
          kind: .vanished, leg: nil,
          sentence: "it was open, and \(venue.title) knows it no more: look at the venue itself",
          repair: nil))
    }
    let orders = record.list.orders
    let exits = orders.indices.filter { orders[$0].role != .entry }
    if exits.count == 2 {
      troubles += pair(exits[0], exits[1], record, venue)
      troubles += pair(exits[1], exits[0], record, venue)
      troubles += excess(exits, record)
    }
    if let entry = orders.indices.first(where: { orders[$0].role == .entry }) {
      troubles += orphans(of: entry, exits, record, venue)
    }
    return troubles
  }

  /// The calls that would mend what is wrong with a list, each once; none where nothing sent would.
  public static func repairs(of record: ListRecord, _ venue: some Venue) -> [Call] {
    look(at: record, venue).compactMap(\.repair).reduce(into: []) { calls, call in
      if !calls.contains(call) { calls.append(call) }
    }
  }

  /// Positions that live exits are larger than, for venues that tell of positions.
  public static func look(
    at records: [ListRecord], positions: [Position]
  ) -> [(instrument: Instrument, sentence: String)] {
    var open: [Instrument: (buys: Decimal, sells: Decimal)] = [:]
    for record in records {
      guard let instrument = record.instrument else { continue }
      for (side, size) in liveExits(of: record) {
        let known = open[instrument] ?? (.zero, .zero)
        // Exits of a pair close the same position: the larger one counts.
        open[instrument] =
          side == .buy
          ? ((try? known.buys + size) ?? known.buys, known.sells)
          : (known.buys, (try? known.sells + size) ?? known.sells)
      }
    }
    return open.sorted { "\($0.key)" < "\($1.key)" }.compactMap { instrument, size in
      let held = positions.first { $0.symbol == instrument.description }?.quantity ?? .zero
      let long = held.isPositive ? held : .zero
      let short = held.isNegative ? held.negated : .zero
      if size.sells > long, size.sells.isPositive {
        return (instrument, "exits sell \(size.sells) \(instrument), and \(long) are held")
      }
      if size.buys > short, size.buys.isPositive {
        return (instrument, "exits buy \(size.buys) \(instrument), and \(short) are sold short")
      }
      return nil
    }
  }

  /// What of that is to be said of a list: nothing where none of its exits works.
  public static func overhang(
    of record: ListRecord, among found: [(instrument: Instrument, sentence: String)]
  ) -> String? {
    guard !liveExits(of: record).isEmpty else { return nil }
    return found.first { $0.instrument == record.instrument }?.sentence
  }

  private static func liveExits(of record: ListRecord) -> [(Side, Decimal)] {
    var most: [Side: Decimal] = [:]
    for order in record.list.orders
    where order.role != .entry && order.status.isLive && order.status != .dormant {
      guard let side = order.side, let left = order.left else { continue }
      most[side] = max(most[side] ?? .zero, left)
    }
    return most.sorted { $0.key.rawValue < $1.key.rawValue }.map { ($0.key, $0.value) }
  }

  // MARK: One list

  /// A leg that still works beside a sibling that has ended.
  private static func pair(
    _ leg: Int, _ other: Int, _ record: ListRecord, _ venue: some Venue
  ) -> [Trouble] {
    let (own, sibling) = (record.list.orders[leg], record.list.orders[other])
    guard own.status.isLive, own.filled?.isPositive != true, sibling.status.isFinal else {
      return []
    }
    let label = "leg \(leg + 1)"
    if sibling.status == .filled {
      return [
        Trouble(
          kind: .orphan, leg: leg,
          sentence:
            "\(label) still works though its sibling has filled: it would trade a second time",
          repair: removal(leg, record, venue))
      ]
    }
    guard sibling.filled?.isPositive != true else { return [] }
    return [
      Trouble(
        kind: .orphan, leg: leg,
        sentence: "\(label) works alone: its sibling is \(sibling.status.rawValue)",
        repair: removal(leg, record, venue))
    ]
  }

  /// Both exits traded, more together than one was meant to.
  private static func excess(_ exits: [Int], _ record: ListRecord) -> [Trouble] {
    let orders = exits.map { record.list.orders[$0] }
    let meant = orders.compactMap(\.quantity).max() ?? .zero
    let traded = orders.compactMap(\.filled).reduce(Decimal?(.zero)) { sum, more in
      sum.flatMap { try? $0 + more }
    }
    guard let traded, meant.isPositive, traded > meant else { return [] }
    return [
      Trouble(
        kind: .excess, leg: nil,
        sentence: "both exits traded: \(traded) together, and \(meant) was meant", repair: nil)
    ]
  }

  /// Exits that outlive an entry of which nothing filled, or are larger than what did.
  private static func orphans(
    of entry: Int, _ exits: [Int], _ record: ListRecord, _ venue: some Venue
  ) -> [Trouble] {
    let order = record.list.orders[entry]
    let filled = order.filled ?? .zero
    return exits.compactMap { leg in
      let exit = record.list.orders[leg]
      guard exit.status.isLive, exit.status != .dormant else { return nil }
      if order.status.isFinal, order.status != .filled, !filled.isPositive {
        return Trouble(
          kind: .orphan, leg: leg,
          sentence: "leg \(leg + 1) works though its entry is \(order.status.rawValue) unfilled",
          repair: removal(leg, record, venue))
      }
      guard let left = exit.left, left > filled else { return nil }
      return Trouble(
        kind: .excess, leg: leg,
        sentence: "leg \(leg + 1) would close \(left), and the entry brought \(filled)",
        repair: removal(leg, record, venue))
    }
  }

  /// The call that takes a leg away: alone where the venue can, else with its list.
  private static func removal(_ leg: Int, _ record: ListRecord, _ venue: some Venue) -> Call {
    record.cancelCall(leg: venue.capabilities.canCancelLeg ? leg : nil)
  }
}

extension Order {
  /// What has not filled yet.
  var left: Decimal? {
    quantity.flatMap { whole in try? whole - (filled ?? .zero) }
  }
}
