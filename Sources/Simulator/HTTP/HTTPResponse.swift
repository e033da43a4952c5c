import Exact
import Venues
import WebSocket

/// A whole answer; its length is written by whoever puts it on the wire.
public struct HTTPResponse: Hashable, Sendable {
  public var status: Int
  public var headers: [HeaderField]
  public var body: [UInt8]

  public init(_ status: Int, headers: [HeaderField] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// An answer in JSON.
  public init(_ status: Int = 200, _ json: JSON, headers: [HeaderField] = []) {
    var bytes: [UInt8] = []
    json.write(into: &bytes)
    self.init(
      status, headers: [HeaderField("Content-Type", "application/json;charset=UTF-8")] + headers,
      body: bytes)
  }

  /// The same answer as a client's decoder takes it.
  public var received: Response {
    Response(status: status, headers: headers.map { ($0.name, $0.value) }, body: body)
  }
}
