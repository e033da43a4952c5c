/// The pairing heaps of all trail stacks, one node an order.
///
/// `before` is the left sibling, or the parent of a first child; the root has none.
struct TrailNodes: Hashable, Sendable {
  static let none: Int32 = -1

  private struct Node: Hashable, Sendable {
    var delta: Int64 = 0
    var sequence: Int64 = 0
    var child = TrailNodes.none
    var next = TrailNodes.none
    var before = TrailNodes.none
    /// Of a root: where its group stands in the stack.
    var group = TrailNodes.none
  }

  private var nodes: [Node] = []
  private var lastSequence: Int64 = 0

  func delta(of order: Int32) -> Int64 { nodes[Int(order)].delta }

  func groupRooted(at order: Int) -> Int? {
    nodes[order].group == Self.none ? nil : Int(nodes[order].group)
  }

  mutating func setGroup(_ group: Int, of root: Int32) {
    if root != Self.none { nodes[Int(root)].group = Int32(truncatingIfNeeded: group) }
  }

  mutating func add(_ order: Int, delta: Int64) {
    if order >= nodes.count {
      nodes.append(contentsOf: repeatElement(Node(), count: order + 1 - nodes.count))
    }
    lastSequence += 1
    nodes[order] = Node(delta: delta, sequence: lastSequence)
  }

  /// One heap of two; the root belongs to no group until it is given one.
  mutating func meld(_ left: Int32, _ right: Int32) -> Int32 {
    if left == Self.none { return right }
    if right == Self.none { return left }
    let isLeftFirst = isBefore(left, right)
    let (winner, loser) = isLeftFirst ? (left, right) : (right, left)
    let child = nodes[Int(winner)].child
    nodes[Int(loser)].next = child
    nodes[Int(loser)].before = winner
    nodes[Int(loser)].group = Self.none
    if child != Self.none { nodes[Int(child)].before = loser }
    nodes[Int(winner)].child = loser
    nodes[Int(winner)].group = Self.none
    return winner
  }

  /// Takes a root out and gives the root of what is left.
  mutating func removeRoot(_ order: Int) -> Int32 {
    let rest = mergedChildren(of: order)
    nodes[order] = Node()
    return rest
  }

  /// Takes an order out that is not a root; its children's heap stands where it stood, which is in
  /// order, since they come after it and it came after its parent.
  mutating func removeInner(_ order: Int) {
    let node = nodes[order]
    let merged = mergedChildren(of: order)
    let heir = merged == Self.none ? node.next : merged
    if merged != Self.none {
      nodes[Int(merged)].next = node.next
      if node.next != Self.none { nodes[Int(node.next)].before = merged }
    }
    if heir != Self.none { nodes[Int(heir)].before = node.before }
    if nodes[Int(node.before)].child == Int32(order) {
      nodes[Int(node.before)].child = heir
    } else {
      nodes[Int(node.before)].next = heir
    }
    nodes[order] = Node()
  }

  /// Pairs the children from the left, then melds the pairs from the right.
  private mutating func mergedChildren(of order: Int) -> Int32 {
    var child = nodes[order].child
    var pairs = Self.none
    while child != Self.none {
      let second = nodes[Int(child)].next
      let rest = second == Self.none ? Self.none : nodes[Int(second)].next
      cut(child)
      if second != Self.none { cut(second) }
      let pair = meld(child, second)
      nodes[Int(pair)].next = pairs
      pairs = pair
      child = rest
    }
    var root = Self.none
    while pairs != Self.none {
      let next = nodes[Int(pairs)].next
      cut(pairs)
      root = meld(root, pairs)
      pairs = next
    }
    return root
  }

  private mutating func cut(_ order: Int32) {
    nodes[Int(order)].next = Self.none
    nodes[Int(order)].before = Self.none
  }

  private func isBefore(_ left: Int32, _ right: Int32) -> Bool {
    let (one, other) = (nodes[Int(left)], nodes[Int(right)])
    return one.delta < other.delta || (one.delta == other.delta && one.sequence < other.sequence)
  }

  func members(from root: Int32) -> [Int32] {
    var found: [Int32] = []
    var open = root == Self.none ? [] : [root]
    while let order = open.popLast() {
      found.append(order)
      var child = nodes[Int(order)].child
      while child != Self.none {
        open.append(child)
        child = nodes[Int(child)].next
      }
    }
    return found
  }
}
