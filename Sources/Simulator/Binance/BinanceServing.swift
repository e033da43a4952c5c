import Crypto
import Exact
import Orders
import PaperExchange
import Venues
import WebSocket

/// Binance Spot over a desk: the REST API, the WebSocket API with the user stream, and the market
/// streams.
///
/// Facts are those of binance-spot-api-docs as the venue's `documents` name them, and of the
/// venue's sheet where they are silent.
public struct BinanceServing: Serving {
  public var desk: Desk
  /// Whether the listen keys that Binance ended on 2026-02-20 are served all the same, for clients
  /// that know no other way.
  public var servesListenKeys = false

  var limits = BinanceLimits()
  var keys: [BinanceKey] = []
  var sockets: [SocketID: BinanceSocket] = [:]
  var listenKeys: [BinanceListenKey] = []
  var markets: [BinanceMarket]
  /// Messages about orders so far; each has its number.
  var executions: Int64 = 0
  /// Ids made for requests that brought none.
  var madeIDs: Int64 = 0
  /// What cancels that are not told yet were called, by order.
  var cancelIDs: [Int64: String] = [:]
  /// What orders were called before amendments that are not told yet.
  var formerIDs: [Int64: String] = [:]
  /// When tickers that changed are told of.
  var tickersDue: Timestamp?

  /// Spot's standard rate is a tenth of a percent for both sides (binance.com, Spot Trading Fee
  /// Rate, regular user), taken from what is received (faqs/commission_faq.md).
  static let commission = MarketSpec.Commission(maker: 1_000, taker: 1_000, taken: .received)

  public init(now: Timestamp) {
    desk = Desk(Binance(), commission: Self.commission, now: now)
    // The paper exchange pegs no prices, and says so.
    for market in desk.instruments.indices {
      desk.instruments[market].facts.removeAll { $0.name == Self.pegFact }
      desk.instruments[market].facts.append(InstrumentRules.Fact(Self.pegFact, "false"))
    }
    markets = desk.instruments.indices.map { [desk] in
      BinanceMarket(last: desk.shown($0).last ?? .zero, now: now)
    }
    if let paper = try? Binance().paperCredentials(), case .hmac(let key) = paper.signer {
      keys = [BinanceKey(name: paper.key, .secret(key))]
    }
  }

  private static let pegFact = "pegInstructionsAllowed"

  /// Lets another key in: one whose private half is elsewhere, for `session.logon` for one.
  public mutating func register(key name: String, _ publicKey: PublicKey) {
    keys.removeAll { $0.name == name }
    keys.append(BinanceKey(name: name, .publicKey(publicKey)))
  }
}

// MARK: Requests

extension BinanceServing {
  public mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    guard let route = BinanceRoute.find(request) else { return Self.page(404, "Not Found") }
    if !servesListenKeys, route.path == Self.listenKeyPath { return Self.page(410, "Gone") }
    var response: HTTPResponse
    do throws(BinanceFault) {
      try limits.enter(at: desk.now)
      response = HTTPResponse(200, try answer(request, by: route))
      if route.orders > 0 { response.headers += orderHeaders }
    } catch {
      response = self.response(to: error)
    }
    response.headers += weightHeaders
    return response
  }

  static let listenKeyPath = "/api/v3/userDataStream"

  /// The page that stands where there is no such thing: nginx's own, as users report it.
  static func page(_ status: Int, _ title: String) -> HTTPResponse {
    let lines = [
      "<html>", "<head><title>\(status) \(title)</title></head>", "<body>",
      "<center><h1>\(status) \(title)</h1></center>", "<hr><center>nginx</center>", "</body>",
      "</html>", "",
    ]
    return HTTPResponse(
      status, headers: [HeaderField("Content-Type", "text/html")],
      body: Array(lines.joined(separator: "\r\n").utf8))
  }

  private mutating func answer(
    _ request: HTTPRequest, by route: BinanceRoute
  ) throws(BinanceFault) -> JSON {
    let body = request.method == "GET" ? "" : request.text
    var cost = route.weight
    // What fails before it is understood is paid for, too.
    defer { limits.spend(cost, at: desk.now) }
    guard let body else { throw .unreadable }
    let values = try BinanceParameters(query: request.query ?? "", body: body)
    if values["symbol"] == nil, values["symbols"] == nil { cost = route.weightOfAll }
    let proof = BinanceProof(
      key: request.header("X-MBX-APIKEY"),
      line: BinanceProof.signedText(request.query ?? "") + BinanceProof.signedText(body))
    let unit = try BinanceUnit(request.header("X-MBX-TIME-UNIT"))
    let result = try perform(BinanceCall(route: route, values: values, unit: unit), proof)
    if route.isFreeWhenDone { cost = 0 }
    return result
  }

  /// Checks a call in the venue's order, then does it.
  mutating func perform(
    _ call: BinanceCall, _ proof: BinanceProof
  ) throws(BinanceFault) -> JSON {
    try check(call, proof)
    if call.values["symbol"] != nil { _ = try market(call) }
    switch call.route.security {
    case .open: break
    case .key: _ = try key(proof)
    case .signed: try authorize(call, proof)
    }
    return try run(call)
  }

  /// The syntax of every parameter, and that there is none that is not known.
  private func check(_ call: BinanceCall, _ proof: BinanceProof) throws(BinanceFault) {
    let isSigned = call.route.security == .signed
    let stamps = proof.isOfSession ? Array(BinanceCall.stamps.dropLast()) : BinanceCall.stamps
    let parameters = call.route.parameters + (isSigned ? stamps : [])
    if case .place(let form, _) = call.route.action { try Self.checkSizes(call.values, form) }
    for parameter in parameters { try parameter.check(call.values[parameter.name]) }
    var known = Set(parameters.map(\.name))
    if proof.isSocket {
      if isSigned, proof.key == nil { throw .missing("apiKey") }
      known.formUnion(isSigned ? ["apiKey", "returnRateLimits"] : ["returnRateLimits"])
    }
    let read = call.values.entries.count { known.contains($0.name) }
    if read < call.values.entries.count { throw .unread(read, of: call.values.entries.count) }
  }

  private mutating func run(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    switch call.route.action {
    case .ping: return .object([])
    case .time: return ["serverTime": call.unit.time(desk.now)]
    case .exchangeInfo: return try exchangeInfo(call)
    case .price: return try tickers(call, price)
    case .book: return try tickers(call, book)
    case .ticker24h: return try ticker24h(call)
    case .averagePrice: return try averagePrice(call)
    case .depth: return try depth(call)
    case .trades: return try trades(call, isAggregate: false)
    case .aggregateTrades: return try trades(call, isAggregate: true)
    case .place(let form, let isTest): return try place(form, call, isTest: isTest)
    case .cancelOrder: return try cancelOrder(call)
    case .cancelAll: return try cancelAll(call)
    case .cancelList: return try cancelList(call)
    case .amend: return try amend(call)
    case .queryOrder: return query(try find(call), call.unit)
    case .openOrders: return try openOrders(call)
    case .allOrders: return try allOrders(call)
    case .queryList: return try queryList(call)
    case .openLists: return .array(desk.openLists.map { list($0, call.unit) })
    case .allLists: return try allLists(call)
    case .ownTrades: return try ownTrades(call)
    case .account: return account(call)
    case .commission: return try commission(call)
    case .orderCount:
      limits.look(at: desk.now)
      return .array(limits.orders)
    case .coins: return coins()
    case .noMarkets: return noMarkets(call)
    case .noPairs: return .array([])
    case .makeListenKey: return makeListenKey()
    case .renewListenKey: return try renewListenKey(call)
    case .closeListenKey: return try closeListenKey(call)
    }
  }

  /// The market of the `symbol`.
  func market(_ call: BinanceCall) throws(BinanceFault) -> Int {
    guard let symbol = call.values["symbol"] else { throw .missing("symbol") }
    guard let market = desk.market(spelled: symbol) else { throw .symbol }
    return market
  }

  /// An id for what was sent without one: 22 letters and digits, as the venue's own are.
  mutating func makeID() -> String {
    madeIDs += 1
    let digest = Digest.sha256(Array("binance paper id \(madeIDs)".utf8))
    let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    return String(
      decoding: digest.prefix(22).map { letters[Int($0) % letters.count] }, as: UTF8.self)
  }
}

// MARK: Envelope

extension BinanceServing {
  private func response(to fault: BinanceFault) -> HTTPResponse {
    var headers: [HeaderField] = []
    if let until = fault.retryAfter {
      let rest = max(0, until.milliseconds - desk.now.milliseconds)
      headers.append(HeaderField("Retry-After", String((rest + 999) / 1000)))
    }
    return HTTPResponse(fault.status, fault.json, headers: headers)
  }

  private var weightHeaders: [HeaderField] {
    mutating get {
      limits.look(at: desk.now)
      let used = String(limits.weight.used)
      return [
        HeaderField("x-mbx-used-weight", used), HeaderField("x-mbx-used-weight-1m", used),
      ]
    }
  }

  private var orderHeaders: [HeaderField] {
    mutating get {
      limits.look(at: desk.now)
      return [
        HeaderField("x-mbx-order-count-10s", String(limits.tenSeconds.used)),
        HeaderField("x-mbx-order-count-1d", String(limits.day.used)),
      ]
    }
  }

  public func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    func later(_ seconds: Int) -> Timestamp {
      desk.now + Int64(min(max(0, seconds), 1_000_000_000)) * 1000
    }
    switch trouble {
    case .broken(let status): return response(to: .broken(status))
    case .rateLimited(let seconds):
      return response(to: .tooHeavy(limits.weight.limit, until: later(seconds)))
    case .banned(let seconds): return response(to: .banned(until: later(seconds)))
    }
  }
}

/// One request with all that is known of how it wants to be answered.
struct BinanceCall: Sendable {
  let route: BinanceRoute
  var values: BinanceParameters
  let unit: BinanceUnit

  /// What every signed request has.
  static let stamps = [
    BinanceParameter("recvWindow", .window),
    BinanceParameter("timestamp", .integer(0...Int64.max), required: true),
    BinanceParameter("signature", .text, required: true),
  ]
}

/// What times are told in: milliseconds unless microseconds are asked for.
enum BinanceUnit: Sendable {
  case milliseconds
  case microseconds

  init(_ word: String?) throws(BinanceFault) {
    switch word?.uppercased() {
    case nil, "MILLISECOND": self = .milliseconds
    case "MICROSECOND": self = .microseconds
    default: throw .timeUnit
    }
  }

  func time(_ time: Timestamp) -> JSON {
    .integer(self == .milliseconds ? time.milliseconds : time.milliseconds * 1000)
  }
}
