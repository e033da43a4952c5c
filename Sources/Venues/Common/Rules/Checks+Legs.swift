import Exact
import Orders

/// One leg at a time, for venues whose places differ in what they take.
extension Checks {
  /// A limit price stands exactly where the leg's type has one; a pegged leg may go without.
  public static func price(
    _ look: Inspection, _ index: Int, isPegged: Bool = false, _ report: inout Report
  ) {
    let leg = look.legs[index]
    guard let type = leg.type else { return }
    guard let price = leg.price else {
      if type.hasPrice, !isPegged {
        report.error(.leg(index, .price), "is missing; a \(type.words) has a limit price")
      }
      return
    }
    if !type.hasPrice {
      report.error(.leg(index, .price), "a \(type.words) has no limit price")
    } else if !price.isPositive {
      report.error(.leg(index, .price), "\(price) is not above zero")
    }
  }

  /// A trigger, a trail or both stand where the leg's type has them; `trailing` are those that may.
  public static func trigger(
    _ look: Inspection, _ index: Int, trailing: LegTypeSet, _ report: inout Report
  ) {
    let leg = look.legs[index]
    guard let type = leg.type else { return }
    let trails = trailing.contains(type)
    if let trigger = leg.trigger {
      if !type.isContingent {
        report.error(.leg(index, .trigger), "a \(type.words) has no trigger price")
      } else if !trigger.isPositive {
        report.error(.leg(index, .trigger), "\(trigger) is not above zero")
      }
    } else if type.isContingent, !type.isTrailing, leg.trail == nil || !trails {
      report.error(.leg(index, .trigger), "is missing; a \(type.words) has a trigger price")
    }
    if let trail = leg.trail {
      if !trails {
        report.error(.leg(index, .trail), "a \(type.words) does not trail")
      } else if !trail.amount.isPositive {
        report.error(.leg(index, .trail), "\(trail.text) is not above zero")
      }
    } else if type.isTrailing {
      report.error(.leg(index, .trail), "is missing; a \(type.words) follows at a distance")
    }
  }

  /// A time in force is one of the venue's, and stands only where the leg's type takes one.
  ///
  /// Good till cancelled is what every other type is anyway.
  public static func timeInForce(
    _ look: Inspection, _ index: Int, takes: Bool, known: Spelling, _ report: inout Report
  ) {
    guard let timeInForce = look.legs[index].timeInForce, timeInForce != .gtc else { return }
    if !takes {
      let words = look.legs[index].type?.words ?? "leg"
      report.error(
        .leg(index, .timeInForce), "a \(words) has no time in force here",
        repair: TimeInForce.gtc.rawValue)
    } else if known.word(timeInForce) == nil {
      report.error(
        .leg(index, .timeInForce),
        "\(look.title) has no '\(timeInForce.rawValue)'; it takes "
          + Words.alternatives(known.timesInForce.map(\.0.rawValue)),
        repair: TimeInForce.gtc.rawValue)
    }
  }

  /// Of two legs one above the other, a sell's profit and a buy's stop stand above.
  public static func places(_ look: Inspection, _ report: inout Report) {
    guard look.order.count >= 2 else { return }
    for slot in look.order.indices.suffix(2) {
      let index = look.order[slot]
      guard let type = look.legs[index].type, type != .market, let side = look.legs[index].side
      else { continue }
      let isAbove = slot == look.order.count - 2
      let wantsProfit = isAbove == (side == .sell)
      if type.isStop != wantsProfit { continue }
      report.error(
        .leg(index, .type),
        "a \(side.rawValue)'s \(type.words) does not stand \(isAbove ? "above" : "below"), "
          + "where the other leg leaves it", repair: type.mirrored?.rawValue)
    }
  }

  /// No price and no quantity has more digits than are read of it.
  public static func precision(
    _ look: Inspection, price: Int?, quantity: Int?, _ report: inout Report
  ) {
    for (index, leg) in look.legs.enumerated() {
      digits(.leg(index, .price), leg.price, price, &report)
      digits(.leg(index, .trigger), leg.trigger, price, &report)
      digits(.leg(index, .quantity), leg.quantity, quantity, &report)
    }
  }

  private static func digits(
    _ field: FieldPath, _ value: Decimal?, _ most: Int?, _ report: inout Report
  ) {
    guard let value, let most, value.fractionDigits > most else { return }
    report.error(
      field, "\(value) has \(value.fractionDigits) digits after the point; at most \(most) fit",
      repair: (try? value.rounded(digits: most, .nearest))?.description)
  }

  /// A trail counted in hundredths of a percent is a whole number of them, within bounds.
  public static func trail(
    _ look: Inspection, _ index: Int, least: Decimal?, most: Decimal?, _ report: inout Report
  ) {
    guard let trail = look.legs[index].trail else { return }
    guard case .percent(let percent) = trail, let points = try? percent * 100 else {
      report.error(.leg(index, .trail), "\(look.venue) trails by a percentage, not by a distance")
      return
    }
    var legal: Decimal?
    var message = ""
    if let least, points < least {
      (legal, message) = (least, "\(trail.text) is below the least")
    } else if let most, points > most {
      (legal, message) = (most, "\(trail.text) is above the most")
    } else if !points.isInteger {
      legal = try? points.rounded(digits: 0, .nearest)
      message = "\(trail.text) is not a whole number of hundredths of a percent"
    }
    if message.isEmpty { return }
    let text = legal.flatMap { try? $0.divided(by: 100, digits: 2, .nearest) }.map { "\($0)%" }
    report.error(.leg(index, .trail), message, repair: text)
  }

  /// What an iceberg shows fits the lot, and neither exceeds the order nor cuts it up too finely.
  public static func iceberg(
    _ look: Inspection, _ index: Int, shown: Decimal, at field: FieldPath, parts: Decimal?,
    _ report: inout Report
  ) {
    let rules = look.instrument
    step(
      field, shown, rules?.lot, rules?.minimumQuantity, rules?.maximumQuantity, "lot", &report)
    guard shown.isPositive, let quantity = look.legs[index].quantity else { return }
    if shown > quantity {
      report.error(
        field, "\(shown) is more than the order's \(quantity)", repair: quantity.description)
    } else if let parts, let most = try? shown * parts, most < quantity {
      let least = try? quantity.divided(by: parts, digits: 18, .up)
      report.error(
        field, "\(shown) cuts \(quantity) into more than \(parts) parts",
        repair: (try? least?.rounded(to: rules?.lot ?? .zero, .up))?.description)
    }
  }
}

extension LegType {
  /// The type that does on the other side of the market what this one does on its own.
  fileprivate var mirrored: LegType? {
    switch self {
    case .stop: .takeProfit
    case .stopLimit: .takeProfitLimit
    case .takeProfit: .stop
    case .takeProfitLimit: .stopLimit
    default: nil
    }
  }
}
