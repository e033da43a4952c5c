/// Every order in which the items can come.
func permutations<Item>(_ items: [Item]) -> [[Item]] {
  guard items.count > 1 else { return [items] }
  return items.indices.flatMap { first in
    var others = items
    let item = others.remove(at: first)
    return permutations(others).map { [item] + $0 }
  }
}
