import Client
import Orders
import Paper
import Simulator
import Venues

import struct Client.SocketID

/// The way to the simulators over a bad network.
///
/// What is sent may be late or lost, on the way there or on the way back, and sockets break.
/// Nothing comes twice that TCP would not bring twice, and the bytes of one socket stay in order.
struct RoughTransport: Sendable {
  private(set) var paper: PaperTransport
  /// In how many of a hundred something goes wrong; 0 is a perfect network.
  var roughness: UInt64
  private var random: SeededGenerator
  /// What is on its way there, and back, with the moment it arrives at.
  private var going: [(due: Int64, action: TransportAction)] = []
  private var coming: [(due: Int64, event: TransportEvent)] = []
  private var deadlines: [RequestID: Int64] = [:]
  /// The last arrival on each socket, each way.
  private var lastThere: [SocketID: Int64] = [:]
  private var lastBack: [SocketID: Int64] = [:]

  init(_ paper: PaperTransport, roughness: UInt64, seed: UInt64) {
    self.paper = paper
    self.roughness = roughness
    random = SeededGenerator(seed: seed)
  }

  var now: Moment {
    get { paper.now }
    set { paper.now = newValue }
  }

  /// When something will happen by itself; nil when nothing will.
  var nextDuty: Int64? {
    [
      going.map(\.due).min(), coming.map(\.due).min(), deadlines.values.min(), paper.nextDuty,
    ].compactMap { $0 }.min()
  }

  mutating func change(_ body: (inout PaperTransport) -> Void) { body(&paper) }

  private mutating func strikes() -> Bool { random.next() % 100 < roughness }

  private mutating func delay() -> Int64 {
    guard roughness > 0 else { return 0 }
    // Mostly a few milliseconds, and now and then seconds.
    return strikes() ? Int64(random.next() % 4000) : Int64(random.next() % 40)
  }

  mutating func perform(_ action: TransportAction) {
    var due = now.uptime + delay()
    switch action {
    case .request(let id, _, let timeout):
      deadlines[id] = now.uptime + timeout
      if strikes() { return }
    case .abandon(let id):
      deadlines[id] = nil
      going.removeAll { if case .request(id, _, _) = $0.action { true } else { false } }
    case .connect(let id, _, _): lastThere[id] = due
    case .write(let id, _), .close(let id):
      due = max(due, lastThere[id] ?? 0)
      lastThere[id] = due
    }
    going.append((due, action))
  }

  /// What arrives until now.
  mutating func take() -> [TransportEvent] {
    deliver()
    for event in paper.wait(milliseconds: 0) { come(event) }
    for (id, deadline) in deadlines.sorted(by: { $0.key < $1.key }) where deadline <= now.uptime {
      deadlines[id] = nil
      coming.removeAll { Self.request(of: $0.event) == id }
      coming.append(
        (now.uptime, .failed(id, .init(.unknown, .timeout, "no answer came in time"))))
    }
    var arrived: [TransportEvent] = []
    var rest: [(due: Int64, event: TransportEvent)] = []
    for item in coming {
      if item.due > now.uptime { rest.append(item) } else { arrived.append(item.event) }
    }
    coming = rest
    for event in arrived { if let id = Self.request(of: event) { deadlines[id] = nil } }
    return arrived
  }

  private mutating func deliver() {
    var later: [(due: Int64, action: TransportAction)] = []
    let ready = going
    going = []
    for item in ready {
      guard item.due <= now.uptime else {
        later.append(item)
        continue
      }
      if case .request(let id, let request, _) = item.action {
        // Its time is watched here.
        paper.perform(.request(id, request, timeoutMilliseconds: 1 << 40))
      } else {
        paper.perform(item.action)
      }
    }
    going = later + going
  }

  private mutating func come(_ event: TransportEvent) {
    var due = now.uptime + delay()
    switch event {
    case .response(let id, _), .failed(let id, _):
      guard deadlines[id] != nil else { return }
      if strikes() {
        coming.append((due, .failed(id, .init(.unknown, .lost, "the connection was lost"))))
        return
      }
    case .connected(let id), .read(let id, _), .ended(let id, _):
      due = max(due, lastBack[id] ?? 0)
      lastBack[id] = due
      if case .read = event, random.next() % 400 < roughness {
        paper.perform(.close(id))
        coming.append((due, .ended(id, .init(.unknown, .lost, "the connection was reset"))))
        lastBack[id] = Int64.max
        return
      }
      if lastBack[id] == Int64.max { return }
    }
    coming.append((due, event))
  }

  private static func request(of event: TransportEvent) -> RequestID? {
    switch event {
    case .response(let id, _), .failed(let id, _): id
    case .connected, .read, .ended: nil
    }
  }

  /// The client is gone: of what was on its way some arrives all the same, at once or when it
  /// would have, and nobody hears of it.
  mutating func crash() {
    var late: [(due: Int64, action: TransportAction)] = []
    for item in going {
      guard case .request(let id, let request, _) = item.action else { continue }
      switch random.next() % 4 {
      case 0: paper.perform(.request(id, request, timeoutMilliseconds: 1))
      case 1: late.append(item)
      default: continue
      }
    }
    for socket in lastThere.keys.sorted() { paper.perform(.close(socket)) }
    _ = paper.wait(milliseconds: 0)
    going = late
    coming = []
    deadlines = [:]
    lastThere = [:]
    lastBack = [:]
  }
}
