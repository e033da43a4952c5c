import CNcurses
import Glibc

/// Wakes a loop from any thread; however often before the loop looks, it wakes once.
public final class Waker: Sendable {
  /// Can be read once somebody rang.
  public let descriptor: Int32

  public init() throws(TerminalError) {
    descriptor = bell_make()
    if descriptor < 0 { throw .system("making a waker", errno) }
  }

  deinit { _ = close(descriptor) }

  public func wake() { bell_ring(descriptor) }

  /// Whether somebody woke the loop since the last time.
  public func take() -> Bool { bell_heard(descriptor) != 0 }
}
