import Orders
import Venues
import WebSocket

/// A whole request as it came: the target and headers untouched, for signatures are made over them.
public struct HTTPRequest: Hashable, Sendable {
  /// `GET`.
  public var method: String
  /// Path and query, as in the request line.
  public var target: String
  /// `HTTP/1.1`.
  public var version: String
  public var headers: [HeaderField]
  public var body: [UInt8]

  public init(
    _ method: String, _ target: String, version: String = "HTTP/1.1",
    headers: [HeaderField] = [], body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.version = version
    self.headers = headers
    self.body = body
  }

  /// The part of the target before the question mark.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The part behind it, undecoded; nil without a question mark.
  public var query: String? {
    target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
  }

  /// The first header of a name, whatever its case.
  public func header(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }

  /// The body as text; nil where it is not UTF-8.
  public var text: String? { String(validating: body, as: UTF8.self) }

  /// The bytes a client sealed, as the server got them; a venue's base may have a path of its own.
  public init(_ request: WireRequest) {
    let path = request.base.split(separator: "/", maxSplits: 3).dropFirst(2).joined(separator: "/")
    self.init(
      request.methodName,
      (path.isEmpty ? "" : "/" + path) + request.target.text(revealing: true),
      headers: [HeaderField("Host", request.host)]
        + request.headers.map { HeaderField($0.name, $0.value) },
      body: Array(request.body.text(revealing: true).utf8))
  }

  /// The request as the venue's own reader takes it.
  public func sealed(_ venue: VenueID, _ operation: Operation) -> WireRequest {
    WireRequest(
      venue: venue, environment: .paper, operation: operation,
      channel: .rest(HTTPMethod(rawValue: method) ?? .get), base: "",
      target: SealedText(target), headers: headers.map { WireRequest.Header($0.name, $0.value) },
      body: SealedText(text ?? ""))
  }
}
