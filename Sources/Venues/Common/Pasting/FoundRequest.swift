import Exact
import Orders

/// A request as it was found in a pasted text, before a venue has read it.
struct FoundRequest {
  /// What it was: "a curl command".
  var form: String
  var method = "POST"
  /// Path and query; empty where only a body was found.
  var target = ""
  var body: [UInt8] = []
  /// A text frame of a socket.
  var isSocket = false
  /// Whether the parameters stood in a body or in a query cannot be told.
  var isPlaceless = false
  var remarks: [String] = []

  init(
    form: String, method: String = "POST", target: String = "", body: [UInt8] = [],
    isSocket: Bool = false, isPlaceless: Bool = false, remarks: [String] = []
  ) {
    self.form = form
    self.method = method
    self.target = target
    self.body = body
    self.isSocket = isSocket
    self.isPlaceless = isPlaceless
    self.remarks = remarks
  }

  /// Takes an address apart: scheme and host say nothing that the path does not.
  mutating func take(address: some StringProtocol) {
    var rest = Substring(address).prefix { $0 != "#" }
    if let scheme = rest.firstRange(of: "://") {
      let path = rest[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
      rest = path
    } else if !rest.hasPrefix("/"), let slash = rest.firstIndex(of: "/"),
      rest[..<slash].contains(where: { $0 == "." || $0 == ":" })
    {
      // A host without a scheme, as curl takes it.
      rest = rest[slash...]
    }
    target = String(rest)
  }

  // MARK: Forms

  /// Reads an HTTP request, with or without version and headers, or an address with a body below.
  init?(http text: String) {
    let head = text.prefix { $0 != "\n" }
    let words = head.split(whereSeparator: \.isWhitespace)
    guard let first = words.first else { return nil }
    let isMethod = ["GET", "POST", "PUT", "DELETE"].contains(first.uppercased())
    let isAddress = first.hasPrefix("/") || first.contains("://")
    guard isMethod ? words.count > 1 : isAddress && words.count == 1 else { return nil }
    self.init(form: isMethod ? "an HTTP request" : "an address")
    if isMethod { method = first.uppercased() }
    take(address: isMethod ? words[1] : first)
    let tail = text[head.endIndex...]
    let rest = tail.drop { $0 == "\n" }
    guard rest.prefix(while: { $0 != "\n" }).isHeader, !tail.hasPrefix("\n\n") else {
      body = Self.trimmed(Array(rest.utf8))
      return
    }
    if let blank = rest.firstRange(of: "\n\n") {
      body = Array(rest[blank.upperBound...].utf8)
    } else if let line = rest.split(separator: "\n").first(where: { !$0.isHeader }) {
      // A body that follows its headers without a blank line.
      body = Array(rest[line.startIndex...].utf8)
    }
    body = Self.trimmed(body)
  }

  /// Reads a frame under a line that names its socket, or a Tradovate frame by itself.
  init?(socket text: String) {
    let head = text.prefix { $0 != "\n" }
    let rest = text[head.endIndex...].drop { $0 == "\n" }
    if head.hasPrefix("# text frame to ") || head.hasPrefix("WS ws") {
      self.init(form: "a WebSocket frame", body: Self.trimmed(Array(rest.utf8)), isSocket: true)
    } else if head.lowercased().hasPrefix("order/place") {
      self.init(form: "a WebSocket frame", body: Array(text.utf8), isSocket: true)
    } else {
      return nil
    }
    guard let start = body.firstIndex(of: UInt8(ascii: "{")) else { return }
    let json = String(decoding: body[start...], as: UTF8.self)
    if let (document, mended) = try? LooseJSON.document(json) {
      body = body[..<start] + Array(document.root.rawText.utf8)
      remarks += mended
    }
  }

  /// Reads the object that `preview --format json` prints, or one like it in a program.
  init?(printed root: JSONNode) {
    guard let address = (root["url"] ?? root["endpoint"] ?? root["path"])?.string else {
      return nil
    }
    self.init(form: "a JSON request", method: root["method"]?.string?.uppercased() ?? "POST")
    let content = root["body"] ?? root["params"] ?? root["data"]
    body = Array((content?.string ?? content?.rawText ?? "").utf8)
    if method == "WS" {
      isSocket = true
    } else {
      take(address: address)
    }
  }

  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x0A || byte == 0x09 }
    let start = bytes.firstIndex { !isBlank($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isBlank($0) } ?? start - 1
    return start <= end ? Array(bytes[start...end]) : []
  }
}

extension StringProtocol {
  /// Whether a line is `Name: value`.
  fileprivate var isHeader: Bool {
    guard let colon = firstIndex(of: ":"), colon > startIndex else { return false }
    return self[..<colon].utf8.allSatisfy { byte in
      (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 45
    }
  }
}
