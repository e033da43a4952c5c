import Glibc
import Orders

/// A simulator on sockets: one thread that waits in `poll` until something happens.
///
/// While nothing is due it waits for ever, so an idle server takes no time. Every connection that
/// has bytes gets one read a turn, so none can keep the others waiting.
public final class Server {
  /// One client's socket.
  struct Client {
    let id: Simulator.ConnectionID
    let descriptor: Int32
    /// What the kernel has not yet taken, from `sent` on.
    var sending: [UInt8] = []
    var sent = 0
    var isInputOver = false
    var hasShutDown = false
  }

  /// What is served; looked at between two runs.
  public internal(set) var simulator: Simulator
  private let listening: Listening
  /// By descriptor.
  var clients: [Client?] = []
  var descriptors: [Simulator.ConnectionID: Int32] = [:]
  let mostClients: Int
  /// Bytes kept for all clients together, between two turns.
  let mostBytes: Int
  /// A descriptor to spare, for the moment when there are no more.
  var reserve: Int32 = -1
  /// Nobody is let in before this moment, because the system has no more room.
  var pausedUntil: Int64?
  /// Where the next turn begins, so that nobody is always first.
  private var turn = 0
  private var polls: [pollfd] = []
  private var scratch = [UInt8](repeating: 0, count: 64 << 10)

  /// - Parameters:
  ///   - mostClients: Whoever comes beyond is sent away with a 503.
  ///   - mostBytes: While more is kept for all clients together, whoever holds most is cut.
  public init(
    _ simulator: Simulator, on listening: Listening, mostClients: Int = 2000,
    mostBytes: Int = 128 << 20
  ) {
    self.simulator = simulator
    self.listening = listening
    self.mostBytes = mostBytes
    // Some are needed for the program itself, the listeners and the reserve.
    self.mostClients = max(1, min(mostClients, Descriptor.raiseLimit(to: mostClients + 64) - 32))
    reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    signal(SIGPIPE, SIG_IGN)
  }

  deinit {
    for client in clients { if let client { close(client.descriptor) } }
    listening.close()
    if reserve >= 0 { close(reserve) }
  }

  /// Serves until a descriptor has something to read.
  public func run(until stop: Int32) {
    while true {
      var moment = Moment.current()
      let wait = simulator.wait(moment)
      let due = wait.map { moment.uptime + $0 }
      preparePolls(stop, moment)
      let count = poll(&polls, nfds_t(polls.count), timeout(wait, moment))
      if count < 0, errno != EINTR { return }
      if polls[0].revents != 0 { return }
      moment = Moment.current()
      if count > 0 {
        letIn(moment)
        serveClients(moment)
      }
      if let due, due <= moment.uptime { simulator.pass(moment) }
      sendReady(moment)
    }
  }

  private func timeout(_ wait: Int64?, _ moment: Moment) -> Int32 {
    let pause = pausedUntil.map { max(0, $0 - moment.uptime) }
    guard let shortest = [wait, pause].compactMap({ $0 }).min() else { return -1 }
    return Int32(clamping: shortest)
  }

  /// The stop, then the listeners, then the clients.
  private func preparePolls(_ stop: Int32, _ moment: Moment) {
    if let until = pausedUntil, until <= moment.uptime { pausedUntil = nil }
    polls.removeAll(keepingCapacity: true)
    polls.append(pollfd(fd: stop, events: Int16(POLLIN), revents: 0))
    for place in listening.places {
      let events = pausedUntil == nil ? Int16(POLLIN) : 0
      polls.append(pollfd(fd: place.descriptor, events: events, revents: 0))
    }
    var held = 0
    for case let client? in clients {
      let intake = simulator.intake(client.id)
      held += intake.heldBytes + client.sending.count
      var events: Int16 = 0
      if !client.isInputOver, intake.wantsBytes { events |= Int16(POLLIN) }
      if client.sent < client.sending.count { events |= Int16(POLLOUT) }
      polls.append(pollfd(fd: client.descriptor, events: events, revents: 0))
    }
    if held > mostBytes {
      makeRoom(held)
      preparePolls(stop, moment)
    }
  }

  /// Cuts whoever holds most, until all others together hold little enough.
  private func makeRoom(_ held: Int) {
    var held = held
    let greedy = clients.compactMap(\.self).map { client in
      (client, simulator.intake(client.id).heldBytes + client.sending.count)
    }
    for (client, bytes) in greedy.sorted(by: { $0.1 > $1.1 }) {
      if held <= mostBytes { return }
      held -= bytes
      end(client)
    }
  }

  private func letIn(_ moment: Moment) {
    for (index, place) in listening.places.enumerated() where polls[index + 1].revents != 0 {
      accept(at: place, moment)
    }
  }

  private func serveClients(_ moment: Moment) {
    let first = 1 + listening.places.count
    let count = polls.count - first
    guard count > 0 else { return }
    turn = (turn + 1) % count
    for step in 0..<count {
      let event = polls[first + (turn + step) % count]
      if event.revents != 0 { serve(event, moment) }
    }
  }

  private func serve(_ event: pollfd, _ moment: Moment) {
    guard let client = clients[Int(event.fd)] else { return }
    let happened = Int32(event.revents)
    if happened & POLLIN != 0 {
      read(client, moment)
    } else if happened & (POLLERR | POLLHUP | POLLNVAL) != 0 {
      end(client)
      return
    }
    if happened & POLLOUT != 0 { send(event.fd, moment) }
  }

  private func read(_ client: Client, _ moment: Moment) {
    let count = scratch.withUnsafeMutableBytes {
      recv(client.descriptor, $0.baseAddress, $0.count, 0)
    }
    if count > 0 {
      simulator.receive(Array(scratch[..<count]), on: client.id, moment)
    } else if count == 0 {
      clients[Int(client.descriptor)]?.isInputOver = true
      simulator.inputEnded(client.id, moment)
    } else if errno != EAGAIN, errno != EINTR {
      end(client)
    }
  }

  /// Forgets a client and its socket.
  func end(_ client: Client) {
    clients[Int(client.descriptor)] = nil
    descriptors[client.id] = nil
    simulator.ended(client.id)
    close(client.descriptor)
  }
}

extension Moment {
  /// Now, by the system's clocks.
  public static func current() -> Moment {
    Moment(
      wall: Timestamp(milliseconds: milliseconds(CLOCK_REALTIME)),
      uptime: milliseconds(CLOCK_MONOTONIC))
  }

  private static func milliseconds(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
