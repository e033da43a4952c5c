import Exact
import Orders
import Venues

/// What moves the markets by itself.
public enum Tape: Sendable {
  /// Nothing.
  case still
  case walk(TapeWalk)
  case script(TapeScript)

  /// When it moves next, on the clock that nobody sets; nil when it never does.
  var nextDuty: Int64? {
    switch self {
    case .still: nil
    case .walk(let walk): walk.next
    case .script(let script): script.next
    }
  }

  /// The moves that are due.
  mutating func takeMoves(_ uptime: Int64) -> [TapeMove] {
    switch self {
    case .still: return []
    case .walk(var walk):
      let moves = walk.takeMoves(uptime)
      self = .walk(walk)
      return moves
    case .script(var script):
      let moves = script.takeMoves(uptime)
      self = .script(script)
      return moves
    }
  }
}

/// Moves that come one after the other.
public struct TapeScript: Sendable {
  /// A move, and how many milliseconds it comes after the one before.
  public struct Line: Hashable, Sendable {
    public var after: Int64
    public var move: TapeMove

    public init(after: Int64, move: TapeMove) {
      self.after = after
      self.move = move
    }
  }

  private let lines: [Line]
  private var at = 0
  private(set) var next: Int64?

  public init(_ lines: [Line], start uptime: Int64) {
    self.lines = lines
    next = lines.first.map { uptime + $0.after }
  }

  mutating func takeMoves(_ uptime: Int64) -> [TapeMove] {
    var moves: [TapeMove] = []
    while let due = next, due <= uptime {
      moves.append(lines[at].move)
      at += 1
      next = at < lines.count ? due + lines[at].after : nil
    }
    return moves
  }
}

/// A gentle market: every second one small step, the same ones for the same seed.
public struct TapeWalk: Sendable {
  private var state: UInt64
  private var prices: [(instrument: Instrument, start: Decimal, steps: Int)]
  private(set) var next: Int64

  private static let pause: Int64 = 1000
  /// A step is so small a part of the price the market began at, and at most so many lead away.
  private static let fineness: Decimal = 20_000
  private static let reach = 400

  public init(seed: UInt64, start uptime: Int64) {
    state = seed
    prices = StartingMarket.table.map { ($0.instrument, $0.last, 0) }
    next = uptime + Self.pause
  }

  mutating func takeMoves(_ uptime: Int64) -> [TapeMove] {
    guard next <= uptime else { return [] }
    // A walk that was late is not made up for.
    next = uptime + Self.pause
    return prices.indices.compactMap { index in
      let (instrument, start, steps) = prices[index]
      let way = Int(truncatingIfNeeded: draw() % 7) - 3
      // What has strayed far comes back.
      let pull = steps > Self.reach ? -1 : steps < -Self.reach ? 1 : 0
      prices[index].steps = steps + way + pull
      guard let step = try? start.divided(by: Self.fineness, digits: 8, .nearest),
        let price = try? start + step * Decimal(prices[index].steps), price.isPositive
      else { return nil }
      return .trade(instrument, at: price)
    }
  }

  /// SplitMix64 (Steele, Lea, Flood 2014).
  private mutating func draw() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
