import Crypto
import Exact
import Orders
import Testing
import Venues
import WebSocket

@testable import Simulator

/// A Binance simulator at a fixed time, and a client of the test's own that signs as the
/// documentation says.
struct BinanceBench {
  static let time: Int64 = 1_700_000_000_000
  var serving: BinanceServing
  let start: Int64

  init(_ time: Int64 = time) {
    start = time
    serving = BinanceServing(now: Timestamp(milliseconds: time))
  }

  /// An answer, read.
  struct Answer {
    let status: Int
    let root: JSONNode
    let headers: [HeaderField]

    /// The code and the text, as in "-1121 Invalid symbol.".
    var fault: String { "\(root["code"]?.text ?? "") \(root["msg"]?.string ?? "")" }

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  }

  static func mark(_ line: String) -> String {
    Hex.encode(HMACKey(Secret("paper-secret")).sign(Array(line.utf8)))
  }

  mutating func ask(
    _ method: String, _ target: String, _ body: String = "", headers: [HeaderField] = []
  ) throws -> Answer {
    let answer = serving.answer(
      HTTPRequest(method, target, headers: headers, body: Array(body.utf8)))
    let root = try JSONDocument(parsing: answer.body).root
    return Answer(status: answer.status, root: root, headers: answer.headers)
  }

  /// Signs a line with the time behind it, and sends it as the query or, of a POST, as the body.
  mutating func signed(
    _ method: String, _ path: String, _ line: String = "", at time: Int64? = nil,
    key: String = "paper-key", with mark: ((String) -> String) = mark
  ) throws -> Answer {
    let time = time ?? serving.desk.now.milliseconds
    let stamped = (line.isEmpty ? "" : line + "&") + "timestamp=\(time)"
    let sealed = stamped + "&signature=" + mark(stamped)
    let isPost = method == "POST"
    return try ask(
      method, "/api/v3/" + path + (isPost ? "" : "?" + sealed), isPost ? sealed : "",
      headers: [HeaderField("X-MBX-APIKEY", key)])
  }

  mutating func trade(_ price: Decimal, _ size: Decimal? = nil) {
    let spec = serving.desk.specs[0]
    serving.desk.apply(
      .trade(price: spec.nearestTicks(price), size: size.flatMap(spec.lots)), to: 0)
  }

  /// What the sockets are told of what happened since.
  mutating func told() throws -> [JSONNode] {
    var outbox = Outbox()
    serving.tell(serving.desk.takeNews(), into: &outbox)
    return try outbox.texts()
  }

  /// What is due once it is that much later.
  mutating func pass(_ milliseconds: Int64) -> [Outbox.Item] {
    serving.desk.pass(to: serving.desk.now + milliseconds)
    var outbox = Outbox()
    serving.pass(into: &outbox)
    return outbox.items
  }

  // MARK: Sockets

  mutating func open(_ target: String, as number: Int64 = 1) -> Admission {
    var outbox = Outbox()
    return serving.admit(HTTPRequest("GET", target), as: SocketID(number), into: &outbox)
  }

  mutating func send(_ text: String, on number: Int64 = 1) throws -> [JSONNode] {
    var outbox = Outbox()
    serving.receive(.text(Array(text.utf8)), on: SocketID(number), into: &outbox)
    return try outbox.texts()
  }

  /// A frame with `params` signed as the documentation says: by name, not encoded.
  mutating func call(
    _ method: String, _ params: [String: String] = [:], on number: Int64 = 1,
    with mark: ((String) -> String) = mark
  ) throws -> JSONNode {
    var all = params
    all["apiKey"] = "paper-key"
    all["timestamp"] = String(serving.desk.now.milliseconds)
    let line = all.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    all["signature"] = mark(line.joined(separator: "&"))
    let members = all.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
    let answers = try send(#"{"id":"c1","method":"\#(method)","params":{\#(members)}}"#, on: number)
    return try #require(answers.last)
  }
}

extension Outbox {
  func texts() throws -> [JSONNode] {
    try items.compactMap { item in
      guard case .text(let bytes) = item.what else { return nil }
      return try JSONDocument(parsing: bytes).root
    }
  }
}

extension JSONNode {
  /// The texts of a member of each element.
  func all(_ name: String) -> [String] { elements.map { $0[name]?.text ?? "" } }
}

extension [JSONNode] {
  /// The element there, if there is one.
  func at(_ index: Int) -> JSONNode? { indices.contains(index) ? self[index] : nil }
}

/// Requests as the sheet's vectors spell them, without time and signature.
enum BinanceLine {
  static let oco =
    "symbol=BTCUSDT&side=SELL&quantity=0.01&listClientOrderId=tk-oco-0001&aboveType=LIMIT_MAKER"
    + "&aboveClientOrderId=tk-oco-0001-a&abovePrice=32000.00&belowType=STOP_LOSS_LIMIT"
    + "&belowClientOrderId=tk-oco-0001-b&belowStopPrice=29000.00&belowPrice=28900.00"
    + "&belowTimeInForce=GTC&newOrderRespType=RESULT&recvWindow=5000"
  static let buyOCO =
    "symbol=BTCUSDT&side=BUY&quantity=0.01&listClientOrderId=tk-oco-0002"
    + "&aboveType=STOP_LOSS_LIMIT&aboveClientOrderId=tk-oco-0002-a&aboveStopPrice=31000.00"
    + "&abovePrice=31100.00&aboveTimeInForce=GTC&belowType=LIMIT_MAKER"
    + "&belowClientOrderId=tk-oco-0002-b&belowPrice=29000.00&newOrderRespType=RESULT"
  private static let working =
    "&newOrderRespType=RESULT&workingType=LIMIT&workingSide=BUY&workingPrice=29500.00"
    + "&workingQuantity=0.01&workingTimeInForce=GTC"
  private static let pair =
    "&pendingSide=SELL&pendingAboveType=LIMIT_MAKER&pendingAbovePrice=32000.00"
    + "&pendingBelowType=STOP_LOSS_LIMIT&pendingBelowStopPrice=29000.00"
    + "&pendingBelowPrice=28900.00&pendingBelowTimeInForce=GTC"
  static let oto =
    "symbol=BTCUSDT&listClientOrderId=tk-oto-0001" + working
    + "&workingClientOrderId=tk-oto-0001-w&pendingType=STOP_LOSS_LIMIT&pendingSide=SELL"
    + "&pendingClientOrderId=tk-oto-0001-p&pendingQuantity=0.01&pendingStopPrice=29000.00"
    + "&pendingPrice=28900.00&pendingTimeInForce=GTC"
  static let otoco =
    "symbol=BTCUSDT&listClientOrderId=tk-otoco-0001" + working + "&pendingQuantity=0.01" + pair
  static let opo =
    "symbol=BTCUSDT&listClientOrderId=tk-opo-0001" + working
    + "&pendingType=LIMIT_MAKER&pendingSide=SELL&pendingPrice=32000.00"
  static let opoco = "symbol=BTCUSDT&listClientOrderId=tk-opoco-0001" + working + pair
  static let older =
    "symbol=BTCUSDT&side=SELL&quantity=0.01&price=32000&stopPrice=29000&stopLimitPrice=28900"
    + "&stopLimitTimeInForce=GTC"
  static let limit =
    "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=29000"

  /// Changes `name=value` parts; an empty value takes the part out, a new name is added.
  static func changed(_ line: String, _ changes: [(String, String)]) -> String {
    var parts = line.split(separator: "&").map(String.init)
    for (name, value) in changes {
      let at = parts.firstIndex { $0.hasPrefix(name + "=") }
      if let at { parts.remove(at: at) }
      if !value.isEmpty { parts.insert(name + "=" + value, at: at ?? parts.count) }
    }
    return parts.joined(separator: "&")
  }
}
