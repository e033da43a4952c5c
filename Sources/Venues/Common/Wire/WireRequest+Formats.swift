import Exact
import Orders

extension WireRequest {
  /// The ways a request can be written out.
  public enum Format: String, CaseIterable, Sendable {
    case wire
    case json
    case curl
  }

  public func text(_ format: Format, revealing: Bool = false) -> String {
    switch format {
    case .wire: wire(revealing)
    case .json: json(revealing).text
    case .curl: curl(revealing)
    }
  }

  /// As HTTP/1.1 carries it; a frame on a socket follows a line that names the socket.
  private func wire(_ revealing: Bool) -> String {
    if isSocket { return "WS \(base)\n\n\(body.text(revealing: revealing))" }
    var lines = ["\(methodName) \(pathPrefix)\(target.text(revealing: revealing)) HTTP/1.1"]
    lines.append("Host: \(host)")
    lines += headers.map { "\($0.name): \($0.shown(revealing))" }
    if !body.isEmpty || methodName != "GET" { lines.append("Content-Length: \(body.bytes.count)") }
    return lines.joined(separator: "\n") + "\n\n" + body.text(revealing: revealing)
  }

  /// The part of a base address after its host: `/exchange` in `https://host/exchange`.
  private var pathPrefix: String {
    guard let scheme = base.firstRange(of: "://"),
      let slash = base[scheme.upperBound...].firstIndex(of: "/")
    else { return "" }
    return String(base[slash...])
  }

  /// The object of `preview --format json`.
  public func json(_ revealing: Bool = false) -> JSON {
    .object([
      JSONMember("venue", .string(venue.name)),
      JSONMember("env", .string(environment.rawValue)),
      JSONMember("method", .string(methodName)),
      JSONMember("url", .string(base + target.text(revealing: revealing))),
      JSONMember(
        "headers",
        .array(headers.map { .array([.string($0.name), .string($0.shown(revealing))]) })),
      JSONMember("body", .string(body.text(revealing: revealing))),
    ])
  }

  /// A command that sends the same bytes; a socket's frame stands under a comment.
  private func curl(_ revealing: Bool) -> String {
    if isSocket {
      return "# text frame to \(base)\n\(body.text(revealing: revealing))"
    }
    var parts = ["curl --request \(methodName)"]
    parts += headers.map { "--header \(Self.quoted("\($0.name): \($0.shown(revealing))"))" }
    // Without a body curl would leave out the length that HTTP wants of such a request.
    if body.isEmpty, methodName != "GET" { parts.append("--header 'Content-Length: 0'") }
    // Without a content type of its own, curl would add one to a body.
    if !body.isEmpty { parts.append("--data-raw \(Self.quoted(body.text(revealing: revealing)))") }
    parts.append(Self.quoted(base + target.text(revealing: revealing)))
    return parts.joined(separator: " \\\n  ")
  }

  /// One shell word, whatever is in it.
  private static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
