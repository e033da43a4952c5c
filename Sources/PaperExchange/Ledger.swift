import Exact
import Orders

/// Who owns what, in atoms: whole numbers of the smallest part an asset has here.
///
/// Nothing is made or lost: what comes in from trades, `world` gave; what commission takes,
/// `fees` has. In every asset `available + locked + fees + world - paid = deposited`, where
/// `paid` is what the open positions settled in it have cost. Only what futures are settled in
/// can fall below zero.
public struct Ledger: Hashable, Sendable {
  /// One asset's accounts.
  public struct Asset: Hashable, Sendable {
    public let name: String
    /// Digits after the point of one atom.
    public let scale: Int
    public internal(set) var available: Int128 = 0
    public internal(set) var locked: Int128 = 0
    public internal(set) var fees: Int128 = 0
    public internal(set) var world: Int128 = 0
    public internal(set) var deposited: Int128 = 0
    var isTouched = false

    init(name: String, scale: Int) {
      self.name = name
      self.scale = scale
    }
  }

  /// A future's holding: signed lots, and what was paid for them.
  public struct Holding: Hashable, Sendable {
    public internal(set) var lots: Int64 = 0
    public internal(set) var paid: Int128 = 0
    var isTouched = false
  }

  public internal(set) var assets: [Asset]
  /// One for each market; a spot market's stays empty.
  public internal(set) var holdings: [Holding]
  var touched: [Int] = []
  var touchedHoldings: [Int] = []

  init(assets: [Asset], markets: Int) {
    self.assets = assets
    holdings = Array(repeating: Holding(), count: markets)
  }

  /// The place of an asset; nil for one that no market has.
  public func index(of name: String) -> Int? { assets.firstIndex { $0.name == name } }

  /// An amount of an asset as a decimal.
  public func decimal(_ atoms: Int128, of asset: Int) -> Decimal? {
    assets.indices.contains(asset) ? Decimal(mantissa: atoms, scale: assets[asset].scale) : nil
  }

  /// An asset's balance in decimals.
  public func balance(of name: String) -> Balance? {
    guard let at = index(of: name), let free = decimal(assets[at].available, of: at),
      let locked = decimal(assets[at].locked, of: at)
    else { return nil }
    return Balance(asset: name, free: free, locked: locked)
  }

  /// Puts money in; false, and nothing done, for an asset no market has or an amount that is
  /// negative, finer than an atom or absurdly large.
  public mutating func deposit(_ amount: Decimal, of name: String) -> Bool {
    guard let at = index(of: name), !amount.isNegative, amount.scale <= assets[at].scale,
      let aligned = Self.atoms(amount, scale: assets[at].scale), aligned <= Self.bound
    else { return false }
    assets[at].available += aligned
    assets[at].deposited += aligned
    return true
  }

  /// Amounts beyond this are refused at the rim, so that sums of millions of them fit.
  static let bound: Int128 = 1_000_000_000_000_000_000_000_000_000_000

  /// An amount in units of the last of `scale` digits; nil when finer or too large.
  static func atoms(_ amount: Decimal, scale: Int) -> Int128? {
    guard amount.scale <= scale else { return nil }
    var atoms = amount.mantissa
    for _ in amount.scale..<scale {
      let (product, overflow) = atoms.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      atoms = product
    }
    return atoms
  }

  @inline(__always)
  mutating func touch(_ asset: Int) {
    if assets[asset].isTouched { return }
    assets[asset].isTouched = true
    touched.append(asset)
  }

  mutating func lock(_ amount: Int128, of asset: Int) {
    if amount == 0 { return }
    assets[asset].available -= amount
    assets[asset].locked += amount
    touch(asset)
  }

  mutating func pay(_ amount: Int128, of asset: Int) {
    assets[asset].available -= amount
    assets[asset].world += amount
    touch(asset)
  }

  mutating func receive(_ amount: Int128, of asset: Int) {
    assets[asset].available += amount
    assets[asset].world -= amount
    touch(asset)
  }

  mutating func charge(_ fee: Int128, of asset: Int) {
    if fee == 0 { return }
    assets[asset].available -= fee
    assets[asset].fees += fee
    touch(asset)
  }

  /// A trade in a future: what closes is settled, at its share of what was paid.
  mutating func settle(_ market: Int, lots: Int64, notional: Int128, cash: Int) {
    let signed = lots > 0 ? notional : -notional
    var holding = holdings[market]
    var opening = signed
    if holding.lots != 0, (holding.lots > 0) != (lots > 0) {
      let closing = min(holding.lots.magnitude, lots.magnitude)
      let share = Self.share(of: holding.paid, closing, holding.lots.magnitude)
      let price = Self.share(of: signed, closing, lots.magnitude)
      assets[cash].available -= share + price
      holding.paid -= share
      opening -= price
    }
    holding.paid += opening
    holding.lots += lots
    assets[cash].world += signed
    touch(cash)
    if !holding.isTouched {
      holding.isTouched = true
      touchedHoldings.append(market)
    }
    holdings[market] = holding
  }

  /// `amount × part / whole` toward zero, without a product that could overflow.
  private static func share(of amount: Int128, _ part: UInt64, _ whole: UInt64) -> Int128 {
    let (quotient, remainder) = amount.quotientAndRemainder(dividingBy: Int128(whole))
    return quotient * Int128(part) + remainder * Int128(part) / Int128(whole)
  }
}
