/// The place in a ticket a finding belongs to: `legs[1].price`.
public enum FieldPath: Hashable, Sendable, CustomStringConvertible {
  case kind
  case instrument
  case side
  case quantity
  case legs
  case leg(Int)
  case legField(Int, LegField)
  /// By its full name, `binance.recvWindow`.
  case option(String)
  case market
  case account

  public static func leg(_ index: Int, _ field: LegField) -> FieldPath { .legField(index, field) }

  public var description: String {
    switch self {
    case .kind: "kind"
    case .instrument: "instrument"
    case .side: "side"
    case .quantity: "quantity"
    case .legs: "legs"
    case .leg(let index): "legs[\(index)]"
    case .legField(let index, let field): "legs[\(index)].\(field.rawValue)"
    case .option(let name): "options.\(name)"
    case .market: "market"
    case .account: "account"
    }
  }
}
