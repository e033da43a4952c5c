import COpenSSL

/// The public half of a key, which checks signatures.
public struct PublicKey: Sendable {
  /// Which kind of key this is.
  public let kind: PrivateKey.Kind

  private let handle: KeyHandle

  /// Reads a `PUBLIC KEY` in PEM armour.
  public init(pem: String) throws(CryptoError) {
    handle = try KeyReader.publicKey(pem)
    kind = try KeyReader.kind(of: handle)
  }

  /// A key from the 32 bytes of an RFC 8032 public key.
  public init(ed25519 bytes: [UInt8]) throws(CryptoError) {
    guard bytes.count == 32 else {
      throw CryptoError("an Ed25519 public key has 32 bytes, this one has \(bytes.count)")
    }
    guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else {
      throw CryptoError("the Ed25519 public key was refused by OpenSSL")
    }
    handle = KeyHandle(owning: key)
    kind = .ed25519
  }

  /// Whether the signature was made over exactly this message by the private half.
  public func verifies(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
    handle.verifies(signature, message, as: kind)
  }
}
