import Crypto
import Exact
import Orders

extension BingX {
  /// The lines of a credentials section.
  public var credentialSettings: [CredentialSetting] {
    [
      CredentialSetting("key", help: "the API key, with the permission Spot Trading"),
      CredentialSetting("secret", help: "the API secret"),
      CredentialSetting(
        "source_key", required: false, secret: false,
        help: "a broker's tag, sent as X-SOURCE-KEY; most keys have none"),
    ]
  }

  /// A key and its secret.
  public func credentials(
    from values: CredentialValues
  ) throws(InvalidCredentials) -> Credentials {
    let key = try values.required("key").reveal()
    let hmac = HMACKey(try values.required("secret"))
    var settings: [String: String] = [:]
    if let tag = values.text("source_key"), !tag.isEmpty { settings["source_key"] = tag }
    return Credentials(
      venue: id, environment: values.environment, key: key, signer: .hmac(hmac),
      settings: settings)
  }

  /// The exact bytes, with time stamp, key and signature.
  public func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    let base = try restBase(seal)
    guard case .rest(let method) = draft.endpoint.channel else { return sealFrame(draft, seal) }
    var parameters = draft.parameters
    if draft.endpoint.fields.contains(Self.timestamp) {
      parameters.append(
        Parameter("timestamp", .integer(seal.now.milliseconds), .seal, field: Self.timestamp))
    }
    try Self.checkSeparators(parameters)
    var signature: String?
    var headers: [WireRequest.Header] = []
    if draft.endpoint.security == .signed {
      signature = try Self.signature(of: parameters, seal.credentials)
      headers = Self.keyHeaders(seal.credentials)
    }
    var target = SealedText(draft.path)
    var body = SealedText()
    switch carriage(draft, method) {
    case .json:
      headers.append(WireRequest.Header("Content-Type", "application/json"))
      body = Self.object(parameters, signature)
    case .form:
      headers.append(
        WireRequest.Header("Content-Type", "application/x-www-form-urlencoded"))
      body = Self.line(parameters, signature)
    case .query:
      let query = Self.line(parameters, signature)
      if !query.isEmpty { target.append("?") }
      target.append(query)
    }
    return WireRequest(
      venue: id, environment: seal.environment, operation: draft.endpoint.operation,
      channel: draft.endpoint.channel, base: base, target: target, headers: headers, body: body)
  }

  /// Where the parameters of a request stand.
  private enum Carriage: String {
    case json
    case form
    case query
  }

  /// Only calls that change orders have a body; a listen key's POST documents none.
  private func carriage(_ draft: Draft, _ method: HTTPMethod) -> Carriage {
    guard method == .post, draft.endpoint.operation.changesOrders else { return .query }
    return draft.choices["encoding"].flatMap(Carriage.init) ?? .json
  }

  // MARK: What is signed

  /// What would make the signed line say something else than the request (rule bx-oco-19).
  static func isSeparator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "#"),
      UInt8(ascii: "\r"), UInt8(ascii: "\n"):
      true
    default: false
    }
  }

  private static func checkSeparators(_ parameters: [Parameter]) throws(SealFailure) {
    for parameter in parameters {
      guard case .text(let text) = parameter.value else { continue }
      if text.utf8.contains(where: isSeparator) {
        throw SealFailure(
          "\(parameter.name) has one of & = ? # or a line break, which the signed line cannot tell "
            + "from its own")
      }
    }
  }

  private static func signature(
    of parameters: [Parameter], _ credentials: Credentials
  ) throws(SealFailure) -> String {
    guard case .hmac(let key) = credentials.signer else {
      throw SealFailure("BingX signs with a secret; these credentials have none")
    }
    return Hex.encode(key.sign(Parameter.signedLine(parameters)))
  }

  private static func keyHeaders(_ credentials: Credentials) -> [WireRequest.Header] {
    var headers = [WireRequest.Header("X-BX-APIKEY", credentials.key, isSecret: true)]
    if let tag = credentials.settings["source_key"] {
      headers.append(WireRequest.Header("X-SOURCE-KEY", tag))
    }
    return headers
  }

  // MARK: What is sent

  /// The parameters in their own order, the signature as the last member.
  private static func object(_ parameters: [Parameter], _ signature: String?) -> SealedText {
    var text = SealedText()
    text.write { bytes in
      bytes.reserveCapacity(512)
      Parameter.writeJSON(parameters, into: &bytes)
      if signature != nil { bytes.removeLast() }
    }
    guard let signature else { return text }
    text.append(parameters.isEmpty ? #""signature":""# : #","signature":""#)
    text.appendSecret(signature)
    text.append("\"}")
    return text
  }

  /// The signed line as it travels, then the signature.
  private static func line(_ parameters: [Parameter], _ signature: String?) -> SealedText {
    var text = SealedText()
    for place in Parameter.placesByName(parameters) {
      let parameter = parameters[place]
      if !text.isEmpty { text.append("&") }
      text.append(parameter.name)
      text.append("=")
      let value = Percent.encode(parameter.value.text)
      if parameter.name == "listenKey" { text.appendSecret(value) } else { text.append(value) }
    }
    guard let signature else { return text }
    text.append(parameters.isEmpty ? "signature=" : "&signature=")
    text.appendSecret(signature)
    return text
  }

  // MARK: Frames

  /// An answer to a heartbeat is a text of its own; everything else is a request with an id.
  private func sealFrame(_ draft: Draft, _ seal: Seal) -> WireRequest {
    if draft.endpoint === Self.heartbeat {
      return frame(draft, seal, body: SealedText(draft["reply"]?.text ?? ""))
    }
    let envelope = [
      Parameter("id", .text(Self.frameID(seal.requestID)), .seal),
      Parameter("reqType", .text(draft.path), .standard),
    ]
    var bytes: [UInt8] = []
    Parameter.writeJSON(envelope + draft.parameters, into: &bytes)
    return frame(draft, seal, body: SealedText(bytes))
  }

  /// A request's number as the UUID that the venue's samples show: its upper 16 bits in the second
  /// group, the rest in the last.
  static func frameID(_ number: Int64) -> String {
    let bits = UInt64(bitPattern: number)
    let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    return "00000000-\(Hex.encode(Array(bytes[..<2])))-4000-8000-\(Hex.encode(Array(bytes[2...])))"
  }

  /// The number behind an id of ours, as text; another's id as it is.
  static func requestNumber(of id: String) -> String {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "00000000", parts[2] == "4000", parts[3] == "8000",
      parts[1].utf8.count == 4, parts[4].utf8.count == 12,
      let bytes = Hex.decode(String(parts[1] + parts[4]))
    else { return id }
    return String(Int64(bitPattern: bytes.reduce(0) { $0 << 8 | UInt64($1) }))
  }
}
