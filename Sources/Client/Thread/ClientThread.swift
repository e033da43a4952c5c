import Glibc
import Journal
import Orders
import Synchronization

/// A client with its transport on a thread of its own.
///
/// Commands go in from any thread, news come out through a bounded mailbox, and whoever shows them
/// is rung once for all that came since it last looked.
public final class ClientThread: Sendable {
  private let line: ClientLine
  private let thread: pthread_t

  /// Begins to connect; what is needed for it is made on this thread, so that failures are its own.
  ///
  /// - Parameter ring: Called on the client's thread when there is news and was none before.
  public init(
    _ accounts: [AccountSetup], journal: any JournalKeeping, options: ClientOptions = .network,
    transport: CurlTransport.Options = .standard, seed: UInt64,
    ring: @escaping @Sendable () -> Void
  ) throws(ClientThreadFailure) {
    do {
      let transport = try CurlTransport(transport)
      let client = try Client(
        accounts, journal: journal, options: options, chance: .seeded(seed), now: .current)
      line = ClientLine(transport.waker, ended: try TransportWaker(), ring)
      thread = try Self.start(ClientWorker(client, transport, line))
    } catch let failure as ClientThreadFailure {
      throw failure
    } catch {
      throw ClientThreadFailure(sentence: "\(error)")
    }
  }

  /// Hands a command over; it is done as soon as the thread has woken.
  public func send(_ command: ClientCommand) { line.send(command) }

  /// What is new since this was last asked.
  public func takeNews() -> [ClientNews] { line.takeNews() }

  /// Whether there is news.
  public var hasNews: Bool { line.hasNews }

  /// Ends the thread, and waits for it no longer than so many milliseconds; false where it was
  /// still busy then, and ends by itself.
  @discardableResult
  public func finish(within milliseconds: Int64 = 2_000) -> Bool {
    guard line.end() else { return true }
    var bell = pollfd(fd: line.ended.descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&bell, 1, Int32(clamping: milliseconds)) > 0, pthread_join(thread, nil) == 0 {
      return true
    }
    pthread_detach(thread)
    return false
  }

  deinit { finish() }

  /// Hands the worker over to a thread that is its only owner from then on.
  private static func start(_ worker: ClientWorker) throws(ClientThreadFailure) -> pthread_t {
    // Signals are the main thread's: a new thread has the mask of the one that made it.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let parcel = Unmanaged.passRetained(worker)
    var thread = pthread_t()
    let error = pthread_create(
      &thread, nil,
      { parcel in
        if let parcel { Unmanaged<ClientWorker>.fromOpaque(parcel).takeRetainedValue().run() }
        return nil
      }, parcel.toOpaque())
    guard error == 0 else {
      parcel.release()
      throw ClientThreadFailure(sentence: "no thread can be made for the venues")
    }
    return thread
  }
}

/// Why the client could not begin; one sentence.
public struct ClientThreadFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let sentence: String

  public var description: String { sentence }
}

/// What goes to and fro between the client's thread and the others.
private final class ClientLine: Sendable {
  private let waker: TransportWaker
  /// Rung as the last thing the thread does.
  let ended: TransportWaker
  private let ring: @Sendable () -> Void
  private let held = Mutex(Held())

  private struct Held: Sendable {
    var commands: [ClientCommand] = []
    var mailbox = ClientMailbox()
    var isEnding = false
  }

  init(
    _ waker: TransportWaker, ended: TransportWaker, _ ring: @escaping @Sendable () -> Void
  ) {
    self.waker = waker
    self.ended = ended
    self.ring = ring
  }

  func send(_ command: ClientCommand) {
    held.withLock { $0.commands.append(command) }
    waker.wake()
  }

  func takeCommands() -> [ClientCommand] {
    held.withLock { held in
      defer { held.commands = [] }
      return held.commands
    }
  }

  func put(_ news: [ClientNews]) {
    guard !news.isEmpty else { return }
    let isFirst = held.withLock { held in
      let wasEmpty = held.mailbox.isEmpty
      for item in news { held.mailbox.put(item) }
      return wasEmpty
    }
    if isFirst { ring() }
  }

  func takeNews() -> [ClientNews] { held.withLock { $0.mailbox.take() } }

  var hasNews: Bool { held.withLock { !$0.mailbox.isEmpty } }

  var isEnding: Bool { held.withLock(\.isEnding) }

  /// Asks the thread to end; false where it was asked before.
  func end() -> Bool {
    let isFirst = held.withLock { held in
      defer { held.isEnding = true }
      return !held.isEnding
    }
    if isFirst { waker.wake() }
    return isFirst
  }
}

/// The client and its transport, owned by the one thread that runs them.
private final class ClientWorker {
  private var client: Client
  private let transport: CurlTransport
  private let line: ClientLine

  init(_ client: Client, _ transport: CurlTransport, _ line: ClientLine) {
    self.client = client
    self.transport = transport
    self.line = line
  }

  func run() {
    client.begin(.current)
    settle()
    while !line.isEnding {
      let wait = client.nextDuty.map { max(0, $0 - Uptime.milliseconds) }
      let events = transport.wait(milliseconds: wait)
      let now = Moment.current
      for command in line.takeCommands() { client.perform(command, now) }
      if !events.isEmpty { client.take(events, now) }
      if let due = client.nextDuty, due <= now.uptime { client.pass(now) }
      settle()
    }
    client.finish(.current)
    settle()
    line.ended.wake()
  }

  private func settle() {
    for action in client.takeActions() { transport.perform(action) }
    line.put(client.takeNews())
  }
}

extension Moment {
  /// Both clocks as they are.
  static var current: Moment {
    var wall = timespec()
    clock_gettime(CLOCK_REALTIME, &wall)
    let milliseconds = Int64(wall.tv_sec) * 1_000 + Int64(wall.tv_nsec) / 1_000_000
    return Moment(
      wall: Timestamp(milliseconds: milliseconds), uptime: Uptime.milliseconds)
  }
}
