/// Bounds on a JSON text, so that a hostile one costs little.
public struct JSONLimits: Sendable {
  /// The most bytes a text may have.
  public var bytes = 16 << 20
  /// How deep arrays and objects may nest.
  public var depth = 128
  /// The most values and keys together.
  public var nodes = 2_000_000
  /// Whether an object may have a key twice.
  ///
  /// RFC 8259 leaves it open; two readers may then take different values from one text, so nothing
  /// here allows it but the test of the grammar.
  public var allowsDuplicateKeys = false

  /// The limits for texts from a venue or a file.
  public static let standard = JSONLimits()

  /// Makes the standard limits, ready to be changed.
  public init() {}
}

/// Why a text is not JSON, and where.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clause that can follow the place.
  public let reason: String
  /// The line, from 1.
  public let line: Int
  /// The column in bytes, from 1.
  public let column: Int

  /// Makes an error for a known place.
  public init(reason: String, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  init(_ reason: String, at offset: Int, of bytes: ByteView) {
    let place = Self.place(of: offset, in: bytes)
    self.init(reason: reason, line: place.line, column: place.column)
  }

  /// The place and the reason on one line.
  public var description: String { "line \(line), column \(column): \(reason)" }

  /// The line and column of a byte, both from 1.
  static func place(of offset: Int, in bytes: ByteView) -> (line: Int, column: Int) {
    var line = 1
    var lineStart = 0
    for index in 0..<min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    return (line, offset - lineStart + 1)
  }
}
