import Crypto
import Gzip
import WebSocket

/// One socket to a venue, from its first byte: the transport's bytes in, whole messages out.
struct StreamSocket: Sendable {
  /// What it is for.
  enum Purpose: String, Sendable {
    case user
    case market
  }

  /// What bytes came to.
  enum Event: Sendable {
    /// The handshake is done, and it may be spoken on.
    case opened
    case message([UInt8])
    /// The other end closes, or broke the protocol; with a sentence that says why.
    case failed(String)
  }

  let id: SocketID
  let purpose: Purpose
  /// When it was opened, and when the last byte came.
  let since: Int64
  private(set) var heard: Int64
  /// Whether the venue was spoken to yet; before that its greeting or a pause is waited for.
  var isSpokenTo = false
  private let target: SocketAddress
  private let packs: Bool
  private let chance: Chance
  private var phase = Phase.connecting

  private enum Phase: Sendable {
    case connecting
    case handshake(ClientHandshake)
    case open(WebSocketSession)
    case ended
  }

  init(
    _ id: SocketID, _ purpose: Purpose, to address: SocketAddress, packs: Bool, chance: Chance,
    now: Int64
  ) {
    self.id = id
    self.purpose = purpose
    self.packs = packs
    self.chance = chance
    target = address
    since = now
    heard = now
  }

  var isOpen: Bool { if case .open = phase { true } else { false } }

  /// The transport is there: what is to be sent first.
  mutating func connected(now: Int64) -> [UInt8]? {
    heard = now
    let nonce = withUnsafeBytes(of: (chance.next(), chance.next())) { Array($0) }
    guard
      let handshake = try? ClientHandshake(
        host: target.host, target: target.path, nonce: nonce, sha1: Digest.sha1)
    else { return nil }
    phase = .handshake(handshake)
    return handshake.request
  }

  /// Takes bytes; what they come to, in order.
  mutating func take(_ bytes: [UInt8], now: Int64) -> [Event] {
    heard = now
    switch phase {
    case .connecting, .ended: return []
    case .handshake(var handshake):
      do throws(HandshakeFailure) {
        guard let opened = try handshake.read(bytes) else {
          phase = .handshake(handshake)
          return []
        }
        let chance = chance
        phase = .open(
          WebSocketSession(.client { MaskKey(UInt32(truncatingIfNeeded: chance.next())) }))
        return [.opened] + read(opened.rest)
      } catch {
        phase = .ended
        return [.failed("the handshake failed: \(error)")]
      }
    case .open: return read(bytes)
    }
  }

  private mutating func read(_ bytes: [UInt8]) -> [Event] {
    guard case .open(var session) = phase else { return [] }
    // Out of the enum, so that it is changed in place.
    phase = .ended
    var incoming: [WebSocketSession.Event] = []
    session.receive(bytes, into: &incoming)
    phase = .open(session)
    var events: [Event] = []
    events.reserveCapacity(incoming.count)
    for item in incoming {
      switch item {
      case .incoming(.text(let message)): events.append(.message(message))
      case .incoming(.binary(let message)): events.append(unpacked(message))
      case .incoming(.close(let close)):
        events.append(.failed("the venue closed the socket\(Self.reason(close))"))
      case .incoming(.ping), .incoming(.pong): break
      case .failed(let violation): events.append(.failed("\(violation)"))
      }
    }
    return events
  }

  private static func reason(_ close: CloseFrame) -> String {
    close.reason.isEmpty ? "" : ": \(close.reason)"
  }

  private func unpacked(_ message: [UInt8]) -> Event {
    guard packs else { return .message(message) }
    guard let text = try? Gzip.unpack(message) else {
      return .failed("a message of the venue is no gzip")
    }
    return .message(text)
  }

  /// Queues a text message; false where the socket does not take one any more.
  mutating func send(_ text: [UInt8]) -> Bool {
    guard case .open(var session) = phase else { return false }
    phase = .ended
    defer { phase = .open(session) }
    return (try? session.send(.text, text)) != nil
  }

  /// Everything that waits to be sent.
  mutating func takeOutgoing() -> [UInt8] {
    guard case .open(var session) = phase else { return [] }
    phase = .ended
    defer { phase = .open(session) }
    return session.takeOutgoing()
  }
}

extension StreamSocket: CustomStringConvertible, CustomReflectable {
  /// Where it leads, and no more: its address may have the key to the stream in it.
  var description: String { "StreamSocket(\(purpose) at \(target.host))" }

  var customMirror: Mirror { Mirror(self, children: []) }
}

/// A `ws://` or `wss://` address in the two parts that a handshake has of it.
struct SocketAddress: Hashable, Sendable {
  let text: String
  /// With the port, where one is said.
  let host: String
  let path: String

  init?(_ text: String) {
    guard let scheme = text.firstRange(of: "://"),
      ["ws", "wss"].contains(text[..<scheme.lowerBound])
    else { return nil }
    let rest = text[scheme.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    guard end > rest.startIndex else { return nil }
    self.text = text
    host = String(rest[..<end])
    let path = String(rest[end...])
    self.path = path.hasPrefix("/") ? path : "/" + path
  }
}
