import Glibc
import Screen
import Synchronization

/// Keys from standard input without a screen: from a terminal key by key, from a pipe as they come.
final class LineKeyboard {
  private let settings: termios?
  private let signals: Int32
  private var decoder = KeyDecoder()
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var isAtEnd = false

  /// How long to wait for the rest of what began, in milliseconds.
  private static let patience: Int32 = 50

  /// Takes the keyboard; `deinit` gives it back.
  init() {
    var before = termios()
    settings = tcgetattr(STDIN_FILENO, &before) == 0 ? before : nil
    signals = Self.listen()
    take()
  }

  deinit {
    giveBack()
    if signals >= 0 { close(signals) }
  }

  /// Where the handler of signals writes; the loop reads at the other end.
  private static let bell = Atomic<Int32>(-1)

  /// A descriptor that can be read once a signal has asked the program to end.
  private static func listen() -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return -1 }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    bell.store(ends[1], ordering: .releasing)
    for number in [SIGTERM, SIGHUP, SIGINT] {
      signal(number) { _ in
        var byte: UInt8 = 0
        _ = write(LineKeyboard.bell.load(ordering: .acquiring), &byte, 1)
      }
    }
    return ends[0]
  }

  private func take() {
    guard var raw = settings else { return }
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(ICRNL | IXON)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
  }

  private func giveBack() {
    if var before = settings { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
  }

  /// Stops the program until its shell lets it go on.
  func suspend() {
    giveBack()
    raise(SIGSTOP)
    take()
  }

  /// What was typed, as soon as something was; nothing when the time, in milliseconds, ran out.
  func next(timeout: Int?) -> [Input] {
    if isAtEnd { return [.hangup] }
    let isWaiting = decoder.patience != nil
    let wait = isWaiting ? Self.patience : timeout.map { Int32(clamping: $0) } ?? -1
    var list = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&list, 2, wait)
    if count == 0 { return isWaiting ? decoder.timeoutElapsed() : [] }
    if list[1].revents != 0 { return [.terminate(signal: SIGTERM)] }
    guard count > 0, list[0].revents != 0 else { return [] }
    let length = read(STDIN_FILENO, &buffer, buffer.count)
    if length > 0 { return decoder.feed(buffer[..<length]) }
    if length < 0, errno == EINTR || errno == EAGAIN { return [] }
    isAtEnd = true
    return decoder.timeoutElapsed()
  }
}
