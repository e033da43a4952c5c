import Crypto
import Exact
import Orders
import PaperExchange
import Venues
import WebSocket

/// BingX Spot's wire protocol over its desk.
public struct BingXServing: Serving {
  public var desk: Desk

  let key: String
  let secret: HMACKey
  /// What was used of each endpoint's own limit, by method and path.
  var meters: [String: RateMeter] = [:]
  /// Of all market endpoints together: 500 in 10 seconds (rate limit, group 1).
  var marketMeter = RateMeter(limit: 500, window: 10_000)
  /// Orders accepted in the last second, as their parameters said them.
  var recent: [(fingerprint: String, time: Timestamp)] = []
  var usedIDs = BingXUsedIDs()
  /// When everything open is cancelled (Cancel All After).
  var killTime: Timestamp?
  /// By market.
  var days: [BingXDay]

  var sockets: [SocketID: BingXSocket] = [:]
  /// Until when each listen key is good.
  var listenKeys: [String: Timestamp] = [:]
  var lastListenKey: Int64 = 0
  var lastPing: Int64 = 0
  /// What the stream last told of each asset.
  var toldBalances: [String: Decimal] = [:]
  /// The heartbeat's form; documents and clients differ.
  public var heartbeat = Heartbeat.json

  /// How the venue asks whether a client is there.
  public enum Heartbeat: Sendable {
    /// `{"ping":"…","time":"…"}`, which ccxt and BingX.Net see on spot.
    case json
    /// The word `Ping`, which the documents speak of.
    case word
  }

  /// ccxt's `fees.spot`: a thousandth from maker and taker, of what the trade brings.
  static let commission = MarketSpec.Commission(maker: 1_000, taker: 1_000, taken: .received)

  public init(now: Timestamp) {
    self.init(now: now, key: "paper-key", secret: Secret("paper-secret"))
  }

  /// A serving that knows another account.
  init(now: Timestamp, key: String, secret: Secret) {
    desk = Desk(BingX(), commission: Self.commission, now: now)
    self.key = key
    self.secret = HMACKey(secret)
    days = []
    days = desk.specs.indices.map { BingXDay(desk.shown($0).last ?? .zero, at: now) }
    for balance in desk.balances { toldBalances[balance.asset] = Self.total(balance) }
  }

  // MARK: Routes

  /// Who may ask.
  enum Access: Sendable {
    case anybody
    /// The key's header alone; a signature is checked where there is one.
    case key
    case signed
  }

  /// One endpoint.
  struct Route: Sendable {
    let access: Access
    /// Requests a second; 0 for market endpoints, which share a limit.
    let limit: Int
    let act: Act
  }

  typealias Act = @Sendable (inout BingXServing, BingXParameters) throws(BingXFault) -> HTTPResponse

  static let routes: [String: Route] = {
    var routes: [String: Route] = [:]
    for table in [ocoRoutes, orderRoutes, accountRoutes, marketRoutes] {
      routes.merge(table) { first, _ in first }
    }
    return routes
  }()

  /// The path of an operation, as the client half has it.
  static func path(_ operation: Operation) -> String {
    let venue = BingX()
    if operation == .place { return "POST " + (venue.forms.first?.endpoint.path ?? "") }
    guard let endpoint = venue.endpoints.first(where: { $0.operation == operation }),
      case .rest(let method) = endpoint.channel
    else { return "" }
    return method.rawValue + " " + endpoint.path
  }

  // MARK: The entrance

  public mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    let name = request.method + " " + request.path
    guard let route = Self.routes[name] else {
      var fault = BingXFault.noSuchPath
      if !request.path.hasPrefix("/openApi/") { fault.status = 404 }
      return response(fault)
    }
    do throws(BingXFault) {
      let parameters = try BingXParameters(request)
      try checkProof(request, parameters, route.access)
      let headers = try meter(name, route)
      var answer: HTTPResponse
      do throws(BingXFault) {
        answer = try route.act(&self, parameters)
      } catch {
        answer = response(error)
      }
      answer.headers += headers
      return answer
    } catch {
      return response(error)
    }
  }

  /// The limit's headers, or the refusal of one request too many.
  ///
  /// Limits are an account's, so only who proved to be it uses them up.
  /// "X-RateLimit-Requests-Remain" and "X-RateLimit-Requests-Expire" (base-info, rate limit).
  private mutating func meter(_ name: String, _ route: Route) throws(BingXFault) -> [HeaderField] {
    var meter =
      route.limit == 0
      ? marketMeter : meters[name] ?? RateMeter(limit: route.limit, window: 1_000)
    let isAllowed = meter.take(at: desk.now)
    if route.limit == 0 { marketMeter = meter } else { meters[name] = meter }
    let end = Timestamp(milliseconds: desk.now.milliseconds + meter.rest(at: desk.now))
    guard isAllowed else { throw .tooMany(until: end) }
    return [
      HeaderField("X-RateLimit-Requests-Remain", String(meter.limit - meter.used)),
      HeaderField("X-RateLimit-Requests-Expire", String(end.milliseconds)),
    ]
  }

  /// Key, presence of a signature, time, signature: no document states the order; it is that of
  /// what each needs to be checked.
  private func checkProof(
    _ request: HTTPRequest, _ parameters: BingXParameters, _ access: Access
  ) throws(BingXFault) {
    if access == .anybody { return }
    guard let given = request.header("X-BX-APIKEY"), !given.isEmpty else { throw .noKey }
    guard Proof.isSame(given, key) else { throw .wrongKey }
    guard let signature = parameters.signature else {
      if access == .key { return }
      throw .noSignature
    }
    try checkTime(parameters, isNeeded: access == .signed)
    guard parameters.isSigned(signature, by: secret) else { throw .wrongSignature }
  }

  /// A request is late after `recvWindow`, 5000 ms unless it says so; one from as far in the
  /// future is a mismatch too.
  private func checkTime(_ parameters: BingXParameters, isNeeded: Bool) throws(BingXFault) {
    guard let text = parameters["timestamp"] else {
      if isNeeded { throw .wrongTime }
      return
    }
    guard let time = Int64(text), time >= 0 else { throw .unreadableTime }
    var window: Int64 = 5_000
    if let chosen = try parameters.decimal("recvWindow"), chosen.isPositive {
      // The documents name 5000 and 60000 as the most; the later is taken.
      window = (try? chosen.rounded(digits: 0, .down))?.int64.map { min($0, 60_000) } ?? 60_000
    }
    let (late, overflow) = desk.now.milliseconds.subtractingReportingOverflow(time)
    guard !overflow, late.magnitude <= UInt64(window) else { throw .wrongTime }
  }

  // MARK: Envelopes

  /// The common envelope: `{"code":0,"msg":"","debugMsg":"","data":…}`.
  func ok(_ data: JSON) -> HTTPResponse {
    HTTPResponse(200, ["code": 0, "msg": "", "debugMsg": "", "data": data])
  }

  /// Market data and wallets tell the time instead.
  func dated(_ data: JSON) -> HTTPResponse {
    HTTPResponse(
      200, ["code": 0, "timestamp": .integer(desk.now.milliseconds), "data": data])
  }

  func response(_ fault: BingXFault) -> HTTPResponse {
    let code = JSON.integer(fault.code)
    guard fault.isGateway else {
      return HTTPResponse(
        fault.status, ["code": code, "msg": .string(fault.text), "debugMsg": ""])
    }
    return HTTPResponse(
      fault.status,
      [
        "code": code, "msg": .string(fault.text), "timestamp": .integer(desk.now.milliseconds),
      ])
  }

  public func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    switch trouble {
    case .broken(let status): response(.busy(status: status))
    case .rateLimited(let seconds): response(.tooMany(until: later(seconds)))
    // 418: "Continued access after receiving 429, IP has been banned".
    case .banned(let seconds): response(.tooMany(until: later(seconds), status: 418))
    }
  }

  private func later(_ seconds: Int) -> Timestamp {
    Timestamp(milliseconds: desk.now.milliseconds + Int64(min(max(seconds, 0), 1 << 31)) * 1_000)
  }
}

/// Client ids that were used, the newest of them.
struct BingXUsedIDs: Sendable {
  private var young: Set<String> = []
  private var old: Set<String> = []
  private static let most = 50_000

  func contains(_ id: String) -> Bool { young.contains(id) || old.contains(id) }

  mutating func insert(_ id: String) {
    if young.count >= Self.most {
      old = young
      young = []
    }
    young.insert(id)
  }
}
