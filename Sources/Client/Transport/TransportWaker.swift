import Glibc

/// Interrupts a transport's `wait` from any thread.
///
/// However often it rings before the transport looks, it wakes it once. Its descriptor lives as
/// long as the waker, so ringing a transport that is gone does nothing.
public final class TransportWaker: Sendable {
  /// What can be watched for reading.
  let descriptor: Int32
  private let bell: Int32

  public init() throws(TransportFailure) {
    var ends: [Int32] = [-1, -1]
    let kind = Int32(
      SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
      throw TransportFailure(.notSent, .setup, "no descriptor is left to be woken by")
    }
    descriptor = ends[0]
    bell = ends[1]
  }

  deinit {
    close(descriptor)
    close(bell)
  }

  public func wake() {
    // It can only fail by being full, and then it rings already.
    _ = send(bell, [1], 1, Int32(MSG_NOSIGNAL))
  }

  /// Whether somebody rang since the last time.
  func take() -> Bool {
    var heard = false
    var bytes = [UInt8](repeating: 0, count: 256)
    while recv(descriptor, &bytes, bytes.count, 0) > 0 { heard = true }
    return heard
  }
}
