import Crypto
import Exact
import Orders

extension CryptoCom {
  /// A key and its secret; the venue has no other kind.
  public var credentialSettings: [CredentialSetting] {
    [
      CredentialSetting("key", help: "the API key, with trading enabled"),
      CredentialSetting("secret", help: "the API secret"),
    ]
  }

  /// The key, and the secret made ready to sign with.
  public func credentials(
    from values: CredentialValues
  ) throws(InvalidCredentials) -> Credentials {
    Credentials(
      venue: id, environment: values.environment, key: try values.required("key").reveal(),
      signer: .hmac(HMACKey(try values.required("secret"))))
  }

  /// What stands before a method's name in the path of a REST call.
  public static let root = "/exchange/v1/"

  /// The name of a request's method: REST repeats it in its path.
  static func method(_ path: String) -> String {
    path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
  }

  /// The bytes of a request: an envelope in the body, signed where it must be.
  public func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    let base = try restBase(seal)
    switch draft.endpoint.channel {
    case .socket, .marketSocket:
      return frame(draft, seal, body: try envelope(draft, seal))
    case .rest(.get):
      return WireRequest(
        venue: id, environment: seal.environment, operation: draft.endpoint.operation,
        channel: draft.endpoint.channel, base: base, target: Self.target(draft))
    case .rest:
      return WireRequest(
        venue: id, environment: seal.environment, operation: draft.endpoint.operation,
        channel: draft.endpoint.channel, base: base, target: SealedText(draft.path),
        headers: [WireRequest.Header("Content-Type", "application/json")],
        body: try envelope(draft, seal))
    }
  }

  private static func target(_ draft: Draft) -> SealedText {
    var bytes = Array(draft.path.utf8)
    for (index, parameter) in draft.parameters.enumerated() {
      bytes.append(UInt8(ascii: index == 0 ? "?" : "&"))
      bytes.append(contentsOf: parameter.name.utf8)
      bytes.append(UInt8(ascii: "="))
      parameter.value.writeEncoded(into: &bytes)
    }
    return SealedText(bytes)
  }

  /// The JSON around a request's parameters: the same on REST and sockets, but on a socket only
  /// signing in carries key and signature.
  private func envelope(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> SealedText {
    let operation = draft.endpoint.operation
    let method = Self.method(draft.path)
    if operation == .heartbeat { return Self.heartbeat(draft, method) }
    let nonce = String(seal.now.milliseconds)
    let isRest = draft.endpoint.channel == .rest(.post)
    let isSigned = draft.endpoint.security == .signed && (isRest || operation == .login)
    var body = SealedText()
    body.write { bytes in
      bytes.reserveCapacity(1024)
      bytes.append(contentsOf: "{\"id\":".utf8)
      bytes.append(contentsOf: String(seal.requestID).utf8)
      bytes.append(contentsOf: ",\"method\":".utf8)
      JSONText.quote(method, into: &bytes)
    }
    if isSigned { Self.appendSecret("api_key", seal.credentials.key, to: &body) }
    if operation != .login {
      body.append(",\"params\":")
      body.write { Parameter.writeJSON(draft.parameters, into: &$0) }
    }
    body.append(",\"nonce\":")
    body.append(nonce)
    if isSigned {
      guard case .hmac(let key) = seal.credentials.signer else {
        throw SealFailure("Crypto.com signs with a secret; these credentials have none")
      }
      var text: [UInt8] = []
      text.reserveCapacity(1024)
      text.append(contentsOf: method.utf8)
      text.append(contentsOf: String(seal.requestID).utf8)
      text.append(contentsOf: seal.credentials.key.utf8)
      Self.writeSigned(.object(draft.parameters), Self.style(draft), into: &text)
      text.append(contentsOf: nonce.utf8)
      Self.appendSecret("sig", Hex.encode(key.sign(text)), to: &body)
    }
    body.append("}")
    return body
  }

  private static func heartbeat(_ draft: Draft, _ method: String) -> SealedText {
    SealedText("{\"id\":\(draft["id"]?.text ?? "-1"),\"method\":\"\(method)\"}")
  }

  private static func appendSecret(_ name: String, _ value: String, to body: inout SealedText) {
    body.append(",\"")
    body.append(name)
    body.append("\":")
    body.appendQuotedSecret(value)
  }

  /// How a list of words inside a leg is signed; see the choice "signing".
  enum SigningStyle { case flat, java }

  private static func style(_ draft: Draft) -> SigningStyle {
    draft.choices["signing"] == "java" ? .java : .flat
  }

  /// The text of parameters as it is signed: names in order of their bytes, each followed by its
  /// value; nothing between, and no brackets. (Digital signature, step 1.)
  static func writeSigned(
    _ value: WireValue, _ style: SigningStyle, depth: Int = 0, into bytes: inout [UInt8]
  ) {
    switch value {
    case .object(let parameters):
      for place in Parameter.placesByName(parameters) {
        let parameter = parameters[place]
        bytes.append(contentsOf: parameter.name.utf8)
        writeSigned(parameter.value, style, depth: depth + 1, into: &bytes)
      }
    case .list(let values) where style == .java && depth >= javaDepth:
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(contentsOf: ", ".utf8) }
        value.writeText(into: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .list(let values):
      for value in values { writeSigned(value, style, depth: depth + 1, into: &bytes) }
    default: value.writeText(into: &bytes)
    }
  }

  /// Below this depth the Java sample prints a list as its language does.
  private static let javaDepth = 3
}
