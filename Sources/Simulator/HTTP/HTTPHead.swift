import WebSocket

/// The request line and headers of a request, and what they say of its body.
struct HTTPHead: Hashable, Sendable {
  var method = ""
  /// Path and query; of an absolute target the part behind the authority.
  var target = ""
  var version = ""
  var headers: [HeaderField] = []

  /// How the body is bounded (RFC 9112 section 6.3).
  enum Framing: Hashable, Sendable {
    case none
    case length(Int)
    case chunked
  }

  init() {}

  /// Reads `GET /path?query HTTP/1.1`: single spaces, nothing else.
  init(requestLine line: ArraySlice<UInt8>) throws(HTTPRefusal) {
    let parts = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 3 else {
      throw HTTPRefusal("a request line is a method, a target and a version")
    }
    guard !parts[0].isEmpty, parts[0].allSatisfy(HTTPText.isTokenByte) else {
      throw HTTPRefusal("the method is no token")
    }
    method = String(decoding: parts[0], as: UTF8.self)
    guard parts[1].allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }) else {
      throw HTTPRefusal("the target has a character that no URL has; percent-encode it")
    }
    version = String(decoding: parts[2], as: UTF8.self)
    switch version {
    case "HTTP/1.1", "HTTP/1.0": break
    case _ where version.hasPrefix("HTTP/"):
      throw HTTPRefusal(505, "the versions spoken are HTTP/1.1 and HTTP/1.0")
    default: throw HTTPRefusal("the request line ends in no version of HTTP")
    }
    target = try Self.origin(of: String(decoding: parts[1], as: UTF8.self), method)
  }

  /// Path and query of a target (RFC 9112 section 3.2).
  private static func origin(of target: String, _ method: String) throws(HTTPRefusal) -> String {
    if method == "CONNECT" { throw HTTPRefusal(501, "this server is no proxy") }
    if target.hasPrefix("/") || (target == "*" && method == "OPTIONS") { return target }
    guard target.lowercased().hasPrefix("http://") else {
      throw HTTPRefusal("the target is no path")
    }
    let rest = target.dropFirst("http://".count)
    let path = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    guard path > rest.startIndex else { throw HTTPRefusal("the target names no host") }
    return rest[path...].first == "/" ? String(rest[path...]) : "/" + rest[path...]
  }

  /// Reads `Name: value`.
  static func header(_ line: ArraySlice<UInt8>) throws(HTTPRefusal) -> HeaderField {
    if line.first == 0x20 || line.first == 0x09 {
      throw HTTPRefusal("a header runs over two lines, which is no longer allowed")
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      throw HTTPRefusal("a header line has no colon")
    }
    let name = line[..<colon]
    guard !name.isEmpty, name.allSatisfy(HTTPText.isTokenByte) else {
      throw HTTPRefusal("the name of a header is no token")
    }
    let value = line[(colon + 1)...]
    guard HTTPText.isFieldValue(value), String(validating: value, as: UTF8.self) != nil else {
      throw HTTPRefusal("the value of a header has a control character, or is not UTF-8")
    }
    return HeaderField(String(decoding: name, as: UTF8.self), HTTPText.trimmed(value))
  }
}
