import Exact
import Orders

/// What a price field knows of the market and of the rest of its ticket.
struct AmountScale: Hashable, Sendable {
  var market = Market()
  var tick: Decimal?
  /// What exits are measured from.
  var entry: Decimal?
  /// Where the protecting leg fires.
  var stop: Decimal?
  /// What a distance alone is measured from: the entry for an exit, else the last price.
  var reference: Decimal?
  /// Whether gain lies above: it does for a leg that sells what was bought.
  var gainsAbove = true
}

/// What a typed amount comes to.
struct AmountValue: Hashable, Sendable {
  /// The number that goes into the ticket.
  let value: Decimal
  /// What the arithmetic gave, where it was rounded to the tick.
  let exact: Decimal?
  /// It is the number that was typed.
  let isTyped: Bool
}

extension Amount {
  /// What the amount comes to; a computed one is rounded to the nearest tick.
  func value(_ scale: AmountScale) throws(AmountFlaw) -> AmountValue {
    if case .number(let number) = self {
      return AmountValue(value: number, exact: nil, isTyped: true)
    }
    let worked: Price
    do throws(Overflow) {
      worked = try price(scale)
    } catch {
      throw AmountFlaw("is too large")
    }
    let exact = try worked.get()
    guard exact.isPositive else { throw AmountFlaw("comes to \(exact), which is no price") }
    guard let tick = scale.tick, tick.isPositive, !exact.isMultiple(of: tick),
      let rounded = try? exact.rounded(to: tick, .nearest)
    else { return AmountValue(value: exact, exact: nil, isTyped: false) }
    guard rounded.isPositive else { throw AmountFlaw("comes to less than a tick") }
    return AmountValue(value: rounded, exact: exact, isTyped: false)
  }

  private typealias Price = Result<Decimal, AmountFlaw>

  private func price(_ scale: AmountScale) throws(Overflow) -> Price {
    switch self {
    case .number(let number): return .success(number)
    case .name(let name):
      if let price = scale.price(name) { return .success(price) }
      return .failure(AmountFlaw("needs \(name.meaning), which is not known"))
    case .distance(let amount, let unit): return try alone(amount, unit, scale)
    case .sum(let left, .distance(let amount, let unit), let isMinus):
      return try moved(left, by: amount, unit, isMinus: isMinus, scale)
    case .sum(let left, let right, let isMinus):
      return try combined(left, right, scale) { (a, b) throws(Overflow) in
        isMinus ? try a - b : try a + b
      }
    case .product(let left, let right):
      return try combined(left, right, scale) { (a, b) throws(Overflow) in try a * b }
    case .quotient(let left, let right):
      switch (try left.price(scale), try right.price(scale)) {
      case (.success(let a), .success(let b)):
        let quotient = try a.divided(by: b, digits: 10, .nearest)
        return quotient.map(Price.success) ?? .failure(AmountFlaw("divides by zero"))
      case (.failure(let flaw), _), (_, .failure(let flaw)): return .failure(flaw)
      }
    }
  }

  private func combined(
    _ left: Amount, _ right: Amount, _ scale: AmountScale,
    _ combine: (Decimal, Decimal) throws(Overflow) -> Decimal
  ) throws(Overflow) -> Price {
    switch (try left.price(scale), try right.price(scale)) {
    case (.success(let a), .success(let b)): return .success(try combine(a, b))
    case (.failure(let flaw), _), (_, .failure(let flaw)): return .failure(flaw)
    }
  }

  /// A distance without a sign: only a multiple of the risk knows its own direction.
  private func alone(
    _ amount: Decimal, _ unit: Unit, _ scale: AmountScale
  ) throws(Overflow) -> Price {
    guard unit == .risk else {
      let text = "\(amount)\(unit.rawValue)"
      return .failure(AmountFlaw("is a distance: write +\(text) or -\(text), or last+\(text)"))
    }
    guard let entry = scale.entry ?? scale.reference else {
      return .failure(AmountFlaw("needs an entry or a last price"))
    }
    switch try step(amount, .risk, from: entry, scale) {
    case .success(let step):
      return .success(scale.gainsAbove ? try entry + step : try entry - step)
    case .failure(let flaw): return .failure(flaw)
    }
  }

  private func moved(
    _ left: Amount, by amount: Decimal, _ unit: Unit, isMinus: Bool, _ scale: AmountScale
  ) throws(Overflow) -> Price {
    let base: Price
    if case .number(let number) = left, number.isZero {
      base = scale.reference.map(Price.success) ?? .failure(AmountFlaw("needs a last price"))
    } else {
      base = try left.price(scale)
    }
    guard case .success(let start) = base else { return base }
    switch try step(amount, unit, from: start, scale) {
    case .success(let step): return .success(isMinus ? try start - step : try start + step)
    case .failure(let flaw): return .failure(flaw)
    }
  }

  private func step(
    _ amount: Decimal, _ unit: Unit, from start: Decimal, _ scale: AmountScale
  ) throws(Overflow) -> Price {
    switch unit {
    case .percent:
      let part = try (try start * amount).divided(by: 100, digits: 12, .nearest)
      return .success(part ?? .zero)
    case .ticks:
      guard let tick = scale.tick else { return .failure(AmountFlaw("needs the tick")) }
      return .success(try tick * amount)
    case .risk:
      guard let stop = scale.stop, let entry = scale.entry ?? scale.reference else {
        return .failure(AmountFlaw("needs a stop to measure the risk by"))
      }
      let distance = try entry - stop
      return .success(try (distance.isNegative ? try .zero - distance : distance) * amount)
    }
  }
}

extension AmountScale {
  fileprivate func price(_ name: Amount.Name) -> Decimal? {
    switch name {
    case .last: market.last
    case .bid: market.bid
    case .ask: market.ask
    case .mark: market.mark
    case .entry: entry ?? reference
    case .stop: stop
    }
  }
}

extension Amount.Name {
  fileprivate var meaning: String {
    switch self {
    case .last: "the last price"
    case .bid: "the bid"
    case .ask: "the ask"
    case .mark: "the mark price"
    case .entry: "an entry"
    case .stop: "a stop"
    }
  }
}
