import Orders

/// The ids of one intent.
///
/// They are made once, with the intent, and stored before anything is sent.
public struct ListIdentity: Hashable, Sendable {
  public let number: UInt64

  public init(_ number: UInt64) { self.number = number }

  /// Thirteen letters and digits, the same for the same number.
  public var token: String {
    String(unsafeUninitializedCapacity: 13) { bytes in
      var rest = number
      for index in (0..<13).reversed() {
        bytes[index] = Self.alphabet[Int(rest & 31)]
        rest >>= 5
      }
      return 13
    }
  }

  private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// `td-oco-0000000000007`: our id of a list, for venues whose ids may have letters.
  public func listID(_ kind: Kind) -> String { "td-" + kind.rawValue + "-" + token }

  /// Sixteen digits, the first of them not zero, for venues whose ids are numbers.
  public var digits: String {
    String(1_000_000_000_000_000 + number % 9_000_000_000_000_000)
  }
}

/// A small generator whose every value follows from its seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
