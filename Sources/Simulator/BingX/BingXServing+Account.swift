import Crypto
import Exact
import Orders
import PaperExchange
import Venues

/// Balances, fees, coins, and the listen keys of the user's stream.
extension BingXServing {
  private static let keyPath = "/openApi/user/auth/userDataStream"

  static let accountRoutes: [String: Route] = [
    path(.account): Route(access: .signed, limit: 5) {
      (serving, _) throws(BingXFault) in
      let rows = serving.desk.balances.map { balance -> JSON in
        [
          "asset": .string(balance.asset), "free": Self.text(balance.free),
          "locked": Self.text(balance.locked),
        ]
      }
      return serving.ok(["balances": .array(rows)])
    },
    "GET /openApi/spot/v1/user/commissionRate": Route(access: .signed, limit: 2) {
      (serving, parameters) throws(BingXFault) in
      _ = try parameters.required("symbol")
      let market = try serving.knownMarket(parameters) ?? 0
      let commission = serving.desk.specs[market].commission
      return serving.ok([
        "takerCommissionRate": Self.rate(commission.taker),
        "makerCommissionRate": Self.rate(commission.maker),
      ])
    },
    "GET /openApi/account/v1/uid": Route(access: .signed, limit: 5) {
      (serving, _) throws(BingXFault) in serving.dated(["uid": .integer(Self.userID)])
    },
    // ccxt asks for the coins before anything else, once it has a key.
    "GET /openApi/wallets/v1/capital/config/getall": Route(access: .signed, limit: 5) {
      (serving, _) throws(BingXFault) in
      serving.dated(.array(serving.desk.balances.map { Self.coin($0.asset) }))
    },
    "POST \(keyPath)": Route(access: .key, limit: 2) {
      (serving, _) throws(BingXFault) in serving.makeListenKey()
    },
    "PUT \(keyPath)": Route(access: .key, limit: 2) {
      (serving, parameters) throws(BingXFault) in
      serving.changeListenKey(parameters, until: serving.keyEnd)
    },
    "DELETE \(keyPath)": Route(access: .key, limit: 2) {
      (serving, parameters) throws(BingXFault) in serving.changeListenKey(parameters, until: nil)
    },
  ]

  private static func rate(_ millionths: Int64) -> JSON {
    .number(Decimal(mantissa: Int128(millionths), scale: 6) ?? .zero)
  }

  /// A coin that nobody can move: this exchange has no way in or out.
  private static func coin(_ name: String) -> JSON {
    let network: JSON = [
      "name": .string(name), "network": .string(name), "isDefault": true, "minConfirm": 0,
      "withdrawEnable": false, "depositEnable": false, "withdrawFee": "0", "withdrawMax": "0",
      "withdrawMin": "0", "depositMin": "0",
    ]
    return ["coin": .string(name), "name": .string(name), "networkList": [network]]
  }

  // MARK: Listen keys

  /// A key is "valid for 1 hour".
  var keyEnd: Timestamp { Timestamp(milliseconds: desk.now.milliseconds + 3_600_000) }

  static let mostListenKeys = 1_000

  /// Each request makes a key of its own (ccxt#29393); the answer has no envelope.
  private mutating func makeListenKey() -> HTTPResponse {
    lastListenKey += 1
    let key = Self.token("listen key", lastListenKey)
    if listenKeys.count >= Self.mostListenKeys,
      let oldest = listenKeys.min(by: { ($0.value, $0.key) < ($1.value, $1.key) })
    {
      listenKeys[oldest.key] = nil
    }
    listenKeys[key] = keyEnd
    return HTTPResponse(200, ["listenKey": .string(key)])
  }

  /// 200, 204 without a parameter, 404 for an unknown key; none has a body in the recordings.
  private mutating func changeListenKey(
    _ parameters: BingXParameters, until end: Timestamp?
  ) -> HTTPResponse {
    guard let key = parameters["listenKey"] else { return HTTPResponse(204) }
    guard listenKeys[key] != nil else { return HTTPResponse(404) }
    listenKeys[key] = end
    return HTTPResponse(200)
  }

  /// Sixty-four digits that nobody guesses who does not know how many were made before.
  static func token(_ purpose: String, _ number: Int64) -> String {
    Hex.encode(Digest.sha256(Array("tandem paper bingx \(purpose) \(number)".utf8)))
  }
}
