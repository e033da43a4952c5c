import Crypto
import Exact
import Orders
import PaperExchange
import Venues
import WebSocket

/// KuCoin Spot (classic account) over the paper exchange: its one kind of list, plain and stop
/// orders, and its streams.
public struct KuCoinServing: Serving {
  public var desk: Desk
  let key: PaperKey
  /// Tokens of the bullet calls that have not ended.
  var tokens: [String: Token] = [:]
  var lastToken: UInt64 = 0
  var streams: [SocketID: Stream] = [:]
  var pools: [Pool: PoolMeter] = [:]
  /// Counts the messages of public topics.
  var sequence: Int64 = 14_609_309_753

  // 0.1 % for maker and taker, taken in the pair's feeCurrency (KuCoin sheet §9).
  static let commission = MarketSpec.Commission(maker: 1_000, taker: 1_000, taken: .quote)

  public init(now: Timestamp) {
    desk = Desk(KuCoin(), commission: Self.commission, now: now)
    key = PaperKey()
  }

  public mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard let (route, captured) = Self.route(request) else { return KuCoinRefusal.noSuchURL.answer }
    let meter = use(route)
    if !meter.isAllowed { return meter.mark(KuCoinRefusal.tooMany.answer) }
    let query = FormParameters(request.query ?? "")
    guard let query else { return meter.mark(KuCoinRefusal.parameters().answer) }
    if route.isSigned, let refusal = flaw(of: request) { return meter.mark(refusal.answer) }
    let visit = Visit(request: request, query: query, captured: captured)
    do {
      let data = try route.handle(&self, visit)
      return meter.mark(HTTPResponse(200, ["code": "200000", "data": data]))
    } catch {
      return meter.mark(((error as? KuCoinRefusal) ?? .parameters()).answer)
    }
  }

  public func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    switch trouble {
    case .broken(let status): KuCoinRefusal(status, "500000", "Internal Server Error").answer
    case .rateLimited(let seconds), .banned(let seconds):
      // There is no escalating ban, but Cloudflare's, which speaks 1015 (KuCoin sheet §8).
      HTTPResponse(
        429, ["code": "429000", "msg": "Too Many Requests"],
        headers: [HeaderField("gw-ratelimit-reset", String(seconds * 1000))])
    }
  }

  // MARK: Who asks

  /// The paper account's key.
  struct PaperKey: Sendable {
    let id: String
    let hmac: HMACKey
    /// The passphrase as keys of version 2 and 3 send it.
    let passphrase: String

    init() {
      let credentials = try? KuCoin().paperCredentials()
      id = credentials?.key ?? ""
      passphrase = credentials?.tokens["passphrase"] ?? ""
      if case .hmac(let key) = credentials?.signer {
        hmac = key
      } else {
        hmac = HMACKey(Secret(""))
      }
    }

    func sign(_ text: String) -> String { Base64.encode(hmac.sign(Array(text.utf8))) }
  }

  /// What is wrong with who asks, in the order of the codes (KuCoin sheet §2, §8).
  private func flaw(of request: HTTPRequest) -> KuCoinRefusal? {
    guard let id = request.header("KC-API-KEY"), let sign = request.header("KC-API-SIGN"),
      let stamp = request.header("KC-API-TIMESTAMP"),
      let passphrase = request.header("KC-API-PASSPHRASE")
    else { return .missingHeader }
    guard let time = Int64(stamp) else { return .badTime }
    let (ahead, overflow) = time.subtractingReportingOverflow(desk.now.milliseconds)
    // No abs: the most negative number has no positive.
    guard !overflow, ahead.magnitude < 5_000 else { return .badTime }
    guard Proof.isSame(id, key.id) else { return .noSuchKey }
    let version = request.header("KC-API-KEY-VERSION") ?? "1"
    let given = version == "1" ? key.sign(passphrase) : passphrase
    guard Proof.isSame(given, key.passphrase) else { return .badPassphrase }
    return isSigned(request, stamp, sign) ? nil : .badSignature
  }

  /// The query is signed as it reads, though the wire may carry it percent-encoded; clients that
  /// send it as it reads sign what they send.
  private func isSigned(_ request: HTTPRequest, _ stamp: String, _ sign: String) -> Bool {
    let body = String(decoding: request.body, as: UTF8.self)
    func text(_ target: String) -> String { stamp + request.method + target + body }
    if Proof.isSame(sign, key.sign(text(request.target))) { return true }
    guard let query = request.query, let decoded = try? Percent.decode(query.utf8) else {
      return false
    }
    return Proof.isSame(sign, key.sign(text(request.path + "?" + decoded)))
  }

  // MARK: How much was asked

  /// A pool of request weight (KuCoin sheet §8).
  enum Pool: Hashable, Sendable {
    case spot, management, open

    var limit: Int { self == .spot ? 4_000 : 2_000 }
  }

  /// Refilled 30 seconds after the first request that drew on it.
  struct PoolMeter: Sendable {
    let limit: Int
    var start: Timestamp
    var used = 0
    var now: Timestamp

    var isAllowed: Bool { used <= limit }

    /// The answer with the headers that tell what is left.
    func mark(_ answer: HTTPResponse) -> HTTPResponse {
      var answer = answer
      let rest = start.milliseconds + 30_000 - now.milliseconds
      answer.headers += [
        HeaderField("gw-ratelimit-limit", String(limit)),
        HeaderField("gw-ratelimit-remaining", String(max(0, limit - used))),
        HeaderField("gw-ratelimit-reset", String(rest)),
      ]
      return answer
    }
  }

  private mutating func use(_ route: Route) -> PoolMeter {
    let now = desk.now
    var meter = pools[route.pool] ?? PoolMeter(limit: route.pool.limit, start: now, now: now)
    if now.milliseconds >= meter.start.milliseconds + 30_000 {
      meter.start = now
      meter.used = 0
    }
    meter.now = now
    meter.used += route.weight
    pools[route.pool] = meter
    return meter
  }
}
