import COpenSSL

/// Reads keys out of foreign files, and says in one sentence what is wrong with one it refuses.
enum KeyReader {
  /// Below, RSA is not safe; far above, one signature takes seconds.
  private static let rsaBits = 2048...8192

  static func privateKey(_ pem: Secret) throws(CryptoError) -> KeyHandle {
    let label = try pem.withBytes(label).get()
    if let refusal = refusal(ofPrivate: label) { throw refusal }
    var asked = false
    let key = pem.withBytes { bytes in
      withMemory(bytes) { memory in
        // Without a callback of ours OpenSSL would ask for a pass phrase on the terminal.
        PEM_read_bio_PrivateKey(
          memory, nil,
          { _, _, _, asked in
            asked?.assumingMemoryBound(to: Bool.self).pointee = true
            return -1
          }, &asked)
      }
    }
    if let key { return KeyHandle(owning: key) }
    if asked { throw encrypted }
    throw CryptoError("the private key is damaged: its PEM block cannot be read")
  }

  static func publicKey(_ pem: String) throws(CryptoError) -> KeyHandle {
    let bytes = Array(pem.utf8)
    let label = try bytes.withUnsafeBytes(label).get()
    guard label == "PUBLIC KEY" else { throw CryptoError("the PEM block is not a public key") }
    let key = bytes.withUnsafeBytes { bytes in
      withMemory(bytes) { PEM_read_bio_PUBKEY($0, nil, { _, _, _, _ in -1 }, nil) }
    }
    guard let key else {
      throw CryptoError("the public key is damaged: its PEM block cannot be read")
    }
    return KeyHandle(owning: key)
  }

  static func kind(of handle: KeyHandle) throws(CryptoError) -> PrivateKey.Kind {
    let (id, bits) = handle.withPointer { (EVP_PKEY_get_base_id($0), Int(EVP_PKEY_get_bits($0))) }
    switch id {
    case EVP_PKEY_ED25519:
      return .ed25519
    case EVP_PKEY_RSA:
      guard rsaBits.contains(bits) else {
        let (least, most) = (rsaBits.lowerBound, rsaBits.upperBound)
        throw CryptoError("the RSA key has \(bits) bits; from \(least) to \(most) are wanted")
      }
      return .rsa
    default:
      let name = OBJ_nid2sn(id).map { String(cString: $0) } ?? "unknown"
      throw CryptoError("the key is of kind \(name); \(wanted)")
    }
  }

  /// What is wrong with a block of this label where a private key should be; nil when nothing is.
  private static func refusal(ofPrivate label: String) -> CryptoError? {
    switch label {
    case "PRIVATE KEY", "RSA PRIVATE KEY": nil
    case "ENCRYPTED PRIVATE KEY": encrypted
    case "EC PRIVATE KEY": CryptoError("the key is of kind EC; \(wanted)")
    case "DSA PRIVATE KEY": CryptoError("the key is of kind DSA; \(wanted)")
    case "OPENSSH PRIVATE KEY":
      CryptoError("the private key is in OpenSSH's own format; PKCS#8 is wanted")
    case "PUBLIC KEY", "RSA PUBLIC KEY":
      CryptoError("this is the public key; the private one is wanted")
    case "CERTIFICATE", "CERTIFICATE REQUEST":
      CryptoError("this is a \(label.lowercased()); a private key is wanted")
    default: CryptoError("the PEM block is not a private key")
    }
  }

  private static let wanted = "RSA or Ed25519 is wanted"

  private static var encrypted: CryptoError {
    CryptoError("the private key is encrypted; decrypt it first, for example with openssl pkcs8")
  }

  /// The label of the armour; a value, since `withBytes` cannot pass a typed error on.
  private static func label(_ bytes: UnsafeRawBufferPointer) -> Result<String, CryptoError> {
    if bytes.isEmpty { return .failure(CryptoError("the key is empty")) }
    if bytes.count > PEM.sizeLimit {
      return .failure(CryptoError("the key is longer than \(PEM.sizeLimit) bytes"))
    }
    guard let label = PEM.label(of: bytes) else {
      return .failure(CryptoError("the key has no PEM block (-----BEGIN …-----)"))
    }
    return .success(label)
  }

  private static func withMemory<R>(
    _ bytes: UnsafeRawBufferPointer, _ body: (OpaquePointer) -> R?
  ) -> R? {
    guard let count = Int32(exactly: bytes.count),
      let memory = BIO_new_mem_buf(bytes.baseAddress, count)
    else { return nil }
    defer { BIO_free(memory) }
    return body(memory)
  }
}
