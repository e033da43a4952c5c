import Synchronization
import WebSocket

/// Mask keys in a known order.
final class KeyList: Sendable {
  private let keys: Mutex<[UInt32]>

  init(_ keys: [UInt32]) { self.keys = Mutex(keys.reversed()) }

  func next() -> MaskKey { MaskKey(keys.withLock { $0.popLast() ?? 0 }) }
}
