import Exact
import Orders

/// JSON as people and programs write it: with trailing commas, bare names, either quote, comments.
///
/// It is turned into strict JSON first; what venues send is never read this way.
struct LooseJSON {
  private let bytes: [UInt8]
  private var at = 0
  private var out: [UInt8] = []

  /// The document of a text, and what had to be mended in it.
  static func document(
    _ text: String
  ) throws(Unreadable) -> (document: JSONDocument, remarks: [String]) {
    let bytes = Array(text.utf8)
    if let document = try? JSONDocument(parsing: bytes, limits: .file) { return (document, []) }
    var loose = LooseJSON(bytes: bytes)
    let strict = try loose.strict()
    do {
      let document = try JSONDocument(parsing: strict, limits: .file)
      return (document, ["it was no strict JSON and has been mended"])
    } catch {
      throw Unreadable("the JSON: line \(error.line), column \(error.column): \(error.reason)")
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func strict() throws(Unreadable) -> [UInt8] {
    try value(depth: 0)
    skip()
    if at < bytes.count, bytes[at] == UInt8(ascii: ";") { at += 1 }
    skip()
    guard at >= bytes.count else { throw flaw("something follows the JSON") }
    return out
  }

  private func flaw(_ reason: String) -> Unreadable {
    let line = 1 + bytes.prefix(at).count { $0 == UInt8(ascii: "\n") }
    return Unreadable("the JSON: line \(line): \(reason)")
  }

  /// Goes over blanks and comments.
  private mutating func skip() {
    while at < bytes.count {
      let byte = bytes[at]
      if byte <= 0x20 {
        at += 1
      } else if byte == UInt8(ascii: "/"), at + 1 < bytes.count, bytes[at + 1] == byte {
        at = bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      } else if byte == UInt8(ascii: "/"), at + 1 < bytes.count,
        bytes[at + 1] == UInt8(ascii: "*")
      {
        let rest = bytes[(at + 2)...]
        let end = rest.indices.first {
          bytes[$0] == UInt8(ascii: "*") && $0 + 1 < bytes.count
            && bytes[$0 + 1] == UInt8(ascii: "/")
        }
        at = end.map { $0 + 2 } ?? bytes.count
      } else {
        return
      }
    }
  }

  private mutating func value(depth: Int) throws(Unreadable) {
    guard depth < 12 else { throw flaw("it nests too deep") }
    skip()
    guard at < bytes.count else { throw flaw("it ends too early") }
    switch bytes[at] {
    case UInt8(ascii: "{"): try object(depth)
    case UInt8(ascii: "["): try array(depth)
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      JSONText.quote(try quoted(), into: &out)
    default: try bare()
    }
  }

  private mutating func object(_ depth: Int) throws(Unreadable) {
    at += 1
    out.append(UInt8(ascii: "{"))
    var isFirst = true
    while try !isEnd(UInt8(ascii: "}")) {
      let name = try key()
      skip()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw flaw("'\(name.prefix(40))' has no colon after it")
      }
      at += 1
      let start = out.count
      if !isFirst { out.append(UInt8(ascii: ",")) }
      JSONText.quote(name, into: &out)
      out.append(UInt8(ascii: ":"))
      try value(depth: depth + 1)
      if name.hasPrefix("//") {
        // Pages comment a member out in its name.
        out.removeSubrange(start...)
      } else {
        isFirst = false
      }
    }
    out.append(UInt8(ascii: "}"))
  }

  private mutating func array(_ depth: Int) throws(Unreadable) {
    at += 1
    out.append(UInt8(ascii: "["))
    var isFirst = true
    while try !isEnd(UInt8(ascii: "]")) {
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      try value(depth: depth + 1)
    }
    out.append(UInt8(ascii: "]"))
  }

  /// Goes over commas, and over the end where it comes.
  private mutating func isEnd(_ close: UInt8) throws(Unreadable) -> Bool {
    skip()
    while at < bytes.count, bytes[at] == UInt8(ascii: ",") {
      at += 1
      skip()
    }
    guard at < bytes.count else { throw flaw("it ends too early") }
    guard bytes[at] == close else { return false }
    at += 1
    return true
  }

  private mutating func key() throws(Unreadable) -> String {
    if "\"'`".utf8.contains(bytes[at]) { return try quoted() }
    let name = bytes[at...].prefix(while: Self.isName)
    guard !name.isEmpty else { throw flaw("a name is missing") }
    at += name.count
    return String(decoding: name, as: UTF8.self)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 95 || byte == 36
      || byte >= 0x80
  }

  private mutating func quoted() throws(Unreadable) -> String {
    let quote = bytes[at]
    at += 1
    var text: [UInt8] = []
    while at < bytes.count, bytes[at] != quote {
      if bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count {
        try escape(&text)
      } else {
        text.append(bytes[at])
        at += 1
      }
    }
    guard at < bytes.count else { throw flaw("a quote has no end") }
    at += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape(_ text: inout [UInt8]) throws(Unreadable) {
    let next = bytes[at + 1]
    guard next == UInt8(ascii: "u") else {
      let known: [UInt8: UInt8] = [
        UInt8(ascii: "n"): 0x0A, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0D,
      ]
      text.append(known[next] ?? next)
      at += 2
      return
    }
    let digits = String(decoding: bytes[(at + 2)...].prefix(4), as: UTF8.self)
    guard let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) else {
      throw flaw("a bad escape")
    }
    text += Array(String(scalar).utf8)
    at += 6
  }

  /// A number or a word; an expression of a program says nothing that could be read.
  private mutating func bare() throws(Unreadable) {
    let start = at
    var open = 0
    while at < bytes.count {
      let byte = bytes[at]
      if "([{".utf8.contains(byte) { open += 1 }
      if ")]}".utf8.contains(byte) {
        if open == 0 { break }
        open -= 1
      }
      if open == 0, byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") { break }
      at += 1
    }
    let word = FoundRequest.trimmed(Array(bytes[start..<at]))
    guard !word.isEmpty else { throw flaw("a value is missing") }
    let text = String(decoding: word, as: UTF8.self)
    if (try? Decimal(jsonNumber: text)) != nil {
      out += word
    } else {
      out += Array((["true", "false"].first { $0 == text.lowercased() } ?? "null").utf8)
    }
  }
}
