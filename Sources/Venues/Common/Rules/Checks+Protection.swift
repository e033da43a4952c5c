import Exact
import Orders

extension Checks {
  /// A stop that rests only for an instant may end unfilled, and with it the position's protection.
  public static func fleetingStops(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "a stop limit that is not good till cancelled may end unfilled and leave no protection",
      .warning, source: source
    ) { look, report in
      for (index, leg) in look.legs.enumerated() {
        guard let type = leg.type, type.isStop, type.hasPrice,
          leg.timeInForce == .ioc || leg.timeInForce == .fok
        else { continue }
        let isAlone = look.dependent.count < 2 || look.ticket.kind.hasEntry && index == 0
        report.warning(
          .leg(index, .timeInForce),
          isAlone
            ? "once triggered it is gone if it does not fill at once"
            : "once triggered it is gone if it does not fill at once, as is the other leg by then",
          repair: TimeInForce.gtc.rawValue)
      }
    }
  }

  /// A bought quantity may shrink by the fee, so that exits of the same quantity find too little.
  public static func exitsAfterFee(
    _ id: String, kinds: [Kind], advice: String, source: Citation
  ) -> Rule {
    Rule(
      id, "exits that sell what the entry buys leave room for the fee", .warning, kinds: kinds,
      needs: .feeRate, source: source
    ) { look, report in
      guard let entry = look.legs.first, entry.side == .buy, let bought = entry.quantity,
        let rate = look.account.takerFeeRate, let fee = try? bought * rate,
        let left = try? bought - fee, let base = look.ticket.instrument.base
      else { return }
      let held = look.account.balance(of: base)?.free ?? .zero
      guard let available = try? left + held else { return }
      for index in look.legs.indices.dropFirst() where look.legs[index].side == .sell {
        guard let quantity = look.legs[index].quantity, quantity > available else { continue }
        let fitted = try? available.rounded(to: look.instrument?.lot ?? .zero, .down)
        report.warning(
          .leg(index, .quantity),
          "\(quantity) is more than the \(left) \(base) that are left after a fee of \(fee); "
            + advice,
          repair: fitted.flatMap { $0.isPositive ? $0.description : nil })
      }
    }
  }
}
