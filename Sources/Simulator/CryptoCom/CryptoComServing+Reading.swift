import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  /// Reads one order, a leg of a list or one by itself (create-order, Request Params).
  ///
  /// The first parameter that is missing or wrong is refused with its own code. What is not
  /// documented is passed over, as the `broker_id` that ccxt sends is.
  func read(_ row: JSONNode, fallbackID: String) throws(CryptoComFault) -> AskedOrder {
    guard row.kind == .object else { throw .argument }
    var order = AskedOrder()
    guard let symbol = row["instrument_name"]?.filled else { throw .argument }
    guard let market = desk.market(spelled: symbol) else { throw .instrument }
    order.market = market
    guard desk.instruments[market].isTradable else { throw .notTradable }
    try readWords(row, &order)
    try readInstructions(row, &order)
    try readTerms(row, &order)
    order.leg.price =
      order.leg.type?.hasPrice == true ? try Self.decimal(row["price"], or: .price) : nil
    if order.leg.type?.isContingent == true {
      order.leg.trigger = try Self.decimal(row["ref_price"], or: .reference)
    }
    order.leg.quantity = try quantity(row, order)
    order.clientID = row["client_oid"]?.filled ?? fallbackID
    guard order.clientID.utf8.count <= 36 else { throw .argument }
    return order
  }

  private func readWords(_ row: JSONNode, _ order: inout AskedOrder) throws(CryptoComFault) {
    guard let side = row["side"]?.filled, let type = row["type"]?.filled else { throw .argument }
    guard let side = Self.spelling.side(side) else { throw .side }
    guard let type = Self.type(type) else { throw .orderType }
    order.leg.side = side
    order.leg.type = type
    if let word = row["time_in_force"]?.filled {
      guard let time = Self.spelling.timeInForce(word) else { throw .timeInForce }
      // A market order takes what there is, whatever it says.
      order.leg.timeInForce = type.hasPrice || type.isContingent ? time : nil
    }
    if let word = row["ref_price_type"]?.filled {
      guard let source = Self.spelling.triggerSource(word) else { throw .referenceType }
      order.leg.triggerBy = type.isContingent ? source : nil
    }
  }

  private static let instructions = [
    "POST_ONLY", "SMART_POST_ONLY", "REDUCE_ONLY", "ISOLATED_MARGIN", "MARGIN_ORDER",
  ]

  /// `exec_inst` is an array; a sample of the documents has a bare word.
  private func readInstructions(
    _ row: JSONNode, _ order: inout AskedOrder
  ) throws(CryptoComFault) {
    guard let node = row["exec_inst"], !node.isNull else { return }
    let words = node.kind == .array ? node.elements.map(\.string) : [node.string]
    for word in words {
      guard let word, Self.instructions.contains(word) else { throw .instruction }
      if !order.details.contains(where: { $0 == (Self.instructionKey, word) }) {
        order.details.append((Self.instructionKey, word))
      }
    }
    let postOnly = order.details.filter { $0.value.hasSuffix("POST_ONLY") }
    if postOnly.isEmpty { return }
    guard postOnly.count == 1, order.leg.type == .limit else { throw .instruction }
    guard order.leg.timeInForce ?? .gtc == .gtc else { throw .postOnly }
    order.leg.type = .limitMaker
  }

  private func readTerms(_ row: JSONNode, _ order: inout AskedOrder) throws(CryptoComFault) {
    if let word = row["spot_margin"]?.filled, !["SPOT", "MARGIN"].contains(word) {
      throw .argument
    }
    if let scope = row["stp_scope"]?.filled {
      guard ["M", "S", "D"].contains(scope), let way = row["stp_inst"]?.filled,
        ["M", "T", "B"].contains(way)
      else { throw .argument }
    }
    if let id = row["stp_id"]?.filled {
      guard let number = Int(id), (0...32_767).contains(number) else { throw .argument }
    }
    if let asset = row["fee_instrument_name"]?.filled {
      let instrument = desk.instruments[order.market].instrument
      let isBase = order.leg.side == .buy && asset == instrument.base
      guard isBase || asset == instrument.quote || ["USD", "USDT", "EUR"].contains(asset) else {
        throw .feeCurrency
      }
    }
  }

  /// A quantity, or of a buy that executes at the market what may be spent.
  private func quantity(_ row: JSONNode, _ order: AskedOrder) throws(CryptoComFault) -> Decimal {
    let isSpent = order.leg.side == .buy && order.leg.type?.isMarket == true
    if row["quantity"]?.filled == nil, isSpent, row["notional"]?.filled != nil {
      let notional = try Self.decimal(row["notional"], or: .quantity)
      let market = desk.shown(order.market)
      guard let price = order.leg.trigger ?? market.ask ?? market.last,
        let lot = desk.instruments[order.market].lot,
        let exact = try? notional.divided(by: price, digits: 18, .down),
        let fitted = try? exact.rounded(to: lot, .down)
      else { throw .quantity }
      if !fitted.isPositive { throw .tooSmall }
      return fitted
    }
    guard let node = row["quantity"], node.filled != nil else { throw .argument }
    guard let quantity = node.decimal else { throw .quantityFormat }
    guard quantity.isPositive else { throw .quantity }
    return quantity
  }

  /// A decimal above zero: what is missing is an argument, what is wrong has its own code.
  static func decimal(
    _ node: JSONNode?, or fault: CryptoComFault
  ) throws(CryptoComFault) -> Decimal {
    guard let node, node.filled != nil else { throw .argument }
    guard let value = node.decimal, value.isPositive else { throw fault }
    return value
  }

  /// The detail under which an order's instructions are remembered, one each.
  static let instructionKey = "exec_inst"
}

extension JSONNode {
  /// A string or a number that is not empty.
  fileprivate var filled: String? {
    guard let text, !text.isEmpty else { return nil }
    return text
  }
}
