/// What is traded, in our own spelling; every venue spells it its own way.
public enum Instrument: Hashable, Sendable, CustomStringConvertible {
  /// `BTC/USDT`
  case spot(base: String, quote: String)
  /// `ESZ6`: product, month letter, last digit of the year.
  case future(product: String, month: String, year: String)

  public static let monthLetters = "FGHJKMNQUVXZ"

  /// Reads `BTC/USDT` or `ESZ6`; nil for anything else, such as `BTCUSDT` (which pair is that?).
  public init?(_ text: String) {
    guard text.utf8.count <= 40, !text.isEmpty else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 2 where parts.allSatisfy(Self.isAsset):
      self = .spot(base: parts[0], quote: parts[1])
    case 1:
      guard let future = Self.future(text) else { return nil }
      self = future
    default:
      return nil
    }
  }

  private static func future(_ text: String) -> Instrument? {
    let year = text.reversed().prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropLast(year.count)
    guard (1...2).contains(year.count), let month = rest.last, monthLetters.contains(month)
    else { return nil }
    let product = String(rest.dropLast())
    guard isAsset(product), product.utf8.count <= 8 else { return nil }
    return .future(product: product, month: String(month), year: String(year.reversed()))
  }

  /// Upper-case letters, digits and (for the few venues that list such coins) other letters.
  private static func isAsset(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.allSatisfy { scalar in
        if scalar.isASCII {
          return (65...90).contains(scalar.value) || (48...57).contains(scalar.value)
        }
        return scalar.isVisible
          && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      }
  }

  public var description: String {
    switch self {
    case .spot(let base, let quote): base + "/" + quote
    case .future(let product, let month, let year): product + month + year
    }
  }

  public var isSpot: Bool {
    if case .spot = self { true } else { false }
  }

  public var base: String? {
    if case .spot(let base, _) = self { base } else { nil }
  }

  public var quote: String? {
    if case .spot(_, let quote) = self { quote } else { nil }
  }
}
