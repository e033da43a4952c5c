import Orders
import Venues

/// What a fault may meet: one request, or one message on a socket.
struct ArmouryCall {
  let venue: VenueID
  let method: String
  /// Of the request, or of the one that opened the socket.
  let path: String
  /// A message; nil for a request.
  let text: String?
  private let operations: OperationTable

  init(_ request: HTTPRequest, at venue: VenueID, _ operations: OperationTable) {
    self.venue = venue
    method = request.method
    path = request.path
    text = nil
    self.operations = operations
  }

  init(
    _ message: SocketMessage, on path: String, at venue: VenueID, _ operations: OperationTable
  ) {
    self.venue = venue
    method = "WS"
    self.path = path
    switch message {
    case .text(let bytes), .binary(let bytes): text = String(decoding: bytes, as: UTF8.self)
    case .ping, .pong: text = ""
    }
    self.operations = operations
  }

  /// Whether a fault is meant for it.
  ///
  /// A message is met only where a path or an operation says which: sign-ins and heartbeats would
  /// use up what was meant for an order.
  func isMet(by fault: Fault) -> Bool {
    guard fault.venue == nil || fault.venue == venue,
      fault.method == nil || fault.method == method
    else { return false }
    if let text {
      guard fault.path != nil || fault.operation != nil else { return false }
      return (fault.path.map { text.contains($0) || path.hasPrefix($0) } ?? true)
        && (fault.operation.map { operations.isSaid($0, in: text) } ?? true)
    }
    return (fault.path.map { path.hasPrefix($0) } ?? true)
      && (fault.operation.map { operations.isAsked($0, method, path) } ?? true)
  }
}

/// Which requests of a venue ask for which operation.
struct OperationTable: Sendable {
  private let endpoints: [Endpoint]

  init(_ venue: any Venue) {
    endpoints = venue.endpoints + venue.forms.map(\.endpoint)
  }

  /// Whether the request asks for the operation; a base such as `/v1` may stand before the path.
  func isAsked(_ operation: Operation, _ method: String, _ path: String) -> Bool {
    let given = path.split(separator: "/")
    return endpoints.contains { endpoint in
      guard endpoint.operation == operation, case .rest(let wanted) = endpoint.channel,
        wanted.rawValue == method
      else { return false }
      let known = endpoint.path.split(separator: "/")
      return known.count <= given.count
        && zip(known, given.suffix(known.count)).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
  }

  /// Whether a message names the operation.
  func isSaid(_ operation: Operation, in text: String) -> Bool {
    endpoints.contains { endpoint in
      if case .rest = endpoint.channel { return false }
      return endpoint.operation == operation && !endpoint.path.isEmpty
        && text.contains(endpoint.path)
    }
  }
}
