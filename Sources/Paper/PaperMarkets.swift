import Client
import Exact
import Journal
import Orders
import Simulator
import Venues

/// The five paper venues with a client of theirs, and the tape that moves them: the whole paper
/// world in one value.
///
/// It is told the time, never asks for it, and answers everything before the call returns. Nothing
/// in it counts on a clock that nobody sets, for nobody in the same process can be gone.
public struct PaperMarkets: Sendable {
  private var paper: PaperClient
  private var tape: PaperTapeReader
  public private(set) var now: Timestamp

  public init(
    seed: UInt64, tape: PaperTape = .walk, journal: any JournalKeeping = MemoryJournal(),
    now: Timestamp
  ) throws(JournalFailure) {
    paper = try PaperClient(
      .calm(now: now), journal: FreshJournal(journal), chance: .seeded(seed),
      now: Moment(still: now))
    self.tape = PaperTapeReader(tape, seed: seed, now: now)
    self.now = now
  }

  /// When `pass` has something to do; nil while nothing will happen by itself.
  public var nextDuty: Timestamp? {
    [tape.next, paper.nextDuty.map(Timestamp.init(milliseconds:))].compactMap { $0 }.min()
  }

  /// What every venue's markets start from, as it tells them once it is connected to.
  public static var start: [ClientNews] {
    VenueCatalogue.all.flatMap { venue in
      venue.instruments.compactMap { rules in
        guard let last = StartingMarket.last(of: rules.instrument), let tick = rules.tick else {
          return nil
        }
        let market = Market(last: last, bid: try? last - tick, ask: try? last + tick)
        return ClientNews.market(venue.id, rules.instrument, market)
      }
    }
  }

  /// Connects to every venue.
  public mutating func begin() -> [ClientNews] {
    paper.begin(Moment(still: now))
    return paper.takeNews()
  }

  public mutating func perform(_ command: ClientCommand) -> [ClientNews] {
    paper.perform(command, Moment(still: now))
    return paper.takeNews()
  }

  /// Lets time pass: the tape moves, and what expires does.
  public mutating func pass(_ now: Timestamp) -> [ClientNews] {
    guard now >= self.now else { return [] }
    self.now = now
    for move in tape.take(now) { paper.apply(move, Moment(still: now)) }
    paper.pass(Moment(still: now))
    return paper.takeNews()
  }

  /// Somebody trades in the market of an instrument, at every venue that has it; the tape goes on
  /// from near there.
  public mutating func trade(_ instrument: Instrument, at price: Decimal) -> [ClientNews] {
    paper.apply(tape.visit(instrument, at: price), Moment(still: now))
    return paper.takeNews()
  }

  /// Moves a market at every venue that has it; nil where none has.
  public mutating func move(_ move: TapeMove) -> [ClientNews]? {
    if let instrument = move.instrument, let last = move.trades.last {
      _ = tape.trade(instrument, at: last.price)
    }
    return paper.apply(move, Moment(still: now)).isEmpty ? nil : paper.takeNews()
  }

  /// Writes down what waits to be; for the end of the program.
  public mutating func finish() { paper.finish(Moment(still: now)) }
}

extension Moment {
  /// A moment of a world that has one clock, which is never set back.
  fileprivate init(still now: Timestamp) { self.init(wall: now, uptime: now.milliseconds) }
}
