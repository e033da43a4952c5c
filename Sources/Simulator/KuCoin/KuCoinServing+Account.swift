import Crypto
import Exact
import Orders
import PaperExchange
import WebSocket

extension KuCoinServing {
  // MARK: The account

  /// Every asset of the paper account, in its trading purse.
  var assets: [String] { desk.exchange.ledger.assets.map(\.name) }

  func accounts(_ visit: Visit) -> JSON {
    if let type = visit.query["type"], !type.isEmpty, type != "trade" { return [] }
    let wanted = visit.query["currency"]
    return .array(
      desk.balances.filter { wanted.map($0.asset.elementsEqual) ?? true }.map(purse))
  }

  func account(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    guard let balance = desk.balances.first(where: { Self.purseID($0.asset) == visit.name }) else {
      throw .parameters("account not exist")
    }
    return purse(balance)
  }

  private func purse(_ balance: Balance) -> JSON {
    let total = (try? balance.free + balance.locked) ?? balance.free
    return [
      "id": .string(Self.purseID(balance.asset)), "currency": .string(balance.asset),
      "type": "trade", "balance": total.json, "available": balance.free.json,
      "holds": balance.locked.json,
    ]
  }

  /// Twelve digits for each asset, the same on every run.
  static func purseID(_ asset: String) -> String {
    let sum = asset.utf8.reduce(Int64(0)) { $0 * 256 + Int64($1) }
    return String(548_674_591_753 + sum % 100_000_000_000)
  }

  func fees(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    var rows: [JSON] = []
    for symbol in (visit.query["symbols"] ?? "").split(separator: ",") {
      _ = try market(spelled: String(symbol))
      rows.append([
        "symbol": .string(String(symbol)), "takerFeeRate": "0.001", "makerFeeRate": "0.001",
      ])
    }
    return .array(rows)
  }

  // MARK: Tokens

  /// What opens a stream, and until when.
  struct Token: Sendable {
    let isPrivate: Bool
    let expires: Timestamp
  }

  static let pingInterval: Int64 = 18_000
  static let pingTimeout: Int64 = 10_000
  private static let tokenLife: Int64 = 24 * 3_600_000
  private static let mostTokens = 10_000

  mutating func bullet(_ visit: Visit, isPrivate: Bool) -> JSON {
    forgetTokens()
    lastToken += 1
    let seed = "kucoin-paper-\(isPrivate)-\(lastToken)"
    let token = "2neA" + Base64.encode(Digest.sha256(Array(seed.utf8)))
    tokens[token] = Token(
      isPrivate: isPrivate,
      expires: Timestamp(milliseconds: desk.now.milliseconds + Self.tokenLife))
    let host = visit.request.header("Host") ?? "127.0.0.1:9403"
    return [
      "token": .string(token),
      "instanceServers": [
        [
          "endpoint": .string("ws://\(host)/"), "encrypt": false, "protocol": "websocket",
          "pingInterval": .integer(Self.pingInterval), "pingTimeout": .integer(Self.pingTimeout),
        ]
      ],
    ]
  }

  private mutating func forgetTokens() {
    guard tokens.count >= Self.mostTokens else { return }
    tokens = tokens.filter { $0.value.expires > desk.now }
    if tokens.count >= Self.mostTokens,
      let oldest = tokens.min(by: { $0.value.expires < $1.value.expires })
    {
      tokens[oldest.key] = nil
    }
  }

  // MARK: Markets

  func symbol(_ market: Int) -> JSON {
    let rules = desk.instruments[market]
    let instrument = desk.specs[market].instrument
    func text(_ value: Decimal?) -> JSON { value?.json ?? .null }
    return [
      "symbol": .string(rules.symbol), "name": .string(rules.symbol),
      "baseCurrency": .string(instrument.base ?? ""),
      "quoteCurrency": .string(instrument.quote ?? ""),
      "feeCurrency": .string(instrument.quote ?? ""), "market": "USDS",
      "baseMinSize": text(rules.minimumQuantity), "quoteMinSize": "0.1",
      "baseMaxSize": text(rules.maximumQuantity), "quoteMaxSize": "99999999",
      "baseIncrement": text(rules.lot), "quoteIncrement": "0.000001",
      "priceIncrement": text(rules.tick),
      "priceLimitRate": .string(rules.fact("priceLimitRate") ?? "0.1"),
      "minFunds": text(rules.minimumNotional), "isMarginEnabled": false,
      "enableTrading": .bool(rules.isTradable && !desk.halted.contains(market)),
      "feeCategory": 1, "makerFeeCoefficient": "1.00", "takerFeeCoefficient": "1.00",
      "st": false, "callauctionIsEnabled": false, "callauctionPriceFloor": .null,
      "callauctionPriceCeiling": .null, "callauctionFirstStageStartTime": .null,
      "callauctionSecondStageStartTime": .null, "callauctionThirdStageStartTime": .null,
      "tradingStartTime": .null,
    ]
  }

  func currency(_ name: String) -> JSON {
    [
      "currency": .string(name), "name": .string(name), "fullName": .string(name),
      "precision": 8, "confirms": .null, "contractAddress": .null, "isMarginEnabled": false,
      "isDebitEnabled": false, "chains": [],
    ]
  }

  /// `data` is null for a pair that is not listed (sheet §5).
  func level1(_ visit: Visit) -> JSON {
    guard let market = visit.query["symbol"].flatMap(desk.market(spelled:)) else { return .null }
    let shown = desk.shown(market)
    return [
      "time": .integer(desk.now.milliseconds), "sequence": .string(String(sequence)),
      "price": (shown.last ?? .zero).json, "size": "1",
      "bestBid": (shown.bid ?? .zero).json, "bestBidSize": "1",
      "bestAsk": (shown.ask ?? .zero).json, "bestAskSize": "1",
    ]
  }

  /// A pair over 24 hours; the paper market has no yesterday.
  func ticker(_ market: Int) -> JSON {
    let shown = desk.shown(market)
    let last = (shown.last ?? .zero).json
    let name = JSON.string(desk.instruments[market].symbol)
    return [
      "time": .integer(desk.now.milliseconds), "symbol": name, "symbolName": name,
      "buy": (shown.bid ?? .zero).json, "bestBidSize": "1",
      "sell": (shown.ask ?? .zero).json, "bestAskSize": "1", "changeRate": "0",
      "changePrice": "0", "high": last, "low": last, "vol": "0", "volValue": "0", "last": last,
      "averagePrice": last, "takerFeeRate": "0.001", "makerFeeRate": "0.001",
      "takerCoefficient": "1", "makerCoefficient": "1",
    ]
  }

  /// The one price on each side that the tape shows.
  func book(_ visit: Visit) throws(KuCoinRefusal) -> JSON {
    let shown = desk.shown(try market(spelled: visit.query["symbol"] ?? ""))
    func side(_ price: Decimal?) -> JSON { price.map { [[$0.json, "1"]] } ?? [] }
    return [
      "time": .integer(desk.now.milliseconds), "sequence": .string(String(sequence)),
      "bids": side(shown.bid), "asks": side(shown.ask),
    ]
  }
}
