import Crypto
import Exact
import Orders

extension Tradovate {
  /// The lines of a credentials section.
  public var credentialSettings: [CredentialSetting] {
    [
      CredentialSetting("name", secret: false, help: "the user name"),
      CredentialSetting("password", help: "the account's password, or the one for the API"),
      CredentialSetting(
        "app_id", required: false, secret: false, help: "the application's name; Tandem unless said"
      ),
      CredentialSetting(
        "app_version", required: false, secret: false, help: "its version; 1.0 unless said"),
      CredentialSetting("cid", required: false, secret: false, help: "the API key's client id"),
      CredentialSetting("sec", required: false, help: "the API key's secret"),
      CredentialSetting(
        "device_id", required: false, secret: false,
        help: "unique and always the same for this device; made from name, password and sec unless "
          + "said"),
      CredentialSetting(
        "account", required: false, secret: false, help: "the account's name (accountSpec)"),
      CredentialSetting(
        "account_id", required: false, secret: false,
        help: "the account's number (accountId), which is not the user's"),
      CredentialSetting(
        "access_token", required: false, help: "a token that is still good; asked for unless said"),
      CredentialSetting(
        "md_access_token", required: false, help: "the token of the market socket"),
    ]
  }

  /// What the lines mean; tokens are added when they are known.
  public func credentials(
    from values: CredentialValues
  ) throws(InvalidCredentials) -> Credentials {
    let name = try values.required("name").reveal()
    let password = try values.required("password").reveal()
    if let id = values.text("account_id"), Int64(id).map({ $0 >= 0 }) != true {
      throw InvalidCredentials("account_id is not a whole number")
    }
    var tokens = ["password": password]
    var settings = ["app_id": "Tandem", "app_version": "1.0"]
    for secret in ["sec", "access_token", "md_access_token"] {
      if let text = values.text(secret), !text.isEmpty { tokens[secret] = text }
    }
    for plain in ["app_id", "app_version", "cid", "device_id", "account", "account_id"] {
      if let text = values.text(plain), !text.isEmpty { settings[plain] = text }
    }
    if settings["device_id"] == nil {
      tokens["device_id"] = Self.deviceID(name: name, password: password, sec: tokens["sec"] ?? "")
    }
    return Credentials(
      venue: id, environment: values.environment, key: name, signer: .none, tokens: tokens,
      settings: settings)
  }

  // The recipe of the FAQ, "Understanding Device IDs". Being made from secrets it is one.
  static func deviceID(name: String, password: String, sec: String) -> String {
    Hex.encode(Digest.sha256(Array((name + password + sec).utf8)))
  }

  /// The exact bytes, with account and token in their places.
  public func seal(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    let base = try restBase(seal)
    guard case .rest(let method) = draft.endpoint.channel else {
      return try sealFrame(draft, seal)
    }
    let parameters = try withAccount(draft, seal.credentials)
    var headers: [WireRequest.Header] = []
    if draft.endpoint.security == .signed {
      let token = try accessToken(seal.credentials)
      headers.append(WireRequest.Header("Authorization", "Bearer " + token, isSecret: true))
    }
    var target = Array(draft.path.utf8)
    var body = SealedText()
    if method == .post {
      headers.append(WireRequest.Header("Content-Type", "application/json"))
      if draft.endpoint === Self.tokenCall {
        body = Self.tokenRequest(seal.credentials)
      } else {
        body.write { bytes in
          bytes.reserveCapacity(512)
          Parameter.writeJSON(parameters, into: &bytes)
        }
      }
    } else {
      Self.appendQuery(parameters, to: &target)
    }
    headers.append(WireRequest.Header("Accept", "application/json"))
    return WireRequest(
      venue: id, environment: seal.environment, operation: draft.endpoint.operation,
      channel: draft.endpoint.channel, base: base, target: SealedText(target), headers: headers,
      body: body)
  }

  private func accessToken(_ credentials: Credentials) throws(SealFailure) -> String {
    guard let token = credentials.tokens["access_token"], !token.isEmpty else {
      throw SealFailure("Tradovate wants an access token, and none has been asked for yet")
    }
    // A line break would end the header, or the frame's line.
    guard !token.utf8.contains(where: { $0 < 32 || $0 == 127 }) else {
      throw SealFailure("the access token holds a control character")
    }
    return token
  }

  private static func appendQuery(_ parameters: [Parameter], to target: inout [UInt8]) {
    for (index, parameter) in parameters.enumerated() {
      target.append(UInt8(ascii: index == 0 ? "?" : "&"))
      target.append(contentsOf: parameter.name.utf8)
      target.append(UInt8(ascii: "="))
      // Ids stand with plain commas between, as the documentation writes them.
      let parts = parameter.value.text.split(separator: ",", omittingEmptySubsequences: false)
      for (position, part) in parts.enumerated() {
        if position > 0 { target.append(UInt8(ascii: ",")) }
        Percent.encode(String(part), into: &target)
      }
    }
  }

  // MARK: The account

  /// The draft's parameters with the account in its place: the ticket's own, or the credentials'.
  private func withAccount(
    _ draft: Draft, _ credentials: Credentials
  ) throws(SealFailure) -> [Parameter] {
    let rows =
      Self.accountRows[ObjectIdentifier(draft.endpoint)]
      ?? draft.endpoint.fields.filter(Self.isAccount)
    if rows.isEmpty { return draft.parameters }
    let given = draft.parameters.filter { parameter in rows.contains { $0.name == parameter.name } }
    if given.count == rows.count { return draft.parameters }
    for parameter in given {
      guard let own = credentials.settings[Self.setting(parameter.name)],
        own == parameter.value.text
      else {
        throw SealFailure(
          "\(parameter.name) \(parameter.value.text) is not the account of the credentials; name "
            + "both accountSpec and accountId")
      }
    }
    var head: [Parameter] = []
    for row in rows {
      head.append(Parameter(row.name, try account(row, credentials), .seal, field: row))
    }
    if given.isEmpty { return head + draft.parameters }
    let rest = draft.parameters.filter { parameter in !rows.contains { $0.name == parameter.name } }
    return head + rest
  }

  /// The account's fields of each endpoint, for they are asked for at every seal.
  private static let accountRows: [ObjectIdentifier: [Field]] = {
    let endpoints = formTable.map(\.endpoint) + socketTwins + endpointTable
    let rows = endpoints.map { (ObjectIdentifier($0), $0.fields.filter(isAccount)) }
    return Dictionary(rows) { first, _ in first }
  }()

  private static func isAccount(_ field: Field) -> Bool {
    field.container == .top
      && (field.meaning == .seal || field.name == "accountSpec" || field.name == "accountId")
  }

  private static func setting(_ parameter: String) -> String {
    parameter == "accountSpec" ? "account" : "account_id"
  }

  private func account(
    _ field: Field, _ credentials: Credentials
  ) throws(SealFailure) -> WireValue {
    let setting = Self.setting(field.name)
    guard let text = credentials.settings[setting] else {
      throw SealFailure(
        "no account is chosen: neither the credentials have \(setting) nor the ticket "
          + "tradovate.\(field.name)")
    }
    if field.name == "accountSpec" { return .text(text) }
    guard let number = Int64(text) else { throw SealFailure("account_id is not a whole number") }
    return field.name == "accounts" ? .list([.integer(number)]) : .integer(number)
  }

  // MARK: The token

  private static func tokenRequest(_ credentials: Credentials) -> SealedText {
    var body = SealedText("{")
    member("name", credentials.key, secret: false, &body)
    member("password", credentials.tokens["password"] ?? "", secret: true, &body)
    member("appId", credentials.settings["app_id"] ?? "", secret: false, &body)
    member("appVersion", credentials.settings["app_version"] ?? "", secret: false, &body)
    if let id = credentials.settings["device_id"] {
      member("deviceId", id, secret: false, &body)
    } else if let id = credentials.tokens["device_id"] {
      member("deviceId", id, secret: true, &body)
    }
    if let cid = credentials.settings["cid"] {
      // The tutorial sends a number, the Swagger file a string; a number wherever it is one.
      if let number = Int64(cid), String(number) == cid {
        body.append(",\"cid\":\(number)")
      } else {
        member("cid", cid, secret: false, &body)
      }
    }
    if let sec = credentials.tokens["sec"] { member("sec", sec, secret: true, &body) }
    body.append("}")
    return body
  }

  private static func member(
    _ name: String, _ value: String, secret: Bool, _ body: inout SealedText
  ) {
    body.append((body.bytes.count > 1 ? ",\"" : "\"") + name + "\":\"")
    let text = quotedContent(value)
    if secret { body.appendSecret(text) } else { body.append(text) }
    body.append("\"")
  }

  /// A text as it stands between the quotes of a JSON string.
  private static func quotedContent(_ text: String) -> String {
    var bytes: [UInt8] = []
    JSONText.quote(text, into: &bytes)
    return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
  }

  // MARK: Frames

  /// `endpoint`, request number, query and body, a line each; the lines stay where they are empty.
  private func sealFrame(_ draft: Draft, _ seal: Seal) throws(SealFailure) -> WireRequest {
    var body = SealedText()
    switch draft.endpoint.operation {
    case .heartbeat: body.append(draft.path)
    case .login:
      // Always number 0, by which the reply is known for what it is.
      body.append("authorize\n0\n\n")
      let own = try accessToken(seal.credentials)
      let market = seal.credentials.tokens["md_access_token"]
      let token = draft.endpoint.channel == .marketSocket ? market ?? own : own
      let isQuoted = draft.choices["token"] == "quoted"
      if isQuoted { body.append("\"") }
      body.appendSecret(isQuoted ? Self.quotedContent(token) : token)
      if isQuoted { body.append("\"") }
    default:
      body.append("\(draft.path)\n\(seal.requestID)\n\n")
      let parameters = try withAccount(draft, seal.credentials)
      body.write { Parameter.writeJSON(parameters, into: &$0) }
    }
    return frame(draft, seal, body: body)
  }
}
