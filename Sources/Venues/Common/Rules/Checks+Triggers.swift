import Exact
import Orders

/// Checks of a trigger against the price it watches, and of the limit that it releases.
extension Checks {
  /// An exit's trigger lies on its side of the price that it watches.
  ///
  /// The market may come there before the entry fills, so this warns.
  public static func triggerSide(
    _ id: String, kinds: [Kind], standard: TriggerSource, source: Citation
  ) -> Rule {
    Rule(
      id, "an exit's trigger lies on its side of the price that it watches", .warning,
      kinds: kinds, needs: standard.need, source: source
    ) { look, report in
      for (index, leg) in look.legs.enumerated().dropFirst() {
        guard let type = leg.type, type.isContingent, let side = leg.side, let trigger = leg.trigger
        else { continue }
        let source = leg.triggerBy ?? standard
        guard let reference = look.market.price(source) else {
          report.note(.market, "not checked: no \(source.rawValue) price")
          continue
        }
        relation(
          .leg(index, .trigger), trigger, direction(of: type, side), reference,
          named: source.phrase, tick: look.instrument?.tick, severity: .warning, &report)
      }
    }
  }

  /// A trigger lies above the tick and below twice the mark price.
  public static func triggerRange(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "a trigger lies above the tick and below twice the mark price",
      needs: [.instrument, .mark], source: source
    ) { look, report in
      guard let tick = look.instrument?.tick, let mark = look.market.mark,
        let most = try? mark * Decimal(2)
      else { return }
      for (index, leg) in look.legs.enumerated() {
        guard let trigger = leg.trigger, trigger.isPositive, leg.type?.isContingent == true
        else { continue }
        if trigger <= tick {
          report.error(
            .leg(index, .trigger), "\(trigger) must be above the tick \(tick)",
            repair: nearest(.above, tick, tick)?.description)
        } else if trigger >= most {
          report.error(
            .leg(index, .trigger), "\(trigger) must be below twice the mark price, \(most)",
            repair: nearest(.below, most, tick)?.description)
        }
      }
    }
  }

  /// A leg that waits for a trigger is good till cancelled.
  public static func waitingTimes(_ id: String, source: Citation) -> Rule {
    Rule(id, "a leg that waits for a trigger is good till cancelled", source: source) {
      look, report in
      for (index, leg) in look.legs.enumerated() {
        guard leg.type?.isContingent == true, let time = leg.timeInForce, time != .gtc
        else { continue }
        report.error(
          .leg(index, .timeInForce), "'\(time.rawValue)' is not gtc, all that a waiting leg takes",
          repair: "gtc")
      }
    }
  }

  /// The limit that a trigger releases lies between two thousandths of the trigger, by side.
  public static func triggeredLimitBand(
    _ id: String, sell: ClosedRange<Int>, buy: ClosedRange<Int>, source: Citation
  ) -> Rule {
    Rule(
      id, "a triggered limit is not too far from its trigger, to either side", source: source
    ) { look, report in
      for (index, leg) in look.legs.enumerated() {
        guard let type = leg.type, type.isContingent, type.hasPrice, let side = leg.side,
          let price = leg.price, let trigger = leg.trigger, price.isPositive,
          let low = part(trigger, side == .sell ? sell.lowerBound : buy.lowerBound),
          let high = part(trigger, side == .sell ? sell.upperBound : buy.upperBound)
        else { continue }
        if price < low {
          report.error(
            .leg(index, .price), "\(price) is below \(low), too far from its trigger \(trigger)",
            repair: fitted(low, look, .up))
        } else if price > high {
          report.error(
            .leg(index, .price), "\(price) is above \(high), too far from its trigger \(trigger)",
            repair: fitted(high, look, .down))
        }
      }
    }
  }

  /// Limit and trigger of an OCO keep so many thousandths of the mark price away from it.
  ///
  /// Being on the wrong side of it is another rule's finding.
  public static func distanceFromMark(
    _ id: String, thousandths: Int, source: Citation
  ) -> Rule {
    let share = Decimal(mantissa: Int128(thousandths), scale: 1) ?? .zero
    return Rule(
      id, "an OCO's limit and trigger are at least \(share) % from the mark price", .warning,
      kinds: [.oco], needs: .mark, source: source
    ) { look, report in
      guard let mark = look.market.mark, let high = part(mark, 1000 + thousandths),
        let low = part(mark, 1000 - thousandths)
      else { return }
      for (index, leg) in look.legs.enumerated() {
        guard let type = leg.type, let side = leg.side,
          let (field, own) = ownPrice(Inspection.Placed(index: index, leg: leg))
        else { continue }
        let way = direction(of: type, side)
        let edge = way == .above ? high : low
        guard way.holds(own, mark), way.opposite.holds(own, edge) else { continue }
        report.warning(
          field, "\(own) is less than \(share) % from the mark price \(mark)",
          repair: fitted(edge, look, way == .above ? .up : .down))
      }
    }
  }

  /// The limit that an OCO's trigger releases lies on the trigger's side of the limit leg.
  public static func limitsApart(_ id: String, source: Citation) -> Rule {
    Rule(
      id, "an OCO's triggered limit is below its limit leg to sell, above it to buy", .warning,
      kinds: [.oco], source: source
    ) { look, report in
      guard let limit = look.limit?.leg, let other = look.contingent, let side = other.leg.side,
        limit.side == side, let price = limit.price, let own = other.leg.price,
        other.leg.type?.hasPrice == true
      else { return }
      relation(
        .leg(other.index, .price), own, side == .sell ? .below : .above, price,
        named: "limit leg's price", tick: look.instrument?.tick, severity: .warning, &report)
    }
  }

  /// So many thousandths of a price.
  private static func part(_ price: Decimal, _ thousandths: Int) -> Decimal? {
    guard let factor = Decimal(mantissa: Int128(thousandths), scale: 3) else { return nil }
    return try? price * factor
  }

  private static func fitted(_ price: Decimal, _ look: Inspection, _ way: Rounding) -> String? {
    guard let price = try? price.rounded(to: look.instrument?.tick ?? .zero, way), price.isPositive
    else { return nil }
    return price.description
  }
}

extension Market {
  /// The price a trigger of that source watches.
  func price(_ source: TriggerSource) -> Decimal? {
    switch source {
    case .last: last
    case .mark: mark
    case .index: index
    }
  }
}

extension TriggerSource {
  fileprivate var need: Rule.Needs {
    switch self {
    case .last: .last
    case .mark: .mark
    case .index: []
    }
  }

  fileprivate var phrase: String {
    switch self {
    case .last: "last price as it is now"
    case .mark: "mark price as it is now"
    case .index: "index price as it is now"
    }
  }
}
