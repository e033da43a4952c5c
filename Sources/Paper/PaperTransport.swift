import Client
import Orders
import Simulator
import Venues
import WebSocket

import struct Client.SocketID

/// The five simulators behind the client's transport, in the same process.
///
/// Bytes go in and out as through a socket: the same requests, signatures, frames and faults. Time
/// stands until its owner moves `now`.
public struct PaperTransport: Transport, Sendable {
  public var simulator: Simulator
  /// The moment at which everything is done and told.
  public var now: Moment
  private var requests: [Simulator.ConnectionID: Exchange] = [:]
  private var sockets: [SocketID: Simulator.ConnectionID] = [:]
  private var owners: [Simulator.ConnectionID: SocketID] = [:]
  private var events: [TransportEvent] = []

  /// One request on a connection of its own.
  private struct Exchange: Sendable {
    let id: RequestID
    let deadline: Int64
    var answer = AnswerReader()
  }

  public init(_ simulator: Simulator, now: Moment) {
    self.simulator = simulator
    self.now = now
  }

  /// When something will happen by itself; nil when nothing will.
  public var nextDuty: Int64? {
    let due = requests.values.map(\.deadline).min()
    let duty = simulator.wait(now).map { now.uptime + $0 }
    return [due, duty].compactMap { $0 }.min()
  }

  // MARK: Transport

  public mutating func perform(_ action: TransportAction) {
    switch action {
    case .request(let id, let request, let timeout): send(id, request, timeout)
    case .abandon(let id):
      for (connection, exchange) in requests where exchange.id == id { end(connection) }
    case .connect(let id, let address, _): connect(id, address)
    case .write(let id, let bytes):
      if let connection = sockets[id] { simulator.receive(bytes, on: connection, now) }
    case .close(let id):
      guard let connection = sockets.removeValue(forKey: id) else { return }
      owners[connection] = nil
      simulator.ended(connection)
    }
    collect()
  }

  /// What happened until `now`; nobody waits.
  public mutating func wait(milliseconds: Int64?) -> [TransportEvent] {
    simulator.pass(now)
    collect()
    for (connection, exchange) in requests where exchange.deadline <= now.uptime {
      events.append(.failed(exchange.id, .init(.unknown, .timeout, "no answer came in time")))
      end(connection)
    }
    defer { events = [] }
    return events
  }

  /// Moves the markets.
  @discardableResult
  public mutating func apply(_ move: TapeMove) -> [VenueID] {
    let moved = simulator.apply(move, now)
    collect()
    return moved
  }

  // MARK: Connections

  private mutating func send(_ id: RequestID, _ request: WireRequest, _ timeout: Int64) {
    guard let connection = simulator.connect(to: .venue(request.venue), now) else {
      events.append(
        .failed(id, .init(.notSent, .refused, "there is no paper venue \(request.venue)")))
      return
    }
    requests[connection] = Exchange(id: id, deadline: now.uptime + timeout)
    simulator.receive(HTTPBytes.request(HTTPRequest(request)), on: connection, now)
  }

  private mutating func connect(_ id: SocketID, _ address: String) {
    let venue = VenueCatalogue.all.first { venue in
      venue.hosts(in: .paper).map { hosts in
        [hosts.socket, hosts.marketSocket].contains { known in
          known.map { Self.port(of: $0) == Self.port(of: address) } ?? false
        }
      } ?? false
    }
    guard let venue, let connection = simulator.connect(to: .venue(venue.id), now) else {
      events.append(.ended(id, .init(.notSent, .refused, "there is no paper venue there")))
      return
    }
    sockets[id] = connection
    owners[connection] = id
    events.append(.connected(id))
  }

  private static func port(of address: String) -> Substring {
    let rest = address.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first
    return rest?.split(separator: ":").last ?? ""
  }

  private mutating func end(_ connection: Simulator.ConnectionID) {
    requests[connection] = nil
    simulator.ended(connection)
  }

  /// Takes over what the simulators have to send.
  private mutating func collect() {
    while case let ready = simulator.takeReady(), !ready.isEmpty {
      for connection in ready { collect(connection) }
    }
  }

  private mutating func collect(_ connection: Simulator.ConnectionID) {
    while case let bytes = simulator.takeOutgoing(connection, now), !bytes.isEmpty {
      if let socket = owners[connection] {
        events.append(.read(socket, bytes))
      } else if let answer = requests[connection]?.answer.take(bytes) {
        finish(connection, answer)
        return
      }
    }
    let duty = simulator.duty(connection)
    guard duty != .keep else { return }
    if let socket = owners.removeValue(forKey: connection) {
      sockets[socket] = nil
      events.append(.ended(socket, nil))
      simulator.ended(connection)
    } else if let exchange = requests[connection] {
      events.append(
        .failed(exchange.id, .init(.unknown, .lost, "the connection ended without an answer")))
      end(connection)
    }
  }

  private mutating func finish(
    _ connection: Simulator.ConnectionID, _ answer: Result<Response, TransportFailure>
  ) {
    guard let exchange = requests[connection] else { return }
    switch answer {
    case .success(let response): events.append(.response(exchange.id, response))
    case .failure(let failure): events.append(.failed(exchange.id, failure))
    }
    end(connection)
  }
}
