/// The keys two ends prove to each other that they speak WebSocket with (RFC 6455 section 4.2.2).
enum HandshakeKey {
  /// A fixed text of section 1.3 that nobody adds by accident.
  private static let suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

  /// What `Sec-WebSocket-Accept` must be for a key.
  static func accept(_ key: String, sha1: ([UInt8]) -> [UInt8]) -> String {
    base64(sha1(Array(key.utf8) + suffix.utf8))
  }

  /// Whether a key is the base64 of 16 bytes: 22 characters, the last with four spare bits, and
  /// two of padding.
  static func isWellFormed(_ key: String) -> Bool {
    let characters = Array(key.utf8)
    guard characters.count == 24, characters[22...] == [padding, padding] else { return false }
    return characters[..<22].allSatisfy(alphabet.contains) && "AQgw".utf8.contains(characters[21])
  }

  /// RFC 4648 section 4; `WebSocket` stands on the ground, so it does not have `Crypto`'s.
  static func base64(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      var characters: [UInt8] = []
      for _ in 0..<4 {
        characters.append(alphabet[bits & 63])
        bits >>= 6
      }
      text += characters.reversed().prefix(group.count + 1)
      text += repeatElement(padding, count: 3 - group.count)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let padding = UInt8(ascii: "=")
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
