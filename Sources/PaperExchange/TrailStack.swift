/// Trailing stops of one market, one side and one unit, by the best price each has seen.
///
/// Whoever came later has seen no better price than who came before, so the orders fall into
/// groups with one extreme each, and the groups form a stack: the newest, with the least extreme,
/// on top. A price beyond the top's extreme melds groups into one (pairing heaps by delta: O(1) a
/// meld, and every group is melded once); any other price changes nothing. In a group the
/// smallest delta fires first. `best` is the highest level at which anything in the group or
/// below it fires; it may be too high after a removal, never too low, and is put right when a
/// price reaches it.
///
/// An idle tick is two comparisons; a new extreme O(1) amortised; a firing O(log n) amortised plus
/// one look at each group; leaving O(log n) amortised.
///
/// Prices are turned so that higher is better: as they are for sells, negated for buys.
struct TrailStack: Hashable, Sendable {
  struct Group: Hashable, Sendable {
    var extreme: Int64
    var root: Int32
    var best: Int64
  }

  /// No price was seen yet: the next one starts the trail.
  static let unseen = Int64.min

  private(set) var groups: [Group] = []
  private(set) var count = 0
  let unit: Trailing.Unit
  let side: TrailSide

  enum TrailSide: Hashable, Sendable { case sell, buy }

  init(unit: Trailing.Unit, side: TrailSide) {
    self.unit = unit
    self.side = side
  }

  /// Nothing changes at this price.
  @inline(__always)
  func isQuiet(at price: Int64) -> Bool {
    guard let top = groups.last else { return true }
    return price <= top.extreme && price > top.best
  }

  /// Where an order with that delta fires once the extreme has been seen.
  func level(extreme: Int64, delta: Int64) -> Int64 {
    if extreme == Self.unseen { return .min }
    switch unit {
    case .distance: return extreme - delta
    case .basisPoints:
      let share = side == .sell ? 10_000 - delta : 10_000 + delta
      let (quotient, remainder) = (extreme * share).quotientAndRemainder(dividingBy: 10_000)
      return remainder < 0 ? quotient - 1 : quotient
    }
  }

  mutating func insert(_ order: Int, delta: Int64, extreme: Int64, _ nodes: inout TrailNodes) {
    if extreme != Self.unseen { advance(to: extreme, &nodes) }
    nodes.add(order, delta: delta)
    count += 1
    if groups.last?.extreme != extreme {
      groups.append(Group(extreme: extreme, root: TrailNodes.none, best: .min))
    }
    let top = groups.count - 1
    adopt(nodes.meld(groups[top].root, Int32(truncatingIfNeeded: order)), at: top, &nodes)
    refresh(from: top, nodes)
  }

  mutating func remove(_ order: Int, _ nodes: inout TrailNodes) {
    count -= 1
    if let group = nodes.groupRooted(at: order) {
      adopt(nodes.removeRoot(order), at: group, &nodes)
    } else {
      nodes.removeInner(order)
    }
    if count == 0 { groups.removeAll(keepingCapacity: true) }
  }

  /// Takes note of a price.
  mutating func advance(to price: Int64, _ nodes: inout TrailNodes) {
    guard let top = groups.last, price > top.extreme else { return }
    var root = TrailNodes.none
    while let group = groups.last, group.extreme <= price {
      root = nodes.meld(root, group.root)
      groups.removeLast()
    }
    groups.append(Group(extreme: price, root: TrailNodes.none, best: .min))
    adopt(root, at: groups.count - 1, &nodes)
    refresh(from: groups.count - 1, nodes)
  }

  /// The next order whose level the price has reached, taken out; nil when there is none.
  mutating func fire(at price: Int64, _ nodes: inout TrailNodes) -> Int? {
    guard let top = groups.last, price <= top.best else { return nil }
    for group in groups.indices.reversed() {
      if groups[group].best < price { break }
      let root = groups[group].root
      guard root != TrailNodes.none,
        level(extreme: groups[group].extreme, delta: nodes.delta(of: root)) >= price
      else { continue }
      remove(Int(root), &nodes)
      return Int(root)
    }
    refresh(from: 0, nodes)
    return nil
  }

  private mutating func adopt(_ root: Int32, at group: Int, _ nodes: inout TrailNodes) {
    groups[group].root = root
    nodes.setGroup(group, of: root)
  }

  private mutating func refresh(from start: Int, _ nodes: TrailNodes) {
    for group in start..<groups.count {
      let root = groups[group].root
      let own =
        root == TrailNodes.none
        ? Int64.min : level(extreme: groups[group].extreme, delta: nodes.delta(of: root))
      groups[group].best = group > 0 ? max(own, groups[group - 1].best) : own
    }
  }

  /// Every order, for checks.
  func members(_ nodes: TrailNodes) -> [Int32] {
    groups.flatMap { nodes.members(from: $0.root) }
  }
}
