import Crypto
import Exact
import Orders

extension KuCoin {
  public var credentialSettings: [CredentialSetting] {
    [
      CredentialSetting("key", help: "the API key"),
      CredentialSetting("secret", help: "the API secret"),
      CredentialSetting("passphrase", help: "the passphrase chosen with the key"),
      CredentialSetting(
        "key_version", required: false, secret: false,
        help: "1, 2 or 3, as the API management page shows; 3 unless said"),
    ]
  }

  public func credentials(
    from values: CredentialValues
  ) throws(InvalidCredentials) -> Credentials {
    let version = values.text("key_version") ?? "3"
    guard ["1", "2", "3"].contains(version) else {
      throw InvalidCredentials("key_version is not 1, 2 or 3")
    }
    let key = try values.required("key").reveal()
    let hmac = HMACKey(try values.required("secret"))
    let passphrase = try values.required("passphrase")
    // Keys of version 1 send the passphrase as it is; later ones sign it.
    let sent =
      version == "1"
      ? passphrase.reveal() : Self.signature(of: Array(passphrase.reveal().utf8), hmac)
    return Credentials(
      venue: id, environment: values.environment, key: key, signer: .hmac(hmac),
      tokens: ["passphrase": sent], settings: ["key_version": version])
  }

  /// base64(HMAC-SHA256(secret, text)).
  static func signature(of text: [UInt8], _ key: HMACKey) -> String {
    Base64.encode(key.sign(text))
  }

  public func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    let base = try restBase(seal)
    guard case .rest(let method) = draft.endpoint.channel else { return sealFrame(draft, seal) }
    var body: [UInt8] = []
    // Parameters travel in the body of a POST and in the query of everything else.
    if method == .post, !draft.parameters.isEmpty {
      body.reserveCapacity(256)
      Parameter.writeJSON(draft.parameters, into: &body)
    }
    let query = method == .post ? [] : draft.parameters
    var headers: [WireRequest.Header] = []
    if draft.endpoint.security == .signed {
      headers = try signedHeaders(draft, method, query: query, body: body, seal)
    }
    headers.append(WireRequest.Header("Content-Type", "application/json"))
    return WireRequest(
      venue: id, environment: seal.environment, operation: draft.endpoint.operation,
      channel: draft.endpoint.channel, base: base,
      target: SealedText(Self.target(draft.path, query, encoded: true)), headers: headers,
      body: SealedText(body))
  }

  private func signedHeaders(
    _ draft: Draft, _ method: HTTPMethod, query: [Parameter], body: [UInt8], _ seal: Seal
  ) throws(SealFailure) -> [WireRequest.Header] {
    guard case .hmac(let key) = seal.credentials.signer else {
      throw SealFailure("KuCoin signs with a secret; these credentials have none")
    }
    let stamp = String(seal.now.milliseconds)
    // The query is signed as it reads, even where the wire carries it percent-encoded
    // (Authentication page).
    var text: [UInt8] = []
    text.reserveCapacity(512)
    text += stamp.utf8
    text += method.rawValue.utf8
    text += Self.target(draft.path, query, encoded: false)
    text += body
    return [
      WireRequest.Header("KC-API-KEY", seal.credentials.key, isSecret: true),
      WireRequest.Header("KC-API-SIGN", Self.signature(of: text, key), isSecret: true),
      WireRequest.Header("KC-API-TIMESTAMP", stamp),
      WireRequest.Header(
        "KC-API-PASSPHRASE", seal.credentials.tokens["passphrase"] ?? "", isSecret: true),
      WireRequest.Header(
        "KC-API-KEY-VERSION", seal.credentials.settings["key_version"] ?? "3"),
    ]
  }

  private static func target(
    _ path: String, _ query: [Parameter], encoded: Bool
  ) -> [UInt8] {
    var bytes = Array(path.utf8)
    for (index, parameter) in query.enumerated() {
      bytes.append(UInt8(ascii: index == 0 ? "?" : "&"))
      bytes.append(contentsOf: parameter.name.utf8)
      bytes.append(UInt8(ascii: "="))
      if encoded {
        parameter.value.writeEncoded(into: &bytes)
      } else {
        parameter.value.writeText(into: &bytes)
      }
    }
    return bytes
  }

  private func sealFrame(_ draft: Draft, _ seal: Seal) -> WireRequest {
    let envelope = [
      Parameter("id", .text(String(seal.requestID)), .seal),
      Parameter("type", .text(draft.path), .standard),
    ]
    var bytes: [UInt8] = []
    Parameter.writeJSON(envelope + draft.parameters, into: &bytes)
    return frame(draft, seal, body: SealedText(bytes))
  }
}
