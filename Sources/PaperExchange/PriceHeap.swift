/// Orders that something happens to when a price comes far enough, the nearest first.
///
/// A heap with four children a node, ordered by key and, where keys are equal, by who came first.
/// Keys are turned so that the smallest is always the nearest: a price where falling keys mean
/// falling prices, its negative otherwise. Where each order stands is kept outside, one number an
/// order, so that any order leaves in O(log n). An order stands in one heap at a time.
struct PriceHeap: Hashable, Sendable {
  struct Entry: Hashable, Sendable {
    let key: Int64
    let sequence: Int64
    let order: Int32

    @inline(__always)
    func isBefore(_ other: Entry) -> Bool {
      key < other.key || (key == other.key && sequence < other.sequence)
    }
  }

  /// The key of an empty heap: nothing comes that far.
  static let never = Int64.max
  /// The place of an order that stands in no heap.
  static let nowhere: Int32 = -1
  private static let arity = 4

  private(set) var entries: [Entry] = []
  /// The key of the first entry, kept at hand for ticks in which nothing happens.
  private(set) var best = never

  var first: Entry? { entries.first }

  mutating func insert(_ entry: Entry, _ places: inout [Int32]) {
    entries.append(entry)
    rise(from: entries.count - 1, &places)
    best = entries[0].key
  }

  /// Takes out the entry at a place that was read from `places`.
  mutating func remove(at place: Int, _ places: inout [Int32]) {
    places[Int(entries[place].order)] = Self.nowhere
    let last = entries.removeLast()
    if place < entries.count {
      let removed = entries[place]
      entries[place] = last
      places[Int(last.order)] = Int32(truncatingIfNeeded: place)
      if last.isBefore(removed) {
        rise(from: place, &places)
      } else {
        sink(from: place, &places)
      }
    }
    best = entries.first?.key ?? Self.never
  }

  private mutating func rise(from start: Int, _ places: inout [Int32]) {
    entries.withUnsafeMutableBufferPointer { entries in
      places.withUnsafeMutableBufferPointer { places in
        let moving = entries[start]
        var at = start
        while at > 0 {
          let parent = (at - 1) / Self.arity
          guard moving.isBefore(entries[parent]) else { break }
          entries[at] = entries[parent]
          places[Int(entries[at].order)] = Int32(truncatingIfNeeded: at)
          at = parent
        }
        entries[at] = moving
        places[Int(moving.order)] = Int32(truncatingIfNeeded: at)
      }
    }
  }

  private mutating func sink(from start: Int, _ places: inout [Int32]) {
    entries.withUnsafeMutableBufferPointer { entries in
      places.withUnsafeMutableBufferPointer { places in
        let moving = entries[start]
        var at = start
        while true {
          let children = at * Self.arity + 1
          guard children < entries.count else { break }
          var least = children
          for child in children + 1..<max(children + 1, min(children + Self.arity, entries.count))
          where entries[child].isBefore(entries[least]) {
            least = child
          }
          guard entries[least].isBefore(moving) else { break }
          entries[at] = entries[least]
          places[Int(entries[at].order)] = Int32(truncatingIfNeeded: at)
          at = least
        }
        entries[at] = moving
        places[Int(moving.order)] = Int32(truncatingIfNeeded: at)
      }
    }
  }

  /// What is wrong with the heap itself; nil when it is sound.
  func flaw(_ places: [Int32]) -> String? {
    if best != entries.first?.key ?? Self.never { return "a stale best key" }
    for at in entries.indices {
      if places[Int(entries[at].order)] != Int32(at) { return "a lost place" }
      if at > 0, entries[at].isBefore(entries[(at - 1) / Self.arity]) { return "a broken order" }
    }
    return nil
  }
}
