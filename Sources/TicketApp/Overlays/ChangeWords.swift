import Client
import Exact
import Orders
import Screen
import Venues

/// What a change does to a list, and what comes of it, before the requests that say it.
struct ChangeWords {
  let record: ListRecord
  let change: ListChange
  /// The last price, where it is known.
  let last: Decimal?
  let width: Int

  var lines: [Line] {
    switch change {
    case .cancel(let leg): cancel(leg) + bare(leg) + [filled]
    case .amend(let leg, let terms): amend(leg, terms)
    case .repair: repair + bare(record.repairedLeg) + [filled]
    }
  }

  private var filled: Line { Line("What has filled stays filled.", .muted) }

  private var name: String {
    let kind = record.list.kind?.rawValue.uppercased() ?? "list"
    return "the \(kind) of \(record.symbol) at \(record.key.venue)"
  }

  private var contingency: Capabilities.Contingency? {
    record.list.kind.flatMap {
      VenueCatalogue.venue(record.key.venue)?.capabilities.contingency(of: $0)
    }
  }

  private func heading(_ text: String) -> [Line] {
    ReviewWindow.wrapped(text, .heading, width: width)
  }

  private func warning(_ text: String, _ role: Role = .text) -> [Line] {
    ReviewWindow.wrapped(text, lead: Line("! ", .warning), indent: 2, role, width: width)
  }

  private func cancel(_ leg: Int?) -> [Line] {
    guard let leg, record.list.orders.indices.contains(leg) else {
      return heading("Cancels \(name):")
        + record.list.orders.enumerated().flatMap { at, order in
          ReviewWindow.wrapped(
            "\(record.label(ofLeg: at)): \(Self.words(order)) — \(order.status.word)",
            lead: Line("  "), indent: 2, order.status.isFinal ? .muted : .text, width: width)
        }
    }
    let order = record.list.orders[leg]
    let lines = heading("Cancels the \(record.label(ofLeg: leg)) of \(name): \(Self.words(order)).")
    guard contingency?.cancelTakesBoth == true else { return lines }
    return lines + warning("The other leg goes with it at \(record.key.venue).")
  }

  private func amend(_ leg: Int, _ terms: Leg) -> [Line] {
    guard record.list.orders.indices.contains(leg) else { return [] }
    let order = record.list.orders[leg]
    var changed = order
    (changed.quantity, changed.price, changed.trigger) = (
      terms.quantity, terms.price, terms.trigger
    )
    var lines = heading("Changes the \(record.label(ofLeg: leg)) of \(name):")
    lines += ReviewWindow.fact("  now", Self.words(order), width: width)
    lines += ReviewWindow.fact("  then", Self.words(changed), .heading, width: width)
    if let last, isPast(order, terms, last) {
      lines += warning(
        "With the last price at \(Figures.price(last)) it "
          + (order.type?.isContingent == true ? "fires" : "trades") + " at once.", .warning)
    }
    if terms.quantity != order.quantity, contingency?.amendSizesBoth == true {
      lines += warning("The other leg gets the same quantity at \(record.key.venue).")
    }
    if let filled = order.filled, filled.isPositive {
      lines.append(
        Line(CleanText("\(Figures.price(filled)) has filled, and counts in the quantity."), .muted))
    }
    return lines
  }

  /// On the other side of the market than where it would wait.
  private func isPast(_ order: Order, _ terms: Leg, _ last: Decimal) -> Bool {
    guard order.status != .dormant, let type = terms.type, let side = terms.side,
      !type.isTrailing, type != .market, let price = terms.trigger ?? terms.price
    else { return false }
    return !Checks.direction(of: type, side).holds(price, last)
  }

  private var repair: [Line] {
    heading("Repairs \(name):")
      + record.troubles.filter { $0.repair != nil }.flatMap { warning($0.sentence, .warning) }
  }

  private func bare(_ leg: Int?) -> [Line] {
    Protection(record: record).bare(afterCancelling: leg).map { warning($0, .warning) } ?? []
  }

  private static func words(_ order: Order) -> String {
    let quantity = order.quantity.map(Figures.price) ?? "?"
    return "\(order.side?.rawValue ?? "?") \(quantity) \(ListCells.priced(order))"
  }
}
