import COpenSSL

/// One OpenSSL key, freed with its last owner.
///
/// `@unchecked Sendable` holds because the key is never changed after `init`, and OpenSSL lets
/// several threads use one key that nobody changes, each through a context of its own.
final class KeyHandle: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(owning pointer: OpaquePointer) { self.pointer = pointer }

  deinit { EVP_PKEY_free(pointer) }

  func withPointer<R>(_ body: (OpaquePointer) -> R) -> R {
    withExtendedLifetime(self) { body(pointer) }
  }
}

extension KeyHandle {
  /// RSA signs a SHA-256 digest; Ed25519 hashes for itself and takes no digest.
  private static func digest(for kind: PrivateKey.Kind) -> OpaquePointer? {
    kind == .rsa ? EVP_sha256() : nil
  }

  /// The signature, or nil when OpenSSL refuses.
  func sign(_ message: [UInt8], as kind: PrivateKey.Kind) -> [UInt8]? {
    withPointer { key in
      guard let context = EVP_MD_CTX_new() else { return nil }
      defer { EVP_MD_CTX_free(context) }
      guard EVP_DigestSignInit(context, nil, Self.digest(for: kind), nil, key) == 1 else {
        return nil
      }
      var length = Int(EVP_PKEY_get_size(key))
      guard length > 0 else { return nil }
      var signature = [UInt8](repeating: 0, count: length)
      guard EVP_DigestSign(context, &signature, &length, message, message.count) == 1,
        length <= signature.count
      else { return nil }
      return Array(signature.prefix(length))
    }
  }

  /// Whether the signature was made over this message with the private half of this key.
  func verifies(_ signature: [UInt8], _ message: [UInt8], as kind: PrivateKey.Kind) -> Bool {
    withPointer { key in
      guard let context = EVP_MD_CTX_new() else { return false }
      defer {
        EVP_MD_CTX_free(context)
        ERR_clear_error()
      }
      guard EVP_DigestVerifyInit(context, nil, Self.digest(for: kind), nil, key) == 1 else {
        return false
      }
      return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
  }

  /// The public half as `SubjectPublicKeyInfo` in PEM armour.
  func publicPEM() -> String? {
    withPointer { key in
      var encoded: UnsafeMutablePointer<UInt8>?
      let count = i2d_PUBKEY(key, &encoded)
      defer { CRYPTO_free(encoded, nil, 0) }
      guard count > 0, let start = encoded else { return nil }
      let text = Base64.encode(Array(UnsafeBufferPointer(start: start, count: Int(count))))
      return PEM.armour(text, label: "PUBLIC KEY")
    }
  }
}
