import Exact
import Orders

/// What options add to one place of a list, by names that begin with the place's own.
extension Checks {
  /// Trails fit the symbol's bounds.
  ///
  /// A stop that buys and a profit that sells trail from above, the others from below.
  public static func trails(_ look: Inspection, types: LegTypeSet, _ report: inout Report) {
    guard let rules = look.instrument else { return }
    for (index, leg) in look.legs.enumerated() where leg.trail != nil {
      guard let type = leg.type, let side = leg.side, types.contains(type) else { continue }
      if rules.flag("allowTrailingStop") == false {
        report.error(.leg(index, .trail), "\(rules.symbol) takes no trailing orders")
      } else if type.isStop == (side == .buy) {
        trail(
          look, index, least: rules.decimalFact("minTrailingAboveDelta"),
          most: rules.decimalFact("maxTrailingAboveDelta"), &report)
      } else {
        trail(
          look, index, least: rules.decimalFact("minTrailingBelowDelta"),
          most: rules.decimalFact("maxTrailingBelowDelta"), &report)
      }
    }
  }

  /// An iceberg is allowed by its symbol, rests until it is cancelled, and shows a legal part.
  public static func icebergs(_ look: Inspection, suffix: String, _ report: inout Report) {
    if look.ticket.options.isEmpty { return }
    for index in look.legs.indices {
      guard let slot = look.slot(of: index), let type = look.legs[index].type,
        let shown = look.option(slot.name + suffix).flatMap({ Decimal($0.description) })
      else { continue }
      let path = FieldPath.option("\(look.venue).\(slot.name)\(suffix)")
      let rests = type.hasPrice && (look.legs[index].timeInForce ?? .gtc) == .gtc
      if look.instrument?.flag("icebergAllowed") == false {
        report.error(path, "the symbol takes no icebergs")
      } else if !rests {
        report.error(path, "only a leg that rests until it is cancelled can be an iceberg")
      } else {
        iceberg(
          look, index, shown: shown, at: path,
          parts: look.instrument?.decimalFact("ICEBERG_PARTS"), &report)
      }
    }
  }

  /// A peg stands with a whole offset or none, at a leg that has a price to peg.
  ///
  /// `maker` is the word for a type that may follow its own side of the book alone.
  public static func pegs(_ look: Inspection, maker: String, _ report: inout Report) {
    if look.ticket.options.isEmpty { return }
    for index in look.legs.indices {
      guard let slot = look.slot(of: index), let type = look.legs[index].type else { continue }
      let name = slot.name + "Peg"
      let offset = look.option(name + "OffsetType")
      let isWhole = (offset == nil) == (look.option(name + "OffsetValue") == nil)
      if !isWhole {
        report.error(
          .option("\(look.venue).\(name)Offset\(offset == nil ? "Type" : "Value")"),
          "is missing; the two parts of an offset go together")
      }
      let path = FieldPath.option("\(look.venue).\(name)PriceType")
      guard let peg = look.option(name + "PriceType") else {
        if offset != nil { report.error(path, "is missing; there is an offset from it") }
        continue
      }
      if look.instrument?.flag("pegInstructionsAllowed") == false {
        report.error(path, "the symbol takes no pegs")
      } else if !type.hasPrice {
        report.error(path, "a \(type.words) has no price to peg")
      } else if slot.word(for: type) == maker, peg != .text("PRIMARY_PEG") {
        report.error(path, "a post-only leg follows its own side alone", repair: "PRIMARY_PEG")
      }
    }
  }
}

extension Inspection {
  /// The place a leg goes to.
  public func slot(of leg: Int) -> PlaceForm.Slot? {
    guard let form, let slot = order.firstIndex(of: leg) else { return nil }
    return form.slots[slot]
  }
}
