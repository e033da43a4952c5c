import Exact
import Orders
import PaperExchange
import Venues

/// One venue's side of the paper exchange: its markets, its one account, a memory of every list.
///
/// A value, as the exchange is. It knows neither bytes nor sockets; the venue's `Serving` spells
/// its records in the venue's words. Numbers of orders, lists and fills count up from 1, so that
/// the same requests give the same ids on every run.
public struct Desk: Sendable {
  public let venue: any Venue
  /// By market; a fault may change them while the exchange runs.
  public internal(set) var instruments: [InstrumentRules]
  /// By market; the exchange's steps stay as they were made.
  public let specs: [MarketSpec]
  public internal(set) var exchange: PaperExchange
  /// The venue's clock.
  public internal(set) var now: Timestamp
  /// What happened since `takeNews`.
  public internal(set) var news: [News] = []
  /// Markets in which nothing is traded for now.
  public internal(set) var halted: Set<Int> = []
  /// The ways that were turned away from the venue's sheet, by switch.
  public internal(set) var turned: [(name: ContingencyRules.Switch, way: String)] = []
  /// Its clients are in the same process and cannot be gone: nothing beats, no token and no socket
  /// grows old, nothing is told by the second, and so nothing is due while nothing happens.
  public internal(set) var isCalm = false
  /// How many ended lists are remembered.
  public var memory = 20_000

  var orders = Shelf<PaperOrder>()
  var lists = Shelf<PaperList>()
  var numberOfOrder: [OrderID: Int64] = [:]
  var numberOfList: [ListID: Int64] = [:]
  /// Ended lists, the oldest first; the first `forgotten` are gone.
  var ended: [Int64] = []
  /// Live orders and lists by client id.
  var liveOrderIDs: [String: [Int64]] = [:]
  var liveListIDs: [String: [Int64]] = [:]
  /// By market.
  var open: [OpenCount]
  var lastFill: Int64 = 0

  /// How much is open in one market; kept so that no placement has to count.
  struct OpenCount: Hashable, Sendable {
    var lists = 0
    var orders = 0
    /// Those that still wait for their trigger.
    var algos = 0
  }

  /// A desk with the venue's paper instruments, at the prices the paper markets start from.
  public init(
    _ venue: any Venue, commission: MarketSpec.Commission, now: Timestamp,
    balances: [(asset: String, amount: Decimal)] = Desk.startingBalances,
    start: (Instrument) -> Decimal? = StartingMarket.last
  ) {
    self.venue = venue
    self.now = now
    var instruments: [InstrumentRules] = []
    var specs: [MarketSpec] = []
    for rules in venue.instruments {
      guard let spec = try? MarketSpec(rules, commission: commission) else { continue }
      instruments.append(rules)
      specs.append(spec)
    }
    self.instruments = instruments
    self.specs = specs
    open = Array(repeating: OpenCount(), count: specs.count)
    exchange = PaperExchange(specs)
    for (asset, amount) in balances { _ = exchange.deposit(amount, of: asset) }
    _ = exchange.apply(.time(now.milliseconds))
    for (market, spec) in specs.enumerated() {
      guard let last = start(spec.instrument).map(spec.nearestTicks), last > 1 else { continue }
      _ = exchange.apply(.quote(last - 1, last + 1), to: market)
      _ = exchange.apply(.trade(last), to: market)
      _ = exchange.apply(.mark(last), to: market)
      _ = exchange.apply(.index(last), to: market)
    }
  }

  /// What the paper account owns at the start.
  public static let startingBalances: [(asset: String, amount: Decimal)] = [
    ("BTC", 100), ("ETH", 1_000), ("SOL", 10_000), ("USDT", 1_000_000), ("USD", 1_000_000),
  ]

  /// What happened since this was last asked.
  public mutating func takeNews() -> [News] {
    let taken = news
    news.removeAll()
    return taken
  }

  /// The market an instrument is traded in.
  public func market(of instrument: Instrument) -> Int? {
    specs.firstIndex { $0.instrument == instrument }
  }

  /// The market of the venue's own symbol.
  public func market(spelled symbol: String) -> Int? {
    instruments.firstIndex { $0.symbol == symbol }
  }

  /// It is now that late: what expires by time does.
  public mutating func pass(to time: Timestamp) {
    guard time > now else { return }
    now = time
    apply(.time(time.milliseconds), to: 0)
  }

  /// The tape moves in one market.
  public mutating func apply(_ event: TapeEvent, to market: Int) {
    var events: [Event] = []
    exchange.apply(event, to: market, into: &events)
    switch event {
    case .time, .sessionEnd: break
    default: news.append(.market(market, event))
    }
    note(events)
  }
}

extension MarketSpec {
  /// The tick nearest to a price from below; 0 for what no market has.
  public func nearestTicks(_ price: Decimal) -> Int64 {
    (try? price.divided(by: tick, digits: 0, .down)).flatMap(\.int64) ?? 0
  }
}
