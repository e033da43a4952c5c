import Crypto
import Exact
import Orders
import Venues

/// A key that opens the account.
struct BinanceKey: Sendable {
  let name: String
  let lock: Lock

  enum Lock: Sendable {
    case secret(HMACKey)
    case publicKey(PublicKey)
  }

  init(name: String, _ lock: Lock) {
    self.name = name
    self.lock = lock
  }

  /// HMAC in hexadecimal of either case, the others in base64 (rest-api.md, Signature Case
  /// Sensitivity).
  func signed(_ line: String, _ signature: String) -> Bool {
    switch lock {
    case .secret(let key): return Proof.isSigned(line, signature, by: key)
    case .publicKey(let key):
      guard let bytes = Base64.decode(signature) else { return false }
      return key.verifies(bytes, Array(line.utf8))
    }
  }

  /// Only such keys open sessions (web-socket-api.md, Session Authentication).
  var opensSessions: Bool {
    if case .publicKey(let key) = lock { key.kind == .ed25519 } else { false }
  }
}

/// What a request brings to prove who asks.
struct BinanceProof: Sendable {
  let key: String?
  /// What the signature was made over.
  let line: String
  var isSocket = false
  /// The session's own key stands for key and signature.
  var isOfSession = false

  /// A query or a form as it came, without the signature in it.
  static func signedText(_ text: String) -> String {
    if !text.contains("signature=") { return text }
    return text.split(separator: "&", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("signature=") }.joined(separator: "&")
  }
}

extension BinanceServing {
  /// The key that is named.
  func key(_ proof: BinanceProof) throws(BinanceFault) -> BinanceKey {
    guard let name = proof.key, !name.isEmpty, name.utf8.count <= 100,
      name.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else { throw .keyFormat }
    guard let key = keys.first(where: { Proof.isSame($0.name, name) }) else { throw .key }
    return key
  }

  /// Key, time and signature, in the sheet's order (section 8.2).
  func authorize(_ call: BinanceCall, _ proof: BinanceProof) throws(BinanceFault) {
    let key = try key(proof)
    let window = call.values["recvWindow"].map(BinanceParameter.plain).flatMap(Decimal.init)
    try checkTime(call.values.moment("timestamp") ?? 0, window: window ?? 5_000)
    if proof.isOfSession { return }
    guard key.signed(proof.line, call.values["signature"] ?? "") else { throw .signature }
  }

  /// "timestamp < serverTime + 1 second && serverTime - timestamp <= recvWindow" (rest-api.md,
  /// Timing security).
  private func checkTime(_ time: Int64, window: Decimal) throws(BinanceFault) {
    let now = desk.now.milliseconds
    if time >= now + 1000 { throw .early }
    if Decimal(Int(now - max(0, time))) > window { throw .late }
  }
}
