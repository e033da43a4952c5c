import CNcurses
import Glibc

/// Waits for whatever happens next: keys, signals, other threads, descriptors, a deadline.
///
/// Nothing else wakes it: while nothing happens it sleeps.
public final class EventLoop {
  /// How long to wait for the rest of what began, in milliseconds.
  ///
  /// Over a slow link a sequence may come in pieces, but a person who pressed Escape waits, too.
  public struct Patience: Sendable {
    public var escape = 50
    public var string = 1_000
    public var paste = 5_000

    public init() {}

    func wait(_ patience: KeyDecoder.Patience) -> Int {
      switch patience {
      case .escape: escape
      case .string: string
      case .paste: paste
      }
    }
  }

  private let terminal: Terminal
  private let patience: Patience
  private var decoder: KeyDecoder
  private var watched: [Int32] = []
  /// When the last byte came; what is waited for counts from there.
  private var lastByte: Int64 = 0
  private var isGone = false
  /// Wakes the loop from any thread.
  public let waker: Waker

  public init(_ terminal: Terminal, patience: Patience = Patience()) throws(TerminalError) {
    self.terminal = terminal
    self.patience = patience
    decoder = KeyDecoder(table: terminal.keys)
    waker = try Waker()
  }

  /// Also waits for a descriptor to become readable.
  public func watch(_ descriptor: Int32) {
    if !watched.contains(descriptor) { watched.append(descriptor) }
  }

  public func unwatch(_ descriptor: Int32) { watched.removeAll { $0 == descriptor } }

  /// What happened, as soon as something did; nothing when the time, in milliseconds, ran out.
  public func next(timeout: Int? = nil) -> [Input] {
    let deadline = timeout.map { Self.now() + Int64(max(0, $0)) }
    while true {
      let expiry = decoder.patience.map { lastByte + Int64(patience.wait($0)) }
      let end = [deadline, expiry].compactMap { $0 }.min()
      var inputs: [Input] = []
      if sleep(until: end, &inputs) == 0 {
        // Only now: bytes that are there have been read before.
        let now = Self.now()
        if let expiry, expiry <= now { inputs += decoder.timeoutElapsed() }
        if inputs.isEmpty, let deadline, deadline <= now { return [] }
      }
      if !inputs.isEmpty { return inputs }
    }
  }

  /// Sleeps until something is ready or the time is up, and takes what is ready; how many were.
  private func sleep(until end: Int64?, _ inputs: inout [Input]) -> Int32 {
    let output = terminal.isBusy ? POLLOUT : 0
    var list = [
      pollfd(fd: isGone ? -1 : terminal.descriptor, events: Int16(POLLIN | output), revents: 0),
      pollfd(fd: terminal.bell, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    list += watched.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let wait = end.map { Int32(clamping: max(0, $0 - Self.now())) } ?? -1
    let count = poll(&list, nfds_t(list.count), wait)
    // A signal has rung the bell; the next round hears it.
    guard count > 0 else { return count < 0 ? 1 : 0 }
    if list[1].revents != 0 { takeSignals(&inputs) }
    if list[0].revents & Int16(POLLOUT) != 0 { terminal.drain() }
    if list[0].revents & ~Int16(POLLOUT) != 0 { takeBytes(&inputs) }
    if list[2].revents != 0, waker.take() { inputs.append(.wake) }
    inputs += list.dropFirst(3).filter { $0.revents != 0 }.map { .readable($0.fd) }
    return count
  }

  private func takeBytes(_ inputs: inout [Input]) {
    // Room for a paste, and of its pages none that no byte came for.
    withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      let count = read(terminal.descriptor, buffer.baseAddress, buffer.count)
      if count > 0 {
        lastByte = Self.now()
        decoder.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]), &inputs)
      } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
        isGone = true
        inputs.append(.hangup)
      }
    }
  }

  private func takeSignals(_ inputs: inout [Input]) {
    let signals = Int(life_signals())
    let size = terminal.size
    if signals & LIFE_CONTINUED != 0 {
      terminal.resume()
      inputs.append(.resumed)
    }
    if signals & LIFE_RESIZED != 0 { terminal.measure() }
    if terminal.size != size {
      inputs.append(.resize(columns: terminal.size.columns, rows: terminal.size.rows))
    }
    if signals & LIFE_STOP != 0 { inputs.append(.suspend) }
    let endings = [
      (LIFE_TERMINATED, SIGTERM), (LIFE_HUNG_UP, SIGHUP), (LIFE_INTERRUPTED, SIGINT),
    ]
    for (bit, number) in endings where signals & bit != 0 {
      inputs.append(.terminate(signal: number))
    }
  }

  /// Milliseconds of a clock that nobody sets.
  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }
}
