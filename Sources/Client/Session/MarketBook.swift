import Orders

/// Prices as they were last told, and which of them nobody has been told of yet.
struct MarketBook: Sendable {
  private(set) var markets: [Instrument: Market] = [:]
  private(set) var changed: [Instrument] = []
  /// The instruments that the socket tells of.
  var subscribed: Set<Instrument> = []
  /// Prices are told no sooner than this.
  var notBefore: Int64 = 0
  /// When there is something to tell; nil while there is not.
  var due: Int64? { changed.isEmpty ? nil : notBefore }
  /// A socket of prices that broke is opened again then.
  var reopenAt: Int64?
  /// Contracts that a venue calls by number.
  private var contracts: [String: Instrument] = [:]

  init() {}

  mutating func learn(contract: String, _ instrument: Instrument) {
    contracts[contract] = instrument
  }

  func instrument(ofContract contract: String) -> Instrument? { contracts[contract] }

  func symbol(ofContract contract: String) -> String? { contracts[contract]?.description }

  /// Takes the parts that are told; false where nothing changed.
  mutating func take(_ instrument: Instrument, _ told: Market) -> Bool {
    let before = markets[instrument] ?? Market()
    let after = Market(
      last: told.last ?? before.last, bid: told.bid ?? before.bid, ask: told.ask ?? before.ask,
      mark: told.mark ?? before.mark, index: told.index ?? before.index)
    guard after != before else { return false }
    markets[instrument] = after
    if !changed.contains(instrument) { changed.append(instrument) }
    return true
  }

  mutating func takeChanged() -> [Instrument] {
    defer { changed.removeAll(keepingCapacity: true) }
    return changed
  }

  mutating func forgetSubscriptions() { subscribed.removeAll() }
}
