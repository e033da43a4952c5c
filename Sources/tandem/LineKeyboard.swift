import Glibc
import Screen

/// Keys from standard input without a screen: from a terminal key by key, from a pipe as they come.
final class LineKeyboard {
  private let settings: termios?
  /// Can be read once the process is asked to end.
  private let stop: Int32
  /// Rung by other threads when there is something to look at.
  private let waker: Waker
  private var decoder = KeyDecoder()
  private var buffer = [UInt8](repeating: 0, count: 4096)
  private var isAtEnd = false

  /// How long to wait for the rest of what began, in milliseconds.
  private static let patience: Int32 = 50

  /// Takes the keyboard; `deinit` gives it back.
  init(stop: Int32, waker: Waker) {
    var before = termios()
    settings = tcgetattr(STDIN_FILENO, &before) == 0 ? before : nil
    self.stop = stop
    self.waker = waker
    take()
  }

  deinit { giveBack() }

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
      pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&list, 3, wait)
    if count == 0 { return isWaiting ? decoder.timeoutElapsed() : [] }
    if list[1].revents != 0 { return [.terminate(signal: SIGTERM)] }
    if list[2].revents != 0 { _ = waker.take() }
    guard count > 0, list[0].revents != 0 else { return [] }
    let length = read(STDIN_FILENO, &buffer, buffer.count)
    if length > 0 { return decoder.feed(buffer[..<length]) }
    if length < 0, errno == EINTR || errno == EAGAIN { return [] }
    isAtEnd = true
    return decoder.timeoutElapsed()
  }
}
