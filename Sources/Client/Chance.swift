import Synchronization
import Venues

/// Where the client's chance comes from: masks of frames, nonces, and how long it waits before it
/// tries again.
public struct Chance: Sendable {
  public let next: @Sendable () -> UInt64

  public init(_ next: @escaping @Sendable () -> UInt64) { self.next = next }

  /// Numbers that follow from a seed.
  public static func seeded(_ seed: UInt64) -> Chance {
    let state = SeededState(seed)
    return Chance { state.next() }
  }
}

private final class SeededState: Sendable {
  private let generator: Mutex<SeededGenerator>

  init(_ seed: UInt64) { generator = Mutex(SeededGenerator(seed: seed)) }

  func next() -> UInt64 { generator.withLock { $0.next() } }
}
