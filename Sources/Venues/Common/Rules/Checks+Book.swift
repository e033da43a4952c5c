import Exact
import Orders

extension Checks {
  /// A post-only order that would meet the book as it is placed is refused.
  public static func crossing(
    _ look: Inspection, leg index: Int, severity: Severity = .warning, _ report: inout Report
  ) {
    let leg = look.legs[index]
    guard let price = leg.price, let side = leg.side, let bid = look.market.bid,
      let ask = look.market.ask
    else { return }
    if side == .sell {
      relation(
        .leg(index, .price), price, .above, bid, named: "best bid", tick: look.instrument?.tick,
        severity: severity, &report)
    } else {
      relation(
        .leg(index, .price), price, .below, ask, named: "best ask", tick: look.instrument?.tick,
        severity: severity, &report)
    }
  }

  /// A leg's limit price lies within multiples of a reference price.
  public static func band(
    _ look: Inspection, leg index: Int, around reference: Decimal, least: Decimal?, most: Decimal?,
    named name: String, _ report: inout Report
  ) {
    guard let price = look.legs[index].price else { return }
    let tick = look.instrument?.tick ?? .zero
    if let most, let edge = try? reference * most, price > edge {
      report.warning(
        .leg(index, .price), "\(price) is above \(edge), \(most) times the \(name) \(reference)",
        repair: (try? edge.rounded(to: tick, .down))?.description)
    } else if let least, let edge = try? reference * least, price < edge {
      report.warning(
        .leg(index, .price), "\(price) is below \(edge), \(least) times the \(name) \(reference)",
        repair: (try? edge.rounded(to: tick, .up))?.description)
    }
  }
}
