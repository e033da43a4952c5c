import Exact
import Orders
import WebSocket

@testable import Simulator

/// A simulator with one echoing venue, a clock that stands until it is moved, and clients.
struct Wire {
  var simulator: Simulator
  var moment = Moment(wall: Timestamp(milliseconds: 1_700_000_000_000), uptime: 1_000_000)
  let venue = VenueID("binance")

  init(limits: ConnectionLimits = .standard) {
    simulator = Simulator([EchoServing(now: moment.wall)], limits: limits)
  }

  mutating func connect(to door: Simulator.Door? = nil) -> Simulator.ConnectionID {
    guard let id = simulator.connect(to: door ?? .venue(venue), moment) else {
      return Simulator.ConnectionID(port: 9, number: 0)
    }
    return id
  }

  mutating func send(_ text: String, on id: Simulator.ConnectionID) {
    simulator.receive(Array(text.utf8), on: id, moment)
  }

  /// Everything that comes back, as long as anything does.
  mutating func take(_ id: Simulator.ConnectionID) -> String {
    String(decoding: takeBytes(id), as: UTF8.self)
  }

  mutating func takeBytes(_ id: Simulator.ConnectionID) -> [UInt8] {
    var all: [UInt8] = []
    while case let bytes = simulator.takeOutgoing(id, moment), !bytes.isEmpty { all += bytes }
    return all
  }

  /// One request on a connection of its own; the answer.
  mutating func ask(_ text: String, at door: Simulator.Door? = nil) -> String {
    let id = connect(to: door)
    send(text, on: id)
    return take(id)
  }

  /// A request to the control port, and what it answers.
  mutating func control(_ method: String, _ path: String, _ body: String = "") -> (Int, String) {
    let response = simulator.answer(
      control: HTTPRequest(method, path, body: Array(body.utf8)), moment)
    return (response.status, String(decoding: response.body, as: UTF8.self))
  }

  /// Lets time pass, and does what is due.
  mutating func pass(_ milliseconds: Int64) {
    moment.uptime += milliseconds
    moment.wall = Timestamp(milliseconds: moment.wall.milliseconds + milliseconds)
    simulator.pass(moment)
  }

  /// Opens a socket and reads the greeting away.
  mutating func openSocket(_ path: String = "/ws") -> Simulator.ConnectionID {
    let id = connect()
    send(Wire.upgrade(path), on: id)
    _ = takeBytes(id)
    return id
  }

  /// The texts and ends that came on a socket.
  mutating func frames(_ id: Simulator.ConnectionID) -> [String] { Wire.frames(takeBytes(id)) }

  // The key and its answer are the example of RFC 6455 section 1.3.
  static func upgrade(_ path: String) -> String {
    """
    GET \(path) HTTP/1.1\r
    Host: localhost\r
    Upgrade: websocket\r
    Connection: Upgrade\r
    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
    Sec-WebSocket-Version: 13\r
    \r

    """
  }

  /// Frames of a server, taken apart by hand: no mask, lengths in 7, 16 or 64 bits.
  static func frames(_ bytes: [UInt8]) -> [String] {
    var rest = bytes[...]
    var found: [String] = []
    while rest.count >= 2 {
      let first = rest.removeFirst()
      var length = Int(rest.removeFirst())
      let more = length == 126 ? 2 : length == 127 ? 8 : 0
      if more > 0 {
        length = rest.prefix(more).reduce(0) { $0 << 8 | Int($1) }
        rest.removeFirst(more)
      }
      let payload = rest.prefix(length)
      rest.removeFirst(length)
      switch first & 0x0F {
      case 8:
        let code = payload.prefix(2).reduce(0) { $0 << 8 | Int($1) }
        found.append("close \(code)")
      case 9: found.append("ping")
      case 10: found.append("pong \(String(decoding: payload, as: UTF8.self))")
      default: found.append(String(decoding: payload, as: UTF8.self))
      }
    }
    return found
  }

  /// A frame of a client, masked with a fixed key.
  static func frame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool = true) -> [UInt8] {
    let key: [UInt8] = [1, 2, 3, 4]
    var bytes = [(isFinal ? 0x80 : 0) | opcode]
    if payload.count < 126 {
      bytes.append(0x80 | UInt8(payload.count))
    } else if payload.count < 65536 {
      bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    } else {
      bytes.append(0x80 | 127)
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
    }
    return bytes + key + payload.enumerated().map { $0.element ^ key[$0.offset % 4] }
  }

  static func text(_ text: String) -> [UInt8] { frame(1, Array(text.utf8)) }
}

/// SplitMix64, so that a run is its seed.
struct Chance: RandomNumberGenerator {
  var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
