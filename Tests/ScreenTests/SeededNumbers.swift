/// Numbers that are the same at every run of a seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func next(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  /// Changes, removes, doubles or inserts a few bytes.
  mutating func spoil(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    let at = next(below: bytes.count)
    switch next(below: 5) {
    case 0: bytes[at] = UInt8(truncatingIfNeeded: next())
    case 1: bytes.remove(at: at)
    case 2: bytes.insert(UInt8(truncatingIfNeeded: next()), at: at)
    case 3: bytes.removeSubrange(at..<min(bytes.count, at + next(below: 40)))
    default: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + next(below: 40))], at: at)
    }
  }
}
