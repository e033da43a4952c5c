import COpenSSL

/// A private key that signs requests: RSA of at least 2048 bits, or Ed25519.
public struct PrivateKey: Sendable {
  /// The two kinds of key a venue accepts.
  public enum Kind: Sendable {
    case rsa
    case ed25519
  }

  /// Which of the two this key is.
  public let kind: Kind

  /// The public half, in PEM armour.
  public let publicKeyPEM: String

  private let handle: KeyHandle

  /// Reads an unencrypted key in PEM armour: PKCS#8, or PKCS#1 for RSA.
  public init(pem: Secret) throws(CryptoError) {
    try self.init(handle: try KeyReader.privateKey(pem))
  }

  /// A key from the 32 bytes of an RFC 8032 private key.
  public init(ed25519Seed seed: [UInt8]) throws(CryptoError) {
    guard seed.count == 32 else {
      throw CryptoError("an Ed25519 seed has 32 bytes, this one has \(seed.count)")
    }
    guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
      throw CryptoError("the Ed25519 seed was refused by OpenSSL")
    }
    try self.init(handle: KeyHandle(owning: key))
  }

  private init(handle: KeyHandle) throws(CryptoError) {
    let kind = try KeyReader.kind(of: handle)
    // A key file whose numbers do not belong together parses well; it must not be first noticed
    // when a venue refuses an order.
    let probe = Array("tandem".utf8)
    guard let signature = handle.sign(probe, as: kind),
      handle.verifies(signature, probe, as: kind),
      let publicKeyPEM = handle.publicPEM()
    else { throw CryptoError("the private key is damaged: it does not verify its own signature") }
    self.kind = kind
    self.handle = handle
    self.publicKeyPEM = publicKeyPEM
  }

  /// RSASSA-PKCS1-v1_5 with SHA-256, or pure Ed25519.
  public func sign(_ message: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard let signature = handle.sign(message, as: kind) else {
      throw CryptoError("the private key could not sign")
    }
    return signature
  }
}

extension PrivateKey: CustomStringConvertible, CustomReflectable {
  /// The kind alone.
  public var description: String { "PrivateKey(\(kind))" }

  /// A mirror with the kind alone.
  public var customMirror: Mirror { Mirror(self, children: ["kind": kind]) }
}
