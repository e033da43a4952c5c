import Orders

/// The connections of the control port: plain HTTP, answered by the simulator as a whole.
struct ControlPort: Sendable {
  private var connections: [Int64: Connection] = [:]
  var ready: Set<Int64> = []
  private let limits: ConnectionLimits

  init(limits: ConnectionLimits) { self.limits = limits }

  mutating func open(_ id: Int64, _ moment: Moment) {
    connections[id] = Connection(limits: limits, now: moment.uptime)
  }

  mutating func receive(_ bytes: [UInt8], on id: Int64, _ moment: Moment) {
    connections[id]?.receive(bytes, now: moment.uptime)
    ready.insert(id)
  }

  mutating func inputEnded(_ id: Int64) {
    connections[id]?.inputEnded()
    ready.insert(id)
  }

  mutating func ended(_ id: Int64) {
    connections[id] = nil
    ready.remove(id)
  }

  /// The next request to be answered.
  mutating func next(_ id: Int64, _ moment: Moment) -> HTTPRequest? {
    guard case .request(let request) = connections[id]?.next(moment) else { return nil }
    return request
  }

  mutating func reply(_ response: HTTPResponse, on id: Int64, _ moment: Moment) {
    connections[id]?.reply(response, wall: moment.wall, now: moment.uptime)
  }

  mutating func takeOutgoing(_ id: Int64, _ moment: Moment) -> [UInt8] {
    connections[id]?.takeOutgoing(now: moment.uptime) ?? []
  }

  func duty(_ id: Int64) -> ConnectionDuty { connections[id]?.duty ?? .abort }

  func intake(_ id: Int64) -> Intake { connections[id]?.intake ?? .none }

  mutating func pass(_ moment: Moment) {
    for (id, connection) in connections {
      guard let deadline = connection.deadline, deadline <= moment.uptime else { continue }
      connections[id]?.pass(moment)
      ready.insert(id)
    }
  }

  func wait(_ moment: Moment) -> Int64? {
    connections.values.lazy.compactMap(\.deadline).min().map { max(0, $0 - moment.uptime) }
  }
}
