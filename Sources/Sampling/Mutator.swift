import Venues

/// Spoils bytes the way networks, editors and enemies do.
///
/// The same seed spoils them the same way.
public struct Mutator {
  private var random: SeededGenerator

  public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// What tends to matter to parsers of JSON and of numbers.
  private static let tokens: [[UInt8]] = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-0", "1e-7",
    "1,5", "12abc", "１２", "NaN", "0x10", "\u{0}", "\u{1B}[31m", "\u{202E}", "e308", "-", ".", "00",
    "999999999999999999999999999999999999999999", "\"\"", "{}", "[]", "\n", "//",
  ].map { Array($0.utf8) }

  /// A copy with one to eight changes.
  public mutating func spoil(_ bytes: [UInt8]) -> [UInt8] {
    var spoilt = bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      if spoilt.isEmpty { return spoilt }
      change(&spoilt)
    }
    return spoilt
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    let at = Int.random(in: bytes.indices, using: &random)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[at] = UInt8.random(in: .min ... .max, using: &random)
    case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes.remove(at: at)
    case 3: bytes.insert(contentsOf: token(), at: at)
    case 4: bytes.removeSubrange(range(from: at, bytes.count))
    case 5: bytes.insert(contentsOf: Array(bytes[range(from: at, bytes.count)]), at: at)
    default: bytes.replaceSubrange(range(from: at, bytes.count), with: token())
    }
  }

  private mutating func token() -> [UInt8] {
    Self.tokens[Int.random(in: Self.tokens.indices, using: &random)]
  }

  private mutating func range(from start: Int, _ count: Int) -> Range<Int> {
    start..<min(count, start + Int.random(in: 1...12, using: &random))
  }
}
