/// What one character shows: a visible base, at most two marks on it, and one or two columns.
///
/// Only `CleanText` makes glyphs, so nothing that could drive a terminal ever is one. Sixty-four
/// bits hold it all: three scalars of twenty-one bits and one bit for the width.
public struct Glyph: Hashable, Sendable {
  let bits: UInt64

  private static let wideBit: UInt64 = 1 << 63
  private static let scalarMask: UInt64 = (1 << 21) - 1

  /// An empty column.
  public static let blank = Glyph(ascii: 0x20)
  /// The right half of the wide character to its left.
  public static let continuation = Glyph(bits: 0)

  private init(bits: UInt64) { self.bits = bits }

  /// A printable ASCII character; the caller has seen to that.
  init(ascii byte: UInt8) { bits = UInt64(byte) }

  init(_ base: Unicode.Scalar, isWide: Bool) {
    bits = UInt64(base.value) | (isWide ? Glyph.wideBit : 0)
  }

  /// The glyph with one more mark; a third finds no room.
  func marked(_ mark: Unicode.Scalar) -> Glyph {
    if (bits >> 21) & Glyph.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark.value) << 21) }
    if (bits >> 42) & Glyph.scalarMask == 0 { return Glyph(bits: bits | UInt64(mark.value) << 42) }
    return self
  }

  public var isContinuation: Bool { bits == 0 }
  public var isWide: Bool { bits & Glyph.wideBit != 0 }
  /// Two, one, or none for the right half of a wide character.
  public var columns: Int { bits == 0 ? 0 : isWide ? 2 : 1 }
  public var isASCII: Bool { bits < 0x80 }
  public var isMarked: Bool { (bits >> 21) & Glyph.scalarMask != 0 }

  var isLetterOrDigit: Bool {
    base.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
  }

  /// The base, which is nil for the right half of a wide character.
  public var base: Unicode.Scalar? { scalar(0) }

  private func scalar(_ shift: UInt64) -> Unicode.Scalar? {
    let value = UInt32(truncatingIfNeeded: (bits >> shift) & Glyph.scalarMask)
    return value == 0 ? nil : Unicode.Scalar(value)
  }

  /// Writes base and marks in UTF-8; the right half of a wide character writes nothing.
  @inline(__always)
  public func append(to bytes: inout [UInt8]) {
    if isASCII {
      if bits != 0 { bytes.append(UInt8(truncatingIfNeeded: bits)) }
      return
    }
    for shift: UInt64 in [0, 21, 42] {
      guard let scalar = scalar(shift) else { return }
      bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
