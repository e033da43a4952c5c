import Exact

/// Bytes on their way out, with the stretches that must not be shown marked.
public struct SealedText: Hashable, Sendable {
  public private(set) var bytes: [UInt8]
  public private(set) var secrets: [Range<Int>] = []

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  public init(_ text: String) { bytes = Array(text.utf8) }

  public var isEmpty: Bool { bytes.isEmpty }

  public mutating func append(_ text: some StringProtocol) {
    bytes.append(contentsOf: text.utf8)
  }

  public mutating func append(_ more: [UInt8]) { bytes.append(contentsOf: more) }

  public mutating func append(_ other: SealedText) {
    let start = bytes.count
    bytes.append(contentsOf: other.bytes)
    for range in other.secrets {
      secrets.append(range.lowerBound + start..<range.upperBound + start)
    }
  }

  public mutating func appendSecret(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    if bytes.count > start { secrets.append(start..<bytes.count) }
  }

  /// Appends a text as a JSON string, secret between its quotes.
  public mutating func appendQuotedSecret(_ text: String) {
    let start = bytes.count + 1
    JSONText.quote(text, into: &bytes)
    let end = bytes.count - 1
    if end > start { secrets.append(start..<end) }
  }

  /// Lets an encoder write straight into the bytes.
  public mutating func write(_ body: (inout [UInt8]) -> Void) { body(&bytes) }

  /// The text as it may be shown: secrets stand as `••••` unless they are asked for.
  public func text(revealing: Bool = false) -> String {
    if revealing || secrets.isEmpty { return String(decoding: bytes, as: UTF8.self) }
    var shown = ""
    var position = 0
    for range in secrets {
      shown += String(decoding: bytes[position..<range.lowerBound], as: UTF8.self)
      shown += Self.mask
      position = range.upperBound
    }
    return shown + String(decoding: bytes[position...], as: UTF8.self)
  }

  public static let mask = "••••"
}
