import COpenSSL

/// One-shot digests of whole messages.
public enum Digest {
  /// The 32 bytes of SHA-256.
  public static func sha256(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, SHA256_CTX.self)
  }

  /// The 64 bytes of SHA-512.
  public static func sha512(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, SHA512_CTX.self)
  }

  /// The 20 bytes of SHA-1, which the WebSocket handshake asks for; not for signatures.
  public static func sha1(_ bytes: [UInt8]) -> [UInt8] {
    digest(bytes, SHA_CTX.self)
  }

  /// OpenSSL's own one-shot functions look their algorithm up by name each time, which costs more
  /// than hashing a few hundred bytes, and the first of them reads the whole library in.
  private static func digest<State: HashState>(_ bytes: [UInt8], _: State.Type) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: State.digestSize) { output, count in
      guard let digest = output.baseAddress else { return }
      var state = State()
      state.start()
      bytes.withUnsafeBytes { state.absorb($0) }
      state.finish(into: digest)
      count = State.digestSize
    }
  }
}
