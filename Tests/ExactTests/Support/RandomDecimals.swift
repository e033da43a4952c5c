import Exact

extension SplitMix64 {
  /// A plain number of any size that fits, with edges more often than chance would give them.
  mutating func decimalText() -> String {
    let count =
      Bool.random(using: &self)
      ? Int.random(in: 1...8, using: &self) : Int.random(in: 1...38, using: &self)
    var digits: [Int]
    switch Int.random(in: 0..<8, using: &self) {
    case 0: digits = Array(repeating: 9, count: count)
    case 1: digits = [1] + Array(repeating: 0, count: count - 1)
    case 2: digits = [5] + Array(repeating: 0, count: count - 1)
    default: digits = (0..<count).map { _ in Int.random(in: 0...9, using: &self) }
    }
    let scale =
      Bool.random(using: &self)
      ? Int.random(in: 0...8, using: &self) : Int.random(in: 0...38, using: &self)
    let negative = Bool.random(using: &self)
    return PaperNumber(negative: negative, digits: digits, scale: scale).text ?? "0"
  }
}
