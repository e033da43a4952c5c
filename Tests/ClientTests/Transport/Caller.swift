import Client
import Orders
import Testing
import Venues

/// Somebody who owns a transport: performs, and waits for what comes of it.
final class Caller {
  let transport: CurlTransport
  /// What came and nobody asked for yet.
  private(set) var events: [TransportEvent] = []
  private var last: Int64 = 0

  init(_ options: CurlTransport.Options = .standard) throws {
    transport = try CurlTransport(options)
  }

  /// So many bytes, in an order that a shift, a loss or a doubling breaks.
  static func noise(_ count: Int) -> [UInt8] {
    let block = (0..<4099).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 11) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + block.count)
    while bytes.count < count { bytes += block }
    return Array(bytes[..<count])
  }

  /// Begins a request.
  func begin(_ request: WireRequest, milliseconds: Int64 = 10_000) -> RequestID {
    last += 1
    transport.perform(.request(RequestID(last), request, timeoutMilliseconds: milliseconds))
    return RequestID(last)
  }

  /// Performs a request and waits for its outcome.
  func ask(_ request: WireRequest, milliseconds: Int64 = 10_000) throws -> Response {
    try outcome(of: begin(request, milliseconds: milliseconds))
  }

  func outcome(of id: RequestID) throws -> Response {
    try next { event in
      switch event {
      case .response(id, let response): Result<Response, TransportFailure>.success(response)
      case .failed(id, let failure): .failure(failure)
      default: nil
      }
    }.get()
  }

  /// The failure of a request that must fail.
  func failure(of request: WireRequest, milliseconds: Int64 = 10_000) throws -> TransportFailure {
    do {
      let response = try ask(request, milliseconds: milliseconds)
      throw UnexpectedAnswer(status: response.status)
    } catch let failure as TransportFailure {
      return failure
    }
  }

  struct UnexpectedAnswer: Error {
    let status: Int
  }

  func open(_ address: String, milliseconds: Int64 = 10_000) -> SocketID {
    last += 1
    transport.perform(.connect(SocketID(last), address: address, timeoutMilliseconds: milliseconds))
    return SocketID(last)
  }

  /// A socket that stands.
  func connect(_ address: String) throws -> SocketID {
    let id = open(address)
    try next { event -> Result<Void, TransportFailure>? in
      switch event {
      case .connected(id): .success(())
      case .ended(id, let failure):
        .failure(failure ?? TransportFailure(.unknown, .lost, "it ended"))
      default: nil
      }
    }.get()
    return id
  }

  func write(_ bytes: [UInt8], on id: SocketID) { transport.perform(.write(id, bytes)) }

  /// The next bytes of a socket; empty when it has ended.
  func read(_ id: SocketID) throws -> [UInt8] {
    try next { event in
      switch event {
      case .read(id, let bytes): bytes
      case .ended(id, _): []
      default: nil
      }
    }
  }

  /// So many bytes of a socket, or what came of them until it ended.
  func read(_ id: SocketID, count: Int) throws -> [UInt8] {
    var all: [UInt8] = []
    while all.count < count {
      let more = try read(id)
      if more.isEmpty { break }
      all += more
    }
    return all
  }

  /// How a socket ended.
  func end(of id: SocketID) throws -> TransportFailure? {
    try next { event -> TransportFailure?? in
      if case .ended(id, let failure) = event { .some(failure) } else { nil }
    }
  }

  /// The first event that means something, taken out; the others stay in their order.
  ///
  /// After fifteen seconds of silence the test fails instead of hanging.
  func next<Meaning>(_ meaning: (TransportEvent) -> Meaning?) throws -> Meaning {
    while true {
      for (index, event) in events.enumerated() {
        if let meaning = meaning(event) {
          events.remove(at: index)
          return meaning
        }
      }
      let more = transport.wait(milliseconds: 15_000)
      try #require(!more.isEmpty, "nothing came for fifteen seconds")
      events += more
    }
  }
}

extension WireRequest {
  /// A request of no venue in particular.
  static func plain(
    _ base: String, _ target: String = "/", method: HTTPMethod = .get,
    headers: [Header] = [], body: String = ""
  ) -> WireRequest {
    WireRequest(
      venue: VenueID("binance"), environment: .paper, operation: .place, channel: .rest(method),
      base: base, target: SealedText(target), headers: headers, body: SealedText(body))
  }

  /// The same bytes to another place.
  func sent(to base: String) -> WireRequest {
    WireRequest(
      venue: venue, environment: environment, operation: operation, channel: channel, base: base,
      target: target, headers: headers, body: body)
  }
}
