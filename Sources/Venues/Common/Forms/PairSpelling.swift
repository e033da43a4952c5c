import Orders

/// How venues write a pair whose base and quote stand around one character.
struct PairSpelling: Sendable {
  private let separator: Character

  init(_ separator: Character) { self.separator = separator }

  func symbol(of instrument: Instrument) -> String? {
    guard case .spot(let base, let quote) = instrument else { return nil }
    return base + String(separator) + quote
  }

  func instrument(spelled symbol: String) -> Instrument? {
    let parts = symbol.split(separator: separator, omittingEmptySubsequences: false)
    return parts.count == 2 ? Instrument("\(parts[0])/\(parts[1])") : nil
  }
}
