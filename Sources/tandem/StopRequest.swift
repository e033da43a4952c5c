import Glibc
import Synchronization

/// SIGINT and SIGTERM as something to wait for beside sockets.
enum StopRequest {
  /// Where the handler writes; a handler may touch nothing else.
  private static let writing = Atomic<Int32>(-1)

  /// A descriptor that can be read once one of them came; from now on they do not end the process
  /// by themselves.
  static func descriptor() throws(Failure) -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw Failure("signals", "cannot be waited for: \(SystemError.sentence(errno))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    writing.store(ends[1], ordering: .sequentiallyConsistent)
    for name in [SIGINT, SIGTERM] { signal(name) { _ in StopRequest.note() } }
    // Whoever started us may have blocked them for a thread of its own.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    return ends[0]
  }

  private static func note() {
    let error = errno
    var byte: UInt8 = 1
    _ = write(writing.load(ordering: .sequentiallyConsistent), &byte, 1)
    errno = error
  }
}
