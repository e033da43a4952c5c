import Exact
import Orders

/// Checks of what a list needs beside its prices: an open market, funds, room, the time.
extension Checks {
  /// The instrument is listed and open for trading.
  public static func tradable(_ id: String, source: Citation) -> Rule {
    Rule(id, "the instrument is listed and open for trading", needs: .instrument, source: source) {
      look, report in
      if look.instrument?.isTradable == false {
        report.error(.instrument, "\(look.ticket.instrument) is not open for trading")
      }
    }
  }

  /// What rests or executes at once is covered by free funds.
  ///
  /// An OCO's other leg holds nothing while it waits, so its shortage is a warning. `notional` is
  /// what a leg without a quantity costs.
  public static func restingFunds(
    _ id: String, source: Citation,
    notional: @escaping @Sendable (Inspection, Int) -> Decimal? = { _, _ in nil }
  ) -> Rule {
    Rule(
      id, "free funds cover what the list holds at once, and then what its trigger would take",
      needs: .balances, source: source
    ) { look, report in
      guard let resting = look.ticket.kind.hasEntry ? 0 : look.limit?.index,
        resting < look.legs.count
      else { return }
      if let shortage = shortage(look, resting, notional) {
        report.error(.leg(resting, .quantity), shortage.message, repair: shortage.repair)
      } else if !look.ticket.kind.hasEntry, let waiting = look.contingent?.index,
        let shortage = shortage(look, waiting, notional)
      {
        report.warning(
          .leg(waiting, .quantity), shortage.message + ": it would be rejected at its trigger",
          repair: shortage.repair)
      }
    }
  }

  private static func shortage(
    _ look: Inspection, _ index: Int, _ notional: (Inspection, Int) -> Decimal?
  ) -> (message: String, repair: String?)? {
    let leg = look.legs[index]
    guard case .spot(let base, let quote) = look.ticket.instrument, let side = leg.side,
      let needed = side == .sell ? leg.quantity : notional(look, index) ?? cost(leg, look.market)
    else { return nil }
    let asset = side == .sell ? base : quote
    let free = look.account.balance(of: asset)?.free ?? .zero
    if free >= needed { return nil }
    let step = look.instrument?.lot ?? .zero
    let fitted = side == .sell ? try? free.rounded(to: step, .down) : nil
    let repair = fitted.flatMap { $0.isPositive ? $0.description : nil }
    return ("needs \(needed) \(asset), and \(free) is free", repair)
  }

  private static func cost(_ leg: Leg, _ market: Market) -> Decimal? {
    guard let price = leg.price ?? leg.trigger ?? market.ask ?? market.last,
      let quantity = leg.quantity
    else { return nil }
    return try? price * quantity
  }

  /// The list's orders find room under the caps of open orders.
  public static func openOrders(
    _ id: String, onInstrument most: Int, overall: Int, source: Citation
  ) -> Rule {
    Rule(
      id, "at most \(most) orders are open on an instrument, and \(overall) in an account",
      needs: .openOrders, source: source
    ) { look, report in
      let more = look.legs.count
      if let open = look.account.openOrders, open > most - more {
        report.error(
          .account, "\(open) orders are open on the instrument; \(more) more are beyond \(most)")
      } else if let open = look.account.openOrdersOverall, open > overall - more {
        report.error(.account, "\(open) orders are open; \(more) more are beyond \(overall)")
      }
    }
  }

  /// Our clock is no further from the venue's than it allows.
  public static func clock(_ id: String, within most: Int64, source: Citation) -> Rule {
    Rule(
      id, "our clock is within \(most / 1000) seconds of the venue's", needs: .clock,
      source: source
    ) { look, report in
      guard let offset = look.account.clockOffsetMilliseconds, offset.magnitude > most.magnitude
      else { return }
      report.error(
        .account, "the clock is \(offset) ms from the venue's; it refuses more than \(most)")
    }
  }
}
