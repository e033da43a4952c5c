import Exact
import Orders

extension Checks {
  /// A price stands exactly where the leg's type has one, and is above zero.
  public static func prices(_ id: String, source: Citation) -> Rule {
    Rule(id, "a limit price stands exactly where the leg's type has one", source: source) {
      look, report in
      for (index, leg) in look.legs.enumerated() {
        guard let type = leg.type else { continue }
        presence(
          .leg(index, .price), leg.price, wanted: type.hasPrice, optional: false, type,
          "limit price",
          &report)
      }
    }
  }

  /// A trigger price stands exactly where the leg's type has one, and is above zero.
  public static func triggers(_ id: String, source: Citation) -> Rule {
    Rule(id, "a trigger price stands exactly where the leg's type has one", source: source) {
      look, report in
      for (index, leg) in look.legs.enumerated() {
        guard let type = leg.type else { continue }
        presence(
          .leg(index, .trigger), leg.trigger, wanted: type.isContingent,
          optional: type.isTrailing && leg.trail != nil, type, "trigger price", &report)
        if type.isTrailing, leg.trail == nil {
          report.error(.leg(index, .trail), "is missing; a \(type.words) follows at a distance")
        } else if !type.isTrailing, leg.trail != nil {
          report.error(.leg(index, .trail), "a \(type.words) does not trail")
        } else if let trail = leg.trail, !trail.amount.isPositive {
          report.error(.leg(index, .trail), "\(trail.text) is not above zero")
        }
      }
    }
  }

  private static func presence(
    _ field: FieldPath, _ value: Decimal?, wanted: Bool, optional: Bool, _ type: LegType,
    _ name: String, _ report: inout Report
  ) {
    guard let value else {
      if wanted, !optional { report.error(field, "is missing; a \(type.words) has a \(name)") }
      return
    }
    if !wanted {
      report.error(field, "a \(type.words) has no \(name)")
    } else if !value.isPositive {
      report.error(field, "\(value) is not above zero")
    }
  }

  /// Prices and triggers are multiples of the tick, within the instrument's bounds.
  public static func ticks(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "every price and trigger is a multiple of the tick, within the instrument's bounds",
      needs: .instrument, source: source
    ) { look, report in
      guard let rules = look.instrument else { return }
      for (index, leg) in look.legs.enumerated() {
        if let price = leg.price, leg.type?.hasPrice != false {
          step(
            .leg(index, .price), price, rules.tick, rules.minimumPrice, rules.maximumPrice, "tick",
            &report)
        }
        if let trigger = leg.trigger, leg.type?.isContingent != false {
          step(
            .leg(index, .trigger), trigger, rules.tick, rules.minimumPrice, rules.maximumPrice,
            "tick", &report)
        }
      }
    }
  }

  /// Quantities are multiples of the lot, within the instrument's bounds.
  public static func lots(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "every quantity is a multiple of the lot, within the instrument's bounds",
      needs: .instrument, source: source
    ) { look, report in
      guard let rules = look.instrument else { return }
      for (index, leg) in look.legs.enumerated() {
        guard let quantity = leg.quantity, quantity.isPositive else { continue }
        step(
          .leg(index, .quantity), quantity, rules.lot, rules.minimumQuantity,
          rules.maximumQuantity, "lot", &report)
      }
    }
  }

  /// One value against a step and bounds, any of which may be unknown or zero, which switches it
  /// off.
  public static func step(
    _ field: FieldPath, _ value: Decimal, _ step: Decimal?, _ minimum: Decimal?,
    _ maximum: Decimal?, _ name: String, _ report: inout Report
  ) {
    if let minimum, !minimum.isZero, value < minimum {
      report.error(
        field, "\(value) is below the least, \(minimum)", repair: fitted(minimum, step, .up))
    } else if let maximum, !maximum.isZero, value > maximum {
      report.error(
        field, "\(value) is above the most, \(maximum)", repair: fitted(maximum, step, .down))
    } else if let step, !value.isMultiple(of: step) {
      report.error(
        field, "\(value) is not a multiple of the \(name) \(step)",
        repair: nearest(value, step, minimum))
    }
  }

  private static func fitted(_ value: Decimal, _ step: Decimal?, _ way: Rounding) -> String {
    (try? value.rounded(to: step ?? .zero, way))?.description ?? value.description
  }

  /// The nearest multiple that is not zero and not below the least.
  private static func nearest(_ value: Decimal, _ step: Decimal, _ minimum: Decimal?) -> String? {
    guard let near = try? value.rounded(to: step, .nearest) else { return nil }
    if near.isZero || minimum.map({ near < $0 }) == true {
      return (try? value.rounded(to: step, .up))?.description
    }
    return near.description
  }

  /// Each leg's price times quantity lies within the instrument's bounds.
  ///
  /// A leg without a limit price counts at its trigger.
  public static func notionals(
    _ id: String, _ severity: Severity = .error, source: Citation
  ) -> Rule {
    Rule(
      id, "each leg's price times quantity lies within the instrument's bounds", severity,
      needs: .instrument, source: source
    ) { look, report in
      guard let rules = look.instrument else { return }
      for (index, leg) in look.legs.enumerated() {
        guard let price = leg.price ?? leg.trigger, let quantity = leg.quantity,
          price.isPositive, quantity.isPositive
        else { continue }
        notional(index, price, quantity, rules, severity, &report)
      }
    }
  }

  private static func notional(
    _ index: Int, _ price: Decimal, _ quantity: Decimal, _ rules: InstrumentRules,
    _ severity: Severity, _ report: inout Report
  ) {
    guard let value = try? price * quantity else {
      report.error(.leg(index, .quantity), "price times quantity is too large to compute")
      return
    }
    var message: String?
    var repair: Decimal?
    if let least = rules.minimumNotional, !least.isZero, value < least {
      message = "is worth \(value); the least is \(least)"
      repair = sized(least, price, rules.lot, .up).map {
        // A larger least quantity holds beside the least worth.
        max($0, rules.minimumQuantity ?? $0)
      }
    } else if let most = rules.maximumNotional, !most.isZero, value > most {
      message = "is worth \(value); the most is \(most)"
      repair = sized(most, price, rules.lot, .down)
    }
    let isLegal = repair.map { legal in
      legal.isPositive && legal >= rules.minimumQuantity ?? legal
        && (rules.maximumQuantity.map { $0.isZero || legal <= $0 } ?? true)
    }
    if isLegal == false { repair = nil }
    guard let message else { return }
    report.say(severity, .leg(index, .quantity), message, repair: repair?.description)
  }

  /// The quantity that is worth `value` at `price`, on the lot.
  private static func sized(
    _ value: Decimal, _ price: Decimal, _ lot: Decimal?, _ way: Rounding
  ) -> Decimal? {
    guard let exact = try? value.divided(by: price, digits: 18, way) else { return nil }
    return try? exact.rounded(to: lot ?? .zero, way)
  }
}
