import CCurl

extension CurlTransport {
  /// A stream of bytes: one that is being opened, stands, or is being closed.
  struct Socket {
    let handle: OpaquePointer
    let address: TransportAddress
    let patience: Int64
    /// What waits to be sent, from `sent` on.
    var outgoing: [UInt8] = []
    var sent = 0
    var isOpen = false
    /// Whether there may be bytes: readiness alone says nothing of what TLS has read already.
    var mayRead = true
    /// The system takes no more for now.
    var isFull = false
    /// The library holds bytes that the system did not take.
    var isStaged = false
    /// Until when what was written may still go out; nil while nobody has closed it.
    var closesBy: Int64?

    var waitingBytes: Int { outgoing.count - sent }
    var isSending: Bool { isStaged || waitingBytes > 0 }
  }

  /// The most that is read of one socket before the others have their turn.
  private static let budget = 256 << 10

  func connect(_ id: SocketID, _ address: String, _ patience: Int64) {
    guard sockets[id] == nil else { return }
    do throws(TransportFailure) {
      let address = try TransportAddress(address, for: .socket)
      let carrier = try ready()
      var words: UnsafePointer<CChar>?
      let handle = withRoute(to: address, patience) { route in
        carrier_connect(carrier, id.number, route, &words)
      }
      guard let handle else { throw TransportAccount.unmade(address, words) }
      sockets[id] = Socket(handle: handle, address: address, patience: patience)
    } catch {
      events.append(.ended(id, error))
    }
  }

  func write(_ bytes: [UInt8], on id: SocketID) {
    // Only numbers are taken out: a second reference would make every write copy what waits.
    guard let waiting = sockets[id]?.waitingBytes, sockets[id]?.closesBy == nil else { return }
    if bytes.count <= options.writeLimit - waiting {
      sockets[id]?.outgoing += bytes
    } else if let socket = sockets[id] {
      end(id, failure(socket, "it does not read, and more than \(options.writeLimit) bytes wait"))
    }
  }

  func close(_ id: SocketID) {
    guard let socket = sockets[id], socket.closesBy == nil else { return }
    if socket.isSending {
      sockets[id]?.closesBy = Uptime.after(options.closeMilliseconds)
    } else {
      forget(id)
    }
  }

  /// Tells whether a socket came to stand.
  func connected(_ id: SocketID, _ end: CarrierEnd) {
    guard let socket = sockets[id] else { return }
    if end.trouble == CARRIER_WELL {
      sockets[id]?.isOpen = true
      if socket.closesBy == nil { events.append(.connected(id)) }
    } else {
      // What the library counts as a request is the connection alone.
      var end = end
      end.has_begun = 0
      self.end(id, TransportAccount(socket.address, socket.patience, options).failure(end))
    }
  }

  /// One turn: every socket that has something to do.
  func serveSockets() {
    let open = sockets.filter { $0.value.isOpen }.map(\.key).sorted()
    if open.isEmpty { return expire() }
    turn = (turn + 1) % open.count
    for id in open[turn...] + open[..<turn] {
      flush(id)
      read(id)
    }
    expire()
  }

  /// What to watch, beside what was there before; shortens the time to sleep where it must be.
  func watchSockets(_ watches: inout [CarrierWatch], _ left: inout Int64?) -> [SocketID] {
    func sleep(atMost time: Int64) { left = min(left ?? time, time) }
    var watched: [SocketID] = []
    for (id, socket) in sockets {
      if let end = socket.closesBy { sleep(atMost: max(0, end - Uptime.milliseconds)) }
      guard socket.isOpen else { continue }
      if socket.mayRead, socket.closesBy == nil { sleep(atMost: 0) }
      var wanted = socket.closesBy == nil ? CARRIER_READ : 0
      if socket.isSending { wanted |= CARRIER_WRITE }
      watched.append(id)
      watches.append(
        CarrierWatch(
          descriptor: carrier_descriptor(socket.handle), wanted: Int32(wanted), found: 0))
    }
    return watched
  }

  func found(_ what: Int32, on id: SocketID) {
    if Int(what) & CARRIER_READ != 0 { sockets[id]?.mayRead = true }
    if Int(what) & CARRIER_WRITE != 0 { sockets[id]?.isFull = false }
  }

  /// Sends as much as the system takes.
  private func flush(_ id: SocketID) {
    guard var socket = sockets[id], socket.isSending, !socket.isFull else { return }
    // While it is worked on here, no second reference makes its bytes be copied.
    sockets[id]?.outgoing = []
    var taken = 0
    let outcome = socket.outgoing.withUnsafeBufferPointer { bytes in
      carrier_write(
        socket.handle, bytes.baseAddress?.advanced(by: socket.sent), socket.waitingBytes, &taken)
    }
    socket.sent += taken
    socket.isStaged = outcome == CARRIER_LATER
    socket.isFull = socket.isStaged
    if socket.waitingBytes == 0 || socket.sent > 1 << 20 {
      socket.outgoing.removeFirst(socket.sent)
      socket.sent = 0
    }
    sockets[id] = socket
    if outcome == CARRIER_BROKEN {
      end(id, failure(socket, "the connection broke while sending"))
    } else if socket.closesBy != nil, !socket.isSending {
      forget(id)
    }
  }

  private func read(_ id: SocketID) {
    guard let socket = sockets[id], socket.mayRead, socket.closesBy == nil else { return }
    var bytes: [UInt8] = []
    var outcome = Int32(CARRIER_DONE)
    while outcome == CARRIER_DONE, bytes.count < Self.budget {
      var count = 0
      outcome = carrier_read(socket.handle, &scratch, scratch.count, &count)
      bytes += scratch[..<count]
    }
    if !bytes.isEmpty { events.append(.read(id, bytes)) }
    switch Int(outcome) {
    case CARRIER_LATER: sockets[id]?.mayRead = false
    case CARRIER_OVER: end(id, nil)
    case CARRIER_BROKEN: end(id, failure(socket, "the connection broke"))
    default: break
    }
  }

  /// Cuts what was closed and could not be sent in time.
  private func expire() {
    let closing = sockets.filter { $0.value.closesBy != nil }
    if closing.isEmpty { return }
    let now = Uptime.milliseconds
    for (id, socket) in closing { if let end = socket.closesBy, end <= now { forget(id) } }
  }

  private func failure(_ socket: Socket, _ reason: String) -> TransportFailure {
    TransportFailure(.unknown, .lost, "\(socket.address.place): \(reason)")
  }

  /// Tells that a socket is gone, unless its owner has let go of it.
  private func end(_ id: SocketID, _ failure: TransportFailure?) {
    if sockets[id]?.closesBy == nil { events.append(.ended(id, failure)) }
    forget(id)
  }

  private func forget(_ id: SocketID) {
    guard let socket = sockets.removeValue(forKey: id) else { return }
    withCarrier { carrier_disconnect($0, socket.handle) }
  }
}
