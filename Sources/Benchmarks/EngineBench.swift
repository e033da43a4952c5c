import Exact
import Orders
import PaperExchange

/// The paper exchange on the workloads that other engines were measured on: N lists at 30000.00 in
/// an instrument of tick 0.01 and quantity 0.010, then ticks of bid and ask = bid + 0.01.
///
/// `rest`: OCO sells far away, nothing triggers. `sweep`: every tick fills one list's limit leg
/// and removes its stop. `drop`: every tick fires one stop and removes its limit. `bracket`:
/// every tick fills one entry and wakes its two exits. Our stops watch the last price, so a tick
/// is a quote and, but for `sweep`, a trade too; the other engines' are quotes alone. Beyond
/// 250,000 lists the falling prices start again from the top, because there are no negative
/// ones; and beyond 20,000 brackets the fall of 2,000.00 reaches the stops of the first.
struct EngineBench {
  let count: Int

  private static let levels: Int64 = 250_000

  private enum Work: String, CaseIterable { case rest, sweep, drop, bracket }

  func run() throws {
    print("paper exchange, \(count) lists, one core")
    for work in Work.allCases { try run(work) }
  }

  private func run(_ work: Work) throws {
    var exchange = try Self.exchange()
    let rules = ContingencyRules.sheet(of: VenueID("binance"), work == .bracket ? .otoco : .oco)?
      .rules
    guard let rules else { return }
    var events: [Event] = []
    events.reserveCapacity(1_000)
    exchange.apply(.quote(3_000_000, 3_000_001), into: &events)
    exchange.apply(.trade(3_000_000), into: &events)
    let placing = Stopwatch.now()
    for number in 0..<count {
      events.removeAll(keepingCapacity: true)
      exchange.place(Self.list(work, Int64(number), rules), into: &events)
    }
    let start = Stopwatch.now()
    let (ticks, told) = tick(&exchange, work)
    let nanoseconds = Stopwatch.now() - start
    let open = exchange.listIDs.count { exchange.list($0)?.status == .open }
    print(
      "  \(work.rawValue): placed in \((start - placing) / Int64(count)) ns a list; "
        + "\(nanoseconds / Int64(ticks)) ns a tick over \(ticks) ticks; \(told) contingent events, "
        + "\(told == 0 ? 0 : Int64(told) * 1_000_000_000 / nanoseconds) a second; \(open) open"
    )
  }

  private static func exchange() throws -> PaperExchange {
    var rules = InstrumentRules(
      instrument: .spot(base: "BTC", quote: "USDT"), symbol: "BTCUSDT")
    rules.tick = try Decimal(parsing: "0.01")
    rules.lot = try Decimal(parsing: "0.001")
    var exchange = PaperExchange([try MarketSpec(rules)])
    _ = exchange.deposit(1_000_000, of: "BTC")
    _ = exchange.deposit(9_000_000_000_000, of: "USDT")
    return exchange
  }

  /// Prices in ticks of 0.01; ten lots of 0.001.
  private static func list(_ work: Work, _ number: Int64, _ rules: ContingencyRules) -> NewList {
    let below = number % Self.levels * 10
    func pair(_ side: Side, _ limit: Int64, _ stop: Int64) -> [NewOrder] {
      [
        NewOrder(.limit, side, quantity: 10, price: limit),
        NewOrder(.stop, side, quantity: 10, trigger: stop),
      ]
    }
    switch work {
    case .rest:
      return NewList(
        .oco, orders: pair(.sell, 3_100_000 + 10 * number, 2_900_000 - below), rules: rules)
    case .sweep:
      return NewList(
        .oco, orders: pair(.sell, 3_000_010 + 10 * number, 2_500_000 - 10 * (number % 1_000)),
        rules: rules)
    case .drop:
      return NewList(
        .oco, orders: pair(.sell, 4_000_000 + 10 * number, 2_999_990 - below), rules: rules)
    case .bracket:
      let entry = NewOrder(.limit, .buy, quantity: 10, price: 2_999_990 - below)
      return NewList(
        .otoco,
        orders: [entry] + pair(.sell, 2_999_990 - below + 200_000, max(1, 2_799_990 - below)),
        rules: rules)
    }
  }

  /// How many ticks there were, and how many events of legs that filled, left or woke.
  private func tick(_ exchange: inout PaperExchange, _ work: Work) -> (ticks: Int, told: Int) {
    var events: [Event] = []
    let ticks = work == .rest ? 2_000_000 : work == .sweep ? count : min(count, Int(Self.levels))
    var told = 0
    for number in 0..<ticks {
      events.removeAll(keepingCapacity: true)
      let step = Int64(number)
      switch work {
      case .rest:
        let turn = step % 400
        let bid = 3_000_000 + (turn < 200 ? turn : 400 - turn)
        exchange.apply(.quote(bid, bid + 1), into: &events)
        exchange.apply(.trade(bid), into: &events)
      case .sweep:
        let bid = 3_000_000 + 10 * (step + 1)
        exchange.apply(.quote(bid, bid + 1), into: &events)
      case .drop:
        let bid = 3_000_000 - 10 * (step + 1)
        exchange.apply(.quote(bid, bid + 1), into: &events)
        exchange.apply(.trade(bid), into: &events)
      case .bracket:
        let ask = 3_000_000 - 10 * (step + 1)
        exchange.apply(.quote(ask - 1, ask), into: &events)
        exchange.apply(.trade(ask), into: &events)
      }
      for event in events where Self.isContingent(event) { told += 1 }
    }
    return (ticks, told)
  }

  private static func isContingent(_ event: Event) -> Bool {
    switch event.what {
    case .filled, .canceled, .expired, .rejected, .armed: true
    default: false
    }
  }
}
