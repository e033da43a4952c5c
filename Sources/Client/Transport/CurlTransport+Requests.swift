import CCurl
import Venues
import WebSocket

extension CurlTransport {
  /// A request whose answer is waited for.
  struct Request {
    let handle: OpaquePointer
    let address: TransportAddress
    let patience: Int64
  }

  func send(_ id: RequestID, _ request: WireRequest, _ patience: Int64) {
    // An id that is still in use would lose the answer of the one before.
    guard requests[id] == nil else { return }
    do throws(TransportFailure) {
      requests[id] = try begin(id, request, patience)
    } catch {
      events.append(.failed(id, error))
    }
  }

  func drop(_ id: RequestID) {
    guard let request = requests.removeValue(forKey: id) else { return }
    withCarrier { carrier_drop($0, request.handle) }
  }

  /// Tells how a request ended.
  func finish(_ id: RequestID, _ end: CarrierEnd) {
    guard let request = requests[id] else { return }
    if end.trouble == CARRIER_WELL {
      events.append(.response(id, Self.response(request.handle)))
    } else {
      let account = TransportAccount(request.address, request.patience, options)
      events.append(.failed(id, account.failure(end)))
    }
    drop(id)
  }

  private func begin(
    _ id: RequestID, _ request: WireRequest, _ patience: Int64
  ) throws(TransportFailure) -> Request {
    guard case .rest = request.channel else {
      throw TransportFailure(.notSent, .setup, "a frame of a socket is no request")
    }
    let address = try TransportAddress(request.base, for: .request)
    let lines = try Self.lines(of: request, to: address)
    let target = request.target.bytes
    guard target.first == UInt8(ascii: "/"), target.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw TransportFailure(.notSent, .setup, "\(address.place): the request has no path")
    }
    let carrier = try ready()
    let path = address.path + String(decoding: target, as: UTF8.self)
    var words: UnsafePointer<CChar>?
    let handle = withRoute(to: address, patience) { route in
      withOrder(request, path, lines, isSecure: address.isSecure) { order in
        carrier_send(carrier, id.number, route, order, &words)
      }
    }
    guard let handle else { throw TransportAccount.unmade(address, words) }
    return Request(handle: handle, address: address, patience: patience)
  }

  /// Lines that belong to what carries the request, for they say how it is carried.
  private static let own = [
    "Host", "Connection", "Content-Length", "Transfer-Encoding", "Expect", "Upgrade", "TE",
    "Trailer", "Proxy-Authorization", "Proxy-Connection",
  ]

  /// The header lines as libcurl takes them: ours, and what silences its own.
  private static func lines(
    of request: WireRequest, to address: TransportAddress
  ) throws(TransportFailure) -> [String] {
    func isOurs(_ name: String) -> Bool {
      request.headers.contains { HTTPText.isSame($0.name, name) }
    }
    for header in request.headers {
      guard HeaderField(header.name, header.value).isSendable else {
        throw TransportFailure(
          .notSent, .setup, "\(address.place): a header of the request cannot be sent")
      }
      guard !own.contains(where: { HTTPText.isSame($0, header.name) }) else {
        throw TransportFailure(
          .notSent, .setup, "\(address.place): the header \(header.name) is not the request's own")
      }
    }
    let silenced = ["Accept", "Content-Type", "Expect"].filter { !isOurs($0) }.map { "\($0):" }
    return silenced
      // A header without a value is spelt with a semicolon, for a colon alone takes it away.
      + request.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
  }

  private static func response(_ handle: OpaquePointer) -> Response {
    var count = 0
    let head = carrier_head(handle, &count)
    let headers = ResponseFields.read(UnsafeBufferPointer(start: head, count: count))
    let body = carrier_body(handle, &count)
    return Response(
      status: carrier_status(handle), headers: headers,
      body: Array(UnsafeBufferPointer(start: body, count: count)))
  }
}

extension CurlTransport {
  /// Calls with the way to an address.
  func withRoute<Result>(
    to address: TransportAddress, _ patience: Int64,
    _ body: (UnsafePointer<CarrierRoute>) -> Result
  ) -> Result {
    // 0 would mean for ever.
    let patience = Int(clamping: min(max(1, patience), Int64(Int32.max)))
    return address.url.withCString { url in
      (options.authorities ?? "").withCString { authorities in
        var route = CarrierRoute(
          url: url, authorities: options.authorities == nil ? nil : authorities,
          is_direct: address.isLoopback ? 1 : 0,
          connect_milliseconds: min(patience, Int(clamping: max(1, options.connectMilliseconds))),
          total_milliseconds: patience)
        return body(&route)
      }
    }
  }

  /// Calls with a request as the library takes it; it keeps copies.
  private func withOrder<Result>(
    _ request: WireRequest, _ path: String, _ lines: [String], isSecure: Bool,
    _ body: (UnsafePointer<CarrierOrder>) -> Result
  ) -> Result {
    // All lines in one buffer, each ended by a zero, and where each begins.
    var text: [CChar] = []
    var starts: [Int] = []
    for line in lines {
      starts.append(text.count)
      text += line.utf8.map { CChar(bitPattern: $0) } + [0]
    }
    let hasBody = !request.body.isEmpty || request.methodName != HTTPMethod.get.rawValue
    return request.methodName.withCString { method in
      path.withCString { target in
        text.withUnsafeBufferPointer { text in
          let headers = starts.map { text.baseAddress?.advanced(by: $0) }
          return headers.withUnsafeBufferPointer { headers in
            request.body.bytes.withUnsafeBufferPointer { bytes in
              var order = CarrierOrder(
                method: method, target: target, headers: headers.baseAddress,
                header_count: headers.count, body: bytes.baseAddress, body_count: bytes.count,
                has_body: hasBody ? 1 : 0, head_limit: Self.headLimit,
                body_limit: options.bodyLimit, idle_seconds: options.idleSeconds,
                may_multiplex: isSecure ? 1 : 0)
              return body(&order)
            }
          }
        }
      }
    }
  }
}
