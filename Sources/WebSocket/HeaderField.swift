/// One header of a request or response.
public struct HeaderField: Hashable, Sendable {
  public let name: String
  public let value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// Whether it can stand in a request: the name is a token, the value has no control characters.
  package var isSendable: Bool {
    HTTPText.isToken(name) && HTTPText.isFieldValue(value.utf8)
  }
}

extension [HeaderField] {
  /// The values under a name, in order; names know no case.
  package func values(_ name: String) -> [String] {
    filter { HTTPText.isSame($0.name, name) }.map(\.value)
  }

  /// The elements of a comma-separated list, which may run over several headers.
  package func list(_ name: String) -> [String] {
    values(name).flatMap { value in
      value.utf8.split(separator: UInt8(ascii: ",")).map { HTTPText.trimmed($0) }
    }.filter { !$0.isEmpty }
  }

  /// Whether a list has an element; elements know no case here.
  package func lists(_ element: String, under name: String) -> Bool {
    list(name).contains { HTTPText.isSame($0, element) }
  }
}

/// The little of HTTP's grammar that a handshake needs (RFC 9110 section 5.6).
package enum HTTPText {
  package static func isToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(isTokenByte)
  }

  package static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }

  package static func isFieldValue(_ bytes: some Sequence<UInt8>) -> Bool {
    bytes.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  /// Whether two texts differ in the case of ASCII letters at most.
  package static func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count
      && zip(left.utf8, right.utf8).allSatisfy { lower($0) == lower($1) }
  }

  /// Without the spaces and tabs around it.
  package static func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let rest = bytes.drop(while: isSpace)
    guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: rest[...last], as: UTF8.self)
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
