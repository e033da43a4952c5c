import Exact
import Orders

/// What somebody typed into a quantity field.
///
/// `0.01`, `2k`, `0.1*3`; or from money: `risk 100` (lose at most that much at the stop),
/// `300 usdt` (worth that much), `25%` (of what the account can pay).
enum SizeText: Hashable, Sendable {
  case amount(Amount)
  case risk(Decimal)
  case worth(Decimal)
  case share(Decimal)

  init(_ text: String, quote: String?) throws(AmountFlaw) {
    let words = text.lowercased().split(separator: " ")
    if words.count == 2, words[0] == "risk" || words[1] == "risk" {
      self = .risk(try SizeText.money(String(words[0] == "risk" ? words[1] : words[0])))
      return
    }
    let joined = words.joined()
    if let quote = quote?.lowercased(), joined.hasSuffix(quote), joined.count > quote.count {
      self = .worth(try SizeText.money(String(joined.dropLast(quote.count))))
      return
    }
    switch try Amount(text) {
    case .distance(let share, .percent):
      guard share.isPositive, share <= 100 else {
        throw AmountFlaw("is not between 0 and 100 percent")
      }
      self = .share(share)
    case let amount:
      guard amount.isPlain else {
        throw AmountFlaw("is a size: prices and distances have no place in it")
      }
      self = .amount(amount)
    }
  }

  private static func money(_ text: String) throws(AmountFlaw) -> Decimal {
    guard case .number(let money) = try Amount(text), money.isPositive else {
      throw AmountFlaw("'\(text)' is no amount of money")
    }
    return money
  }
}

/// What a quantity field knows.
struct SizeScale: Hashable, Sendable {
  var lot: Decimal?
  /// What one unit costs, as the ticket stands.
  var price: Decimal?
  /// What one unit loses between entry and stop.
  var riskPerUnit: Decimal?
  /// False for a contract of which nobody told what its points are worth.
  var isWorthKnown = true
  /// The most that the account can buy or sell.
  var most: Decimal?
}

extension SizeText {
  /// The quantity; what was computed is rounded down to the lot, so that it never risks more.
  func value(_ scale: SizeScale) throws(AmountFlaw) -> AmountValue {
    switch self {
    case .amount(.number(let number)):
      return AmountValue(value: number, exact: nil, isTyped: true)
    case .amount(let amount):
      let value = try amount.value(AmountScale())
      return try rounded(value.value, scale)
    case .risk(let money):
      guard let risk = scale.riskPerUnit, risk.isPositive else {
        throw AmountFlaw(
          scale.isWorthKnown
            ? "needs an entry and a stop at a price to measure the risk by"
            : "needs to know what a point of the contract is worth")
      }
      return try divided(money, by: risk, scale)
    case .worth(let money):
      guard let price = scale.price, price.isPositive else { throw AmountFlaw("needs a price") }
      return try divided(money, by: price, scale)
    case .share(let percent):
      guard let most = scale.most else { throw AmountFlaw("needs the account's balance") }
      guard let part = try? (most * percent).divided(by: 100, digits: 16, .down) else {
        throw AmountFlaw("is too large")
      }
      return try rounded(part, scale)
    }
  }

  private func divided(
    _ money: Decimal, by unit: Decimal, _ scale: SizeScale
  ) throws(AmountFlaw) -> AmountValue {
    guard let size = try? money.divided(by: unit, digits: 16, .down) else {
      throw AmountFlaw("is too large")
    }
    return try rounded(size, scale)
  }

  private func rounded(_ size: Decimal, _ scale: SizeScale) throws(AmountFlaw) -> AmountValue {
    guard let lot = scale.lot, lot.isPositive, !size.isMultiple(of: lot) else {
      guard size.isPositive else { throw AmountFlaw("comes to \(size)") }
      return AmountValue(value: size, exact: nil, isTyped: false)
    }
    guard let whole = try? size.rounded(to: lot, .down), whole.isPositive else {
      throw AmountFlaw("comes to \(size), less than a lot of \(lot)")
    }
    return AmountValue(value: whole, exact: size, isTyped: false)
  }
}
