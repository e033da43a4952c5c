/// Percent-encoding by RFC 3986, section 2.
public enum Percent {
  /// The most bytes a text to be decoded may have.
  public static let maxBytes = 1 << 20

  /// Writes unreserved characters as they are and every other byte as `%XX`.
  public static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    encode(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the encoded text.
  public static func encode(_ text: String, into bytes: inout [UInt8]) {
    // Nearly every value of a request stands as it is, and is then copied whole.
    if text.utf8.allSatisfy(isUnreserved) { return bytes.append(contentsOf: text.utf8) }
    for byte in text.utf8 {
      if isUnreserved(byte) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(Hex.upper(byte >> 4))
        bytes.append(Hex.upper(byte & 15))
      }
    }
  }

  /// Reads an encoded text, which is printable ASCII; in forms a plus sign stands for a space.
  public static func decode(
    _ text: some Collection<UInt8>, plusIsSpace: Bool = false
  ) throws(PercentError) -> String {
    let encoded = Array(text.prefix(maxBytes + 1))
    guard encoded.count <= maxBytes else { throw .tooLong }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(encoded.count)
    var index = 0
    while index < encoded.count {
      let byte = encoded[index]
      switch byte {
      case UInt8(ascii: "%"):
        guard index + 2 < encoded.count, let high = Hex.digit(encoded[index + 1]),
          let low = Hex.digit(encoded[index + 2])
        else { throw .badEscape(position: index + 1) }
        bytes.append(high << 4 | low)
        index += 2
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(UInt8(ascii: " "))
      case 0x21...0x7E: bytes.append(byte)
      default: throw .unescaped(byte, position: index + 1)
      }
      index += 1
    }
    guard bytes.withView({ UTF8Check.isWellFormed($0) }) else { throw .notText }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"):
      return true
    default: return false
    }
  }
}

/// Why a text is not percent-encoded text; positions count bytes from 1.
public enum PercentError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A percent sign without two hexadecimal digits.
  case badEscape(position: Int)
  /// A byte that must not stand in encoded text as it is.
  case unescaped(UInt8, position: Int)
  /// The decoded bytes are not UTF-8.
  case notText
  /// There are too many bytes.
  case tooLong

  /// A sentence fragment that can stand after the name of a field.
  public var description: String {
    switch self {
    case .badEscape(let position):
      return "has a '%' without two hexadecimal digits at position \(position)"
    case .unescaped(let byte, let position):
      return "has \(JSONScanner.name(byte)) unescaped at position \(position)"
    case .notText: return "does not decode to UTF-8 text"
    case .tooLong: return "has more than \(Percent.maxBytes) bytes"
    }
  }
}
