import Exact
import Orders

extension Ticket {
  /// A list around the market: its exits two hundredths above and below, its entry below, or above
  /// where it is to fill at once.
  ///
  /// Futures have no limit behind their stops, for not every venue of theirs takes one.
  public static func around(
    _ price: Decimal, _ kind: Kind, _ instrument: Instrument, entrySteps: Int = -1
  ) -> Ticket {
    let isFuture = if case .future = instrument { true } else { false }
    let quantity: Decimal = isFuture ? 2 : Decimal("0.01") ?? .one
    let step = (try? price.divided(by: 50, digits: 0, .nearest)) ?? .one
    func at(_ steps: Int) -> Decimal { (try? price + step * Decimal(steps)) ?? price }
    let stop =
      isFuture
      ? Leg(.stop, side: .sell, trigger: at(-2))
      : Leg(.stopLimit, side: .sell, price: at(-3), trigger: at(-2))
    let target = Leg(.limit, side: .sell, price: at(2))
    let entry = Leg(.limit, side: .buy, price: at(entrySteps))
    let legs: [Leg] =
      switch kind {
      case .oco: [target, stop]
      case .oto, .opo: [entry, stop]
      case .otoco, .opoco: [entry, target, stop]
      }
    return Ticket(kind: kind, instrument: instrument, quantity: quantity, legs: legs)
  }
}
