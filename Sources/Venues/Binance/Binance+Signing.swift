import Crypto
import Exact
import Orders

extension Binance {
  /// A key, with a secret or with a private key.
  public var credentialSettings: [CredentialSetting] {
    [
      CredentialSetting("key", help: "the API key"),
      CredentialSetting(
        "secret", required: false, help: "the secret of an HMAC key, unless private_key is given"),
      CredentialSetting(
        "private_key", required: false,
        help: "the private half of an Ed25519 or RSA key, in PEM armour"),
    ]
  }

  /// Either kind of key; both at once would leave open which one signs.
  public func credentials(
    from values: CredentialValues
  ) throws(InvalidCredentials) -> Credentials {
    let section = "[\(values.venue).\(values.environment.rawValue)]"
    let key = try values.required("key").reveal()
    let signer: Credentials.Signer
    switch (values.values["secret"], values.values["private_key"]) {
    case (.some, .some):
      throw InvalidCredentials("\(section) has a secret and a private_key; give one of them")
    case (nil, nil):
      throw InvalidCredentials("\(section) has neither secret nor private_key")
    case (.some, nil):
      signer = .hmac(HMACKey(try values.required("secret")))
    case (nil, .some(let pem)):
      do {
        signer = .privateKey(try PrivateKey(pem: pem))
      } catch {
        throw InvalidCredentials("\(section) private_key: \(error)")
      }
    }
    return Credentials(venue: id, environment: values.environment, key: key, signer: signer)
  }

  /// HMAC in lower-case hexadecimal, the others in base64 (rest-api.md, Signed Endpoint examples).
  static func signature(
    of text: [UInt8], _ signer: Credentials.Signer
  ) throws(SealFailure) -> String {
    switch signer {
    case .hmac(let key): return Hex.encode(key.sign(text))
    case .privateKey(let key):
      do {
        return Base64.encode(try key.sign(text))
      } catch {
        throw SealFailure("the private key could not sign")
      }
    case .none:
      throw SealFailure("Binance signs with a secret or a private key; there is neither")
    }
  }

  /// The exact bytes of a request, with key, time and signature.
  public func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    let base = try restBase(seal)
    switch draft.endpoint.channel {
    case .rest(let method): return try request(draft, method, base, seal)
    case .socket: return frame(draft, seal, body: try call(draft, seal))
    case .marketSocket: return frame(draft, seal, body: Self.market(draft, seal))
    }
  }

  // MARK: REST

  /// The name of the choice that says where a request's parameters stand.
  static let parametersChoice = "parameters"

  private func request(
    _ draft: Draft, _ method: HTTPMethod, _ base: String, _ seal: Seal
  ) throws(SealFailure) -> WireRequest {
    let isSigned = draft.endpoint.security == .signed
    let line = Self.encoded(draft.parameters, isSigned ? Self.stamp(draft, seal) : nil)
    let inBody = method == .post && draft.choices[Self.parametersChoice] == "body"
    var query = SealedText(inBody ? [] : line)
    var body = SealedText(inBody ? line : [])
    var headers: [WireRequest.Header] = []
    if draft.endpoint.security != .open {
      headers.append(WireRequest.Header("X-MBX-APIKEY", seal.credentials.key, isSecret: true))
    }
    if isSigned {
      // The query is directly followed by the body in what is signed (rest-api.md, SIGNED endpoint
      // security), and both are percent-encoded before that (CHANGELOG.md, 2026-01-15).
      // One of the two is empty here.
      let signature = try Self.signature(of: line, seal.credentials.signer)
      if inBody {
        Self.append(signature, to: &body)
      } else {
        Self.append(signature, to: &query)
      }
    }
    if inBody {
      headers.append(WireRequest.Header("Content-Type", "application/x-www-form-urlencoded"))
    }
    var target = SealedText(draft.path)
    if !query.isEmpty {
      target.append("?")
      target.append(query)
    }
    return WireRequest(
      venue: id, environment: seal.environment, operation: draft.endpoint.operation,
      channel: draft.endpoint.channel, base: base, target: target, headers: headers, body: body)
  }

  private static func stamp(_ draft: Draft, _ seal: Seal) -> Parameter {
    Parameter(
      "timestamp", .integer(seal.now.milliseconds), .seal,
      field: draft.endpoint.fields.first { $0.name == "timestamp" })
  }

  private static func append(_ signature: String, to text: inout SealedText) {
    text.append(text.isEmpty ? "signature=" : "&signature=")
    text.appendSecret(Percent.encode(signature))
  }

  /// `name=value&name=value`, the values percent-encoded; what sealing adds comes last.
  static func encoded(_ parameters: [Parameter], _ last: Parameter? = nil) -> [UInt8] {
    if parameters.isEmpty, last == nil { return [] }
    var bytes: [UInt8] = []
    // Room for the signature too.
    bytes.reserveCapacity(512)
    for parameter in parameters { append(parameter, to: &bytes) }
    if let last { append(last, to: &bytes) }
    return bytes
  }

  private static func append(_ parameter: Parameter, to bytes: inout [UInt8]) {
    if !bytes.isEmpty { bytes.append(UInt8(ascii: "&")) }
    bytes.append(contentsOf: parameter.name.utf8)
    bytes.append(UInt8(ascii: "="))
    parameter.value.writeEncoded(into: &bytes)
  }

  // MARK: WebSocket API

  private func call(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> SealedText {
    var text = SealedText(#"{"id":"\#(seal.requestID)","method":"\#(draft.path)""#)
    switch draft.endpoint.security {
    case .signed:
      text.append(#","params":"#)
      text.append(try signedParameters(draft, seal))
    case .open, .key:
      guard !draft.parameters.isEmpty else { break }
      text.append(#","params":"#)
      text.write { Parameter.writeJSON(draft.parameters, into: &$0) }
    }
    text.append("}")
    return text
  }

  private func signedParameters(
    _ draft: Draft, _ seal: Seal
  ) throws(SealFailure) -> SealedText {
    if draft.endpoint.operation == .login {
      guard case .privateKey(let key) = seal.credentials.signer, key.kind == .ed25519 else {
        throw SealFailure("Binance opens a session to Ed25519 keys alone")
      }
    }
    let shown = draft.parameters + [Self.stamp(draft, seal)]
    let key = Parameter("apiKey", .text(seal.credentials.key), .seal)
    let signature = try Self.signature(
      of: Parameter.signedLine([key] + shown), seal.credentials.signer)
    var text = SealedText("{")
    Self.append("apiKey", secret: seal.credentials.key, to: &text)
    for parameter in shown {
      text.append(",")
      text.write { bytes in
        JSONText.quote(parameter.name, into: &bytes)
        bytes.append(UInt8(ascii: ":"))
        parameter.value.writeJSON(into: &bytes)
      }
    }
    text.append(",")
    Self.append("signature", secret: signature, to: &text)
    text.append("}")
    return text
  }

  private static func append(_ name: String, secret: String, to text: inout SealedText) {
    text.append(#""\#(name)":"#)
    text.appendQuotedSecret(secret)
  }

  // MARK: Market streams

  /// `{"method":"SUBSCRIBE","params":["btcusdt@aggTrade"],"id":1}`; the id must be a number here.
  private static func market(_ draft: Draft, _ seal: Seal) -> SealedText {
    let members =
      [Parameter("method", .text(draft.path), .standard)] + draft.parameters
      + [Parameter("id", .integer(seal.requestID), .seal)]
    var text = SealedText()
    text.write { Parameter.writeJSON(members, into: &$0) }
    return text
  }
}
