/// How long is waited before something is tried again: twice as long each time, up to a bound, and
/// a part of it by chance, so that many do not come back in the same moment.
struct Backoff: Hashable, Sendable {
  private(set) var tries = 0
  let first: Int64
  let last: Int64

  init(first: Int64, last: Int64) {
    self.first = first
    self.last = last
  }

  mutating func next(_ chance: Chance) -> Int64 {
    let whole = min(last, first << min(tries, 20))
    tries += 1
    // Between a half and the whole of it.
    return whole / 2 + Int64(chance.next() % UInt64(max(1, whole - whole / 2 + 1)))
  }

  mutating func reset() { tries = 0 }
}
