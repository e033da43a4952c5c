import Exact
import Orders
import PaperExchange
import Venues

extension CryptoComServing {
  /// One socket, to the user API or to market data.
  struct Stream: Sendable {
    let isUser: Bool
    var isSignedIn = false
    /// As they were asked for, in that order.
    var channels: [Channel] = []
    /// 150 requests a second to the user API, 100 to market data (Rate Limits, Websocket).
    var meter: RateMeter
    var nextBeat: Timestamp
    /// The heartbeat that is to be answered, and until when.
    var awaited: (id: Int64, until: Timestamp)?
    var isClosing = false
    var cancelsOnDisconnect = false
    /// Orders made on it, of which some may have ended.
    private(set) var orders: [Int64] = []

    mutating func noteOrder(_ number: Int64) {
      orders.append(number)
      // As many as can be open at all; older ones have ended, or are not remembered for this.
      if orders.count > 2_000 { orders.removeFirst(1_000) }
    }
  }

  // MARK: Coming and going

  public mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    let path = request.path
    guard path == CryptoCom.root + "user" || path == CryptoCom.root + "market" else {
      return .refused(Self.response(Visit(method: path), .failure(.notHere)))
    }
    let isUser = path.hasSuffix("user")
    var meter = RateMeter(limit: isUser ? 150 : 100, window: 1000)
    // What has passed of the second in which a socket opens is taken from its first allowance.
    let passed = Int(desk.now.milliseconds % 1000)
    _ = meter.take(meter.limit * passed / 1000, at: desk.now)
    sockets[socket] = Stream(isUser: isUser, meter: meter, nextBeat: desk.now.adding(30_000))
    return .admitted
  }

  public mutating func ended(_ socket: SocketID) {
    guard let stream = sockets.removeValue(forKey: socket), stream.cancelsOnDisconnect else {
      return
    }
    cancel(stream.orders)
  }

  private mutating func cancel(_ orders: [Int64]) {
    for number in orders where desk.order(number).map({ service(of: $0) == .ordinary }) == true {
      _ = desk.cancel(order: number)
    }
  }

  // MARK: Heartbeats

  public var nextDuty: Timestamp? {
    if desk.isCalm { return nil }
    let open = sockets.values.lazy.filter { !$0.isClosing }
    return open.map { $0.awaited?.until ?? $0.nextBeat }.min()
  }

  /// A heartbeat every 30 seconds, to be answered within 5 (Websocket Heartbeats).
  public mutating func pass(into outbox: inout Outbox) {
    for (socket, stream) in sockets.sorted(by: { $0.key < $1.key }) where !stream.isClosing {
      if let awaited = stream.awaited {
        if awaited.until <= desk.now {
          sockets[socket]?.isClosing = true
          outbox.send(.close(code: 1000, reason: ""), to: socket)
        }
      } else if stream.nextBeat <= desk.now {
        let id = desk.now.milliseconds
        sockets[socket]?.awaited = (id, desk.now.adding(5_000))
        sockets[socket]?.nextBeat = desk.now.adding(30_000)
        send(["id": .integer(id), "method": "public/heartbeat", "code": 0], to: socket, &outbox)
      }
    }
  }

  func send(_ json: JSON, to socket: SocketID, isNews: Bool = false, _ outbox: inout Outbox) {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    outbox.send(.text(bytes), to: socket, isNews: isNews)
  }

  // MARK: Requests

  public mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard sockets[socket]?.isClosing == false else { return }
    let body: [UInt8]
    switch message {
    case .text(let bytes), .binary(let bytes): body = bytes
    case .ping, .pong: return
    }
    var visit: Visit
    do throws(CryptoComFault) {
      visit = try Visit(envelope: body)
    } catch {
      return refuse(Visit(method: "ERROR"), error, body, socket, &outbox)
    }
    visit.socket = socket
    if visit.method == "public/respond-heartbeat" { return hearBeat(visit, socket) }
    guard sockets[socket]?.meter.take(at: desk.now) == true else {
      return refuse(visit, .tooMany, body, socket, &outbox)
    }
    do throws(CryptoComFault) {
      try serve(visit, socket, &outbox)
    } catch {
      refuse(visit, error, body, socket, &outbox)
    }
  }

  /// A refusal repeats the request, for whoever has no id to know it by (Error Response Format).
  private func refuse(
    _ visit: Visit, _ fault: CryptoComFault, _ body: [UInt8], _ socket: SocketID,
    _ outbox: inout Outbox
  ) {
    let original = String(decoding: body.prefix(4096), as: UTF8.self)
    send(Self.envelope(visit, .failure(fault), original: original), to: socket, &outbox)
  }

  private mutating func serve(
    _ visit: Visit, _ socket: SocketID, _ outbox: inout Outbox
  ) throws(CryptoComFault) {
    guard let stream = sockets[socket] else { return }
    switch visit.method {
    case "subscribe": try subscribe(visit, socket, &outbox)
    case "unsubscribe": try unsubscribe(visit, socket, &outbox)
    case "public/auth" where stream.isUser:
      if let fault = proofFlaw(of: visit) { throw fault }
      sockets[socket]?.isSignedIn = true
      send(Self.envelope(visit, .success(.queued)), to: socket, &outbox)
    default:
      guard stream.isUser, let route = Self.routes[visit.method], route.isOnSocket else {
        throw .methodNotFound
      }
      guard stream.isSignedIn else { throw .unauthorized }
      guard visit.id >= 0 else { throw .invalidRequest }
      let reply = try route.handle(&self, visit)
      send(Self.envelope(visit, .success(reply)), to: socket, &outbox)
    }
  }

  private mutating func hearBeat(_ visit: Visit, _ socket: SocketID) {
    // Only the heartbeat's own id answers it.
    if sockets[socket]?.awaited?.id == visit.id { sockets[socket]?.awaited = nil }
  }

  // MARK: Cancel on disconnect

  /// The only scope is CONNECTION, and it cannot be taken back.
  mutating func setCancelOnDisconnect(_ visit: Visit) throws(CryptoComFault) -> Reply {
    guard visit.text("scope") == "CONNECTION", let socket = visit.socket else { throw .argument }
    sockets[socket]?.cancelsOnDisconnect = true
    return Reply(result: ["scope": "CONNECTION"], message: nil)
  }

  func cancelOnDisconnect(_ visit: Visit) -> Reply {
    let isSet = visit.socket.flatMap { sockets[$0] }?.cancelsOnDisconnect == true
    return Reply(result: isSet ? ["scope": "CONNECTION"] : ["scope": "NONE"], message: nil)
  }

  /// Unsubscribing from any user channel counts as a disconnection.
  mutating func loseConnection(_ socket: SocketID) {
    guard let stream = sockets[socket], stream.cancelsOnDisconnect else { return }
    cancel(stream.orders)
  }
}

extension Timestamp {
  fileprivate func adding(_ milliseconds: Int64) -> Timestamp {
    Timestamp(milliseconds: self.milliseconds &+ milliseconds)
  }
}
