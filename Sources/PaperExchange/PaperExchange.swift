import Exact
import Orders

/// An exchange in memory: it matches, triggers, arms, cancels and refuses as its tables say.
///
/// **A value.** Copying it is a snapshot, and assigning the copy back is travel in time. Everything
/// lies in a few arrays that are shared until somebody writes, so a copy costs a few pointers, and
/// the first write to each array after it costs one copy of that array.
///
/// **Deterministic.** It has no clock, no randomness, no input and no output. Prices are whole
/// ticks, quantities whole lots, money whole atoms. The same calls in the same order give the
/// same events. Every call is a step; every event carries its step and a number of its own.
///
/// **One order of things.** A trade sets the last price, moves the quote when it lies outside of
/// it, fills resting sells, then resting buys (best price first, then first come), then fires the
/// watches on the last price (falling ones, rising ones, then trails). A fill's consequences
/// happen before the next fill: siblings leave, exits wake, and what wakes trades at once if it
/// can. What came in during an event is not filled by the same event's print; it may only take
/// from the quote.
///
/// **Liquidity.** There is nobody but us and the tape. A resting limit order fills at its own
/// price, up to the trade's size over all orders it reaches, when a trade comes to its price or
/// through it: ours stand first in the queue at a price, and among ours the first come is served
/// first. A quote that crosses a resting order fills it in the same way, up to the quote's depth.
/// An order that takes does so at the other side of the quote up to its depth, or at the last
/// price while no quote was ever given, there without bound, except that a limit order woken by a
/// trade with a size takes no more than what is left of that trade.
///
/// **Contingency is a table.** `ContingencyRules` answers every question of how the legs of a list
/// depend on one another and comes with each list; `ContingencySheet` has what venues say.
///
/// **What a tick costs.** Whatever waits for a price stands in a heap with the nearest on top, one
/// heap for each side of the book and for each source and direction of a trigger; trailing stops
/// stand in stacks by the best price they saw (`TrailStack`). A tick in which nothing happens looks
/// at a few tops, however many lists rest; an event costs O(log n).
public struct PaperExchange: Hashable, Sendable {
  public let specs: [MarketSpec]
  public internal(set) var ledger: Ledger
  /// The step of the last call.
  public internal(set) var step: Int64 = 0
  /// The time of the tape in milliseconds.
  public internal(set) var now: Int64 = 0

  var markets: [MarketState]
  var lists: [ListRecord] = []
  var orders: [OrderRecord] = []
  /// Of each order: its place in the heap it stands in, and in a heap of those that expire.
  var places: [Int32] = []
  var timePlaces: [Int32] = []
  var nodes = TrailNodes()
  /// Orders by when they expire, and orders that end with the session.
  var timed = PriceHeap()
  var daily = PriceHeap()
  var tables: [ContingencyRules] = []
  /// Places of forgotten lists, and of their orders by how many stand together.
  var freeLists: [Int32] = []
  var freeOrders: [[Int32]] = [[], [], [], []]
  var outbox: [Event] = []
  var lastEvent: Int64 = 0
  var lastSequence: Int64 = 0

  /// An exchange with these markets, empty-handed.
  public init(_ specs: [MarketSpec]) {
    self.specs = specs
    var assets: [Ledger.Asset] = []
    for spec in specs {
      for (name, digits) in Self.assets(of: spec) {
        if let at = assets.firstIndex(where: { $0.name == name }) {
          assets[at] = Ledger.Asset(name: name, scale: max(assets[at].scale, digits))
        } else {
          assets.append(Ledger.Asset(name: name, scale: max(8, digits)))
        }
      }
    }
    markets = specs.map { MarketState(unit: Self.unit(of: $0, assets)) }
    ledger = Ledger(assets: assets, markets: specs.count)
  }

  private static func assets(of spec: MarketSpec) -> [(String, Int)] {
    let fine = max(spec.tick.scale + spec.lot.scale, spec.minimumNotional?.scale ?? 0)
    switch spec.instrument {
    case .spot(let base, let quote): return [(base, spec.lot.scale), (quote, fine)]
    case .future: return [(spec.settlement, fine + spec.valuePerPoint.scale)]
    }
  }

  private static func unit(of spec: MarketSpec, _ assets: [Ledger.Asset]) -> MarketUnit {
    let (baseName, quoteName) =
      switch spec.instrument {
      case .spot(let base, let quote): (base, quote)
      case .future: (spec.settlement, spec.settlement)
      }
    let base = assets.firstIndex { $0.name == baseName } ?? 0
    let quote = assets.firstIndex { $0.name == quoteName } ?? 0
    let worth = (try? spec.tick * spec.lot).flatMap {
      spec.instrument.isSpot ? $0 : try? $0 * spec.valuePerPoint
    }
    return MarketUnit(
      isFuture: !spec.instrument.isSpot, base: base, quote: quote,
      lot: Ledger.atoms(spec.lot, scale: assets[base].scale) ?? 1,
      tickLot: worth.flatMap { Ledger.atoms($0, scale: assets[quote].scale) } ?? 1,
      minimumNotional: spec.minimumNotional.flatMap {
        Ledger.atoms($0, scale: assets[quote].scale)
      } ?? 0,
      minimumQuantity: spec.minimumQuantity, maximumQuantity: spec.maximumQuantity,
      commission: spec.commission)
  }

  /// Gives the account money; false when the ledger cannot hold that.
  public mutating func deposit(_ amount: Decimal, of asset: String) -> Bool {
    ledger.deposit(amount, of: asset)
  }
}
