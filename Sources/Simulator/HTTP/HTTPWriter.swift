import Orders
import WebSocket

/// Puts answers on the wire.
public enum HTTPWriter {
  /// What 100-continue is answered with.
  public static let goOn = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

  /// Appends an answer.
  ///
  /// The length and the connection's fate are this writer's to say. A header that could not stand
  /// on a line of its own, such as one with a line break in it, is left out.
  ///
  /// - Parameters:
  ///   - method: Of the request; an answer to HEAD has no body.
  ///   - now: For the `Date` header, from which some clients take the venue's time.
  public static func write(
    _ response: HTTPResponse, to method: String, keepsAlive: Bool, now: Timestamp,
    into bytes: inout [UInt8]
  ) {
    let status = (200...599).contains(response.status) ? response.status : 500
    bytes.reserveCapacity(bytes.count + 256 + response.body.count)
    bytes += "HTTP/1.1 \(status) \(HTTPStatus.phrase(status))\r\n".utf8
    if response.headers.values("Date").isEmpty { bytes += "Date: \(now.httpDate)\r\n".utf8 }
    for field in response.headers where field.isSendable && !isOurs(field.name) {
      bytes += "\(field.name): \(field.value)\r\n".utf8
    }
    let isBodiless = status == 204 || status == 304
    if !isBodiless { bytes += "Content-Length: \(response.body.count)\r\n".utf8 }
    bytes += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n".utf8
    if method != "HEAD", !isBodiless { bytes += response.body }
  }

  private static func isOurs(_ name: String) -> Bool {
    ["Content-Length", "Connection", "Transfer-Encoding", "Keep-Alive"].contains {
      HTTPText.isSame($0, name)
    }
  }
}

/// What statuses are called (RFC 9110 section 15).
enum HTTPStatus {
  static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 202: "Accepted"
    case 204: "No Content"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 417: "Expectation Failed"
    // Binance's own (rest-api.md, HTTP Return Codes).
    case 418: "I'm a teapot"
    case 426: "Upgrade Required"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}

extension Timestamp {
  /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 section 5.6.7).
  public var httpDate: String {
    // A year before 0 begins with a minus sign, which the split takes away.
    let parts = iso.split { "-T:.Z".contains($0) }
    guard parts.count >= 6 else { return "" }
    let month = Int(parts[1]).map { Self.months[($0 - 1) % 12] } ?? ""
    // 1970-01-01 was a Thursday.
    let days = (milliseconds - (milliseconds % 86_400_000 + 86_400_000) % 86_400_000) / 86_400_000
    let weekday = Self.weekdays[Int((days % 7 + 7) % 7)]
    return "\(weekday), \(parts[2]) \(month) \(parts[0]) \(parts[3]):\(parts[4]):\(parts[5]) GMT"
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
}
