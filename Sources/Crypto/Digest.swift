import COpenSSL

/// One-shot digests of whole messages.
public enum Digest {
  /// The 32 bytes of SHA-256.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, size: 32) { SHA256($0, $1, $2) }
  }

  /// The 64 bytes of SHA-512.
  public static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, size: 64) { SHA512($0, $1, $2) }
  }

  /// The 20 bytes of SHA-1, which the WebSocket handshake asks for; not for signatures.
  public static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, size: 20) { SHA1($0, $1, $2) }
  }

  private static func digest(
    _ bytes: [UInt8], size: Int,
    _ hash: (UnsafePointer<UInt8>?, Int, UnsafeMutablePointer<UInt8>?) -> Void
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: size) { output, count in
      bytes.withUnsafeBufferPointer { hash($0.baseAddress, $0.count, output.baseAddress) }
      count = size
    }
  }
}
