import Exact
import Orders

extension Checks {
  /// A sell needs the base quantity free, a buy what its dearest leg costs.
  ///
  /// For lists with an entry only the entry is counted: exits live on what it brings.
  public static func funds(
    _ look: Inspection, severity: Severity, feeRate: Decimal? = nil, _ report: inout Report
  ) {
    guard case .spot(let base, let quote) = look.ticket.instrument else { return }
    let counted = look.ticket.kind.hasEntry ? Array(look.legs.prefix(1)) : look.legs
    guard let side = counted.first?.side else { return }
    let asset = side == .sell ? base : quote
    guard let needed = needed(counted, side, feeRate) else { return }
    let free = look.account.balance(of: asset)?.free ?? .zero
    if free >= needed { return }
    let message = "needs \(needed) \(asset), and \(free) is free"
    let repair = side == .sell ? fittedQuantity(free, look.instrument?.lot) : nil
    report.say(severity, .leg(0, .quantity), message, repair: repair)
  }

  private static func needed(_ legs: [Leg], _ side: Side, _ feeRate: Decimal?) -> Decimal? {
    if side == .sell { return legs.compactMap(\.quantity).max() }
    var most: Decimal?
    for leg in legs {
      guard let price = leg.price ?? leg.trigger, let quantity = leg.quantity,
        var cost = try? price * quantity
      else { continue }
      if let feeRate, let dearer = try? cost + cost * feeRate { cost = dearer }
      most = max(most ?? cost, cost)
    }
    return most
  }

  private static func fittedQuantity(_ free: Decimal, _ lot: Decimal?) -> String? {
    guard let fitted = try? free.rounded(to: lot ?? .zero, .down), fitted.isPositive else {
      return nil
    }
    return fitted.description
  }

  /// Every number of the ticket fits the digits a venue reads.
  public static func digits(
    _ look: Inspection, integer: Int, fraction: Int, _ report: inout Report
  ) {
    for (index, leg) in look.legs.enumerated() {
      for (field, value) in [
        (LegField.price, leg.price), (.trigger, leg.trigger), (.quantity, leg.quantity),
      ] {
        guard let value else { continue }
        if value.integerDigits > integer {
          report.error(
            .leg(index, field),
            "has \(value.integerDigits) digits before the point; at most "
              + "\(integer) fit")
        } else if value.fractionDigits > fraction {
          report.error(
            .leg(index, field),
            "has \(value.fractionDigits) digits after the point; at most "
              + "\(fraction) fit",
            repair: (try? value.rounded(digits: fraction, .nearest))?.description)
        }
      }
    }
  }
}
