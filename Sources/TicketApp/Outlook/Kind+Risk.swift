import Exact
import Orders

extension Kind {
  /// Whether what is risked is measured by this leg: an exit that stops at a price.
  ///
  /// The price of a trailing stop only says where its trail begins, and a stop that gets in loses
  /// nothing.
  func measuresRisk(by type: LegType?, at index: Int) -> Bool {
    guard let type, role(at: index) != .entry else { return false }
    return type.isStop && !type.isTrailing
  }
}

extension Ticket {
  /// The exit that says what is lost at the most, where one does.
  var riskLeg: Leg? {
    let legs = resolvedLegs
    return legs.indices.first { kind.measuresRisk(by: legs[$0].type, at: $0) }.map { legs[$0] }
  }
}

extension Instrument {
  /// What a unit gains with each point; of a contract nobody knows whose rules were not told.
  func worthOfPoint(_ rules: InstrumentRules?) -> Decimal? {
    rules?.valuePerPoint ?? (isSpot ? .one : nil)
  }
}
