import Exact
import Orders

extension Checks {
  /// Which way a price must lie from its reference.
  public enum Direction: Sendable {
    case above
    case below

    public var opposite: Direction { self == .above ? .below : .above }

    var word: String { self == .above ? "above" : "below" }

    /// Whether a value strictly on this side of the reference.
    public func holds(_ value: Decimal, _ reference: Decimal) -> Bool {
      self == .above ? value > reference : value < reference
    }
  }

  /// The side of the market a leg's own price or trigger belongs on: a sell's profit lies above,
  /// its stop below; a buy's the other way round.
  public static func direction(of type: LegType, _ side: Side) -> Direction {
    let isProfit = type.isLimit || type.isTakeProfit
    return isProfit == (side == .sell) ? .above : .below
  }

  /// One price against its reference, strictly; the repair is the nearest tick that holds.
  public static func relation(
    _ field: FieldPath, _ value: Decimal, _ direction: Direction, _ reference: Decimal,
    named name: String, tick: Decimal?, severity: Severity = .error, _ report: inout Report
  ) {
    if direction.holds(value, reference) { return }
    let message = "\(value) must be \(direction.word) the \(name) \(reference)"
    let repair = nearest(direction, reference, tick)?.description
    report.say(severity, field, message, repair: repair)
  }

  /// The first multiple of the tick strictly on that side of the reference.
  public static func nearest(
    _ direction: Direction, _ reference: Decimal, _ tick: Decimal?
  ) -> Decimal? {
    guard let tick, tick.isPositive else { return nil }
    let rounded = try? reference.rounded(to: tick, direction == .above ? .up : .down)
    guard let rounded else { return nil }
    if rounded != reference { return rounded.isPositive ? rounded : nil }
    let next = direction == .above ? try? rounded + tick : try? rounded - tick
    return next.flatMap { $0.isPositive ? $0 : nil }
  }

  /// The price of an OCO's leg that is compared with the market: a limit's price, another's
  /// trigger.
  public static func ownPrice(_ placed: Inspection.Placed) -> (FieldPath, Decimal)? {
    guard let type = placed.leg.type else { return nil }
    if type.isLimit { return placed.leg.price.map { (.leg(placed.index, .price), $0) } }
    return placed.leg.trigger.map { (.leg(placed.index, .trigger), $0) }
  }

  /// Every leg of an OCO on one side lies on its side of the reference price.
  public static func pairAroundMarket(
    _ id: String, _ side: Side, needs: Rule.Needs, named name: String,
    reference: @escaping @Sendable (Market) -> Decimal?, source: Citation
  ) -> Rule {
    let order = side == .sell ? "limit > \(name) > trigger" : "limit < \(name) < trigger"
    return Rule(
      id, "a \(side.rawValue) OCO lies around the market: \(order)", kinds: [.oco], needs: needs,
      source: source
    ) { look, report in
      guard let price = reference(look.market) else { return }
      for index in look.dependentIndices where look.legs[index].side == side {
        let placed = Inspection.Placed(index: index, leg: look.legs[index])
        guard let type = placed.leg.type, let (field, own) = ownPrice(placed) else { continue }
        relation(
          field, own, direction(of: type, side), price, named: name, tick: look.instrument?.tick,
          &report)
      }
    }
  }

  /// A stop limit whose limit lies on the passive side of its trigger may not fill once triggered.
  public static func passiveStopLimit(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "a stop limit's price is not on the passive side of its trigger, where it may not fill",
      .warning, source: source
    ) { look, report in
      for (index, leg) in look.legs.enumerated() {
        guard leg.type == .stopLimit || leg.type == .trailingStopLimit, let side = leg.side,
          let price = leg.price, let trigger = leg.trigger
        else { continue }
        if side == .sell ? price > trigger : price < trigger {
          report.warning(
            .leg(index, .price),
            "\(price) is \(side == .sell ? "above" : "below") the trigger \(trigger): it may rest "
              + "unfilled while the market runs away",
            repair: trigger.description)
        }
      }
    }
  }

  /// The exits of an entry lie around the entry's own price: profit on one side, stop on the other.
  public static func exitsAroundEntry(
    _ id: String, _ severity: Severity, kinds: [Kind], source: Citation,
    reference: @escaping @Sendable (Inspection) -> Decimal?
  ) -> Rule {
    Rule(
      id, "an exit takes its profit beyond the entry's price and stops on the other side of it",
      severity, kinds: kinds, source: source
    ) { look, report in
      guard let price = reference(look) else { return }
      for index in look.dependentIndices {
        let placed = Inspection.Placed(index: index, leg: look.legs[index])
        guard let type = placed.leg.type, type != .market, let side = placed.leg.side,
          side != look.entry?.leg.side, let (field, own) = ownPrice(placed)
        else { continue }
        relation(
          field, own, direction(of: type, side), price, named: "entry price",
          tick: look.instrument?.tick, severity: severity, &report)
      }
    }
  }
}
