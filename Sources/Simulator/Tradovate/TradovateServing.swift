import Crypto
import Exact
import Orders
import PaperExchange
import Venues
import WebSocket

/// Tradovate's REST calls and socket over a desk: entities, commands and what becomes of them.
///
/// Every call is one function of a name and parameters, whichever way it came: "every REST call can
/// also be made over the WebSocket" (Tradovate §7).
public struct TradovateServing: Serving {
  public var desk: Desk
  let paper: Paper
  /// The venue's own memory of the account: what its entities say, by number.
  var book = EntityBook()
  /// The last number given to an entity; all kinds share one counter (recorded in api#28).
  var lastID: Int64 = 10_000_000
  /// The entity of an order of the desk, and the way back.
  var idOfOrder: [Int64: Int64] = [:]
  var numberOfOrder: [Int64: Int64] = [:]
  /// The command an order's next change at the desk comes of.
  var commandOfOrder: [Int64: Int64] = [:]
  var holdings: [Holding]
  var quotes: [Quote]
  var strategies = Strategies()
  var gate = Gate()
  var sessions: [Session]
  var lastSession: Int64 = 1
  var sockets: [SocketID: Socket] = [:]
  /// How many of the desk's news the book knows already.
  var seen = 0
  /// What became of entities since the last frame.
  var events: [(type: String, event: String, entity: JSON)] = []
  var isCashMoved = false
  /// What the sockets are still to be told, a frame each.
  var untold: [[JSON]] = []
  /// How many orders the book may have before those the desk forgot are looked for.
  var sweepAt = 4_096

  /// The commission stands for fees by the contract, which an engine of rates cannot say: 8
  /// millionths are $2.60 a side of the ES at its first price, about the venue's price list for
  /// accounts without a plan.
  static let commission = MarketSpec.Commission(maker: 8, taker: 8, taken: .quote)

  public init(now: Timestamp) {
    desk = Desk(Tradovate(), commission: Self.commission, now: now)
    desk.memory = 2_000
    paper = Paper(Tradovate())
    sessions = [Session(number: 1, tokens: [Token(text: paper.token, expires: nil)])]
    holdings = desk.specs.map { _ in Holding() }
    quotes = desk.specs.indices.map { [desk] in Quote(last: desk.shown($0).last) }
    for market in holdings.indices { holdings[market].id = makeID() }
  }

  mutating func makeID() -> Int64 {
    lastID += 1
    return lastID
  }

  // MARK: The entrance

  public mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    // Time may have ended orders since.
    catchUp()
    let reply = reply(to: request)
    catchUp()
    return reply.response
  }

  private mutating func reply(to request: HTTPRequest) -> Reply {
    guard let name = Self.callName(request.path) else { return .notFound }
    guard let method = Self.method(of: name) else { return .notFound }
    guard request.method == method else { return .notAllowed(method) }
    var session: Int?
    if !Self.openCalls.contains(name) {
      session = self.session(bearing: request.header("Authorization"))
      if session == nil { return .denied }
    }
    guard var call = Call(name, query: request.query ?? "", body: request.body, session: session)
    else { return .malformed("the request is not JSON") }
    if let form = request.header("Content-Type"), form.lowercased().hasPrefix(Self.formType),
      let fields = FormParameters(request.text ?? "")
    {
      call.query.fill(from: fields)
    }
    if let late = admit(call) { return late }
    return perform(call)
  }

  static let formType = "application/x-www-form-urlencoded"

  /// The call's name in lower case: "matched case-insensitively in practice" (Tradovate §1).
  static func callName(_ path: String) -> String? {
    let path = path.lowercased()
    guard path.hasPrefix("/v1/") else { return nil }
    return String(path.dropFirst(4))
  }

  /// What may be asked without a token.
  static let openCalls: Set = ["auth/accesstokenrequest"]

  /// The calls that change something, all of them POST; entities are read by GET.
  static let posts: Set = [
    "auth/accesstokenrequest", "order/placeorder", "order/placeoco", "order/placeoso",
    "order/modifyorder", "order/cancelorder", "order/liquidateposition",
    "order/liquidatepositions", "orderstrategy/startorderstrategy",
    "orderstrategy/interruptorderstrategy", "orderstrategy/modifyorderstrategy",
    "cashbalance/getcashbalancesnapshot", "user/syncrequest",
  ]

  /// What is told of the session and nothing else.
  static let gets: Set = ["auth/renewaccesstoken", "auth/me"]

  static func method(of name: String) -> String? {
    if posts.contains(name) { return "POST" }
    if gets.contains(name) || EntityRead(name) != nil { return "GET" }
    return nil
  }

  /// Does what a call says; by now it is known who asks, and that there is room.
  mutating func perform(_ call: Call) -> Reply {
    switch call.name {
    case "auth/accesstokenrequest": newSession(call)
    case "auth/renewaccesstoken": renew(call)
    case "auth/me": .ok(paper.me)
    case "order/placeorder": place(call, nil)
    case "order/placeoco": place(call, .oco)
    case "order/placeoso": place(call, .oto)
    case "order/modifyorder": modify(call)
    case "order/cancelorder": cancel(call)
    case "order/liquidateposition": liquidate(call)
    case "order/liquidatepositions": liquidateAll(call)
    case "orderstrategy/startorderstrategy": startStrategy(call)
    case "orderstrategy/interruptorderstrategy": interruptStrategy(call)
    case "orderstrategy/modifyorderstrategy": modifyStrategy(call)
    case "cashbalance/getcashbalancesnapshot": cashSnapshot(call)
    case "user/syncrequest": synchronise(call)
    default: EntityRead(call.name).map { read($0, call) } ?? .notFound
    }
  }

  public func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    switch trouble {
    // As it was seen in api#15.
    case .broken(let status):
      Reply.status(status, "Internal Server Error, error id: \(paper.errorID)").response
    case .rateLimited(let seconds):
      Reply.ok(Gate.penalty(seconds: Int64(seconds), at: desk.now)).response
    // "429 empty body (Content-Length: 0)", and no ticket (Tradovate §8).
    case .banned: Reply.status(429, "").response
    }
  }
}
