import Exact
import Orders
import Screen
import Venues

/// A request read back from its own bytes, to be looked at before it goes.
struct RequestLines {
  let request: WireRequest
  let width: Int

  /// Method, host and path.
  var head: Line {
    var line = Line(CleanText(request.methodName + " "), .heading)
    line.append(CleanText(request.isSocket ? request.base : path), .accent)
    return line
  }

  private var path: String { String(request.target.text().prefix { $0 != "?" }) }

  var host: String { request.host }

  /// Every name and value in query and body; what is secret stays masked.
  var parameters: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    let target = request.target.text()
    if let mark = target.firstIndex(of: "?") {
      found += Self.form(String(target[target.index(after: mark)...]))
    }
    let body = request.body.text()
    if let document = try? JSONDocument(parsing: Array(body.utf8)) {
      Self.append(document.root, "", to: &found)
    } else if !body.isEmpty {
      found += Self.form(body)
    }
    return found
  }

  private static func form(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
    }
  }

  /// What is masked is no percent-encoding, and stays as it is.
  private static func decoded(_ text: Substring) -> String {
    (try? Percent.decode(text.utf8, plusIsSpace: true)) ?? String(text)
  }

  private static func append(
    _ node: JSONNode, _ name: String, to found: inout [(name: String, value: String)]
  ) {
    switch node.kind {
    case .object:
      for (key, member) in node.members {
        append(member, name.isEmpty ? key : name + "." + key, to: &found)
      }
    case .array:
      for (at, element) in node.elements.enumerated() {
        append(element, "\(name)[\(at + 1)]", to: &found)
      }
    default: found.append((name, node.text ?? node.rawText))
    }
  }

  /// `name value` one a line.
  var lines: [Line] {
    let all = parameters
    let widest = min(24, all.map { CleanText($0.name).columns }.max() ?? 0)
    return all.flatMap { item in
      ReviewWindow.wrapped(
        item.value, lead: Line("  ") + Line(CleanText(item.name), .payloadName),
        indent: widest + 4, .payloadValue, width: width)
    }
  }

  /// Several requests one after the other, each with where it goes and what it says.
  static func all(_ requests: [WireRequest], width: Int) -> [Line] {
    requests.enumerated().flatMap { at, request in
      let shown = RequestLines(request: request, width: width)
      let count = CleanText("request \(at + 1) of \(requests.count)")
      return (requests.count > 1 ? [Line(count, .muted)] : [])
        + ReviewWindow.wrapped(shown.head.plain.string, .accent, width: width)
        + [Line("  to ", .muted) + Line(CleanText(shown.host), .muted)] + shown.lines
    }
  }
}
