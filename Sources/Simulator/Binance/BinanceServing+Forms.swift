import Exact
import Orders
import Venues

/// One way of placing: a list, or an order by itself, with what its legs' parameters are called.
struct BinanceForm: Sendable {
  let form: PlaceForm
  /// nil for an order by itself.
  let kind: Kind?
  let isOlder: Bool

  /// What a leg's place takes.
  enum Place: Hashable, Sendable {
    case single
    case working
    case pending
    case pair
  }

  func place(_ slot: Int) -> Place {
    guard let kind else { return .single }
    if kind.hasEntry, slot == 0 { return .working }
    return kind == .oco || kind.hasPairOfExits ? .pair : .pending
  }

  /// `abovePrice`, and plain `price` where there is one order.
  func name(_ slot: Int, _ what: String) -> String {
    let prefix = form.slots[slot].name
    return prefix.isEmpty ? what.prefix(1).lowercased() + what.dropFirst() : prefix + what
  }
}

extension BinanceForm {
  /// The lists, as the client knows them, by the name of their path: `orderList/oco`.
  static let lists: [BinanceForm] = Binance.formTable.filter { $0.endpoint.channel != .socket }
    .map { BinanceForm(form: $0, kind: $0.kind, isOlder: Binance.isOlder($0)) }

  static func list(_ name: String) -> BinanceForm? { lists.first { $0.form.name == name } }

  /// An order by itself (rest-api.md, New order).
  static let single = BinanceForm(
    form: PlaceForm(
      "order", .oto, slots: [PlaceForm.Slot("", .entry, Binance.pendingWords)],
      endpoint: Endpoint(
        .place, .rest(.post), "/api/v3/order", security: .signed, fields: singleFields,
        cost: "1 of the request weight, 0 when it succeeds; 1 of the order count",
        source: Citation("rest-api.md", "New order"))),
    kind: nil, isOlder: false)

  private static let singleFields: [Field] = [
    row("symbol", .symbol, .text(maximum: 40, .any), need: .required, "the pair"),
    row("side", .side, .choice(["BUY", "SELL"]), need: .required, "which way"),
    row(
      "type", .legType, .choice(BinanceParameter.types), need: .required, "what it is"),
    row("timeInForce", .timeInForce, .choice(Binance.timesInForce), "how long it stays"),
    row("quantity", .quantity, .decimal, "how much of the base"),
    row("quoteOrderQty", .option, .decimal, "how much of the quote, at the market"),
    row("price", .price, .decimal, "the limit price"),
    row("newClientOrderId", .legID, .text(maximum: 36, .identifier), "your id"),
    row("strategyId", .option, .integer(0...Int64.max), "a number of your own"),
    row(
      "strategyType", .option, .integer(1_000_000...Int64(Int32.max)), "a number of your own"),
    row("stopPrice", .trigger, .decimal, "the last price that triggers it"),
    row(
      "trailingDelta", .trail, .integer(1...Int64.max),
      "how far it trails, in hundredths of a percent"),
    row("icebergQty", .option, .decimal, "the part that is shown"),
    row("newOrderRespType", .option, .choice(["ACK", "RESULT", "FULL"]), "what is answered"),
    row(
      "selfTradePreventionMode", .option,
      .choice(["NONE", "EXPIRE_MAKER", "EXPIRE_TAKER", "EXPIRE_BOTH", "DECREMENT", "TRANSFER"]),
      "what happens when you would trade with yourself"),
    row("pegPriceType", .option, .choice(["PRIMARY_PEG", "MARKET_PEG"]), "the pegged price"),
    row("pegOffsetValue", .option, .integer(0...100), "levels from it"),
    row("pegOffsetType", .option, .choice(["PRICE_LEVEL"]), "what the offset counts"),
  ]

  private static func row(
    _ name: String, _ meaning: Field.Meaning, _ type: Field.ValueType,
    need: Field.Need = .optional, _ help: String
  ) -> Field {
    let isOfLegs = meaning != .symbol && meaning != .option
    return Field(
      name, meaning, slots: isOfLegs ? [0] : [], type, need: need, help: help,
      source: Citation("rest-api.md", "New order, \(name)"))
  }
}
