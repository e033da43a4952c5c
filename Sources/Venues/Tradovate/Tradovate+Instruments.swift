import Exact
import Orders

extension Tradovate {
  /// The contracts of the paper exchange.
  public var instruments: [InstrumentRules] { Self.catalogue }

  // MES's tick and value of a point are the sheet's example of GET /product/find; the others are
  // the exchange's contract specifications. The contract numbers are the paper exchange's own.
  static let catalogue: [InstrumentRules] = [
    row("ES", contract: 700_001, tick: "0.25", point: "50"),
    row("MES", contract: 700_002, tick: "0.25", point: "5"),
    row("NQ", contract: 700_003, tick: "0.25", point: "20"),
    row("MNQ", contract: 700_004, tick: "0.25", point: "2"),
    row("CL", contract: 700_005, tick: "0.01", point: "1000"),
    row("GC", contract: 700_006, tick: "0.1", point: "100"),
  ]

  private static func row(
    _ product: String, contract: Int, tick: String, point: String
  ) -> InstrumentRules {
    var rules = InstrumentRules(
      instrument: .future(product: product, month: "Z", year: "6"), symbol: product + "Z6",
      tick: Decimal(tick), lot: .one, status: "Verified")
    rules.minimumQuantity = .one
    rules.maximumQuantity = Decimal(Self.mostContracts)
    rules.valuePerPoint = Decimal(point)
    rules.facts = [.init("contractId", String(contract)), .init("productType", "Futures")]
    return rules
  }

  /// The platform's limit of one order.
  static let mostContracts = 100

  /// Whether a product in this state takes orders.
  static func isTradable(_ status: String) -> Bool {
    status == "ReadyToTrade" || status == "Verified"
  }
}
