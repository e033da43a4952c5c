import Exact
import Orders
import PaperExchange
import Simulator
import Venues
import WebSocket

/// A venue with next to no protocol of its own, to see what carries it.
///
/// `POST /place/ID` places an OCO; a message is echoed; `place ID` on a socket places, too. Every
/// order event goes to every socket as `order ID STATUS`.
struct EchoServing: Serving {
  var desk: Desk
  private var sockets: [SocketID] = []
  private var beats: Timestamp?

  init(now: Timestamp) {
    desk = Desk(Binance(), commission: .none, now: now)
  }

  mutating func answer(_ request: HTTPRequest) -> HTTPResponse {
    if request.path.hasPrefix("/place/") {
      return place(String(request.path.dropFirst("/place/".count)))
        ? HTTPResponse(200, ["placed": true]) : HTTPResponse(400, ["placed": false])
    }
    if request.path == "/large" {
      return HTTPResponse(200, body: Array(repeating: UInt8(ascii: "x"), count: 200_000))
    }
    if request.path == "/split" {
      return HTTPResponse(200, headers: [HeaderField("X-Evil", "a\r\nX-More: b")])
    }
    return HTTPResponse(
      200,
      [
        "method": .string(request.method), "target": .string(request.target),
        "body": .string(String(decoding: request.body, as: UTF8.self)),
        "now": .integer(desk.now.milliseconds),
      ])
  }

  private mutating func place(_ id: String) -> Bool {
    let cent = Decimal(mantissa: 1, scale: 2) ?? .one
    let request = PlaceRequest(
      .oco, market: 0,
      legs: [
        Leg(.limitMaker, side: .sell, quantity: cent, price: 32_000),
        Leg(.stopLimit, side: .sell, quantity: cent, price: 28_900, trigger: 29_000),
      ], listID: id, legIDs: [id + "-a", id + "-b"])
    return (try? desk.place(request)) != nil
  }

  mutating func admit(
    _ request: HTTPRequest, as socket: SocketID, into outbox: inout Outbox
  ) -> Admission {
    guard request.path.hasPrefix("/ws") else { return .refused(HTTPResponse(404)) }
    sockets.append(socket)
    if request.path == "/ws/beat" {
      beats = Timestamp(milliseconds: desk.now.milliseconds + 3000)
    }
    outbox.send(.text(Array("hello".utf8)), to: socket)
    return .admitted
  }

  mutating func receive(
    _ message: SocketMessage, on socket: SocketID, into outbox: inout Outbox
  ) {
    guard case .text(let bytes) = message else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    if text.hasPrefix("place ") { _ = place(String(text.dropFirst(6))) }
    if text == "leave" {
      outbox.send(.close(code: 4000, reason: "as you wish"), to: socket)
    } else {
      outbox.send(.text(Array("echo \(text)".utf8)), to: socket)
    }
  }

  mutating func ended(_ socket: SocketID) { sockets.removeAll { $0 == socket } }

  mutating func tell(_ news: [News], into outbox: inout Outbox) {
    for case .order(let order, _) in news {
      for socket in sockets {
        let text = "order \(order.clientID) \(order.status.rawValue)"
        outbox.send(.text(Array(text.utf8)), to: socket, isNews: true)
      }
    }
  }

  mutating func pass(into outbox: inout Outbox) {
    guard let due = beats, due <= desk.now else { return }
    for socket in sockets { outbox.send(.ping([]), to: socket) }
    beats = Timestamp(milliseconds: due.milliseconds + 3000)
  }

  var nextDuty: Timestamp? { beats }

  mutating func expireTokens(into outbox: inout Outbox) {
    for socket in sockets { outbox.send(.text(Array("expired".utf8)), to: socket) }
  }

  func refusal(of request: HTTPRequest, for trouble: Trouble) -> HTTPResponse {
    switch trouble {
    case .broken(let status): HTTPResponse(status, ["trouble": "broken"])
    case .rateLimited(let seconds):
      HTTPResponse(429, ["after": .integer(Int64(seconds))])
    case .banned(let seconds): HTTPResponse(418, ["after": .integer(Int64(seconds))])
    }
  }
}
