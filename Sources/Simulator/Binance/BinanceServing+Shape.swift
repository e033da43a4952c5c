import Exact
import Orders
import Venues

// What a placement's parameters must be together: the pages' tables of additional mandatory
// parameters, and the combinations of a pair. None of it is read from our own rules.

extension BinanceServing {
  /// An OPO's entry brings its exits' size, which has codes of its own.
  static func checkSizes(
    _ values: BinanceParameters, _ form: BinanceForm
  ) throws(BinanceFault) {
    guard form.kind?.sizesExitsFromEntry == true else { return }
    if values["workingQuantity"] == nil { throw .opoWorkingNeeds("workingQuantity") }
    if values["pendingQuantity"] != nil { throw .opoPendingHas("pendingQuantity") }
  }

  static func checkShape(
    _ values: BinanceParameters, _ form: BinanceForm
  ) throws(BinanceFault) {
    if form.isOlder {
      try checkOlder(values)
      return
    }
    for slot in form.form.slots.indices { try checkType(values, form, slot) }
    for slot in form.form.slots.indices { try checkLeg(values, form, slot) }
    if form.kind == nil { try checkMarketSize(values) }
    if let kind = form.kind, kind == .oco || kind.hasPairOfExits {
      try checkPair(values, form)
    }
    if form.kind?.sizesExitsFromEntry == true {
      if values["workingSide"] != "BUY" { throw .opoWorkingBuys }
      if values["pendingSide"] != "SELL" { throw .opoPendingSells }
    }
  }

  private static func checkType(
    _ values: BinanceParameters, _ form: BinanceForm, _ slot: Int
  ) throws(BinanceFault) {
    let word = values[form.name(slot, "Type")] ?? ""
    switch form.place(slot) {
    case .single, .pending: break
    case .working: if word != "LIMIT", word != "LIMIT_MAKER" { throw .orderType }
    case .pair: if word == "LIMIT" || word == "MARKET" { throw .ocoType }
    }
  }

  /// What a type cannot do without, and what it has not (rest-api.md, the tables by type).
  private static func checkLeg(
    _ values: BinanceParameters, _ form: BinanceForm, _ slot: Int
  ) throws(BinanceFault) {
    func name(_ what: String) -> String { form.name(slot, what) }
    let word = values[name("Type")] ?? ""
    let isTriggered = word.hasPrefix("STOP_LOSS") || word.hasPrefix("TAKE_PROFIT")
    let hasPrice = word.contains("LIMIT")
    let hasTimeInForce = hasPrice && word != "LIMIT_MAKER"
    if hasTimeInForce, values[name("TimeInForce")] == nil { throw .missing(name("TimeInForce")) }
    if form.kind == nil, word != "MARKET", values["quantity"] == nil { throw .missing("quantity") }
    if hasPrice, values[name("Price")] == nil, values[name("PegPriceType")] == nil {
      throw .missing(name("Price"))
    }
    if isTriggered, values[name("StopPrice")] == nil, values[name("TrailingDelta")] == nil {
      throw .missing(name("StopPrice"), or: name("TrailingDelta"))
    }
    if !hasTimeInForce { try refuse(name("TimeInForce"), values) }
    if !hasPrice { try refuse(name("Price"), values) }
    if !isTriggered {
      try refuse(name("StopPrice"), values)
      try refuse(name("TrailingDelta"), values)
    }
    if form.kind == nil, word != "MARKET" { try refuse("quoteOrderQty", values) }
    if (values[name("PegOffsetType")] == nil) != (values[name("PegOffsetValue")] == nil) {
      throw BinanceFault(
        -1128,
        "Fields ['\(name("PegOffsetType"))', '\(name("PegOffsetValue"))'] must be sent together or "
          + "omitted entirely.")
    }
    guard values[name("IcebergQty")] != nil else { return }
    let isGood = word == "LIMIT_MAKER" || values[name("TimeInForce")] == "GTC"
    if !isGood { throw form.kind == nil ? .composition : .ocoIceberg(name("IcebergQty")) }
  }

  private static func refuse(
    _ name: String, _ values: BinanceParameters
  ) throws(BinanceFault) {
    if values[name] != nil { throw .notRequired(name) }
  }

  /// A market order has one of two sizes.
  private static func checkMarketSize(_ values: BinanceParameters) throws(BinanceFault) {
    guard values["type"] == "MARKET" else { return }
    switch (values["quantity"], values["quoteOrderQty"]) {
    case (nil, nil): throw .missing("quantity", or: "quoteOrderQty")
    case (.some, .some): throw .badCombination
    default: break
    }
  }

  /// Which type stands above and which below (errors.md, -1165 to -1199; fix-api.md, Supported
  /// Order List Types).
  private static func checkPair(
    _ values: BinanceParameters, _ form: BinanceForm
  ) throws(BinanceFault) {
    let side = values[form.kind == .oco ? "side" : "pendingSide"]
    let slots = form.form.slots.indices.suffix(2)
    let words = slots.map { values[form.name($0, "Type")] ?? "" }
    guard words.count == 2 else { return }
    if words[0] == "LIMIT_MAKER", words[1] == "LIMIT_MAKER" { throw .bothLimits }
    let (above, below) = (words[0], words[1])
    if side == "SELL" {
      if below == "LIMIT_MAKER" { throw .sellLimitAbove }
      if above.hasPrefix("STOP_LOSS") { throw .sellStopBelow }
      if below.hasPrefix("TAKE_PROFIT") { throw .sellProfitAbove }
    } else {
      if above == "LIMIT_MAKER" { throw .buyLimitBelow }
      if below.hasPrefix("STOP_LOSS") { throw .buyStopAbove }
      if above.hasPrefix("TAKE_PROFIT") { throw .buyProfitBelow }
    }
  }

  /// The older OCO has names of its own (apidocs, New Order List - OCO).
  private static func checkOlder(_ values: BinanceParameters) throws(BinanceFault) {
    if values["stopPrice"] == nil, values["trailingDelta"] == nil {
      throw .missing("stopPrice", or: "trailingDelta")
    }
    if values["stopLimitPrice"] != nil, values["stopLimitTimeInForce"] == nil {
      throw .stopLimitAlone
    }
    if values["stopLimitPrice"] == nil { try refuse("stopLimitTimeInForce", values) }
    if values["stopIcebergQty"] != nil, values["stopLimitTimeInForce"] != "GTC" {
      throw .ocoIceberg("stopIcebergQty")
    }
  }
}
