import Exact

/// What `check --market` reads: prices, and optionally the instrument's rules and the account.
public struct MarketFile: Sendable {
  public var market: Market
  /// Demands that replace the catalogue's; nil parts leave them as they are.
  public var instrument: InstrumentOverrides?
  public var account: Account?

  public init(
    market: Market, instrument: InstrumentOverrides? = nil, account: Account? = nil
  ) {
    self.market = market
    self.instrument = instrument
    self.account = account
  }

  /// The demands that a market file makes in the catalogue's place.
  public struct InstrumentOverrides: Hashable, Sendable {
    public var tick: Decimal?
    public var lot: Decimal?
    public var minimumPrice: Decimal?
    public var maximumPrice: Decimal?
    public var minimumQuantity: Decimal?
    public var maximumQuantity: Decimal?
    public var minimumNotional: Decimal?
    public var maximumNotional: Decimal?
    public var isTradable: Bool?

    /// The rules with these demands in their place.
    public func applied(to rules: InstrumentRules) -> InstrumentRules {
      var rules = rules
      rules.tick = tick ?? rules.tick
      rules.lot = lot ?? rules.lot
      rules.minimumPrice = minimumPrice ?? rules.minimumPrice
      rules.maximumPrice = maximumPrice ?? rules.maximumPrice
      rules.minimumQuantity = minimumQuantity ?? rules.minimumQuantity
      rules.maximumQuantity = maximumQuantity ?? rules.maximumQuantity
      rules.minimumNotional = minimumNotional ?? rules.minimumNotional
      rules.maximumNotional = maximumNotional ?? rules.maximumNotional
      rules.isTradable = isTradable ?? rules.isTradable
      return rules
    }
  }

  private static let counts: ClosedRange<Int64> = 0...1_000_000_000
  /// More than any venue lists; the members are looked up one by one.
  private static let maximumAssets = 5000
  private static let times: ClosedRange<Int64> = 0...1_000_000_000_000_000
  private static let offsets: ClosedRange<Int64> = -1_000_000_000_000_000...1_000_000_000_000_000

  public static func read(_ bytes: [UInt8]) throws(FileError) -> MarketFile {
    let document: JSONDocument
    do {
      document = try JSONDocument(parsing: bytes, limits: JSONLimits.file)
    } catch {
      throw FileError(line: error.line, key: "", reason: "column \(error.column): \(error.reason)")
    }
    let reader = try KeyedReader(
      document.root, path: "",
      keys: ["last", "bid", "ask", "mark", "index", "age_ms", "instrument", "account"])
    let market = Market(
      last: try positive(reader, "last"), bid: try positive(reader, "bid"),
      ask: try positive(reader, "ask"), mark: try positive(reader, "mark"),
      index: try positive(reader, "index"), ageMilliseconds: try reader.integer("age_ms", in: times)
    )
    if let bid = market.bid, let ask = market.ask, bid > ask {
      throw reader.error("ask", "\(ask) is below the bid \(bid)")
    }
    return MarketFile(
      market: market, instrument: try instrument(reader), account: try account(reader))
  }

  private static func positive(
    _ reader: KeyedReader, _ key: String
  ) throws(FileError) -> Decimal? {
    guard let value = try reader.decimal(key) else { return nil }
    guard value.isPositive else { throw reader.error(key, "\(value) is not above zero") }
    return value
  }

  private static func notNegative(
    _ reader: KeyedReader, _ key: String
  ) throws(FileError) -> Decimal? {
    guard let value = try reader.decimal(key) else { return nil }
    guard !value.isNegative else { throw reader.error(key, "\(value) is below zero") }
    return value
  }

  /// The demands under `instrument`; a scenario has them too.
  package static func instrument(
    _ parent: KeyedReader
  ) throws(FileError) -> InstrumentOverrides? {
    guard let node = parent.node["instrument"] else { return nil }
    let reader = try KeyedReader(
      node, path: "instrument",
      keys: [
        "tick", "lot", "min_price", "max_price", "min_quantity", "max_quantity", "min_notional",
        "max_notional", "tradable",
      ])
    return InstrumentOverrides(
      tick: try notNegative(reader, "tick"), lot: try notNegative(reader, "lot"),
      minimumPrice: try notNegative(reader, "min_price"),
      maximumPrice: try notNegative(reader, "max_price"),
      minimumQuantity: try notNegative(reader, "min_quantity"),
      maximumQuantity: try notNegative(reader, "max_quantity"),
      minimumNotional: try notNegative(reader, "min_notional"),
      maximumNotional: try notNegative(reader, "max_notional"),
      isTradable: try reader.flag("tradable"))
  }

  private static func account(_ parent: KeyedReader) throws(FileError) -> Account? {
    guard let node = parent.node["account"] else { return nil }
    let reader = try KeyedReader(
      node, path: "account",
      keys: [
        "free", "taker_fee_rate", "can_trade", "open_lists", "open_orders", "open_algo_orders",
        "open_orders_overall", "used_client_ids", "clock_offset_ms", "since_last_placement_ms",
      ])
    var account = Account()
    account.balances = try balances(reader)
    account.takerFeeRate = try notNegative(reader, "taker_fee_rate")
    account.canTrade = try reader.flag("can_trade")
    account.openLists = try reader.integer("open_lists", in: counts).map { Int($0) }
    account.openOrders = try reader.integer("open_orders", in: counts).map { Int($0) }
    account.openAlgoOrders = try reader.integer("open_algo_orders", in: counts).map { Int($0) }
    account.openOrdersOverall = try reader.integer("open_orders_overall", in: counts).map {
      Int($0)
    }
    account.clockOffsetMilliseconds = try reader.integer("clock_offset_ms", in: offsets)
    account.millisecondsSinceLastPlacement = try reader.integer(
      "since_last_placement_ms", in: times)
    if let ids = node["used_client_ids"] {
      guard ids.kind == .array, ids.elements.allSatisfy({ $0.string != nil }) else {
        throw reader.wrong(ids, "used_client_ids", "a list of strings")
      }
      account.usedClientIDs = ids.elements.compactMap(\.string)
    }
    return account
  }

  private static func balances(_ parent: KeyedReader) throws(FileError) -> [Balance]? {
    guard let node = parent.node["free"] else { return nil }
    guard node.count <= maximumAssets else {
      throw parent.error(
        "free", "has \(node.count) assets; an account has at most \(maximumAssets)")
    }
    let reader = try KeyedReader(node, path: "account.free", keys: node.members.map(\.key))
    var balances: [Balance] = []
    for (asset, _) in node.members {
      guard let free = try notNegative(reader, asset) else { continue }
      balances.append(Balance(asset: asset, free: free, locked: .zero))
    }
    return balances
  }
}
