/// The four bytes a client hides its payload with (RFC 6455 section 5.3).
public struct MaskKey: Hashable, Sendable {
  /// The key, its first byte on the wire in the highest place.
  public let bits: UInt32

  public init(_ bits: UInt32) { self.bits = bits }
}

extension MaskKey {
  /// Masks or unmasks bytes in place.
  ///
  /// - Parameter phase: How many bytes of the payload came before these.
  func apply(to bytes: UnsafeMutableBufferPointer<UInt8>, phase: Int) {
    guard let start = bytes.baseAddress else { return }
    let raw = UnsafeMutableRawPointer(start)
    let word = word(phase: phase)
    let wide = SIMD4<UInt64>(repeating: word)
    var at = 0
    while at + 32 <= bytes.count {
      let masked = raw.loadUnaligned(fromByteOffset: at, as: SIMD4<UInt64>.self) ^ wide
      raw.storeBytes(of: masked, toByteOffset: at, as: SIMD4<UInt64>.self)
      at += 32
    }
    while at + 8 <= bytes.count {
      let masked = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) ^ word
      raw.storeBytes(of: masked, toByteOffset: at, as: UInt64.self)
      at += 8
    }
    var rest = UInt64(littleEndian: word)
    while at < bytes.count {
      bytes[at] ^= UInt8(truncatingIfNeeded: rest)
      rest >>= 8
      at += 1
    }
  }

  /// The key twice, as it lies in memory, from the given byte of it on.
  private func word(phase: Int) -> UInt64 {
    let low = bits.byteSwapped
    let shift = UInt32(truncatingIfNeeded: phase & 3) * 8
    let turned = low >> shift | low << ((32 - shift) & 31)
    return (UInt64(turned) << 32 | UInt64(turned)).littleEndian
  }
}
