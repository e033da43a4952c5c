import Crypto
import Exact
import Orders
import PaperExchange
import Venues
import WebSocket

/// Crypto.com Exchange v1 over the paper exchange: ordinary orders, the "advanced" service with its
/// order lists, and the user and market sockets.
public struct CryptoComServing: Serving {
  public var desk: Desk
  let key: PaperKey
  var sockets: [SocketID: Stream] = [:]
  /// Signatures that were taken lately, and client ids that were ever used.
  var proofs = Remembered(limit: 20_000)
  var clientIDs = Remembered(limit: 100_000)
  /// By method: limits are per method and key, or per method and address.
  var meters: [String: RateMeter] = [:]
  /// Orders that got an id and were then rejected, the oldest first.
  var rejected: [RejectedOrder] = []
  var rejections: Int64 = 0
  /// By market.
  var days: [MarketDay]

  // The first tier of spot, 0.25 % and 0.5 %, out of what a trade brings (ccxt 4.5.90, fees.trading
  // of cryptocom; fee_instrument_name of its recorded trades).
  static let commission = MarketSpec.Commission(maker: 2_500, taker: 5_000, taken: .received)

  public init(now: Timestamp) {
    desk = Desk(CryptoCom(), commission: Self.commission, now: now)
    key = PaperKey()
    days = desk.specs.indices.map { [desk] in MarketDay(open: desk.shown($0).last) }
  }

  /// The paper account's key and secret.
  struct PaperKey: Sendable {
    let id: String
    let secret: HMACKey?

    init() {
      let credentials = try? CryptoCom().paperCredentials()
      id = credentials?.key ?? ""
      secret = if case .hmac(let key)? = credentials?.signer { key } else { nil }
    }
  }

  // MARK: REST

  public mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    let path = request.path
    guard path.hasPrefix(CryptoCom.root) else {
      return Self.response(Visit(method: path), .failure(.notHere))
    }
    let method = String(path.dropFirst(CryptoCom.root.count))
    guard let route = Self.routes[method], route.isOnREST else {
      return Self.response(Visit(method: method), .failure(.methodNotFound))
    }
    return route.isSigned
      ? answerSigned(request, method, route) : answerOpen(request, method, route)
  }

  /// Market data is asked for with GET, its parameters in the query; answers have the id -1.
  private mutating func answerOpen(
    _ request: HTTPRequest, _ method: String, _ route: Route
  ) -> HTTPResponse {
    var visit = Visit(method: method)
    guard request.method == "GET", let query = FormParameters(request.query ?? "") else {
      return Self.response(visit, .failure(.invalidRequest))
    }
    visit.query = query
    guard take(method, route.limit) else { return Self.response(visit, .failure(.tooMany)) }
    return Self.response(visit, perform(route, visit))
  }

  /// Everything of a private call stands in its body.
  ///
  /// What is looked at, in turn: the envelope, who asks, when, how often, and whether it was asked
  /// before.
  private mutating func answerSigned(
    _ request: HTTPRequest, _ method: String, _ route: Route
  ) -> HTTPResponse {
    guard request.method == "POST" else {
      return Self.response(Visit(method: method), .failure(.invalidRequest))
    }
    let visit: Visit
    do throws(CryptoComFault) {
      visit = try Visit(envelope: request.body)
    } catch {
      return Self.response(Visit(method: method), .failure(error))
    }
    if let fault = flaw(of: visit, method, route) { return Self.response(visit, .failure(fault)) }
    return Self.response(visit, perform(route, visit))
  }

  private mutating func flaw(
    of visit: Visit, _ method: String, _ route: Route
  ) -> CryptoComFault? {
    guard visit.id >= 0, visit.method == method else { return .invalidRequest }
    if let fault = proofFlaw(of: visit) { return fault }
    guard take(method, route.limit) else { return .tooMany }
    // A repeated envelope is refused; its first answer is not given again (sheet §8, duplicates).
    guard let sig = visit.sig?.lowercased(), proofs.insert(sig) else { return .duplicateRequest }
    return nil
  }

  /// Whether the key and the signature are right, and the nonce is of this minute.
  func proofFlaw(of visit: Visit) -> CryptoComFault? {
    guard let id = visit.apiKey, let sig = visit.sig, let nonce = visit.nonceText,
      let secret = key.secret, Proof.isSame(id, key.id)
    else { return .unauthorized }
    let isProven = SignedText.Style.allCases.contains { style in
      let text = SignedText.of(visit.method, visit.idText, id, visit.params, nonce, style)
      return Proof.isSigned(text, sig, by: secret)
    }
    guard isProven else { return .unauthorized }
    guard let sent = Int64(nonce), sent >= 0 else { return .invalidNonce }
    let late = desk.now.milliseconds.subtractingReportingOverflow(sent).partialValue
    return (-60_000...60_000).contains(late) ? nil : .invalidNonce
  }

  mutating func perform(_ route: Route, _ visit: Visit) -> Result<Reply, CryptoComFault> {
    do throws(CryptoComFault) {
      return .success(try route.handle(&self, visit))
    } catch {
      return .failure(error)
    }
  }

  private mutating func take(_ method: String, _ limit: Limit) -> Bool {
    var meter = meters[method] ?? RateMeter(limit: limit.count, window: limit.window)
    let isAllowed = meter.take(at: desk.now)
    meters[method] = meter
    return isAllowed
  }

  public func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    let method =
      request.path.hasPrefix(CryptoCom.root)
      ? String(request.path.dropFirst(CryptoCom.root.count)) : request.path
    let visit = (try? Visit(envelope: request.body)) ?? Visit(method: method)
    switch trouble {
    case .broken(status: 408): return Self.response(visit, .failure(.timeout))
    case .broken(let status): return Self.response(visit, .failure(.broken(status)))
    case .rateLimited: return Self.response(visit, .failure(.tooMany))
    // No ban is documented; an address that is shut out reads this.
    case .banned: return Self.response(visit, .failure(.illegalAddress))
    }
  }

  /// There is no token at this venue: a socket stays signed in as long as it stands.
  public mutating func expireTokens(into outbox: inout Outbox) {}

  public mutating func tell(_ news: [News], into outbox: inout Outbox) {
    for case .market(let market, .trade(let price, let size)) in news where days.indices ~= market {
      days[market].note(
        price: desk.specs[market].price(price), lots: size, spec: desk.specs[market], at: desk.now)
    }
    push(news, into: &outbox)
  }
}

/// Words that were seen, of which the oldest are let go.
struct Remembered: Sendable {
  let limit: Int
  private var known: Set<String> = []
  private var order: [String] = []
  private var first = 0

  init(limit: Int) { self.limit = limit }

  func contains(_ word: String) -> Bool { known.contains(word) }

  /// False when it was there already.
  mutating func insert(_ word: String) -> Bool {
    guard known.insert(word).inserted else { return false }
    order.append(word)
    if order.count - first > limit {
      known.remove(order[first])
      first += 1
    }
    if first > limit {
      order.removeFirst(first)
      first = 0
    }
    return true
  }
}
