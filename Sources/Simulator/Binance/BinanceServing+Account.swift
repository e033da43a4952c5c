import Exact
import Orders
import PaperExchange
import Venues

extension BinanceServing {
  private static let rate = "0.00100000"

  func account(_ call: BinanceCall) -> JSON {
    let omits = call.values.flag("omitZeroBalances") == true
    let balances = desk.balances.filter { !omits || !$0.free.isZero || !$0.locked.isZero }
    let updated = desk.allLists.last?.updated ?? desk.now
    return [
      "makerCommission": 10, "takerCommission": 10, "buyerCommission": 0, "sellerCommission": 0,
      "commissionRates": [
        "maker": .string(Self.rate), "taker": .string(Self.rate), "buyer": "0.00000000",
        "seller": "0.00000000",
      ],
      "canTrade": true, "canWithdraw": true, "canDeposit": true, "brokered": false,
      "requireSelfTradePrevention": false, "preventSor": false,
      "updateTime": call.unit.time(updated), "accountType": "SPOT",
      "balances": .array(
        balances.map {
          ["asset": .string($0.asset), "free": $0.free.eight, "locked": $0.locked.eight]
        }),
      "permissions": ["SPOT"], "uid": 354_937_868,
    ]
  }

  func commission(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let none: JSON = [
      "maker": "0.00000000", "taker": "0.00000000", "buyer": "0.00000000", "seller": "0.00000000",
    ]
    return [
      "symbol": symbol(try market(call)),
      "standardCommission": [
        "maker": .string(Self.rate), "taker": .string(Self.rate), "buyer": "0.00000000",
        "seller": "0.00000000",
      ],
      "specialCommission": none, "taxCommission": none,
      "discount": Self.discount,
    ]
  }

  /// What `order/test` says of the commission when it is asked.
  var testCommission: JSON {
    let none: JSON = ["maker": "0.00000000", "taker": "0.00000000"]
    return [
      "standardCommissionForOrder": ["maker": .string(Self.rate), "taker": .string(Self.rate)],
      "specialCommissionForOrder": none, "taxCommissionForOrder": none,
      "discount": Self.discount,
    ]
  }

  private static let discount: JSON = [
    "enabledForAccount": false, "enabledForSymbol": false, "discountAsset": "BNB",
    "discount": "0.25000000",
  ]

  /// The coins, for clients that list them before they trade (Wallet, All Coins' Information).
  func coins() -> JSON {
    .array(
      desk.balances.map { balance in
        [
          "coin": .string(balance.asset), "depositAllEnable": false, "withdrawAllEnable": false,
          "name": .string(balance.asset), "free": balance.free.eight,
          "locked": balance.locked.eight, "freeze": "0", "withdrawing": "0", "ipoing": "0",
          "ipoable": "0", "storage": "0", "isLegalMoney": .bool(balance.asset == "USD"),
          "trading": true, "networkList": [],
        ]
      })
  }

  /// The markets that are not of Spot: there are none.
  func noMarkets(_ call: BinanceCall) -> JSON {
    [
      "timezone": "UTC", "serverTime": call.unit.time(desk.now), "rateLimits": [],
      "exchangeFilters": [], "assets": [], "symbols": [], "optionSymbols": [],
    ]
  }

  // MARK: Instruments

  func exchangeInfo(_ call: BinanceCall) throws(BinanceFault) -> JSON {
    let values = call.values
    let chosen = ["symbol", "symbols", "permissions"].filter { values[$0] != nil }
    if chosen.count > 1
      || values["symbolStatus"] != nil && !chosen.isEmpty
        && chosen != ["permissions"]
    {
      throw .badCombination
    }
    var markets = try chosenMarkets(call) ?? Array(desk.instruments.indices)
    if let status = values["symbolStatus"] {
      markets.removeAll { self.status($0) != status }
    }
    if let permissions = values["permissions"], !permissions.contains("SPOT") { markets = [] }
    let showsSets = values.flag("showPermissionSets") != false
    return [
      "timezone": "UTC", "serverTime": call.unit.time(desk.now), "rateLimits": limits.rules,
      "exchangeFilters": [],
      "symbols": .array(markets.map { instrument($0, showsSets: showsSets) }),
    ]
  }

  /// The markets of `symbol` or `symbols`; nil where neither is sent.
  func chosenMarkets(_ call: BinanceCall) throws(BinanceFault) -> [Int]? {
    if call.values["symbol"] != nil { return [try market(call)] }
    guard let names = try call.values.symbols() else { return nil }
    if Set(names).count < names.count {
      throw BinanceFault(-1151, "Symbol is present multiple times in the list.")
    }
    var markets: [Int] = []
    for name in names {
      guard let market = desk.market(spelled: name) else { throw .symbol }
      markets.append(market)
    }
    return markets
  }

  func status(_ market: Int) -> String {
    if desk.halted.contains(market) { return "HALT" }
    return desk.instruments[market].status ?? "TRADING"
  }

  private func instrument(_ market: Int, showsSets: Bool) -> JSON {
    let rules = desk.instruments[market]
    func flag(_ name: String) -> JSONMember { JSONMember(name, .bool(rules.flag(name) ?? true)) }
    let modes = rules.fact("allowedSelfTradePreventionModes")?.split(separator: ",") ?? []
    return .object(
      [
        JSONMember("symbol", .string(rules.symbol)), JSONMember("status", .string(status(market))),
        JSONMember("baseAsset", .string(rules.instrument.base ?? "")),
        JSONMember("baseAssetPrecision", .integer(Int64(rules.quantityDigits ?? 8))),
        JSONMember("quoteAsset", .string(rules.instrument.quote ?? "")),
        JSONMember("quotePrecision", .integer(Int64(rules.priceDigits ?? 8))),
        JSONMember("quoteAssetPrecision", .integer(Int64(rules.priceDigits ?? 8))),
        JSONMember("baseCommissionPrecision", 8), JSONMember("quoteCommissionPrecision", 8),
        JSONMember("orderTypes", .array(rules.orderTypes.map(JSON.string))),
      ] + ["icebergAllowed", "ocoAllowed", "otoAllowed", "opoAllowed"].map(flag) + [
        JSONMember("quoteOrderQtyMarketAllowed", true), flag("allowTrailingStop"),
        JSONMember("cancelReplaceAllowed", false), flag("amendAllowed"),
        flag("pegInstructionsAllowed"), JSONMember("isSpotTradingAllowed", true),
        JSONMember("isMarginTradingAllowed", false),
        JSONMember("filters", .array(filters(rules))), JSONMember("permissions", []),
        JSONMember("permissionSets", showsSets ? [["SPOT"]] : []),
        JSONMember(
          "defaultSelfTradePreventionMode",
          .string(rules.fact("defaultSelfTradePreventionMode") ?? "NONE")),
        JSONMember(
          "allowedSelfTradePreventionModes", .array(modes.map { .string(String($0)) })),
      ])
  }

  private func filters(_ rules: InstrumentRules) -> [JSON] {
    func eight(_ value: Decimal?) -> JSON { (value ?? .zero).eight }
    func number(_ fact: String) -> JSON { .integer(rules.decimalFact(fact)?.int64 ?? 0) }
    func text(_ fact: String) -> JSON { .string(rules.fact(fact) ?? "0") }
    func type(_ name: String) -> (String, JSON) { ("filterType", .string(name)) }
    let rows: [[(String, JSON)]] = [
      [
        type("PRICE_FILTER"), ("minPrice", eight(rules.minimumPrice)),
        ("maxPrice", eight(rules.maximumPrice)), ("tickSize", eight(rules.tick)),
      ],
      [
        type("LOT_SIZE"), ("minQty", eight(rules.minimumQuantity)),
        ("maxQty", eight(rules.maximumQuantity)), ("stepSize", eight(rules.lot)),
      ],
      [type("ICEBERG_PARTS"), ("limit", number("ICEBERG_PARTS"))],
      [
        type("MARKET_LOT_SIZE"), ("minQty", eight(rules.minimumMarketQuantity)),
        ("maxQty", eight(rules.maximumMarketQuantity)), ("stepSize", eight(rules.marketLot)),
      ],
      [type("TRAILING_DELTA")]
        + [
          "minTrailingAboveDelta", "maxTrailingAboveDelta", "minTrailingBelowDelta",
          "maxTrailingBelowDelta",
        ].map { ($0, number($0)) },
      [type("PERCENT_PRICE_BY_SIDE")]
        + ["bidMultiplierUp", "bidMultiplierDown", "askMultiplierUp", "askMultiplierDown"]
        .map { ($0, text($0)) } + [("avgPriceMins", 5)],
      [
        type("NOTIONAL"), ("minNotional", eight(rules.minimumNotional)),
        ("applyMinToMarket", true), ("maxNotional", eight(rules.maximumNotional)),
        ("applyMaxToMarket", false), ("avgPriceMins", 5),
      ],
      [type("MAX_NUM_ORDERS"), ("maxNumOrders", number("MAX_NUM_ORDERS"))],
      [type("MAX_NUM_ORDER_LISTS"), ("maxNumOrderLists", number("MAX_NUM_ORDER_LISTS"))],
      [type("MAX_NUM_ALGO_ORDERS"), ("maxNumAlgoOrders", number("MAX_NUM_ALGO_ORDERS"))],
      [type("MAX_NUM_ORDER_AMENDS"), ("maxNumOrderAmends", number("MAX_NUM_ORDER_AMENDS"))],
    ]
    return rows.map { row in .object(row.map { JSONMember($0.0, $0.1) }) }
  }
}
