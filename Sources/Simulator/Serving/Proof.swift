import Crypto

/// Checks what proves who asks.
public enum Proof {
  /// Whether two texts are the same, in a time that does not tell how much of them is.
  public static func isSame(_ given: String, _ wanted: String) -> Bool {
    let (left, right) = (Array(given.utf8), Array(wanted.utf8))
    var difference = UInt8(left.count == right.count ? 0 : 1)
    for index in left.indices where !right.isEmpty {
      difference |= left[index] ^ right[index % right.count]
    }
    return difference == 0
  }

  /// Whether a hexadecimal signature is the HMAC of a text; its letters may be of either case.
  public static func isSigned(_ text: String, _ signature: String, by key: HMACKey) -> Bool {
    isSame(signature.lowercased(), Hex.encode(key.sign(Array(text.utf8))))
  }
}
