import Exact
import Orders
import Simulator
import Venues

/// What moves the paper markets by itself.
public enum PaperTape: Sendable {
  /// Nothing.
  case still
  /// A gentle seeded market.
  case walk
  /// A file's moves, each so long after the one before.
  case script([TapeScript.Line])
}

/// The tape as it stands: where prices are, and what comes next.
struct PaperTapeReader: Sendable {
  private let tape: PaperTape
  private var generator: SeededGenerator
  private var prices: [Instrument: Decimal] = [:]
  /// Which line of the file comes next.
  private var at = 0
  private(set) var next: Timestamp?

  /// All markets move together, so that the program wakes once, and the terminal is sent one frame.
  private static let pause: Int64 = 1_000
  /// A step is a few of these parts of the price the market began at.
  private static let fineness: Decimal = 20_000

  init(_ tape: PaperTape, seed: UInt64, now: Timestamp) {
    self.tape = tape
    generator = SeededGenerator(seed: seed)
    for (instrument, last) in StartingMarket.table { prices[instrument] = last }
    switch tape {
    case .still: break
    case .walk: next = now.later(Self.pause)
    case .script(let lines): next = lines.first.map { now.later($0.after) }
    }
  }

  /// The moves that are due; what was missed is not made up for by a walk.
  mutating func take(_ now: Timestamp) -> [TapeMove] {
    var moves: [TapeMove] = []
    while let due = next, due <= now {
      switch tape {
      case .still: next = nil
      case .walk:
        for (instrument, start) in StartingMarket.table {
          if let move = step(instrument, start) { moves.append(move) }
        }
        let isLate = now.milliseconds - due.milliseconds > Self.pause * 2
        next = (isLate ? now : due).later(Self.pause)
      case .script(let lines):
        moves.append(lines[at].move)
        at += 1
        next = at < lines.count ? due.later(lines[at].after) : nil
      }
    }
    return moves
  }

  /// From here on the walk goes on.
  mutating func trade(_ instrument: Instrument, at price: Decimal) -> TapeMove {
    prices[instrument] = price
    return .trade(instrument, at: price)
  }

  /// A trade after which the walk goes on from a tenth of the way back: near the price itself, the
  /// ticket that it filled would be illegal when it is sent again, or filled at once.
  mutating func visit(_ instrument: Instrument, at price: Decimal) -> TapeMove {
    let before = prices[instrument] ?? price
    let move = trade(instrument, at: price)
    if let way = try? price - before, let back = try? way.divided(by: 10, digits: 8, .nearest),
      let next = try? price - back
    {
      prices[instrument] = next
    }
    return move
  }

  private mutating func step(_ instrument: Instrument, _ start: Decimal) -> TapeMove? {
    guard let price = prices[instrument] else { return nil }
    // Small steps come more often than large ones, and one time in three there is none.
    let way = Int(generator.next() % 3) - Int(generator.next() % 3)
    guard way != 0, let unit = try? start.divided(by: Self.fineness, digits: 8, .nearest),
      let next = try? price + unit * Decimal(way), next.isPositive
    else { return nil }
    return trade(instrument, at: next)
  }
}

extension Timestamp {
  func later(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds + milliseconds)
  }
}
