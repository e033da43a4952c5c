import COpenSSL
import Glibc

/// Unpredictable bytes, for identifiers and masks.
public enum SystemRandom {
  /// So many bytes; fails only where neither OpenSSL nor the kernel has randomness to give.
  ///
  /// It throws instead of answering with something weaker: a predictable identifier could be one
  /// that is already in use at a venue.
  public static func bytes(_ count: Int) throws(CryptoError) -> [UInt8] {
    var filled = false
    let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { output, used in
      let buffer = UnsafeMutableRawBufferPointer(output)
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      used = max(0, count)
      filled = fill(UnsafeMutableRawBufferPointer(rebasing: buffer[..<used]))
    }
    guard filled else { throw CryptoError("the system gives no random bytes") }
    return bytes
  }

  /// One unpredictable number.
  public static func uint64() throws(CryptoError) -> UInt64 {
    try bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    guard let count = Int32(exactly: buffer.count) else { return fillFromKernel(buffer) }
    let start = buffer.assumingMemoryBound(to: UInt8.self).baseAddress
    if count == 0 || RAND_bytes(start, count) == 1 { return true }
    ERR_clear_error()
    return fillFromKernel(buffer)
  }

  /// The way around OpenSSL, should its generator ever refuse.
  static func fillFromKernel(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
    // The kernel gives at most 256 bytes a call, and those whole.
    for start in stride(from: 0, to: buffer.count, by: 256) {
      let part = UnsafeMutableRawBufferPointer(
        rebasing: buffer[start..<min(start + 256, buffer.count)])
      guard getentropy(part.baseAddress, part.count) == 0 else { return false }
    }
    return true
  }
}
