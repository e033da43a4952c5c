import CCurl
import Glibc

/// Speaks HTTP and TLS over sockets, through libcurl.
///
/// It belongs to one thread at a time: whoever performs also waits. Only its `waker` may be used
/// from others. libcurl is loaded by the first action that needs it, on the thread that performs
/// it, so making a transport costs next to nothing.
public final class CurlTransport: Transport {
  /// What may be set; the standard holds for every venue.
  public struct Options: Sendable {
    /// A file of authorities in PEM that are trusted in place of the system's.
    public var authorities: String?
    /// The most bytes of an answer that are read.
    public var bodyLimit = 8 << 20
    /// The most bytes that wait to be sent on one socket.
    public var writeLimit = 4 << 20
    /// A connection stands within this time, or not at all.
    public var connectMilliseconds: Int64 = 10_000
    /// After so many idle seconds a connection is not used again.
    ///
    /// A server that ends an idle connection just as an order is sent leaves the order in doubt;
    /// this stays below what servers allow, 60 s being the shortest that is common.
    public var idleSeconds = 25
    /// A closed socket has this long to send what was written before.
    public var closeMilliseconds: Int64 = 5_000

    public static var standard: Options { Options() }
  }

  /// The most bytes of an answer's headers.
  static let headLimit = 256 << 10

  /// Interrupts `wait`; may be called on any thread.
  public let waker: TransportWaker
  let options: Options
  /// nil until it is first needed.
  private var carrier: OpaquePointer?
  var events: [TransportEvent] = []
  var requests: [RequestID: Request] = [:]
  var sockets: [SocketID: Socket] = [:]
  /// Where the next turn over the sockets begins, so that none is always first.
  var turn = 0
  private var watches: [CarrierWatch] = []
  var scratch = [UInt8](repeating: 0, count: 64 << 10)

  /// Make it before threads begin that read the environment: it takes `SSLKEYLOGFILE` out of it,
  /// because libcurl would write the secrets of every connection there.
  public init(_ options: Options = .standard) throws(TransportFailure) {
    if getenv("SSLKEYLOGFILE") != nil { unsetenv("SSLKEYLOGFILE") }
    // libcurl leaves signals alone here, and OpenSSL writes to connections that may have ended.
    signal(SIGPIPE, SIG_IGN)
    self.options = options
    waker = try TransportWaker()
  }

  deinit {
    guard let carrier else { return }
    for request in requests.values { carrier_drop(carrier, request.handle) }
    for socket in sockets.values { carrier_disconnect(carrier, socket.handle) }
    carrier_free(carrier)
  }

  public func perform(_ action: TransportAction) {
    switch action {
    case .request(let id, let request, let patience): send(id, request, patience)
    case .abandon(let id): drop(id)
    case .connect(let id, let address, let patience): connect(id, address, patience)
    case .write(let id, let bytes): write(bytes, on: id)
    case .close(let id): close(id)
    }
  }

  public func wait(milliseconds: Int64?) -> [TransportEvent] {
    let end = milliseconds.map(Uptime.after)
    var hasLooked = false
    while true {
      work()
      let isWoken = waker.take()
      if isWoken || !events.isEmpty { break }
      let left = end.map { $0 - Uptime.milliseconds }
      // Sockets are looked at once even where there is no time to wait: whoever is always in a
      // hurry would never hear them.
      if let left, left <= 0, hasLooked { break }
      hasLooked = true
      sleep(left)
    }
    defer { events = [] }
    return events
  }

  /// The library, loaded if it was not.
  func ready() throws(TransportFailure) -> OpaquePointer {
    if let carrier { return carrier }
    if let trouble = carrier_load() {
      throw TransportFailure(.notSent, .setup, String(cString: trouble))
    }
    guard let made = carrier_make() else {
      throw TransportFailure(.notSent, .setup, "libcurl could not be set up")
    }
    carrier = made
    return made
  }

  /// Calls with the library, where it was ever needed.
  func withCarrier(_ body: (OpaquePointer) -> Void) { if let carrier { body(carrier) } }

  /// Does what can be done at once.
  private func work() {
    guard let carrier else { return }
    carrier_work(carrier)
    var end = CarrierEnd()
    while carrier_next(carrier, &end) != 0 {
      if end.is_socket != 0 {
        connected(SocketID(end.number), end)
      } else {
        finish(RequestID(end.number), end)
      }
    }
    serveSockets()
  }

  /// Sleeps until something happens, or the time is over that somebody has set.
  private func sleep(_ left: Int64?) {
    var left = left
    watches.removeAll(keepingCapacity: true)
    watches.append(
      CarrierWatch(descriptor: waker.descriptor, wanted: Int32(CARRIER_READ), found: 0))
    let watched = watchSockets(&watches, &left)
    let timeout = left.map { Int32(clamping: max(0, $0)) }
    guard let carrier else {
      var poll = pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0)
      _ = Glibc.poll(&poll, 1, timeout ?? -1)
      return
    }
    // The library has no word for "for ever"; it sleeps shorter where it has to.
    carrier_wait(carrier, &watches, UInt32(watches.count), timeout ?? .max)
    for (id, watch) in zip(watched, watches.dropFirst()) { found(watch.found, on: id) }
  }
}
