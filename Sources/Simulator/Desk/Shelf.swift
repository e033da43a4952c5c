/// Things numbered from 1 in the order they came, of which the oldest may be let go.
struct Shelf<Thing: Sendable>: Sendable {
  private var things: [Thing?] = []
  /// The number before the first that is still kept.
  private var gone: Int64 = 0

  /// The number the next thing gets.
  var next: Int64 { gone + Int64(things.count) + 1 }

  subscript(_ number: Int64) -> Thing? {
    get {
      let at = number - gone - 1
      return things.indices.contains(Int(clamping: at)) && at >= 0 ? things[Int(at)] : nil
    }
    set {
      let at = number - gone - 1
      guard at >= 0, at < things.count else { return }
      things[Int(at)] = newValue
    }
  }

  mutating func append(_ thing: Thing) { things.append(thing) }

  /// Forgets one; the space of the oldest is given back now and then.
  mutating func drop(_ number: Int64) {
    self[number] = nil
    var empty = 0
    guard things.first.map({ $0 == nil }) == true else { return }
    while empty < things.count, things[empty] == nil { empty += 1 }
    guard empty > things.count / 2 else { return }
    things.removeFirst(empty)
    gone += Int64(empty)
  }

  /// All that is kept, the oldest first.
  var all: some Sequence<Thing> { things.lazy.compactMap(\.self) }
}
